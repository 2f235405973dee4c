"""Access logs: what a line counts for, whoever wrote it, and that hostile ones are counted and stop nothing."""

import gzip
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from crawleruseragents import CRAWLER_USER_AGENTS_DATA, is_crawler

from prst.analysis import journaux
from prst.analysis.journaux import CHUNK, LONGEST, Journaux, Lecture
from prst.records.frequentation import AUTRES, SANS_RELAIS

TODAY = date(2026, 11, 27)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
GUIDE = ("vues", "livrables/guide")
Read = Callable[..., Lecture]


def combined(
    target: str = "/livrables/guide/",
    *,
    method: str = "GET",
    status: int = 200,
    program: str = FIREFOX,
    when: str = "10/Oct/2026:13:55:36 +0200",
) -> str:
    """A line of Apache's and nginx's combined format."""
    return f'192.0.2.7 - - [{when}] "{method} {target} HTTP/1.1" {status} 2326 "https://ailleurs.fr/" "{program}"'


def caddy(target: str = "/livrables/guide/", *, ts: object = 1791633336.52, **more: object) -> str:
    """A line of Caddy's."""
    request = {
        "remote_ip": "192.0.2.7",
        "method": "GET",
        "uri": target,
        "headers": {"User-Agent": [FIREFOX]},
        **more,
    }
    return json.dumps({"level": "info", "ts": ts, "msg": "handled request", "request": request, "status": 200})


def find(path: bytes) -> tuple[str, str] | None:
    return {b"/livrables/guide/": GUIDE, "/livrables/été/".encode(): ("vues", "livrables/ete")}.get(path)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def lines(*given: str | bytes, packed: bool = False) -> Lecture:
        content = b"\n".join(line if isinstance(line, bytes) else line.encode() for line in given)
        path = tmp_path / "access.log"
        path.write_bytes(gzip.compress(content) if packed else content)
        return Journaux(find, {"opco": "opco", "ancien": "opco", "cma-ara": "cma-ara"}, TODAY).read(path)

    return lines


def counted(lecture: Lecture) -> dict[str, int]:
    """How often the guide was read in October, by relay."""
    return lecture.comptes.get("2026-10", {}).get(GUIDE, {})


# What a line counts for


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_formats_are_told_from_the_lines_themselves(read: Read, packed: bool) -> None:
    common = '192.0.2.7 - frank [10/Oct/2026:13:55:36 +0200] "GET /livrables/guide/ HTTP/1.0" 200 2326'
    virtual = f"prst.fr:443 {combined()}"
    long = combined().replace("192.0.2.7", "2001:db8::7"), combined().replace("192.0.2.7", "[2001:db8::7]:443")
    found = read(combined(), caddy(), virtual, common, *long, packed=packed)
    assert counted(found) == {SANS_RELAIS: 6}
    assert (found.lignes, found.comptees, found.illisibles) == (6, 6, 0)


def test_a_log_that_names_no_program_is_told_to_tell_no_robot(read: Read) -> None:
    assert read('192.0.2.7 - - [10/Oct/2026:13:55:36 +0200] "GET /livrables/guide/ HTTP/1.0" 200 1').sans_programme == {
        "2026-10"
    }
    assert read(combined()).sans_programme == set()


@pytest.mark.parametrize(
    ("query", "relais"),
    [
        ("", SANS_RELAIS),
        ("?x=1", SANS_RELAIS),
        ("?via=opco", "opco"),
        ("?x=1&via=opco&y", "opco"),
        ("?via=OPCO", "opco"),
        ("?via=%6fpco", "opco"),
        ("?via=ancien", "opco"),
        ("?via=opco#haut", "opco"),
        ("?via=", AUTRES),
        ("?via=jean.dupont@mail.fr", AUTRES),
        ("?avia=opco", SANS_RELAIS),
        ("?via=opco&via=cma-ara", "opco"),
        ("?via=&via=opco", "opco"),
        ("?%76ia=opco", "opco"),
        ("?VIA=opco", "opco"),
        ("?x=1&amp;via=opco", "opco"),
        ("?via=opco?utm_source=lettre", "opco"),
        ("?utm_source=lettre?via=opco", "opco"),
        ("?via=cma%2Dara", "cma-ara"),
        ("?via=opco%20", "opco"),
        ("?via=opco+", "opco"),
        ("?via=opco%C2%A0", "opco"),
        ("?via=opco.", "opco"),
        ("?via=opco)", "opco"),
        ("?via=%22opco%22", "opco"),
        ("?via=opco,cma-ara", AUTRES),
        ("?via=%zzopco", AUTRES),
    ],
)
def test_a_relay_is_known_by_its_id_and_others_are_not_kept(read: Read, query: str, relais: str) -> None:
    assert counted(read(combined(f"/livrables/guide/{query}"))) == {relais: 1}


@pytest.mark.parametrize("status", [200, 206, 304])
def test_what_was_sent_counts(read: Read, status: int) -> None:
    assert counted(read(combined(status=status))) == {SANS_RELAIS: 1}


