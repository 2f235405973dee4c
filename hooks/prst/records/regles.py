"""The rules of a record kind as one table that a browser reads, so that a form says what `prst verifier` would.

Each mark of a field's type and each validator of a class gives a rule by its name here; what a rule does in the browser
stands in hooks/javascripts/formulaire/regles.js. A validator without a rule is an error, not a silence.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import StringConstraints

from prst.records import markdown, misplaced, types, urls
from prst.records.champs import Champ, fields_of, value_of
from prst.records.dates import FIRST_YEAR, LAST_YEAR
from prst.records.model import MODELS, NEEDED_BY_STATE, VOCABULARIES, WHOLE, WITHOUT_PAGE, Part, Plan
from prst.records.problems import ELSEWHERE, MESSAGES, OF_KEYS, OR_LESS, WITH_AN_HOUR
from prst.records.types import Words, fold
from prst.records.values import NOTHING

Rule = dict[str, Any]
"""`rule` names what to look at, `code` the message where it is one; the rest are its figures and forms."""

IN_A_FORM: Mapping[str, str] = {
    "missing": "",  # its help stands above the field
    "string_too_short": "Écrivez quelque chose, ou laissez vide.",
    "rien": "Ce qui n’existe pas, ou que l’on ne sait pas, ne s’écrit pas : laissez vide.",
    "nombre_negatif": "Écrivez un nombre à partir de 0, ou laissez vide si vous ne le connaissez pas.",
    "date": "Par exemple 12/05/2026{moins}{heure}.",
    "date_sans_heure": "Gardez seulement le jour : 12/05/2026.",
    "nombre": "Écrivez seulement des chiffres, sans unité : 1200. Si personne ne le connaît, laissez vide.",
    "date_complete": "Écrivez aussi le jour : 12/05/2026.",
    "consentement_sans_nom": "Effacez cette date, ou ajoutez « nom ».",
    "nom_sans_consentement": "Ajoutez la date de l’accord, ou remplacez le nom par un rôle.",
    "recurrence_sans_jour": "Écrivez dans « debut » un jour précis : 12/05/2026.",
    "saison_ailleurs": "Écrivez dans « debut » le premier jour de la première saison.",
    "jalon_avant_plan": "Vérifiez l’année ; si le plan est un autre, corrigez « plan ».",
    "nom_et_courriel": "Écrivez ici le nom seul : le courriel a son propre champ, sous « contact ».",
    "doublon": "Retirez l’une des deux.",
    "inconnu": "Choisissez une des propositions.",
    "exemple_laisse": "Écrivez à la place ce qui vaut pour votre fiche, ou laissez vide.",
}
"""Remedies said otherwise where nobody sees a line of a file. All else is said as in the check."""
_OF_DATES = {"heure": " ; avec l’heure : 12/05/2026 à 14:30", "moins": ", 05/2026 ou 2026"}
"""What the remedy of a date adds in a form, where an hour may be written, and where the day may be left out."""

_PLAIN: Mapping[str, Rule] = {
    "_parse_id": {"rule": "id", "code": "id", "pattern": types.ID_PATTERN, "max": types.ID_LENGTH},
    "_parse_code": {"rule": "id", "code": "id", "pattern": types.ID_PATTERN, "max": types.ID_LENGTH, "lower": True},
    "_parse_phone": {"rule": "form", "code": "telephone", "pattern": types._PHONE.pattern},
    "_parse_number": {"rule": "form", "code": "nombre", "pattern": types._NUMBER.pattern},
    "_parse_amount": {"rule": "form", "code": "valeur", "pattern": types._AMOUNT.pattern},
    "_parse_people": {"rule": "people", "number": types._NUMBER.pattern, "pattern": types._PEOPLE.pattern},
    "_parse_year": {"rule": "form", "code": "annee", "pattern": types._YEAR},
    "_parse_yes_no": {"rule": "yes_no", "code": "oui_non", "yes": [one for one, yes in types._YES_NO.items() if yes]},
    "_parse_partial": {
        "rule": "date",
        "least": FIRST_YEAR,
        "greatest": LAST_YEAR,
        "moins": OR_LESS,
        "heure": WITH_AN_HOUR,
    },
    "_parse_day_or_less": {"rule": "date", "least": FIRST_YEAR, "greatest": LAST_YEAR, "moins": OR_LESS, "hour": False},
    "_parse_day": {"rule": "date", "least": FIRST_YEAR, "greatest": LAST_YEAR, "hour": False, "whole": True},
    "_parse_season": {"rule": "form", "code": "saison", "pattern": types._SEASON.pattern},
    "_parse_recurrence": {"rule": "recurrence", "code": "recurrence", "parts": types._RULE_PARTS, "max": 200},
    "_parse_email": {
        "rule": "mailbox",
        "pattern": types._EMAIL.pattern,
        "examples": types._EXAMPLE_DOMAIN.pattern,
        "max": 254,
    },
    "_parse_url": {
        "rule": "url",
        "code": "url",
        "form": urls.FORM,
        "copied": urls.COPIED,
        "phone": types._PHONE.pattern,
        "mailbox": types._EMAIL.pattern,
        "examples": types._EXAMPLE_DOMAIN.pattern,
    },
    "_check_name": {"rule": "form", "code": "nom_et_courriel", "pattern": types.NAME_ALONE},
    "_check_markdown": {
        "rule": "markdown",
        "brackets": markdown.BRACKETS,
        "whole": markdown.WHOLE,
        "form": urls.FORM,
        "copied": urls.COPIED,
    },
}
"""Rules of functions that read or look at one value (records/types.py), by their names."""
_QUIET = frozenset(
    {"_collapse", "_fold_choice", "_tidy", "_check_whole_addresses", "_parse_site_address", "_parse_zone"}
)
"""Functions that refuse nothing of what a form writes, or that no form has."""
_CODES: Mapping[str, Sequence[str]] = {
    "length": ("string_too_long",),
    "words": ("trop_de_mots",),
    "people": ("nombre", "nombre_negatif", "nombre_excessif"),
    "date": ("date", "date_inexistante", "date_sans_heure", "date_complete"),
    "mailbox": ("courriel", "courriel_exemple"),
    "url": ("courriel", "courriel_exemple"),
    "markdown": ("crochets", "lien_de_fiche"),
}
"""Codes of the messages that a rule may say, besides those that it names."""
_ALWAYS = (
    "missing", "extra_forbidden", "model_type", "tuple_type", "too_long", "too_short",
    "string_type", "texte_attendu", "string_too_short",
)  # fmt: skip
"""Codes of what is wrong with any field: absent, unknown, a list, a part or a text where another one is expected."""

BETWEEN: Mapping[str, Rule] = {
    "_ends_after_its_start": {"rule": "after", "start": "debut", "codes": ["fin_autre_precision", "fin_avant_debut"]},
    "_ends_a_new_date": {
        "rule": "after",
        "start": "debut",
        "needed": "fin_sans_debut",
        "codes": ["fin_autre_precision", "fin_avant_debut", "fin_sans_debut"],
    },
    "_modified_after_added": {"rule": "after", "start": "ajoute_le", "day": True, "codes": ["fin_avant_debut"]},
    "_consent_needs_a_name": {"rule": "with", "other": "nom", "code": "consentement_sans_nom"},
    "_a_name_goes_with_its_consent": {
        "rule": "consent",
        "codes": ["nom_sans_consentement", "consentement_sans_nom"],
    },
    "_some_way_to_reach": {
        "rule": "contact",
        "codes": ["nom_sans_consentement", "contact_muet"],
        "ways": ["courriel", "formulaire", "telephone"],
        "id": types.ID_PATTERN,
    },
    "_validated_on_a_day": {"rule": "with", "other": "cadre_valide_le", "code": "validation_sans_jour"},
    "_counts_something": {"rule": "with", "other": "unite", "code": "indicateur_sans_unite"},
    "_says_what_its_state_needs": {
        "rule": "state",
        "codes": ["jalon_incomplet", "jalon_deja_fait", "jalon_deja_decale"],
        "needs": dict(NEEDED_BY_STATE),
    },
    "_says_what_came_of_it": {"rule": "either", "other": "a_marche", "code": "retour_muet"},
    "_says_how_many": {
        "rule": "share",
        "codes": ["resultat_sans_chiffre", "part_excessive", "resultat_deux_fois"],
        "whole": WHOLE,
    },
    "_answers_some_question": {"rule": "answered", "codes": ["resultat_sans_question", "reponse_double"]},
    "_answers_add_up": {
        "rule": "survey",
        "codes": [
            "resultats_sans_reponses",
            "resultats_de_personne",
            "reponses_au_dela",
            "resultats_au_dela",
            "parts_au_dela",
            "enquete_future",
        ],
        "whole": WHOLE,
    },
    "_answers_when_asked": {"rule": "with", "other": "sollicite", "code": "reponse_sans_demande"},
    "_seasons_from_its_first_day": {
        "rule": "season",
        "codes": ["saison_et_dates", "saison_ailleurs"],
        "without": ["fin", "recurrence"],
    },
    "_recurs_from_a_day": {
        "rule": "recurs",
        "codes": ["recurrence_sans_jour", "recurrence_jamais", "recurrence_trop_frequente"],
    },
    "_changes_what_recurs": {"rule": "changes", "codes": ["modification_double", "modification_ailleurs"]},
}
"""Rules of the validators of a class (records/model.py) between one of its fields and the others, by their names."""

_TODAY: Mapping[tuple[str, str], str] = {
    **{(model.__name__, name): "date_future" for model in MODELS.values() for name in ("ajoute_le", "modifie_le")},
    ("CibleTouchee", "annee"): "annee_future",
    ("Diffusion", "date"): "diffusion_future",
    ("Jalon", "fait_le"): "fait_futur",
    ("Releve", "le"): "fait_futur",
    ("Revision", "le"): "fait_futur",
    ("FicheAction", "cadre_valide_le"): "fait_futur",
    ("Retour", "date"): "retour_futur",
}
"""Days that may not come after today, by class and field, and what is said of them (records/checks.py)."""
TOGETHER: Mapping[tuple[str, str], Rule] = {
    ("Groupe", "contributeurs"): {"rule": "members", "codes": ["doublon"]},
    ("Groupe", "indicateurs"): {"rule": "indicators", "codes": ["indicateur_double"]},
    ("Groupe", "jalons"): {"rule": "milestones", "codes": ["jalon_avant_plan"]},
    ("Groupe", "releves"): {
        "rule": "readings",
        "codes": ["indicateur_inconnu", "indicateur_sans_unite", "releve_double"],
    },
    ("Cible", "synonymes"): {"rule": "taken", "field": "synonymes", "codes": ["synonyme_double"]},
    **{
        (model.__name__, "anciens_ids"): {"rule": "taken", "field": "anciens_ids", "codes": ["ancien_id_pris"]}
        for model in MODELS.values()
    },
}
"""What the parts of a record say together, or beside other records (records/checks.py: `check_groups`,
`check_former_ids`, `check_synonyms`), by class and the last field of them."""
_ONCE = {("Relais", "cibles"): "cible"}
"""Lists of parts that one of their fields tells apart, by class and field. An id stands once in a list of ids."""


def table_of(kind: str, *, in_a_form: bool = True, plans: Iterable[Plan] = ()) -> dict[str, Any]:
    """Return the rules of a record kind: its fields, the parts that they name, and the messages, all as JSON has them.

    `plans` are those of site.yml, which milestones come after. Outside a form, messages name keys and lines, word for
    word as `prst verifier` does. Raises KeyError for another kind, and for a validator that has no rule.
    """
    model = MODELS[kind]
    parts = {part.__name__: part for part in _parts(model)}
    fields = {name: [_field(part, champ, in_a_form) for champ in fields_of(part)] for name, part in parts.items()}
    rules = [rule for row in fields.values() for field in row for rule in _rules_of(field)]
    codes = [*_ALWAYS, "exemple_laisse", "rien", *(code for rule in rules for code in _codes_of(rule))]
    labels = {champ.name: champ.title for part in parts.values() for champ in fields_of(part)}
    messages = {code: _said(code, labels if in_a_form else {}) for code in sorted(set(codes))}
    if "description" in model.model_fields and "string_too_long" in messages:
        long = _said("string_too_long", labels if in_a_form else {}, ou=ELSEWHERE)
        messages |= {
            f"string_too_long {field['name']}": long
            for field in fields[model.__name__]
            if any(rule["rule"] == "length" for rule in field["rules"])
        }
    messages |= {
        f"{code} {key}": [messages[code][0], said]
        for (code, key), said in OF_KEYS.items()
        if code in messages and key in labels
    }
    return {
        "model": model.__name__,
        "parts": fields,
        "labels": {name: labels[name] for name in sorted(_named(fields))} if in_a_form else {},
        "messages": messages,
        "plans": {fold(plan.nom): {"plan": plan.nom, "debut": plan.debut} for plan in plans},
        "nothing": NOTHING.pattern,
        "left": {"words": misplaced.LEFT.pattern, "address": misplaced.HOST.pattern},
    }


def _named(fields: Mapping[str, Sequence[Mapping[str, Any]]]) -> set[str]:
    """Return the fields that messages name while a form is filled in: the others are named already."""
    found: set[str] = set()
    for field in (field for row in fields.values() for field in row):
        if field.get("description"):
            found.add(field["name"])
        for rule in field.get("between", ()):
            found |= {rule[key] for key in ("start", "other") if key in rule}
            found |= {*rule.get("without", ()), *rule.get("needs", {}).values()}
    return found


def _parts(model: type[Part]) -> Iterator[type[Part]]:
    """Yield a class and those of its parts, each time that one stands there."""
    yield model
    for champ in fields_of(model):
        if champ.fields:
            yield from _parts(value_of(model, champ.name)[0])


def _field(model: type[Part], champ: Champ, in_a_form: bool) -> dict[str, Any]:
    part, marks = value_of(model, champ.name)
    rules = [*_of_value(champ, marks), *_of_links(model, champ), *_of_today(model, champ)]
    if in_a_form:
        rules = [{key: _OF_DATES.get(key, value) for key, value in rule.items()} for rule in rules]
    given: dict[str, Any] = {
        "name": champ.name,
        "required": champ.required,
        "description": "" if in_a_form and champ.type != "pattern" else champ.description,
        "part": part.__name__ if champ.fields else "",
        "most": champ.most,
        "once": _ONCE.get((model.__name__, champ.name), champ.type in ("reference", "choice")) if champ.several else "",
        "default": champ.default,
        "rules": rules,
        "between": [BETWEEN[name] for name in between(model, champ.name)],
        "together": TOGETHER.get((model.__name__, champ.name), ""),
    }
    return {key: value for key, value in given.items() if value not in ("", None, False, []) or key == "rules"}


def between(model: type[Part], name: str) -> list[str]:
    """Return the names of the validators of a class that look at a field and at others."""
    known = model.__pydantic_decorators__.field_validators
    return [decorator.cls_var_name for decorator in known.values() if name in decorator.info.fields]


def _of_value(champ: Champ, marks: Iterable[Any]) -> Iterator[Rule]:
    """Yield the rules of one value, in the order in which pydantic asks them."""
    if champ.type == "choice":
        yield {"rule": "choice", "codes": ["literal_error"], "choices": [value for value, _libelle in champ.choices]}
        return
    if champ.type == "pattern":
        yield {"rule": "length", "max": champ.longest} if champ.longest else {"rule": "length", "max": 20_000}
        yield {"rule": "form", "code": "string_pattern_mismatch", "pattern": champ.pattern}
        return
    for mark in marks:
        if isinstance(mark, StringConstraints):
            yield {"rule": "length", "max": mark.max_length, "line": not mark.strip_whitespace}
        elif isinstance(mark, Words):
            yield {"rule": "words", "max": mark.most, "alone": types.ALONE}
        elif (name := getattr(getattr(mark, "func", None), "__name__", "")) and name not in _QUIET:
            yield _PLAIN[name]
    if any(getattr(getattr(mark, "func", None), "__name__", "") == "_check_whole_addresses" for mark in marks):
        yield {"rule": "whole", "codes": ["lien_de_fiche"], "whole": markdown.WHOLE}
    if champ.type == "reference":
        yield {"rule": "reference", "codes": ["inconnu", "doublon"], "target": champ.reference}
    if champ.type == "named":
        yield {
            "rule": "named",
            "codes": ["inconnu", "contact_muet"],
            "target": champ.reference,
            "pattern": types.ID_PATTERN,
            "max": types.ID_LENGTH,
        }


def _of_links(model: type[Part], champ: Champ) -> Iterator[Rule]:
    """Yield what is asked of the relative links of a record's page (records/checks.py, `check_links`)."""
    kind = next((kind for kind, one in MODELS.items() if one is model), "")
    if kind and champ.name == "description" and champ.type == "markdown":
        kinds = [one for one in (*MODELS, *VOCABULARIES) if one not in WITHOUT_PAGE]
        yield {"rule": "relative", "codes": ["lien_de_fiche"], "kind": kind, "kinds": kinds, "whole": markdown.WHOLE}


