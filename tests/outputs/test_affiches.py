"""Posters, pictures and banners of the resources that relays pass on."""

import io
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pikepdf
import pytest
from selectolax.lexbor import LexborHTMLParser

from prst.outputs import Output, images
from prst.outputs.affiches import (
    AFFICHE,
    BANDEAU,
    BANNER,
    CARRE,
    IMAGE,
    SQUARE,
    Visuels,
    alternative,
    banner,
    drawings,
    named,
)
from prst.outputs.imprimerie import Drawing
from prst.records.catalogue import Catalogue
from tests.catalogues import create_catalogue
from tests.drawings import all_drawn, drawn, letters_of
from tests.outputs.test_images import HOSTILE, MARKED, size_of

A4 = 595.28, 841.89
"""Points of an A4 page (ISO 216)."""
TITLES = {
    "short": "Jeu",
    "capitals": "PRÉVENTION DES RISQUES « MAÇONNERIE » N° 1 #SST @PRST " * 3,
    "long": ("Séminaire de lancement du plan – Synthèse des éléments clés de l’atelier : soutenir le collectif " * 2)[
        :170
    ],
    "hostile": HOSTILE,
    "html": '<script>alert("x")</script><b>gras</b>',
    "endless": "incompressible" * 20,
    "right to left": "سلام عليكم، هذا دليل للوقاية " * 5,
    "emoji": "😀👩‍👩‍👧🇫🇷",
    "unknown letters": "漢字ไทย",
}


def poster(catalogue: Catalogue, mark: str = MARKED) -> pikepdf.Pdf:
    """The poster of the resource `a`."""
    affiche = drawings(catalogue.livrables["a"], catalogue, mark)[0]
    assert affiche.path == f"livrables/a/{AFFICHE}"
    return pikepdf.open(io.BytesIO(drawn(affiche)))


def tags(pdf: pikepdf.Pdf) -> list[str]:
    """The types of all structure elements, in reading order (ISO 32000-1, section 14.7)."""

    def walk(element: Any) -> list[str]:
        if isinstance(element, pikepdf.Array):
            return [name for one in element for name in walk(one)]
        if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
            return []
        return [str(element.S), *walk(element.get("/K", pikepdf.Array()))]

    return walk(pdf.Root.StructTreeRoot.K)


@pytest.mark.parametrize("name", TITLES)
def test_a_poster_is_one_page_whatever_it_says(name: str) -> None:
    text = TITLES[name]
    catalogue = create_catalogue(
        {"nom": text[:150], "region": text[:150]},
        formats={"guide": {"label": text[:150], "icone": "material/dice-multiple"}},
        cibles={f"c{number}": {"nom": text[:180]} for number in range(7)},
        livrables={
            "a": {
                "titre": text[:190],
                "promesse": text[:190],
                "resume": (f"{text} " * 4)[:600],
                "licence": text[:190],
                "cibles": [f"c{number}" for number in range(7)],
                "kit": {"arguments": [text[:190]] * 5},
                "contact": {"structure": text[:190] or "x", "a_confirmer": "oui"},
            }
        },
    )
    pdf = poster(catalogue)
    assert len(pdf.pages) == 1
    assert [float(one) for one in pdf.pages[0].mediabox][2:] == pytest.approx(A4, abs=0.01)
    assert all(all_drawn(drawings(catalogue.livrables["a"], catalogue, "")[1:]).values())


@pytest.mark.parametrize(
    ("fields", "large", "below", "sentences"),
    [
        ({"titre": "Bruit", "promesse": "bruit.", "resume": "bruit"}, "Bruit", "", []),
        ({"titre": "Bruit", "resume": "Bruit. Un guide"}, "Bruit", "", ["Un guide."]),
        ({"titre": "Bruit", "promesse": "Agir.", "resume": "Agir. un guide"}, "Agir.", "Bruit", ["Agir. un guide."]),
        (
            {"titre": "Bruit", "promesse": "Agir.", "resume": "guide de dix pages"},
            "Agir.",
            "Bruit",
            ["Guide de dix pages."],
        ),
    ],
)
def test_a_poster_says_nothing_twice(fields: dict[str, str], large: str, below: str, sentences: list[str]) -> None:
    catalogue = create_catalogue(livrables={"a": fields})
    poster, *pictures = drawings(catalogue.livrables["a"], catalogue, "")
    told = json.loads(poster.shows)
    assert (told["gros"], told["petit"], told["phrases"]) == (large, below, sentences)
    assert {json.loads(one.shows)["texte"] for one in pictures} == {below or " ".join(sentences)}
    assert all(all_drawn([poster, *pictures]).values())


def test_what_is_copied_of_a_poster_has_no_unseen_characters() -> None:
    catalogue = create_catalogue(livrables={"a": {"titre": TITLES["endless"][:190], "resume": TITLES["endless"]}})
    affiche = drawings(catalogue.livrables["a"], catalogue, "")[0]
    assert "\u200b" in affiche.shows
    assert "\u200b" not in letters_of(drawn(affiche))


def test_a_poster_is_read_by_screen_readers() -> None:
    """What PDF/UA-1 (ISO 14289-1, clauses 5 and 7) asks and another program than the compiler can see."""
    catalogue = create_catalogue(livrables={"a": {"titre": "Jouer à « voir » #1", "promesse": "Voir avant."}})
    fiche, pdf = catalogue.livrables["a"], poster(catalogue)
    root = pdf.Root
    assert root.MarkInfo.Marked
    assert root.Lang == "fr-FR"
    assert root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == fiche.titre
        assert metadata["pdfuaid:part"] == "1"
    found = tags(pdf)
    assert found.count("/H1") == 1
    assert not {"/H2", "/H3"} & {*found}
    assert found.index("/H1") < found.index("/Figure") < found.index("/Link")
    assert found.count("/Figure") == 1
    fonts = pdf.pages[0].Resources.Font
    for font in fonts.values():
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert {"/FontFile2", "/FontFile3"} & {*descriptor.keys()}


