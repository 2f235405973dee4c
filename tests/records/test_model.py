"""Records: the rules between their fields, and what every field owes its readers."""

import types
import typing
from collections.abc import Callable, Iterator
from typing import Any, get_args, get_origin

import pytest
from annotated_types import MaxLen
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from prst.records.liens import Liens, LienSuivi
from prst.records.model import (
    MODELS,
    VOCABULARIES,
    Agenda,
    Cible,
    Contact,
    Couleurs,
    Evenement,
    FicheAction,
    Fichier,
    Fonction,
    Groupe,
    Livrable,
    Mots,
    Part,
    Relais,
    Retrait,
    Site,
    Terme,
)
from prst.records.types import choix_of
from tests.naming import naming

CONTACT = {"structure": "Structure d’essai", "courriel": "prevention@organisme-essai.fr"}
LIVRABLE = {
    "id": "guide",
    "titre": "Guide",
    "resume": "Un guide.",
    "cibles": ["tpe"],
    "format": "guide",
    "contact": CONTACT,
}


def parts(model: type[Part] = Part) -> Iterator[type[Part]]:
    """Every class of the model, `Part` apart."""
    for inner in model.__subclasses__():
        yield inner
        yield from parts(inner)


each_part = pytest.mark.parametrize("model", list(parts()), ids=lambda model: model.__name__)


def each_field(rule: Callable[[type[Part], str, FieldInfo], None]) -> Callable[[type[Part]], None]:
    """A test for each class, of all its fields."""

    @each_part
    def test(model: type[Part]) -> None:
        for name, info in model.model_fields.items():
            with naming(name):
                rule(model, name, info)

    return test


def words_of(annotation: Any) -> tuple[str, ...]:
    """The words of the Literal that an annotation holds; () for none."""
    if get_origin(annotation) is typing.Literal:
        return get_args(annotation)
    return next(filter(None, map(words_of, get_args(annotation))), ())


@each_field
def test_each_choice_has_a_label(model: type[Part], name: str, info: FieldInfo) -> None:
    choix = choix_of(info.annotation, info.metadata)
    assert tuple(choix.libelles if choix else ()) == words_of(info.annotation)
    for libelle in choix.libelles.values() if choix else ():
        assert libelle.nom[:1].isupper()
        assert not libelle.phrase or libelle.phrase.endswith(".")


def test_a_record_says_what_its_choice_is_called() -> None:
    fiche = Groupe.model_validate({"id": "g", "nom": "Groupe", "etat": "Très actif"})
    assert fiche.choix("etat").nom == "Très actif"
    for name in ("etat", "nom"):  # no choice was made, and none is to be made
        with pytest.raises(KeyError):
            Groupe.model_validate({"id": "g", "nom": "Groupe"}).choix(name)


def refusals(model: type[BaseModel], **fields: Any) -> list[tuple[str, str]]:
    """Field and code of each thing that a model refuses."""
    try:
        model.model_validate(fields)
    except ValidationError as error:
        return [(".".join(map(str, found["loc"])), found["type"]) for found in error.errors()]
    return []


# Every part


@each_part
def test_unknown_keys_are_refused(model: type[Part]) -> None:
    assert ("inventee", "extra_forbidden") in refusals(model, inventee="x")


@each_part
def test_nothing_changes_once_read(model: type[Part]) -> None:
    part = model.model_construct()
    with pytest.raises(ValidationError, match="frozen"):
        setattr(part, next(iter(model.model_fields)), "autre")


@each_field
def test_a_field_has_a_title_and_an_explanation_in_french(model: type[Part], name: str, info: FieldInfo) -> None:
    assert info.title
    assert info.title[0].isupper()
    assert info.description
    assert info.description[0].isupper() or info.description[0] == "«"
    assert info.description[-1] in ".…"
    assert not {"'", "  "} & {*info.description, *info.title}  # French apostrophes are curved


@each_field
def test_a_field_has_one_type(model: type[Part], name: str, info: FieldInfo) -> None:
    # A union would try each of its types, and a message would speak of all of them.
    def check(annotation: Any) -> None:
        if get_origin(annotation) in (typing.Union, types.UnionType):
            assert len([inner for inner in get_args(annotation) if inner is not type(None)]) == 1
        for inner in get_args(annotation):
            check(inner)

    check(info.annotation)


