"""What `make corpus` does with whole corpora, on a few cases of each kind; and a fault of each kind is seen."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from prst.outputs import Output
from prst.records.catalogue import Catalogue
from prst.records.copies import Copie, note
from prst.records.reading import Reading
from tests.agendas.calendars import calendar, event
from tests.catalogues import create_external, write_catalogue
from tests.corpus import agendas, corpus, sites, texts
from tests.corpus.verdicts import Verdict, tally

INJECTIONS = ("<script>alert(1)</script>", "=cmd|'/C calc'!A0", "[x](javascript:alert`1`) {{ site.nom }} {% raw %}")
STRINGS = ("undefined", "  <b>&amp;\u202f; true", "\u202etest", "‪‪test‪", "Ω≈ç√∫˜µ≤≥÷")
SUITE = """\
- name: Sound
  yaml: |
    titre: a
    cibles:
    - b
- name: Odd
  yaml: |
    a:—»&x b␣
    ∎
- fail: true
  yaml: |
    "a
"""
WEEKLY = calendar(
    event("RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE;VALUE=DATE:20260623", uid="a"),
    event("RECURRENCE-ID;VALUE=DATE:20260630", uid="a", start="DTSTART;VALUE=DATE:20260701"),
    event("CLASS:PRIVATE", uid="b"),
    event(uid="c", start="DTSTART;TZID=America/New_York:20260616T220000"),
)
DAYS = [date(2026, 6, 16), date(2026, 6, 17), date(2026, 7, 1), date(2026, 7, 7)]
ADDRESSES: list[dict[str, Any]] = [
    {"input": "http://exemple.fr:80/a", "protocol": "http:", "username": "", "password": "", "hostname": "exemple.fr"},
    {"input": "javascript:alert(1)", "protocol": "javascript:", "username": "", "password": "", "hostname": ""},
    {"input": "https://a:b@c.fr/", "protocol": "https:", "username": "a", "password": "b", "hostname": "c.fr"},
    {"input": "http://a b", "failure": True},
]


# Sound: what is tried holds


@pytest.mark.parametrize("text", INJECTIONS)
def test_an_injection_stays_a_text_wherever_it_is_published(text: str) -> None:
    assert sites.judge_injection(text) == (True, "restés du texte dans tout ce qui est publié")


def test_an_injection_is_put_in_pages_and_in_what_a_stranger_announces() -> None:
    outputs = {output.path: output.content.decode("utf-8", "replace") for output in sites.published("attaque")}
    assert "attaque" in outputs["livrables/z/index.html"]
    assert outputs["agenda/calendrier.ics"].count("SUMMARY:attaque") > 40
    assert "attaque" in outputs["agenda/2027-03/index.html"]


def test_each_kind_of_file_that_is_published_has_a_reader() -> None:
    desk = {".js", ".woff2"}  # files of the program, which a host brings
    assert {Path(output.path).suffix for output in sites.published("attaque")} | desk == {*sites.PARTS}


def test_what_a_record_cannot_hold_is_not_published() -> None:
    assert sites.judge_injection("a\0b", lambda text: pytest.fail("published")).held


@pytest.mark.parametrize("text", STRINGS)
def test_a_string_is_shown_or_refused(text: str) -> None:
    said = "refusées avec ligne et colonne" if "\u202a" in text or "\u202e" in text else "montrées telles quelles"
    assert texts.judge_string(text) == (True, said)


def test_yaml_is_read_or_refused(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "AAAA.yaml").write_text(SUITE, encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "in.yaml").write_bytes(b"- [")
    cases = texts.yaml_of(tmp_path)
    assert [content for _name, content in cases] == [b"- [", b"titre: a\ncibles:\n- b\n", b"a:\t&x b \n", b'"a\n']
    assert [texts.judge_yaml(content).held for _name, content in cases] == [True] * 4


def test_a_calendar_is_read_as_others_read_it() -> None:
    assert agendas.judge_calendar(WEEKLY) == (True, "lus comme 2 autres sur 2")
    for reader in agendas.READERS:
        assert sorted(day for day, _title in reader(WEEKLY, date(2026, 1, 1), date(2026, 12, 31))) == DAYS


def test_our_calendars_are_read_back_alike(tmp_path: Path) -> None:
    evenements = {
        "a": {"debut": "2026-06-16T10:00", "recurrence": "FREQ=YEARLY;COUNT=3"},
        "b": {"description": "b ; c"},
    }
    files = agendas.published_calendars(write_catalogue(tmp_path / "catalogue", evenements=evenements))
    assert len(files) >= 3
    assert {agendas.judge_ours(content).held for _name, content in files} == {True}


@pytest.mark.parametrize("case", ADDRESSES, ids=[case["input"] for case in ADDRESSES])
def test_an_address_that_is_accepted_is_harmless(case: dict[str, Any]) -> None:
    assert texts.judge_address(case).held


# Broken: what does not hold is seen


def docx(xml: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", xml)
    return file.getvalue()


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("index.html", b"<p>a</p><img src=x>"),
        ("index.html", b"<p onclick=a>a</p>"),
        ("index.html", b"<a href='javascript:alert(1)'>a</a>"),
        ("index.html", b"<p title=\xff>a</p>"),
        ("sitemap.xml", b"<urlset><autre/></urlset>"),
        ("sitemap.xml", b"<urlset>&b;</urlset>"),
        ("a.json", b'{"a": }'),
        ("a.jsonld", b"{"),
        ("a.csv", b"a;b\r\n1;=1+1\r\n"),
        ("a.csv", b"a;b\r\n1\r\n"),
        ("a.ics", calendar(event("ATTENDEE:mailto:a@b.fr"))),
        ("a.ics", b"BEGIN:VCALENDAR\r\n"),
        ("a.eml", b"Bcc: a@exemple.fr\r\n\r\na"),
        ("a.docx", docx("<w:script xmlns:w='w'/>")),
        ("a.docx", b"PK"),
        ("a.txt", b"\xff"),
        ("a.svg", b"<svg/>"),
    ],
)
def test_a_file_that_holds_more_than_texts_is_a_failure(path: str, content: bytes) -> None:
    assert not sites.judge_injection("a", lambda text: iter([Output(path, content)])).held


FIRST = [("cas", None)]
BROKEN: dict[str, Callable[[], Verdict]] = {
    "a string that is shown otherwise": lambda: texts.judge_string("a", lambda loaded: "b"),
    "yaml that two ways read in two": lambda: texts.judge_yaml(
        b"a: b", lambda content, positions: Reading(str(positions))
    ),
    "yaml that is refused at no line": lambda: texts.judge_yaml(
        b"a: b", lambda content, positions: Reading(faults=[((0, 1), (), "syntaxe", {})])
    ),
    "yaml that is refused past its end": lambda: texts.judge_yaml(
        b"a: b", lambda content, positions: Reading(faults=[((9, 1), (), "syntaxe", {})])
    ),
    "a calendar without a date of its own": lambda: agendas.judge_calendar(WEEKLY, lambda content, catalogue: Copie()),
    "a calendar with a date too many": lambda: agendas.judge_calendar(WEEKLY, one_more),
    "an address that no browser opens": lambda: texts.judge_address(ADDRESSES[3], str),
    "an address that runs": lambda: texts.judge_address(ADDRESSES[1], str),
    "an address with a name of user": lambda: texts.judge_address(ADDRESSES[2], str),
    "an address of another site": lambda: texts.judge_address({**ADDRESSES[0], "hostname": "autre.fr"}, str),
    "a file of ours that is told to be odd": lambda: agendas.judge_ours(calendar(event(title=""))),
    "a file of ours of which readers differ": lambda: agendas.judge_ours(calendar(event("SUMMARY:Autre"))),
}


def one_more(content: bytes, catalogue: Catalogue) -> Copie:
    found = agendas.read_ours(content, catalogue)
    return replace(found, evenements=(*found.evenements, create_external(titre="Autre")))


@pytest.mark.parametrize("name", BROKEN)
def test_a_failure_is_counted(name: str) -> None:
    found = tally(FIRST, lambda case: BROKEN[name]())
    assert (found.tried, found.held.total(), len(found.failures)) == (1, 0, 1)


def test_what_is_told_need_not_be_found() -> None:
    told = Copie(notes=(note("x.ics", "agenda_vide"),))
    assert agendas.judge_calendar(WEEKLY, lambda content, catalogue: told).held


def test_a_traceback_is_a_failure() -> None:
    found = tally([("a", "1"), ("b", "x")], lambda text: Verdict(int(text) == 1, "lus"))
    assert (found.tried, found.held, len(found.failures)) == (2, {"lus": 1}, 1)
    assert found.failures[0][0] == "b"
    assert found.failures[0][1].startswith("ValueError")


# The program


def fill(folder: Path) -> None:
    """Writes a corpus of each kind, under the name of its option."""
    for name in ("injections", "yaml", "agendas"):
        (folder / name).mkdir(parents=True)
    (folder / "injections" / "xss.txt").write_bytes(b"<svg/onload=alert(1)>\r\n\r\n<svg/onload=alert(1)>\n\xe9\n")
    (folder / "chaines.json").write_text(json.dumps(["", "nil"]), encoding="utf-8")
    (folder / "yaml" / "in.yaml").write_text("a: *b\n", encoding="utf-8")
    (folder / "agendas" / "a.ics").write_bytes(WEEKLY)
    (folder / "adresses.json").write_text(json.dumps(["A comment", *ADDRESSES]), encoding="utf-8")
    write_catalogue(folder / "catalogue", evenements={"a": {}})


def test_all_corpora_of_a_folder_are_tried(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(tmp_path)
    assert corpus.main([f"--dossier={tmp_path}"]) == 0
    said = capsys.readouterr().out
    rows = {line[:31].rstrip(): line[31:].split() for line in said.splitlines()[1 : len(corpus.PARTS) + 1]}
    ours = rows.pop("Nos agendas, relus")
    assert ours[0] == ours[1]
    assert rows == {
        "Injections dans tous les textes": ["2", "2", "0"],
        "Chaînes malicieuses": ["2", "2", "0"],
        "Fichiers YAML": ["1", "1", "0"],
        "Agendas d’autres projets": ["1", "1", "0"],
        "Adresses du WHATWG": ["4", "4", "0"],
    }
    assert "Non donnés" not in said


def test_a_failure_is_told_with_its_input_and_what_was_not_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = [part._replace(judge=lambda case: Verdict("a" not in case, "court")) for part in corpus.PARTS]
    monkeypatch.setattr(corpus, "PARTS", [part for part in broken if part.option != "catalogue"])
    (tmp_path / "blns.txt").write_text("# titre\n" + "a\n" * 12 + "b\u202e\n", encoding="utf-8")
    assert corpus.main([f"--chaines={tmp_path / 'blns.txt'}"]) == 1
    said = capsys.readouterr().out
    assert "     13       1       12" in said
    assert said.count("échec : 'a'") == corpus.SHOWN
    assert "… et 2 autres échecs." in said
    missing = said.partition("Non donnés")[2]
    assert re.findall(r"--(\w+)=CHEMIN", missing) == ["injections", "yaml", "agendas", "adresses"]


def test_an_empty_corpus_is_a_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "vide").mkdir()
    assert corpus.main([f"--agendas={tmp_path / 'vide'}", "--premiers=2"]) == 1
    assert f"Aucun cas n’a été trouvé dans {tmp_path / 'vide'}" in capsys.readouterr().out


def test_a_path_that_leads_nowhere_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        corpus.main([f"--yaml={tmp_path / 'absent'}"])
    assert "n’existe pas" in capsys.readouterr().err
