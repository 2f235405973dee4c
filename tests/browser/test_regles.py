"""The rules in a browser: what a form says of a record is what `prst verifier` says of its file, word for word."""

import json
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from playwright.sync_api import Page

from prst.outputs.pages.formulaire import Formulaires
from prst.records.loading import load
from prst.records.model import MODELS, Plan
from prst.records.problems import describe, field_name
from prst.records.regles import table_of
from prst.records.schemas import SINGULAR, schemas
from tests.catalogues import create_catalogue, create_pages, write_catalogue, write_mapping
from tests.saisies import KNOWN, saisies

PLAN = {"nom": "PRST 4", "debut": "2021", "fin": "2025"}
TODAY = date(2026, 11, 27)
SCRIPT = """async ({tables, records, known, today}) => {
  const { problemsOf } = await import("./formulaire/regles.js");
  const context = { today, known: (target, id) => known[target] === id };
  return records.map(([kind, values]) => problemsOf(tables[kind], values, context));
}"""
Said = set[tuple[str, str]]
"""What is wrong with a record: each field, and what is said of it."""

CORPUS = list(saisies())
BETWEEN_RECORDS = {"diffusion_double", "synonyme_double"}
"""What several records of the corpus say together."""


def said(message: str, remedy: str) -> str:
    """What is said of a field; of an id that is unknown the check says more, for it knows all others."""
    before, unknown, _choices = message.partition(" est inconnue")
    return before + unknown if unknown else f"{message} {remedy}".strip()


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> list[Said | None]:
    """What the check says of each record of the corpus, each in a file of its own; None of what it reads otherwise.

    A form writes each key by its name: how else people spell keys is known where files are read.
    """
    folder = tmp_path_factory.mktemp("saisies") / "catalogue"
    known: dict[str, dict[str, Any]] = {kind: {identity: {}} for kind, identity in KNOWN.items()}
    write_catalogue(folder, {"plans": [PLAN]}, **known)
    for number, (kind, values) in enumerate(CORPUS):
        write_mapping(folder / kind / f"saisie-{number}.yml", values)
    found: dict[str, Said] = defaultdict(set)
    mended: set[str] = set()
    for problem in load(folder, today=TODAY).problems:
        if problem.code.startswith("lu_") or problem.code == "cle_autrement":
            mended.add(Path(problem.file).stem)
        elif problem.code not in BETWEEN_RECORDS:
            found[Path(problem.file).stem].add((problem.field, said(problem.message, problem.remedy)))
    return [found[name] if (name := f"saisie-{number}") not in mended else None for number in range(len(CORPUS))]


@pytest.fixture(scope="module")
def typed(browser: Any, modules: str) -> list[Said]:
    """What the rules say of each record of the corpus, in a browser."""
    page: Page = browser.new_page()
    page.goto(f"{modules}/page.html")
    tables = {kind: table_of(kind, in_a_form=False, plans=[Plan.model_validate(PLAN)]) for kind in MODELS}
    given = {"tables": tables, "records": CORPUS, "known": KNOWN, "today": TODAY.isoformat()}
    found = page.evaluate(SCRIPT, given)
    page.close()
    return [{(field_name(one["path"]), said(one["message"], one["remede"])) for one in row} for row in found]


@pytest.mark.parametrize("kind", MODELS)
def test_a_form_says_what_the_check_says(kind: str, checked: list[Said | None], typed: list[Said]) -> None:
    differ = [
        (values, sorted(theirs - ours), sorted(ours - theirs))
        for (of, values), theirs, ours in zip(CORPUS, checked, typed, strict=True)
        if of == kind and theirs is not None and theirs != ours
    ]
    assert differ == []


@pytest.mark.parametrize("kind", MODELS)
def test_what_the_schema_refuses_the_rules_refuse_too(kind: str, typed: list[Said]) -> None:
    """An oracle that knows nothing of our code: a validator of JSON Schema, over the schemas that editors are given."""
    schema = Draft202012Validator(schemas()[f"{SINGULAR[kind]}.schema.json"])
    accepted = [values for (of, values), wrong in zip(CORPUS, typed, strict=True) if of == kind and not wrong]
    assert [values for values in accepted if not schema.is_valid(values)] == []
    assert len(accepted) > 1


