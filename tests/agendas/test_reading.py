"""External calendars cost a build their own events at most: they are read elsewhere, for a while, and never fetched."""

import json
import os
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from prst.agendas import reading
from prst.agendas.limits import ALL_SECONDS, IN_WORDS, SIZE_CAP
from prst.agendas.reading import stray_copies, with_copies
from prst.cache import Cache
from prst.records.catalogue import Catalogue
from prst.records.problems import MESSAGES, NOTE
from tests.agendas.calendars import GOOD, HOSTILE, calendar, event
from tests.catalogues import Fields, Kind, create_catalogue, create_project, plain, read_tree, run_prst
from tests.guides import GUIDES, OUR_GUIDES, TEXTS
from tests.naming import naming


def write_copies(root: Path, site: Fields | None = None, /, **contents: bytes) -> Catalogue:
    """A catalogue that reads the given copies, which are written into its folder."""
    (root / "agendas").mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (root / "agendas" / f"{name}.ics").write_bytes(content)
    return create_catalogue(site=site, agendas={name: {} for name in contents})


def find_codes(catalogue: Catalogue) -> dict[str, list[str]]:
    """The codes of the notes of each copy."""
    return {identity: [note.code for note in copie.notes] for identity, copie in catalogue.copies.items()}


# Reading


def test_what_a_copy_holds_stands_in_the_catalogue(tmp_path: Path) -> None:
    catalogue = with_copies(write_copies(tmp_path, bons=calendar(GOOD)), tmp_path)
    [found] = catalogue.copies["bons"].evenements
    assert (found.titre, found.debut, found.fin, found.provenance) == (
        "Bon",
        date(2026, 3, 1),
        date(2026, 3, 1),
        ("bons",),
    )
    assert catalogue.copies["bons"].notes == ()


def test_hours_keep_the_zone_of_paris(tmp_path: Path) -> None:
    content = calendar(event(start="DTSTART:20260715T090000Z"))
    [found] = with_copies(write_copies(tmp_path, a=content), tmp_path).copies["a"].evenements
    assert str(found.heure_debut) == "2026-07-15 11:00:00+02:00"
    assert found.heure_debut is not None
    assert getattr(found.heure_debut.tzinfo, "key", "") == "Europe/Paris"


def test_hours_without_a_zone_are_those_of_the_site_and_others_become_so(tmp_path: Path) -> None:
    content = calendar(
        event(uid="a", start="DTSTART:20260715T090000"),
        event(uid="b", start="DTSTART;TZID=Europe/Paris:20260715T230000"),
        event("DTEND:20260716T220000Z", uid="c", start="DTSTART:20260715T220000Z"),  # a day, as Paris counts it
        event("DTEND:20260716T200000Z", uid="d", start="DTSTART:20260715T200000Z"),  # likewise in La Réunion
        event("RRULE:FREQ=DAILY;COUNT=2", uid="e", start="DTSTART:20260720T233000"),
    )
    cache = Cache(tmp_path / "cache")
    catalogue = write_copies(tmp_path, {"fuseau": "Indian/Reunion"}, a=content)
    found = {
        (one.uid, str(one.debut), str(one.heure_debut or ""))
        for one in with_copies(catalogue, tmp_path, cache).copies["a"].evenements
    }
    assert found == {
        ("a", "2026-07-15", "2026-07-15 09:00:00+04:00"),
        ("b", "2026-07-16", "2026-07-16 01:00:00+04:00"),
        ("c", "2026-07-16", ""),
        ("d", "2026-07-16", ""),
        ("e", "2026-07-20", "2026-07-20 23:30:00+04:00"),
        ("e", "2026-07-21", "2026-07-21 23:30:00+04:00"),
    }
    (first, *_) = with_copies(write_copies(tmp_path, a=content), tmp_path, cache).copies["a"].evenements
    assert str(first.heure_debut) == "2026-07-15 09:00:00+02:00"