@each_field
def test_no_field_takes_an_endless_text(model: type[Part], name: str, info: FieldInfo) -> None:
    tried = ["a" * 25_000, "1" * 25_000, "https://structure.fr/" + "a" * 25_000, "a@" + "a." * 12_000 + "fr"]
    for text in [*tried, "a/" * 12_000 + "a"]:
        for value in (text, [text]):
            assert name in [place.split(".")[0] for place, _code in refusals(model, **{name: value})]


@each_field
def test_a_list_has_a_largest_length(model: type[Part], name: str, info: FieldInfo) -> None:
    if get_origin(info.annotation) is tuple:
        largest = next(one.max_length for one in info.metadata if isinstance(one, MaxLen))
        if model in (Liens, LienSuivi):  # a program writes them
            assert largest <= 100_000
            return
        assert largest == 200
        samples: list[Any] = [
            "a",
            "2026-01-01",
            {"libelle": "a", "url": "https://a.fr"},
            {"libelle": "a", "chemin": "a"},
        ]
        samples += [
            {"cible": "a"},
            {"type": "a"},
            {"structure": "a"},
            {"date": "2026", "intitule": "a"},
            {"nom": "a"},
            {"intitule": "a"},
        ]
        samples += [{"indicateur": "a", "le": "2026", "valeur": "1"}, {"le": "2026-01-01", "objet": "a"}]
        samples += [{"nom": "a", "debut": "2021", "fin": "2025"}, {"nom": "a", "usage": "b"}]
        samples += [{"date": "2026-01-01"}, {"debut": "2026"}, *words_of(info.annotation)]
        samples += [{"id": "a", "nom": "a"}, {"appui": "a", "objet": "a"}]
        samples += [{"role": "a"}, {"date": "2026-01-01"}, {"debut": "2026"}, *words_of(info.annotation)]
        samples += [{"question": "a"}, {"reponse": "a", "nombre": "1"}]
        codes = [code for item in samples for _, code in refusals(model, **{name: [item] * 201}) if code == "too_long"]
        assert set(codes) == {"too_long"}


def test_folders_hold_one_kind_each() -> None:
    assert list(MODELS) == [
        "livrables",
        "cibles",
        "relais",
        "groupes",
        "evenements",
        "diffusions",
        "enquetes",
        "structures",
        "retours",
    ]
    assert [model.kind for model in MODELS.values()] == list(MODELS)
    assert VOCABULARIES == ("formats", "themes", "secteurs", "territoires", "competences")


@pytest.mark.parametrize(
    ("model", "required"),
    [
        ("livrables", {"titre", "resume", "cibles", "format", "contact"}),
        ("cibles", {"nom"}),
        ("relais", {"nom", "type"}),
        ("groupes", {"nom"}),
        ("evenements", {"titre", "debut"}),
        ("diffusions", {"date", "livrable", "relais", "canal"}),
        ("retours", {"titre", "phases", "source"}),
        ("enquetes", {"titre", "genre", "questions"}),
    ],
)
def test_few_keys_are_required(model: str, required: set[str]) -> None:
    assert {place for place, code in refusals(MODELS[model], id="x") if code == "missing"} == required


def test_a_record_is_named_by_its_title_or_its_name() -> None:
    assert Livrable.model_validate(LIVRABLE).intitule == "Guide"
    assert Cible(id="tpe", nom="Petites entreprises").intitule == "Petites entreprises"
    assert Terme(id="guide", label="Guide pratique").intitule == "Guide pratique"
    assert MODELS["diffusions"].model_construct(id="lettre").intitule == "lettre"


# Contacts

