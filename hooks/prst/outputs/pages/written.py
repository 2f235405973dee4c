"""Written pages call the catalogue: `{{ livrables(cible="btp") }}` and `[[livrable:id]]`.

No Jinja runs in docs/: a call is parsed as a Python literal call, becomes a token in the Markdown, and HTML afterwards.
MkDocs' strict mode would refuse the links if they stood in the Markdown.
"""

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from markupsafe import Markup

from prst.outputs import classeurs, french
from prst.outputs.addresses import RECORD_SECTIONS, SECTIONS, record_address
from prst.outputs.exemples import SORTES
from prst.outputs.pages import annuaire, bureau, etat, reference, reseau, retours, sections
from prst.outputs.pages.common import Pages
from prst.outputs.pages.messages import Messages
from prst.outputs.pages.reference import Reference
from prst.records import model as model_module
from prst.records.catalogue import names_of
from prst.records.explications import EXPLICATIONS, page_of
from prst.records.model import PHASE, VOCABULARIES, Site
from prst.records.problems import Problem, describe, did_you_mean

_CALL = re.compile(r"\{\{(?P<call>(?:(?!\{\{|\}\}).){0,500})\}\}", re.DOTALL)
_LINK = re.compile(r"\[\[(?P<kind>[a-z]+):(?P<id>[^\]|\n]{1,120})(?:\|(?P<text>[^\]\n]{1,250}))?\]\]")
_FENCE = re.compile(r"^\s*(`{3,}|~{3,})")  # at any depth: in a list it is indented
_INLINE_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_TITLE = re.compile(r"^(?:# .*|[^\n#].*\n=+[ \t]*)$", re.MULTILINE)
"""A heading of the first level, in one of its two forms (CommonMark 0.31, sections 4.2 and 4.3)."""
_TOKEN = re.compile(r"(?P<block><p>)?jetonPRST(?P<number>\d{1,6})jeton(?(block)(?P<close></p>)?)")

KINDS = {SECTIONS[section].one: section for section in RECORD_SECTIONS} | {"evenement": "evenements"}
EXPLAINED = {
    "message": {code: (page_of(code), code) for code in EXPLICATIONS},
    "reference": {sorte.slug: (reference.address_of(sorte.slug), sorte.titre) for sorte in SORTES},
}
"""Pages that are made of the program: address and title, by the word before and after the colon of a citation."""
FACETS = {
    "cible": "cibles",
    "theme": "themes",
    "format": "formats",
    "secteur": "secteurs",
    "territoire": "territoires",
    "groupe": "groupes",
    "relais": "relais",
}
LESSON_FACETS = ("theme", "cible", "groupe")
ARGUMENTS = {**FACETS, "competence": "competences"}
"""What an argument names, whatever the call."""
DEFAULT_LIMIT = 6
UNKNOWN_FACT = "à compléter"


class CallError(Exception):
    """A call or link of a written page that cannot be answered: reason and remedy, in French."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


class BrokenRecordError(CallError):
    """A call names a record that is wrong: its own problem is told, and no other."""


@dataclass(frozen=True)
class Call:
    """One call or link found in a written page."""

    name: str
    arguments: dict[str, Any]
    line: int
    column: int
    start: int
    end: int


def code_spans(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of what is code in a Markdown text, where calls are shown and not run."""
    spans = []
    fence, begin, offset = "", 0, 0
    for line in text.splitlines(keepends=True):
        match = _FENCE.match(line)
        if fence:
            if match and match[1].startswith(fence) and not line.strip().strip(fence[0]):
                spans.append((begin, offset + len(line)))
                fence = ""
        elif match:
            fence, begin = match[1], offset
        else:
            spans += [(offset + found.start(), offset + found.end()) for found in _INLINE_CODE.finditer(line)]
        offset += len(line)
    if fence:
        spans.append((begin, offset))
    return spans


def find_calls(text: str) -> Iterator[Call | tuple[int, int, CallError]]:
    """Yield the calls and links of a Markdown text in order, or (line, column, error) for one that cannot be read."""
    code = code_spans(text)
    found = sorted((*_CALL.finditer(text), *_LINK.finditer(text)), key=lambda match: match.start())
    for match in found:
        if any(start <= match.start() < end for start, end in code):
            continue
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        if "kind" in match.groupdict():
            arguments = {"kind": match["kind"], "id": match["id"].strip(), "text": match["text"]}
            yield Call("[[", arguments, line, column, *match.span())
            continue
        try:
            name, arguments = _parse(match["call"])
        except CallError as error:
            yield line, column, error
        else:
            yield Call(name, arguments, line, column, *match.span())


