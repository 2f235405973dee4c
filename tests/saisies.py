"""What people type into each field of a form, right and wrong: one corpus for the check, its rules and the schemas."""

from collections.abc import Iterator, Mapping
from typing import Any

from prst.records.champs import Champ, Type, fields_of, value_of
from prst.records.model import MODELS, Part

Values = dict[str, Any]

TEXTS = (
    "Un mot",
    "Nom de votre structure",
    "XXX",
    "  deux   espaces\nune ligne  ",
    "À la une : « qui ? »",
    "7",
    "non",
    "# titre",
    "a" * 81,
    "é" * 251,
)
ADDRESSES = (
    "https://www.inrs.fr/guide?x=1#y",
    "http://Inrs.FR",
    "www.inrs.fr",
    "ftp://inrs.fr/x",
    "https://inrs",
    "https://",
    "https://a b.fr",
    "https://inrs.fr/a b",
    "https://moi@inrs.fr/",
    "https://192.168.1.4/x",
    "https://10.0.0.1.",
    "https://192.0.2.7/",
    "https://8.8.8.8/",
    "https://0x7f.1/",
    "https://intranet.local/",
    "https://[::1]/",
    "https://inrs.fr:99999/",
    "https://inrs.fr:80/",
    "https://inrs.fr:x/",
    "https://-.fr-",
    "https://éducation.fr/",
    f"https://inrs.fr/{'a' * 2000}",
    "mailto:prevention@inrs.fr",
    "mailto:prevention@inrs.fr?subject=Bonjour",
    "mailto:prevention@inrs.fr?cc=x@y.fr",
    "mailto:moi",
    "tel:0472000000",
    "tel:04 72",
    "javascript:alert(1)",
    "https://inrs.fr/<x>",
    "https://www.structure.fr/guide.pdf",
    "HTTPS://INRS.FR/",
    "https://inrs_.fr/",
    "https://x.123456/",
)
DAYS = (
    "2026-03-01",
    "2026-02-29",
    "2024-02-29",
    "2026-13-01",
    "2026-00-01",
    "2026-03",
    "2026",
    "1899-01-01",
    "2101-01-01",
    "2026-3-1",
    "hier",
    "32/01/2026",
    "2026-03-01T08:30",
    "2026-03-01T25:00",
    "2026-03-01 08:30",
    "2026-03-01T08:30:00",
    "20260301",
    "12/05/27",
    "32/05/27",
    "2026-3",
    "1er mars",
    "mars",
    "12/05",
    "Inconnue.",
    "20260332",
    "2026-03-01T00:00:00",
    "20260301T140000",
    "2026-03-01T14:00+01:00",
)
MARKDOWN = (
    "Une phrase.\n\n- un\n- deux",
    "[guide](https://inrs.fr/)",
    "[guide](www.inrs.fr)",
    "[x](javascript:alert(1))",
    "[x](/livrables/)",
    "[x](https://192.168.1.1/)",
    "<https://inrs.fr>",
    "<javascript:x>",
    "`[x](javascript:y)`",
    "[" * 501,
    "a" * 20_001,
    "[x]: javascript:y\n\n[x]",
    "[x](mailto:a@b.fr?bcc=c@d.fr)",
    "![image](javascript:x)",
    "[a](<https://inrs.fr/a b>)",
    "[site](inrs.fr/x)",
    "[a](autre.md)",
    "[a](#titre)",
    "[a](../../cibles/tpe/)",
    "[a](../../cibles/inconnue/)",
    "[a](../../cibles/)",
    "[a](../../../x/)",
    "[a](../../)",
    "[a](../../autre/)",
    "[a](../../guide.pdf)",
    "[a](../)",
    "[a](./)",
)
RULES = (
    "FREQ=YEARLY",
    "RRULE:FREQ=MONTHLY;BYDAY=1TU",
    "freq=weekly",
    "FREQ=DAILY",
    "FREQ=WEEKLY;BYDAY=MO,TU",
    "FREQ=HOURLY",
    "tous les ans",
    "aucune",
    "FREQ=YEARLY;COUNT=3",
    "FREQ=YEARLY;UNTIL=2028-01-01",
    "FREQ=YEARLY;UNTIL=20250101",
    "FREQ=YEARLY;COUNT=3;UNTIL=20280101",
    "FREQ=YEARLY;FREQ=YEARLY",
    "BYDAY=MO",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=YEARLY;BYWEEKNO=43;BYDAY=MO",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE;BYSETPOS=2",
    "FREQ=YEARLY;BYYEARDAY=100",
    "FREQ=YEARLY;BYMONTH=13",
    "FREQ=MONTHLY;BYDAY=MO,TU",
    "FREQ=WEEKLY;INTERVAL=2",
    "FREQ=YEARLY;BYDAY=20MO",
    "FREQ=WEEKLY;BYMONTHDAY=1",
    "FREQ=YEARLY;INTERVAL=7",
    "FREQ=YEARLY;BYDAY=1MO;BYMONTH=10",
    "FREQ=DAILY;INTERVAL=30",
    "FREQ=DAILY;BYDAY=MO",
    "FREQ=YEARLY;BYWEEKNO=53",
    "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO",
    "FREQ=MONTHLY;BYSETPOS=1;BYDAY=1MO,3MO",
)
TYPED: Mapping[Type, tuple[Any, ...]] = {
    "word": TEXTS,
    "line": TEXTS,
    "paragraph": (*TEXTS, "a" * 601),
    "prose": ("Un. Deux.", "mot " * 50, "mot " * 51, "mot : " * 50, ": ;", "a" * 2_001),
    "message": ("Un.\n\nDeux.", "mot " * 200, "mot " * 201, "a" * 4_001),
    "article": ("Un [lien](https://inrs.fr/).", "Un [lien](../cibles/).", "mot " * 251, "a" * 6_001),
    "markdown": MARKDOWN,
    "id": ("ancien-guide", "Guide PDF", "guide--x", "é", "a" * 101),
    "url": ADDRESSES,
    "mailbox": (
        "prevention@inrs.fr",
        "prevention@structure.fr",
        "moi",
        "moi@x",
        "a b@inrs.fr",
        "é@inrs.fr",
        "moi@example.org",
        f"{'a' * 65}@inrs.fr",
        "x@sub.exemple.fr",
    ),
    "phone": (
        "04 72 00 00 00",
        "+33472000000",
        "04.72.00.00.00",
        "04-72",
        "04\u00a072\u00a000\u00a000\u00a000",
        "quatre",
        "1",
        "non communiqué",
    ),
    "number": ("12", "1 200", "12,5", "-3", "douze", "1" * 16, "0"),
    "people": (
        "12",
        "1 200",
        "1\u202f200",
        "-3",
        "\u22123",
        "1200 salariés",
        "123456789",
        "99 999 999",
        "100 000 000",
        "0",
    ),
    "year": ("2026", "26", "1899", "2026-01", "2100", "2027"),
    "yes_no": ("oui", "Non", "vrai", "x", "TRUE"),
    "day": DAYS,
    "day_or_less": DAYS,
    "when": DAYS,
    "season": ("06-01/09-15", "11-01/03-31", "02-29/03-01", "6-1/9-15", "juin", "06-01"),
    "recurrence": RULES,
    "reference": ("inconnu-au-catalogue", "Deux mots"),
    "named": ("Une structure", "structure", "carsat", "carsat-bidule", "a" * 251),
    "pattern": ("assets/fichiers/guide.pdf", "../secret", "un espace.pdf", "a" * 201),
}
"""Values of each type, right and wrong."""
RIGHT: Mapping[Type, str] = {
    "mailbox": "prevention@inrs.fr",
    "url": "https://www.inrs.fr/",
    "phone": "04 72 00 00 00",
    "number": "3",
    "people": "12",
    "year": "2025",
    "yes_no": "oui",
    "day": "2026-03-01",
    "day_or_less": "2026-03",
    "when": "2026-03-01",
    "season": "03-01/09-15",
    "recurrence": "FREQ=YEARLY",
    "pattern": "assets/guide.pdf",
    "id": "ancien",
}
"""A right value of each type that does not take any words."""
KNOWN: Mapping[str, str] = {
    "cibles": "tpe",
    "livrables": "guide",
    "relais": "relais",
    "groupes": "groupe",
    "structures": "structure",
    "formats": "guide",
    "themes": "chutes",
    "secteurs": "industrie",
    "territoires": "region",
    "competences": "animer",
}
"""An id that exists, of each kind and vocabulary."""
_INDICATEUR = {"nom": "Guides remis", "unite": "guides"}
_RELEVE = {"indicateur": "Guides remis", "le": "2026-01", "valeur": "3"}