WAY = {"courriel": "prevention@organisme-essai.fr"}
NAME = {"nom": "Une personne"}
CONSENT = {"publication_consentie": "2026-01-31"}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (WAY, []),
        ({"formulaire": "https://structure.fr/contact"}, []),
        ({"telephone": "04 72 00 00 00"}, []),
        ({"a_confirmer": "oui"}, []),
        ({"a_confirmer": "oui", **WAY}, []),
        ({}, [("a_confirmer", "contact_muet")]),
        ({"a_confirmer": "non"}, [("a_confirmer", "contact_muet")]),
        ({"role": "Prévention", "suppleant": "Accueil"}, [("a_confirmer", "contact_muet")]),
        ({**WAY, **NAME, **CONSENT}, []),
        ({**WAY, **NAME}, [("a_confirmer", "nom_sans_consentement")]),
        ({"a_confirmer": "oui", **NAME}, [("a_confirmer", "nom_sans_consentement")]),
        ({**WAY, **CONSENT}, [("publication_consentie", "consentement_sans_nom")]),
        # a field that is wrong is told once, and not again as though it were not there
        ({"courriel": "prevention"}, [("courriel", "courriel")]),
        ({**WAY, **NAME, "publication_consentie": "hier"}, [("publication_consentie", "date")]),
        ({**WAY, **CONSENT, "nom": ["Une", "personne"]}, [("nom", "string_type")]),
        ({"a_confirmer": "peut-être"}, [("a_confirmer", "oui_non")]),
        # and hides nothing else
        ({**NAME, "courriel": "prevention"}, [("courriel", "courriel"), ("a_confirmer", "nom_sans_consentement")]),
    ],
)
def test_a_contact_can_be_reached_and_a_person_has_consented(
    fields: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert refusals(Contact, structure="Structure d’essai", **fields) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({**NAME, **CONSENT}, []),
        (NAME, [("publication_consentie", "nom_sans_consentement")]),
        (CONSENT, [("publication_consentie", "consentement_sans_nom")]),
        ({**NAME, "publication_consentie": "hier"}, [("publication_consentie", "date")]),
        ({**CONSENT, "nom": ["Une", "personne"]}, [("nom", "string_type")]),
        ({**NAME, "courriel": "x"}, [("courriel", "courriel"), ("publication_consentie", "nom_sans_consentement")]),
    ],
)
def test_the_function_of_a_structure_names_nobody_without_consent(
    fields: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert refusals(Fonction, role="Chargée de prévention", **fields) == expected


def test_a_function_is_the_contact_of_its_structure() -> None:
    fonction = Fonction.model_validate({"role": "Prévention", **WAY, **NAME, **CONSENT})
    contact = Contact.model_validate({"structure": "carsat", "role": "Prévention", **WAY, **NAME, **CONSENT})
    assert fonction.contact("carsat") == contact


def test_a_contact_is_a_structure_first() -> None:
    assert refusals(Contact, **WAY) == [("structure", "missing")]
    assert refusals(Contact) == [("structure", "missing"), ("a_confirmer", "contact_muet")]


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Livrable, LIVRABLE),
        (Relais, {"id": "r", "nom": "R", "type": "t"}),
        (Evenement, {"id": "e", "titre": "E", "debut": "2026"}),
        (Site, {"region": "R", "nom": "N", "adresse": "https://a.fr", "editeur": {"nom": "E"}}),
    ],
)
def test_the_contact_of_every_record_follows_the_rules(model: type[BaseModel], fields: dict[str, Any]) -> None:
    named = {"structure": "Structure d’essai", **WAY, **NAME}
    assert refusals(model, **{**fields, "contact": named}) == [("contact.a_confirmer", "nom_sans_consentement")]
    assert refusals(model, **{**fields, "contact": {**named, **CONSENT}}) == []


# Rules between fields


@pytest.mark.parametrize(
    ("debut", "fin", "code"),
    [
        ("2026-06-16", "2026-06-16", ""),
        ("2026-06-16", "2026-06-20", ""),
        ("2026-06-16T09:00", "2026-06-16T17:00", ""),
        ("2026-06-16T09:00", "2026-06-17T08:00", ""),
        ("2026-06", "2026-07", ""),
        ("2026", "2026", ""),
        ("2026-06-16", "2026-06-15", "fin_avant_debut"),
        ("2026-06-16T09:00", "2026-06-16T08:59", "fin_avant_debut"),
        ("2026-06", "2026-05", "fin_avant_debut"),
        ("2026-06-16", "2026-06-16T17:00", "fin_autre_precision"),
        ("2026-06-16T09:00", "2026-06-16", "fin_autre_precision"),
        ("2026-06", "2026-06-20", "fin_autre_precision"),
    ],
)
def test_an_event_ends_after_its_start(debut: str, fin: str, code: str) -> None:
    found = refusals(Evenement, id="salon", titre="Salon", debut=debut, fin=fin)
    assert found == ([("fin", code)] if code else [])


