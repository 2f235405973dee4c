"""A calendar is fetched over https, from a public address, and neither for ever nor into all memory."""

import gzip
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import trustme

from prst.agendas import fetching
from prst.agendas.fetching import fetch
from prst.agendas.limits import SIZE_CAP
from prst.asking import REDIRECTS, AskingError, is_public
from tests.catalogues import plain

HOST = "agenda.structure.fr"
OTHER = "ailleurs.structure.fr"

Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers as the test says, by path, and remembers who was asked for."""

    answers: dict[str, Answer]
    asked: list[tuple[str, str]]

    def do_GET(self) -> None:
        type(self).asked.append((self.headers["Host"].partition(":")[0], self.path))
        try:
            self.answers[self.path](self)
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def reply(self, content: bytes, status: int = 200, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(content) if length is None else length))
        self.end_headers()
        self.wfile.write(content)


class Quiet(ThreadingHTTPServer):
    """Says nothing of those who hang up."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


class Server:
    """An https server of this machine under the names of others."""

    def __init__(self, handler: type[Handler]) -> None:
        authority = trustme.CA()
        self.context = ssl.create_default_context()
        authority.configure_trust(self.context)
        self.handler = handler
        self.http = Quiet(("127.0.0.1", 0), handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(HOST, OTHER).configure_cert(context)
        self.http.socket = context.wrap_socket(self.http.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self.http.server_address[1]
        self.resolved: list[str] = []

    def resolve(self, host: str, port: int) -> list[str]:
        self.resolved.append(host)
        return ["127.0.0.1"]

    def url(self, path: str = "/", host: str = HOST) -> str:
        return f"https://{host}:{self.port}{path}"

    def fetch(self, path: str = "/", host: str = HOST) -> bytes:
        return fetch(self.url(path, host), self.resolve, lambda address: True, self.context)


@pytest.fixture
def server() -> Iterator[Server]:
    handler = type("Own", (Handler,), {"answers": {}, "asked": []})
    server = Server(handler)
    thread = threading.Thread(target=server.http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.http.shutdown()
    server.http.server_close()


def refusal(server: Server, path: str = "/", host: str = HOST) -> str:
    """Why a path gives no file."""
    with pytest.raises(AskingError) as error:
        server.fetch(path, host)
    return plain(str(error.value))


# What is received


def test_a_file_is_received_under_the_name_of_its_host(server: Server) -> None:
    server.handler.answers["/a.ics?x=1"] = lambda h: h.reply(b"BEGIN:VCALENDAR")
    assert server.fetch("/a.ics?x=1") == b"BEGIN:VCALENDAR"
    assert server.handler.asked == [(HOST, "/a.ics?x=1")]


def test_a_compressed_file_is_expanded(server: Server) -> None:
    server.handler.answers["/"] = lambda h: h.reply(gzip.compress(b"a" * 300_000), Content_Encoding="gzip")
    assert server.fetch() == b"a" * 300_000


def test_a_compressed_file_of_several_parts_is_whole(server: Server) -> None:
    """RFC 1952, section 2.2: members simply follow each other."""
    content = gzip.compress(b"BEGIN:") + gzip.compress(b"VCALENDAR") + b"\0" * 20
    server.handler.answers["/"] = lambda h: h.reply(content, Content_Encoding="gzip")
    assert server.fetch() == b"BEGIN:VCALENDAR"


def test_the_largest_file_is_received_and_no_larger_one(server: Server) -> None:
    server.handler.answers["/"] = lambda h: h.reply(b"a" * SIZE_CAP)
    server.handler.answers["/plus"] = lambda h: h.reply(b"a" * (SIZE_CAP + 1))
    assert len(server.fetch()) == SIZE_CAP
    assert refusal(server, "/plus") == "ce fichier dépasse 5 Mio : il n’est pas lu"


def test_a_bomb_stops_at_the_cap(server: Server) -> None:
    bomb = zlib.compressobj(9, wbits=31)
    content = b"".join([*(bomb.compress(bytes(1 << 20)) for _ in range(300)), bomb.flush()])
    assert len(content) < SIZE_CAP / 10
    server.handler.answers["/"] = lambda h: h.reply(content, Content_Encoding="gzip")
    assert refusal(server) == "ce fichier dépasse 5 Mio : il n’est pas lu"


@pytest.mark.parametrize(
    ("content", "encoding", "reason"),
    [
        (b"pas du gzip", "gzip", "le fichier reçu est coupé ou illisible"),
        (gzip.compress(b"a" * 1000)[:-10], "gzip", "le fichier reçu est coupé"),
        (gzip.compress(gzip.compress(b"a")), "gzip, gzip", "le serveur comprime d’une façon inconnue (« gzip, gzip »)"),
        (b"a", "br", "le serveur comprime d’une façon inconnue (« br »)"),
    ],
    ids=["word", "cut", "twice", "br"],  # gzip writes the moment: processes that share the tests would name them apart
)
def test_what_cannot_be_expanded_is_refused(server: Server, content: bytes, encoding: str, reason: str) -> None:
    server.handler.answers["/"] = lambda h: h.reply(content, Content_Encoding=encoding)
    assert refusal(server) == reason


def test_a_file_that_is_cut_is_refused(server: Server) -> None:
    server.handler.answers["/"] = lambda h: h.reply(b"BEGIN", length=1000)
    server.handler.protocol_version = "HTTP/1.0"  # the server hangs up after its answer
    assert refusal(server) == "le fichier reçu est coupé ou illisible"


@pytest.mark.parametrize("status", [204, 304, 401, 403, 404, 500, 503])
def test_an_answer_without_a_file_is_refused(server: Server, status: int) -> None:
    server.handler.answers["/"] = lambda h: h.reply(b"", status)
    assert refusal(server) == f"le serveur répond {status}"


# Time


def drip_body(handler: Handler) -> None:
    handler.reply(b"", length=1000)
    for _ in range(100):
        handler.wfile.write(b"a")
        time.sleep(0.05)


def drip_head(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    time.sleep(3)


@pytest.mark.parametrize("answer", [drip_body, drip_head, lambda handler: time.sleep(3)])
def test_a_slow_server_is_left(server: Server, monkeypatch: pytest.MonkeyPatch, answer: Answer) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.5)
    server.handler.answers["/"] = answer
    start = time.monotonic()
    assert refusal(server).startswith("aucune réponse complète en")
    assert time.monotonic() - start < 2.5


# Redirects


def test_redirects_are_followed_and_each_name_looked_up(server: Server) -> None:
    server.handler.answers["/"] = lambda h: h.reply(b"", 302, Location="/b")
    server.handler.answers["/b"] = lambda h: h.reply(b"", 301, Location=server.url("/c", OTHER))
    server.handler.answers["/c"] = lambda h: h.reply(b"ok")
    assert server.fetch() == b"ok"
    assert server.handler.asked == [(HOST, "/"), (HOST, "/b"), (OTHER, "/c")]
    assert server.resolved == [HOST, HOST, OTHER]


def test_a_redirect_to_an_address_with_accents_is_followed(server: Server) -> None:
    """As browsers do: the octets of such a header are those of UTF-8, whatever RFC 9110, section 5.5, says."""
    server.handler.answers["/"] = lambda h: h.reply(b"", 302, Location="/été.ics".encode().decode("latin-1"))
    server.handler.answers["/%C3%A9t%C3%A9.ics"] = lambda h: h.reply(b"ok")
    assert server.fetch() == b"ok"


def test_redirects_end(server: Server) -> None:
    server.handler.answers["/"] = lambda h: h.reply(b"", 302, Location="/")
    assert refusal(server) == f"plus de {REDIRECTS} redirections"
    assert len(server.handler.asked) == REDIRECTS + 1


@pytest.mark.parametrize(
    "address",
    [
        "http://agenda.structure.fr/",
        "file:///etc/passwd",
        "ftp://a.fr/",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://[",
        "https://[::1",
        "//[/x",
        "https://a.fr:99999/",
    ],
)
def test_a_redirect_leads_to_https_only(server: Server, address: str) -> None:
    server.handler.answers["/"] = lambda h: h.reply(b"", 302, Location=address)
    assert refusal(server) in ("son adresse mène ailleurs qu’à https://", "son adresse n’en est pas une")


def test_a_redirect_to_an_address_of_our_network_is_refused(server: Server) -> None:
    server.handler.answers["/"] = lambda h: h.reply(b"", 302, Location="https://interne.structure.fr/")
    places = {HOST: ["127.0.0.1"], "interne.structure.fr": ["10.0.0.1"]}
    with pytest.raises(AskingError, match="pas à une adresse publique"):
        fetch(server.url(), lambda host, port: places[host], lambda address: address == "127.0.0.1", server.context)


# Names and certificates


def test_a_certificate_of_another_name_is_refused(server: Server) -> None:
    server.handler.answers["/"] = lambda h: h.reply(b"ok")
    assert refusal(server, host="autre.structure.fr") == "le certificat de « autre.structure.fr » n’est pas valable"
    assert server.handler.asked == []


def test_a_certificate_of_nobody_is_refused(server: Server) -> None:
    with pytest.raises(AskingError, match="certificat"):
        fetch(server.url(), server.resolve, lambda address: True)


def test_proxies_of_the_environment_are_not_asked(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.handler.answers["/"] = lambda h: h.reply(b"ok")
    assert server.fetch() == b"ok"


def test_nobody_there_is_told(server: Server) -> None:
    def nowhere(host: str, port: int) -> list[str]:
        raise OSError

    with pytest.raises(AskingError, match="introuvable"):
        fetch("https://nulle-part.structure.fr/", nowhere)
    with pytest.raises(AskingError, match="ne répond pas"):
        fetch("https://127.0.0.1:9/", lambda host, port: ["127.0.0.1"], lambda address: True, server.context)


def test_one_address_of_ours_among_several_is_enough_to_refuse() -> None:
    with pytest.raises(AskingError, match="pas à une adresse publique"):
        fetch("https://a.fr/", lambda host, port: ["93.184.216.34", "127.0.0.1"])
    with pytest.raises(AskingError, match="pas à une adresse publique"):
        fetch("https://a.fr/", lambda host, port: [])


@pytest.mark.parametrize(
    "address", ["https://127.0.0.1/", "https://[::1]/", "https://localhost/", "https://169.254.169.254/"]
)
def test_this_machine_is_not_asked(address: str) -> None:
    with pytest.raises(AskingError, match="pas à une adresse publique"):
        fetch(address)


@pytest.mark.parametrize(
    "address",
    ["", "https://", "https:///a", "https://a.fr:x/", "https://a.fr/\r\nX: y", "https://a:b@a.fr/", "http://a.fr"],
)
def test_what_is_no_https_address_is_refused(address: str) -> None:
    with pytest.raises(AskingError, match="son adresse"):
        fetch(address, lambda host, port: ["93.184.216.34"])


# Public addresses


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8"]
)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.255.255.254", "0.1.2.3", "10.1.2.3", "172.16.0.1", "192.168.1.1"),
        *("169.254.169.254", "100.64.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1"),
        *("224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
        *("::", "::1", "::127.0.0.1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "2002:7f00:1::", "2002:a00:1::"),
        *(
            "64:ff9b::7f00:1",
            "64:ff9b::a00:1",
            "64:ff9b:1::1",
            "2001:0:7f00:1::",
            "2001:0:4136:e378:8000:63bf:80ff:fffe",
        ),
        *("", "localhost", "127.1", "0x7f000001", "2130706433"),
    ],
)
def test_any_other_address_is_not(address: str) -> None:
    assert not is_public(address)
