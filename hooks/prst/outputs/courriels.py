"""Mails that somebody else will send: drafts of plain text and HTML, of which the same words give the same bytes."""

import re
from collections.abc import Sequence
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from textwrap import wrap
from urllib.parse import quote, urlsplit

from prst.analysis.contacts import Interlocuteur

WIDTH = 72
"""Columns of the plain text (RFC 3676, section 4.2, asks for 78 or fewer)."""
LONGEST = 2_000
"""Signs of a `mailto:` address: Windows hands no longer one to a mail program."""
TO_FILL_IN = ("Votre structure", "a-remplir@expediteur.invalid")
"""Stands for a sender that nobody named; `.invalid` belongs to nobody (RFC 2606, section 2)."""
_NUMBERED = re.compile(r"(?<=°) (?=\d)")


def draft(
    kind: str, title: str, text: str, html: str, region: Interlocuteur | None, site: str, to: str | None = None
) -> bytes:
    """Return a draft that holds the plain text and the HTML (RFC 5322; RFC 2046, section 5.1.4).

    It has no date, which its sender's program gives, and its identity hangs on what it says: same words, same bytes.
    Without `to`, whoever sends it says to whom.
    """
    digest = sha256(f"{to or ''}{title}\0{text}\0{html}".encode()).hexdigest()[:32]
    head = f"Subject: {_encoded(title)}\r\n{headers(region)}"
    head += f"To: <{to}>\r\n" if to else ""
    head += f"Message-ID: <{kind}.{digest}@{urlsplit(site).hostname}>\r\n"
    mail = EmailMessage(policy=SMTP)
    mail.set_content(text, cte="quoted-printable")
    mail.add_alternative(html, subtype="html", cte="quoted-printable")
    mail.set_boundary(f"{kind}-{digest}")
    return head.encode("ascii") + mail.as_bytes()


def to_all(mailboxes: Sequence[str], subject: str) -> list[str]:
    """Return the `mailto:` addresses that write to all of some mailboxes, none of which sees the others (RFC 6068).

    There are several where one would be longer than Windows hands to a mail program.
    """
    head, tail = "mailto:?bcc=", f"&subject={quote(subject)}"
    found: list[str] = []
    room = 0
    for mailbox in (quote(one, safe="@") for one in mailboxes):
        if found and len(mailbox) + 1 <= room:
            found[-1] += f",{mailbox}"
        else:
            found.append(mailbox)
            room = LONGEST - len(head) - len(tail) + 1
        room -= len(mailbox) + 1
    return [f"{head}{some}{tail}" for some in found]


def headers(region: Interlocuteur | None) -> str:
    """Return the lines that all drafts have: who sends them, and that Outlook is to open them as drafts."""
    name, mailbox = sender(region)
    return f"From: {_encoded(name)} <{mailbox}>\r\nX-Unsent: 1\r\n"


def sender(region: Interlocuteur | None) -> tuple[str, str]:
    """Return the general mailbox of the region, never a person; without one, an address that says to fill it in."""
    if region is None or not region.courriel:
        return TO_FILL_IN
    return region.nom, region.courriel


def _encoded(text: str) -> str:
    """Return the text of a header (RFC 2047). That of EmailMessage loses a space where it folds one that is long."""
    return Header(_one_line(text), "utf-8", header_name="Subject").encode(linesep="\r\n")


def _one_line(text: str) -> str:
    """Return a text that a header may hold: Unicode has more line ends than RFC 5322."""
    return re.sub(r"\s+", " ", text)


def wrapped(text: str, first: str = "", following: str | None = None) -> str:
    """Return a text as lines of at most WIDTH columns; an address is never cut, nor « n° » from its number."""
    return "\n".join(
        wrap(
            _NUMBERED.sub("\u00a0", text),
            WIDTH,
            initial_indent=first,
            subsequent_indent=first if following is None else following,
            break_long_words=False,
            break_on_hyphens=False,
        )
    )
