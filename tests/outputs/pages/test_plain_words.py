"""Words of the trade stay out of what companies and relays read: whatever the program itself says there."""

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.catalogues import Kind, create_catalogue, render_lists, render_pages

PUBLIC = re.compile(
    r"(?:livrables|cibles|relais|structures|evenements|formats|themes|secteurs|territoires|agenda|que-diffuser-quand"
    r"|lettre|pour-vous|recherche)/|$"
)
"""Beginning of the addresses that companies and relays read; '' is the home page."""
KEPT_OUT = re.compile(
    r"\b(?:livrables?|SPSTI|SPST|PRST 4|fiches?-actions?|relais génériques?|forge|merge request|YAML|commit)\b", re.I
)
"""What pilots and developers say."""
FOR_PILOTS = ".porte, .contribuer, [aria-labelledby=porte-pilotes]"
"""Parts of public pages that speak to who writes records."""
KINDS: dict[str, Kind] = {
    "livrables": {
        "guide": {"titre": "Guide", "relais": ["cma"], "groupe": "ga", "themes": ["chutes"], "territoires": ["01"]},
        **{f"guide-{number}": {"titre": f"Guide {number}", "themes": ["chutes"]} for number in range(30)},
        "vieux": {"titre": "Vieux", "statut": "archive"},
    },
    "relais": {"cma": {"nom": "Chambre", "type": "chambre", "cibles": [{"cible": "tpe"}], "territoires": ["01"]}},
    "groupes": {"ga": {"nom": "Groupe"}},
    "evenements": {
        "salon": {"titre": "Salon", "debut": "2027-03-04", "livrables": ["guide"], "cibles": ["tpe"]},
        "ete": {"titre": "Été", "debut": "2027-06-01", "saison": "06-01/09-15"},
    },
    "themes": {"chutes": {"label": "Chutes"}},
    "territoires": {"01": {"label": "Ain"}, "region": {"label": "Région"}, "national": {"label": "France"}},
}


@pytest.mark.parametrize("kinds", [KINDS, {"livrables": {}, "relais": {}, "evenements": {}}], ids=["full", "empty"])
def test_public_pages_are_said_in_plain_words(kinds: dict[str, Kind]) -> None:
    catalogue = create_catalogue(**kinds)
    found = {}
    for address, html in {**render_pages(catalogue), **render_lists(catalogue)}.items():
        if PUBLIC.match(address):
            tree = LexborHTMLParser(html)
            for node in tree.css(f"{FOR_PILOTS}, script, title"):
                node.decompose()
            said = re.sub(r"(?:https?|webcal)://\S+", "", tree.text(separator=" "))  # an address says what it must
            if words := KEPT_OUT.findall(said):
                found[address] = words
    assert found == {}
