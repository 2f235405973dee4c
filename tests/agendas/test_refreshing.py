"""Copies are made again from good calendars only: whatever a source sends, no event that is known is lost."""

import json
import threading
from datetime import date
from pathlib import Path

import pytest

from prst.agendas import fetching, refreshing
from prst.agendas.copying import copied
from prst.agendas.outcomes import Fetch, Outcome, is_failure
from prst.agendas.refreshing import refresh, write_copies
from prst.asking import AskingError
from prst.records.catalogue import Catalogue
from tests.agendas.calendars import GOOD, HOSTILE, calendar, event
from tests.catalogues import create_catalogue, create_project, plain, run_prst

TODAY = date(2026, 3, 4)
URL = "https://agenda.structure.fr/{}.ics"
BEFORE = calendar(GOOD)
AFTER = calendar(GOOD, event())


def create(*names: str, **fields: object) -> Catalogue:
    """A catalogue with calendars of these names."""
    return create_catalogue(agendas={name: {"url": URL.format(name), **fields} for name in names})


def serve(**contents: bytes | str) -> Fetch:
    """A network on which each calendar sends some bytes, or fails for a reason."""

    def fetch(address: str) -> bytes:
        content = contents[address.rpartition("/")[2].removesuffix(".ics")]
        if isinstance(content, str):
            raise AskingError(content)
        return content

    return fetch


def run(catalogue: Catalogue, root: Path, fetch: Fetch) -> dict[str, Outcome[bytes]]:
    """Asks all sources, and writes what is good."""
    outcomes = refresh(catalogue, root, fetch)
    write_copies(outcomes, catalogue, root, TODAY)
    return {outcome.identity: outcome for outcome in outcomes}


def keep(root: Path, **copies: bytes) -> None:
    """Writes copies of an earlier day."""
    (root / "agendas").mkdir(parents=True, exist_ok=True)
    for name, content in copies.items():
        (root / "agendas" / f"{name}.ics").write_bytes(copied(content))
    (root / "agendas" / "copies.json").write_text(json.dumps(dict.fromkeys(copies, "2026-01-01")), encoding="utf-8")


def find_days(root: Path) -> object:
    """The day of each copy."""
    return json.loads((root / "agendas" / "copies.json").read_text(encoding="utf-8"))


# Good sources


def test_a_first_copy_is_kept_with_its_day(tmp_path: Path) -> None:
    found = run(create("a"), tmp_path, serve(a=BEFORE))["a"]
    assert (tmp_path / "agendas" / "a.ics").read_bytes() == copied(BEFORE)
    assert find_days(tmp_path) == {"a": "2026-03-04"}
    assert (plain(found.message), found.failed) == ("première copie (1 événement).", False)


def test_a_copy_is_made_again_where_the_calendar_changed(tmp_path: Path) -> None:
    keep(tmp_path, a=BEFORE, b=BEFORE)
    found = run(create("a", "b"), tmp_path, serve(a=AFTER, b=BEFORE))
    assert (tmp_path / "agendas" / "a.ics").read_bytes() == copied(AFTER)
    assert find_days(tmp_path) == {"a": "2026-03-04", "b": "2026-01-01"}
    messages = [plain(found[name].message) for name in ("a", "b")]
    assert messages == ["copie refaite (2 événements).", "rien de nouveau (1 événement)."]


def test_the_moment_of_making_is_no_change(tmp_path: Path) -> None:
    old, new = (calendar(event(f"DTSTAMP:2026010{day}T000000Z")) for day in (1, 2))
    keep(tmp_path, a=old)
    run(create("a"), tmp_path, serve(a=new))
    assert (tmp_path / "agendas" / "a.ics").read_bytes() == copied(old)


@pytest.mark.parametrize(
    "lines",
    [
        ["UID:{}T084701Z-Zone-A@data.education.gouv.fr"],
        ["UID:{}-0123456789012345678901234567890123456789\r\n 0123{}"],
        ["CREATED:{}T000000Z", "LAST-MODIFIED:{}T000000Z"],
    ],
)
def test_an_export_that_only_names_its_events_anew_is_no_change(tmp_path: Path, lines: list[str]) -> None:
    old, new = (
        calendar(event(*(line.replace("{}", day) for line in lines), uid="")) for day in ("20260918", "20260925")
    )
    keep(tmp_path, a=old)
    assert plain(run(create("a"), tmp_path, serve(a=new))["a"].message) == "rien de nouveau (1 événement)."
    assert (tmp_path / "agendas" / "a.ics").read_bytes() == copied(old)