ADDRESSES = {
    "www.cma-ara.fr": "https://www.cma-ara.fr",
    "cma-ara.fr/contact": "https://cma-ara.fr/contact",
    "CMA-ara.fr?page=1": "https://CMA-ara.fr?page=1",
    "www.site.travail/#haut": "https://www.site.travail/#haut",
    "travail-emploi.gouv.fr": "https://travail-emploi.gouv.fr",
    "la-reunion.re/guide.pdf": "https://la-reunion.re/guide.pdf",
    "webcal://cma-ara.fr/agenda.ics": "https://cma-ara.fr/agenda.ics",
    "https:/cma-ara.fr": "https://cma-ara.fr",
    "https//cma-ara.fr": "https://cma-ara.fr",
    "[le site](https://cma-ara.fr/)": "https://cma-ara.fr/",
    "<https://cma-ara.fr/>": "https://cma-ara.fr/",
    "guide.pdf": "",
    "exemple": "",
    "cma-ara": "",
    "voir cma-ara.fr": "",
    "a@cma-ara.fr:80": "",
    "javascript:alert(1)//cma-ara.fr": "",
}
"""What is typed as an address, and what it can only be; '' where it stays as it is, and is told."""


def test_an_address_without_its_beginning_is_read_alike(tmp_path: Path, page: Page, modules: str) -> None:
    write_catalogue(tmp_path, relais={f"r{rank}": {"url": typed} for rank, typed in enumerate(ADDRESSES)})
    loaded = load(tmp_path, today=TODAY)
    fields = {(Path(one.file).stem, one.code): one.message for one in loaded.problems if one.field == "url"}
    for rank, (typed, meant) in enumerate(ADDRESSES.items()):
        told = fields.get((f"r{rank}", "lu_valeur"), "")
        assert (f"« {meant} »" in told.replace("\u00a0", " ")) if meant else not told, typed
        assert (f"r{rank}", "url") not in fields if meant else (f"r{rank}", "url") in fields, typed
    page.goto(f"{modules}/page.html")
    script = "async (texts) => texts.map((await import('./formulaire/textes.js')).addressOf)"
    assert page.evaluate(script, list(ADDRESSES)) == [meant or typed for typed, meant in ADDRESSES.items()]


MAILBOXES = {
    "Prévention <prevention@cma-ara.fr>": "prevention@cma-ara.fr",
    '"Service prévention" <prevention@cma-ara.fr>;': "prevention@cma-ara.fr",
    "<prevention@cma-ara.fr>": "prevention@cma-ara.fr",
    "mailto:prevention@cma-ara.fr": "prevention@cma-ara.fr",
    "prevention@cma-ara.fr,": "prevention@cma-ara.fr",
    "prevention@cma-ara.fr": "",
    "a@cma-ara.fr, b@cma-ara.fr": "",
    "A <a@cma-ara.fr>; B <b@cma-ara.fr>": "",
    "prévention": "",
}
"""What mail programs copy, and the one mailbox that it is; '' where it stays as it is."""


def test_a_mailbox_that_a_mail_program_copied_is_read_alike(tmp_path: Path, page: Page, modules: str) -> None:
    write_catalogue(
        tmp_path,
        structures={f"s{rank}": {"type": "service", "courriel": typed} for rank, typed in enumerate(MAILBOXES)},
    )
    loaded = load(tmp_path, today=TODAY)
    fields = {(Path(one.file).stem, one.code): one.message for one in loaded.problems if one.field == "courriel"}
    for rank, meant in enumerate(MAILBOXES.values()):
        assert (f"« {meant} »" in fields.get((f"s{rank}", "lu_valeur"), "").replace("\u00a0", " ")) is bool(meant)
    page.goto(f"{modules}/page.html")
    script = "async (texts) => texts.map((await import('./formulaire/textes.js')).mailboxOf)"
    assert page.evaluate(script, list(MAILBOXES)) == [meant or typed for typed, meant in MAILBOXES.items()]


PHONES = {
    "Tél. : 04 72 00 00 00": "04 72 00 00 00",
    "téléphone 04.72.00.00.00": "04 72 00 00 00",
    "04-72-00-00-00": "04 72 00 00 00",
    "04 72 00 00 00 (standard)": "04 72 00 00 00",
    "+33 (0)4 72 00 00 00": "+33 4 72 00 00 00",
    "472000000": "0472000000",
    "4 72 00 00 00": "04 72 00 00 00",
    "04.72.00.00.00": "",
    "3939": "",
    "04 72 00 00 00 (poste 12)": "",
    "04 72 00 00 00 / 04 72 00 00 01": "",
    "le standard": "",
}
"""What stands with a number, and the number; '' where it stays as it is."""