def test_words_and_file_of_a_calendar_are_heeded(tmp_path: Path) -> None:
    (tmp_path / "agendas").mkdir()
    (tmp_path / "agendas" / "autre.ics").write_bytes(calendar(GOOD, event(title="Le bruit")))
    catalogue = create_catalogue(agendas={"a": {"fichier": "autre.ics", "mots": ["bruit"]}})
    assert [one.titre for one in with_copies(catalogue, tmp_path).copies["a"].evenements] == ["Le bruit"]


def test_the_day_of_each_copy_is_known(tmp_path: Path) -> None:
    catalogue = write_copies(tmp_path, a=calendar(GOOD), b=calendar(GOOD))
    (tmp_path / "agendas" / "copies.json").write_text('{"a": "2026-02-03"}', encoding="utf-8")
    copies = with_copies(catalogue, tmp_path).copies
    assert (copies["a"].le, copies["b"].le) == (date(2026, 2, 3), None)


SPOILT: dict[str, tuple[str, dict[str, date], list[str]]] = {
    "empty": ("", {}, ["agenda_jours"]),
    "a list": ("[]", {}, ["agenda_jours"]),
    "a number": ("3", {}, ["agenda_jours"]),
    "deep": ("[" * 100_000, {}, ["agenda_jours"]),
    "bytes": ("\ud800", {}, ["agenda_jours"]),
    "huge": (" " * (2 << 20) + "{}", {}, ["agenda_jours"]),
    "a day is a number": ('{"a": 3, "b": "2026-02-03"}', {"b": date(2026, 2, 3)}, ["agenda_jour"]),
    "a day is a word": ('{"a": "hier", "b": "2026-02-03"}', {"b": date(2026, 2, 3)}, ["agenda_jour"]),
    "nobody’s": ('{"b": "2026-02-03", "partie": "hier"}', {"b": date(2026, 2, 3)}, []),
}
"""Lists of days, what is known of them, and what is told."""


def test_a_spoilt_list_of_days_is_told_once_and_costs_what_is_spoilt(tmp_path: Path) -> None:
    root, cache = tmp_path / "catalogue", Cache(tmp_path / "cache")
    catalogue = write_copies(root, a=calendar(GOOD), b=calendar(GOOD))
    for name, (text, known, codes) in SPOILT.items():
        with naming(name):
            (root / "agendas" / "copies.json").write_bytes(text.encode("utf-8", "surrogatepass"))
            copies = with_copies(catalogue, root, cache).copies
            assert {identity: copie.le for identity, copie in copies.items() if copie.le} == known
            notes = [note for copie in copies.values() for note in copie.notes]
            assert [note.code for note in notes] == codes
            assert {note.file for note in notes} <= {"catalogue/agendas/copies.json"}


def test_a_list_of_days_that_is_no_file_is_told(tmp_path: Path) -> None:
    catalogue = write_copies(tmp_path, a=calendar(GOOD))
    os.mkfifo(tmp_path / "agendas" / "copies.json")
    assert find_codes(with_copies(catalogue, tmp_path)) == {"a": ["agenda_jours"]}


def test_without_a_list_of_days_nothing_is_wrong(tmp_path: Path) -> None:
    assert find_codes(with_copies(write_copies(tmp_path, a=calendar(GOOD)), tmp_path)) == {"a": []}


def test_a_file_that_holds_what_the_site_never_shows_is_told(tmp_path: Path) -> None:
    catalogue = write_copies(tmp_path, a=calendar(event("ORGANIZER:mailto:a@b.fr", "DESCRIPTION:Code 1234")))
    [note] = with_copies(catalogue, tmp_path).copies["a"].notes
    assert (note.code, "ORGANIZER, DESCRIPTION" in note.message) == ("agenda_superflu", True)
    # words are looked for in descriptions
    filtered = create_catalogue(agendas={"a": {"mots": ["essai"]}})
    [note] = with_copies(filtered, tmp_path).copies["a"].notes
    assert "DESCRIPTION" not in note.message


