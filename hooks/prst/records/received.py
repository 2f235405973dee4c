"""Records in what people send: a mail, an issue of a forge, the text of a form, between greetings and signatures."""

import email.policy
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from functools import cache
from html.parser import HTMLParser
from itertools import chain

from prst.records.keys import all_spellings, plain, spellings
from prst.records.misplaced import KINDS
from prst.records.model import MODELS
from prst.records.schemas import SINGULAR

LARGEST = 25_000_000
"""Bytes of a mail: what most servers take, attachments included."""
LONGEST = 200_000
"""Characters that are read of one text."""
MOST = 20
"""Records that one message may hold."""
CUT_AT = 55
"""Characters from which a mail program may have cut a line: a longer word followed."""
KEY_WORDS = 4
"""Words that what looks like a key may have."""
LONGEST_RECORD = 500
"""Lines of a record to which a text after an empty line may belong."""
FEWEST_KEYS = 2
"""Keys that make a record of some lines."""
ALIKE = 0.5
"""Share of the lines of a record that one below it has too, when that is an earlier version of it."""

_HEADER = re.compile(rb"\A(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}\r?\n")
_OF_A_MAIL = re.compile(rb"^(?:From|Received|MIME-Version|Message-ID):", re.IGNORECASE | re.MULTILINE)
_FILE = re.compile(rf"catalogue/({'|'.join(MODELS)})/([a-z0-9-]{{1,100}})\.yml")
_SCHEMA = re.compile(r"^#\s*yaml-language-server:.*?/([a-z]+)\.schema\.json", re.MULTILINE)
_FENCE = re.compile(r"(?P<bar>`{3,40}|~{3,40})(?![`~])")
_QUOTED = re.compile(r"^(?:[ \t]?>[ \t]?)+", re.MULTILINE)
_KEY = re.compile(r"[ ]*(?:[-•–*][ \t]+)?(?P<key>[^\W\d][^:#\n]{0,60}?)[ \t\u00a0]*:(?=\s|\u00a0|$)")
_ITEM = re.compile(r"[ \t]*(?:[-•–*]|\d{1,2}[.)])[ \t\u00a0]")
_HEADING = re.compile(r"^#{2,4}[ \t]+([^\n]+)$", re.MULTILINE)
_TITLE = re.compile(r"^#{1,4}[ \t]+([^\n]+)$", re.MULTILINE)
_HEADERS = re.compile(
    r"^(?:[ \t>*]*(?:De|From|Expéditeur|Date|Envoyé(?: le)?|Sent|À|To|Cc|Copie|Objet|Subject)"
    r"[ \t\u00a0]*:[^\n]*\n){3,}",
    re.MULTILINE,
)
"""What a mail program writes above a message that it passes on, or answers."""
_ANSWERED = re.compile(
    r"^[ \t>*]*(?:Le|On)[ \u00a0][^\n]{4,200}(?:\n[^\n]{1,100})?[ \u00a0\n](?:a écrit|wrote)[ \u00a0]?:[ \u00a0*]*$",
    re.MULTILINE,
)
"""What the others write above a message that they answer."""
_DECORATED = re.compile(
    r"(?P<before>(?:[-•–*][ \t]+|\d{1,2}[.)][ \t]+)?)(?P<sign>\*\*|__|\*)(?P<key>[^\W\d][^:*_\n]{0,60}?)"
    r"[ \t\u00a0]*(?P<colon>:?)[ \t\u00a0]*(?P=sign)[ \t\u00a0]*(?P<after>:?)[ \t\u00a0]*(?P<rest>[^\n]*)"
)
"""A key in bold, as Markdown writes it and mail programs copy it."""
_NUMBERED = re.compile(r"\d{1,2}[.)][ \t]+(?=[^\W\d])")
_PAIR = re.compile(r"(?P<key>[^\W\d][^:=\t\n]{0,60}?)(?:[ ]+=[ ]+|[ ]*:?\t+)(?P<value>[^\t\n]+)")
"""A key and its value, apart by a tab or an equals sign."""
_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")
"""The line under the head of a table (GitHub Flavored Markdown, section 4.10)."""
_POLITE = re.compile(
    r"\W*(?:bonjour|bonsoir|merci|(?:bien )?cordialement|bien à (?:vous|toi)|cdlt"
    r"|(?:bonne|belle) (?:journée|réception|soirée)|à bientôt|amicalement|salutations|envoyé de(?:puis)? mon"
    r"|sent from)\b",
    re.IGNORECASE,
)
_OF_SIGNATURES = frozenset({"tel", "telephone", "mail", "courriel", "email", "e_mail", "mel", "site", "adresse", "fax"})
"""Keys that those who sign say their own by."""
_LONG = frozenset({"resume", "description", "commentaire", "a_marche", "n_a_pas_marche", "essai", "nous_ferions"})
"""Fields that take several paragraphs."""
_SORT = re.compile(
    r"^[ \t*-]*(?:sorte|type de fiche|genre de fiche|nature de la fiche)[ \t\u00a0*]*:[ \t\u00a0*]*(?P<kind>[^\n]+)\n?",
    re.MULTILINE | re.IGNORECASE,
)
"""A line that says of what kind a record is."""
_NOTHING = frozenset({"_no response_", "_aucune réponse_", "no response"})
_END = re.compile(r"--[ ]?|[_-]{5,}|-{3,}[^\n]*-{3,}")
"""What begins a signature (RFC 3676, section 4.3), or what a mail program puts around a message that it quotes."""
_BLOCKS = frozenset(["br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "pre", "blockquote", "table", "ul", "ol"])
_UNSEEN = frozenset(["script", "style", "head", "template", "title"])


@dataclass(frozen=True)
class Received:
    """One record of a message, as it was written there."""

    texte: str
    sorte: str
    """Its kind, by what names it or by its keys."""
    identifiant: str = ""
    """The id that the message gives it; '' for none."""
    origine: str = "le message"
    sortes: Sequence[str] = ()
    """The kinds that it may be as well as another, where nobody can tell."""


@dataclass(frozen=True)
class Message:
    """What was found in a message."""

    fiches: Sequence[Received]
    laisse: Sequence[str]
    """Lines and attachments that are no part of a record."""
    coupe: Sequence[str] = ()
    """Texts of which only the beginning was read, by where they come from."""


def message_of(content: bytes) -> Message:
    """Return the records of a mail or text, and what was left aside. Nothing is raised, whatever the bytes."""
    texts: list[tuple[str, str, bool]] = []
    left: list[str] = []
    if _HEADER.match(content.replace(b"\r\n", b"\n")[:20_000]) and _OF_A_MAIL.search(content[:20_000]):
        try:
            parts = list(_of_a_mail(content))
        except Exception:  # parts within parts without end, headers that are none: the library raises many things
            parts = [("un courriel qui ne peut pas être lu", "", False)]
        for origin, text, cut in parts:
            (texts.append((origin, text, cut)) if text else left.append(origin))
    else:
        texts.append(("le message", _decoded(content, "utf-8"), False))
    found: list[Received] = []
    for origin, text, _cut in texts:
        fiches, others = _records(text[:LONGEST], origin)
        found += [one for one in fiches if one.texte not in [other.texte for other in found]]
        left += others
    return Message(found[:MOST], left, [origin for origin, text, cut in texts if cut or len(text) > LONGEST])


def _of_a_mail(content: bytes) -> Iterator[tuple[str, str, bool]]:
    """Yield what a mail holds: where each text comes from, the text, '' for what is no text, and whether it is cut."""
    mail = BytesParser(policy=email.policy.default).parsebytes(content)
    assert isinstance(mail, EmailMessage)  # noqa: S101 - what the policy makes
    plain_texts, pages = [], []
    for part in mail.walk():
        if part.is_multipart():
            continue
        name = str(part.get_filename("") or "")
        kind = part.get_content_type()
        if name and not re.search(r"\.(?:ya?ml|txt|md)\Z", name, re.IGNORECASE):
            yield f"la pièce jointe {name}", "", False
        elif name or kind in ("text/plain", "text/html"):
            payload = part.get_payload(decode=True)
            text = _decoded(payload if isinstance(payload, bytes) else b"", str(part.get_content_charset() or "utf-8"))
            if name:
                plain_texts.append((f"la pièce jointe {name}", text, False))
            elif kind == "text/html":
                pages.append(("le message", _text_of_html(text[: 2 * LONGEST]), len(text) > 2 * LONGEST))
            else:
                flowed = str(part.get_param("format", "")).lower() == "flowed"
                plain_texts.append(("le message", _unflowed(text) if flowed else text, False))
        else:
            yield f"une partie {kind}", "", False
    yield from plain_texts or pages


def _decoded(content: bytes, charset: str) -> str:
    """Return bytes as text: in the character set that they are said to be in, or else as mail programs write."""
    for name in (charset, "utf-8-sig", "cp1252"):
        try:
            return content.decode(name).replace("\r\n", "\n").replace("\r", "\n")
        except (UnicodeError, LookupError):
            continue
    return content.decode("latin-1").replace("\r\n", "\n").replace("\r", "\n")


def _unflowed(text: str) -> str:
    """Return lines that were cut to be sent as they were before (RFC 3676, section 4.1)."""
    return re.sub(r"(?<=[^\n]) \n(?=[^ \n>-])", " ", text)


@dataclass
class _Row:
    """A row of a table: where what it says begins, and each of its cells."""

    start: int
    cells: list[int] = field(default_factory=list)
    holds_another: bool = False


class _Page(HTMLParser):
    """Reads what a page says, a line for each of its blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._unseen = ""
        self._rows: list[_Row] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if not self._unseen and tag in _UNSEEN:
            self._unseen = tag
        self.said += ["\n"] if tag in _BLOCKS else []
        if tag == "tr":
            for row in self._rows[-1:]:
                row.holds_another = True
            self._rows.append(_Row(len(self.said)))
        elif tag in ("td", "th") and self._rows:
            self._rows[-1].cells.append(len(self.said))

    def handle_endtag(self, tag: str) -> None:
        if tag == self._unseen:
            self._unseen = ""
        self.said += ["\n"] if tag in _BLOCKS and tag != "br" else []
        if tag == "tr" and self._rows:
            self._end_row(self._rows.pop())

    def _end_row(self, row: "_Row") -> None:
        """Write the cells of a row as Markdown does; those of a page that a table lays out stay as they are."""
        if row.holds_another or len(row.cells) < 2:
            return
        ends = [*row.cells[1:], len(self.said)]
        cells = ["".join(self.said[start:end]) for start, end in zip(row.cells, ends, strict=True)]
        if any(_keys_of(cell) >= FEWEST_KEYS for cell in cells):
            return
        texts = [", ".join(line.strip() for line in cell.split("\n") if line.strip()) for cell in cells]
        self.said[row.start :] = ["\n| ", " | ".join(text.replace("|", "/") for text in texts), " |\n"]

    def handle_data(self, data: str) -> None:
        self.said += [re.sub(r"[ \t\n]+", " ", data)] if not self._unseen else []


def _text_of_html(page: str) -> str:
    """Return what a page says, a line for each of its blocks."""
    reader = _Page()
    reader.feed(page)
    lines = [line.strip() for line in "".join(reader.said).split("\n")]
    return "\n".join(line for line, before in zip(lines, ["", *lines], strict=False) if line or before)


# Records of a text


def _records(text: str, origin: str) -> tuple[list[Received], list[str]]:
    """Return the records that stand in a text, and its other lines: what it answers, where that is below, included."""
    below = min((found.start() for form in (_HEADERS, _ANSWERED) if (found := form.search(text))), default=0)
    marked = text.count("\n>", below) >= FEWEST_KEYS
    if below and not marked and _is_a_record(_plain_lines(text[:below])):
        fiches, left = _records_of(text[:below], origin)
        quoted, others = _records_of(text[below:], origin)
        earlier = [one for one in quoted if any(_are_alike(one.texte, fiche.texte) for fiche in fiches)]
        left += chain.from_iterable(_lines(one.texte) for one in earlier)
        return [*fiches, *(one for one in quoted if one not in earlier)], [*left, *others]
    return _records_of(text, origin)


def _are_alike(one: str, other: str) -> bool:
    """Whether two records are versions of the same."""
    mine, theirs = set(_lines(one)), set(_lines(other))
    return len(mine & theirs) >= ALIKE * min(len(mine), len(theirs))


def _records_of(text: str, origin: str) -> tuple[list[Received], list[str]]:
    """Return the records that stand in a text where nothing is below it, and its other lines."""
    fenced, around = _fences(text)
    if fenced := [one for one in fenced if _keys_of(one) >= FEWEST_KEYS]:
        return [_received(one, around, origin) for one in fenced], _lines(around)
    passed_on = [line for found in _HEADERS.findall(text) for line in _lines(found)]
    text = _HEADERS.sub("\n", text) if passed_on else text
    answered = "\n".join(line for line in text.split("\n") if not line.startswith(">"))
    if text.count("\n>") < FEWEST_KEYS:
        pass
    elif _is_a_record(_plain_lines(answered)):  # what it answers, or an earlier version, stands below
        passed_on += [line for line in _lines(text) if line.startswith(">")]
        text = answered
    elif _keys_of(_QUOTED.sub("", text)) > _keys_of(text):
        text = _QUOTED.sub("", text)
    text = _plain_lines(text)
    if len(_HEADING.findall(text)) >= FEWEST_KEYS:
        text = _answers(text, _HEADING)
    elif sum(_is_known(label) for label in _TITLE.findall(text)) >= FEWEST_KEYS:
        text = _answers(text, _TITLE)
    pieces, left = _pieces(text)
    return [_received(piece, before, origin) for before, piece in pieces], [*passed_on, *left]


def _is_a_record(text: str) -> bool:
    """Whether a text says of something what it is called, and more."""
    keys = [_known(line) for line in text.split("\n") if not line.startswith((" ", "\t"))]
    return any(key in ("titre", "nom", "intitule") for key in keys) and sum(map(bool, keys)) > FEWEST_KEYS


def _is_known(key: str) -> bool:
    return plain(key) in _all_keys()


def _plain_lines(text: str) -> str:
    """Return a text of which the keys stand as a record writes them: out of tables, without bold, rank nor bullet."""
    rows = _without_tables(text.split("\n"))
    for number, row in enumerate(rows):
        found = _DECORATED.fullmatch(row)
        if found and _is_known(found["key"]) and (found["colon"] or found["after"] or not found["rest"]):
            row = f"{found['before']}{found['key']}: {found['rest']}".rstrip()
        if (rank := _NUMBERED.match(row)) and _known(row[rank.end() :]):
            row = row[rank.end() :]
        pair = _PAIR.fullmatch(row)
        rows[number] = f"{pair['key']}: {pair['value']}" if pair and _is_known(pair["key"]) else row
    known = [row for row in rows if row[:1] not in (" ", "\t") and _known(row)]
    if known and all(_ITEM.match(row) for row in known):
        rows = [_ITEM.sub("", row, count=1) if row in known else row for row in rows]
    return "\n".join(rows)


def _without_tables(rows: Sequence[str]) -> list[str]:
    """Return rows of which those of tables are keys and values, or a record each."""
    found: list[str] = []
    table: list[list[str]] = []
    for row in rows:
        drawn = row.startswith("|")
        cells = row.strip().strip("|").split("|") if drawn else row.split("\t")
        if len(cells) >= FEWEST_KEYS and (drawn or (cells[0] and len(cells) > FEWEST_KEYS)):
            table += [] if _RULE.fullmatch(row) else [[re.sub(r"\s*<br ?/?>\s*", ", ", cell.strip()) for cell in cells]]
            continue
        if table and not row.strip():  # pages leave a line between the rows of a table
            continue
        if table:
            found += [*_of_a_table(table), ""]
            table = []
        found.append(row)
    return [*found, *_of_a_table(table)]


def _of_a_table(table: Sequence[Sequence[str]]) -> list[str]:
    head, *rows = table or [[]]
    if rows and all(_is_known(cell) for cell in head):
        return [line for row in rows[: MOST + 1] for line in ("---", *_pairs(zip(head, row, strict=False)))]
    if max(map(len, table), default=0) == FEWEST_KEYS and sum(_is_known(row[0]) for row in table) >= FEWEST_KEYS:
        return _pairs((row[0], row[-1]) for row in table if _is_known(row[0]) or row is not head)
    return [" | ".join(row) for row in table]


def _pairs(pairs: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{key.strip('* :')}: {value}" for key, value in pairs if key and value]


def _fences(text: str) -> tuple[list[str], str]:
    """Return what stands between fences (CommonMark 0.31, section 4.5), and all the rest."""
    inside: list[str] = []
    around: list[str] = []
    found, bar = [], ""
    for line in text.split("\n"):
        opening = _FENCE.match(line)
        if bar and line.startswith(bar) and not line.strip().strip(bar[0]):
            found.append("".join(f"{one}\n" for one in inside))
            inside, bar = [], ""
        elif bar:
            inside.append(line)
        elif opening:
            bar = opening["bar"]
        else:
            around.append(line)
    return found, "\n".join([*around, *inside])


def _answers(text: str, headings: re.Pattern[str]) -> str:
    """Return the answers of a form of a forge, each under its heading, as keys and values."""
    lines = []
    _before, *parts = headings.split(text)
    for heading, said in zip(parts[::2], parts[1::2], strict=True):
        answer = re.sub(r"^- \[[xX]\] ", "- ", said.strip(), flags=re.MULTILINE)
        answer = re.sub(r"^- \[ \] .*\n?", "", answer, flags=re.MULTILINE).strip()
        label = heading.strip().rstrip(" *:")
        if not answer or answer.lower() in _NOTHING:
            continue
        if answer.startswith("- ") or "\n" not in answer:
            lines.append(f"{label}:\n{answer}" if answer.startswith("- ") else f"{label}: {answer}")
        else:
            lines.append(f"{label}: |-\n" + "\n".join(f"  {line}" if line else "" for line in answer.split("\n")))
    return "\n".join(lines) + "\n"


def _pieces(text: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Return what reads as records, each with the text before it, and the lines that belong to none."""
    pieces: list[tuple[str, str]] = []
    left: list[str] = []
    lines: list[str] = []
    before: list[str] = []

    def end() -> None:
        nonlocal lines, before
        piece = "\n".join(lines).strip("\n") + "\n"
        if _keys_of(piece) >= FEWEST_KEYS:
            pieces.append(("\n".join(before), piece))
            before = []
        else:
            left.extend(line.strip() for line in lines if line.strip())
        lines = []

    rows = text.split("\n")
    after = _keys_after(rows)
    over = False
    for number, line in enumerate(rows):
        begins = line.startswith("# yaml-language-server") or (line.rstrip() == "---")
        key = _known(line)
        again = bool(lines) and key in ("titre", "nom") and line[0] not in " \t" and key in _topmost(lines)
        if begins or again:
            end()
            over = False
        if over or (_END.fullmatch(line) and not begins):
            over = over or bool(lines or pieces)  # what stands above a message that is passed on ends nothing
        elif begins or key or (lines and (line.startswith((" ", "\t")) or _ITEM.match(line) or not line.strip())):
            lines += [] if line.rstrip() == "---" else [line]
            continue
        elif lines and lines[-1].strip() and not lines[-1].startswith("#"):
            if _looks_like_a_key(line) and len(lines[-1]) < CUT_AT:
                lines.append(line)
            else:
                lines[-1] = f"{lines[-1].rstrip()} {line.strip()}"  # a mail program has cut the line
            continue
        elif 0 < len(lines) < LONGEST_RECORD and not _POLITE.match(line) and _goes_on(lines, line, after[number]):
            continue
        else:
            over = len(lines) >= LONGEST_RECORD or (
                _keys_of("\n".join(lines)) >= FEWEST_KEYS and not _leads_to(line, lines, after[number])
            )
        before.append(line)
        left += [line.strip()] if line.strip() else []
    end()
    return pieces, left


def _keys_after(rows: Sequence[str]) -> list[str]:
    """Return, for each row, the key with which the next one begins that has one; '' where the message ends before."""
    found, key = [""] * len(rows), ""
    for number in range(len(rows) - 1, -1, -1):
        found[number] = key
        row = rows[number]
        if _POLITE.match(row) or _END.fullmatch(row):
            key = ""
        elif row[:1] not in (" ", "\t"):
            key = _known(row) or key
    return found


def _is_of_it(lines: Sequence[str], key: str) -> bool:
    """Whether a key that follows a text goes on with the same record."""
    return key not in ("", "titre", "nom", *_OF_SIGNATURES) and key not in _topmost(lines)


def _leads_to(line: str, lines: Sequence[str], key: str) -> bool:
    """Whether a sentence between two keys only says what comes: « Pour le contact, voici : »."""
    return line.rstrip().endswith(":") and _is_of_it(lines, key)


def _goes_on(lines: list[str], line: str, key: str) -> bool:
    """Take a text after an empty line into the value of the key above, and return whether it was its own."""
    number = next((number for number in range(len(lines) - 1, 0, -1) if lines[number].strip()), 0)
    found = _KEY.match(lines[number])
    if found and not lines[number][found.end() :].strip() and _known(lines[number]):
        lines[number:] = [f"{lines[number].rstrip()} {line.strip()}"]  # « Titre : », then its title
        return True
    start = next((number for number in range(len(lines) - 1, 0, -1) if _known(lines[number])), 0)
    if _known(lines[start]) not in _long_keys() or not _is_of_it(lines, key) or line.rstrip().endswith(":"):
        return False
    label, _colon, said = lines[start].partition(":")
    if not said.strip().startswith("|"):
        lines[start:] = [
            f"{label}: |-",
            f"  {said.strip()}",
            *(f"  {one}" if one.strip() else "" for one in lines[start + 1 :]),
        ]
    lines.append(f"  {line.strip()}")
    return True


@cache
def _long_keys() -> frozenset[str]:
    return frozenset(said for model in MODELS.values() for said, name in spellings(model).items() if name in _LONG)


def _topmost(lines: Sequence[str]) -> set[str]:
    return {_known(line) for line in lines if not line.startswith((" ", "\t"))}


def _known(line: str) -> str:
    """Return the key that a line begins with, as it is folded; '' where no kind of record has one called so."""
    found = _KEY.match(line)
    key = plain(found["key"]) if found else ""
    return key if key in _all_keys() else ""


@cache
def _all_keys() -> frozenset[str]:
    return frozenset(said for model in MODELS.values() for said in all_spellings(model))


def _looks_like_a_key(line: str) -> bool:
    """Whether a line begins as one that a form has, though no record has such a key."""
    found = _KEY.match(line)
    return found is not None and len(found["key"].split()) <= KEY_WORDS


def _keys_of(text: str) -> int:
    """Return how many lines of a text begin with a key of some record."""
    return sum(bool(_known(line)) for line in text.split("\n"))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _received(text: str, around: str, origin: str) -> Received:
    schema = _SCHEMA.search(text)
    named = _FILE.search(around)
    kinds: Mapping[str, str] = {one: kind for kind, one in SINGULAR.items()}
    kind = kinds.get(schema[1], "") if schema else ""
    said = _SORT.search(text) or _SORT.search(around)
    if not kind:
        kind = named[1] if named else _kind_called(said["kind"]) if said else ""
    text = _SORT.sub("", text)
    likeliest = _likeliest(text) if not kind else [kind]
    identity = named[2] if named and named[1] == likeliest[0] else ""
    return Received(text, likeliest[0], identity, origin, likeliest if len(likeliest) > 1 else ())


def _kind_called(words: str) -> str:
    """Return the kind that some words name: « événement », « un relais », « ressource »; '' for none."""
    said = plain(words.strip(" .*"))
    called = {plain(one): kind for kind, name in KINDS.items() for one in (kind, SINGULAR[kind], name)}
    return next((kind for one, kind in called.items() if said in (one, one.partition("_")[2])), "")


def _likeliest(text: str) -> list[str]:
    """Return the kinds whose keys a text has most of, first those that it needs: several where none has more."""
    said = {key for line in text.split("\n") if not line.startswith((" ", "\t")) and (key := _known(line))}

    def score(kind: str) -> float:
        model = MODELS[kind]
        keys = {spellings(model)[key] for key in said if key in spellings(model)}
        needed = {name for name, info in model.model_fields.items() if info.is_required() and name != "id"}
        return 2 * len(keys) - len(said - spellings(model).keys()) - 0.5 * len(needed - keys)

    best = max(map(score, MODELS))
    return [kind for kind in MODELS if score(kind) == best]