def test_a_number_with_words_beside_it_is_read_alike(tmp_path: Path, page: Page, modules: str) -> None:
    write_catalogue(
        tmp_path,
        structures={f"s{rank}": {"type": "service", "telephone": typed} for rank, typed in enumerate(PHONES)},
    )
    loaded = load(tmp_path, today=TODAY)
    fields = {(Path(one.file).stem, one.code): one.message for one in loaded.problems if one.field == "telephone"}
    for rank, (typed, meant) in enumerate(PHONES.items()):
        told = fields.get((f"s{rank}", "lu_valeur"), "").replace("\u00a0", " ")
        assert (f"« {meant} »" in told) is bool(meant), (typed, told)
    page.goto(f"{modules}/page.html")
    script = "async (texts) => texts.map((await import('./formulaire/textes.js')).phoneOf)"
    assert page.evaluate(script, list(PHONES)) == [meant or typed for typed, meant in PHONES.items()]


BESIDE: dict[str, dict[str, dict[str, Any]]] = {
    "structures": {
        "dreets-ara": {"nom": "DREETS Auvergne-Rhône-Alpes", "sigle": "DREETS"},
        "direccte-ara": {"nom": "Direccte d’Auvergne-Rhône-Alpes", "remplacee_par": "dreets-ara"},
        "carsat": {"nom": "Carsat", "anciens_ids": ["cram"]},
    },
    "cibles": {
        "garages": {"nom": "Garages", "synonymes": ["mécanos", "ateliers"], "anciens_ids": ["garagistes"]},
        "tpe": {"nom": "Très petites entreprises", "synonymes": ["artisans"]},
    },
    "groupes": {"ancien": {"anciens_ids": ["plus-ancien"]}},
    "retraits": {"cibles/retiree": {}},
}
"""What other records say."""
OWN: list[tuple[str, dict[str, Any]]] = [
    ("groupes", {"contributeurs": ["dreets-ara", "Direccte d’Auvergne-Rhône-Alpes", "dreets", "Carsat", "Une autre"]}),
    ("groupes", {"contributeurs": ["une Autre", "Une  autre", "carsat", "CARSAT"]}),
    ("groupes", {"pilotes": [{"structure": "direccte-ara"}, {"structure": "DREETS", "role": "Pilote"}]}),
    ("groupes", {"pilotes": [{"structure": "carsat"}, {"structure": "Carsat", "role": "copilote"}]}),
    ("groupes", {"contributeurs": ["constructor", "toString", "constructor"]}),
    ("groupes", {"anciens_ids": ["ancien", "libre", "plus-ancien"]}),
    ("cibles", {"synonymes": ["Mecanos", "GARAGES", "très petites entreprises", "libre", "constructor"]}),
    ("cibles", {"synonymes": ["saisie-7"], "anciens_ids": ["garages", "garagistes", "retiree", "saisie-7"]}),
]
"""Records beside them, each in a file of its own, `saisie-N`."""
SCRIPT_BESIDE = """async ({tables, records, taken, today}) => {
  const { besides, problemsOf } = await import("./formulaire/regles.js");
  return records.map(([kind, values], rank) => {
    const context = { today, known: () => true, ...besides(taken[kind], `saisie-${rank}`) };
    return problemsOf(tables[kind], values, context);
  });
}"""


def test_a_form_knows_what_other_records_have(tmp_path: Path, page: Page, modules: str) -> None:
    """Structures by all their names, former ids, synonyms: of what is published, it says what the check says."""
    taken = {
        output.path.rpartition("/")[2].removesuffix(".json"): json.loads(output.content)
        for output in Formulaires(create_pages(create_catalogue(**BESIDE))).outputs()
        if "/pris/" in output.path
    }
    records = [(kind, {"nom": f"Saisie {rank}", **fields}) for rank, (kind, fields) in enumerate(OWN)]
    folder = write_catalogue(tmp_path / "catalogue", **BESIDE)
    for rank, (kind, values) in enumerate(records):
        write_mapping(folder / kind / f"saisie-{rank}.yml", values)
    expected: dict[str, Said] = defaultdict(set)
    for problem in load(folder, today=TODAY).errors:
        if Path(problem.file).name == "retraits.yml":  # the form tells it where it can be mended
            both = describe("ancien_id_pris", value="retiree", autre="retraits.yml")
            expected["saisie-7"].add(("anciens_ids[3]", " ".join(both)))
        else:
            expected[Path(problem.file).stem].add((problem.field, said(problem.message, problem.remedy)))
    page.goto(f"{modules}/page.html")
    given = {
        "tables": {kind: table_of(kind, in_a_form=False) for kind in ("groupes", "cibles")},
        "records": records,
        "taken": taken,
        "today": TODAY.isoformat(),
    }
    for rank, row in enumerate(page.evaluate(SCRIPT_BESIDE, given)):
        assert {(field_name(one["path"]), said(one["message"], one["remede"])) for one in row} == expected[
            f"saisie-{rank}"
        ], OWN[rank]
    assert sum(map(len, expected.values())) >= 12
