"""An access log as a host writes it, of as many lines as asked for: pages, relays, pictures, robots, and noise."""

import json
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

PROGRAMS = 20_000
"""Programs that differ by the numbers of their versions, as those of two million readers do."""
ROBOTS = ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "curl/8.5.0", "-")
NOISE = ("\\x16\\x03\\x01", "POST /wp-login.php HTTP/1.1", "GET /../../etc/passwd HTTP/1.1")
DAYS = 61


def write_log(
    path: Path,
    lines: int,
    livrables: Sequence[str],
    relais: Sequence[str],
    last: date,
    seed: int,
    *,
    caddy: bool = False,
) -> None:
    """Write a log of two months that end on a day; half of it is no page, and a few pages get most readers."""
    chance = random.Random(seed)
    programs = [
        f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
        f"Chrome/{chance.randint(80, 140)}.0.{chance.randint(0, 9999)}.{chance.randint(0, 99)} Safari/537.36"
        for _ in range(PROGRAMS)
    ]
    with path.open("w", encoding="utf-8") as file:
        for moment in _moments(last, lines):
            program = chance.choice(ROBOTS) if chance.random() < 0.15 else chance.choice(programs)
            file.write((_caddy if caddy else _combined)(moment, _target(chance, livrables, relais), program, chance))


def _moments(last: date, lines: int) -> Iterator[datetime]:
    end = datetime(last.year, last.month, last.day, tzinfo=UTC)
    for number in range(lines):
        yield end - timedelta(days=DAYS) * (1 - number / lines)


def _target(chance: random.Random, livrables: Sequence[str], relais: Sequence[str]) -> str:
    if chance.random() < 0.5:
        return f"/assets/stylesheets/site-{chance.randint(0, 30)}.css"
    page = f"/livrables/{livrables[int(chance.paretovariate(0.6)) % len(livrables)]}/"
    return f"{page}?via={chance.choice(relais)}" if chance.random() < 0.5 else page


def _combined(moment: datetime, target: str, program: str, chance: random.Random) -> str:
    request = chance.choice(NOISE) if chance.random() < 0.01 else f"GET {target} HTTP/1.1"
    who = f"192.0.2.{chance.randint(0, 255)} - - [{moment:%d/%b/%Y:%H:%M:%S} +0000]"
    return f'{who} "{request}" 200 2326 "-" "{program}"\n'


def _caddy(moment: datetime, target: str, program: str, chance: random.Random) -> str:
    request = {"remote_ip": f"192.0.2.{chance.randint(0, 255)}", "proto": "HTTP/2.0", "method": "GET", "uri": target}
    headers = {"User-Agent": [program], "Accept": ["text/html"], "Accept-Encoding": ["gzip"]}
    line = {
        "level": "info",
        "ts": moment.timestamp(),
        "msg": "handled request",
        "request": {**request, "headers": headers},
    }
    return json.dumps({**line, "duration": 0.0009, "size": 2326, "status": 200}) + "\n"
