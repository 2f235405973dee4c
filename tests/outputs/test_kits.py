"""What a relay sends of a resource: the record's own words, whole sentences, nothing that is filler."""

import re
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from prst.analysis.derived import Derived
from prst.outputs import kits
from prst.outputs.courriels import LONGEST
from prst.outputs.kits import Kit, kit_of, lacking, mailto, refusal, sentences, upto
from prst.records.types import count_words
from tests.catalogues import create_catalogue
from tests.texts import UNHURRIED

PAGE = "https://essai.example.org/livrables/guide-chutes/"
ASK = "Une question\u00a0? Structure d’essai\u00a0: prevention@organisme-essai.fr"
HOSTILE = '<script>alert(1)</script> #read("/etc/passwd") $x$ "guillemets" & co'


def kit(relais: str = "", site: dict[str, Any] | None = None, **fields: Any) -> Kit:
    """The kit of a resource with these fields."""
    catalogue = create_catalogue(
        site,
        cibles={"tpe": {"nom": "TPE du bâtiment"}},
        livrables={"guide-chutes": {"titre": "Prévenir les chutes", **fields}},
    )
    return kit_of(catalogue.livrables["guide-chutes"], Derived(catalogue), relais)


def shown(html: str) -> str:
    """What a reader sees of HTML."""
    body = LexborHTMLParser(html).body
    assert body
    return body.text()


def texts(**fields: Any) -> dict[str, str]:
    return {name: text.texte for name, text in kit(**fields).textes.items()}


# From the record


def test_a_kit_is_made_of_the_record_alone() -> None:
    resume = "Un guide en dix fiches. Il montre comment choisir une échelle."
    said = f"Moins d’arrêts sur vos chantiers. {resume}"
    who, see = "Pour qui\u00a0? TPE du bâtiment.", f"Voir la ressource\u00a0: {PAGE}"
    assert texts(promesse="Moins d’arrêts sur vos chantiers", resume=resume) == {
        "courriel": "Bonjour,\n\nMoins d’arrêts sur vos chantiers."
        f"\n\nPrévenir les chutes\n{resume}\n{who}\n\n{see}\n\n{ASK}",
        "breve": f"Prévenir les chutes\n\n{said}\n\n{see}",
        "paragraphe": f"Prévenir les chutes\n\n{said} {who}\n\n{see}",
        "reseaux": f"Prévenir les chutes\n{said}\n{PAGE}",
    }


def test_without_a_promise_nothing_stands_in_its_place() -> None:
    assert texts(resume="Un guide en dix fiches.")["courriel"].startswith(
        "Bonjour,\n\nPrévenir les chutes\nUn guide en dix fiches.\n"
    )


def test_a_summary_that_says_the_promise_again_is_left_out() -> None:
    promise = "Choisissez les couleurs de sécurité de vos ateliers et de vos bureaux."
    again = "Fiche d’aide au choix des couleurs de sécurité dans les ateliers et les bureaux."
    assert again not in texts(promesse=promise, resume=again)["paragraphe"]
    more = "Dix planches montrent les contrastes que voit un daltonien."
    assert texts(promesse=promise, resume=f"{again} {more}")["breve"].count(more) == 1
    assert again in texts(resume=again)["breve"]


@pytest.mark.parametrize(
    ("promesse", "resume", "mail", "brief"),
    [
        ("Prévenir les chutes.", "Dix fiches.", "Prévenir les chutes\nDix fiches.\n", "Dix fiches."),
        ("Moins d’arrêts", "Moins d’arrêts.", "Moins d’arrêts.\n\nPrévenir les chutes\nPour qui", "Moins d’arrêts."),
        (
            "Agir.",
            "Agir. Dix fiches claires.",
            "Agir.\n\nPrévenir les chutes\nDix fiches claires.\n",
            "Agir. Dix fiches claires.",
        ),
    ],
)
def test_nothing_is_said_twice_word_for_word(promesse: str, resume: str, mail: str, brief: str) -> None:
    found = texts(promesse=promesse, resume=resume)
    assert found["courriel"].startswith(f"Bonjour,\n\n{mail}")
    assert found["breve"].split("\n\n")[1] == brief


