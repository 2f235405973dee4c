"""Links that propose an event to web calendars: plain links, from which nothing is loaded."""

from datetime import UTC, datetime, timedelta
from functools import partial
from urllib.parse import quote

from prst.analysis.rendez_vous import RendezVous
from prst.outputs.pages.rendez_vous import place_of


def web_links(one: RendezVous, address: str) -> list[tuple[str, str]]:
    """Return the name of each usual web calendar and the address that proposes a rendez-vous to it.

    `address` is that of the event's page. Ends of whole days are exclusive in all of them, as in calendar files. One
    without an end is proposed for an hour, which its reader can change. None of the three documents these addresses
    officially (github.com/InteractionDesignFoundation/add-event-to-calendar-docs).
    """
    start, end = one.bornes
    if isinstance(start, datetime):
        end = end or start + timedelta(hours=1)
        first, last = (moment.astimezone(UTC) for moment in (start, end) if isinstance(moment, datetime))
        google, outlook = (f"{{:{form}}}" for form in ("%Y%m%dT%H%M%SZ", "%Y-%m-%dT%H:%M:%SZ"))
    else:
        first, last = start, one.lendemain  # type: ignore[assignment]
        google, outlook = (f"{{:{form}}}" for form in ("%Y%m%d", "%Y-%m-%d"))
    title, place = _quoted(one.titre), _quoted(place_of(one))
    details = _quoted(address)
    where = f"&location={place}" if place else ""
    event = (
        f"action=TEMPLATE&text={title}&dates={google.format(first)}%2F{google.format(last)}&details={details}{where}"
    )
    whole_days = "" if isinstance(start, datetime) else "&allday=true"
    proposed = (
        f"path=%2Fcalendar%2Faction%2Fcompose&rru=addevent&subject={title}&startdt={_quoted(outlook.format(first))}"
        f"&enddt={_quoted(outlook.format(last))}{whole_days}&body={details}{where}"
    )
    return [
        ("Google Agenda", f"https://calendar.google.com/calendar/render?{event}"),
        ("Outlook.com", f"https://outlook.live.com/calendar/0/deeplink/compose?{proposed}"),
        ("Microsoft 365", f"https://outlook.office.com/calendar/0/deeplink/compose?{proposed}"),
    ]


_quoted = partial(quote, safe="")
