"""Whether links still lead somewhere: what a server of this machine answers, and what a round comes to."""

import threading
import time
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from prst.analysis.liens import Cite, Verdict, cited, in_turn, no_network, probe, report
from prst.asking import Web
from prst.records.liens import Liens, LienSuivi
from tests.catalogues import create_catalogue, plain

TODAY = date(2026, 11, 27)
CUT = -1
"""Stands for a connection that is closed without a word."""
Answers = dict[str, tuple[int, dict[str, str]]]


class Handler(BaseHTTPRequestHandler):
    """Answers by path, with a status and headers, and remembers what it was asked."""

    answers: Answers
    asked: list[tuple[str, str]]
    headers_seen: list[dict[str, str]]

    def _answer(self) -> None:
        type(self).asked.append((self.command, self.path))
        type(self).headers_seen.append(dict(self.headers))
        status, headers = self.answers.get(f"{self.command} {self.path}") or self.answers[self.path]
        if status == 0:
            time.sleep(1)
            return
        if status == CUT:
            self.close_connection = True
            return
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET = _answer

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Server:
    """A server of this machine under another name."""

    def __init__(self) -> None:
        self.handler: type[Handler] = type("Own", (Handler,), {"answers": {}, "asked": [], "headers_seen": []})
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), self.handler)
        self.base = f"http://site.fr:{self.http.server_address[1]}"

    def probe(self, path: str, seconds: float = 5) -> Verdict:
        def resolve(host: str, port: int) -> list[str]:
            return ["10.0.0.1" if host == "interne.fr" else "127.0.0.1"]

        web = Web(resolve, lambda address: address == "127.0.0.1", schemes=("https", "http"))
        return probe(f"{self.base}{path}", "catalogue-prst (+https://essai.org/)", web, seconds)


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.http.shutdown()
    server.http.server_close()


# One address


@pytest.mark.parametrize(
    ("status", "etat"),
    [
        (200, None),
        (204, None),
        (304, None),
        (404, "mort"),
        (410, "mort"),
        (403, "refuse"),
        (429, "refuse"),
        (500, "injoignable"),
        (503, "injoignable"),
        (400, "injoignable"),
    ],
)
def test_an_answer_says_whether_a_page_is_there(server: Server, status: int, etat: str | None) -> None:
    server.handler.answers["/"] = status, {}
    found = server.probe("/")
    assert found.etat == etat
    assert found.raison == ("" if etat is None else f"le serveur répond {status}")


def test_the_head_is_asked_for_and_the_page_only_where_that_is_refused(server: Server) -> None:
    server.handler.answers |= {"/": (200, {}), "HEAD /b": (405, {}), "GET /b": (206, {})}
    assert server.probe("/") == server.probe("/b") == Verdict()
    assert server.handler.asked == [("HEAD", "/"), ("HEAD", "/b"), ("GET", "/b")]
    assert server.handler.headers_seen[-1]["Range"] == "bytes=0-0"
    assert server.handler.headers_seen[0]["User-Agent"] == "catalogue-prst (+https://essai.org/)"


def test_a_server_that_hangs_up_when_the_head_is_asked_for_is_asked_for_the_page(server: Server) -> None:
    server.handler.answers |= {"HEAD /a": (CUT, {}), "GET /a": (206, {}), "/b": (CUT, {})}
    assert server.probe("/a") == Verdict()
    assert server.probe("/b").etat == "injoignable"


def test_a_server_that_is_asked_too_often_is_not_asked_again(server: Server) -> None:
    server.handler.answers["/"] = 429, {"Retry-After": "120"}
    assert server.probe("/") == Verdict("refuse", "le serveur répond 429")
    assert server.handler.asked == [("HEAD", "/")]


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("/nouveau guide.pdf", "/nouveau%20guide.pdf"),
        ("/été".encode().decode("latin-1"), "/%C3%A9t%C3%A9"),
        ("../b/./c?x=y z", "/b/c?x=y%20z"),
        ("?page=2", "/a?page=2"),
    ],
)
def test_an_address_that_leads_on_is_read_as_browsers_read_it(server: Server, location: str, path: str) -> None:
    server.handler.answers |= {"/a": (301, {"Location": location}), path: (200, {})}
    assert server.probe("/a") == Verdict("deplace", "le site annonce une nouvelle adresse", f"{server.base}{path}")


