"""Signs that a page would show as they are: those of word processors, of spreadsheets, of other dialects, of HTML."""

import re
from collections.abc import Iterator

from prst.outputs.pages.written import code_spans
from prst.records.problems import ERREUR, NOTE, Problem, describe

_SPACES = "[ \t\u00a0\u202f]"
_LIST = "Une liste s’écrit avec un tiret et une espace, « - un », après une ligne vide."
_BOX = 'Un encadré s’écrit !!! note "Titre", puis son texte décalé de quatre espaces.'
_TABLE = "Un tableau a une barre entre ses cellules, et sous sa première ligne autant de « --- » qu’il a de colonnes."
_TO = r"(?:https?:|mailto:|\.\./|[\w./-]+\.md\b)"

AS_THEY_ARE = (
    (rf"^ {{0,3}}(?:[•·‣◦▪●■➢\uf0a7\uf0b7\uf0d8]{_SPACES}*|o\t)\S", _LIST),
    (rf"^ {{0,3}}[–—]{_SPACES}.*\n+ {{0,3}}[–—]{_SPACES}", _LIST),
    (r"^ {0,3}-(?=[^\W\d_]).*\n+ {0,3}-(?=[^\W\d_])", _LIST),
    (r"^ {0,3}(?:[-*+]|\d{1,2}\.)[\u00a0\u202f]\S", _LIST + " Ici, l’espace est insécable : retapez-la."),
    (
        r"^ {0,3}1\)[ \t].*\n+ {0,3}2\)[ \t]",
        "Une liste numérotée s’écrit « 1. un », « 2. deux », après une ligne vide.",
    ),
    (r"^\s*[-*+] \[[ xX]\](?= )", "Une case à cocher s’écrit ☐, une case cochée ☒."),
    (r"^ {1,3}#{1,6} \S", "Un titre commence au bord de la ligne : ôtez les espaces devant lui."),
    (
        r"(?:^|(?<=\s))\*\*[ \u00a0][^*\n]{1,300}[ \u00a0]\*\*(?=\s|$)",
        "Du gras s’écrit sans espace à l’intérieur : **gras**.",
    ),
    (r"^[^\s|][^\t|\n]{0,200}\t+\S.*\n[^\s|][^\t|\n]{0,200}\t+\S", _TABLE),
    (rf"\][ \u00a0]+\((?={_TO})[^()\n]*\)", "Un lien s’écrit sans espace entre ses signes : [texte](page.md)."),
    (
        rf"\([^()\n]{{1,300}}\)\[{_TO}[^\]\n]*\]",
        "Un lien s’écrit [texte](page.md) : les crochets, puis les parenthèses.",
    ),
    (rf"\]\({_TO}[^()\n]*$(?!\n[^\n]*\))", "Fermez la parenthèse du lien : [texte](page.md)."),
    (r"^(?:!!!|\?\?\?\+?) ?\w+ +[“”«].*$", _BOX + " Les guillemets sont droits."),
    (r"^\?\?\?\+? ?\w+.*$", _BOX),
    (r"^> ?\[!\w+\]", _BOX),
    (r"^::: ?\w+", _BOX),
    (r"<!--", "Un commentaire finit par « --> »."),
)
"""What is written, and how a page writes it."""

