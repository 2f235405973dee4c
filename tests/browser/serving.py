"""A folder as the hosts of static sites serve it, at the root of a host or under a path, as the pages of forges are."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import create_connection
from threading import Thread
from typing import Any


@contextmanager
def served(folder: Path, base: str = "/", handler: type["QuietHandler"] | None = None) -> Iterator[str]:
    """Serves a folder on a free port of this machine; its address, without a final slash, ends with the path `base`."""
    answering = partial(handler or QuietHandler, base=base, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), answering) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{base}".rstrip("/")
        _stop(server)


def _stop(server: ThreadingHTTPServer) -> None:
    """Ends a server at once: by itself it looks twice a second only whether it has to, or when somebody calls."""
    stopping = Thread(target=server.shutdown)
    stopping.start()
    with suppress(OSError):
        create_connection(("127.0.0.1", server.server_port)).close()
    stopping.join()


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files as the hosts of static sites do, 404.html included, without a line in the log for each."""

    protocol_version = "HTTP/1.1"  # one connection for many files
    disable_nagle_algorithm = True  # else the body of an answer may wait until its head was received

    def __init__(self, *args: Any, base: str, **options: Any) -> None:
        self._base = base
        super().__init__(*args, **options)

    def translate_path(self, path: str) -> str:
        """Return the file of an address; outside the path of the site there is none."""
        if not path.startswith(self._base):
            return str(Path(self.directory, "hors-du-site"))
        return super().translate_path(path[len(self._base) - 1 :])

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answers with the site's own page where a file is missing."""
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.exists():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""
