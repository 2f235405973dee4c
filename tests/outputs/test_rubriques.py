"""What goes with a section that a network leaves out, and what stays of the text around."""

import pytest

from prst.outputs import Output
from prst.outputs.rubriques import ADDRESSES, Kept, Rubriques
from prst.records.model import NEEDS, SECTIONS, kept_sections

EVENTS = Rubriques.of(["agenda", "relais"])


def test_every_section_has_addresses_and_no_other() -> None:
    assert set(ADDRESSES) == set(SECTIONS) >= set(NEEDS)


def test_nothing_is_left_out_where_no_section_is_named() -> None:
    assert Rubriques.of([]) == Rubriques.of(SECTIONS) == Rubriques()
    assert Rubriques().html('<a href="../livrables/">x</a>') == '<a href="../livrables/">x</a>'


def test_a_section_goes_with_what_it_is_about() -> None:
    assert kept_sections(["relais", "couverture", "agenda"]) == {"relais", "agenda"}
    assert kept_sections([name for name in SECTIONS if name != "cibles"]) == {
        "relais", "agenda", "groupes", "enquetes", "lettre", "boite_a_outils"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("address", "left"),
    [
        ("livrables/", True),
        ("livrables/?theme=chutes", True),
        ("cibles/x/", True),
        ("territoires/", True),
        ("territoires/#liste", True),
        ("territoires/42/", False),
        ("agenda/", False),
        ("contribuer/proposer-un-livrable/", True),
        ("retours/essai/", True),  # lessons go with the toolbox
        ("contribuer/raconter-un-retour/", True),
        ("contribuer/ajouter-un-evenement/", False),
        ("", False),
    ],
)
def test_addresses_go_with_their_section(address: str, left: bool) -> None:
    assert EVENTS.leaves(address) is left


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ('<p>Voyez <a href="../livrables/">les ressources</a>.</p>', "<p>Voyez les ressources.</p>"),
        ('<p>Voyez <a class="x" href="\x00livrables/?a=1&amp;b=2">tout</a>.</p>', "<p>Voyez tout.</p>"),
        ('<a href="https://essai.example/lettre/">x</a>', "x"),
        ('<a href="https://ailleurs.example/lettre/">x</a>', '<a href="https://ailleurs.example/lettre/">x</a>'),
        ('<ul><li><a href="../cibles/">a</a> : b</li>\n<li>c</li></ul>', "<ul>\n<li>c</li></ul>"),
        ('<ul><li>Un <a href="../cibles/">a</a></li></ul>', "<ul><li>Un a</li></ul>"),
        ('<p class="suite"><a href="./groupes/">Tous</a></p><p>x</p>', "<p>x</p>"),
        ('<p><a class="bouton" href="./boite-a-outils/">Ouvrir</a> x</p>', "<p> x</p>"),
        ('<link rel="alternate" href="../integrer/agenda/oembed.json">', ""),
        ('<a href="../agenda/">x</a>', '<a href="../agenda/">x</a>'),
        ('<a href="../territoires/">x</a> <a href="../territoires/42/">y</a>', 'x <a href="../territoires/42/">y</a>'),
        ('<a href="../relais/x/#livrables/">x</a>', '<a href="../relais/x/#livrables/">x</a>'),
        ('<li>x<ul><li><a href="../cibles/">y</a></li></ul></li>', "<li>x<ul></ul></li>"),
    ],
)  # fmt: skip
def test_links_go_and_their_words_stay_where_they_are_part_of_a_sentence(html: str, left: str) -> None:
    assert EVENTS.html(html, "https://essai.example/") == left


def test_what_is_left_out_is_not_published() -> None:
    given = [Output(path, b"") for path in ("lettre/index.html", "lettre/2026-10/lettre.eml", "agenda/index.html")]
    assert [one.path for one in EVENTS.outputs(given)] == ["agenda/index.html"]


def test_templates_ask_for_a_section_by_a_name_that_exists() -> None:
    assert (Kept(["agenda"])["agenda"], Kept(["agenda"])["relais"], Kept([])["relais"]) == (True, False, True)
    with pytest.raises(KeyError):
        Kept([])["livrable"]