@pytest.mark.parametrize(("debut", "code"), [("2026-06-16", ""), ("2026-06", "recurrence_sans_jour")])
def test_an_event_recurs_from_a_day(debut: str, code: str) -> None:
    found = refusals(Evenement, id="salon", titre="Salon", debut=debut, recurrence="FREQ=YEARLY")
    assert found == ([("recurrence", code)] if code else [])


@pytest.mark.parametrize(
    ("debut", "saison", "more", "code"),
    [
        ("2026-06-01", "06-01/09-15", {}, ""),
        ("2026-11-01", "11-01/03-31", {}, ""),
        ("2026-06-01", "06-01/06-01", {}, ""),
        ("2026-06-02", "06-01/09-15", {}, "saison_ailleurs"),
        ("2026-06", "06-01/09-15", {}, "saison_ailleurs"),
        ("2026-06-01T10:00", "06-01/09-15", {}, "saison_ailleurs"),
        ("2026-06-01", "06-01/09-15", {"fin": "2026-09-15"}, "saison_et_dates"),
        ("2026-06-01", "06-01/09-15", {"recurrence": "FREQ=YEARLY"}, "saison_et_dates"),
        ("2026-06-01", "06-01", {}, "saison"),
        ("2026-06-01", "06-01/06-31", {}, "saison"),
        ("2026-06-01", "06-01/02-29", {}, "saison"),
        ("2026-06-01", "2026-06-01/2026-09-15", {}, "saison"),
    ],
)
def test_a_season_begins_on_its_first_day_and_needs_no_end(
    debut: str, saison: str, more: dict[str, str], code: str
) -> None:
    found = refusals(Evenement, id="ete", titre="Été", debut=debut, saison=saison, **more)
    assert found == ([("saison", code)] if code else [])


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_a_record_is_modified_after_it_was_added(model: type[BaseModel]) -> None:
    later = refusals(model, id="x", ajoute_le="2026-02-01", modifie_le="2026-02-01")
    earlier = refusals(model, id="x", ajoute_le="2026-02-01", modifie_le="2026-01-31")
    assert set(earlier) - set(later) == {("modifie_le", "fin_avant_debut")}


def test_a_wrong_field_hides_no_rule_between_others() -> None:
    found = refusals(
        Evenement,
        id="salon",
        debut="2026-06-16",
        fin="2026-06-01",
        recurrence="toujours",
        ajoute_le="2026-02-01",
        modifie_le="2026-01-01",
        inventee="x",
        contact={"structure": "Structure d’essai"},
    )
    assert set(found) == {
        ("titre", "missing"),
        ("fin", "fin_avant_debut"),
        ("recurrence", "recurrence"),
        ("modifie_le", "fin_avant_debut"),
        ("inventee", "extra_forbidden"),
        ("contact.a_confirmer", "contact_muet"),
    }


def test_a_rule_waits_for_the_fields_that_it_compares() -> None:
    found = refusals(Evenement, id="salon", titre="Salon", debut="bientôt", fin="2026", recurrence="FREQ=YEARLY")
    assert found == [("debut", "date")]


# Forms


