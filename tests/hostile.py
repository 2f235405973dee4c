"""Catalogues whose every text is an attack, the site that they give, and what an attack became in a page.

The records are made from the models, so that a field that is added tomorrow is attacked too.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import Annotated, Any, Literal, get_args, get_origin

from markdown import Markdown
from pydantic import BaseModel, TypeAdapter, ValidationError
from selectolax.lexbor import LexborHTMLParser, LexborNode

from prst.building import Build
from prst.outputs import Output
from prst.outputs.addresses import address_of
from prst.outputs.gabarit import Gabarit
from prst.outputs.pages import papiers
from prst.records.catalogue import Catalogue
from prst.records.model import MODELS, VOCABULARIES, Agenda, Partenaire, Retrait, Site, Terme
from prst.records.partenaires import CopiePartenaire, resources_of
from prst.records.types import Reference
from tests.catalogues import CHROME, EXEMPLE, PARTS, TEMPLATES, compiled_templates

ATTACK = "<img src=x onerror=alert({})>\"'&SLOTcorpsSLOT</script>"
"""Fits in the shortest texts; its number tells which field got through."""
LONG_ATTACK = (
    ATTACK
    + "</title></textarea><!--<script>alert(1)</script>--> ]]> {{{{ site.nom }}}} {{% raw %}} jetonPRST0jeton"
    + "\u2028<svg/onload=alert(1)><a href=javascript:alert(1)>x</a>"
)
MARKDOWN_ATTACK = (
    LONG_ATTACK
    + "\n\n# Titre\n\n[a](javascript:alert(1)) ![b](https://essai.fr/b.png) <javascript:alert(1)>"
    + " [c](data:text/html,x)\n\n[d](https://essai.fr/ '\" onmouseover=\"alert(1)')\n\n<script>alert(1)</script>"
    + "\n\n| <b> |\n|---|\n| <img src=x> |"
)
TYPED = (
    "https://essai.fr/?a='&b=SLOTcorpsSLOT;onload=alert(1)",
    "https://essai.fr/l'attaque&SLOTcorpsSLOT;onload=alert(1)/",
    "a'SLOTcorpsSLOT{onload}@organisme-essai.fr",
    "04 72 00 00 00",
    "1234",
    "oui",
    "2026-03-04T10:30",
    "2026-03-04",
    "2026",
    "FREQ=YEARLY",
    "livrables/x",
    "#123456",
    "vieux",
    "agenda.ics",
    "Indian/Reunion",
)
"""Values for fields that refuse free text; each field takes the first that it admits."""
OF_A_PERSON = {
    "contact.courriel": "p'SLOTcorpsSLOT{onload}@personne-essai.fr",
    "contact.telephone": "04 72 99 99 99",
    "fonctions.courriel": "p'SLOTcorpsSLOT{onload}@personne-essai.fr",
    "fonctions.telephone": "04 72 99 99 99",
}
"""Ways to reach somebody who is named, by the end of their path: structures have others."""
BOUNDED = {"resultats.question": "1"}
"""Numbers that are bounded by others, by the end of their path."""
BEGUN = {"mots.plan": "le "}
"""What texts must begin with, by the end of their path."""

VARIANTS = range(4)
"""Choices of a field are tried one after the other: of those that exclude each other the most are four."""


class Attacker:
    """Makes records in which every text is an attack, and remembers where each attack stands.

    A field takes the first of the `texts` that it admits; `{}` in them is the number of the field.
    """

    def __init__(
        self, variant: int, line_separators: bool = True, texts: Sequence[str] = (MARKDOWN_ATTACK, LONG_ATTACK, ATTACK)
    ) -> None:
        self._variant = variant
        self._texts = texts
        self._line_separators = line_separators
        self._numbers = count(1000)
        self.fields: dict[int, str] = {}

    def record(self, model: type[BaseModel], path: str) -> dict[str, Any]:
        """What the file of a hostile record says: a value for each of its fields."""
        return {
            name: self._value(
                Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation, f"{path}.{name}"
            )
            for name, field in model.model_fields.items()
            # a milestone's state goes with some of its dates, and excludes others; a share excludes a number;
            # a season holds four numbers, and excludes end and rule; the only one of its kind is part of nothing; and a
            # few sections leave out the rest
            if name not in ("id", "saison", "fait_partie_de", "comprend", "inclus_dans", "recoupe", "sections")
            and not f"{path}.{name}".endswith(("jalons.etat", "resultats.part"))
        }

    def _value(self, annotation: Any, path: str) -> Any:
        references = list(find_references(annotation))
        if get_origin(annotation) is Annotated:
            inner, *_ = get_args(annotation)
            if get_origin(inner) is tuple or find_models(inner):
                return self._value(inner, path)
        if get_origin(annotation) is tuple:
            return [self._value(get_args(annotation)[0], path)]
        if models := find_models(annotation):
            return self.record(models[0], path)
        if references:
            return "x"
        if choices := list(find_choices(annotation)):
            return choices[self._variant % len(choices)]
        return self._text(annotation, path)

    def _text(self, annotation: Any, path: str) -> str:
        number = next(self._numbers)
        if own := next((value for end, value in (OF_A_PERSON | BOUNDED).items() if path.endswith(end)), None):
            return own
        begin = next((words for end, words in BEGUN.items() if path.endswith(end)), "")
        for value in (*self._texts, *TYPED):
            text = begin + (value.format(number) if value not in TYPED else value)
            if not self._line_separators:
                text = text.replace("\u2028", " ")
            try:
                kept = TypeAdapter(annotation).validate_python(text)
            except ValidationError:
                continue
            if "\n" in text and "\n" not in kept:
                continue  # a text of one line
            if value not in TYPED:
                self.fields[number] = path
            return text
        raise AssertionError(f"no value fits {path}: add one to TYPED")

    def copy(self) -> CopiePartenaire:
        """The copy of a partner of which every text is an attack."""
        long, short = (self._texts[0].format(1), self._texts[-1].format(2))
        row = {
            **dict.fromkeys(("id", "titre", "resume", "format", "editeur", "date"), long),
            **{name: [long, short, TYPED[0]] for name in ("cibles", "themes", "liens")},
            "adresse": TYPED[0],
        }
        return CopiePartenaire(tuple(resources_of([row, {**row, "titre": short, "id": "titre"}])), None, long, short)

    def catalogue(self) -> dict[str, Any]:
        """Every kind with one record, the parts of each file, and the site."""
        kinds = {kind: {"x": self.record(model, kind)} for kind, model in MODELS.items()}
        (indicator,), (reading,) = (kinds["groupes"]["x"][key] for key in ("indicateurs", "releves"))
        self.fields = {number: path for number, path in self.fields.items() if not path.endswith(".indicateur")}
        reading["indicateur"] = indicator["nom"]  # it names one
        structure = kinds["structures"]["x"]  # nothing replaces itself
        kinds["structures"] |= {"y": {**structure, "anciens_ids": [], "remplacee_par": ""}}
        structure["remplacee_par"] = "y"
        return {
            **kinds,
            **{name: {"x": self.record(Terme, name)} for name in VOCABULARIES},
            "retraits": {"livrables/retire": self.record(Retrait, "retraits")},
            "agendas": {"x": self.record(Agenda, "agendas")},
            "partenaires": {"x": self.record(Partenaire, "partenaires")},
            "site": self.record(Site, "site"),
        }


def find_references(annotation: Any) -> Iterator[Reference]:
    for part in get_args(annotation):
        if isinstance(part, Reference):
            yield part
        yield from find_references(part)


def find_choices(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
        return
    for part in get_args(annotation):
        yield from find_choices(part)


def find_models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in find_models(part)]


def create_hostile(attacker: Attacker, example: str = "oui") -> Catalogue:
    """The catalogue of an attacker, with three deliverables so that terms have their page, and one that is a draft."""
    tree = attacker.catalogue()
    for kind in MODELS:
        tree[kind]["x"]["exemple"] = example
    livrable = tree["livrables"]["x"]
    for identity in ("y", "z"):
        tree["livrables"][identity] = {**livrable, "anciens_ids": [f"vieux-{identity}"], "statut": "publie"}
    records: dict[str, dict[str, Any]] = {kind: {} for kind in tree if kind != "site"}
    for kind, parts in records.items():
        model: type[BaseModel] = PARTS.get(kind) or MODELS[kind]
        for identity, fields in tree[kind].items():
            parts[identity] = model.model_validate({"id": identity, **fields} if "id" in model.model_fields else fields)
    catalogue = Catalogue.of(Site.model_validate(tree["site"]), records)
    return replace(catalogue, ailleurs={"x": attacker.copy()})


def create_site(catalogue: Catalogue) -> Build:
    return Build(
        catalogue,
        TEMPLATES,
        compiled_templates(),
        chrome=lambda section, depth: Gabarit(f"<title>SLOTtitreSLOT</title>{CHROME}"),
    )


WRITTEN = """\
# Page