def test_a_summary_that_is_the_title_makes_no_text_of_a_letter() -> None:
    found = texts(resume="Prévenir les chutes.")
    assert found["courriel"].startswith("Bonjour,\n\nPrévenir les chutes\nPour qui")
    assert found["reseaux"] == f"Prévenir les chutes\n{PAGE}"
    assert "breve" not in found


def test_a_long_summary_is_cut_between_two_sentences() -> None:
    said = [f"La fiche numéro {one} explique un geste que chaque compagnon connaît déjà bien." for one in range(8)]
    found = texts(resume=" ".join(said[:7]), description=f"{said[7]}\n\n- une liste\n\nSuite.")
    assert f"\n\n{' '.join(said[:3])}\n\n" in found["breve"]  # thirteen words each
    assert f"\n\n{' '.join(said[:5])} Pour qui" in found["paragraphe"]
    assert f"\n{' '.join(said[:3])}\n" in found["reseaux"]  # 231 signs; a fourth would make 308
    assert " ".join(said[:7]) in found["courriel"]


def test_a_sentence_that_is_too_long_is_left_out() -> None:
    long = f"Un guide qui parle {'de beaucoup de choses, ' * 12}et de chutes."
    assert set(texts(resume=long)) == {"courriel", "paragraphe", "reseaux"}
    assert texts(resume=long)["reseaux"] == f"Prévenir les chutes\n{PAGE}"


def test_a_description_is_told_until_it_makes_a_list() -> None:
    found = texts(resume="Un guide.", description="Il a *dix* fiches. Elles disent\u00a0:\n\n- quoi,\n- comment.")
    assert "Elles disent" not in found["paragraphe"]
    found = texts(resume="Un guide.", description="Il a *dix* [fiches](https://a.fr).\n\n## Suite\n\nAutre.")
    assert "\n\nUn guide. Il a dix fiches. Pour qui" in found["paragraphe"]


def test_a_title_stays_as_it_is_written() -> None:
    title = '#OBJECTIFS «\u00a0TMS\u00a0» ET L’"AGRO" – PLAN RÉGIONAL'
    one = kit(titre=title)
    assert one.textes["breve"].texte.startswith(f"{title}\n")
    assert parse_qs(urlsplit(one.textes["courriel"].mailto).query)["subject"] == [title]


@pytest.mark.parametrize(
    ("promesse", "resume", "said"),
    [
        ("Évaluez vos risques (en une heure)", "Un outil.", "Évaluez vos risques (en une heure). Un outil."),
        ("Agir (fiches, affiches, etc.)", "Un outil.", "Agir (fiches, affiches, etc.). Un outil."),
        ("Sortez du «\u00a0système D\u00a0»", "Un outil.", "Sortez du «\u00a0système D\u00a0». Un outil."),
        ("Dites «\u00a0parlons-en\u00a0!\u00a0»", "Oui.", "Dites «\u00a0parlons-en\u00a0!\u00a0» Oui."),
        ("Agissez. (Voir la fiche 3.)", "Un outil.", "Agissez. (Voir la fiche 3.) Un outil."),
        ("moins de bruit\u00a0:", "un guide\u00a0;", "Moins de bruit. Un guide."),
        ("monDOCunique vous aide", "www.inrs.fr en parle", "monDOCunique vous aide. www.inrs.fr en parle."),
        ("Parlez-en\u00a0!", "Que faire\u00a0?", "Parlez-en\u00a0! Que faire\u00a0?"),
    ],
)
def test_what_the_record_says_begins_and_ends_as_a_sentence_does(promesse: str, resume: str, said: str) -> None:
    assert texts(promesse=promesse, resume=resume)["breve"].split("\n\n")[1] == said


