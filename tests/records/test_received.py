"""Records in messages: found whatever is around them, and nothing of a hostile message does more than be read."""

import base64
from email.message import EmailMessage
from time import process_time

import pytest

from prst.records.keys import plain, spellings
from prst.records.model import Lien, Livrable
from prst.records.received import MOST, Message, Received, message_of
from prst.records.values import part_of

FICHE = "titre: Guide du bruit\nresume: Un résumé.\ncibles:\n  - garages\nformat: guide\n"


def only(message: Message) -> Received:
    """The only record of a message."""
    (found,) = message.fiches
    return found


def mail(text: str = "", html: str = "", charset: str = "utf-8", **attached: str) -> bytes:
    """A mail of a text, a page and attachments."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@b.fr", "c@d.fr", "Proposition"
    if text:
        made.set_content(text, charset=charset)
    if html and text:
        made.add_alternative(html, subtype="html")
    elif html:
        made.set_content(html, subtype="html")
    for name, content in attached.items():
        if not made.get_content_type().startswith("multipart"):
            made.make_mixed()
        made.add_attachment(content, filename=name.replace("_", "."))
    return made.as_bytes()


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252"])
def test_a_mail_is_read_in_its_character_set_up_to_its_signature(charset: str) -> None:
    text = f"Bonjour,\n\nVoici une fiche, à mettre dans catalogue/livrables/bruit.yml :\n\n{FICHE}\n-- \nTitre: Chef\n"
    found = message_of(mail(text, charset=charset))
    assert only(found) == Received(FICHE, "livrables", "bruit")
    assert found.laisse == [
        "Bonjour,",
        "Voici une fiche, à mettre dans catalogue/livrables/bruit.yml :",
        "--",
        "Titre: Chef",
    ]


def test_a_polite_end_is_no_part_of_a_record() -> None:
    found = message_of(f"{FICHE}\nBien cordialement,\nTél : 04 00 00 00 00\n".encode())
    assert only(found).texte == FICHE
    assert found.laisse == ["Bien cordialement,", "Tél : 04 00 00 00 00"]


@pytest.mark.parametrize(
    "text",
    [
        f"Pour `catalogue/livrables/x.yml` :\n\n```yaml\n{FICHE}```\n\nMerci !\n",
        f"````\n{FICHE}````\n",
        "Le 12 mai, il a écrit :\n" + "".join(f"> {line}\n" for line in FICHE.splitlines()),
        "".join(f"> > {line}\n" for line in FICHE.splitlines()),
        FICHE.replace("\n", "\r\n"),
        f"---\n{FICHE}---\n",
    ],
)
def test_fences_quotes_and_marks_are_around_a_record(text: str) -> None:
    assert only(message_of(text.encode())).texte.replace("\r\n", "\n") == FICHE


def test_lines_that_a_mail_program_cut_are_whole_again() -> None:
    long = (
        "resume: Un guide de quatre pages pour mesurer le bruit, le réduire et\nchoisir des protections : tout y est."
    )
    found = only(message_of(FICHE.replace("resume: Un résumé.", long).encode()))
    assert "réduire et choisir des protections : tout y est.\n" in found.texte
    flowed = b"From: a\nMIME-Version: 1.0\nContent-Type: text/plain; format=flowed\n\ntitre: Un \nguide\nresume: R\n"
    assert only(message_of(flowed)).texte == "titre: Un guide\nresume: R\n"


def test_a_page_is_read_as_it_shows() -> None:
    page = "<style>p{x:y}</style><p>Bonjour</p><div>titre: Guide <b>du</b> bruit</div><div>resume: R<br>cibles:</div>"
    found = message_of(mail(html=page + "<ul><li>- garages</li></ul><script>titre: non</script>"))
    assert [line for line in only(found).texte.splitlines() if line] == [
        "titre: Guide du bruit",
        "resume: R",
        "cibles:",
        "- garages",
    ]
    both = message_of(mail(text=FICHE, html="<p>titre: Autre</p><p>resume: Autre</p>"))
    assert only(both).texte == FICHE


def test_a_form_of_a_forge_gives_its_answers() -> None:
    form = (
        "### Titre\n\nGuide du bruit\n\n### Résumé\n\nPremière ligne.\n\nDeuxième.\n\n### Cibles\n\n- [X] garages\n"
        "- [ ] tpe\n\n### Promesse\n\n_No response_\n"
    )
    assert only(message_of(form.encode())).texte == (
        "Titre: Guide du bruit\nRésumé: |-\n  Première ligne.\n\n  Deuxième.\nCibles:\n- garages\n"
    )


def test_attachments_are_read_where_they_are_texts() -> None:
    found = message_of(mail(text="Bonjour, voici.", bruit_yml=FICHE, photo_jpg="titre: non\nresume: non\n"))
    assert only(found) == Received(FICHE, "livrables", "", "la pièce jointe bruit.yml")
    assert found.laisse == ["la pièce jointe photo.jpg", "Bonjour, voici."]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("titre: Salon\ndebut: 2027-01-01\nlieu: Lyon\n", "evenements"),
        ("nom: Carsat\ntype: caisse\ncanaux:\n  - type: lettre\n", "relais"),
        ("date: 2026-10\nlivrable: guide\nrelais: carsat\ncanal: lettre\n", "diffusions"),
        ("nom: Groupe\nplan: PRST 4\npilotes:\n  - structure: inrs\n", "groupes"),
        ("# yaml-language-server: $schema=../schemas/structure.schema.json\nnom: X\ntype: y\n", "structures"),
        ("Titre : X\nRésumé : Y\n", "livrables"),
    ],
)
def test_the_kind_is_told_by_the_keys(text: str, kind: str) -> None:
    assert only(message_of(text.encode())).sorte == kind


def test_several_records_stand_in_one_message() -> None:
    two = message_of(f"{FICHE}\n{FICHE.replace('bruit', 'vent')}".encode())
    assert [one.texte.splitlines()[0] for one in two.fiches] == ["titre: Guide du bruit", "titre: Guide du vent"]
    many = "\n".join(FICHE.replace("bruit", f"n° {rank}") for rank in range(3 * MOST))
    assert len(message_of(many.encode()).fiches) == MOST


@pytest.mark.parametrize(
    "row",
    [
        "description: |\n  **Public** : tous\n  1. Titre : un\n  | Titre | Nom |\n  |---|---|\n  titre = x\n",
        "promesse: a = b | c\n",
        "liens:\n- libelle: A\n  url: https://a.fr/b\n",
        "themes:\n\t\t- bruit\n",
    ],
)
def test_what_a_record_says_is_left_as_it_stands(row: str) -> None:
    assert only(message_of((FICHE + row).encode())).texte == FICHE + row


def test_a_page_that_a_table_lays_out_is_read_as_it_shows() -> None:
    lines = "".join(f"<p>{line}</p>" for line in FICHE.splitlines())
    found = message_of(mail(html=f"<table><tr><td>Logo</td><td>{lines}</td></tr></table>"))
    assert "titre: Guide du bruit" in only(found).texte.splitlines()


def test_an_answer_between_quotes_keeps_what_is_quoted_where_it_is_no_record() -> None:
    quoted = "".join(f"> {line}\n" for line in FICHE.splitlines())
    found = message_of(f"Oui, c’est bon.\n{quoted}\nCourriel : a@b.fr\nTél : 04 72 00 00 00\n".encode())
    assert only(found).texte.startswith("titre: Guide du bruit\n")


HEADERS = (
    "De : Marie <a@b.fr>\nEnvoyé : lundi 2 novembre 2026 10:12\nÀ : c@d.fr\nObjet : Une fiche\n",
    "Le lun. 2 nov. 2026 à 10:12, Marie <a@b.fr> a écrit\u00a0:\n",
    "Le lun. 2 nov. 2026 à 10:12, Marie de la direction régionale\n<a@b.fr> a écrit :\n",
    "On Mon, Nov 2, 2026 at 10:12 AM Marie <a@b.fr> wrote:\n",
)
"""What mail programs write above a message that they answer without any mark before its lines."""


@pytest.mark.parametrize("header", HEADERS)
def test_what_a_message_answers_is_no_second_record(header: str) -> None:
    better = FICHE.replace("Guide du bruit", "Guide contre le bruit")
    found = message_of(f"{better}\nCordialement\n\n{header}\nBonjour,\n\n{FICHE}\nMerci\n".encode())
    assert only(found).texte == better
    assert found.laisse[:2] == ["Cordialement", "titre: Guide du bruit"]
    other = "titre: Affiche vent\nresume: Tout autre chose.\ncibles:\n  - btp\nformat: affiche\n"
    two = message_of(f"{better}\n{header}\n{other}".encode())
    assert [one.texte for one in two.fiches] == [better, other]  # passed on with one more
    assert only(message_of(f"Bonjour, je transmets.\n\n{header}\n{FICHE}".encode())).texte == FICHE


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02" * 1000,
        b"Bonjour, merci.\n",
        "titre: \ud800".encode("utf-8", "surrogatepass"),
        b"From: a\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n",
        b"From: a\nMIME-Version: 1.0\nContent-Type: text/plain; charset=nonsense\n\nBonjour\n",
        b"From: a\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\n!!!!\n",
        b"From: a\nDate: b\nContent-Type: message/rfc822\n\n" * 3000,
    ],
)
def test_what_holds_no_record_gives_none(content: bytes) -> None:
    assert message_of(content).fiches == []


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "catalogue/../x.yml", "catalogue/livrables/../../x.yml", "C:\\x.yml"]
)
def test_a_path_that_leads_elsewhere_is_no_name(name: str) -> None:
    assert only(message_of(f"À mettre dans {name} :\n\n{FICHE}".encode())).identifiant == ""


@pytest.mark.parametrize(
    "text",
    [
        "`" * 100_000,
        "```\n" * 50_000,
        "".join(f"{'`' * (3 + rank % 50)}\n" for rank in range(4_000)),
        "> " * 100_000,
        "### a\n" * 40_000,
        "titre: a\n" * 30_000,
        "x" * 1_000_000,
        "a: " * 60_000,
        "<div>" * 80_000,
        "<!--" * 80_000,
        "<a " * 100_000,
        "<script" * 50_000,
        "<style>" + "</sty" * 80_000,
        "&" * 300_000,
        "<tr><td>" * 40_000,
        "| Titre | Nom |\n" * 15_000,
        "resume : x\n\n" + "y\n\n" * 60_000 + "cibles: a\n",
        "*" * 200_000,
        "> De : x\n" * 20_000,
        "a\tb\tc\n" * 30_000,
    ],
)
def test_a_hostile_text_takes_no_time(text: str) -> None:
    begun = process_time()
    message_of(text.encode())
    message_of(b"From: a\nMIME-Version: 1.0\nContent-Type: text/html\n\n" + text.encode())
    assert process_time() - begun < 2


def test_a_heavy_attachment_is_left_aside() -> None:
    made = EmailMessage()
    made["From"], made["Subject"] = "a@b.fr", "x"
    made.set_content(FICHE)
    made.add_attachment(base64.b64decode("AAAA") * 500_000, maintype="application", subtype="pdf", filename="a.pdf")
    found = message_of(made.as_bytes())
    assert only(found).texte == FICHE
    assert found.laisse == ["la pièce jointe a.pdf"]


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("Pour : les artisans", "cibles"),
        ("À qui s’adresse-t-il : les artisans", "cibles"),
        ("Public visé : les artisans", "cibles"),
        ("Type de support : guide", "format"),
        ("Thématique : chutes", "themes"),
        ("Descriptif : dix gestes", "resume"),
        ("Adresse de la ressource : organisme-essai.fr/guide", "liens"),
    ],
)
def test_a_key_is_known_by_what_mails_call_it(line: str, key: str) -> None:
    said, _between, _value = line.partition(" : ")
    assert spellings(Livrable).get(plain(said), "") == key


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("organisme-essai.fr/guide", "organisme-essai.fr/guide"),
        ("www.organisme-essai.fr", "www.organisme-essai.fr"),
        ("Organisme-Essai.FR", "Organisme-Essai.FR"),
        ("guide.pdf", None),
        ("le guide", None),
    ],
)
def test_a_link_may_be_an_address_alone(text: str, url: str | None) -> None:
    assert part_of(text, Lien).get("url") == url