_TABLE_LINE = re.compile(r" {0,3}\|.*\|[ \t]*")
_RULE = re.compile(r"[ \t|:-]*-[ \t|:-]*")
_CALL = re.compile(r"\[\[[^\[\]\n]*\]\]|\{\{[^{}\n]*\}\}|\\\|")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_NOTE_CALLED = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_NOTE_SAID = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)
_BOX_BEGINS = re.compile(r"^!!! ?\w.*\n(?!\n* {4}\S|\n*\t)", re.MULTILINE)
_HEADING = re.compile(
    r"^(?P<level>#{1,6})(?P<text>[^#\n].*)?$|^(?P<words>[^\n#|>\s-][^\n]*)\n(?P<line>=+|-+)[ \t]*$", re.MULTILINE
)
_SENTENCE = re.compile(r"[.;,]\s*$")
_BARE = re.compile(r"(?<![\w(<\[\"'=/])(?:https?://|www\.)[^\s<>()\[\]«»]+[^\s<>()\[\]«».,;:!?]")

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][\w:.-]*)(?P<rest>(?:\s[^<>]*)?)/?>")
_HANDLER = re.compile(r"\s(on[a-z]+|style)\s*=", re.IGNORECASE)
_REFUSED = frozenset(
    ["script", "style", "form", "object", "embed", "applet", "meta", "link", "base", "frame", "frameset"]
)
_FORMER = frozenset(["center", "font", "big", "marquee", "blink", "strike", "tt"])
_VOID = frozenset(["area", "br", "col", "hr", "img", "input", "source", "track", "wbr"])
_IMPLIED = frozenset(["p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "option", "colgroup"])
"""Elements whose end HTML lets one leave out."""
_OTHERS = frozenset(
    [
        "a",
        "abbr",
        "address",
        "article",
        "aside",
        "audio",
        "b",
        "bdi",
        "bdo",
        "blockquote",
        "button",
        "caption",
        "cite",
        "code",
        "data",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "em",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "i",
        "iframe",
        "ins",
        "kbd",
        "main",
        "map",
        "mark",
        "nav",
        "ol",
        "picture",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "svg",
        "path",
        "table",
        "time",
        "u",
        "ul",
        "var",
        "video",
    ]
)


Fault = tuple[int, str, str, dict[str, str]]
"""Where, which message, how grave, and what it names."""


def check(text: str, begin: int, file: str) -> Iterator[Problem]:
    """Yield what is wrong with the signs of a page whose header ends at `begin`."""
    shown = _shown(text, begin)
    for look in (_as_they_are, _open_fence, _notes, _boxes, _tables, _headings, _tags, _bare):
        for offset, code, severity, values in look(text if look is _open_fence else shown):
            line, column = text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
            yield Problem(file, line, column, "", *describe(code, **values), code, severity)


def _shown(text: str, begin: int) -> str:
    """Return the text with a letter for each sign of its header and code, and without comments: at the same places."""
    pieces, at = [], 0
    for start, end in sorted([(0, begin), *(span for span in code_spans(text) if span[0] >= begin)]):
        pieces += [text[at:start], re.sub(r"[^\n]", "x" if start else " ", text[start:end])]
        at = max(at, end)
    return _COMMENT.sub(lambda found: re.sub(r"\S", " ", found[0]), "".join((*pieces, text[at:])))


def _as_they_are(text: str) -> Iterator[Fault]:
    told: set[int] = set()
    for pattern, remedy in AS_THEY_ARE:
        for found in re.finditer(pattern, text, re.MULTILINE):
            start = found.start() + len(found[0]) - len(found[0].lstrip())
            line = text.count("\n", 0, start)
            if not told & {line, line - 1}:  # once for a list
                end = max(found.end(), text.find("\n", start))
                yield _as_it_is(start, text[start:end].partition("\n")[0], remedy)
            told.add(line)


def _as_it_is(offset: int, value: str, remedy: str) -> Fault:
    return offset, "signe_tel_quel", ERREUR, {"value": value.strip(), "remede": remedy}


def _notes(text: str) -> Iterator[Fault]:
    """Yield the calls of notes that the page does not say."""
    said = {found[1] for found in _NOTE_SAID.finditer(text)}
    for found in _NOTE_CALLED.finditer(text):
        if found[1] not in said:
            remedy = f"Écrivez la note au bas de la page, après une ligne vide : [^{found[1]}]: son texte."
            yield _as_it_is(found.start(), found[0], remedy)


def _boxes(text: str) -> Iterator[Fault]:
    for found in _BOX_BEGINS.finditer(text):
        yield found.start(), "encadre_vide", ERREUR, {}


def _bare(text: str) -> Iterator[Fault]:
    for found in _BARE.finditer(text):
        if not _in_a_link(text, found.start()):
            address = found[0] if found[0].startswith("http") else f"https://{found[0]}"
            yield found.start(), "adresse_nue", NOTE, {"value": found[0], "adresse": address}


def _in_a_link(text: str, place: int) -> bool:
    """Whether an address stands in brackets, after those of a definition, or in a tag."""
    line = text[text.rfind("\n", 0, place) + 1 : place]
    return (
        line.rfind("[") > line.rfind("]") or line.rfind("<") > line.rfind(">") or line.rstrip().endswith(("]:", "]("))
    )


def _open_fence(text: str) -> Iterator[Fault]:
    """Yield the last block of code, if nothing ends it: Python-Markdown makes none of it."""
    begun, sign, offset = None, "", 0
    for line in text.splitlines(keepends=True):
        found = _FENCE.match(line)
        if found and begun is None and "`" not in line.strip().lstrip("`"):
            begun, sign = offset, found[1]
        elif found and begun is not None and found[1].startswith(sign) and not line.strip().strip(sign[0]):
            begun = None
        offset += len(line)
    if begun is not None:
        yield _as_it_is(begun, text[begun:].partition("\n")[0], "Fermez le bloc de code par une ligne de mêmes signes.")


def _tables(text: str) -> Iterator[Fault]:
    """Yield lines between bars that make no table, and cells that have no column: Python-Markdown drops them."""
    lines = text.split("\n")
    offset, columns, inside = 0, 0, False
    for number, line in enumerate(lines):
        if not _TABLE_LINE.fullmatch(line):
            inside = False
        elif not inside:
            inside, columns = True, _cells(line)
            rule = lines[number + 1] if number + 1 < len(lines) else ""
            remedy = "" if _RULE.fullmatch(rule) and _cells(rule) == columns else _TABLE
            if number and lines[number - 1].strip():
                remedy = "Laissez une ligne vide avant le tableau."
            if remedy:
                yield _as_it_is(offset, line, remedy)
                columns = 0
        elif 0 < columns < _cells(line):
            yield offset, "cellule_de_trop", ERREUR, {"value": line.strip()}
        offset += len(line) + 1


def _cells(line: str) -> int:
    return len(_CALL.sub("x", line).strip().strip("|").split("|"))


def _headings(text: str) -> Iterator[Fault]:
    """Yield headings that are none, those of the page after its first one, and levels that are left out."""
    title = level = 0
    for found in _HEADING.finditer(text):
        words = (found["words"] or found["text"] or "").strip()
        here = len(found["level"] or "") or (1 if found["line"].startswith("=") else 2)
        if (fault := _fault(found, words, here)) or (title and here == 1):
            raison, remedy = fault or (
                f"cette page a déjà son titre à la ligne {title}",
                "Un intertitre a deux dièses, « ## Intertitre » ; un mot-dièse s’écrit \\#mot.",
            )
            yield found.start(), "titre_mal_ecrit", ERREUR, {"raison": raison, "remede": remedy}
            continue
        if here == 1:
            title = text.count("\n", 0, found.start()) + 1
        elif level and here > level + 1:
            yield found.start(), "niveau_saute", NOTE, {"value": words, "attendu": "#" * (level + 1)}
        level = here


def _fault(found: re.Match[str], words: str, level: int) -> tuple[str, str] | None:
    """Return what is wrong with a heading by itself, and what to write."""
    if not words:
        return "ce titre est vide", "Écrivez-le, ou ôtez les dièses."
    if found["line"] and level > 1 and (len(found["line"]) < 3 or _SENTENCE.search(words)):
        return "une ligne de tirets sous une phrase fait de celle-ci un titre", "Laissez une ligne vide entre elles."
    return None


def _tags(text: str) -> Iterator[Fault]:
    """Yield tags that the policy of the site makes useless, that are none of HTML, and that nothing closes."""
    opened: dict[str, list[int]] = {}
    for found in _TAG.finditer(text):
        name, at = found["name"].lower(), found.start()
        if found["close"]:
            opened[name] = opened.get(name, [])[:-1]
        elif refused := _refused(found, name):
            yield at, "balise_refusee", ERREUR, dict(zip(("value", "raison", "remede"), refused, strict=True))
        elif name not in _VOID | _IMPLIED and not found[0].endswith("/>"):
            opened.setdefault(name, []).append(at)
    for name, places in opened.items():
        for at in places:
            raison = "n’est pas fermé : ce qui suit serait pris dedans"
            yield (
                at,
                "balise_refusee",
                ERREUR,
                {"value": f"<{name}>", "raison": raison, "remede": f"Écrivez </{name}> à sa fin."},
            )


def _refused(found: re.Match[str], name: str) -> tuple[str, str, str] | None:
    """Return what a tag or its attribute is called, why it is refused, and what to write."""
    handler = _HANDLER.search(found["rest"])
    if name in _REFUSED or handler:
        value = f"<{name}>" if name in _REFUSED or not handler else handler[1]
        return value, "n’est pas admis dans une page", "Écrivez-le en Markdown : l’aspect des pages vient du site."
    if name in _FORMER:
        return f"<{name}>", "n’est plus du HTML", "Ôtez cette balise ; du gras s’écrit **gras**, un titre ## Titre."
    if name in _OTHERS | _VOID | _IMPLIED:
        return None
    remedy = "Écrivez ces mots entre guillemets ; un chevron seul s’écrit &lt;."
    return found[0], "serait lu comme du HTML, et ne paraîtrait pas", remedy
