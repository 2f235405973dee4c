"""What went wrong is one French line with its remedy."""

import errno
import os
import signal
from pathlib import Path

import jinja2
import pytest

from prst.failures import StoppedError, explain, in_words, killed


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/x/index.html"), ["/x/index.html", "disque est plein"]),
        (OSError(errno.EFBIG, os.strerror(errno.EFBIG)), ["dépasse la taille", "ulimit -f"]),
        (PermissionError(errno.EACCES, os.strerror(errno.EACCES), "a"), ["a : l’accès", "droits"]),
        (OSError(errno.EROFS, os.strerror(errno.EROFS), b"a"), ["ne permet que la lecture"]),
        (MemoryError(), ["mémoire manque"]),
        (StoppedError("x"), ["faute de mémoire"]),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"), ["UTF-8"]),
        (ValueError("a\nb"), ["Échec inattendu : a b (ValueError)", "--trace"]),
        (jinja2.TemplateNotFound("absent.html"), ["« absent.html » n’existe pas", "template"]),
        (ZeroDivisionError(), ["ZeroDivisionError", "--trace"]),
    ],
)
def test_a_failure_is_one_line(error: BaseException, words: list[str]) -> None:
    line = explain(error).replace("\u00a0", " ")
    assert [word for word in words if word not in line] == []
    assert "\n" not in line
    assert line.endswith(".")
    assert "[Errno" not in line


def test_a_failure_in_a_template_names_it_and_its_line(tmp_path: Path) -> None:
    (tmp_path / "fiche.html").write_text("un\n{{ 1 // zero }}\n", encoding="utf-8")
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(tmp_path), autoescape=True)
    with pytest.raises(ZeroDivisionError) as failure:
        env.get_template("fiche.html").render(zero=0)
    assert "dans fiche.html, ligne 2" in explain(failure.value)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("MemoryError", "La mémoire manque"),
        ("OSError: [Errno 28] No space left on device: 'x'", "disque est plein"),
        ("KeyError: 'x'", "KeyError: 'x'"),
    ],
)
def test_the_end_of_a_traceback_is_told_too(line: str, words: str) -> None:
    assert words in in_words(line)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM, 64])
def test_a_signal_is_told(number: int) -> None:
    told = killed(number)
    assert ("mémoire" in told) == (number == signal.SIGKILL)
    assert told.endswith(("relancez.", "Relancez."))