def _enquete(answers: str, *results: Values) -> Values:
    """A survey of one question, with the answers to it."""
    given = [{"reponse": f"Réponse {number}", **one} for number, one in enumerate(results, 1)]
    return {"questions": [{"question": "Utilité"}], "reponses": answers, "resultats": given}


TOGETHER: Mapping[str, tuple[Values, ...]] = {
    "structures": (
        {"type": None},
        {},
        {"fonctions": [{"role": "a", "nom": "Une personne"}]},
        {"fonctions": [{"role": "a", "nom": "Une personne", "publication_consentie": "2026-01-05"}]},
        {"fonctions": [{"role": "a", "publication_consentie": "2026-01-05"}]},
        {"fonctions": [{"role": "a", "nom": "Une personne", "publication_consentie": "hier"}]},
        {"fonctions": [{"role": "a", "competences": ["animer"]}, {"role": "b", "competences": ["animer"]}]},
        {"fonctions": [{"role": "a", "competences": ["animer", "animer"]}]},
        {"fonctions": [{"nom": "Une personne"}]},
    ),
    "livrables": (
        {"contact": {"structure": "Une structure"}},
        {"contact": {"structure": "Une structure", "a_confirmer": "oui"}},
        {"contact": {"structure": "structure"}},
        {"contact": {"structure": "carsat"}},
        {"contact": {"structure": "carsat", "telephone": "3939"}},
        {"contact": {"structure": "carsat", "a_confirmer": "oui"}},
        {"contact": {"structure": "agence-machin"}},
        {"contact": {"structure": "agence-machin", "telephone": "3939"}},
        {"contact": {"structure": "Une structure", "courriel": "prevention@structure.fr"}},
        {"contact": {"structure": "Une structure", "telephone": "04 72 00 00 00", "nom": "Une personne"}},
        {
            "contact": {
                "structure": "X",
                "telephone": "3939",
                "nom": "Une personne",
                "publication_consentie": "2026-01-05",
            }
        },
        {"contact": {"structure": "X", "telephone": "3939", "publication_consentie": "2026-01-05"}},
        {"contact": {"structure": "X", "telephone": "3939", "nom": "Une personne", "publication_consentie": "hier"}},
        {"contact": {"courriel": "prevention@inrs.fr"}},
        {"contact": "prevention@inrs.fr"},
        {"contact": []},
        {"ajoute_le": "2026-03-02", "modifie_le": "2026-03-01"},
        {"ajoute_le": "2026-03-02", "modifie_le": "2026-03-02"},
        {"ajoute_le": "2027-03-02"},
        {"cibles": []},
        {"cibles": "tpe"},
        {"cibles": ["tpe", "tpe"]},
        {"themes": ["chutes"] * 201},
        {"mots_cles": [f"mot {number}" for number in range(201)]},
        {"titre": ""},
        {"titre": "   "},
        {"titre": ["un"]},
        {"titre": {"un": "deux"}},
        {"resume": None},
        {"titres": "Un titre", "promese": "x", "xyz": "1"},
        {"statut": "Archivé"},
        {"statut": "publier"},
        {"kit": {"mode_emploi": {"quand": "Demain", "qui": "x"}}},
    ),
    "relais": (
        {"repondu": "oui"},
        {"repondu": "non", "sollicite": "non"},
        {"repondu": "oui", "sollicite": "oui"},
        {"repondu": "oui", "sollicite": "peut-être"},
        {"cibles": [{"cible": "tpe"}, {"cible": "tpe"}]},
        {"leviers": ["presse", "Réseaux sociaux", "presse"]},
        {"leviers": ["pres"]},
    ),
    "evenements": (
        {"debut": "2026-03-02", "fin": "2026-03-01"},
        {"debut": "2026-03-02", "fin": "2026-03-02"},
        {"debut": "2026-03-02T08:00", "fin": "2026-03-02"},
        {"debut": "2026-03-02T08:00", "fin": "2026-03-02T07:30"},
        {"debut": "2026-03", "fin": "2026-02"},
        {"debut": "2026", "fin": "2026-05"},
        {"debut": "hier", "fin": "2026-05-01", "saison": "06-01/09-15"},
        {"debut": "2026-06-01", "saison": "06-01/09-15"},
        {"debut": "2026-06-02", "saison": "06-01/09-15"},
        {"debut": "2026-06-01", "fin": "2026-06-02", "saison": "06-01/09-15"},
        {"debut": "2026-06-01", "recurrence": "FREQ=YEARLY", "saison": "06-01/09-15"},
        {"debut": "2026-06", "recurrence": "FREQ=YEARLY"},
        {
            "debut": "2026-06-01",
            "recurrence": "FREQ=MONTHLY;BYDAY=1TU",
            "modifications": [{"date": "2026-07-07"}, {"date": "2026-07-07"}],
        },
        {"debut": "2026-06-01", "recurrence": "FREQ=MONTHLY;BYDAY=1TU", "modifications": [{"date": "2026-07-08"}]},
        {"debut": "2026-06-01", "modifications": [{"date": "2026-06-01", "statut": "annule"}]},
        {"debut": "2026-06-01", "modifications": [{"date": "2026-06-02"}]},
        {
            "debut": "2026-06-01",
            "saison": "06-01/09-15",
            "modifications": [{"date": "2028-06-01", "fin": "2028-06-05"}],
        },
        {"debut": "2026-06", "modifications": [{"date": "2026-06-01"}]},
        {"debut": "2026-06-01", "autres_dates": [{"debut": "2026-06-05", "fin": "2026-06-04"}, {"fin": "2026-06-01"}]},
    ),
    "diffusions": (
        {"date": "2027-01"},
        {"date": "2026-11"},
        {"date": "12/25/2025"},
        {"date": "2/14/2025"},
        {"date": "31/02/2026"},
    ),
    "groupes": (
        {"plan": "prst 4", "jalons": [{"date": "2021", "intitule": "A"}, {"date": "2020-11", "intitule": "B"}]},
        {"plan": "PRST 5", "jalons": [{"date": "2012", "intitule": "A"}]},
        {
            "plan": "PRST 4",
            "jalons": [{"date": "2021", "intitule": "A", "nouvelle_date": "2019", "fait_le": "2020-02"}],
        },
        {"indicateurs": [{"nom": "Été", "unite": "jours"}, {"nom": "ete", "unite": "jours"}]},
        {"indicateurs": [_INDICATEUR, {"nom": "B"}], "releves": [{**_RELEVE, "indicateur": "b"}]},
        {"indicateurs": [_INDICATEUR], "releves": [{**_RELEVE, "indicateur": "guides remi"}]},
        {"releves": [_RELEVE]},
        {"indicateurs": [_INDICATEUR], "releves": [_RELEVE, {**_RELEVE, "indicateur": "GUIDES REMIS", "valeur": "4"}]},
        {"indicateurs": [_INDICATEUR], "releves": [_RELEVE, {**_RELEVE, "le": "2026-01-31"}]},
        {"contributeurs": ["Un service", "un Service", "Un autre"]},
        {"pilotes": [{"structure": "Un service"}, {"structure": "un service", "role": "Pilote"}]},
        {"pilotes": [{"structure": "Un service"}, {"structure": "Un service", "role": "copilote"}]},
        {"jalons": [{"date": "2026", "intitule": "A", "nouvelle_date": "2027", "etat": "prevu"}]},
        {"jalons": [{"date": "2026", "intitule": "A", "nouvelle_date": "2027", "etat": "decale"}]},
    ),
    "enquetes": (
        _enquete("48", {"nombre": "30"}, {"part": "37,5"}),
        _enquete("48", {"nombre": "30"}, {"part": "39"}),
        _enquete("48", {"part": "60"}, {"part": "45"}),
        _enquete("48", {"nombre": "30", "part": "62"}),
        _enquete("0", {"nombre": "0"}),
        _enquete("48", {"nombre": "30"}, {"reponse": "reponse 1", "nombre": "3"}),
    ),
    "retours": (
        {"a_marche": "Oui."},
        {"n_a_pas_marche": "Le rendez-vous a été reporté."},
        {"a_marche": "  "},
        {"a_marche": ["un", "deux"]},
        {"a_marche": "Oui.", "phases": ["animer", "Animer"]},
        {"a_marche": "Oui.", "phases": []},
        {"a_marche": "Oui.", "date": "2027-01"},
    ),
}
"""Values that are right or wrong together, beside the least that a record of the kind needs."""


