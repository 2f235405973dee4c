"""What reads the files of strangers knows no secret of ours, and ends when it must."""

import sys

import pytest

from prst import apart


def test_the_process_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JETON_SECRET", "x")
    assert "JETON_SECRET" not in apart._bare_environment()


def test_what_a_process_says_is_returned_and_nothing_of_one_that_cannot_start(monkeypatch: pytest.MonkeyPatch) -> None:
    assert b"Zen of Python" in apart.ask("this", b"", 20).output
    monkeypatch.setattr(sys, "executable", "/nowhere")
    assert apart.ask("this", b"", 10) == apart.Ended(b"")