@pytest.mark.parametrize("path", ["guide.pdf", "assets/fichiers/guide-2026_v2.1.pdf", "a/b/c/d.txt"])
def test_a_file_is_named_by_its_path_in_docs(path: str) -> None:
    assert refusals(Fichier, libelle="Guide", chemin=path) == []


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "../catalogue/site.yml",
        "assets/../../site.yml",
        "assets/..",
        "./guide.pdf",
        "assets//guide.pdf",
        "assets/",
        "assets\\guide.pdf",
        ".env",
        "assets/.htaccess",
        "C:/guide.pdf",
        "https://structure.fr/guide.pdf",
        "guide pratique.pdf",
        "guide.pdf\n",
        "guide\0.pdf",
        "été.pdf",
        "",
    ],
)
def test_a_path_cannot_leave_docs_nor_name_what_is_hidden(path: str) -> None:
    assert refusals(Fichier, libelle="Guide", chemin=path) == [("chemin", "string_pattern_mismatch")]


@pytest.mark.parametrize("colour", ["#14532d", "#A8480F", "#000000"])
def test_a_colour_has_six_figures(colour: str) -> None:
    assert refusals(Couleurs, principale=colour) == []


@pytest.mark.parametrize("colour", ["#123", "14532d", "vert", "#14532d;} body{display:none", "#14532d\n"])
def test_what_is_no_colour_is_refused(colour: str) -> None:
    assert refusals(Couleurs, accent=colour) == [("accent", "string_pattern_mismatch")]


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ("#767676", []),  # 4.54 with white; the next grey has 4.48 (WebAIM's contrast checker)
        ("#777777", [("principale", "contraste")]),
        ("#abcdef", [("principale", "contraste")]),
        ("#ffffff", [("principale", "contraste")]),
    ],
)
def test_a_colour_can_be_read_on_white(colour: str, expected: list[tuple[str, str]]) -> None:
    assert refusals(Couleurs, principale=colour) == expected


@pytest.mark.parametrize("icon", ["material/hard-hat", "fontawesome/brands/linux", "a/b"])
def test_an_icon_is_named_by_its_set(icon: str) -> None:
    assert refusals(Terme, id="x", label="X", icone=icon) == []


@pytest.mark.parametrize("icon", ["hard-hat", "../hard-hat", "material/../x", "/material/x", "material/x.svg", "<svg>"])
def test_an_icon_cannot_be_elsewhere(icon: str) -> None:
    assert refusals(Cible, id="x", nom="X", icone=icon) == [("icone", "string_pattern_mismatch")]


@pytest.mark.parametrize("address", ["livrables/guide", "cibles/tpe-btp"])
def test_a_withdrawn_record_leads_to_another(address: str) -> None:
    assert refusals(Retrait, titre="T", le="2026-01-01", motif="M", voir=address) == []


@pytest.mark.parametrize(
    "address", ["guide", "/livrables/guide/", "https://a.fr/b", "livrables/../site", "javascript:x"]
)
def test_a_withdrawn_record_leads_nowhere_else(address: str) -> None:
    assert refusals(Retrait, titre="T", le="2026-01-01", motif="M", voir=address)[0][0] == "voir"


def test_everything_optional_may_be_left_out() -> None:
    record = Livrable.model_validate(LIVRABLE)
    assert (record.promesse, record.themes, record.statut, record.exemple) == (None, (), "publie", False)
    assert Groupe(id="g", nom="G").fiche_action is None
    assert FicheAction(numero="1.17 et 1.18").numero == "1.17 et 1.18"
    assert Agenda(nom="A").mots == ()


@pytest.mark.parametrize(
    ("plan", "of", "to"),
    [
        ("le plan", "du plan", "au plan"),
        ("la stratégie régionale", "de la stratégie régionale", "à la stratégie régionale"),
        ("l’accord-cadre", "de l’accord-cadre", "à l’accord-cadre"),
        ("l'accord", "de l’accord", "à l’accord"),
        ("les accords de branche", "des accords de branche", "aux accords de branche"),
    ],
)
def test_what_a_network_calls_otherwise_is_said_as_french_does(plan: str, of: str, to: str) -> None:
    mots = Mots(plan=plan)
    assert (mots.du_plan, mots.au_plan) == (of, to)


@pytest.mark.parametrize("plan", ["stratégie", "La stratégie", "un plan", "le", "l’", "lesaccords", "le " + "x" * 80])
def test_what_a_network_calls_otherwise_has_its_article(plan: str) -> None:
    with pytest.raises(ValidationError):
        Mots(plan=plan)
