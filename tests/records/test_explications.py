"""Each message of the check is explained, by examples that do what they say."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from prst.agendas.events import read_events
from prst.agendas.limits import IN_WORDS
from prst.building import Build
from prst.commands.ensemble import better
from prst.outputs import styles
from prst.records.copies import copy_of
from prst.records.explications import COURANTS, EXPLICATIONS, NAMES, SORTES, Explication, page_of
from prst.records.loading import load
from prst.records.model import MODELS, Couleurs
from prst.records.problems import MESSAGES, NOTE, Problem
from prst.written.checks import check
from tests.agendas.calendars import FOOT, HEAD
from tests.catalogues import REPOSITORY, create_catalogue
from tests.naming import naming
from tests.records.folders import LIVRABLE, MINIMAL, create_folder

TODAY = date(2026, 11, 27)
KNOWN = {
    "cible": "tpe-btp",
    "format": "guide",
    "theme": "chutes",
    "secteur": "batiment",
    "territoire": "01",
    "relais": "federation-btp",
    "groupe": "chutes-btp",
    "livrable": "guide-chutes",
    "structure": "service-btp",
}
"""What the names in braces of examples stand for here."""
MORE = {
    "relais/federation-btp.yml": "nom: Fédération du bâtiment\ntype: fédération\najoute_le: 2026-01-02\n",
    "groupes/chutes-btp.yml": "nom: Chutes\najoute_le: 2026-01-02\n",
    "structures/service-btp.yml": "nom: Service\ntype: service\ntelephone: 04 72 00 00 00\najoute_le: 2026-01-02\n",
    "cibles/tpe-btp.yml": "nom: Petites entreprises du bâtiment\najoute_le: 2026-01-02\n",
    "vocabulaires/territoires.yml": "region:\n  label: Région d’essai\n'01':\n  label: Ain\n'35':\n"
    "  label: Ille-et-Vilaine\n  region: Bretagne\n'69':\n  label: Rhône\n  region: Auvergne-Rhône-Alpes\n",
    "livrables/guide-chutes.yml": LIVRABLE.replace("Structure d’essai", "service-btp") + "ajoute_le: 2026-01-02\n",
    "site.yml": MINIMAL["site.yml"]
    .replace("Structure d’essai", "service-btp")
    .replace("Réseau d’essai", "service-btp"),
}
BASES = {
    "livrables": "titre: Poster du bruit\nresume: Prévenir le bruit.\ncibles: [tpe-btp]\nformat: affiche\n"
    "contact: {structure: service-btp}\najoute_le: 2026-01-02\n",
    "cibles": "nom: Artisans\najoute_le: 2026-01-02\n",
    "relais": "nom: Chambre\ntype: chambre\najoute_le: 2026-01-02\n",
    "groupes": "nom: Bruit\najoute_le: 2026-01-02\n",
    "evenements": "titre: Journée\ndebut: 2026-06-16\najoute_le: 2026-01-02\n",
    "structures": "nom: Atelier\ntype: association\ntelephone: 04 72 00 00 00\najoute_le: 2026-01-02\n",
    "retours": "titre: Un essai\nphases: [animer]\nsource: bilan du groupe\n",
    "enquetes": "titre: Bruit\ngenre: flash\nquestions: [{question: Qu’en pensez-vous ?}]\najoute_le: 2026-01-02\n",
    "diffusions": "date: 2026-05\nlivrable: guide-chutes\nrelais: federation-btp\ncanal: salon\n",
}
"""What an example leaves out of the record in which it stands."""
SHOWN = {code: one for code, one in EXPLICATIONS.items() if one.ou}


def test_each_message_is_explained_and_nothing_else() -> None:
    assert set(EXPLICATIONS) == set(MESSAGES)
    assert sum(map(len, SORTES.values())) == len(EXPLICATIONS)
    assert set(COURANTS) < set(EXPLICATIONS)


def test_an_explanation_says_what_happened_and_what_to_do() -> None:
    for code in EXPLICATIONS:
        with naming(code):
            one = EXPLICATIONS[code]
            assert re.fullmatch(r"[«A-ZÀÉ].*[.…]", one.sens), one.sens
            assert "'" not in one.sens
            assert one.faux != one.juste
            remedy = re.sub(r"\{\w+\}", "", MESSAGES[code][1])
            assert one.geste or re.search(r"\w", remedy), "the remedy is filled when it is told: say what to do"
            assert set(re.findall(r"\{(\w+)\}", one.faux + one.juste)) <= {*NAMES}
            if not one.ou:
                assert all(re.fullmatch(r"[«A-ZÀÉ].*[.…]", text) for text in (one.faux, one.juste))


def test_most_are_shown_by_what_may_be_written() -> None:
    """In words only where it takes a disk, git, the network or pages of text."""
    assert len(SHOWN) > 4 * len(EXPLICATIONS) / 5 - 10


def pieces(one: Explication, text: str) -> Iterator[tuple[str, str]]:
    """The files of an example: those that it names, or the one of which it is a piece."""
    parts = re.split(r"^# ((?:catalogue|docs)/.*)\n", text + "\n", flags=re.MULTILINE)
    if len(parts) > 1:
        yield from zip(parts[1::2], parts[2::2], strict=True)
    elif one.ou in MODELS:
        yield f"catalogue/{one.ou}/essai.yml", merged(BASES[one.ou], parts[0])
    else:
        yield one.ou if one.ou.startswith("docs/") else f"catalogue/{one.ou}", parts[0]


def merged(base: str, piece: str) -> str:
    """A file in which the keys of a piece take the place of its own."""
    keys = {found[1] for found in re.finditer(r"^([\w-]+) *:", piece, re.MULTILINE)}
    kept = re.findall(r"^([\w'-]+):(.*\n(?:[ -].*\n)*)", base, re.MULTILINE)
    return "".join(f"{key}:{rest}" for key, rest in kept if key not in keys) + piece


def find_codes(one: Explication, text: str, project: Path) -> list[Problem]:
    """What is told of a catalogue in which an example stands."""
    for name, identity in KNOWN.items():
        text = text.replace("{" + name + "}", identity)
    if one.ou.startswith("agendas/"):
        return told_of_calendar(text)
    files = dict(pieces(one, text))
    if styled := {name: text for name, text in files.items() if name.endswith(".css")}:
        return styles.joined(Couleurs(), styled)[1]
    if any(name.startswith("docs/") for name in files):
        return told_of_pages(files, project)
    folder = create_folder(project)
    folder.write_all(MORE.items())
    for name, content in files.items():
        inside = name.removeprefix("catalogue/")
        path = folder.root / inside
        whole = inside == "site.yml" or inside.startswith("vocabulaires/")
        folder.write(inside, merged(path.read_text("utf-8"), content) if whole else content)
    loaded = load(folder.root, folder.project / "docs", notes=True, today=TODAY)
    return [*loaded.problems, *better(loaded, folder.project)]


def told_of_calendar(text: str) -> list[Problem]:
    """What is told of a calendar that holds an event, or is what an example shows."""
    lines = text if text.startswith(("<", "{", "BEGIN:VCALENDAR")) else f"{HEAD}{text}\n{FOOT}"
    answer = read_events(lines.replace("\r", "").replace("\n", "\r\n").encode(), date(2026, 1, 1), date(2028, 1, 1))
    return list(copy_of("salons", "salons.ics", answer, None, IN_WORDS).notes)


def told_of_pages(files: Mapping[str, str], project: Path) -> list[Problem]:
    """What is told of a site of two pages, one of which an example shows."""
    config = "site_name: A\nnav:\n  - index.md\n  - ma-page.md\n"
    given = {"mkdocs.yml": config, "docs/index.md": "# Accueil\n", "docs/logo.png": "x", **files}
    for name, text in given.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text, encoding="utf-8")
    catalogue = create_catalogue(livrables={KNOWN["livrable"]: {}})
    return check(project, Build(catalogue, REPOSITORY / "overrides" / "fiches"))


@pytest.mark.parametrize("code", SHOWN)
def test_the_wrong_example_gives_the_message_and_the_right_one_none(code: str, tmp_path: Path) -> None:
    one = SHOWN[code]
    wrong = find_codes(one, one.faux, tmp_path / "faux")
    right = find_codes(one, one.juste, tmp_path / "juste")
    assert code in {problem.code for problem in wrong}
    assert [str(problem) for problem in right if problem.severity != NOTE or problem.code == code] == []


def test_the_page_of_a_message_is_named_by_its_code() -> None:
    assert page_of("diese", "https://organisme.fr/") == "https://organisme.fr/contribuer/messages/diese/"