def test_names_that_end_as_a_sentence_does_get_no_second_stop() -> None:
    catalogue = create_catalogue(
        cibles={"tpe": {"nom": "TPE, PME, etc."}, "chefs": {"nom": "Vous dirigez ?"}},
        livrables={"guide": {"cibles": ["tpe"]}, "autre": {"cibles": ["tpe", "chefs"]}},
        evenements={"debat": {"titre": "Et si on en parlait ?", "debut": "2099-06-15", "livrables": ["guide"]}},
    )
    one, other = (kit_of(catalogue.livrables[name], Derived(catalogue)) for name in ("guide", "autre"))
    assert one.mode_emploi == [("Quand", "À l’occasion\u00a0: Et si on en parlait\u00a0?"), ("À qui", "TPE, PME, etc.")]
    assert "Pour qui\u00a0? TPE, PME, etc.\u00a0; Vous dirigez\u00a0?\n" in other.textes["courriel"].texte


def test_many_targets_are_counted() -> None:
    catalogue = create_catalogue(
        cibles={f"c{number}": {"nom": f"Cible {number}"} for number in range(6)},
        livrables={f"l{count}": {"cibles": [f"c{number}" for number in range(count)]} for count in (1, 4, 6)},
    )
    found = {count: kit_of(catalogue.livrables[f"l{count}"], Derived(catalogue)).mode_emploi for count in (1, 4, 6)}
    assert found == {
        1: [("À qui", "Cible 0.")],
        4: [("À qui", "Cible 0\u00a0; Cible 1\u00a0; Cible 2\u00a0; Cible 3.")],
        6: [("À qui", "Cible 0\u00a0; Cible 1\u00a0; Cible 2\u00a0; et 3 autres.")],
    }


def test_occasions_that_are_still_to_come_say_when() -> None:
    catalogue = create_catalogue(
        livrables={"guide": {"modifie_le": "2026-01-10"}, "autre": {"modifie_le": "2026-01-10"}},
        evenements={
            "semaine": {"titre": "Semaine de la QVCT", "debut": "2026-06-15", "livrables": ["guide"]},
            "passee": {"titre": "Semaine de 2022", "debut": "2022-06-20", "livrables": ["guide"]},
            "chaque-annee": {
                "titre": "Journée",
                "debut": "2010-04-28",
                "recurrence": "FREQ=YEARLY",
                "livrables": ["guide"],
            },
            "essai": {"livrables": ["guide"], "exemple": "oui"},
        },
    )
    one = kit_of(catalogue.livrables["guide"], Derived(catalogue))
    assert one.mode_emploi[0] == ("Quand", "À l’occasion\u00a0: Journée\u00a0; Semaine de la QVCT.")


def test_a_person_is_never_named() -> None:
    contact = {
        "structure": "Structure d’essai", "courriel": "claude@organisme-essai.fr", "nom": "Claude Essai",
        "publication_consentie": "2026-01-01",
    }  # fmt: skip
    assert "laude" not in "".join(texts(contact=contact).values())


@pytest.mark.parametrize(
    ("ways", "asked"),
    [
        ({"courriel": "a@organisme-essai.fr", "telephone": "04 72 00 00 00"}, ["04 72 00 00 00, a@organisme-essai.fr"]),
        ({"formulaire": "https://a.fr/ecrire"}, ["https://a.fr/ecrire"]),
        ({"a_confirmer": "oui"}, []),
    ],
)
def test_a_mail_says_whom_to_ask_where_somebody_answers(ways: dict[str, str], asked: list[str]) -> None:
    lines = texts(contact={"structure": "Structure d’essai", **ways})["courriel"].split("\n\n")
    found = [
        line.removeprefix("Une question\u00a0? Structure d’essai\u00a0: ") for line in lines if "Une question" in line
    ]
    assert found == asked


# The record's own texts


