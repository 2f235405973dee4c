"""Contact cards (.vcf) of the functions of the directory (RFC 6350), for the address books of phones and mail programs.

A card is a dozen lines, which those of calendars already write: the two formats share their escapes (RFC 6350, section
3.4) and their folding (section 3.2). No library is needed besides icalendar's: vobject, which the tests read them with,
writes the version before this one.
"""

from collections.abc import Iterator
from uuid import NAMESPACE_URL, uuid5

from icalendar import vText

from prst.analysis.annuaire import Annuaire, Membre
from prst.outputs import Output
from prst.outputs.addresses import record_address
from prst.outputs.calendars import fold
from prst.records.catalogue import Catalogue

BASE = "annuaire/"
ENDING = ".vcf"


def card_address(membre: Membre) -> str:
    """Return where the card of a function is published."""
    return f"{BASE}{membre.id}{ENDING}"


def has_card(membre: Membre) -> bool:
    """Whether there is something to keep in an address book: a mailbox or a telephone of its own or its structure's."""
    return not membre.exemple and membre.chaine.directe and bool(membre.courriel or membre.chaine.qui[0].telephone)


def outputs(catalogue: Catalogue, annuaire: Annuaire) -> Iterator[Output]:
    """Yield the card of each function that can be reached."""
    for membre in annuaire.membres:
        if has_card(membre):
            yield Output(card_address(membre), create_card(membre, catalogue))


def create_card(membre: Membre, catalogue: Catalogue) -> bytes:
    """Return the card of a function: of somebody where a name was consented to, of an organisation otherwise.

    Same record, same bytes: nothing in it hangs on the day.
    """
    base, qui = catalogue.site.base, membre.chaine.qui[0]
    role = membre.role or "contributeur"
    page = base + record_address(membre.fiche.kind, membre.fiche.id)
    subjects = [catalogue.competences[one].label for one in membre.competences]
    lines: list[tuple[str, str]] = [
        ("KIND", "individual" if membre.nom else "org"),  # section 6.1.4
        ("FN", membre.nom or f"{membre.nommee}, {role}"),
        ("N", f"{_text(membre.nom)};;;;" if membre.nom else ";;;;"),  # readers of version 3.0 ask for it
        ("ORG", _text(membre.nommee)),
        ("TITLE", _text(role)),
        ("EMAIL;TYPE=work", _text(qui.courriel or "")),
        ("TEL;TYPE=work,voice", _text(qui.telephone or "")),
        ("CATEGORIES", ",".join(map(_text, subjects))),
        ("NOTE", _text(_note(membre, subjects))),
        ("URL", page),
        ("UID", uuid5(NAMESPACE_URL, base + card_address(membre)).urn),
    ]
    lines[1] = ("FN", _text(lines[1][1]))
    written = (("BEGIN", "VCARD"), ("VERSION", "4.0"), *lines, ("END", "VCARD"))
    return b"".join(fold(f"{name}:{value}".encode()) for name, value in written if value)


def _note(membre: Membre, subjects: list[str]) -> str:
    groups = ", ".join(one.nom for one in membre.groupes)
    told = (
        f"{'Pilote' if membre.pilote else 'Contribue à'}\u00a0: {groups}." if groups else "",
        f"Peut aider sur\u00a0: {', '.join(subjects)}." if subjects else "",
    )
    return "\n".join(filter(None, told))


def _text(value: str) -> str:
    """Return a text value with its escapes."""
    return vText(value).to_ical().decode()
