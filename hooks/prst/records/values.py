"""Values that people wrote as they would say them, as the model wants them: where only one meaning is possible.

`MENDS` is the table: for each problem that the model finds, what is read instead.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel

from prst.records.dates import Duree
from prst.records.keys import inner_model, is_list, plain
from prst.records.naming import Words, key_of
from prst.records.types import OTHER_SPACES, Choix, Local, Reference, choix_of, fold, slugify

MONTHS = (
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
)
_SHORT = {"janv": 1, "fev": 2, "fevr": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "dec": 12}
_MONTH = {name: number for number, name in enumerate(MONTHS, 1)} | _SHORT
_DAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_DATE = re.compile(
    rf"(?:le\s+)?(?:(?:{_DAYS}),?\s+)?(?:le\s+)?(?:"
    r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})|(?P<y2>\d{4})[/.-](?P<m2>\d{1,2})(?:[/.-](?P<d2>\d{1,2}))?"
    r"|(?P<m3>\d{1,2})[/.-](?P<y3>\d{4})"
    rf"|(?:(?P<d4>\d{{1,2}})(?:er)?\s+)?(?P<m4>{_NAMES})\.?\s+(?P<y4>\d{{4}})|(?P<y5>\d{{4}}))"
    r"(?:\s*,?\s*(?:[aà]|[aà] partir de|t)?\s*(?P<time>\d{1,2}\s*(?:h|heures?|:)\s*\d{0,2})(?::00)?)?",
    re.ASCII,
)
_TIME = re.compile(r"(?:[aà]\s+)?(\d{1,2})\s*(?:h|heures?|:)\s*(\d{2})?(?::00)?", re.ASCII)
_SHORT_YEAR = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})", re.ASCII)


@dataclass(frozen=True)
class Given:
    """A value that has a problem, and what is known of its field."""

    text: str
    field: Any
    """The pydantic field that it is given to, or of the list in which it is."""
    words: Words
    beside: Mapping[str, Any]
    """What stands beside it, by key."""

    @property
    def target(self) -> str:
        """The folder or vocabulary to which the field refers; '' where it does to none."""
        return target_of(self.field)


def target_of(field: Any) -> str:
    """Return the folder or vocabulary to which the ids of a field lead; '' for another field."""

    def marks(part: Any) -> Any:
        yield from getattr(part, "__metadata__", ())
        for inner in getattr(part, "__args__", ()):
            yield from marks(inner)

    found = [one for one in [*field.metadata, *marks(field.annotation)] if isinstance(one, Reference | Local)]
    return found[0].target if found and not _bears(field) else ""


def _bears(field: Any) -> bool:
    """Whether a field is the id of the part in which it stands."""
    return any(isinstance(one, Local) and one.bears for one in field.metadata)


def _folded(text: str) -> str:
    return " ".join(re.sub(f"[{OTHER_SPACES}]", " ", fold(text)).split())


def french_date(text: str) -> str:
    """Return the date, with its hour where it has one, that a French text says; '' for none, or an ambiguous one."""
    found = _DATE.fullmatch(_folded(text))
    if not found:
        return ""

    def part(name: str) -> str:
        return next((value for key, value in found.groupdict().items() if key.startswith(name) and value), "")

    month = found["m4"] and _MONTH[found["m4"]]
    year, number, day = part("y"), int(month or part("m") or 0), int(part("d") or 0)
    try:
        date(int(year), number or 1, day or 1)
    except ValueError:
        return ""
    iso = f"{year}{f'-{number:02}' if number else ''}{f'-{day:02}' if day else ''}"
    if not found["time"]:
        return iso
    hour = french_hour(found["time"])
    return f"{iso}T{hour}" if hour and day else ""


def french_hour(text: str) -> str:
    """Return the hour that a French text says as HH:MM; '' for none."""
    found = _TIME.fullmatch(_folded(text))
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return ""
    return f"{int(found[1]):02}:{found[2] or '00'}"


def full_year(text: str) -> str:
    """Return the date that a text such as « 02/04/26 » most probably is; '' for another text."""
    found = _SHORT_YEAR.fullmatch(_folded(text))
    return french_date(f"{found[1]}/{found[2]}/20{found[3]}") if found else ""


# The table: what is read of a text that has a problem; '' where it is not for us to say


def _word(given: Given) -> str:
    if _bears(given.field):
        return slugify(given.text)
    found = given.words.meant(given.target, given.text) if given.target else ()
    return found[0] if len(found) == 1 else ""


def _date(given: Given) -> str:
    if hour := french_hour(given.text):
        start = given.beside.get("debut")
        day = french_date(start)[:10] if isinstance(start, str) else ""
        return f"{day}T{hour}" if len(day) == 10 else ""
    return french_date(given.text)


def _choice(given: Given) -> str:
    choices = choix_of(given.field.annotation, given.field.metadata) or Choix()
    said = key_of(given.text.replace("_", " "))
    found = {
        name
        for name, choice in choices.libelles.items()
        for one in (name.replace("_", " "), choice.nom, choice.nom.split(",")[0])
        if said and said.rstrip("e") == key_of(one).rstrip("e")
    }
    return found.pop() if len(found) == 1 else ""


_AT = re.compile(r"\s*(?:\(at\)|\[at\]|\(a\)|\(arobase\)|@)\s*", re.IGNORECASE)


def _mailbox(given: Given) -> str:
    text = re.sub(f"[{OTHER_SPACES}]", " ", given.text).strip()
    if within := re.fullmatch(r"[^<>@]*<\s*([^<>\s]+)\s*>|\[[^\]]*\]\(mailto:([^)\s]+)\)", text):
        text = within[1] or within[2]
    text = _AT.sub("@", re.sub("^mailto:", "", text, flags=re.IGNORECASE)).rstrip(".,; ")
    return text if text.count("@") == 1 and not re.search(r"[\s,;/]", text) and text.isascii() else ""


def _address(given: Given) -> str:
    text = given.text.strip()
    if link := re.fullmatch(r"\[[^\]]*\]\((\S+)\)|<(\S+)>", text):
        return link[1] or link[2]
    if re.fullmatch(r"https?:/?/?[^\s/]+\.\S+|https?//:?\S+", text, re.IGNORECASE):
        rest = re.sub(r"^https?[:/]*", "", text, flags=re.IGNORECASE)
        return f"https://{rest}" if text.lower().startswith("https") else ""
    if re.fullmatch(r"webcals?://[^\s/]+\.\S+", text, re.IGNORECASE):  # how calendars are subscribed to
        return re.sub(r"^webcals?", "https", text, flags=re.IGNORECASE)
    if re.fullmatch(r"www\.[^\s/]+\.[a-z]{2,}(?:/\S*)?", text, re.IGNORECASE):
        return f"https://{text}"
    if re.fullmatch(r"(?:[a-z0-9-]+\.)+(?:fr|org|com|net|eu|info)(?:/\S*)?", text, re.IGNORECASE):
        return f"https://{text}"
    if re.fullmatch(r"https?://\S+\s+", f"{text} ") and text.endswith((",", ";")):
        return text.rstrip(",; ")
    return _mailbox(given) and f"mailto:{_mailbox(given)}" if "@" in text else ""


def _phone(given: Given) -> str:
    text = re.sub(f"[{OTHER_SPACES}]", " ", fold(given.text))
    text = re.sub(r"^(?:tel|telephone)\.? ?:? ?", "", text).replace("(0)", "")
    text = re.sub(r"\s*\([^)0-9]*\)$", "", text)  # (standard)
    digits = re.sub(r"[ ./–-]+", " ", text).strip()
    return digits if re.fullmatch(r"\+?\d+(?: \d+)*", digits) and 6 <= len(re.sub(r"\D", "", digits)) <= 13 else ""


def _number(given: Given) -> str:
    text = re.sub(r"^(?:environ|env\.|~|≈) ?", "", _folded(given.text))
    found = re.fullmatch(r"(\d[\d ]*)(?:\s+[^\W\d]+(?:\s+[^\W\d]+)?)?", text)
    return found[1].strip() if found else ""


def _amount(given: Given) -> str:
    found = re.fullmatch(r"(-?\d[\d ]*(?:[.,]\d+)?)\s*(?:%|[^\W\d]+(?:\s+[^\W\d]+)?)", _folded(given.text))
    return found[1].strip() if found else ""


_YES = {"yes": "oui", "no": "non", "vrai": "oui", "faux": "non", "o": "oui", "n": "non", "on": "oui", "off": "non"}


def _yes_no(given: Given) -> str:
    return _YES.get(_folded(given.text), "")


def _year(given: Given) -> str:
    found = re.fullmatch(r"(?:en |annee )?(\d{4})", _folded(given.text))
    return found[1] if found and found[1] != given.text else ""


_FEW = ("une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze")


def _lead_time(given: Given) -> str:
    text = _folded(given.text)
    found = re.fullmatch(rf"(\d{{1,2}}|{'|'.join(_FEW)})\s*(?:(sem)(?:\.|aines?)?|j(?:ours?|\.)? ouvres?)", text)
    if not found:
        return ""
    count = int(found[1]) if found[1].isdecimal() else _FEW.index(found[1]) + 1
    return str(Duree(count, bool(found[2])))


_OFTEN = {"an": "YEARLY", "annee": "YEARLY", "annuel": "YEARLY", "moi": "MONTHLY", "mensuel": "MONTHLY"}


def _recurrence(given: Given) -> str:
    found = re.fullmatch(
        r"(?:tous les |toutes les |chaque |une fois par )?([a-z]+?)(?:lement|s|le)?", _folded(given.text)
    )
    return f"FREQ={_OFTEN[found[1]]}" if found and found[1] in _OFTEN else ""


def _form(given: Given) -> str:
    """A colour without its sign, a path or an icon as they are written elsewhere."""
    text = given.text.strip().replace("\\", "/")
    icon = text.strip(":").lower()
    pattern = str(given.field)
    if "#[0-9" in pattern and not text.startswith("#"):
        return f"#{text}"
    if re.fullmatch("[a-z]+(?:-[a-z0-9]+)+", icon) and icon != text:  # :material-hard-hat:
        return icon.replace("-", "/", 1)
    return icon if "/" in icon and icon != text else text.strip("/")


MENDS: Mapping[str, tuple[str, Callable[[Given], str]]] = {
    "id": ("lu_mot", _word),
    "inconnu": ("lu_mot", _word),
    "literal_error": ("lu_mot", _choice),
    "date": ("lu_date", _date),
    "annee": ("lu_valeur", _year),
    "courriel": ("lu_valeur", _mailbox),
    "url": ("lu_valeur", _address),
    "telephone": ("lu_valeur", _phone),
    "nombre": ("lu_valeur", _number),
    "valeur": ("lu_valeur", _amount),
    "oui_non": ("lu_valeur", _yes_no),
    "delai": ("lu_valeur", _lead_time),
    "recurrence": ("lu_valeur", _recurrence),
    "string_pattern_mismatch": ("lu_valeur", _form),
}
"""What is read of a text in which the model finds a problem, by its code, and the note that says so."""


# Lists and parts that are written as one text


def items_of(text: str, field: Any, words: Words) -> tuple[str, ...]:
    """Return the items of a list that is written as one text; none where it may be a sentence with commas."""
    target = target_of(field)
    inner = inner_model(field.annotation)
    if target and len(words.meant(target, text)) == 1:
        return (text,)
    if inner is None and not target and "types.Word" not in repr(field.annotation) and not _is_short(field):
        return () if re.search("[,;]", text) else (text,)
    numbered = re.sub(r"(?m)^\s*\d{1,2}[.)]\s+", "", text)
    parts = [part.strip(" •-–") for part in re.split(r"\s*[,;\n•]\s*", numbered)]
    if inner is not None and re.search(r"https?://\S+\s+(?:et\s+)?https?://", text):
        parts = re.findall(r"https?://[^\s,;]+", text)
    if target and len(parts) == 1:
        parts = re.split(r"\s+(?:et|/|\+)\s+|/", text)
        if not all(words.meant(target, part) for part in parts):
            parts = [text]
    return tuple(part for part in parts if part)


def _is_short(field: Any) -> bool:
    """Whether the items of a list are words rather than sentences."""
    if "Short()" in repr(field.annotation):
        return True
    limits = re.findall(r"max_length=(\d+)", repr(field.annotation))
    return bool(limits and int(limits[0]) <= 80) or choix_of(field.annotation, field.metadata) is not None


_WAYS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "Contact": (
        ("courriel", r"\S+@\S+"),
        ("formulaire", r"https?://\S+"),
        ("telephone", r"\+?[\d .]{8,}"),
        ("structure", ".+"),
    ),
    "Lien": (("url", r"(?:https?://|www\.)\S+|mailto:\S+"),),
    "CibleTouchee": (("cible", ".+"),),
    "Canal": (("type", ".+"),),
    "Pilote": (("structure", ".+"),),
    "Fonction": (("role", ".+"),),
    "FicheAction": (("numero", r".{1,40}"),),
    "Indicateur": (("nom", ".+"),),
    "Action": (("intitule", ".+"),),
    "AutreDate": (("debut", r".*\d.*"),),
    "Terme": (("label", ".+"),),
    "Agenda": (("url", r"(?:https?|webcals?)://\S+"),),
    "Partenaire": (("url", r"https?://\S+"),),
    "Plan": (("nom", ".+"),),
    "OutilNumerique": (("nom", ".+"),),
    "Organisme": (("nom", ".+"),),
}
"""The key to which a text belongs that stands in the place of a part, by the form that it has."""
LINK = "Consulter la ressource"
"""What is written of a link whose text nobody gave."""


_URL = r"(?:https?://|www\.)[^\s()<>]+"
_AROUND = r"[\s:,;()<>\[\]|–—-]*"
_TWO: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "Contact": ("structure", (r"(?P<courriel>[^\s@<>(),;:]+@[^\s@<>(),;:]+)", r"(?P<telephone>\+?\d[\d .]{6,}\d)")),
    "Lien": ("libelle", (rf"(?P<url>{_URL})",)),
}
"""Parts of which two keys stand in one text, as in a mail: « Nom <courriel> », « Le guide : https://… »."""


