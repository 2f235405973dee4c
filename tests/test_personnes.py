"""People: named with their consent on the pages that are about what they answer for, and gone with one change.

One site is swept whole, whatever gives its files: a new kind of file is held to the same rule without a line here.
"""

import io
import quopri
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pikepdf

from prst.outputs.vcards import ENDING
from prst.records.reseau import Reseau
from tests.catalogues import create_catalogue
from tests.hostile import find_all

PERSON = {"nom": "Zéphyrine Quelquun", "publication_consentie": "2026-01-01"}
WAYS = {"courriel": "zephyrine.quelquun@organisme-essai.fr", "telephone": "06 98 76 54 32"}
PRINTS = ("zephyrine", "quelquun", "0698765432")
"""What of a person is looked for: texts without accents, and figures without spaces."""
FUNCTION = {"courriel": "prevention@organisme-essai.fr"}
PAGES = {
    "livrables/guide/index.html", "relais/opco/index.html", "groupes/ga/index.html", "evenements/salon/index.html",
    "structures/carsat/index.html", "annuaire.md.html", "retours/essai/index.html",
}  # fmt: skip
"""What is about somebody's work: the page of each record, of a lesson of a group, and the directory with its cards."""
LISTS = {
    "relais/index.md.html", "groupes/index.md.html", "couverture.md.html", "cibles/tpe/index.html",
    "territoires/region/index.html", "recoupements/index.html",
}  # fmt: skip
"""Where relays and groups stand with the first way to reach them, whoever answers."""


def site(*named: str) -> dict[str, Any]:
    """A catalogue in which one person stands in every place that may name one, or only in these."""

    def who(place: str) -> dict[str, str]:
        return {**PERSON, **WAYS} if place in named else FUNCTION

    def contact(place: str) -> dict[str, str]:
        return {"structure": "carsat", **who(place)}

    return {
        "formats": {"guide": {}},
        "competences": {"animer": {}},
        "secteurs": {"btp": {}},
        "livrables": {
            "guide": {"contact": contact("livrables"), "groupe": "ga", "relais": ["opco"], "ajoute_le": "2026-01-01"}
        },
        "relais": {"opco": {"cibles": [{"cible": "tpe"}], "contact": contact("relais"), "territoires": ["region"]}},
        "groupes": {
            "ga": {
                "cibles": ["tpe"],
                "pilotes": [{"structure": "carsat", "contact": contact("groupes"), "competences": ["animer"]}],
                "fiche_action": {"objectif": "Agir.", "actions": [{"intitule": "Relire", "par": "carsat"}]},
                "jalons": [{"date": "2026-03-01", "intitule": "Guide", "fait_le": "2026-03-02", "livrable": "guide"}],
                "indicateurs": [{"nom": "Guides", "unite": "guides"}],
                "releves": [{"indicateur": "Guides", "le": "2026-03", "valeur": "3"}],
                "pitch": {"demande": "Une heure."},
            },
            "gb": {"cibles": ["tpe"], "contributeurs": ["carsat"]},
        },
        "enquetes": {"flash": {"groupes": ["ga"], "livrables": ["guide"], "structure": "carsat"}},
        "retours": {"essai": {"groupe": "ga", "livrables": ["guide"]}},
        "evenements": {"salon": {"debut": "2026-06-16", "livrables": ["guide"], "contact": contact("evenements")}},
        "structures": {
            "carsat": {
                "fonctions": [
                    {"role": "préventeur", "competences": ["animer"], "secteurs": ["btp"], **who("structures")},
                    {"role": "animatrice", "recherche": ["animer"], "secteurs": ["btp"], **FUNCTION},
                ]
            }
        },
    }


PLACES = ("livrables", "relais", "groupes", "evenements", "structures", "reseau")


def network(*named: str) -> Reseau:
    """The communication network, of which the same person receives the requests."""
    who = {**PERSON, **WAYS} if "reseau" in named else FUNCTION
    appui = {"id": "relire", "nom": "Relire", "delai": "3 semaines", "contact": {"structure": "carsat", **who}}
    return Reseau.model_validate({"contact": {"structure": "carsat", **who}, "appuis": [appui]})


def swept(*named: str) -> dict[str, set[str]]:
    """What of the person each published file holds, where it holds something."""
    found: dict[str, set[str]] = {}
    catalogue = replace(create_catalogue(**site(*named)), reseau=network(*named))
    for output in find_all(catalogue, title="Page"):
        text = plain(" ".join(texts_of(output.path, output.content)))
        if held := {one for one in PRINTS if one in text}:
            found[output.path] = held
    return found


def plain(text: str) -> str:
    """A text in lower case, without accents or what stands between figures and between the pieces of a folded line."""
    text = re.sub(r"\r?\n[ \t]", "", text)
    text = "".join(one for one in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(one))
    return re.sub(r"(?<=\d)(?:[ .]|%20|&nbsp;)(?=\d)", "", text)


def texts_of(path: str, content: bytes) -> Iterator[str]:
    """What a reader may find in a file: its bytes, what is packed within, and what its format writes otherwise."""
    if path.endswith((".zip", ".docx", ".xlsx")):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from texts_of(name, archive.read(name))
    elif path.endswith(".pdf"):
        with pikepdf.open(io.BytesIO(content)) as document:
            yield str(document.docinfo)
            yield from (str(one) for one in document.objects)
    else:
        yield content.decode("utf-8", "replace")
        if path.endswith(".eml"):
            yield quopri.decodestring(content).decode("utf-8", "replace")


def test_somebody_is_named_on_the_pages_of_what_they_answer_for_and_gone_from_all_files_with_one_change() -> None:
    named = swept(*PLACES)
    pages = {path: held for path, held in named.items() if not path.endswith(ENDING)}
    assert {path for path, held in pages.items() if "zephyrine" in held} == PAGES
    assert pages.keys() - PAGES == LISTS
    assert len(named) == len(pages) + 2  # the cards of the pilot and of the function
    assert swept() == {}
