"""Records that the browser writes are, byte for byte, those that the command line writes."""

from random import Random
from typing import Any

import pytest
from playwright.sync_api import Page

from prst.outputs.envoi import shape_of
from prst.records.model import MODELS
from prst.records.reading import Location, read
from prst.records.schemas import SINGULAR
from prst.records.writing import UnsafeChangeError, edited, text_of
from tests.catalogues import EXEMPLE
from tests.texts import PIECES

FILES = sorted(path for kind in MODELS for path in (EXEMPLE / "catalogue" / kind).glob("*.yml"))
SIGNS = (
    *PIECES, *"-?:,[]{}#&*!|>%@`~=<.+ \n\t\r\\", ": ", " #", ":", "  ", "\n\n", "\n ", " \n", "null", "NULL", "Oui",
    "yes", "on", "0x1F", "1e3", "12:30", "2026-11-27", "9.3", "1_000", "l’été", "l'été", "«\u00a0mot\u00a0»", "\u3000",
    "\u2009", "\ufeff", "\u200b", "\x85", "\x1c", "\x00", "\ufffe", "\U0001fffe", "\U000e0041", "👩\u200d🔧", "ſ", "K",
    "mot", "mot ", " mot", "x" * 60, "un assez long bout de phrase, avec des virgules ", "é" * 107, "🦺" * 54,
)  # fmt: skip
"""What means something in YAML, to Python or to browsers, and what makes lines long."""


def hostile(count: int) -> list[str]:
    """Return texts made of signs, the same each time."""
    chance = Random(13)
    return [*SIGNS, *("".join(chance.choices(SIGNS, k=chance.choice((2, 2, 3, 4, 8, 14)))) for _ in range(count))]


WRITE = """async (fiches) => {
  const { textOf } = await import("/formulaire/ecriture.js");
  return fiches.map(([schema, valeurs, forme]) => textOf(schema, valeurs, forme));
}"""


@pytest.fixture
def ecriture(page: Page, modules: str) -> Page:
    page.goto(f"{modules}/page.html")
    return page


READ = """async (textes) => {
  const { valuesOf } = await import("/formulaire/modification.js");
  return textes.map(valuesOf);
}"""


def check(page: Page, given: list[tuple[str, dict[str, Any]]]) -> None:
    """Compare what both write of values."""
    asked = [[SINGULAR[kind], values, shape_of(kind)] for kind, values in given]
    written = page.evaluate(WRITE, asked)
    expected = [text_of(kind, values) for kind, values in given]
    assert len(written) == len(expected)
    for ours, theirs in zip(expected, written, strict=True):
        assert theirs == ours


def filled(value: Any) -> Any:
    """Return what was read without keys that have no value, which a form does not show."""
    if isinstance(value, dict):
        return {key: filled(one) for key, one in value.items() if one is not None}
    return [filled(one) for one in value] if isinstance(value, list) else value


def test_every_record_is_read_alike(ecriture: Page) -> None:
    """As they are shipped, and as hostile values are written."""
    texts = [path.read_bytes().decode() for path in FILES]
    texts += [text_of("livrables", {"titre": text, "mots_cles": ["a", text]}) for text in hostile(300)]
    texts += [
        "titre: ~\nresume:\nformat: Null\ncibles: ['', ~, null, 01]\ncontact: {structure: oui, role: }\n",
        "titre: >\n  a\n  b\n\n  c\nresume: |+\n  a\n\nmots_cles:\n- a  b\n-   'c d'  # note\n- \"e\\u00e9\"\n",
        "\ufefftitre: a\r\nresume: b\r\n  c\r\n",
    ]
    expected = [read(text.encode("utf-8", "surrogatepass")) for text in texts]
    sound = [(text, filled(one.value)) for text, one in zip(texts, expected, strict=True) if not one.faults]
    assert len(sound) > len(FILES) + 200
    for (text, ours), theirs in zip(sound, ecriture.evaluate(READ, [text for text, _ in sound]), strict=True):
        assert theirs == ours, text


def test_every_record_is_written_alike(ecriture: Page) -> None:
    given = [(path.parent.name, read(path.read_bytes()).value) for path in FILES]
    act = {"date": "2026-05", "livrable": "memento-jeunes", "relais": "carsat-ra", "canal": "salon", "touches": "1200"}
    given.append(("diffusions", act))
    assert {kind for kind, _ in given} == set(MODELS)
    check(ecriture, given)


def test_hostile_texts_are_written_alike(ecriture: Page) -> None:
    """In a text, in a field that is none, in a list, in the part of a list, in a key, and where nothing is left."""
    check(
        ecriture,
        [
            (
                "livrables",
                {
                    "titre": text,
                    "date": text,
                    "mots_cles": [text, "", text],
                    "liens": [{"libelle": text, "url": ""}, {}, {"url": text}],
                    "contact": {"structure": "", "publication_consentie": text},
                    "kit": {"mode_emploi": {"quand": "", "a_qui": None}, "arguments": []},
                    "modifie_le": "2026-11-27",
                    f"x{text}": {"inconnue": [[text]], "date": text},
                    "resume": text * 3,
                },
            )
            for text in hostile(700)
        ],
    )


