"""Field types: what each text becomes, and which code says that it cannot."""

from datetime import date, datetime
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from prst.records import types
from prst.records.dates import PartialDate
from prst.records.model import Diffusion, Evenement, Groupe, Livrable, Relais
from prst.records.types import fold, percent, slugify

ADAPTERS = {
    name: TypeAdapter[Any](getattr(types, name))
    for name in (
        "Id",
        "TerritoireId",
        "Url",
        "Email",
        "Phone",
        "Number",
        "YesNo",
        "Day",
        "DayOrLess",
        "When",
        "Recurrence",
        "Word",
        "Line",
        "Paragraph",
        "Markdown",
    )
}


def typed(name: str, value: Any) -> Any:
    """What a type makes of a value."""
    return ADAPTERS[name].validate_python(value)


def refusal(name: str, value: Any) -> str:
    """The code with which a type refuses a value; '' when it takes it."""
    try:
        typed(name, value)
    except ValidationError as error:
        return error.errors()[0]["type"]
    return ""


# Ids


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(1, 8, 13), (3, 8, 38), (1, 3, 33), (0, 7, 0), (62.5, 80, 78), (1, 200, 1), (650, 500, 130), (996, 1000, 99)],
)
def test_a_half_percent_goes_up(part: float, whole: float, said: int) -> None:
    assert percent(part, whole) == said


@pytest.mark.parametrize("text", ["tpe-btp", "a", "7", "2a", "guide-2026", "0-0", "a" * 100])
def test_an_id_stays_as_it_is(text: str) -> None:
    assert typed("Id", text) == text


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("Guide", "guide"),
        ("été", "ete"),
        ("Guide Été", "guide-ete"),
        ("œuvre", "oeuvre"),
        ("l’usine", "l-usine"),
        ("a_b", "a-b"),
        ("a.b", "a-b"),
        ("-a", "a"),
        ("a-", "a"),
        ("a--b", "a-b"),
        ("a/b", "a-b"),
        ("../a", "a"),
        ("a b", "a-b"),
        ("٣", ""),
        ("", ""),
        ("!", ""),
        ("a" * 101, "a" * 100),
    ],
)
def test_what_is_no_id_is_refused_with_the_nearest_one(text: str, suggestion: str) -> None:
    with pytest.raises(ValidationError) as caught:
        typed("Id", text)
    (error,) = caught.value.errors()
    assert (error["type"], error["ctx"]["suggestion"]) == ("id", suggestion)


@given(st.text())
def test_what_slugify_gives_is_an_id(text: str) -> None:
    slug = slugify(text)
    assert not slug or typed("Id", slug) == slug == slugify(slug)


@pytest.mark.parametrize(("text", "code"), [("2A", "2a"), ("2a", "2a"), ("01", "01"), ("Region", "region")])
def test_the_case_of_a_territory_does_not_matter(text: str, code: str) -> None:
    assert typed("TerritoireId", text) == code


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Échéance", "echeance"), ("ŒUVRE", "oeuvre"), ("L’usine", "l'usine"), ("QVCT", "qvct"), ("ça", "ca")],
)
def test_folding_forgets_case_accents_ligatures_and_apostrophes(text: str, folded: str) -> None:
    assert fold(text) == folded


# Addresses


