"""The schemas and the reader are one truth: what one accepts the other does, on values that nobody has written yet.

A value is written in a file as a person would; the reader takes its text, an editor types it as YAML 1.2 does and asks
the schema.
"""

import re
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from prst.records.model import (
    MODELS,
    Agenda,
    AutreDate,
    Contact,
    Couleurs,
    Enquete,
    Evenement,
    FicheAction,
    Fonction,
    Indicateur,
    Jalon,
    Modification,
    Mots,
    Partenaire,
    Plan,
    Relais,
    Resultat,
    Retour,
    Retrait,
    Site,
    Terme,
)
from prst.records.reading import read
from prst.records.reseau import Demande, Reseau
from prst.records.schemas import schema_of, schemas
from tests.records.editors import Editor, load_as_editors_do
from tests.records.folders import LIVRABLE, MINIMAL, Folder
from tests.records.spellings import FIELDS, VALUES, find_models, write

BEYOND = {
    "date_inexistante": "a 29 February that there is not",
    "recurrence": "the grammar of recurrence rules, but for how often",
    "url": "ports and brackets",
    "contraste": "arithmetic",
    "fuseau_inconnu": "the names of the time zone database",
    "indicateur_sans_unite": "told of the part that lacks it",
    "validation_sans_jour": "likewise",
    "jalon_incomplet": "likewise",
    "resultat_sans_chiffre": "likewise",
}
"""What the reader refuses and no schema can say, by code."""


def refused(model: type[BaseModel], name: str, source: str) -> set[str]:
    """The codes of what the reader finds wrong with a field, whatever the others say."""
    try:
        model.model_validate(read(source.encode()).value)
    except ValidationError as error:
        return {one["type"] for one in error.errors(include_url=False) if one["loc"][:1] == (name,)}
    return set()


@cache
def editor(model: type[BaseModel]) -> Any:
    """What asks the schema of a model."""
    return Editor(schema_of(model, ""))


def underlined(model: type[BaseModel], name: str, source: str) -> list[str]:
    """What an editor says of a field; that it is missing is said of the whole."""
    return [
        error.message
        for error in editor(model).iter_errors(load_as_editors_do(source))
        if list(error.absolute_path)[:1] == [name]
        or (list(error.absolute_schema_path) == ["required"] and error.message.startswith(f"'{name}' "))
    ]


def is_typed_otherwise(text: str) -> bool:
    """Whether an editor makes of a text something else, and no longer knows how it was written."""
    number = r"[-+]?(?:0[xo][0-9a-f]+|[0-9]*\.?[0-9]*(?:e[-+]?[0-9]+)?|\.inf|\.nan)"
    return bool(re.fullmatch(rf"{number}|true|false", text.strip(), re.IGNORECASE))


def is_nothing_to_editors(text: str) -> bool:
    """Whether a text stands for no value in YAML; to the reader it is a text like any other."""
    return text.strip() in ("~", "null", "Null", "NULL")


@pytest.mark.parametrize(("model", "name"), FIELDS.values(), ids=FIELDS.keys())
@settings(max_examples=60)
@given(text=VALUES, style=st.sampled_from(["plain", "plain", "quoted", "block"]))
def test_a_value_is_accepted_by_both_or_by_none(model: type[BaseModel], name: str, text: str, style: str) -> None:
    source = write(name, text, style, item="tuple" in str(model.model_fields[name].annotation))
    reading = read(source.encode())
    assume(not reading.faults and isinstance(reading.value, dict) and reading.value.keys() <= {name})
    assume(not (style == "plain" and is_nothing_to_editors(text)))
    codes = refused(model, name, source)
    if not codes:
        assert underlined(model, name, source) == []
    elif not codes <= BEYOND.keys() and not (style == "plain" and is_typed_otherwise(text)):
        assert underlined(model, name, source) != [], codes


ORDINARY = [
    ("livrables", "territoires: [42, 2A, 01, region]"),
    ("livrables", "contact: {structure: S, a_confirmer: Oui}"),
    ("livrables", "statut: publié"),
    ("livrables", "date: 2026"),
    ("livrables", "titre: 2026"),
    ("livrables", "promesse:"),
    ("livrables", "themes:"),
    ("cibles", "effectif: 1 200"),
    ("relais", "pratique: ciblée"),
    ("relais", "cibles: [{cible: tpe, portee: 1 200}]"),
    ("relais", "contact: {structure: S, telephone: 0472000000}"),
    ("groupes", "fiche_action: {numero: 9.3}"),
    ("groupes", "etat: Très actif"),
    ("diffusions", "bilan: mitigé"),
    ("diffusions", "bilan: A marché"),
    ("enquetes", "genre: Impact"),
    ("enquetes", "resultats: [{reponse: Oui, part: 40}]"),
    ("evenements", "recurrence: freq=yearly"),
]
"""Lines that people write, and that an editor used to underline."""


