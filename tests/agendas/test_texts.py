"""Words are found as readers read them, and what names a person or opens a meeting is seen."""

import pytest

from prst.agendas.texts import identity, names_somebody, opens_something, plain
from tests.agendas.calendars import calendar, event
from tests.agendas.sheets import read


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (r"SUMMARY:Hygiène\, sécurité et conditions de travail", "hygiène, sécurité"),
        (r"SUMMARY:Atelier\; santé", "atelier; santé"),
        (r"SUMMARY:Dossier C:\\Santé", r"c:\santé"),
        ("SUMMARY:Qualit&eacute; de vie au travail", "qualité de vie"),
        (r"SUMMARY:Qualit&eacute\; de vie au travail", "qualité de vie"),
        ("SUMMARY:Semaine de l&#8217;emploi", "semaine de l'emploi"),
        ("SUMMARY:Semaine de l‘emploi", "semaine de l’emploi"),
        ("SUMMARY:Santé&nbsp;au travail", "santé au travail"),
        ("SUMMARY:Santé\u00a0au  travail", "santé au travail"),
        ("SUMMARY:Santé au travail", "santé\u202fau travail"),
        ("SUMMARY:San\u00adté au travail", "santé"),
        ("SUMMARY:Porte\u2011à\u2011porte", "porte-à-porte"),
        ("SUMMARY:Œuvres sociales", "oeuvres"),
        (r"DESCRIPTION:prévention\Ndes risques", "prévention des risques"),
        (r"DESCRIPTION:prévention\ndes risques", "prévention des risques"),
        ("DESCRIPTION:<p>prévention<br/>des <b>risques</b></p>", "prévention des risques"),
        ("CATEGORIES:Autre,Santé au travail", "santé au travail"),
        ("LOCATION;LANGUAGE=fr:Saint-Étienne", "saint-etienne"),
        ('SUMMARY;ALTREP="a:b":Le bruit', "bruit"),
    ],
)
def test_words_are_looked_for_in_what_readers_read(line: str, word: str) -> None:
    content = calendar(
        event(line, title="" if line.startswith("SUMMARY") else "Essai"), event(uid="b", title="Autre chose")
    )
    assert len(read(content, word)[0]) == 1


def test_texts_are_the_same_under_each_python() -> None:
    """Unicode 9, 15 (which Python 3.11 does not know) and 16 (nor does 3.13): emoji stay; what is invisible goes."""
    emoji = "\U0001f98a \U0001fa77 \U0001fae9"
    assert plain(f"Fête\u200b {emoji}\u202e\ufffe") == f"Fête {emoji}"
    address = f"https://a.fr/{emoji.replace(' ', '')}"
    (row,) = read(calendar(event(f"URL:{address}")))[0]
    assert row["url"] == address


@pytest.mark.parametrize("line", ["SUMMARY:Ponts", "DESCRIPTION:un tampon", "UID:pont", "URL:https://pont.fr/"])
def test_words_are_looked_for_at_the_beginning_of_those_of_texts_only(line: str) -> None:
    assert len(read(calendar(event(line, uid="", title="")), "pont")[0]) == (line == "SUMMARY:Ponts")


@pytest.mark.parametrize(
    "text",
    [
        "camille.martin@partenaire.fr",
        "Réunion (contact : C.Martin@ville-lyon.fr)",
        "Tél. 04 72 00 00 00",
        "0472000000",
        "04.72.00.00.00",
        "+33 4 72 00 00 00",
        "+33 (0)4 72 00 00 00",
        "0033472000000",
        "+41 22 700 00 00",
        "Rendez-vous avec Mme Martin",
        "Visite de M. Dupont",
        "Dr Élise Petit",
        "Madame J. Roux",
    ],
)
def test_what_may_name_somebody_is_seen(text: str) -> None:
    assert names_somebody(text)


@pytest.mark.parametrize(
    "text",
    [
        "Semaine européenne de la sécurité et de la santé au travail 2026",
        "12 rue du Dr Roux, 69003 Lyon",
        "Du 12 10 2026 au 13 10 2026",
        "2026-12-15 14:00",
        "Salle M, bâtiment 3",
        "ISO 45001:2018",
        "M’enquérir",
        "https://exemple.fr/agenda/2026/12/15/00001234567890",
        None,
    ],
)
def test_what_names_nobody_is_left(text: str | None) -> None:
    assert not names_somebody(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://zoom.us/j/123?pwd=Abc1",
        "https://zoom.us/j/123?a=b&pwd=Abc1",
        "https://a.fr/x?token=abc",
        "https://moi:secret@a.fr/",
        "Zoom, mot de passe 1234",
        "Salle 3, code d’accès 12B4",
        "Digicode 12A",
        "code : 48151",
        "Passcode: 123",
    ],
)
def test_what_may_open_something_is_seen(text: str) -> None:
    assert opens_something(text)


@pytest.mark.parametrize(
    "text",
    [
        "Le code du travail",
        "https://zoom.us/j/123",
        "Code postal",
        "https://a.fr/?page=2",
        "Atelier « mots-clés »",
        None,
    ],
)
def test_what_opens_nothing_is_left(text: str | None) -> None:
    assert not opens_something(text)


def test_what_is_about_to_be_published_of_a_person_is_told_by_its_day_only() -> None:
    from prst.agendas.events import read_events
    from tests.agendas.sheets import FIRST, LAST

    content = calendar(event("LOCATION:https://zoom.us/j/1?pwd=a", title="Point avec Mme Martin"))
    assert read_events(content, FIRST, LAST)["notes"] == [
        {"code": "agenda_personne", "nombre": 1, "exemple": "2026-06-16"},
        {"code": "agenda_acces", "nombre": 1, "exemple": "2026-06-16"},
    ]


@pytest.mark.parametrize("uid", ["camille@partenaire.fr", "mailto:camille@partenaire.fr", "camille%40partenaire.fr"])
def test_an_identifier_that_holds_an_address_names_nobody(uid: str) -> None:
    assert len(identity(uid)) == 32
    assert identity(uid) == identity(uid)
    assert identity(identity(uid)) == identity(uid)
    [row], _notes = read(calendar(event(uid=uid)))
    assert row["uid"] == identity(uid)


@pytest.mark.parametrize("uid", ["bon@exemple", "6f3c1f6e-9d6b-4c1e-8f29-000000000001", "é"])
def test_another_identifier_is_kept(uid: str) -> None:
    assert identity(uid) == uid