{{ livrables() }}

{{ livrables(cible="x", limite=1) }}

{{ evenements() }}

{{ cibles() }}

Voir [[livrable:z]], [[cible:x]], [[relais:x]], [[groupe:x]] et [[evenement:x]].

**1. `]]><a>&` et** *ceci* **?** *Une seule réponse.*

- ☐ `</answer>`
"""


def find_all(catalogue: Catalogue, title: str = ATTACK.format(1)) -> Iterator[Output]:
    """Everything that the catalogue gives, without a host; with a written page that has a title."""
    site = create_site(catalogue)
    for name in site._following:
        yield Output(f"{name}.html", site.after_markdown(name, "").encode())
    keys = [
        f"{name}.{part}" for name in ("editeur", "contact", "hebergeur") for part in ("nom", "structure", "adresse")
    ]
    calls = [f'{{{{ site("{key}") }}}}' for key in ("region", "nom", "accroche", *keys)]
    for src_uri in papiers.TEMPLATES.values():
        template = (EXEMPLE / "docs" / src_uri).read_text(encoding="utf-8").split("---\n", 2)[2]
        site.before_markdown(src_uri, address_of(src_uri), template, {"modele": True, "title": title})
    meta = {"modele": True, "questionnaire": True, "title": title}
    text = site.before_markdown("a.md", "a/", "\n\n".join([WRITTEN, *calls]), meta)
    yield Output("a/index.html", site.after_markdown("a.md", Markdown(extensions=["tables"]).convert(text)).encode())
    for producer in site.producers():
        yield from producer.give()


def find_faults(html: str) -> list[str]:
    """What an attack became in a page: an element, an attribute, an address."""
    faults = []
    for node in LexborHTMLParser(html).css("*"):
        if node.tag == "img" and node.attributes.get("src") not in ("qr.svg", "bandeau.png"):
            faults.append(str(node.html))
        if node.tag in ("iframe", "object", "embed", "base", "style", "textarea", "template") and not is_field(node):
            faults.append(f"<{node.tag}>")
        if node.tag == "script" and not is_known_script(node):
            faults.append(str(node.html))
        if node.tag in ("svg", "path") and node.css("[onload]"):
            faults.append(str(node.html))
        for name, value in node.attributes.items():
            if name.startswith("on") or name in ("style", "srcdoc", "formaction"):
                faults.append(f"{name}={value}")
            if name in ("href", "src", "action") and re.match(
                r"\s*(?:javascript|data|vbscript)\s*:", value or "", re.I
            ):
                faults.append(f"{name}={value}")
    return faults


def is_field(node: LexborNode) -> bool:
    """Whether an element is a field of a form, which holds nothing, or what fields are copied from."""
    if node.tag == "template":
        return (node.parent.attributes if node.parent else {}).get("data-controle") == "parties"
    name = node.attributes.get("id") or ""
    return node.tag == "textarea" and name.startswith(("d-commentaire", "f-")) and not node.text()


def is_known_script(node: LexborNode) -> bool:
    if node.attributes.get("type") in ("application/ld+json", "application/json"):
        json.loads(node.text())
        return True
    source = node.attributes.get("src") or ""
    known = re.fullmatch(
        r"(?:\.\./|/)*(?:\./)?assets/javascripts/(?:recherche/)?[a-z]+(?:-[a-z]+)*\.js|porte\.js", source
    )
    return bool(known) and not node.text()