def test_the_code_says_in_words_where_it_leads() -> None:
    pdf = poster(create_catalogue(livrables={"a": {}}))

    def alternatives(element: Any) -> list[str]:
        if isinstance(element, pikepdf.Array):
            return [text for one in element for text in alternatives(one)]
        if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
            return []
        own = [str(element.Alt)] if "/Alt" in element else []
        return own + alternatives(element.get("/K", pikepdf.Array()))

    assert "Code QR\u00a0: il ouvre https://essai.example.org/livrables/a/" in alternatives(pdf.Root.StructTreeRoot.K)
    links = [str(one.A.URI) for one in pdf.pages[0].Annots]
    assert links == ["https://essai.example.org/livrables/a/"]


def test_pictures_have_the_sizes_that_networks_and_mails_take() -> None:
    catalogue = create_catalogue(livrables={"a": {"promesse": "Voir avant."}})
    made = all_drawn(drawings(catalogue.livrables["a"], catalogue, MARKED)[1:])
    sizes = {path.rpartition("/")[2]: size_of(content) for path, content in made.items()}
    assert sizes == {IMAGE: images.SHARED, CARRE: SQUARE, BANDEAU: BANNER}


def test_a_banner_is_copied_with_its_words_and_its_whole_address() -> None:
    catalogue = create_catalogue(livrables={"a": {"titre": 'Un « guide » "simple" <b>', "promesse": "Voir avant."}})
    fiche = catalogue.livrables["a"]
    tree = LexborHTMLParser(banner(fiche, catalogue).html)
    link, picture = tree.css_first("a"), tree.css_first("a > img")
    assert link is not None
    assert picture is not None
    assert link.attributes["href"] == "https://essai.example.org/livrables/a/"
    assert picture.attributes == {
        "src": f"https://essai.example.org/livrables/a/{BANDEAU}",
        "alt": f"Voir avant. {fiche.titre}. Guide. Catalogue d’essai.",
        "width": "600",
        "height": "150",
    }
    assert alternative(fiche, catalogue) == picture.attributes["alt"]
    assert not tree.css("b")


@pytest.mark.parametrize(
    ("titre", "promesse", "said"),
    [
        ("Et si on parlait du bruit ?", None, "Et si on parlait du bruit\u00a0?"),
        ("Le bruit, parlons-en…", "Moins d’arrêts", "Moins d’arrêts. Le bruit, parlons-en…"),
        ("Stop au bruit !", "Et chez vous ?", "Et chez vous\u00a0? Stop au bruit\u00a0!"),
        ("Le bruit (fiches, etc.)", None, "Le bruit (fiches, etc.)."),
        ("La méthode « 5 S »", None, "La méthode «\u00a05 S\u00a0»."),
        ("monDOCunique", "Agir.", "Agir. monDOCunique."),
        ("Prévenir les chutes", "Prévenir les chutes.", "Prévenir les chutes."),
    ],
)
def test_a_picture_is_told_in_sentences(titre: str, promesse: str | None, said: str) -> None:
    catalogue = create_catalogue(livrables={"a": {"titre": titre, **({"promesse": promesse} if promesse else {})}})
    assert alternative(catalogue.livrables["a"], catalogue) == f"{said} Guide. Catalogue d’essai."


@pytest.mark.parametrize(("count", "last"), [(1, "C0"), (5, "C4"), (6, "et 2 autres publics")])
def test_targets_are_named_or_counted_never_one_alone(count: int, last: str) -> None:
    cibles: dict[str, dict[str, str]] = {f"c{number}": {} for number in range(count)}
    catalogue = create_catalogue(cibles=cibles, livrables={"a": {"cibles": [*cibles]}})
    assert named(catalogue.livrables["a"], catalogue, 4)[-1] == last


class Counting:
    """Draws, and notes what."""

    def __init__(self) -> None:
        self.made: dict[str, bytes] = {}

    def prepare(self, wanted: Sequence[Drawing]) -> None:
        self.made |= all_drawn(wanted)

    def outputs(self, wanted: Sequence[Drawing]) -> Iterator[Output]:
        self.prepare(wanted)
        return (Output(one.path, self.made[one.path]) for one in wanted)

    def size(self, one: Drawing) -> int:
        return len(self.made[one.path])


def test_only_what_is_passed_on_is_drawn() -> None:
    catalogue = create_catalogue(livrables={"a": {}, "b": {}})
    keeper = Counting()
    chosen: Callable[[], set[str]] = lambda: {"a"}  # noqa: E731
    visuels = Visuels(catalogue, chosen, keeper)
    a, b = catalogue.livrables.values()
    assert visuels.of(b) == []
    assert [*visuels.files(b)] == []
    assert visuels.image(b) == images.of_format("guide")
    assert keeper.made == {}
    assert visuels.banner(b) is None
    assert visuels.banner(a)
    assert visuels.image(a) == "livrables/a/image.png"
    files = {output.path.rpartition("/")[2]: len(output.content) for output in visuels.files(a)}
    assert [*files] == [AFFICHE, IMAGE, CARRE, BANDEAU]
    assert {one.nom: one.octets for one in visuels.of(a)} == files