def test_what_is_missing_too_big_or_a_link_is_told(tmp_path: Path) -> None:
    catalogue = write_copies(tmp_path, absent=b"", gros=b"a" * (SIZE_CAP + 1), lien=b"", dossier=b"")
    for name in ("absent", "lien", "dossier"):
        (tmp_path / "agendas" / f"{name}.ics").unlink()
    (tmp_path / "agendas" / "lien.ics").symlink_to("/etc/passwd")
    (tmp_path / "agendas" / "dossier.ics").mkdir()
    found = find_codes(with_copies(catalogue, tmp_path))
    absent = ["agenda_absent"]
    assert found == {"absent": absent, "gros": ["agenda_gros"], "lien": absent, "dossier": absent}


def test_files_that_no_calendar_reads_are_found(tmp_path: Path) -> None:
    catalogue = write_copies(tmp_path, a=calendar(GOOD))
    for name in ("vieux.ics", "copies.json", ".gitkeep", "LISEZMOI.md"):
        (tmp_path / "agendas" / name).write_bytes(b"{}")
    assert stray_copies(catalogue, tmp_path) == ["vieux.ics"]
    assert stray_copies(catalogue, tmp_path / "nulle-part") == []


# Bounds


@OUR_GUIDES
def test_the_guide_and_the_messages_say_the_limits() -> None:
    guide = plain(TEXTS[f"{GUIDES}/reprendre-un-calendrier.md"])
    told = " ".join(text for message in MESSAGES.values() for text in message)
    for name, words in IN_WORDS.items():
        assert plain(words) in guide
        assert f"{{{name}}}" in told


def test_all_hostile_calendars_together_stop_nothing_and_take_ten_seconds_at_most(tmp_path: Path) -> None:
    assert len(HOSTILE) >= 30
    catalogue = write_copies(tmp_path, **HOSTILE, bons=calendar(GOOD))
    start = time.monotonic()
    found = with_copies(catalogue, tmp_path)
    assert time.monotonic() - start < 10
    assert set(found.copies) == {*HOSTILE, "bons"}
    assert len(found.copies["bons"].evenements) == 1
    for copie in found.copies.values():
        assert {note.severity for note in copie.notes} <= {NOTE}
        assert {note.code for note in copie.notes} <= set(MESSAGES)


def test_a_slow_calendar_costs_only_itself(tmp_path: Path) -> None:
    slow = {name: HOSTILE[name] for name in ("slow-rules", "slow-rules-again")}
    catalogue = write_copies(tmp_path, **slow, bons=calendar(GOOD), meilleurs=calendar(GOOD))
    start = time.monotonic()
    found = with_copies(catalogue, tmp_path)
    assert time.monotonic() - start < ALL_SECONDS + 1
    assert find_codes(found) == {**{name: ["agenda_lent"] for name in slow}, "bons": [], "meilleurs": []}
    assert [len(found.copies[name].evenements) for name in ("bons", "meilleurs")] == [1, 1]


# What was read is kept


def test_a_kept_answer_is_used_and_gives_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, cache = tmp_path / "catalogue", Cache(tmp_path / "cache")
    catalogue = write_copies(root, a=calendar(GOOD), b=HOSTILE["html"])
    first = with_copies(catalogue, root, cache)
    assert len(list(cache.folder.iterdir())) == 2
    monkeypatch.setattr(reading, "_ask", None)  # no process may be started any more
    assert with_copies(catalogue, root, cache) == first


def test_a_spoilt_cache_is_read_again(tmp_path: Path) -> None:
    root, cache = tmp_path / "catalogue", Cache(tmp_path / "cache")
    catalogue = write_copies(root, a=calendar(GOOD))
    first = with_copies(catalogue, root, cache)
    [path] = cache.folder.iterdir()
    kept = path.read_bytes()
    for text in (b"", b"[]", b"3", b'{"evenements": 3, "notes": []}', b"\xff", b"[" * 100_000):
        path.write_bytes(text)
        assert with_copies(catalogue, root, cache) == first, text[:40]
        assert path.read_bytes() == kept