@pytest.mark.parametrize(
    "text",
    [
        "https://www.structure.fr/guide.pdf",
        "http://structure.fr",
        "HTTPS://Structure.fr/Guide",
        "https://structure.fr:8443/",
        "https://structure.fr/été?mot=é&page=2#début",
        "https://prévention.fr/",
        "https://xn--prvention-b4a.fr/",
        "https://structure.fr/a%20b",
        "https://structure.fr/@compte",
        "https://192.0.2.1/",
        "mailto:prevention@organisme-essai.fr",
        "mailto:prevention@organisme-essai.fr?subject=Bonjour",
        "tel:+33472000000",
        "tel:3949",
    ],
)
def test_a_public_address_is_kept_letter_for_letter(text: str) -> None:
    assert typed("Url", text) == text


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "data:text/html;base64,PHNjcmlwdD4=",
        "vbscript:msgbox(1)",
        "file:///etc/passwd",
        "ftp://structure.fr/guide.pdf",
        "structure.fr",
        "www.structure.fr/guide.pdf",
        "//structure.fr/guide.pdf",
        "/guide.pdf",
        "http:",
        "http://",
        "https://",
        "https:structure.fr",
        "https:///guide.pdf",
        "https://localhost/",
        "https://intranet/guide",
        "https://user@organisme-essai.fr/",
        "https://structure.fr@autre.fr/",
        "https://user:secret@organisme-essai.fr/",
        "https://structure.fr/guide pratique.pdf",
        "https://structure.fr/\ta",
        "https://structure.fr/\u00a0a",
        "https://structure.fr/<script>",
        'https://structure.fr/"onclick="alert(1)',
        "https://structure.fr\\@autre.fr/",
        "https://structure.fr:port/",
        "https://structure.fr:99999/",
        "https://[::1/",
        "https://[::1]/",
        "https://ex℀mple.fr/",
        "https://structure.fr/" + "a" * 2000,
        "tel:abc",
        "tel:04 72 00 00 00",
        "tel:",
        "",
    ],
)
def test_an_address_that_is_not_public_is_refused(text: str) -> None:
    assert refusal("Url", text) == "url"


NAMES = ["https://good.fr%40evil.fr/", "https://good.fr%2540evil.fr/", "https://a..fr/", "https://*.fr/"] + [
    f"https://{host}/" for host in ("a.09", "192.168.0.257", "1.2.3.4.5", "a.b.1", "-a.fr", "a.fr%00", "a.fr%2f", "a.f")
]
"""Names of sites that browsers refuse (URL Standard, sections 3.5 and 3.6), or that no register of names gives."""
OWN = "127.0.0.1 127.1 0x7f.1 0177.0.0.1 １２７.0.0.1 10.1.2.3 172.16.0.1 192.168.0.1 169.254.169.254 100.64.0.1 0.0"
NAMED = "app.localhost serveur.local wiki.internal box.home.arpa Serveur.LOCAL serveur.local."


@pytest.mark.parametrize("text", NAMES)
def test_an_address_that_no_browser_opens_is_refused(text: str) -> None:
    assert refusal("Url", text) == "url"


@pytest.mark.parametrize("host", f"{OWN} {NAMED}".split())
def test_an_address_of_somebody_s_own_network_is_not_public(host: str) -> None:
    with pytest.raises(ValidationError) as caught:
        typed("Url", f"http://{host}/guide")
    assert "réseau privé" in caught.value.errors()[0]["ctx"]["raison"]


@pytest.mark.parametrize("host", ["127.0.0.1", "a.b.1", "serveur.local"])
def test_what_follows_the_name_of_a_site_changes_nothing(host: str) -> None:
    """What is right is remembered by the name of the site; what is wrong is wrong each time."""
    for after in ("", "/", "/guide", "?a", "#a", ":8080/", "/", ""):
        assert refusal("Url", f"https://{host}{after}") == "url"
        assert refusal("Url", f"https://structure.fr{after}") == ""


@pytest.mark.parametrize("host", ["8.8.8.8", "structure.fr.", "a_b.structure.fr", "été.fr", "xn--t-9fa.fr"])
def test_the_name_of_a_public_site_is_kept(host: str) -> None:
    assert typed("Url", f"https://{host}/") == f"https://{host}/"


@pytest.mark.parametrize("field", ["bcc", "cc", "BCC", "to", "%62cc", "In-Reply-To", "attach"])
def test_an_address_that_writes_to_others_unseen_is_refused(field: str) -> None:
    assert refusal("Url", f"mailto:prevention@organisme-essai.fr?subject=a&{field}=b@organisme-essai.fr") == "url"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("mailto:", "courriel"),
        ("mailto:prevention", "courriel"),
        ("mailto:prevention@example.org", "courriel_exemple"),
    ],
)
def test_a_mailbox_in_an_address_is_checked_as_a_mailbox(text: str, code: str) -> None:
    assert refusal("Url", text) == code


@given(st.one_of(st.text(), st.text().map("https://structure.fr/".__add__), st.text().map("https://".__add__)))
def test_whatever_passes_for_an_address_has_a_safe_scheme(text: str) -> None:
    if not refusal("Url", text):
        kept = typed("Url", text)
        assert urlsplit(kept).scheme in ("http", "https", "mailto", "tel")
        assert not set(kept) & set(' \t\r\n<>"\\^`{|}')