@pytest.mark.parametrize(
    "line",
    [
        combined(status=404),
        combined(status=301),
        combined(method="HEAD"),
        combined(method="POST"),
        combined("/assets/style.css"),
        combined("/livrables/guide/../../etc/passwd"),
        combined("//livrables/guide/"),
        '192.0.2.7 - - [10/Oct/2026:13:55:36 +0200] "-" 408 0 "-" "-"',
        '192.0.2.7 - - [10/Oct/2026:13:55:36 +0200] "\\x16\\x03\\x01 \\"" 400 0 "-" "-"',
    ],
)
def test_anything_else_does_not(read: Read, line: str) -> None:
    found = read(line)
    assert (found.autres, found.comptees, found.illisibles) == (1, 0, 0)


def test_an_address_in_percents_is_the_same(read: Read) -> None:
    found = read(combined("/livrables/%67uide/"), combined("/livrables/%C3%A9t%c3%a9/"))
    assert found.comptes["2026-10"] == {GUIDE: {SANS_RELAIS: 1}, ("vues", "livrables/ete"): {SANS_RELAIS: 1}}


@pytest.mark.parametrize(
    ("when", "month"),
    [
        ("31/Oct/2026:23:30:00 +0000", "2026-11"),
        ("31/Oct/2026:23:30:00 +0100", "2026-10"),
        ("01/Nov/2026:00:30:00 +0900", "2026-10"),
    ],
)
def test_the_month_is_that_of_paris(read: Read, when: str, month: str) -> None:
    assert list(read(combined(when=when)).comptes) == [month]


@pytest.mark.parametrize(
    "ts",
    [
        1793478600,
        1793478600000.25,
        1793478600000000000,
        "2026-10-31T22:30:00.123456789Z",
        "2026-10-31T23:30:00.123+0100",
        "2026/10/31 22:30:00",
        "2026/10/31 22:30:00.123",
        "2026/10/31 22:30:00.123456789",
        "31/Oct/2026:23:30:00 +0100",
    ],
)
def test_caddy_writes_the_moment_in_several_ways(read: Read, ts: object) -> None:
    assert counted(read(caddy(ts=ts))) == {SANS_RELAIS: 1}


@pytest.mark.parametrize("headers", [{}, {"headers": None}], ids=["left out", "null"])
def test_a_caddy_that_leaves_out_the_programs_is_told_to_tell_no_robot(read: Read, headers: dict[str, None]) -> None:
    request = {"method": "GET", "uri": "/livrables/guide/", **headers}
    found = read(json.dumps({"ts": 1791633336, "request": request, "status": 200}))
    assert (counted(found), found.sans_programme) == ({SANS_RELAIS: 1}, {"2026-10"})


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line", [combined(), caddy()], ids=["combined", "caddy"])
def test_a_log_that_windows_wrote_again_is_the_same(read: Read, line: str, encoding: str) -> None:
    found = read(f"{line}\r\n{line}\r\n".encode(encoding))
    assert (counted(found), found.illisibles) == ({SANS_RELAIS: 2}, 0)


@pytest.mark.parametrize(
    "content",
    [
        gzip.compress(f"{combined()}\n".encode()) * 2,
        gzip.compress(f"{combined()}\n{combined()}\n".encode()) + bytes(512),
        bytes(4096) + f"{combined()}\r\n\r\n  \n{combined()}".encode(),
    ],
    ids=["gzip joined to gzip", "gzip before zeros", "zeros before lines"],
)
def test_what_programs_that_keep_logs_join_is_read(read: Read, content: bytes) -> None:
    found = read(content)
    assert (found.lignes, counted(found), found.fin) == (2, {SANS_RELAIS: 2}, "")


@pytest.mark.parametrize(
    "line",
    [
        combined().replace("HTTP/1.1", "HTTP/2.0"),
        combined().replace("HTTP/1.1", "HTTP/3"),
        combined() + ' "203.0.113.9" rt=0.003 uct="-"',
        combined().replace("192.0.2.7", "fe80::1%eth0"),
        combined().replace("- -", '- "jean \\"j\\" dupont"'),
        combined().replace("https://ailleurs.fr/", 'https://ailleurs.fr/?q=\\"x\\"'),
        combined().replace("https://ailleurs.fr/", "https://ailleurs.fr/?q=\\x22x\\x22"),
        combined(program=f"{FIREFOX} \\\\"),
        combined(when="10/Oct/2026:23:59:60 +0200"),
    ],
    ids=range(9),
)
def test_lines_of_real_hosts_are_read(read: Read, line: str) -> None:
    assert counted(read(line)) == {SANS_RELAIS: 1}


# Robots


@pytest.mark.parametrize(
    "program",
    [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2)",
        "curl/8.5.0",
        "python-requests/2.32.3",
        "",
        "-",
        "Mozilla/5.0 " + "x" * 600,
        "Mozilla/5.0",
        "Mozilla/5.0 (compatible)",
        "catalogue-prst (+https://essai.fr/)",
        "node",
        "undici",
        "GOOGLEBOT/2.1",
        "kube-probe/1.29",
        "ELB-HealthChecker/2.0",
        "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17029; Pro)",
        "WhatsApp/2.23.20.0",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/129.0.0.0 Safari/537.36",
    ],
)
def test_a_robot_is_not_a_reader(read: Read, program: str) -> None:
    found = read(combined(program=program))
    assert (found.robots, found.comptees) == (1, 0)