def least(model: type[Part]) -> Values:
    """The least that a part needs."""
    return {champ.name: right(model, champ) for champ in fields_of(model) if champ.required}


def right(model: type[Part], champ: Champ) -> Any:
    """A right value of a field."""
    if champ.fields:
        part: type[Part] = value_of(model, champ.name)[0]
        value: Any = {**least(part), **({"telephone": "3939"} if "telephone" in part.model_fields else {})}
    elif champ.choices:
        value = champ.choices[0][0]
    else:
        value = KNOWN[champ.reference] if champ.type == "reference" else RIGHT.get(champ.type, "Quelques mots")
    return [value] if champ.several else value


def saisies() -> Iterator[tuple[str, Values]]:
    """The corpus: records by kind. Each field of each class stands there once, with all that may be typed into it."""
    seen: set[tuple[str, str]] = set()
    for kind, model in MODELS.items():
        for values in (least(model), *(typed for typed in _typed(model, seen)), *TOGETHER.get(kind, ())):
            full = {**least(model), **values}
            yield kind, {name: value for name, value in full.items() if value is not None}


def _typed(model: type[Part], seen: set[tuple[str, str]]) -> Iterator[Values]:
    """Yield, for each field and each thing typed into it, what a record of the class holds then."""
    for champ in fields_of(model):
        key = (_owner(model, champ.name), champ.name)
        if key in seen:
            continue
        seen.add(key)
        if champ.fields:
            part: type[Part] = value_of(model, champ.name)[0]
            found: Iterator[Any] = ({**right_of(part), **inner} for inner in _typed(part, seen))
        else:
            choices = (choice for choice, _libelle in champ.choices)
            found = iter((*TYPED.get(champ.type, ()), *choices, right_one(model, champ)))
        for value in found:
            yield {champ.name: [value] if champ.several else value}


def right_of(part: type[Part]) -> Values:
    """A right part: a contact that answers."""
    return {**least(part), **({"telephone": "3939"} if "telephone" in part.model_fields else {})}


def right_one(model: type[Part], champ: Champ) -> Any:
    """A right value of a field, outside of its list."""
    value = right(model, champ)
    return value[0] if champ.several else value


def _owner(model: type[Part], name: str) -> str:
    """The class that declares a field."""
    return next(one.__name__ for one in reversed(model.__mro__) if name in getattr(one, "__annotations__", {}))