@pytest.mark.parametrize(
    "text",
    ["prevention@organisme-essai.fr", "sante.travail+prst@dreets.gouv.fr", "a@b.co", "X@Y.FR", "prst@monexample.org"],
)
def test_a_mailbox_is_kept(text: str) -> None:
    assert typed("Email", text) == text


@pytest.mark.parametrize(
    "text",
    [
        "prevention",
        "prevention@",
        "@organisme-essai.fr",
        "prevention@structure",
        "prevention@@organisme-essai.fr",
        "prevention @organisme-essai.fr",
        "prevention@organisme-essai.fr, autre@organisme-essai.fr",
        "Prévention <prevention@organisme-essai.fr>",
        "prevention[at]structure.fr",
        "prévention@organisme-essai.fr",
        "mailto:prevention@organisme-essai.fr,",
        "a@" + "a." * 200 + "fr",
        "",
    ],
)
def test_what_is_no_mailbox_is_refused(text: str) -> None:
    assert refusal("Email", text) == "courriel"


@pytest.mark.parametrize(
    "domain",
    [
        "example.org",
        "example.com",
        "example.net",
        "example.fr",
        "exemple.fr",
        "www.example.org",
        "EXAMPLE.ORG",
        "structure.example",
        "structure.test",
        "structure.invalid",
        "structure.localhost",
    ],
)
def test_a_mailbox_where_nobody_can_answer_is_refused(domain: str) -> None:
    assert refusal("Email", f"prevention@{domain}") == "courriel_exemple"


@pytest.mark.parametrize("text", ["04 72 00 00 00", "04.72.00.00.00", "0472000000", "+33 4 72 00 00 00", "3949"])
def test_a_telephone_number_is_kept(text: str) -> None:
    assert typed("Phone", text) == text


@pytest.mark.parametrize(
    "text", ["", "12", "+", "04-72-00-00-00", "04  72", "04 72 00 00 00 (accueil)", "0" * 16, "٠٤٧٢٠٠"]
)
def test_what_is_no_telephone_number_is_refused(text: str) -> None:
    assert refusal("Phone", text) == "telephone"


# Numbers, choices


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("7", 7),
        ("007", 7),
        ("1200", 1200),
        ("1 200", 1200),
        ("1\u00a0200", 1200),
        ("1\u202f234\u202f567", 1_234_567),
        ("12345 678", 12_345_678),
    ],
)
def test_a_number_may_have_the_spaces_of_french_ones(text: str, number: int) -> None:
    assert typed("Number", text) == number


@given(st.integers(0, 10**15 - 1), st.sampled_from(["", " ", "\u00a0", "\u202f"]))
def test_any_whole_number_is_read(number: int, space: str) -> None:
    assert typed("Number", f"{number:,}".replace(",", space)) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-1",
        "+1",
        "1,5",
        "1.5",
        "1.200",
        "12 00",
        "1  200",
        "mille",
        "environ 1200",
        "1200 entreprises",
        "1e3",
        "1_000",
        "0x10",
        "١٢",
        "9" * 16,
        "9" * 6000,  # int() raises above 4300 digits
    ],
)
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    assert refusal("Number", text) == "nombre"


@pytest.mark.parametrize(
    ("text", "value"), [("oui", True), ("Oui", True), ("OUI", True), ("true", True), ("non", False), ("False", False)]
)
def test_yes_and_no_are_french(text: str, value: bool) -> None:
    assert typed("YesNo", text) is value


@pytest.mark.parametrize("text", ["yes", "no", "o", "n", "1", "0", "vrai", "peut-être", ""])
def test_neither_yes_nor_no_is_refused(text: str) -> None:
    assert refusal("YesNo", text) == "oui_non"