def test_a_site_in_letters_is_asked_under_its_name_of_the_web(server: Server) -> None:
    server.handler.answers["/%C3%A9t%C3%A9"] = 200, {}
    server.base = server.base.replace("site", "prévention")
    assert server.probe("/été") == Verdict()
    assert server.handler.headers_seen[0]["Host"].startswith("xn--prvention-c4a.fr:")


def test_an_address_that_moved_for_good_has_a_successor(server: Server) -> None:
    server.handler.answers |= {
        "/a": (301, {"Location": "/b"}),
        "/b": (308, {"Location": "/c"}),
        "/c": (302, {"Location": "/connexion"}),
        "/connexion": (200, {}),
    }
    assert server.probe("/a") == Verdict("deplace", "le site annonce une nouvelle adresse", f"{server.base}/c")


def test_an_address_that_leads_elsewhere_for_now_has_none(server: Server) -> None:
    server.handler.answers |= {
        "/a": (302, {"Location": "/b"}),
        "/b": (301, {"Location": "/c"}),
        "/c": (200, {}),
    }
    assert server.probe("/a") == Verdict()


def test_a_successor_that_is_gone_is_gone(server: Server) -> None:
    server.handler.answers |= {"/a": (301, {"Location": "/b"}), "/b": (404, {})}
    assert server.probe("/a") == Verdict("mort", "le serveur répond 404")


def test_a_page_that_leads_to_the_home_page_has_no_successor(server: Server) -> None:
    server.handler.answers |= {"/guide": (301, {"Location": "/"}), "/": (200, {})}
    found = server.probe("/guide")
    assert (found.etat, found.vers) == ("deplace", None)
    assert "accueil du site" in found.raison


def test_a_successor_that_a_record_could_not_hold_is_not_proposed(server: Server) -> None:
    elsewhere = server.base.replace("site.fr", "localhost")
    server.handler.answers |= {"/a": (301, {"Location": f"{elsewhere}/b"}), "/b": (200, {})}
    assert server.probe("/a").vers is None


def test_redirects_end_and_never_lead_into_our_network(server: Server) -> None:
    server.handler.answers |= {
        "/rond": (301, {"Location": "/rond"}),
        "/dedans": (302, {"Location": "http://interne.fr/"}),
        "/fichier": (302, {"Location": "ftp://a.fr/guide"}),
    }
    assert server.probe("/rond") == Verdict("injoignable", "plus de 5 redirections")
    assert plain(server.probe("/dedans").raison) == "« interne.fr » n’est pas à une adresse publique"
    assert "mène ailleurs qu’à https:// ou http://" in server.probe("/fichier").raison


def test_a_slow_server_is_left(server: Server) -> None:
    server.handler.answers["/"] = 0, {}
    assert server.probe("/", seconds=0.2) == Verdict("injoignable", "aucune réponse complète en 0.2 secondes")


# A round


def test_addresses_are_those_of_records_texts_and_pages() -> None:
    catalogue = create_catalogue(
        livrables={
            "guide": {
                "liens": [{"libelle": "Lire", "url": "https://a.fr/guide#page=2"}],
                "description": "Voir [le site](https://b.fr/) et [ici](../autre/).",
                "contact": {"structure": "x", "formulaire": "https://c.fr/contact"},
            },
            "essai": {"exemple": "oui", "liens": [{"libelle": "Lire", "url": "https://nulle-part.fr/"}]},
        },
        structures={"inrs": {"url": "https://b.fr/"}},
    )
    pages = [("docs/index.md", "https://b.fr/"), ("docs/index.md", "https://essai.example.org/livrables/")]
    found = cited(catalogue, pages)
    assert {address: (cite.fiches, cite.pages) for address, cite in found.items()} == {
        "https://a.fr/guide": (["livrables/guide"], []),
        "https://b.fr/": (["livrables/guide", "structures/inrs"], ["docs/index.md"]),
        "https://c.fr/contact": (["livrables/guide"], []),
    }