def test_another_content_another_word_or_another_year_is_read_again(tmp_path: Path) -> None:
    root, cache = tmp_path / "catalogue", Cache(tmp_path / "cache")
    with_copies(write_copies(root, a=calendar(GOOD)), root, cache)
    with_copies(create_catalogue(agendas={"a": {"mots": ["bon"]}}), root, cache)
    with_copies(create_catalogue(agendas={"a": {}}, livrables={"a": {"ajoute_le": "2031-01-01"}}), root, cache)
    with_copies(write_copies(root, a=calendar(GOOD, event())), root, cache)
    assert len(list(cache.folder.iterdir())) == 4


def test_a_refusal_is_kept_for_the_same_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, cache = tmp_path / "catalogue", Cache(tmp_path / "cache")
    asked: list[bytes] = []

    def refuse(copies: Sequence[reading._Copy], *_rest: object) -> tuple[dict[int, None], None]:
        asked.extend(copy.content for copy in copies)
        return {rank: None for rank, _copy in enumerate(copies)}, None

    monkeypatch.setattr(reading, "_ask", refuse)
    for content in (HOSTILE["slow-rules"], HOSTILE["slow-rules"], HOSTILE["slow-rules-again"]):
        assert find_codes(with_copies(write_copies(root, a=content), root, cache)) == {"a": ["agenda_lent"]}
    assert asked == [HOSTILE["slow-rules"], HOSTILE["slow-rules-again"]]


def test_what_others_left_no_time_for_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, cache = tmp_path / "catalogue", Cache(tmp_path / "cache")
    catalogue = write_copies(root, a=calendar(GOOD))
    with monkeypatch.context() as patch:
        patch.setattr(reading, "ALL_SECONDS", 0.0)
        assert find_codes(with_copies(catalogue, root, cache)) == {"a": ["agenda_lent"]}
    assert find_codes(with_copies(catalogue, root, cache)) == {"a": []}


def test_the_answer_of_another_calendar_is_not_believed(tmp_path: Path) -> None:
    root, cache = tmp_path / "catalogue", Cache(tmp_path / "cache")
    catalogue = write_copies(root, a=calendar(GOOD), b=calendar(event(title="Autre")))
    first = with_copies(catalogue, root, cache)
    one, other = sorted(cache.folder.iterdir())
    other.write_bytes(one.read_bytes())
    assert with_copies(catalogue, root, cache) == first


@pytest.mark.parametrize("place", [".cache", ".cache/agendas"])
def test_a_file_in_the_place_of_the_cache_costs_time_only(tmp_path: Path, place: str) -> None:
    root = tmp_path / "catalogue"
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_bytes(b"x")
    found = with_copies(write_copies(root, a=calendar(GOOD)), root, Cache(tmp_path / ".cache" / "agendas"))
    assert len(found.copies["a"].evenements) == 1


# A build


def test_a_build_goes_on_whatever_the_calendars_hold(tmp_path: Path, repository: Path) -> None:
    entries: Kind = {"bons": {}, "html": {}, "absent": {}}
    project = create_project(tmp_path, repository, agendas=entries, livrables={"guide": {"ajoute_le": "2026-01-01"}})
    write_copies(project / "catalogue", bons=calendar(GOOD), html=HOSTILE["html"])
    built = run_prst(project, "construire")
    assert built.returncode == 0, built.stderr
    assert "Calendriers repris 1 (1 événement), 2 notes" in plain(built.stdout)
    first = read_tree(project / "site")
    assert run_prst(project, "construire").returncode == 0  # from the cache
    assert read_tree(project / "site") == first


def test_verifier_tells_what_is_odd_as_notes(tmp_path: Path, repository: Path) -> None:
    project = create_project(tmp_path, repository, agendas={"a": {}, "b": {}})
    write_copies(project / "catalogue", a=HOSTILE["end-before-start"], vieux=calendar(GOOD))
    found = run_prst(project, "verifier", "--format", "json")
    assert found.returncode == 0
    notes = {(row["fichier"], row["code"]): row["gravite"] for row in json.loads(found.stdout)}
    assert notes["catalogue/agendas/a.ics", "agenda_fin"] == NOTE
    assert notes["catalogue/agendas/b.ics", "agenda_absent"] == NOTE
    assert notes["catalogue/agendas/vieux.ics", "agenda_orphelin"] == NOTE