@pytest.mark.parametrize(
    ("model", "key", "text", "choice"),
    [
        (Groupe, "etat", "Très actif", "tres_actif"),
        (Groupe, "etat", "TRÈS-ACTIF", "tres_actif"),
        (Groupe, "etat", "en panne", "en_panne"),
        (Groupe, "etat", "terminé", "termine"),
        (Livrable, "statut", "Publié", "publie"),
        (Livrable, "statut", "archivé", "archive"),
        (Livrable, "statut", "retiré", None),
        (Evenement, "statut", "Annulé", "annule"),
        (Evenement, "statut", "reporté", "reporte"),
        (Diffusion, "bilan", "a marché", "a_marche"),
        (Diffusion, "bilan", "mitigé", "mitige"),
        (Diffusion, "bilan", "Échec", "echec"),
        (Relais, "pratique", "ciblée", "ciblee"),
        (Relais, "pratique", "vaste", None),
    ],
)
def test_a_choice_is_recognised_without_its_accents_capitals_and_spaces(
    model: Any, key: str, text: str, choice: str | None
) -> None:
    field = model.model_fields[key]
    adapter = TypeAdapter[Any](field.rebuild_annotation())
    if choice:
        assert adapter.validate_python(text) == choice
    else:
        with pytest.raises(ValidationError) as caught:
            adapter.validate_python(text)
        assert [error["type"] for error in caught.value.errors()] == ["literal_error"]


# Dates


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("Day", "2026-03-09", date(2026, 3, 9)),
        ("DayOrLess", "2026-03-09", PartialDate(2026, 3, 9)),
        ("DayOrLess", "2026-03", PartialDate(2026, 3)),
        ("DayOrLess", "2026", PartialDate(2026)),
        ("When", "2026-03-09T14:30", PartialDate(2026, 3, 9, 14, 30)),
        ("When", "2026", PartialDate(2026)),
    ],
)
def test_each_kind_of_date_takes_its_precisions(name: str, text: str, value: Any) -> None:
    assert typed(name, text) == value


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("Day", "2026-03", "date_complete"),
        ("Day", "2026", "date_complete"),
        ("Day", "2026-03-09T14:30", "date_sans_heure"),
        ("DayOrLess", "2026-03-09 14:30", "date_sans_heure"),
        *[(name, "2026-02-30", "date_inexistante") for name in ("Day", "DayOrLess", "When")],
        *[(name, "2026-13", "date_inexistante") for name in ("Day", "DayOrLess", "When")],
        *[(name, "2026-01-01T25:00", "date_inexistante") for name in ("Day", "DayOrLess", "When")],
        *[(name, "31/12/2026", "date") for name in ("Day", "DayOrLess", "When")],
        *[(name, "", "date") for name in ("Day", "DayOrLess", "When")],
    ],
)
def test_each_kind_of_date_says_what_is_wrong(name: str, text: str, code: str) -> None:
    assert refusal(name, text) == code


# Recurrence rules


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("FREQ=YEARLY", "FREQ=YEARLY"),
        ("freq=yearly", "FREQ=YEARLY"),
        ("RRULE:FREQ=YEARLY", "FREQ=YEARLY"),
        ("INTERVAL=2;FREQ=YEARLY", "INTERVAL=2;FREQ=YEARLY"),
        ("FREQ=YEARLY;BYWEEKNO=43;BYDAY=MO", "FREQ=YEARLY;BYWEEKNO=43;BYDAY=MO"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"),
        ("FREQ=MONTHLY;BYDAY=1TU", "FREQ=MONTHLY;BYDAY=1TU"),
        ("FREQ=MONTHLY;BYDAY=-1FR;COUNT=12", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=12"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH"),
        ("FREQ=DAILY;BYDAY=MO,TU", "FREQ=DAILY;BYDAY=MO,TU"),
        ("FREQ=YEARLY;UNTIL=20201231", "FREQ=YEARLY;UNTIL=20201231"),
        ("FREQ=YEARLY;UNTIL=20301231T225959Z", "FREQ=YEARLY;UNTIL=20301231T225959Z"),
        ("FREQ=YEARLY;UNTIL=2030-12-31", "FREQ=YEARLY;UNTIL=20301231"),  # as every other day of a record
        ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1;WKST=SU", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1;WKST=SU"),
    ],
)
def test_a_recurrence_rule_is_kept_in_capitals(text: str, rule: str) -> None:
    assert typed("Recurrence", text) == rule