def _of_today(model: type[Part], champ: Champ) -> Iterator[Rule]:
    if code := _TODAY.get((model.__name__, champ.name)):
        yield {"rule": "today", "code": code}


def _rules_of(field: Mapping[str, Any]) -> Iterator[Rule]:
    yield from (*field["rules"], *field.get("between", ()))
    if "together" in field:
        yield field["together"]


def _codes_of(rule: Rule) -> Iterator[str]:
    yield from rule.get("codes", ())
    yield from _CODES.get(rule["rule"], ())
    if "code" in rule:
        yield rule["code"]


def _said(code: str, labels: Mapping[str, str], ou: str = "{ou}") -> Sequence[str]:
    """Return the message and the remedy of a code; in a form, fields have their labels instead of their keys."""
    message, remedy = MESSAGES[code]
    remedy = remedy.replace("{ou}", ou)
    if not labels:
        return [message, remedy]

    def named(found: re.Match[str]) -> str:
        return f"«\u00a0{labels[found[1]]}\u00a0»" if found[1] in labels else found[0]

    keys = re.compile(r"«[ \u00a0]([a-z_]+)(?:: ?[a-zA-Z-]+)?[ \u00a0]»")
    said = (keys.sub(named, text) for text in (message, IN_A_FORM.get(code, remedy)))
    return [types.BREAKABLE.sub("\u00a0", text) for text in said]
