"""Records that the browser writes are, byte for byte, those that the command line writes."""

from random import Random
from typing import Any

import pytest
from playwright.sync_api import Page

from prst.outputs.envoi import shape_of
from prst.records.model import MODELS
from prst.records.reading import read
from prst.records.schemas import SINGULAR
from prst.records.writing import text_of
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