def test_a_calendar_that_holds_none_of_the_words_today_is_good(tmp_path: Path) -> None:
    assert not run(create("a", mots=["inconnu"]), tmp_path, serve(a=BEFORE))["a"].failed


def test_a_calendar_without_address_is_not_asked(tmp_path: Path) -> None:
    assert refresh(create_catalogue(agendas={"a": {}}), tmp_path, serve()) == []


def test_days_of_calendars_that_are_gone_are_forgotten(tmp_path: Path) -> None:
    keep(tmp_path, a=BEFORE, vieux=BEFORE)
    run(create("a"), tmp_path, serve(a=AFTER))
    assert find_days(tmp_path) == {"a": "2026-03-04"}


# Bad sources


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("le serveur répond 404", "le serveur répond 404 ; la dernière bonne copie est gardée."),
        (HOSTILE["html"], "ce fichier est une page web, non un calendrier ; la dernière bonne copie est gardée."),
        (HOSTILE["nothing"], "ce fichier n’est pas un calendrier ; la dernière bonne copie est gardée."),
        (HOSTILE["secondly"], None),
        (HOSTILE["no-start"], None),
        (calendar()[:-10], "le calendrier reçu s’arrête avant sa fin ; la dernière bonne copie est gardée."),
        (calendar() + b"<!-- erreur 500 -->", None),
        (b"Erreur\r\n" + calendar(), None),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", None),
    ],
    ids=["404", "html", "nothing", "secondly", "no-start", "cut", "error-after", "error-before", "no-version"],
)
def test_a_bad_source_keeps_its_last_good_copy(tmp_path: Path, content: bytes | str, message: str | None) -> None:
    keep(tmp_path, a=BEFORE, b=BEFORE)
    found = run(create("a", "b"), tmp_path, serve(a=content, b=AFTER))
    assert found["a"].failed
    assert plain(found["a"].message).endswith("la dernière bonne copie est gardée.")
    assert message is None or plain(found["a"].message) == message
    assert (tmp_path / "agendas" / "a.ics").read_bytes() == copied(BEFORE)
    assert (tmp_path / "agendas" / "b.ics").read_bytes() == copied(AFTER)  # one that fails costs only itself
    assert find_days(tmp_path) == {"a": "2026-01-01", "b": "2026-03-04"}


@pytest.mark.parametrize(
    "content",
    [
        calendar(),
        calendar(event("CLASS:PRIVATE")),
        calendar(event(start="DTSTART;VALUE=DATE:19990101")),
        calendar().replace(b"\r\n", b"\n"),
        calendar("BEGIN:VTODO\r\nSUMMARY:A\r\nEND:VTODO\r\n"),
    ],
    ids=["no-event", "private-ones", "past-ones", "lf", "tasks"],
)
def test_a_whole_calendar_that_has_become_empty_empties_its_copy(tmp_path: Path, content: bytes) -> None:
    keep(tmp_path, a=BEFORE)
    found = run(create("a"), tmp_path, serve(a=content))["a"]
    assert not found.failed
    assert plain(found.message).startswith("copie refaite (aucun événement).")
    assert (tmp_path / "agendas" / "a.ics").read_bytes() == copied(content)
    assert find_days(tmp_path) == {"a": "2026-03-04"}
    # and says so once
    assert plain(run(create("a"), tmp_path, serve(a=content))["a"].message).startswith("rien de nouveau")


def test_whoever_keeps_a_copy_is_told_what_is_odd_about_its_source(tmp_path: Path) -> None:
    content = calendar(GOOD, event("CLASS:PRIVATE"), event(uid="b", title="Visite de Mme Martin"))
    message = plain(run(create("a"), tmp_path, serve(a=content))["a"].message)
    assert message == (
        "première copie (2 événements). Privé ou confidentiel : 1 événement. Semble nommer une personne, ou donner "
        "son téléphone ou son courriel : 1 événement (« 2026-06-16 »)."
    )


def test_a_copy_is_made_again_where_words_changed(tmp_path: Path) -> None:
    run(create("a"), tmp_path, serve(a=AFTER))
    run(create("a", mots=["bon"]), tmp_path, serve(a=AFTER))
    assert (tmp_path / "agendas" / "a.ics").read_bytes() == copied(BEFORE)


