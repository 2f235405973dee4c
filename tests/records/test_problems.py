"""What is said of each mistake, and the four forms in which it is reported."""

import ast
import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel

import prst
from prst.agendas.limits import IN_WORDS
from prst.records import model, types
from prst.records.copies import copy_of
from prst.records.model import MODELS, Agenda, Retrait, Site, Terme
from prst.records.problems import (
    ERREUR,
    FORMATS,
    MESSAGES,
    NOTE,
    OF_KEYS,
    Problem,
    as_github,
    as_gitlab,
    as_json,
    as_text,
    describe,
    did_you_mean,
    field_name,
    nearest,
)
from tests.naming import naming
from tests.records.folders import LIVRABLE, MINIMAL, Folder, sentence
from tests.records.mistakes import CODE_QUALITY, FILES, MISTAKES, write_mistakes

PACKAGE = Path(prst.__file__).parent

# Every error has a message


RAISED: dict[str, dict[str, str]] = {
    "model": {"type": "model_type"},
    "model-fields": {"type": "extra_forbidden"},
    "model-field": {"type": "missing"},
    "str": {
        "type": "string_type",
        "min_length": "string_too_short",
        "max_length": "string_too_long",
        "pattern": "string_pattern_mismatch",
    },
    "tuple": {"type": "tuple_type", "min_length": "too_short", "max_length": "too_long"},
    "literal": {"type": "literal_error"},
    "default": {},
    "nullable": {},
    "function-before": {},
    "function-after": {},
    "function-plain": {},
}
"""Errors that each kind of pydantic core schema raises, by the key that makes it do so (pydantic's documentation,
"Validation Errors"). A kind that is missing here fails the tests: find out first what it can raise."""


def raised_by_core(schema: Any, definitions: dict[str, Any]) -> Iterator[str]:
    """The errors that a core schema can raise by itself or through its parts."""
    if schema["type"] == "definitions":
        definitions = {definition["ref"]: definition for definition in schema["definitions"]}
        schema = schema["schema"]
    if schema["type"] == "definition-ref":
        schema = definitions[schema["schema_ref"]]
    yield from (code for key, code in RAISED[schema["type"]].items() if key in schema)
    parts = [*schema.get("fields", {}).values(), *schema.get("items_schema", ()), schema.get("schema")]
    for part in parts:
        if part is not None:
            yield from raised_by_core(part, definitions)


def raised_by_us() -> set[str]:
    """The codes of PydanticCustomError in the modules of the model."""
    found = set()
    for module in (types, model):
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "PydanticCustomError":
                found.add(ast.literal_eval(node.args[0]))  # a code is written where it is raised
    return found


READ: list[type[BaseModel]] = [*MODELS.values(), Site, Terme, Retrait, Agenda]
CORE = {code for read in READ for code in raised_by_core(read.__pydantic_core_schema__, {})}


def test_every_error_of_the_models_has_a_message() -> None:
    assert (CORE | raised_by_us()) - set(MESSAGES) == set()
    assert {"missing", "string_too_long", "tuple_type", "literal_error"} <= CORE
    assert {"id", "contact_muet", "fin_avant_debut"} <= raised_by_us()


def test_models_raise_no_error_that_has_no_code_of_its_own() -> None:
    # ValueError and assert in a validator become the pydantic errors value_error and assertion_error, in English.
    tree = ast.parse(inspect.getsource(model))
    raised = [node.exc for node in ast.walk(tree) if isinstance(node, ast.Raise)]
    assert all(isinstance(exc, ast.Call) and ast.unparse(exc.func) == "PydanticCustomError" for exc in raised)
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]


