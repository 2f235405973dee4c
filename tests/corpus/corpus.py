"""`make corpus`: public corpora of hostile texts and files against this project, where a developer has them on disk.

None is in git. What this shares with the tests is tried there on a few cases of each kind; here all of them are.
"""

import argparse
import logging
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.catalogues import EXEMPLE
from tests.corpus import agendas, sites, texts
from tests.corpus.verdicts import Tally, Verdict, tally

Cases = Iterable[tuple[str, Any]]
SHOWN = 10
"""Failures of a corpus that are told."""
WIDTH = 200
"""Characters of an input or a reason that are shown."""


class Part(NamedTuple):
    """A corpus: the option that names it, what it is, which cases are in its file or folder, and who judges one."""

    option: str
    title: str
    source: str
    cases: Callable[[Path], Cases]
    judge: Callable[[Any], Verdict]


def payloads_of(path: Path) -> list[tuple[str, str]]:
    """Return the lines of a text file, or of those under a folder: each once, but for empty ones."""
    files = sorted(path.rglob("*.txt")) if path.is_dir() else [path]
    lines = (line.strip("\r") for file in files for line in file.read_bytes().decode("utf-8", "replace").split("\n"))
    return [(repr(line), line) for line in dict.fromkeys(lines) if line.strip()]


PARTS = (
    Part(
        "injections",
        "Injections dans tous les textes",
        "un fichier, ou un dossier de .txt, d’une attaque par ligne (fuzzdb, SecLists, PayloadsAllTheThings)",
        payloads_of,
        sites.judge_injection,
    ),
    Part(
        "chaines",
        "Chaînes malicieuses",
        "blns.json ou blns.txt (minimaxir/big-list-of-naughty-strings)",
        texts.strings_of,
        texts.judge_string,
    ),
    Part("yaml", "Fichiers YAML", "le dossier de yaml/yaml-test-suite", texts.yaml_of, texts.judge_yaml),
    Part(
        "agendas",
        "Agendas d’autres projets",
        "un dossier de fichiers .ics",
        agendas.calendars_of,
        agendas.judge_calendar,
    ),
    Part(
        "adresses",
        "Adresses du WHATWG",
        "urltestdata.json (web-platform-tests/wpt, dossier url/resources)",
        texts.addresses_of,
        texts.judge_address,
    ),
    Part(
        "catalogue",
        "Nos agendas, relus",
        "un catalogue dont on publie les agendas (par défaut celui des tests)",
        agendas.published_calendars,
        agendas.judge_ours,
    ),
)


def given_paths(arguments: argparse.Namespace) -> dict[str, Path]:
    """Return where each corpus is, of those that are given: by an option, or by its name in the folder `dossier`."""
    found = {}
    for part in PARTS:
        named: Path | None = getattr(arguments, part.option)
        if named is None and arguments.dossier:
            named = next((path for path in sorted(arguments.dossier.glob(f"{part.option}*"))), None)
        if named is None and part.option == "catalogue":
            named = EXEMPLE / "catalogue"
        if named is not None:
            found[part.option] = named
    return found


def run(paths: dict[str, Path], first: int | None = None) -> dict[str, Tally]:
    """Return what came of each corpus that is given, or of its first cases."""
    return {
        part.option: tally(islice(part.cases(paths[part.option]), first), part.judge)
        for part in PARTS
        if part.option in paths
    }


def table(found: dict[str, Tally]) -> str:
    """Return the table of all corpora, then how their cases held, the first failures, and what was not given."""
    width = max(len(part.title) for part in PARTS)
    lines = [f"{'':{width}}  essayés   tenus  échoués"]
    known = [(part, found[part.option]) for part in PARTS if part.option in found]
    for part, one in known:
        held = one.held.total()
        lines.append(f"{part.title:{width}}  {one.tried:7}  {held:6}  {len(one.failures):7}")
    for part, one in known:
        ways = [f"{count} {said}" for said, count in one.held.most_common()]
        lines += ["", f"{part.title} : {', '.join(ways) or 'rien n’a tenu'}."]
        lines += [f"  échec : {shorten(name)}\n    {shorten(why)}" for name, why in one.failures[:SHOWN]]
        if len(one.failures) > SHOWN:
            lines.append(f"  … et {len(one.failures) - SHOWN} autres échecs.")
    missing = [part for part in PARTS if part.option not in found]
    if missing:
        lines += ["", "Non donnés, donc non essayés :"]
        lines += [f"  --{part.option}=CHEMIN : {part.source}" for part in missing]
    return "\n".join(lines)


def shorten(text: str) -> str:
    """Return a text on one line, cut where it is long, with what cannot be shown as escapes."""
    shown = text if text.isprintable() else text.encode("unicode_escape").decode()
    return shown if len(shown) <= WIDTH else f"{shown[:WIDTH]}…"


def main(given: Sequence[str] | None = None) -> int:
    """Run the corpora that are given and print what came of them; return 1 if a case failed, or none was found."""
    parser = argparse.ArgumentParser(prog="make corpus", description="Essaie des corpus publics, pris sur le disque.")
    parser.add_argument("--dossier", type=Path, help="dossier où chaque corpus porte le nom de son option")
    parser.add_argument("--premiers", type=int, metavar="N", help="s’en tient aux N premiers cas de chaque corpus")
    for part in PARTS:
        parser.add_argument(f"--{part.option}", type=Path, metavar="CHEMIN", help=part.source)
    arguments = parser.parse_args(given)
    paths = given_paths(arguments)
    for path in filter(None, (arguments.dossier, *paths.values())):
        if not path.exists():
            parser.error(f"{path} n’existe pas")
    found = run(paths, arguments.premiers)
    print(table(found))
    empty = [option for option, one in found.items() if not one.tried]
    for option in empty:
        print(f"\nAucun cas n’a été trouvé dans {paths[option]} : vérifiez --{option}.")
    return int(bool(empty) or any(one.failures for one in found.values()))


if __name__ == "__main__":
    logging.disable()  # other readers tell all that they stumble upon
    sys.exit(main())