def test_an_earlier_copy_that_holds_too_much_is_made_again(tmp_path: Path) -> None:
    keep(tmp_path)
    whole = calendar(GOOD.replace("END:", "ORGANIZER:mailto:a@b.fr\r\nEND:"))
    (tmp_path / "agendas" / "a.ics").write_bytes(whole)
    run(create("a"), tmp_path, serve(a=whole))
    assert b"ORGANIZER" not in (tmp_path / "agendas" / "a.ics").read_bytes()


def test_a_calendar_that_is_cut_never_replaces_one_that_is_whole(tmp_path: Path) -> None:
    cut = calendar(GOOD, event(), event(uid="autre"))[:-40]
    keep(tmp_path, a=BEFORE, b=BEFORE[:-16])
    found = run(create("a", "b", "c"), tmp_path, serve(a=cut, b=cut, c=cut))
    assert plain(found["a"].message) == (
        "le calendrier reçu s’arrête avant sa fin ; la dernière bonne copie est gardée."
    )
    assert (tmp_path / "agendas" / "a.ics").read_bytes() == copied(BEFORE)
    # one that never comes whole is better than none
    assert [(tmp_path / "agendas" / f"{name}.ics").read_bytes() for name in ("b", "c")] == [copied(cut)] * 2


def test_whatever_goes_wrong_costs_one_source_only_and_is_told_soon(tmp_path: Path) -> None:
    def fetch(address: str) -> bytes:
        if "bizarre" in address:
            raise LookupError("unknown")
        return BEFORE

    found = run(create("a", "bizarre"), tmp_path, fetch)
    assert not found["a"].failed
    assert plain(found["bizarre"].message).startswith("sa réponse est incompréhensible (LookupError)")


def test_a_source_that_never_answers_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.3)
    never = threading.Event()

    def fetch(address: str) -> bytes:
        if "lent" in address:
            never.wait(20)
        return BEFORE

    found = run(create("a", "lent"), tmp_path, fetch)
    never.set()
    assert not found["a"].failed
    assert plain(found["lent"].message).startswith("aucune réponse complète en")


def test_nothing_is_written_where_nothing_changed(tmp_path: Path) -> None:
    run(create("a"), tmp_path, serve(a="le serveur répond 500"))
    assert list(tmp_path.iterdir()) == []


# What continuous integration is told


@pytest.mark.parametrize(
    ("sources", "failure"),
    [
        ([], False),
        ([(False, True)], False),
        ([(False, True), (True, True)], False),
        ([(True, True)], True),
        ([(True, True), (True, True)], True),
        ([(False, True), (True, False)], True),
    ],
)
def test_a_source_that_fails_now_and_then_is_no_failure(sources: list[tuple[bool, bool]], failure: bool) -> None:
    assert is_failure([Outcome("a", "A", "", failed=failed, kept=kept) for failed, kept in sources]) is failure


def test_the_command_says_in_french_what_came_of_each_source(tmp_path: Path, repository: Path) -> None:
    entries = {"a": {"nom": "Salons", "url": "https://salons.invalid/a.ics"}}  # RFC 2606: no such host
    project = create_project(tmp_path, repository, agendas=entries)
    keep(project / "catalogue", a=BEFORE)
    for options in ([], ["--verifier"]):
        found = run_prst(project, "agendas", *options)
        assert plain(found.stderr) == (
            "Salons : le nom « salons.invalid » est introuvable ; la dernière bonne copie est gardée.\n"
        )
        assert (found.returncode, found.stdout) == (1, "")
    assert (project / "catalogue" / "agendas" / "a.ics").read_bytes() == copied(BEFORE)


def test_an_address_that_the_check_refuses_is_told_and_never_asked(tmp_path: Path, repository: Path) -> None:
    entries = {"a": {"nom": "Salons", "url": "https://127.0.0.1/a.ics"}}
    found = run_prst(create_project(tmp_path, repository, agendas=entries), "agendas")
    assert "catalogue/agendas.yml" in found.stderr
    assert "127.0.0.1" in found.stderr
    assert (found.returncode, found.stdout) == (1, "")


def test_the_command_asks_for_nothing_where_there_is_no_address(tmp_path: Path, repository: Path) -> None:
    found = run_prst(create_project(tmp_path, repository), "agendas")
    assert (found.returncode, found.stderr) == (0, "")
    assert "il n’y a rien à demander" in plain(found.stdout)


def test_verifying_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked and what is written are apart."""
    monkeypatch.setattr(refreshing, "write_copies", None)
    assert refresh(create("a"), tmp_path, serve(a=BEFORE))[0].content == copied(BEFORE)
    assert list(tmp_path.iterdir()) == []
