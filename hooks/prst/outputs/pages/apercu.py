"""What the form shows of the page that a resource will have: its head, made by the very template of such pages.

The template is filled with marks in the place of values, once with all that it can show and once with the least; the
browser puts what was typed in the place of the marks (hooks/javascripts/formulaire/apercu.js).
"""

import re
from typing import Any

from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser

from prst.outputs.pages.common import RECORD_ROOT, Pages
from prst.outputs.pages.fiches import Link
from prst.records.model import Cible, Contact, Livrable

SHOWN = (".fiche-tete", ".fiche-cote")
"""Parts of the page that are shown."""
_ELSEWHERE = re.compile(r' (?:id|aria-labelledby)="[^"]*"')
"""Ids would stand twice in the page of the form."""


def mark(name: str) -> str:
    """Return what stands in the place of a value: signs that nothing escapes."""
    return f"⟦{name}⟧"


def templates(pages: Pages) -> dict[str, Markup]:
    """Return the head of a resource's page, by how much it shows: `plein` and `nu`."""
    return {"plein": _head(pages, full=True), "nu": _head(pages, full=False)}


def _head(pages: Pages, *, full: bool) -> Markup:
    links = [
        Link(mark(f"{name}.libelle"), mark(f"{name}.url"), "", mark(f"{name}.hote"), copie=False)
        for name in ("premier", "lien")
    ]
    html = pages.fill(
        "livrable.html",
        fiche=_marked(full),
        icone=None,
        format=mark("format"),
        cibles=[Cible.model_construct(id=mark("cible.id"), nom=mark("cible.nom"))],
        liens=links if full else [],
        racine=RECORD_ROOT,
        ailleurs=lambda fiche: "",
        **dict.fromkeys(("kit", "bandeau", "groupe", "modifier", "confirmer", "signaler")),
        **dict.fromkeys(("visuels", "themes", "secteurs", "territoires", "relais"), ()),
        **dict.fromkeys(("proches", "voisines", "evenements", "diffusions", "enquetes"), ()),
        code=False,
        refus=mark("refus"),
    )
    tree = LexborHTMLParser(html)
    parts = (tree.css_first(one) for one in SHOWN)
    return Markup("".join(_ELSEWHERE.sub("", part.html or "") for part in parts if part))


def _marked(full: bool) -> Livrable:
    """Return a resource whose values are marks."""
    ways: dict[str, Any] = {name: mark(name) for name in ("courriel", "telephone", "formulaire", "role", "suppleant")}
    contact = Contact.model_construct(structure=mark("structure"), a_confirmer=True, **ways)
    given: dict[str, Any] = {"titre": mark("titre"), "resume": mark("resume"), "exemple": full}
    if full:
        given |= {"promesse": mark("promesse"), "statut": "archive"}
    return Livrable.model_construct(id="apercu", format="", cibles=(), contact=contact, **given)