EDIT = """async (essais) => {
  const { edited } = await import("/formulaire/modification.js");
  return essais.map(([texte, voulu, forme]) => {
    try {
      return edited(texte, voulu, forme);
    } catch (erreur) {
      return `! ${erreur.constructor.name}: ${erreur.message}`;
    }
  });
}"""


def as_python(kind: str, text: str, changes: dict[Location, Any]) -> str:
    """What the command line makes of a file, or a sign that it refuses."""
    try:
        return edited(kind, text, changes)
    except UnsafeChangeError:
        return "! UnsafeChange"


def compare_edits(page: Page, given: list[tuple[str, str, dict[Location, Any]]]) -> None:
    """Change files in both ways; a browser is given all that a record shall say."""
    asked = []
    for kind, text, changes in given:
        wanted = filled(read(text.encode()).value)
        for (*path, last), value in changes.items():
            place: Any = wanted
            for step in path:
                place = place.setdefault(step, {}) if isinstance(place, dict) else place[step]
            if isinstance(place, list) and last == len(place):
                place.append(value)
            else:
                place[last] = value
        asked.append([text, wanted, shape_of(kind)])
    for (kind, text, changes), theirs in zip(given, page.evaluate(EDIT, asked), strict=True):
        ours = as_python(kind, text, changes)
        assert theirs.startswith("! UnsafeChange") if ours.startswith("! ") else theirs == ours, (text, changes)


def test_one_change_in_every_record_gives_the_same_bytes(ecriture: Page) -> None:
    """Of each key in turn: another text, a long one, nothing at all; a new key; an item more, and one less."""
    long = "Un texte assez long, qui ne tient pas sur une ligne : à plier, et garder tout le reste du fichier. " * 2
    given: list[tuple[str, str, dict[Location, Any]]] = []
    for rank, path in enumerate(FILES):
        kind, text = path.parent.name, path.read_bytes().decode()
        values = read(text.encode()).value
        keys = list(values)
        key = keys[rank % len(keys)]
        name = "titre" if "titre" in values else "nom"
        lists = [key for key in keys if isinstance(values[key], list)]
        several = lists[rank % len(lists)] if lists else ""
        contact = values.get("contact")
        changes: list[dict[Location, Any]] = [
            {(name,): f"Autre {name} : n° {rank}"},
            {("source",): long.strip(), ("modifie_le",): "2026-11-27"},
            {(key,): None},
            {(several, len(values[several])): values[several][0]} if several else {(key,): None},
            {(several, rank % len(values[several])): None} if several else {(key,): None},
            {("contact", "role"): "chargée de prévention", ("contact", list(contact)[-1]): None}
            if isinstance(contact, dict)
            else {("contact",): {"structure": "inrs"}},
        ]
        given.append((kind, text, changes[rank % len(changes)]))
    compare_edits(ecriture, given)


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_files_written_otherwise_are_changed_alike(ecriture: Page, line_break: str) -> None:
    """With comments, brackets, blocks, empty keys and other margins, in a file whose end has no line break or has."""
    text = (
        "# en tête\n\ntitre: 'L''été'  # gardé\nresume: >  # plié\n    a\n    b\n\n\nformat:\n"
        "cibles: [tpe, btp]  # deux\n"
        "mots_cles:\n- 'a' # un\n# entre\n-   \"b\"\n\n-  c\n  d\nsecteurs:\n- btp\n-\n"
        "contact: {structure: inrs, role: x}\n"
        "liens:\n  # avant\n  - libelle: A\n    # dedans\n    url: https://a.fr/\n"
        "  - url: https://b.fr/\n    libelle: |+\n"
        "      B\n\n    # fin\nsource: un\n  deux\n\n# pied\ndate: '2015' # an\n"
    )  # fmt: skip
    changes: list[dict[Location, Any]] = [
        {("titre",): "Hiver"},
        {("titre",): "L'automne"},
        {("titre",): None},
        {("resume",): "x"},
        {("resume",): "x\ny\n"},
        {("format",): "guide"},
        {("cibles", 0): None},
        {("cibles", 1): "a, b"},
        {("cibles", 2): "z"},
        {("cibles",): None},
        {("cibles",): ["x", "tpe", "y", "btp"]},
        {("mots_cles", 0): None},
        {("mots_cles", 1): None},
        {("mots_cles", 3): "e"},
        {("mots_cles",): ["z", "a", "b", "y"]},
        {("mots_cles",): ["c d", "b", "a"]},
        {("contact", "role"): None},
        {("contact", "courriel"): "a@b.fr"},
        {("contact", "structure"): "x, y"},
        {("liens", 0): None},
        {("liens", 1): None},
        {("liens", 0, "libelle"): None},
        {("liens", 0, "url"): None},
        {("liens", 1, "libelle"): "Z"},
        {("liens", 2): {"url": "x"}},
        {("source",): "trois"},
        {("date",): "2016-01"},
        {("date",): None},
        {("themes",): ["a"], ("kit",): {"breve": "b"}},
        {("inconnue",): "x", ("titre",): "y"},
        {("resume",): None, ("date",): None},
    ]
    for whole in (text, text[:-1], "\ufeff" + text, text.replace("\n  ", "\n     ")):
        broken = whole.replace("\n", line_break)
        assert read(broken.encode()).faults == []
        compare_edits(ecriture, [("livrables", broken, change) for change in changes])