def test_own_texts_come_first() -> None:
    own = {
        "message": "Un premier paragraphe.\n\nUn second :\nsur deux lignes.",
        "breve": "Une brève.",
        "paragraphe": "Un paragraphe.",
        "reseaux": "Une publication.",
        "article": "## Chuter moins\n\nLisez le [guide](https://a.fr/guide).",
        "mode_emploi": {"quand": "En juin", "comment": "En réunion"},
        "arguments": ["C’est gratuit."],
        "en_une_heure": "Un quart d’heure par fiche.",
        "texte_alternatif": "Affiche : une échelle.",
    }
    one = kit(relais="cma-01", kit=own)
    link = f"{PAGE}?via=cma-01"
    assert {name: text.texte for name, text in one.textes.items()} == {
        "courriel": "Bonjour,\n\nUn premier paragraphe.\n\nUn second\u00a0:\nsur deux lignes."
        f"\n\nVoir la ressource\u00a0: {link}\n\n{ASK}",
        "breve": f"Prévenir les chutes\n\nUne brève.\n\nVoir la ressource\u00a0: {link}",
        "paragraphe": f"Prévenir les chutes\n\nUn paragraphe.\n\nVoir la ressource\u00a0: {link}",
        "reseaux": f"Une publication.\n{link}",
        "article": f"Chuter moins\n\nLisez le guide (https://a.fr/guide).\n\nVoir la ressource\u00a0: {link}",
    }
    assert one.mode_emploi == [("Quand", "En juin"), ("À qui", "TPE du bâtiment."), ("Comment", "En réunion")]
    assert one.seances == [("En une heure", "Un quart d’heure par fiche.")]
    assert (one.arguments, one.texte_alternatif) == (("C’est gratuit.",), "Affiche\u00a0: une échelle.")


def test_a_short_text_of_its_own_is_a_sentence_before_who_it_is_for() -> None:
    assert "\n\nUn guide de poche. Pour qui" in texts(kit={"breve": "Un guide de poche"})["paragraphe"]


def test_its_texts_end_as_sentences_do_wherever_they_stand() -> None:
    found = texts(kit={"breve": "un guide de poche", "paragraphe": "Un guide de poche, à lire à deux"})
    assert found["breve"].split("\n\n")[1] == "Un guide de poche."
    assert found["paragraphe"].split("\n\n")[1] == "Un guide de poche, à lire à deux."
    assert "\n\nUn guide de poche, à lire à deux.\nPour qui" in found["courriel"]


@pytest.mark.parametrize("greeting", ["Bonjour,", "Bonjour à tous,", "BONJOUR\u00a0!"])
def test_a_mail_greets_once(greeting: str) -> None:
    assert texts(kit={"message": f"{greeting}\n\nUn guide."})["courriel"].startswith(f"{greeting}\n\nUn guide.\n")


def test_what_a_kit_leaves_out_comes_from_its_other_texts() -> None:
    who = "Pour qui\u00a0? TPE du bâtiment."
    found = texts(promesse="Moins d’arrêts.", kit={"breve": "Une échelle\u00a0? Lisez ceci."})
    assert "\n\nPrévenir les chutes\n\nUne échelle\u00a0? Lisez ceci.\n" + who in found["courriel"]
    assert f"\n\nUne échelle\u00a0? Lisez ceci. {who}\n\n" in found["paragraphe"]
    assert "Moins d’arrêts." not in found["courriel"]
    assert "Moins d’arrêts." in found["reseaux"]
    both = texts(kit={"breve": "Courte.", "paragraphe": "Plus longue."})
    assert ("Plus longue.\n" in both["courriel"], "Courte." in both["paragraphe"]) == (True, False)


OWN = ("message", "breve", "paragraphe", "reseaux", "article", "en_une_heure", "texte_alternatif")


def test_code_is_text_everywhere() -> None:
    one = kit(titre=HOSTILE, promesse=HOSTILE, resume=HOSTILE, kit=dict.fromkeys(OWN, HOSTILE))
    for text in one.textes.values():
        assert HOSTILE in text.texte.replace("\u00a0", " ")
        assert not LexborHTMLParser(text.html).css("script, img")
        assert HOSTILE in shown(text.html).replace("\u00a0", " ")


# Layouts


