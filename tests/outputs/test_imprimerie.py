"""What is drawn: which characters, where words break, the same bytes everywhere."""

import os
import subprocess
import sys
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

import pytest

from prst.outputs.imprimerie import Drawing, NotDrawnError, all_breakable, breakable, drawable, drawing
from tests import drawings

ICON = {"sorte": "icone", "taille": (8, 8), "fond": "#123456", "marque": ""}
ONE = "\n".join(
    [
        "from hashlib import sha256",
        "from prst.outputs.affiches import drawings",
        "from tests.catalogues import create_catalogue",
        'catalogue = create_catalogue(livrables={"a": {"titre": "« Œuvre » 😀 سلام"}})',
        'print(*(sha256(one.make().content).hexdigest() for one in drawings(catalogue.livrables["a"], catalogue, "")))',
    ]
)


DRAWN = {
    "Prévention « à chacun » – l’œuvre : 5 €…": "Prévention « à chacun » – l’œuvre : 5 €…",
    "Jeu 😀 de dés": "Jeu de dés",
    "漢字": "",
    "سلام שלום Привет Ω": "سلام שלום Привет Ω",
    "e\u0301te\u0301": "e\u0301te\u0301",
    "☎ ✓ ½": "☎ ✓ ½",
    "usage privé \ue000": "usage privé",
    "🔥 Feu 👩🏽‍🏭, chutes ☎️ et 🇫🇷.": "Feu, chutes ☎️ et.",
    "می‌شود ❤️ 🎉": "می‌شود ❤️",
}


def test_what_no_font_has_is_left_out_and_all_else_stays() -> None:
    """In a process that is not forked: one in which Typst was loaded before would wait for its threads for ever."""
    with get_context("spawn").Pool(1) as pool:
        assert dict(zip(DRAWN, pool.map(drawable, DRAWN), strict=True)) == DRAWN


def test_only_words_longer_than_a_line_break_anywhere() -> None:
    assert breakable("anticonstitutionnellement, un mot") == "\u200b".join("anticonstitutionnellement,") + " un mot"
    address = "prst.exemple.org/groupes/accueil-des-apprentis/pitch"
    parts = ["prst.", "exemple.", "org/", "groupes/", "accueil-", "des-", "apprentis/", "pitch"]
    assert breakable(f"Voir {address}") == "Voir " + "\u200b".join(parts)
    assert breakable("x/" + "a" * 24) == "\u200b".join(["x/", *"a" * 24])
    assert breakable("Un titre de mots courts, puis d’autres encore") == "Un titre de mots courts, puis d’autres encore"


def test_each_text_of_what_is_drawn_may_break() -> None:
    word = "a" * 24
    broken = "\u200b".join(word)
    assert all_breakable({word: [word, (word, 1)], "fort": True, "rien": None}) == {
        word: [broken, [broken, 1]],
        "fort": True,
        "rien": None,
    }


def test_two_processes_draw_the_same_bytes(repository: Path) -> None:
    """Whatever the time zone, the language, the folder and the order of hashes."""
    found = set()
    for number, zone in enumerate(("UTC", "Pacific/Auckland")):
        told = {"TZ": zone, "LANG": ("C", "fr_FR.UTF-8")[number], "PYTHONHASHSEED": str(number)}
        path = os.pathsep.join(map(str, (repository / "hooks", repository)))
        found.add(
            subprocess.run(
                [sys.executable, "-c", ONE],
                cwd=("/", repository)[number],
                env={**os.environ, **told, "PYTHONPATH": path},
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            ).stdout
        )
    assert len(found) == 1
    assert len(found.pop().split()) == 4


def test_key_tells_all_that_changes_the_bytes() -> None:
    shown = [drawing("a.png", "images", {**ICON, "fond": color}) for color in ("#123456", "#654321")]
    others = [Drawing("a.pdf", *shown[0][1:]), shown[0]._replace(template="affiche")]
    assert len({one.key for one in (*shown, *others)}) == 4
    assert shown[0]._replace(path="b.png").key == shown[0].key
    assert len({sha256(drawings.drawn(one)).digest() for one in shown}) == 2


def test_a_mark_that_is_none_is_refused() -> None:
    with pytest.raises(NotDrawnError):
        drawings.drawn(drawing("a.png", "images", {**ICON, "marque": "<svg"}))