@pytest.mark.parametrize(("kind", "line"), ORDINARY)
def test_what_people_write_is_accepted_by_both(kind: str, line: str) -> None:
    name = line.partition(":")[0]
    source = f"autre: x\n{line}\n"
    assert refused(MODELS[kind], name, source) == set()
    assert underlined(MODELS[kind], name, source) == []


SHAPES = (":", ": []", ": {}", ": a", ":\n  -", ":\n  - []", ":\n  - {}", ":\n  a: b", ":\n  - a: b")


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("model", [*MODELS.values(), Site, Reseau])
def test_a_shape_is_accepted_by_both_or_by_none(model: type[BaseModel], shape: str) -> None:
    """A key without value is no key, where the model has it."""
    for name in {*model.model_fields, "inconnue"} - {"id"}:
        source = f"autre: x\n{name}{shape}\n"
        assert bool(underlined(model, name, source)) == bool(refused(model, name, source)), source


CONTACTS = (
    "{}", "{courriel: a@b.fr}", "{courriel: }", "{formulaire: https://a.fr}", "{telephone: 0472000000}", "{role: x}",
    "{a_confirmer: Oui}", "{a_confirmer: true}", "{a_confirmer: non}", "{a_confirmer: no}",
    "{nom: A, courriel: a@b.fr}", "{nom: A, courriel: a@b.fr, publication_consentie: 2026-01-01}",
    "{courriel: a@b.fr, publication_consentie: 2026-01-01}", "{courriel: a@b.fr, nom: , publication_consentie: }",
)  # fmt: skip
ENDS = ("{}", "{debut: 2026-02-01}", "{fin: 2026-02-01}", "{fin: }", "{debut: , fin: 2026-02-01}")


@pytest.mark.parametrize(
    ("model", "lines"),
    [(Contact, f"structure: S, {lines[1:]}") for lines in CONTACTS]
    + [(Modification, f"date: 2026-01-01, {lines[1:]}") for lines in ENDS],
)
def test_keys_that_need_each_other_do_so_for_both(model: type[BaseModel], lines: str) -> None:
    source = f"{{{lines}\n"
    codes = {code for name in model.model_fields for code in refused(model, name, source)}
    assert editor(model).is_valid(load_as_editors_do(source)) == (not codes)


TOGETHER: dict[type[BaseModel], dict[str, tuple[str, ...]]] = {
    Contact: {
        "structure": ("S",), "courriel": ("a@b.fr", ""), "nom": ("A",), "publication_consentie": ("2026-01-01",),
        "a_confirmer": ("oui", "non"),
    },
    Fonction: {"role": ("R",), "nom": ("A", ""), "publication_consentie": ("2026-01-01", "")},
    FicheAction: {"valide_par": ("A", ""), "cadre_valide_le": ("2026-01-01", "")},
    Indicateur: {"nom": ("A",), "unite": ("jours", ""), "attendu": ("12", "")},
    Jalon: {
        "date": ("2026",), "intitule": ("A",), "nouvelle_date": ("2026-03", ""), "fait_le": ("2026", ""),
        "raison": ("R",), "etat": ("prévu", "Fait", "decale", "abandonné", ""),
    },
    Resultat: {
        "reponse": ("A",), "nombre": ("12", "0", ""), "part": ("40", "40,5", "100", "101", "-1", "'100,0'", "-0", ""),
        "question": ("1", ""),
    },
    Enquete: {
        "titre": ("A",), "genre": ("flash",), "questions": ("[{question: Q}]",),
        "resultats": ("[]", "[{reponse: A, nombre: 1}]", "[{reponse: A, nombre: 1, question: 0}]", ""),
        "reponses": ("12", "0", "''", "'0 '"),
    },
    Relais: {"nom": ("A",), "type": ("B",), "sollicite": ("oui", "non", ""), "repondu": ("oui", "non", "")},
    AutreDate: {"debut": ("2026", "2026-03", "2026-03-01", "2026-03-01T08:30"),
                "fin": ("2027", "2026-04", "2026-04-01", "2026-04-01 09:30", "")},
    Modification: {"date": ("2026-03-01",), "debut": ("2026-03-01", "2026-03-01T08:30", ""),
                   "fin": ("2026-04", "2026-04-01", "2026-04-01 09:30", "")},
    Evenement: {
        "titre": ("A",), "debut": ("2026", "2026-03", "2026-03-01", "2026-03-01T08:30"),
        "fin": ("2027", "2026-04-01", "2026-04-01T09:30", ""), "recurrence": ("FREQ=YEARLY", ""),
        "saison": ("03-01/04-02", ""), "modifications": ("[{date: 2026-03-01, lieu: L}]", "[]", ""),
    },
    Retour: {"titre": ("A",), "phases": ("[animer]",), "source": ("S",), "a_marche": ("A", ""),
             "n_a_pas_marche": ("B", "")},
    Agenda: {"nom": ("A",), "url": ("http://a.fr/b.ics", "HTTPS://a.fr/b.ics", "")},
    Partenaire: {"nom": ("A",), "url": ("http://a.fr/b.json", "https://a.fr/b.json")},
}  # fmt: skip
"""Values of the keys of a part that its validators compare."""
ARITHMETIC = frozenset(
    {
        "fin_avant_debut", "saison_ailleurs", "recurrence_jamais", "recurrence_trop_frequente", "modification_double",
        "modification_ailleurs", "resultats_au_dela", "parts_au_dela", "reponses_au_dela", "reponse_double",
        "plan_a_l_envers", "contraste",
    }
)  # fmt: skip
"""What the reader counts or compares, and no schema can say."""