@pytest.mark.parametrize(
    ("site", "own"),
    [
        ("https://Essai.FR/Sous", "https://essai.fr/Sous/livrables/"),
        ("https://essai.fr:443/", "https://essai.fr/livrables/"),
        ("https://essai.fr/", "https://ESSAI.fr:443/x/../livrables/"),
        ("https://prévention.fr/", "https://xn--prvention-c4a.fr/livrables/"),
        ("https://xn--prvention-c4a.fr/", "https://Prévention.fr/livrables/"),
        ("https://essai.fr/été/", "https://essai.fr/%C3%A9t%C3%A9/livrables/"),
    ],
)
def test_an_address_of_ours_is_known_however_it_is_written(site: str, own: str) -> None:
    catalogue = create_catalogue({"adresse": site}, structures={"inrs": {"url": own}})
    assert cited(catalogue, [("docs/index.md", own)]) == {}


def test_what_was_never_asked_comes_first_and_hosts_stay_together() -> None:
    known = {"https://a.fr/1": date(2026, 5, 1), "https://b.fr/1": date(2026, 4, 1)}
    addresses = ["https://a.fr/1", "https://a.fr/2", "https://b.fr/1", "https://A.fr/3"]
    assert in_turn(addresses, known, None) == [
        ["https://A.fr/3", "https://a.fr/2", "https://a.fr/1"],
        ["https://b.fr/1"],
    ]
    assert in_turn(addresses, known, 3) == [["https://A.fr/3", "https://a.fr/2"], ["https://b.fr/1"]]


def followed(adresse: str, etat: str, depuis: date) -> LienSuivi:
    return LienSuivi.model_validate(
        {"adresse": adresse, "etat": etat, "raison": "le serveur répond 404", "depuis": depuis.isoformat()}
    )


def test_a_report_remembers_since_when_and_forgets_what_nobody_cites() -> None:
    old = date(2026, 9, 1)
    before = Liens.model_construct(
        le=old,
        verifies=4,
        liens=(
            followed("https://a.fr/", "mort", old),
            followed("https://b.fr/", "injoignable", old),
            followed("https://c.fr/", "mort", old),
            followed("https://parti.fr/", "mort", old),
            followed("https://d.fr/", "refuse", old),
        ),
    )
    cites = {f"https://{name}.fr/": Cite(["livrables/guide"]) for name in "abcde"}
    verdicts = {
        "https://a.fr/": Verdict("mort", "x"),
        "https://b.fr/": Verdict("mort", "x"),
        "https://c.fr/": Verdict(),
        "https://e.fr/": Verdict("deplace", "x", "https://e.fr/n"),
    }
    found = report(cites, verdicts, before, TODAY, answered=1)
    assert [(one.adresse, one.etat, one.depuis) for one in found.liens] == [
        ("https://a.fr/", "mort", old),
        ("https://b.fr/", "mort", old),
        ("https://e.fr/", "deplace", TODAY),
        ("https://d.fr/", "refuse", old),
    ]
    assert (found.le, found.verifies) == (TODAY, 5)


def test_where_nothing_answers_it_is_we_who_are_cut_off() -> None:
    down = {f"https://{name}.fr/": Verdict("injoignable", "x") for name in "abcde"}
    assert no_network(down)
    assert not no_network({**down, "https://f.fr/": Verdict("mort", "x")})
    assert not no_network(dict(list(down.items())[:2]))
