"""Calendars for tests: what an .ics file of others may hold, odd and hostile."""

import zlib

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Essai//Essai//FR\r\n"
FOOT = "END:VCALENDAR\r\n"


def calendar(*events: str) -> bytes:
    """An .ics file that holds events."""
    return f"{HEAD}{''.join(events)}{FOOT}".encode()


def event(
    *lines: str, uid: str = "essai@exemple", start: str = "DTSTART;VALUE=DATE:20260616", title: str = "Essai"
) -> str:
    """The lines of an event; an empty uid, start or title leaves its line out."""
    known = [f"UID:{uid}" if uid else "", start, f"SUMMARY:{title}" if title else ""]
    return "".join(f"{line}\r\n" for line in ["BEGIN:VEVENT", *filter(None, known), *lines, "END:VEVENT"])


def many(count: int, *lines: str) -> bytes:
    """An .ics file of many events, one a day or more."""
    return calendar(
        *(
            event(
                *lines,
                uid=f"{index}@exemple",
                start=f"DTSTART:{2025 + index % 5}{1 + index % 12:02}{1 + index % 28:02}T{index % 24:02}0000Z",
                title=f"Essai {index}",
            )
            for index in range(count)
        )
    )


GOOD = event(uid="bon@exemple", start="DTSTART;VALUE=DATE:20260301", title="Bon")
HOSTILE: dict[str, bytes] = {
    "nothing": b"",
    "zeros": b"\0" * 10_000,
    "html": b"<!DOCTYPE html>\n<html><body>BEGIN:VCALENDAR</body></html>",
    "json": b'{"BEGIN": "VCALENDAR"}',
    "random": bytes(range(256)) * 40,
    "utf-16": calendar(GOOD).decode().encode("utf-16"),
    "gzip": zlib.compress(calendar(GOOD)),
    "path": b"/etc/passwd",
    "head-only": HEAD.encode(),
    "no-event": calendar(),
    "no-end": calendar(GOOD).removesuffix(FOOT.encode()),
    "two-revisions": calendar(event("SEQUENCE:1", "SEQUENCE:2")),
    "change-of-two-days": calendar(event("RECURRENCE-ID:20260616T090000", "RECURRENCE-ID:20260617T090000")),
    "change-of-the-year-1": calendar(event("RECURRENCE-ID:00010101T000000Z")),
    "change-of-the-year-9999": calendar(event("RECURRENCE-ID:99991231T235959Z")),
    "newlines": b"\r\n" * 1_000_000,
    "colons": calendar(event(start="DTSTART" + ":20260101" * 100_000)),
    "cut": calendar(event())[:-40],
    "cut-in-a-character": calendar(event(title="Été"))[:-30] + b"\xc3",
    "no-start": calendar(event(start="")),
    "start-of-no-day": calendar(event(start="DTSTART;VALUE=DATE:20261399")),
    "start-is-a-word": calendar(event(start="DTSTART:demain")),
    "start-is-an-hour": calendar(event(start="DTSTART;VALUE=TIME:120000")),
    "two-starts": calendar(event("DTSTART:20270101T100000Z")),
    "end-before-start": calendar(event("DTEND;VALUE=DATE:20260101")),
    "end-is-start": calendar(event("DTEND;VALUE=DATE:20260616")),
    "end-of-another-kind": calendar(event("DTEND:20260617T100000Z")),
    "end-in-the-year-9999": calendar(event("DTEND;VALUE=DATE:99991231")),
    "start-in-the-year-1": calendar(event("RRULE:FREQ=DAILY", start="DTSTART;VALUE=DATE:00010101")),
    "endless-duration": calendar(event("DURATION:P99999999999D")),
    "negative-duration": calendar(event("DURATION:-P3D")),
    "unknown-zone": calendar(event(start="DTSTART;TZID=Mars/Olympus:20260616T100000")),
    "zone-is-a-path": calendar(event(start="DTSTART;TZID=../../../etc/passwd:20260616T100000")),
    "zone-of-its-own": calendar(
        "BEGIN:VTIMEZONE\r\nTZID:Europe/Paris\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\n"
        "RRULE:FREQ=SECONDLY\r\nTZOFFSETFROM:+2359\r\nTZOFFSETTO:-2359\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n",
        event(start="DTSTART;TZID=Europe/Paris:20260616T100000"),
    ),
    "secondly": calendar(event("RRULE:FREQ=SECONDLY")),
    "minutely": calendar(event("RRULE:FREQ=MINUTELY;INTERVAL=1")),
    "hourly": calendar(event("RRULE:FREQ=HOURLY")),
    "hours-of-a-day": calendar(event(f"RRULE:FREQ=DAILY;BYHOUR={','.join(map(str, range(24)))};BYMINUTE=0,30")),
    "interval-of-nothing": calendar(event("RRULE:FREQ=DAILY;INTERVAL=0")),
    "interval-below-nothing": calendar(event("RRULE:FREQ=DAILY;INTERVAL=-1")),
    "rule-is-a-word": calendar(event("RRULE:toujours")),
    "rule-without-frequency": calendar(event("RRULE:COUNT=3")),
    "two-rules": calendar(event("RRULE:FREQ=YEARLY", "RRULE:FREQ=MONTHLY")),
    "rule-that-never-falls": calendar(event("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")),
    "rule-of-every-day": calendar(event("RRULE:FREQ=DAILY")),
    "rule-with-a-huge-count": calendar(event("RRULE:FREQ=WEEKLY;COUNT=999999999999")),
    "rule-that-ended-before": calendar(event("RRULE:FREQ=YEARLY;UNTIL=19990101T000000Z")),
    "thousands-of-dates": calendar(
        event("RDATE:" + ",".join(f"2026{1 + i % 12:02}{1 + i % 28:02}T100000Z" for i in range(9999)))
    ),
    "exception-is-a-word": calendar(event("RRULE:FREQ=YEARLY", "EXDATE:jamais")),
    "change-of-nothing": calendar(event("RECURRENCE-ID;VALUE=DATE:20260616")),
    "no-title": calendar(event(title="")),
    "title-of-5-mb": calendar(event(title="a" * 5_000_000)),
    "line-never-folded-back": (HEAD + "BEGIN:VEVENT\r\nSUMMARY:" + "a\r\n " * 500_000).encode(),
    "a-hundred-thousand-lines": calendar(event(*(f"EXDATE:2026{1 + i % 12:02}01" for i in range(100_000)))),
    "parts-in-parts": (HEAD + "BEGIN:VEVENT\r\n" * 50_000).encode(),
    "alarms-in-alarms": calendar(event(*["BEGIN:VALARM"] * 20_000)),
    "ends-only": (HEAD + "END:VEVENT\r\n" * 50_000).encode(),
    "thousands-of-one-uid": calendar(*(event("RECURRENCE-ID;VALUE=DATE:20260616") for _ in range(3000))),
    "quotes": calendar(event(start='DTSTART;TZID="' * 2000 + ":20260616")),
    "markup": calendar(event("LOCATION:<img src=x onerror=alert(1)>", "URL:javascript:alert(1)", title="<script>")),
    "invisible": calendar(event(title="\u202egnp.exe\u200b\u0007")),
    "10000-events": many(10_000),
    "20001-events": many(20_001),
    "slow-rules": many(2000, "RRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30"),
    "slow-rules-again": many(1999, "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
    "20-mb": calendar(event("DESCRIPTION:" + "a" * 20_000_000)),
}
"""Files that a build must survive, each in its own way."""