_SEVERAL = re.compile(r"[,;@/]|\d[\d .]{6,}\d")
"""In who answers: more than one name, or another way to reach them."""


def _two_of(text: str, model: str) -> dict[str, str]:
    """Return the words and the address that a text holds, where it holds one address at one of its ends."""
    name, forms = _TWO.get(model, ("", ()))
    for form in forms:
        if len(re.findall(form, text)) != 1:
            continue
        for order in (
            rf"(?P<words>.+?){_AROUND}(?<![\w/.]){form}{_AROUND}",
            rf"{form}(?=[,;]?[\s>)]){_AROUND}(?P<words>.+)",
        ):
            found = re.fullmatch(order, text)
            words = re.sub(rf"^{_AROUND}|{_AROUND}$", "", found["words"]) if found else ""
            if found and words and not (name == "structure" and _SEVERAL.search(words)):
                key = next(key for key in found.groupdict() if key != "words")
                return {name: words, key: found[key].rstrip(".,;")}
    return {}


_FORMS = {"Plan": re.compile(r"(?P<nom>.+?)[\s:,(]+(?P<debut>\d{4})\s*[-–/à]\s*(?P<fin>\d{4})\)?")}
"""Parts of which all keys stand in one text: « PRST 4 (2021-2025) »."""


def part_of(text: str, model: type[BaseModel]) -> dict[str, str]:
    """Return the keys of a part that is written as one text; none where nobody can tell."""
    if two := _two_of(text, model.__name__):
        return two
    if model.__name__ in _FORMS and (found := _FORMS[model.__name__].fullmatch(text)):
        return found.groupdict()
    if model.__name__ == "Contact" and "@" in text and re.search(r"\s", text):
        return {}
    for key, form in _WAYS.get(model.__name__, ()):
        if re.fullmatch(form, text):
            return {"libelle": LINK, key: text} if model.__name__ == "Lien" else {key: text}
    return {}


def is_of_list(field: Any) -> bool:
    """Whether a field holds a list."""
    return is_list(field.annotation)


def named_like(key: str, spellings: Mapping[str, str]) -> str:
    """Return the key of the model that a written one is; '' for none."""
    said = plain(key)
    return spellings.get(said) or spellings.get(said.rstrip("s")) or ""