def codes_named_in_the_package() -> set[str]:
    """The texts that stand in the code, those of the table of messages apart."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        table = [
            inner
            for node in ast.walk(tree)
            if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "MESSAGES"
            for inner in ast.walk(node)
        ]
        found |= {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in table
        }
    return found


def test_every_message_is_used() -> None:
    assert set(MESSAGES) - CORE - codes_named_in_the_package() == set()


# Every message reads well

BATTERY: list[tuple[str, str, str | bytes]] = [
    ("titre_perdu", "cibles/a.yml", "nom: A\ndescription:\n  # Pour qui\n  Les ateliers.\n"),
    ("rien", "livrables/a.yml", LIVRABLE + "date: inconnue\n"),
    ("cle_autrement", "cibles/a.yml", "nom: A\nNom: B\n"),
    ("mot_sans_article", "site.yml", MINIMAL["site.yml"] + "mots:\n  plan: stratégie\n"),
    ("bureau_sans_depot", "site.yml", MINIMAL["site.yml"] + "bureau: oui\n"),
    ("fuseau_inconnu", "site.yml", MINIMAL["site.yml"] + "fuseau: La Réunion\n"),
    ("contraste", "site.yml", MINIMAL["site.yml"] + "couleurs:\n  principale: '#abcdef'\n"),
    ("consentement_sans_nom", "site.yml", MINIMAL["site.yml"] + "  publication_consentie: 2026-01-01\n"),
    ("string_pattern_mismatch", "site.yml", MINIMAL["site.yml"] + "couleurs: {accent: vert}\n"),
    ("partie_de_soi", "cibles/a.yml", "nom: A\nfait_partie_de: a\n"),
    ("partie_de_soi", "vocabulaires/secteurs.yml", "a:\n  label: A\n  comprend: [a]\n"),
    (
        "partie_en_rond",
        "vocabulaires/secteurs.yml",
        "a:\n  label: A\n  fait_partie_de: b\nb:\n  label: B\n  fait_partie_de: a\n",
    ),
    ("partie_hors_secteurs", "vocabulaires/formats.yml", "guide:\n  label: G\n  fait_partie_de: batiment\n"),
    ("string_pattern_mismatch", "cibles/a.yml", "nom: A\nicone: casque\n"),
    ("string_pattern_mismatch", "livrables/a.yml", LIVRABLE + "fichiers: [{libelle: A, chemin: a b}]\n"),
    ("model_type", "site.yml", MINIMAL["site.yml"] + "hebergeur: [GitLab]\n"),
    ("model_type", "livrables/a.yml", LIVRABLE + "liens: [Le guide]\n"),
    ("model_type", "livrables/a.yml", LIVRABLE + "liens: [[https://organisme-essai.fr]]\n"),
    ("model_type", "groupes/a.yml", "nom: A\nfiche_action: [9.3]\n"),
    ("model_type", "vocabulaires/formats.yml", "guide: [Guide]\n"),
    ("texte_attendu", "livrables/a.yml", LIVRABLE + "groupe: [a, b]\n"),
    ("texte_attendu", "livrables/a.yml", LIVRABLE + "statut: {a: b}\n"),
    ("string_type", "livrables/a.yml", LIVRABLE + "promesse:\n  - a\n  - b\n"),
    ("missing", "livrables/a.yml", LIVRABLE.replace("titre: Guide des chutes\n", "")),
    ("tuple_type", "livrables/a.yml", LIVRABLE + "kit:\n  arguments: Oui, mais, si\n"),
    ("date", "livrables/a.yml", LIVRABLE + "date: 02/04/26\n"),
    ("date", "evenements/a.yml", "titre: A\ndebut: bientôt\n"),
    ("string_too_long", "livrables/a.yml", LIVRABLE + f"promesse: {'a' * 251}\n"),
    ("trop_de_mots", "livrables/a.yml", LIVRABLE + f"kit:\n  breve: {'mot ' * 51}\n"),
    ("trop_de_mots", "livrables/a.yml", LIVRABLE + "kit:\n  reseaux: '! – ;'\n"),
    ("lien_de_fiche", "livrables/a.yml", LIVRABLE + "kit:\n  article: Voir [le guide](guide/).\n"),
    ("extra_forbidden", "livrables/a.yml", LIVRABLE + "kit:\n  affiches: Bonjour\n"),
    ("string_too_short", "livrables/a.yml", LIVRABLE + "groupe: ' '\n"),
    ("string_too_short", "livrables/a.yml", LIVRABLE + "statut: ' '\n"),
    ("string_too_short", "livrables/a.yml", LIVRABLE + "themes:\n  -\n"),
    ("string_too_short", "livrables/a.yml", LIVRABLE + "liens: ['']\n"),
    ("string_too_short", "livrables/a.yml", LIVRABLE + "themes: ' '\n"),
    ("string_too_short", "livrables/a.yml", LIVRABLE + "date: ' '\n"),
    ("string_too_short", "cibles/a.yml", "nom: A\nicone: ' '\n"),
    ("tuple_type", "livrables/a.yml", LIVRABLE + "themes: {a: b}\n"),
    ("too_short", "livrables/a.yml", LIVRABLE.replace("\n  - tpe-btp", " []")),
    ("too_long", "livrables/a.yml", LIVRABLE + f"mots_cles: [{', '.join(map(str, range(201)))}]\n"),
    ("extra_forbidden", "livrables/a.yml", LIVRABLE + "couleur: rouge\n"),
    ("extra_forbidden", "livrables/a.yml", LIVRABLE + "couleur: ''\n"),
    ("literal_error", "livrables/a.yml", LIVRABLE + "statut: caché\n"),
    ("id", "livrables/a.yml", LIVRABLE + "anciens_ids: ['!!']\n"),
    ("id", "vocabulaires/formats.yml", MINIMAL["vocabulaires/formats.yml"] + "'!!':\n  label: Été\n"),
    (
        "url",
        "livrables/a.yml",
        LIVRABLE + "liens:\n  - libelle: A\n    url: |\n      https://structure.fr\n      suite\n",
    ),
    ("courriel", "relais/a.yml", "nom: A\ntype: B\ncontact: {structure: C, courriel: prévention}\n"),
    ("telephone", "relais/a.yml", "nom: A\ntype: B\ncontact: {structure: C, telephone: standard}\n"),
    ("nombre", "cibles/a.yml", f"nom: A\neffectif: {'9' * 6000}\n"),
    ("nombre_negatif", "cibles/a.yml", "nom: A\neffectif: -5\n"),
    ("nombre_excessif", "cibles/a.yml", "nom: A\neffectif: 1 000 000 000\n"),
    ("annee", "relais/a.yml", "nom: A\ntype: B\ncibles: [{cible: tpe-btp, annee: l’an dernier}]\n"),
    ("valeur", "groupes/a.yml", "nom: A\nindicateurs: [{nom: B, unite: C, attendu: beaucoup}]\n"),
    ("validation_sans_jour", "groupes/a.yml", "nom: A\nfiche_action: {valide_par: le comité}\n"),
    ("jalon_incomplet", "groupes/a.yml", "nom: A\njalons: [{date: 2026, intitule: B, etat: abandonné}]\n"),
    ("jalon_deja_fait", "groupes/a.yml", "nom: A\njalons: [{date: 2026, intitule: B, fait_le: 2026, etat: prévu}]\n"),
    (
        "jalon_deja_decale",
        "groupes/a.yml",
        "nom: A\njalons: [{date: 2026, intitule: B, nouvelle_date: 2027, etat: Prévu}]\n",
    ),
    ("indicateur_sans_unite", "groupes/a.yml", "nom: A\nindicateurs: [{nom: B, attendu: 3}]\n"),
    (
        "indicateur_sans_unite",
        "groupes/a.yml",
        "nom: A\nindicateurs: [{nom: B}]\nreleves: [{indicateur: b, le: 2026-01, valeur: '1,5'}]\n",
    ),
    ("indicateur_double", "groupes/a.yml", "nom: A\nindicateurs: [{nom: Été}, {nom: ete}]\n"),
    ("doublon", "groupes/a.yml", "nom: A\ncontributeurs: [Un service, un Service]\n"),
    ("indicateur_inconnu", "groupes/a.yml", "nom: A\nreleves: [{indicateur: B, le: 2026-01, valeur: 3}]\n"),
    (
        "releve_double",
        "groupes/a.yml",
        "nom: A\nindicateurs: [{nom: B, unite: C}]\n"
        "releves: [{indicateur: B, le: 2026-01, valeur: 3}, {indicateur: B, le: 2026-01, valeur: 4}]\n",
    ),
    ("plan_a_l_envers", "site.yml", MINIMAL["site.yml"] + "plans: [{nom: A, debut: 2025, fin: 2021}]\n"),
    ("reponse_sans_demande", "relais/a.yml", "nom: A\ntype: B\nrepondu: oui\n"),
    ("date", "livrables/a.yml", LIVRABLE + "date: bientôt\n"),
    ("date_sans_heure", "livrables/a.yml", LIVRABLE + "date: 2026-01-01 10:00\n"),
    ("date_complete", "livrables/a.yml", LIVRABLE + "ajoute_le: 2026\n"),
    ("fin_avant_debut", "livrables/a.yml", LIVRABLE + "ajoute_le: 2026-01-02\nmodifie_le: 2026-01-01\n"),
    ("fin_autre_precision", "evenements/a.yml", "titre: A\ndebut: 2026-01-01\nfin: 2026-01\n"),
    ("adresse_de_site", "site.yml", MINIMAL["site.yml"].replace("https://catalogue.structure.fr/", "tel:0472000000")),
    (
        "recurrence_jamais",
        "evenements/a.yml",
        "titre: A\ndebut: 2023-01-01\nrecurrence: FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29\n",
    ),
    ("recurrence_trop_frequente", "evenements/a.yml", "titre: A\ndebut: 2026-01-01\nrecurrence: FREQ=DAILY\n"),
    ("recurrence", "evenements/a.yml", "titre: A\ndebut: 2026-01-01\nrecurrence: chaque printemps\n"),
    (
        "modification_ailleurs",
        "evenements/a.yml",
        "titre: A\ndebut: 2026-01-01\nrecurrence: FREQ=YEARLY\nmodifications: [{date: 2027-01-02, statut: annule}]\n",
    ),
    (
        "modification_double",
        "evenements/a.yml",
        "titre: A\ndebut: 2026-01-01\nmodifications: [{date: 2026-01-01, lieu: B}, {date: 2026-01-01, lieu: C}]\n",
    ),
    (
        "fin_sans_debut",
        "evenements/a.yml",
        "titre: A\ndebut: 2026-01-01\nmodifications: [{date: 2026-01-01, fin: 2026-01-02}]\n",
    ),
    ("adresse_https", "agendas.yml", "a:\n  nom: A\n  url: http://structure.fr/a.ics\n"),
    ("caractere", "livrables/a.yml", LIVRABLE + "promesse: a\u200bb\n"),
    ("caractere", "livrables/a.yml", LIVRABLE + "promesse: a\0b\n"),
    ("espace", "frequentation/2026-10.yml", "du\u00a0: 2026-10-01\nau: 2026-10-31\n"),
    ("conflit", "livrables/a.yml", f"<<<<<<< HEAD\n{LIVRABLE}=======\n{LIVRABLE}>>>>>>> autre\n"),
    ("sans_valeur", "relais/a.yml", "nom: A\ntype: B\ncontact: {structure: C, a_confirmer: oui, role}\n"),
    ("lien_de_fiche", "livrables/a.yml", LIVRABLE + 'description: "[a](/b)"\n'),
    ("crochets", "livrables/a.yml", LIVRABLE + f'description: "{"[" * 501}"\n'),
    ("url", "relais/a.yml", "nom: A\ntype: B\nurl: https://192.168.0.1/\n"),
    ("url", "relais/a.yml", "nom: A\ntype: B\nurl: mailto:a@organisme-essai.fr?bcc=b@c.fr\n"),
    ("url", "relais/a.yml", "nom: A\ntype: B\nurl: https://a@organisme-essai.fr/\n"),
    ("trop_gros", "livrables/a.yml", LIVRABLE + f"description: {'a' * 10_000_000}\n"),
    ("encodage", "livrables/a.yml", LIVRABLE.encode("utf-16")),
    ("pas_une_fiche", "livrables/a.yml", "Guide\n"),
    ("pas_une_fiche", "livrables/a.yml", "- Guide\n"),
    ("fiches_en_liste", "livrables/a.yml", "- titre: Guide\n"),
    ("profondeur", "livrables/a.yml", "[" * 13),
    ("cle_complexe", "livrables/a.yml", LIVRABLE + "[a]: b\n"),
    ("ancre", "livrables/a.yml", LIVRABLE + "promesse: &a b\n"),
    ("etiquette", "livrables/a.yml", LIVRABLE + "promesse: !!str b\n"),
    ("plusieurs_documents", "livrables/a.yml", f"{LIVRABLE}---\n{LIVRABLE}"),
    ("nom_et_courriel", "groupes/a.yml", "nom: A\ncontributeurs: [A <a@organisme-essai.fr>]\n"),
    ("id_dans_la_fiche", "livrables/a.yml", f"id: a\n{LIVRABLE}"),
    ("autre_dossier", "livrables/a.yml", "titre: Salon\ndebut: 2026-10-08\n"),
    ("autre_dossier", "a.yml", LIVRABLE),
    ("exemple_laisse", "livrables/a.yml", LIVRABLE + "promesse: à compléter\n"),
    ("nom_de_fichier", "livrables/é!.yml", LIVRABLE),
    ("nom_de_fichier", "livrables/+.yml", LIVRABLE),
    ("remplacee_par_elle_meme", "structures/a.yml", "nom: A\ntype: B\nremplacee_par: a\n"),
    ("inconnu", "structures/a.yml", "nom: A\ntype: B\nremplacee_par: absente\n"),
    ("inconnu", "livrables/a.yml", LIVRABLE + "groupe: absent\n"),
    ("inconnu", "livrables/a.yml", LIVRABLE.replace("format: guide", "format: zzz")),
    *[
        ("syntaxe", "livrables/a.yml", LIVRABLE + text)
        for text in ("themes: [b\n", "Bonjour,\n", "promesse: !\\ b", 'promesse: "\\d"\n', "promesse: structure: A\n")
    ],
    *[
        ("syntaxe", "frequentation/2026-10.yml", text)
        for text in ("a: b: c\n", "a: 'b\n", "a: @b\n", "a:\n\tb: c\n", "a: |\n\tb")
    ],
    *[("syntaxe", "frequentation/2026-10.yml", text) for text in ("a: - b\n", "a: b\n...\nc")],
]
"""One input at least for each message, and the less usual ones of those that stand in the table of mistakes."""

ELSEWHERE = {
    "heure_de_paris": "test_fuseaux.py",
    **dict.fromkeys(("adresse_disparue", "cadre_change", "cadre_en_cours"), "test_history.py"),
    "kit_incomplet": "commands/test_verifier.py",
    "dossier_de_trop": "test_loading.py",
    **dict.fromkeys(
        ("partenaire_absent", "partenaire_illisible", "partenaire_orphelin"), "partenaires/test_harvesting.py"
    ),
    **dict.fromkeys(("agenda_absent", "agenda_gros", "agenda_lent", "agenda_orphelin"), "test_agendas.py"),
    **dict.fromkeys(
        (
            "agenda_autre",
            "agenda_coupe",
            "agenda_caractere",
            "agenda_prive",
            "agenda_personne",
            "agenda_acces",
            "agenda_superflu",
            "agenda_jour",
            "agenda_jours",
            "agenda_evenement",
            "agenda_fin",
            "agenda_fuseau",
            "agenda_page",
            "agenda_recurrence",
            "agenda_sans_debut",
            "agenda_sans_titre",
            "agenda_trop",
            "agenda_trop_souvent",
            "agenda_vide",
        ),
        "test_ics.py",
    ),
    **dict.fromkeys(
        (
            "nom_de_mois",
            "comptes",
            "comptes_double",
            "comptes_petits",
            "jour_hors_du_mois",
            "mois_futur",
            "compte_inconnu",
        ),
        "test_frequentation.py",
    ),
    **dict.fromkeys(("lien_mort", "lien_deplace"), "test_liens.py"),
    "lien_de_passage": "test_newcomers.py",
    **dict.fromkeys(("style", "style_absent", "style_import"), "test_styles.py"),
    **dict.fromkeys(
        ("delai", "delai_nul", "delai_excessif", "demande_double", "demande_future", "demande_passee"), "test_reseau.py"
    ),
    "casse": "test_loading.py",
    "date_future": "test_loading.py",
    "chemin_absent": "test_loading.py",
    "contact_a_confirmer": "test_loading.py",
    "fichier_absent": "test_loading.py",
    **dict.fromkeys(("fichier_vide", "lien_ailleurs", "lien_en_rond", "trop_lourd"), "test_docs.py"),
    "icone_absente": "test_checking.py",
    "nom_double": "test_verifier.py",
    "lecture": "test_loading.py",
    "lien_symbolique": "test_loading.py",
    "personne": "test_personnes.py",
    "plusieurs_sens": "test_mending.py",
    **dict.fromkeys((code for code in MESSAGES if code.startswith("lu_")), "test_mending.py"),
    "pointeur": "test_loading.py",
    **dict.fromkeys(("presque_double", "structure_muette"), "test_checking.py"),
    "sans_date_ajout": "test_loading.py",
    **dict.fromkeys(
        (
            "apostrophe_droite",
            "guillemets_droits",
            "espace_absente",
            "espaces_doubles",
            "article_absent",
            "titre_capitales",
            "code_en_clair",
        ),
        "test_typography.py",
    ),
    **dict.fromkeys(("remplacement_en_rond", "structure_en_mots", "structures_en_mots"), "test_structures.py"),
    "departement_ailleurs": "test_loading.py",
    "a_completer": "test_init.py",
    **dict.fromkeys(("section_pleine", "section_sans", "vocabulaire_vide"), "test_loading.py"),
    "region_autrement": "test_loading.py",
    **dict.fromkeys(("vers_brouillon", "site_sans_issue", "site_a_completer"), "test_loading.py"),
    **dict.fromkeys(
        (
            "annee_future",
            "diffusion_archivee",
            "diffusion_double",
            "diffusion_future",
            "effectif_inclus",
            "portee_au_dela",
            "portee_incluse",
            "recoupe_soi",
        ),
        "test_relais.py",
    ),
    **dict.fromkeys(("jalon_avant_plan", "jalons_en_desordre", "fait_futur", "cadre_a_valider"), "test_groupes.py"),
    **dict.fromkeys(("jalon_apres_plan", "jalon_sans_ecart", "plan_inconnu"), "test_groupes.py"),
    **dict.fromkeys(("retour_futur", "retour_muet"), "test_retours.py"),
    **dict.fromkeys(
        (
            "enquete_future",
            "enquete_petite",
            "part_en_fraction",
            "part_excessive",
            "parts_au_dela",
            "reponse_double",
            "reponses_au_dela",
            "resultat_deux_fois",
            "resultat_sans_chiffre",
            "resultat_sans_question",
            "resultats_au_dela",
            "resultats_de_personne",
            "resultats_sans_reponses",
        ),
        "test_enquetes.py",
    ),
    "jeton": "test_written.py",
    **dict.fromkeys(
        (
            "ancre_cassee",
            "appel_mal_ecrit",
            "cle_d_entete",
            "entete_ouvert",
            "gabarit_inconnu",
            "image_muette",
            "lien_absolu",
            "lien_casse",
            "lien_charge",
            "lien_du_poste",
            "liste_collee",
            "image_nommee",
            "image_illisible",
            "lien_vide",
            "page_double",
            "liste_recommencee",
            "signe_tel_quel",
            "titre_mal_ecrit",
            "niveau_saute",
            "cellule_de_trop",
            "encadre_vide",
            "balise_refusee",
            "adresse_nue",
            "liste_decalee",
            "menu_sans_page",
            "modele_d_entete",
            "page_hors_menu",
            "pas_un_entete",
            "texte_d_entete",
            "trop_de_niveaux",
        ),
        "written/test_checks.py",
    ),
}
"""Messages that take more than one file to provoke, and where that is done."""


def assert_reads_well(problem: Problem) -> None:
    """Nothing was left empty, doubled or unfinished."""
    text = sentence(problem)
    assert not re.search(r"[{}]|  |« *»|\.\.|\?\.|\( *\)|: *\.|, *\.| ,| \.(?!yml|ics)", text), text
    assert re.search(r"[.?…]$", problem.message) or problem.code == "syntaxe", text
    assert re.search(r"[.?…]$", problem.remedy), text
    assert re.match(r"[a-zéàl«]", problem.message), text  # it follows the field's name and a colon
    assert "\n" not in str(problem)
    assert len(text) < 700


@pytest.mark.parametrize(
    ("code", "file", "content"), BATTERY, ids=[f"{index}-{code}" for index, (code, _, _) in enumerate(BATTERY)]
)
def test_a_mistake_is_told_in_a_whole_sentence(code: str, file: str, content: str | bytes, folder: Folder) -> None:
    folder.write(file, content)
    problems = folder.problems(file)
    assert [problem.code for problem in problems] == [code]
    for problem in problems:
        assert_reads_well(problem)


@pytest.mark.parametrize(
    ("file", "content", "remedy"),
    [
        ("livrables/a.yml", LIVRABLE + "ajoute_le: bientôt\n", "Écrivez AAAA-MM-JJ."),
        ("livrables/a.yml", LIVRABLE + "date: bientôt\n", "Écrivez AAAA-MM-JJ, AAAA-MM ou AAAA."),
        (
            "evenements/a.yml",
            "titre: A\ndebut: bientôt\n",
            "Écrivez AAAA-MM-JJ, AAAA-MM ou AAAA ; avec l’heure : AAAA-MM-JJTHH:MM, par exemple 2026-10-08T08:30.",
        ),
        ("livrables/a.yml", LIVRABLE + "kit: {reseaux: '!'}\n", MESSAGES["trop_de_mots"][1]),
        ("groupes/a.yml", "nom: A\npitch: {en_bref: '!'}\n", OF_KEYS["trop_de_mots", "en_bref"]),
    ],
)
def test_a_remedy_is_what_the_field_takes(file: str, content: str, remedy: str, folder: Folder) -> None:
    folder.write(file, content)
    assert [problem.remedy for problem in folder.problems(file)] == [remedy]


def test_the_table_of_mistakes_is_told_in_whole_sentences(folder: Folder) -> None:
    write_mistakes(folder)
    for problem in folder.problems():
        assert_reads_well(problem)


@pytest.mark.parametrize("code", [code for code in MESSAGES if code.startswith("agenda_")])
def test_a_note_about_a_calendar_reads_well(code: str) -> None:
    answer = {"evenements": [], "notes": [{"code": code, "nombre": 3, "exemple": "Essai"}]}
    values = {**IN_WORDS, "noms": "ORGANIZER, ATTENDEE", "value": "salons"}
    for problem in copy_of("a", "a.ics", answer, None, values).notes:
        assert_reads_well(problem)


def test_every_message_is_tried() -> None:
    tried = {code for code, _file, _content in BATTERY} | {mistake.code for mistake in MISTAKES} | set(ELSEWHERE)
    assert set(MESSAGES) - tried == set()
    assert len(FILES) >= 15


def test_a_message_says_what_is_wrong_and_how_to_mend_it() -> None:
    for code in MESSAGES:
        with naming(code):
            for text in MESSAGES[code]:
                assert text
                assert "'" not in text  # French apostrophes are curved
                assert not re.search(r"« | »", text.replace("« ", "\u00ab\u00a0").replace(" »", "\u00a0»"))


def test_a_long_value_is_shortened_and_kept_on_one_line() -> None:
    message, _remedy = describe("url", value="a\nb\r\n" + "c" * 1000)
    assert message.startswith("« a b c")
    assert len(message) < 400
    assert "…" in message


def test_values_are_not_read_as_templates() -> None:
    assert "{remede} {0} %s ?." in describe("inconnu", value="{remede} {0} %s ?.", choix="x")[0]


def test_what_cannot_be_encoded_is_shown_all_the_same() -> None:
    describe("nom_de_fichier", value="guide\udce9.yml")[0].encode("utf-8")


# Near words


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("tpe-bpt", "tpe-btp"),
        ("TPE-BTP", "tpe-btp"),
        ("tpebtp", "tpe-btp"),
        ("guides", "guide"),
        ("resumé", "resume"),
        ("événement", "evenement"),
        ("xyz", ""),
        ("", ""),
        ("a" * 10_000, ""),
    ],
)
def test_the_nearest_word_is_found_without_regard_to_accents(word: str, expected: str) -> None:
    choices = ["tpe-btp", "tpe-pme", "guide", "resume", "evenement"]
    assert nearest(word, choices) == expected
    question = did_you_mean(word, choices)
    assert (expected in question) if expected else question == ""


@pytest.mark.parametrize(
    ("location", "name"),
    [
        ((), ""),
        (("titre",), "titre"),
        (("cibles", 0), "cibles[1]"),
        (("liens", 1, "url"), "liens[2].url"),
        (("contact", "courriel"), "contact.courriel"),
        ((0,), "[1]"),
    ],
)
def test_a_field_is_named_as_a_pilot_reads_it(location: tuple[str | int, ...], name: str) -> None:
    assert field_name(location) == name


# The forms of a report

PROBLEMS = [
    Problem("catalogue/livrables/a.yml", 4, 5, "cibles[1]", "« x » est inconnue.", "Valeurs possibles : y.", "inconnu"),
    Problem("catalogue/livrables/a.yml", 9, 1, "", "le fichier est vide.", "", "vide"),
    Problem("catalogue/cibles/b.yml", 1, 1, "", "sans date.", "Ajoutez-la.", "sans_date_ajout", NOTE),
]


def test_problems_sort_by_file_then_by_line() -> None:
    problems = [Problem("b", 1, 1, "", "m"), Problem("a", 10, 1, "", "m"), Problem("a", 9, 2, "", "m")]
    assert [(problem.file, problem.line) for problem in sorted(problems)] == [("a", 9), ("a", 10), ("b", 1)]


def test_a_text_report_has_one_line_per_problem() -> None:
    assert as_text(PROBLEMS).splitlines() == [
        "catalogue/livrables/a.yml:4:5: cibles[1] : « x » est inconnue. Valeurs possibles : y.",
        "catalogue/livrables/a.yml:9:1: le fichier est vide.",
        "catalogue/cibles/b.yml:1:1: sans date. Ajoutez-la.",
    ]
    broken = Problem("a\n::error::b", 1, 1, "clé\r\n::error::", "m\u2028n")
    assert len(as_text([broken]).splitlines()) == 1


def test_a_json_report_has_french_keys() -> None:
    assert json.loads(as_json(PROBLEMS))[0] == {
        "fichier": "catalogue/livrables/a.yml",
        "ligne": 4,
        "colonne": 5,
        "champ": "cibles[1]",
        "message": "« x » est inconnue.",
        "remede": "Valeurs possibles : y.",
        "code": "inconnu",
        "gravite": ERREUR,
    }
    assert json.loads(as_json([])) == []


def test_a_gitlab_report_is_a_code_quality_report() -> None:
    rows = json.loads(as_gitlab(PROBLEMS))
    Draft202012Validator(CODE_QUALITY).validate(rows)
    assert [row["severity"] for row in rows] == ["major", "major", "info"]
    assert rows[0]["description"] == "cibles[1] : « x » est inconnue. Valeurs possibles : y."
    assert rows[0]["location"] == {"path": "catalogue/livrables/a.yml", "lines": {"begin": 4}}
    assert json.loads(as_gitlab([])) == []


def test_reports_for_programs_name_the_page_that_explains_each_message() -> None:
    page = "https://a.fr/contribuer/messages/inconnu/"
    assert json.loads(as_json(PROBLEMS, "https://a.fr/"))[0]["aide"] == page
    assert json.loads(as_gitlab(PROBLEMS, "https://a.fr/"))[0]["description"].endswith(f"Valeurs possibles : y. {page}")
    assert as_github(PROBLEMS, "https://a.fr/").splitlines()[0].endswith(f"Valeurs possibles : y. {page}")


def test_a_fingerprint_is_unique_and_does_not_depend_on_the_line() -> None:
    twice = [Problem("a.yml", line, 1, "", "m", "", "vide") for line in (3, 7)]
    moved = [Problem("a.yml", line, 2, "", "m", "", "vide") for line in (4, 8)]
    before, after = ([row["fingerprint"] for row in json.loads(as_gitlab(rows))] for rows in (twice, moved))
    assert len(set(before)) == 2
    assert before == after


def test_a_github_report_is_workflow_commands() -> None:
    assert as_github(PROBLEMS).splitlines() == [
        "::error file=catalogue/livrables/a.yml,line=4,col=5,title=cibles[1]::"
        "« x » est inconnue. Valeurs possibles : y.",
        "::error file=catalogue/livrables/a.yml,line=9,col=1,title=catalogue/livrables/a.yml::le fichier est vide.",
        "::notice file=catalogue/cibles/b.yml,line=1,col=1,title=catalogue/cibles/b.yml::sans date. Ajoutez-la.",
    ]
    assert as_github([]) == ""


def test_a_github_report_escapes_what_would_end_a_command() -> None:
    problem = Problem("a,b:c%d\n.yml", 1, 2, "x:y,z%\r\n", "50 % : a, b\r\n::error::c", "d%0Ae", "url")
    assert as_github([problem]) == (
        "::error file=a%2Cb%3Ac%25d%0A.yml,line=1,col=2,title=x%3Ay%2Cz%25%0D%0A::50 %25 : a, b%0D%0A::error::c d%250Ae"
    )


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_of_nothing_is_empty(form: str) -> None:
    assert FORMATS[form]([]).strip() in ("", "[]")
