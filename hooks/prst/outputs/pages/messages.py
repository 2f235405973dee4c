"""A page for each message of the check: what it means, what to do, and a wrong and a right example."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from markupsafe import Markup, escape

from prst.outputs import Output, french
from prst.outputs.addresses import root_from
from prst.outputs.exemples import SORTES as KINDS
from prst.outputs.exemples import filled
from prst.outputs.pages import reference
from prst.outputs.pages.common import PER_PAGE, Pages
from prst.outputs.pages.sur_place import Facette, named
from prst.records.explications import COURANTS, EXPLICATIONS, FOLDER, SORTES, Explication, page_of
from prst.records.problems import MESSAGES

TITLE = "Les messages de la vérification"
LEAD = "La vérification dit quelque chose d’obscur\u00a0? Chaque message est expliqué sur sa page, avec un exemple."
DESCRIPTION = "Ce que veut dire chaque message, ce qu’il faut faire, et un exemple juste à côté d’un exemple faux."

_FILLED = re.compile(r"\{(\w+)\}")
_LEFT_OUT = frozenset(
    {"nearest", "suggested", "got", "detail", "ou", "raison", "suite", "moins", "heure", "ailleurs", "autres", "signe"}
    | {"deplacer", "ensemble", "lignes"}
)
"""What a message says only where it knows it."""
_AFTER = re.compile(r"(?<=[».])\{\w+\}")
"""What follows a quotation or a sentence, where there is more to say."""
_EMPTY = re.compile(r" ?\((?:…)?\)|^…$|[ \u00a0]:[ \u00a0](?=\.)")
"""What is left of a message where all that it would say is the reason of each case."""


def wording(text: str) -> str:
    """Return a message or remedy as a page quotes it: « … » in the place of what is found when it is told."""
    shown = _FILLED.sub(lambda found: "" if found[1] in _LEFT_OUT else "…", _AFTER.sub("", text))
    return _EMPTY.sub("", shown).replace("….", "…")


class Messages:
    """The pages of messages of one catalogue, whose ids stand in the examples."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    def index(self, racine: str, codes: Collection[str] = EXPLICATIONS) -> Markup:
        """Return the list of messages, or of some of them, under the kinds to which they belong."""
        groups = [(title, [self._line(code) for code in found if code in codes]) for title, found in SORTES.items()]
        said = Counter(line["message"] for _title, lines in groups for line in lines)
        for line in (line for _title, lines in groups for line in lines if said[line["message"]] > 1):
            line["message"] = f"{line['message']} ({line['code']})"  # links that say the same lead to the same page
        shown = [group for group in groups if group[1]]
        everyone = [(line, title) for title, lines in shown for line in lines]
        for rank, (line, _title) in enumerate(everyone):
            line["numero"] = rank
        kinds = {str(rank): title for rank, (title, _lines) in enumerate(shown, 1)}
        values = named(kinds, everyone, lambda one: [key for key, title in kinds.items() if title == one[1]], _heading)
        return self._pages.fill(
            "messages.html",
            racine=racine,
            groupes=shown,
            facettes=[Facette("sortes", "Sorte de message", values)],
            total=len(everyone),
            par_page=PER_PAGE,
            index=FOLDER,
        )

    def common(self, racine: str) -> Markup:
        """Return the messages that pilots meet most, in a table."""
        return self._pages.fill("messages_courants.html", racine=racine, messages=[self._line(one) for one in COURANTS])

    def outputs(self, written: Collection[str]) -> Iterator[Output]:
        """Yield the page of each message; the list of them too, where no page of docs/, by its address, holds it."""
        for title, codes in SORTES.items():
            for code, one in codes.items():
                yield self._page(code, one, title)
        if FOLDER not in written:
            body = Markup('<h1 id="titre">{}</h1><p>{}</p>').format(TITLE, LEAD) + self.index(root_from(FOLDER))
            yield self._pages.plain_page(reference.SECTION, FOLDER, TITLE, DESCRIPTION, body)

    def _line(self, code: str) -> dict[str, Any]:
        return {
            "code": code,
            "message": french.unbroken(wording(MESSAGES[code][0]) or _NAMED[code]),
            "geste": french.unbroken(EXPLICATIONS[code].geste or wording(MESSAGES[code][1])),
            "adresse": page_of(code),
        }

    def _page(self, code: str, one: Explication, kind: str) -> Output:
        address = page_of(code)
        line, sens = self._line(code), french.unbroken(one.sens)
        title = f"Message\u00a0: {line['message'].rstrip('.')}"
        catalogue = self._pages.catalogue
        body = self._pages.fill(
            "message.html",
            racine=root_from(address),
            titre=title,
            rubrique=kind,
            messages=FOLDER,
            sens=sens,
            faux=filled(one.faux, catalogue),
            juste=filled(one.juste, catalogue),
            fichier=_file(one),
            reference=_reference(one),
            note=kind in _NOTES,
            geste=Markup(_CITED.sub(r"<code>\g<0></code>", str(escape(line["geste"])))),
            code=code,
        )
        return self._pages.plain_page(reference.SECTION, address, title, sens, body, indexed=False)


def _heading(kind: str) -> str:
    return f"{FOLDER}#messages-{kind}"


_CITED = re.compile(r"\[\[[^\]]+\]\]")
"""A citation of a record, as written pages have it."""
_NAMED: Mapping[str, str] = {
    "jeton": "l’appel au catalogue ne se lit pas.",
    "syntaxe": "la mise en forme ne se lit pas.",
}
"""What messages say that only tell the reason of each case."""
_NOTES = ("Les notes, qui n’arrêtent rien", "Les calendriers d’ailleurs", "Les catalogues de partenaires")
"""Kinds of messages that stop no publication."""


def _file(one: Explication) -> str:
    """Return the file of which an example is a piece; '' for one that names its own, or is told in words."""
    if not one.ou or one.faux.startswith(("# catalogue/", "# docs/")):
        return ""
    if one.ou.startswith("docs/"):
        return one.ou
    return f"catalogue/{one.ou}" if "." in one.ou else f"catalogue/{one.ou}/"


def _reference(one: Explication) -> tuple[str, str] | None:
    """Return the page of the reference that tells of the file of an example, and its title."""
    for kind in KINDS:
        if one.ou and kind.fichier.startswith(f"catalogue/{one.ou.partition('/')[0]}"):
            return reference.address_of(kind.slug), kind.titre
    return None