@pytest.mark.parametrize(
    "text",
    [
        "",
        "chaque année",
        "YEARLY",
        "FREQ=YEARLY;",
        "FREQ=TOUJOURS",
        "BYMONTH=1",
        "FREQ=YEARLY;BYDAY=LU",
        "FREQ=YEARLY;UNTIL=demain",
        # dateutil takes these, and calendars do not
        "FREQ=YEARLY;UNTIL=2030",
        "FREQ=YEARLY;UNTIL=31DEC2030",
        "FREQ=YEARLY;UNTIL=20301231T0900",
        "FREQ=YEARLY;UNTIL=20301231T120000+0200",
        "FREQ=YEARLY;UNTIL=20301231;UNTIL=20311231",
        "FREQ=YEARLY;COUNT=" + "9" * 20,
        "FREQ=YEARLY;COUNT=+3",
        "FREQ=YEARLY;COUNT=1_0",
        "FREQ=YEARLY;COUNT=٣",
        "FREQ=YEARLY;COUNT=3;COUNT=4",
        "FREQ=YEARLY;BYMONTH=+6",
        "FREQ=MONTHLY;BYDAY=MO(1)",
        "FREQ=MONTHLY;BYWEEKDAY=MO",
        "FREQ=YEARLY;UNTIL=" + "9" * 24,  # dateutil raises OverflowError
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=YEARLY;BYMONTH=13;BYDAY=1MO",  # accepted by dateutil, which then fails to look for a day
        "FREQ=YEARLY;BYEASTER=5000",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;COUNT=0",
        "FREQ=YEARLY;" + "BYMONTH=1;" * 20 + "COUNT=1",
    ],
)
def test_a_rule_without_any_day_is_refused(text: str) -> None:
    assert refusal("Recurrence", text) == "recurrence"


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=HOURLY",
        "FREQ=DAILY;FREQ=SECONDLY",
        "FREQ=SECONDLY;FREQ=DAILY",
        "FREQ=DAILY;BYHOUR=1,2,3",
        "FREQ=DAILY;BYMINUTE=1",
        "FREQ=DAILY;BYSECOND=1",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=00;COUNT=2",
        "FREQ=DAILY;INTERVAL=+0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;INTERVAL=1;INTERVAL=0",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYYEARDAY=400",
        "FREQ=YEARLY\nDTSTART:20260101",
        "FREQ=YEARLY;BYMONTH=1 EXRULE:FREQ=SECONDLY",
        "FREQ=YEARLY;COUNT=1\tRRULE:FREQ=SECONDLY",
    ],
)
def test_a_rule_that_would_keep_a_build_busy_is_refused_without_being_tried(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def try_out(*_: object, **__: object) -> None:
        pytest.fail("dateutil was asked")

    monkeypatch.setattr("dateutil.rrule.rrulestr", try_out)
    assert refusal("Recurrence", text) == "recurrence"


RULE_PARTS = st.one_of(
    st.sampled_from(
        ["FREQ=WEEKLY", "INTERVAL=2", "INTERVAL=-2", "COUNT=3", "COUNT=x", "WKST=SU", "WKST=1", "X=1", "é"]
    ),
    st.sampled_from(["UNTIL=2031", "UNTIL=20310101", "UNTIL=", "BYDAY=MO", "BYDAY=1", "BYEASTER=1", "=1"]),
    st.sampled_from(["BYMONTH=1", "BYMONTHDAY=1", "BYYEARDAY=1"]),
    st.sampled_from(["BYWEEKNO=1", "BYSETPOS=1", "BYSETPOS=0"]),
)


@settings(max_examples=15)  # a rule that has no day is followed to the year 9999
@given(st.lists(RULE_PARTS, max_size=2).map(lambda parts: ";".join(["FREQ=YEARLY", *parts])))
def test_a_rule_that_is_accepted_can_be_followed(text: str) -> None:
    code = refusal("Recurrence", text)
    assert code in ("", "recurrence")
    if not code:
        days = rrulestr(typed("Recurrence", text), dtstart=datetime(2026, 6, 16), ignoretz=True)
        assert all(day.year >= 2026 for day in islice(days, 3))


# Texts


@pytest.mark.parametrize("name", ["Word", "Line", "Paragraph"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Guide\n des\t\tchutes\r\n", "Guide des chutes"),
        (
            "Pourquoi ? « Ainsi » : voilà ; c’est tout !",
            "Pourquoi\u00a0? «\u00a0Ainsi\u00a0»\u00a0: voilà\u00a0; c’est tout\u00a0!",
        ),
        ("déjà\u00a0: bien\u202f!", "déjà\u00a0: bien\u202f!"),
        (
            "Guide « Bien choisir ». Quoi ?, (qui ?) Alerte !! 10 % …",
            "Guide «\u00a0Bien choisir\u00a0». Quoi\u00a0?, (qui\u00a0?) Alerte\u00a0!! 10\u00a0% …",
        ),
        ("14:30, a:b, https://structure.fr", "14:30, a:b, https://structure.fr"),
    ],
)
def test_a_text_of_one_line_breaks_nowhere_it_should_not(name: str, text: str, expected: str) -> None:
    assert typed(name, text) == expected


def test_a_markdown_text_keeps_its_lines() -> None:
    assert typed("Markdown", "\n# Titre\n\n- un  mot\n\n") == "# Titre\n\n- un  mot"


@pytest.mark.parametrize(("name", "cap"), [("Word", 80), ("Line", 250), ("Paragraph", 600), ("Markdown", 20_000)])
def test_a_text_is_neither_empty_nor_endless(name: str, cap: int) -> None:
    assert typed(name, "é" * cap) == "é" * cap
    assert refusal(name, "é" * (cap + 1)) == "string_too_long"
    assert refusal(name, "") == refusal(name, " \n\t ") == "string_too_short"


@pytest.mark.parametrize("name", ADAPTERS)
@pytest.mark.parametrize("value", [[], {}, ["texte"], {"texte": "texte"}, 1, None])
def test_what_is_no_text_is_refused_by_every_type(name: str, value: Any) -> None:
    assert refusal(name, value) in ("texte_attendu", "string_type")


# What looks like a space, and what forms write


SPACES = [*"\u00a0\u1680\u2000\u2007\u2009\u202f\u205f\u3000"]


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("Id", "garages_", "garages"),
        ("Phone", "04_72_00_00_00", "04 72 00 00 00"),
        ("Number", "1_200", 1200),
        ("Email", "prevention@organisme-essai.fr_", "prevention@organisme-essai.fr"),
        ("Url", "_https://structure.fr/", "https://structure.fr/"),
        ("YesNo", "oui_", True),
        ("Day", "2026-11-21_", date(2026, 11, 21)),
        ("When", "2026-11-21_14:30", PartialDate(2026, 11, 21, 14, 30)),
        ("TerritoireId", "2A_", "2a"),
    ],
)
def test_a_space_that_cannot_be_told_from_another_is_read_as_one(name: str, text: str, value: Any, space: str) -> None:
    assert typed(name, text.replace("_", space)) == value