def _parse(source: str) -> tuple[str, dict[str, Any]]:
    """Return the name and arguments of a call such as `livrables(cible="btp", limite=5)`; literals only."""
    example = 'Par exemple : {{ livrables(cible="tpe-pme", limite=5) }}.'
    try:
        node = ast.parse(source.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise CallError(f"« {{{{{source}}}}} » ne peut pas être lu.", example) from None
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        raise CallError(f"« {{{{{source}}}}} » n’est pas un appel au catalogue.", example)
    try:
        arguments = {keyword.arg: ast.literal_eval(keyword.value) for keyword in node.keywords if keyword.arg}
        positional = [ast.literal_eval(argument) for argument in node.args]
    except (ValueError, TypeError):
        raise CallError("une valeur n’est ni un texte ni un nombre.", example) from None
    if len(arguments) < len(node.keywords):
        raise CallError("les arguments portent un nom.", example)
    return node.func.id, {**{str(index): value for index, value in enumerate(positional)}, **arguments}


def renamed_in(text: str, target: str, old: str, new: str) -> str:
    """Return a written page whose calls and links name the record or term `old` of `target` by a new id."""
    names = [name for name, named in ARGUMENTS.items() if named == target]
    argument = re.compile(rf"\b({'|'.join(names)})(\s*=\s*)([\"']){re.escape(old)}\3") if names else None
    at, found = 0, ""
    for call in find_calls(text):
        if isinstance(call, tuple):
            continue
        said = text[call.start : call.end]
        if call.name == "[[" and KINDS.get(call.arguments["kind"]) == target and call.arguments["id"] == old:
            said = re.sub(rf"(:\s*){re.escape(old)}(?=\s*[|\]])", rf"\g<1>{new}", said, count=1)
        elif call.name != "[[" and argument and old in call.arguments.values():
            said = argument.sub(rf"\1\2\g<3>{new}\3", said)
        found, at = found + text[at : call.start] + said, call.end
    return found + text[at:]


# What a call gives: a function of the pages, the way to the root, and the arguments


def _livrables(pages: Pages, racine: str, arguments: dict[str, Any]) -> Markup:
    fiches = [fiche for fiche in pages.catalogue.livrables.values() if fiche.statut == "publie"]
    for facet, target in FACETS.items():
        if facet in arguments:
            wanted = _known(pages, target, arguments[facet])
            holding = {fiche.id: rank for rank, fiche in enumerate(pages.derived.holds.of("livrables", target, wanted))}
            fiches = sorted((fiche for fiche in fiches if fiche.id in holding), key=lambda fiche: holding[fiche.id])
    if not fiches:
        return Markup('<p class="vide">Aucune ressource pour l’instant.</p>')
    cards = pages.cards(fiches[: _limit(arguments)], racine)
    return pages.fill("_cartes_seules.html", cartes=cards)


def _evenements(pages: Pages, racine: str, arguments: dict[str, Any]) -> Markup:
    events = list(pages.catalogue.evenements.values())
    for facet in ("cible", "theme", "territoire"):
        if facet in arguments:
            target = FACETS[facet]
            wanted = _known(pages, target, arguments[facet])
            holding = {event.id for event in pages.derived.holds.of("evenements", target, wanted)}
            events = [event for event in events if event.id in holding]
    found = pages.coming(events, _limit(arguments))
    months = arguments.get("mois")
    if months is not None:
        if not isinstance(months, int) or isinstance(months, bool) or not 1 <= months <= 100:
            raise CallError("« mois » est un nombre de 1 à 100.")
        last = pages.derived.reference.toordinal() + 31 * months
        found = [one for one in found if one.debut.toordinal() <= last]
    return pages.fill("_rendez_vous_seuls.html", racine=racine, occurrences=found, limite=_limit(arguments))


def _retours(pages: Pages, racine: str, arguments: dict[str, Any]) -> Markup:
    """Return the lessons of a moment of a group's work, or of a subject; '' where there are none yet."""
    phase = arguments.get("phase")
    if phase is not None and not (isinstance(phase, str) and phase in PHASE.libelles):
        phases = ", ".join(PHASE.libelles)
        raise CallError(
            f"« {phase} » n’est pas une phase{did_you_mean(str(phase), PHASE.libelles)}.", f"Choix : {phases}."
        )
    lessons = retours.of_moment(pages, phase) if phase else list(pages.catalogue.retours.values())
    for facet in LESSON_FACETS:
        if facet in arguments:
            wanted = _known(pages, FACETS[facet], arguments[facet])
            holding = {one.id for one in pages.derived.holds.of("retours", FACETS[facet], wanted)}
            lessons = [one for one in lessons if one.id in holding]
    everything = f"{retours.BASE}?phases={phase}" if phase else retours.BASE
    return retours.shown(pages, racine, lessons[: _limit(arguments, retours.FEW)], toutes=everything)


def _cibles(pages: Pages, racine: str, _arguments: dict[str, Any]) -> Markup:
    return sections.targets(pages, racine)


def _donnees(pages: Pages, racine: str, _arguments: dict[str, Any]) -> Markup:
    return etat.data(pages, racine)


def _modele(_pages: Pages, racine: str, _arguments: dict[str, Any]) -> Markup:
    return Markup('<a href="{}{}">modèle d’inventaire (.xlsx)</a>').format(racine, classeurs.TEMPLATE)


def _site(pages: Pages, _racine: str, arguments: dict[str, Any]) -> Markup:
    key = str(arguments.get("0", ""))
    value: Any = pages.site
    owner: Any = None
    for part in key.split("."):
        if value is None:
            break
        owner = value
        fields = getattr(type(value), "model_fields", {})
        if part not in fields:
            raise CallError(
                f"« {key} » n’est pas un réglage du site{did_you_mean(part, fields)}.",
                "Les réglages sont dans catalogue/site.yml.",
            )
        value = getattr(value, part)
    if not isinstance(value, str | None):
        raise CallError(f"« {key} » contient plusieurs réglages.", 'Par exemple : {{ site("editeur.nom") }}.')
    parts = tuple(key.split("."))
    if value is None:
        value = _of_structure(pages, owner, parts[-1])
    elif parts in (pattern for pattern, _target in names_of(Site)):
        value = pages.catalogue.nom_de(value)
    text = UNKNOWN_FACT if value is None else str(value)
    if text.startswith(("http://", "https://")):
        return Markup('<a href="{0}">{0}</a>').format(text)
    if "@" in text:
        return Markup('<a href="mailto:{0}">{0}</a>').format(text)
    return Markup("{}").format(text)


def _of_structure(pages: Pages, part: Any, key: str) -> str | None:
    """Return what the record of a structure says in the place of a part of site.yml that names it."""
    structure = pages.catalogue.structure(getattr(part, "structure", None) or getattr(part, "nom", None))
    name = {"formulaire": "page_contact"}.get(key, key)
    return getattr(pages.contacts.current(structure), name, None) if structure else None


def _nombre(pages: Pages, _racine: str, arguments: dict[str, Any]) -> Markup:
    kind = str(arguments.get("0", ""))
    if kind not in SECTIONS:
        raise CallError(
            f"« {kind} » n’est pas compté{did_you_mean(kind, SECTIONS)}.", f"Choix : {', '.join(SECTIONS)}."
        )
    return Markup("{}").format(french.number(len(getattr(pages.catalogue, kind))))


def _champs(pages: Pages, racine: str, arguments: dict[str, Any]) -> Markup:
    kind = str(arguments.get("0", ""))
    parts = {name.lower(): model for name, model in vars(model_module).items() if _is_part(model)}
    if kind not in parts:
        raise CallError(
            f"« {kind} » n’est pas décrit{did_you_mean(kind, parts)}.", f"Choix : {', '.join(sorted(parts))}."
        )
    return pages.fill("_champs.html", racine=racine, champs=Reference(pages).of_part(parts[kind], racine))


def _qui_aide(pages: Pages, racine: str, arguments: dict[str, Any]) -> Markup:
    competence = arguments.get("competence", "")
    if pages.catalogue.competences:  # a region that began before there was such a vocabulary has none
        competence = _known(pages, "competences", competence)
    return annuaire.who_helps(pages, str(competence), racine)


def _bureau(pages: Pages, racine: str, _arguments: dict[str, Any]) -> Markup:
    site = pages.catalogue.site
    return pages.fill("_bureau.html", racine=racine, forge=bureau.forge_of(site), depot=site.depot)


def _reseau(pages: Pages, racine: str, _arguments: dict[str, Any]) -> Markup:
    return reseau.section(pages, racine)


def _messages(pages: Pages, racine: str, _arguments: dict[str, Any]) -> Markup:
    return Messages(pages).common(racine)


def _nous_joindre(pages: Pages, racine: str, _arguments: dict[str, Any]) -> Markup:
    """Return who answers for the site and how, or that nobody can be reached yet."""
    asked = pages.contacts.written_to or pages.contacts.region or pages.contacts.editeur
    return pages.fill("_nous_joindre.html", racine=racine, qui=asked)


def _outils_numeriques(pages: Pages, racine: str, _arguments: dict[str, Any]) -> Markup:
    return pages.fill(
        "_outils_numeriques.html", racine=racine, outils=pages.site.outils_numeriques, qui=pages.contacts.region
    )


def _is_part(model: Any) -> bool:
    return (
        isinstance(model, type)
        and issubclass(model, model_module.Part)
        and model not in (model_module.Part, model_module.Record)
    )


def _link(pages: Pages, racine: str, arguments: dict[str, Any]) -> Markup:
    kind, identity = arguments["kind"], arguments["id"]
    if kind in EXPLAINED:
        return _explained(racine, EXPLAINED[kind], identity, arguments["text"])
    if kind not in KINDS:
        raise CallError(
            f"« {kind} » n’est pas une sorte de fiche{did_you_mean(kind, KINDS)}.", f"Choix : {', '.join(KINDS)}."
        )
    section = KINDS[kind]
    identity = _known(pages, section, identity)
    record = getattr(pages.catalogue, section)[identity]
    text = arguments["text"] or record.intitule
    return Markup('<a href="{}{}">{}</a>').format(racine, record_address(section, identity), text)


def _explained(racine: str, known: Mapping[str, tuple[str, str]], identity: str, text: str | None) -> Markup:
    """Return a link to a page of the reference or of messages."""
    if identity not in known:
        raise CallError(f"« {identity} » n’a pas de page{did_you_mean(identity, known)}.", "Vérifiez ce mot.")
    address, title = known[identity]
    return Markup('<a href="{}{}">{}</a>').format(racine, address, text or title)


def _known(pages: Pages, target: str, identity: Any) -> str:
    """Return the id of a record or term, a former one resolved. Raises BrokenRecordError or CallError."""
    known = pages.catalogue.resolve(target, identity) if isinstance(identity, str) else None
    if known is not None:
        return known
    if identity in pages.broken.get(target, ()):
        raise BrokenRecordError(identity)
    folder = f"vocabulaires/{target}.yml" if target in VOCABULARIES else f"{target}/"
    raise CallError(
        f"« {identity} » est inconnue{did_you_mean(str(identity), getattr(pages.catalogue, target))}.",
        f"Les valeurs possibles sont dans catalogue/{folder}.",
    )


def _limit(arguments: dict[str, Any], default: int = DEFAULT_LIMIT) -> int:
    limit = arguments.get("limite", default)
    if not isinstance(limit, int) or isinstance(limit, bool) or not 1 <= limit <= 100:
        raise CallError("« limite » est un nombre de 1 à 100.")
    return limit


@dataclass(frozen=True)
class _Kind:
    render: Callable[[Pages, str, dict[str, Any]], Markup]
    arguments: frozenset[str]
    block: bool


CALLS = {
    "livrables": _Kind(_livrables, frozenset({*FACETS, "limite"}), True),
    "evenements": _Kind(_evenements, frozenset({"cible", "theme", "territoire", "mois", "limite"}), True),
    "retours": _Kind(_retours, frozenset({"phase", *LESSON_FACETS, "limite"}), True),
    "cibles": _Kind(_cibles, frozenset(), True),
    "donnees": _Kind(_donnees, frozenset(), True),
    "modele": _Kind(_modele, frozenset(), False),
    "site": _Kind(_site, frozenset({"0"}), False),
    "qui_aide": _Kind(_qui_aide, frozenset({"competence"}), True),
    "champs": _Kind(_champs, frozenset({"0"}), True),
    "messages": _Kind(_messages, frozenset(), True),
    "bureau": _Kind(_bureau, frozenset(), True),
    "nous_joindre": _Kind(_nous_joindre, frozenset(), False),
    "outils_numeriques": _Kind(_outils_numeriques, frozenset(), True),
    "reseau_communication": _Kind(_reseau, frozenset(), True),
    "nombre": _Kind(_nombre, frozenset({"0"}), False),
    "[[": _Kind(_link, frozenset({"kind", "id", "text"}), False),
}


def _answer(call: Call, pages: Pages, racine: str) -> Markup:
    kind = CALLS.get(call.name)
    if kind is None:
        names = [name for name in CALLS if name != "[["]
        raise CallError(
            f"« {call.name} » n’existe pas{did_you_mean(call.name, names)}.",
            f"Choix : {', '.join(names)}.",
        )
    for name in call.arguments:
        if name not in kind.arguments:
            raise CallError(
                f"« {name} » n’est pas un argument de « {call.name} ».",
                f"Choix : {', '.join(sorted(kind.arguments))}." if kind.arguments else "Il n’en prend aucun.",
            )
    return kind.render(pages, racine, call.arguments)


def check(text: str, file: str, pages: Pages) -> list[Problem]:
    """Return what is wrong with the calls and links of a written page."""
    problems = []
    for call in find_calls(text):
        try:
            if isinstance(call, tuple):
                line, column, error = call
                raise error
            line, column = call.line, call.column
            _refuse_misplaced(call, text)
            _answer(call, pages, "./")
            _refuse_in_a_sentence(call, text)
        except BrokenRecordError:
            continue
        except CallError as error:
            message, remedy = describe("jeton", raison=error.reason, remede=error.remedy)
            problems.append(Problem(file, line, column, "", message, remedy, "jeton"))
    return problems


def _refuse_misplaced(call: Call, text: str) -> None:
    """Raise CallError for a call where HTML cannot stand: a heading, whose anchor is made of it, or an address."""
    before = text[text.rfind("\n", 0, call.start) + 1 : call.start]
    if before.lstrip().startswith("#"):
        raise CallError("un appel ne peut pas être dans un titre.", "Écrivez le titre en toutes lettres.")
    if before.endswith(("](", '"', "=")):
        raise CallError("un appel ne peut pas être une adresse.", "Écrivez l’adresse, ou [[livrable:identifiant]].")


def _refuse_in_a_sentence(call: Call, text: str) -> None:
    """Raise CallError for a call that gives a list or a table, and is not alone in its paragraph."""
    if CALLS[call.name].block and not _stands_alone(call, text):
        raise CallError(
            f"«\u00a0{call.name}\u00a0» donne une liste ou un tableau, qui ne peut pas être dans une phrase.",
            "Écrivez l’appel seul sur sa ligne, avec une ligne vide avant et après.",
        )


def _stands_alone(call: Call, text: str) -> bool:
    """Whether a call is all that its paragraph holds: what it gives takes the place of that."""
    before, after = text[: call.start].splitlines() or [""], text[call.end :].split("\n")
    if text[: call.start].endswith("\n"):
        before.append("")
    around = (*before[-2:-1], *after[1:2])
    return not before[-1].strip() and not after[0].strip() and all(map(_ends_paragraph, around))


def _ends_paragraph(line: str) -> bool:
    """Whether a line is of no paragraph: empty, a heading, HTML, or the head of an admonition or tab."""
    return not line.strip() or line.lstrip().startswith(("#", "<", "!!!", "???", "==="))


def to_tokens(text: str, pages: Pages, racine: str) -> tuple[str, list[tuple[bool, Markup]]]:
    """Return the Markdown with tokens in the place of calls, and for each token whether it is a block, and its HTML.

    A call that cannot be answered stays as it is: `check` reports it.
    """
    pieces: list[str] = []
    answers: list[tuple[bool, Markup]] = []
    position = 0
    for call in find_calls(text):
        if isinstance(call, tuple):
            continue
        try:
            html = _answer(call, pages, racine)
        except CallError:
            continue
        pieces += [text[position : call.start], f"jetonPRST{len(answers)}jeton"]
        answers.append((CALLS[call.name].block, html))
        position = call.end
    return "".join((*pieces, text[position:])), answers


def under_title(text: str, answers: list[tuple[bool, Markup]], html: Markup) -> str:
    """Return the Markdown of `to_tokens` with one more block, under its title, or first where the theme gives that."""
    code = code_spans(text)
    titles = (match for match in _TITLE.finditer(text) if not any(start <= match.start() < end for start, end in code))
    end = next((match.end() for match in titles), 0)
    answers.append((True, html))
    return f"{text[:end]}\n\njetonPRST{len(answers) - 1}jeton\n\n{text[end:]}"


def folded(text: str, answers: list[tuple[bool, Markup]], start: re.Pattern[str], opening: Markup) -> str:
    """Return the Markdown of `to_tokens` whose last part, from what begins it on, is folded under what opens it."""
    found = start.search(text)
    if found is None:
        return text
    answers += [(True, opening), (True, Markup("</details>"))]
    first = len(answers) - 2
    before, after = text[: found.start()], text[found.end() :].rstrip()
    return f"{before}jetonPRST{first}jeton\n\n{after}\n\njetonPRST{first + 1}jeton\n"


def from_tokens(html: str, answers: list[tuple[bool, Markup]]) -> str:
    """Return the HTML of a page with each token replaced; a block takes the place of the paragraph around it."""

    def replace(match: re.Match[str]) -> str:
        number = int(match["number"])
        if number >= len(answers):
            return match[0]
        block, answer = answers[number]
        if block and match["block"] and match["close"]:
            return str(answer)
        return f"{match['block'] or ''}{answer}{match['close'] or ''}"

    return _TOKEN.sub(replace, html)


_TO_TICK = re.compile(r"<li>(?=\s*(?:<p>)?\s*[☐☒])")


def with_boxes(html: str) -> str:
    """Return the HTML of a page whose lines to tick are marked as such: their box takes the place of a bullet."""
    return _TO_TICK.sub('<li class="case">', html)


_APART = re.compile(r"(<(pre|code|script|style|textarea)\b.*?</\2>|<[^>]*>)", re.DOTALL)
"""What stands between the words of a page: tags, and texts that are shown letter by letter."""
_BREAKABLE = re.compile(r" (?=[:;?!»](?:[\s).,]|$))|(?<=«) ")


def with_unbreakable_spaces(html: str) -> str:
    """Return the HTML of a page whose double punctuation stays with its word, as editors type it with any space.

    Source: Lexique des règles typographiques en usage à l’Imprimerie nationale, « Ponctuation ».
    """
    parts = _APART.split(html)
    parts[::3] = [_BREAKABLE.sub("\u00a0", words) for words in parts[::3]]
    del parts[2::3]  # the names of the tags
    return "".join(part or "" for part in parts)


_PART = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
LONG = 5_000
"""Letters from which a page is long: six screens of a phone. Its parts then stand folded after its introduction."""
PARTS = 3
"""Parts from which they are worth a list."""


def with_parts(html: str, pages: Pages) -> str:
    """Return the HTML of a page with a list of its parts before the first of them, where it is long."""
    parts = _PART.findall(html)
    if len(parts) < PARTS or len(_TAG.sub("", html)) < LONG:
        return html
    shown = [(ancre, Markup(_TAG.sub("", titre))) for ancre, titre in parts]
    return html.replace("<h2", f"{pages.fill('_parties.html', parties=shown)}<h2", 1)


_TO_COPY = re.compile(r'<pre><code class="language-yaml">(.*?)</code></pre>', re.DOTALL)
"""A record that a page shows, as Python-Markdown writes it."""


def with_copies(html: str, pages: Pages) -> str:
    """Return the HTML of a page with a button after each record that it shows, which copies it."""
    numbers = count(1)

    def copied(match: re.Match[str]) -> str:
        number = next(numbers)
        name = "l’exemple" if number == 1 else f"l’exemple {number}"
        return str(pages.fill("_a_copier.html", id=f"exemple-{number}", texte=Markup(match[1]), nom=name))

    return _TO_COPY.sub(copied, html)