@pytest.mark.parametrize(
    "program",
    [
        "Mozilla/5.0 (Linux; Android 13; CUBOT X19) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 (KHTML, like Gecko) [LinkedInApp]/9.29",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 [FBAN/FBIOS;FBAV/470.1.0;FBBV/1]",
        "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; Trident/4.0)",
        "Opera/9.80 (Android; Opera Mini/36.2/119.132; U; fr) Presto/2.12.423 Version/12.16",
        "Lynx/2.9.0 libwww-FM/2.14",
        "ELinks/0.17 (textmode; Linux; 80x24)",
    ],
)
def test_a_browser_of_few_readers_is_no_robot(read: Read, program: str) -> None:
    assert counted(read(combined(program=program))) == {SANS_RELAIS: 1}


def test_the_quick_way_to_know_a_robot_says_what_the_list_says() -> None:
    reader = Journaux(find, {}, TODAY)
    known = [program for one in CRAWLER_USER_AGENTS_DATA for program in one["instances"]]
    assert len(known) > 1000
    assert [program for program in [*known, FIREFOX] if reader._is_known_robot(program) != is_crawler(program)] == []


# Hostile lines


@pytest.mark.parametrize(
    "line",
    [
        b"\x00\xff\x1b[2J garbage",
        b"[" * 1000,
        b"{" * 50_000,
        b'{"ts": 1e999, "request": {"method": "GET", "uri": "/", "headers": {}}, "status": 200}',
        b'{"ts": "hier", "request": {"method": "GET", "uri": "/"}, "status": 200}',
        b'{"ts": 1, "request": [], "status": 200}',
        b'{"ts": 1791633336, "request": {"method": "GET", "uri": "/", "headers": {"User-Agent": [3]}}, "status": 200}',
        b'{"ts": ' + b"9" * 5000 + b"}",
        combined(when="99/Oct/2026:13:55:36 +0200"),
        combined(when="10/Xyz/2026:13:55:36 +0200"),
        combined(when="31/Feb/2026:13:55:36 +0200"),
        combined("/" + "a" * (LONGEST + 1)),
        "a" * 1_000_000,
    ],
    ids=range(13),
)
def test_a_hostile_line_is_counted_and_stops_nothing(read: Read, line: str | bytes) -> None:
    found = read(combined(), line, combined())
    assert (found.lignes, found.illisibles, counted(found)) == (3, 1, {SANS_RELAIS: 2})


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (combined(when="10/Oct/9998:13:55:36 +0200"), "a_venir"),
        (combined(when="01/Jan/2099:13:55:36 +0200"), "a_venir"),
        (combined(when="28/Nov/2026:13:55:36 +0200"), "a_venir"),
        (combined(when="10/Oct/2006:13:55:36 +0200"), "anciennes"),
        (combined(when="31/Dec/2015:13:55:36 +0100"), "anciennes"),
    ],
)
def test_a_line_that_has_yet_to_come_or_is_very_old_is_no_unreadable_one(read: Read, line: str, what: str) -> None:
    found = read(combined(), line)
    assert (found.lignes, found.comptees, getattr(found, what), found.sans_jour) == (2, 1, 1, 1)
    assert found.illisibles == 0


def test_a_line_longer_than_a_piece_hides_none_of_its_neighbours(read: Read) -> None:
    found = read(combined(), b"a" * 3_500_000, combined(), b"b" * 2_200_000)
    assert (found.lignes, found.illisibles, counted(found)) == (4, 2, {SANS_RELAIS: 2})


def test_a_gzip_that_is_cut_counts_as_far_as_it_goes(read: Read, tmp_path: Path) -> None:
    lines = "\n".join([combined()] * 5_000).encode()
    (tmp_path / "coupe.gz").write_bytes(gzip.compress(lines)[:-20])
    found = Journaux(find, {}, TODAY).read(tmp_path / "coupe.gz")
    assert found.fin == "la suite du fichier est coupée ou abîmée"
    assert found.comptees > 0


def test_a_bomb_is_left_soon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journaux, "BOMB_FROM", CHUNK)
    (tmp_path / "bombe.gz").write_bytes(gzip.compress(bytes(5 * CHUNK), 9))
    found = Journaux(find, {}, TODAY).read(tmp_path / "bombe.gz")
    assert (found.fin, found.comptees) == ("la suite du fichier se décompresse en bien trop grand", 0)


def test_nothing_of_a_reader_is_kept(read: Read) -> None:
    found = read(combined("/livrables/guide/?via=jean"), caddy("/livrables/guide/?via=jean"))
    assert found.comptees == 2
    for trace in ("192.0.2", "Firefox", "jean", "ailleurs", "13:55"):
        assert trace not in repr(found)
