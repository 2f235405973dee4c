"""Records in what people send: a mail, an issue of a forge, the text of a form, between greetings and signatures."""

import email.policy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesParser
from functools import cache
from html.parser import HTMLParser

from prst.records.keys import all_spellings, plain, spellings
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
FEWEST_KEYS = 2
"""Keys that make a record of some lines."""

_HEADER = re.compile(rb"\A(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}\r?\n")
_OF_A_MAIL = re.compile(rb"^(?:From|Received|MIME-Version|Message-ID):", re.IGNORECASE | re.MULTILINE)
_FILE = re.compile(rf"catalogue/({'|'.join(MODELS)})/([a-z0-9-]{{1,100}})\.yml")
_SCHEMA = re.compile(r"^#\s*yaml-language-server:.*?/([a-z]+)\.schema\.json", re.MULTILINE)
_FENCE = re.compile(r"(?P<bar>`{3,40}|~{3,40})(?![`~])")
_QUOTED = re.compile(r"^(?:[ \t]?>[ \t]?)+", re.MULTILINE)
_KEY = re.compile(r"[ ]*(?:[-•–*][ \t]+)?(?P<key>[^\W\d][^:#\n]{0,60}?)[ \t\u00a0]*:(?=\s|\u00a0|$)")
_ITEM = re.compile(r"[ \t]*(?:[-•–*]|\d{1,2}[.)])[ \t\u00a0]")
_HEADING = re.compile(r"^#{2,4}[ \t]+([^\n]+)$", re.MULTILINE)
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


class _Page(HTMLParser):
    """Reads what a page says, a line for each of its blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._unseen = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if not self._unseen and tag in _UNSEEN:
            self._unseen = tag
        self.said += ["\n"] if tag in _BLOCKS else []

    def handle_endtag(self, tag: str) -> None:
        if tag == self._unseen:
            self._unseen = ""
        self.said += ["\n"] if tag in _BLOCKS and tag != "br" else []

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
    """Return the records that stand in a text, and its other lines."""
    fenced, around = _fences(text)
    if fenced := [one for one in fenced if _keys_of(one) >= FEWEST_KEYS]:
        return [_received(one, around, origin) for one in fenced], _lines(around)
    if text.count("\n>") >= FEWEST_KEYS and _keys_of(_QUOTED.sub("", text)) > _keys_of(text):
        text = _QUOTED.sub("", text)
    if len(_HEADING.findall(text)) >= FEWEST_KEYS:
        text = _answers(text)
    pieces, left = _pieces(text)
    return [_received(piece, before, origin) for before, piece in pieces], left


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


def _answers(text: str) -> str:
    """Return the answers of a form of a forge, each under its heading, as keys and values."""
    lines = []
    _before, *parts = _HEADING.split(text)
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

    over = False
    for line in text.split("\n"):
        begins = line.startswith("# yaml-language-server") or (line.rstrip() == "---")
        key = _known(line)
        again = bool(lines) and not line.startswith((" ", "\t")) and key in _topmost(lines) and key in ("titre", "nom")
        if begins or again:
            end()
            over = False
        if over or (_END.fullmatch(line) and not begins):
            over = True
        elif begins or key or (lines and (line.startswith((" ", "\t")) or _ITEM.match(line) or not line.strip())):
            lines += [] if line.rstrip() == "---" else [line]
            continue
        elif lines and lines[-1].strip() and not lines[-1].startswith("#"):
            if _looks_like_a_key(line) and len(lines[-1]) < CUT_AT:
                lines.append(line)
            else:
                lines[-1] = f"{lines[-1].rstrip()} {line.strip()}"  # a mail program has cut the line
            continue
        else:
            over = _keys_of("\n".join(lines)) >= FEWEST_KEYS
        before.append(line)
        left += [line.strip()] if line.strip() else []
    end()
    return pieces, left


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
    if not kind:
        kind = named[1] if named else _likeliest(text)
    return Received(text, kind, named[2] if named and named[1] == kind else "", origin)


def _likeliest(text: str) -> str:
    """Return the kind whose keys a text has most of: first those that it needs."""
    said = {key for line in text.split("\n") if not line.startswith((" ", "\t")) and (key := _known(line))}

    def score(kind: str) -> float:
        model = MODELS[kind]
        keys = {spellings(model)[key] for key in said if key in spellings(model)}
        needed = {name for name, info in model.model_fields.items() if info.is_required() and name != "id"}
        return 2 * len(keys) - len(said - spellings(model).keys()) - 0.5 * len(needed - keys)

    return max(MODELS, key=score)