@pytest.mark.parametrize("model", TOGETHER)
@settings(max_examples=50)
@given(data=st.data())
def test_keys_that_are_compared_are_accepted_by_both_or_by_none(model: type[BaseModel], data: st.DataObject) -> None:
    pairs = {
        key: data.draw(st.sampled_from(values if model.model_fields[key].is_required() else (*values, None)))
        for key, values in TOGETHER[model].items()
    }
    source = "".join(f"{key}: {value}\n" for key, value in pairs.items() if value is not None) or "{}\n"
    names = [name for name in model.model_fields if name != "id"]
    codes = {code for name in names for code in refused(model, name, source)}
    if not codes <= ARITHMETIC or not codes:
        assert editor(model).is_valid(load_as_editors_do(source)) == (not codes), (source, codes)


def test_every_part_of_which_keys_are_compared_is_tried() -> None:
    compared = {
        model
        for model in find_models(*MODELS.values(), Site, Terme, Retrait, Agenda, Partenaire, Reseau)
        for rule in model.__pydantic_decorators__.field_validators.values()
        if rule.cls_var_name != "_modified_after_added"  # arithmetic
    }
    assert compared - TOGETHER.keys() == {Couleurs, Mots, Plan, Site, Demande}, "arithmetic, or tried below"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("livrables/a.yml", LIVRABLE + "themes: [bruit, bruit]\n"),
        ("relais/a.yml", "nom: A\ntype: B\nleviers: [lettre, lettre]\n"),
        ("retours/a.yml", "titre: A\nphases: [animer, animer]\na_marche: B\nsource: C\n"),
        ("groupes/a.yml", "nom: A\ncontributeurs: [S, S]\n"),
        ("groupes/a.yml", "nom: A\npilotes: [{structure: S, competences: [a, a]}]\n"),
        ("site.yml", MINIMAL["site.yml"] + "departements: ['01', '01']\n"),
        ("site.yml", MINIMAL["site.yml"] + "sections: [agenda, agenda]\n"),
        ("site.yml", MINIMAL["site.yml"] + "bureau: oui\n"),
    ],
)
def test_what_stands_twice_or_alone_is_refused_by_both(name: str, content: str, folder: Folder) -> None:
    folder.write("vocabulaires/competences.yml", "a:\n  label: A\n")
    folder.write(name, content)
    assert {"doublon", "bureau_sans_depot"} & set(folder.codes(name))
    model = Site if name == "site.yml" else MODELS[name.partition("/")[0]]
    assert not editor(model).is_valid(load_as_editors_do(content))
    once = content.replace("bruit, bruit", "bruit").replace("bureau: oui", "bureau: non")
    once = re.sub(r"\[('?\w+'?), \1\]", r"[\1]", once)
    assert editor(model).is_valid(load_as_editors_do(once))


MAPPINGS = (
    ("vocabulaires/territoires.yml", "a: {label: A}"),
    ("vocabulaires/territoires.yml", "2A: {label: Corse-du-Sud}"),
    ("vocabulaires/territoires.yml", "a:"),
    ("vocabulaires/territoires.yml", "A b:"),
    ("vocabulaires/territoires.yml", "A b: {label: A}"),
    ("vocabulaires/territoires.yml", "a: A"),
    ("vocabulaires/territoires.yml", "a: {}"),
    ("vocabulaires/territoires.yml", "# vide"),
    ("retraits.yml", "# vide"),
    ("retraits.yml", "livrables/a: {titre: A, le: 2026-01-01, motif: x}"),
    ("retraits.yml", "diffusions/a: {titre: A, le: 2026-01-01, motif: x}"),
    ("retraits.yml", "a: {titre: A, le: 2026-01-01, motif: x}"),
    ("agendas.yml", "a: {nom: A}"),
    ("agendas.yml", "A b: {nom: A}"),
)


@pytest.mark.parametrize(("name", "source"), MAPPINGS)
def test_keys_of_a_mapping_are_accepted_by_both_or_by_none(name: str, source: str, folder: Folder) -> None:
    folder.write(name, source)
    schema = "vocabulaire" if "/" in name else name.removesuffix(".yml")
    accepted = Editor(schemas()[f"{schema}.schema.json"]).is_valid(load_as_editors_do(source))
    assert accepted == (folder.codes(name) == [])