@pytest.mark.parametrize("zone", ["Z", "+00:00", "+0100", "-05:00"])
@pytest.mark.parametrize("hour", ["T00:00:00.000", "T00:00:00", "T00:00", "T00:00:00.000000"])
def test_the_first_moment_of_a_day_is_that_day(hour: str, zone: str) -> None:
    assert typed("Day", f"2026-11-21{hour}{zone}") == date(2026, 11, 21)
    assert typed("DayOrLess", f"2026-11-21{hour}{zone}") == PartialDate(2026, 11, 21)


@pytest.mark.parametrize("text", ["2026-11-21T23:00:00.000Z", "2026-11-21T10:00:00Z", "2026-11-21T00:00:01Z"])
def test_another_moment_is_no_day(text: str) -> None:
    assert refusal("Day", text) in ("date", "date_sans_heure")


@pytest.mark.parametrize("around", [" ", "\n", "\u00a0", "\u202f \n"])
@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("Id", "garages", "garages"),
        ("Url", "https://structure.fr/", "https://structure.fr/"),
        ("Email", "prevention@organisme-essai.fr", "prevention@organisme-essai.fr"),
        ("Phone", "04 72 00 00 00", "04 72 00 00 00"),
        ("Number", "1200", 1200),
        ("YesNo", "oui", True),
    ],
)
def test_spaces_around_one_word_do_not_count(name: str, text: str, value: Any, around: str) -> None:
    """Quotation marks and blocks keep them, and nobody sees them."""
    assert typed(name, f"{around}{text}{around}") == value