@pytest.mark.parametrize("name", ["courriel", "breve", "paragraphe", "reseaux", "article"])
def test_both_layouts_say_the_same(name: str) -> None:
    text = kit(promesse="Moins d’arrêts.", kit={"article": "Un **article** prêt."}).textes[name]
    lines = [line for line in text.texte.split("\n") if line]
    laid_out = [line for line in shown(re.sub(r"<br>|</p>", "\n", text.html)).split("\n") if line]
    links = [link.attributes["href"] for link in LexborHTMLParser(text.html).css("a")]
    assert [line.partition(f"\u00a0: {PAGE}")[0] for line in lines] == laid_out
    assert links == [PAGE]


def test_a_mail_is_an_address_that_programs_take() -> None:
    one = kit(titre="Chutes & Cie\u00a0: 100\u00a0% ?", promesse="Moins d’arrêts.")
    address = one.textes["courriel"].mailto
    assert re.fullmatch(r"mailto:\?subject=[\w.~%-]+&body=[\w.~%-]+", address)  # RFC 6068, section 2
    assert unquote(re.findall(r"body=(.*)", address)[0]).split("\r\n\r\n")[1] == "Moins d’arrêts."
    assert one.courriel == address


@pytest.mark.parametrize("words", [10, 60, 190])
def test_a_mail_is_never_longer_than_programs_take_nor_cut(words: int) -> None:
    own = {"message": " ".join(["préventivement"] * words) + ".", "breve": "Une brève.", "paragraphe": "é" * 600}
    one = kit(kit=own)
    assert len(one.courriel) <= LONGEST
    body = parse_qs(urlsplit(one.courriel).query)["body"][0].replace("\r\n", "\n")
    assert body in [text.texte for text in one.textes.values()]
    assert body.endswith(PAGE) or "Une question" in body


def test_a_link_tells_who_passed_it_on() -> None:
    assert kit("cci 38&x=1").lien == f"{PAGE}?via=cci%2038%26x%3D1"
    assert kit().lien == PAGE
    assert mailto("", "a\nb") == "mailto:?body=a%0D%0Ab"


# Sentences


@pytest.mark.parametrize(
    "said",
    [
        ["Un guide.", "Il aide."],
        ["Est-ce long\u00a0?", "Non\u00a0!", "Dix minutes…", "Alors\u00a0: en route."],
        ["Voir l’art. L4121-1 du code.", "Il oblige."],
        ["Le Dr. House, M. Dupont, n. 12 et cf. Annexe.", "Suite."],
        ["Elle dit «\u00a0Stop\u00a0!\u00a0»", "Puis part."],
        ["(Une parenthèse.)", "Une phrase."],
        ["Sans point à la fin"],
        ["Version 2.0 de l’outil.", "À lire."],
        ["Publié en 2018. 12 pages.", "Œuvre commune."],
        [],
    ],
)
def test_sentences_end_where_it_is_sure(said: list[str]) -> None:
    assert sentences(" ".join(said)) == said


@UNHURRIED
@given(text=st.text("aB.!? é»«…)1(", max_size=60), most=st.integers(0, 12))
def test_nothing_is_lost_between_sentences(text: str, most: int) -> None:
    found = sentences(text)
    assert " ".join(found).split() == text.split()
    kept = upto(found, most)
    assert count_words(kept) <= most
    assert kept == " ".join(found[: len(sentences(kept))]) or " ".join(found).startswith(kept)


# What is not passed on, and what is lacking


def test_what_is_kept_for_memory_is_not_passed_on() -> None:
    catalogue = create_catalogue(livrables={"a": {"statut": "archive"}, "b": {"exemple": "oui"}, "c": {}})
    assert {identity: (refusal(one), bool(lacking(one))) for identity, one in catalogue.livrables.items()} == {
        "a": (kits.ARCHIVED, False),
        "b": (kits.FICTITIOUS, False),
        "c": ("", True),
    }


def test_what_would_make_a_better_kit_is_named() -> None:
    assert lacking(kit().fiche) == ["promesse", "licence", "kit.mode_emploi", "kit.arguments", "kit.article"]
    whole = {"mode_emploi": {"quand": "En juin"}, "arguments": ["Gratuit."], "article": "Un article."}
    assert lacking(kit(promesse="Moins d’arrêts.", licence="Licence Ouverte 2.0", kit=whole).fiche) == []
