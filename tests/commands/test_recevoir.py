"""`prst recevoir`: a message becomes files that the check accepts; what is not understood is said, nothing is lost."""

import io
import sys
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

import pytest

from prst.commands import changes, recevoir
from prst.records.loading import load
from prst.records.problems import Problem
from tests.catalogues import plain
from tests.commands.projets import changed, create, everything

JOUR = "2026-11-20"
MESSAGE = """\
From: Une pilote <pilote@essai.example>
To: contact@essai.example
Subject: Une proposition
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Bonjour,

Titre : Prévenir le bruit
Résumé : Un guide de quatre pages pour mesurer le bruit, le réduire et
choisir des protections : tout y est.
Cibles : les garages, TPE
Format : Guide PDF
Structure : inrs
Courriel : bruit@inrs-essai.fr
Date : mars 2026
Couleur : bleu

Merci d’avance,
La pilote
"""
BRUIT = """\
# yaml-language-server: $schema=../schemas/livrable.schema.json
titre: Prévenir le bruit
resume: 'Un guide de quatre pages pour mesurer le bruit, le réduire et choisir des protections : tout y est.'
cibles:
  - garages
  - tpe
format: guide
contact:
  structure: inrs
  courriel: bruit@inrs-essai.fr
date: 2026-03
ajoute_le: 2026-11-20
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return create(tmp_path)


def receive(project: Path, text: str, name: str = "message.eml", sorte: str = "", essai: bool = False) -> int:
    """Runs the command on a message."""
    path = project / name
    path.write_text(text, encoding="utf-8")
    return recevoir.run(project, str(path), sorte, JOUR, essai)


def test_a_mail_as_people_write_it_becomes_a_record(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert receive(project, MESSAGE) == 0
    assert everything(project)["catalogue/livrables/prevenir-le-bruit.yml"] == BRUIT
    assert load(project / "catalogue").errors == ()
    said = plain(capsys.readouterr().out)
    assert "Le message : livrable « Prévenir le bruit »" in said
    assert "cibles[1] : « les garages » est lu « garages »" in said
    assert "« Couleur » n’est pas compris, et laissé de côté : bleu" in said
    assert "Laissé de côté, à relire :\n  Bonjour,\n  Merci d’avance,\n  La pilote\n" in said


def test_a_message_comes_from_the_input_too(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(MESSAGE.encode("utf-8"))))
    assert recevoir.run(project, "-", "", JOUR, False) == 0
    assert everything(project)["catalogue/livrables/prevenir-le-bruit.yml"] == BRUIT


def test_what_the_form_sends_changes_the_record_that_it_names(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(project)
    text = (
        "Voici une fiche, à mettre dans catalogue/livrables/guide.yml :\n\ntitre: Guide des gestes\nresume: Nouveau.\n"
    )
    assert receive(project, text, "demande.txt") == 0
    after = everything(project)
    assert changed(before, after) == {
        "catalogue/livrables/guide.yml": ["- resume: Un résumé.", "+ resume: Nouveau.", f"+ modifie_le: {JOUR}"]
    }
    assert receive(project, text, "demande.txt") == 0
    assert "le dit déjà : rien à changer." in plain(capsys.readouterr().out)
    assert everything(project) == after


def test_what_is_wrong_is_told_and_kept_apart(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(project)
    assert receive(project, MESSAGE.replace("les garages, TPE", "les boulangers")) == 1
    said = plain(capsys.readouterr().err)
    assert ".cache/nouveau/prevenir-le-bruit.yml:5" in said
    assert "« les boulangers » est inconnue" in said
    assert "« prst nouveau livrable --depuis .cache/nouveau/prevenir-le-bruit.yml --id prevenir-le-bruit »" in said
    assert everything(project) == before
    assert "les boulangers" in (project / ".cache/nouveau/prevenir-le-bruit.yml").read_text(encoding="utf-8")


def test_one_wrong_record_does_not_keep_the_others_back(project: Path) -> None:
    other = "\ntitre: Sans rien d’autre\nresume: Un résumé.\n"
    message = MESSAGE.partition("Merci")[0] + other
    assert receive(project, message) == 1
    assert everything(project)["catalogue/livrables/prevenir-le-bruit.yml"] == BRUIT
    assert "sans-rien-d-autre" not in "".join(everything(project))


PLACE = "# à mettre dans catalogue/"
THREE = [
    f"{PLACE}livrables/guide.yml\n\ntitre: Guide des gestes\nresume: Nouveau.\n",
    f"{PLACE}relais/union.yml\n\nnom: Union des garages\ntype: federation\ncibles:\n  - cible: garages\n"
    "contact:\n  structure: inrs\n  a_confirmer: oui\n",
    f"{PLACE}diffusions/envoi.yml\n\ndate: 2026-03-02\nrelais: Union des garages\nlivrable: Guide des gestes\n"
    "canal: courriel\n",
]


def mail(*files: str) -> str:
    """A mail with some files."""
    message = EmailMessage()
    message["From"] = "pilote@essai.example"
    message["Subject"] = "Trois fiches"
    message.set_content("Bonjour.")
    for rank, text in enumerate(files):
        message.add_attachment(text, filename=f"fiche-{rank}.txt")
    return message.as_string()


@pytest.fixture
def trials(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The files of each trial, as they come."""
    found: list[list[str]] = []
    real = changes.tried

    def noted(project: Path, change: changes.Change, today: date) -> tuple[Problem, ...]:
        found.append(sorted(change.files))
        return real(project, change, today)

    monkeypatch.setattr(changes, "tried", noted)
    return found


@pytest.mark.parametrize("essai", [False, True])
def test_records_of_one_message_are_tried_together_and_may_name_each_other(
    project: Path, trials: list[list[str]], capsys: pytest.CaptureFixture[str], essai: bool
) -> None:
    before = everything(project)
    assert receive(project, mail(*THREE), essai=essai) == 0
    names = [f"catalogue/{name}.yml" for name in ("diffusions/envoi", "livrables/guide", "relais/union")]
    assert trials == [names]
    said = plain(capsys.readouterr().out)
    assert said.index("livrable « Guide des gestes »") < said.index("relais « Union des garages »")
    assert "relais : « Union des garages » est lu « union »" in said
    after = everything(project)
    assert sorted(changed(before, after)) == ([] if essai else names)
    assert load(project / "catalogue").errors == ()


def test_what_is_wrong_with_one_record_of_several_is_told_once_and_the_others_are_written(
    project: Path, trials: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert receive(project, mail(*(one.replace("cible: garages", "cible: inconnue") for one in THREE))) == 1
    said, wrong = capsys.readouterr()
    assert plain(said).count("livrable « Guide des gestes »") == 1
    assert plain(wrong).count("« inconnue »") == 1
    after = everything(project)
    assert "resume: Nouveau." in after["catalogue/livrables/guide.yml"]
    assert "catalogue/relais/union.yml" not in after


def test_two_changes_of_one_record_follow_each_other(project: Path, trials: list[list[str]]) -> None:
    twice = [THREE[0], THREE[0].replace("Nouveau", "Deux")]
    assert receive(project, mail(*twice)) == 0
    assert "resume: Deux." in everything(project)["catalogue/livrables/guide.yml"]
    assert trials == [["catalogue/livrables/guide.yml"]] * 2


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_a_message_that_is_cut_is_told(project: Path, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    long = MESSAGE.replace("text/plain", f"text/{kind}") + ("<i></i>\n" if kind == "html" else "Encore.\n") * 60_000
    receive(project, long, essai=True)
    said = plain(capsys.readouterr().out)
    assert "Le message est trop long : seuls ses 200 000 premiers caractères sont lus." in said
    assert receive(project, MESSAGE, essai=True) == 0
    assert "trop long" not in capsys.readouterr().out


def test_a_trial_writes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(project)
    assert receive(project, MESSAGE, essai=True) == 0
    assert receive(project, MESSAGE.replace("mars 2026", "un jour"), essai=True) == 1
    assert everything(project) == before
    assert not (project / ".cache").exists()
    assert f"catalogue/livrables/prevenir-le-bruit.yml serait écrit :\n\n{plain(BRUIT)}" in plain(
        capsys.readouterr().out
    )


@pytest.mark.parametrize(
    ("text", "sorte", "said"),
    [
        ("Bonjour, merci.\n", "", "aucune fiche n’y a été trouvée."),
        ("", "", "aucune fiche n’y a été trouvée."),
        (MESSAGE, "livre", "« livre » n’est pas une sorte de fiche"),
    ],
)
def test_a_message_that_holds_nothing_is_told(
    project: Path, capsys: pytest.CaptureFixture[str], text: str, sorte: str, said: str
) -> None:
    assert receive(project, text, sorte=sorte) == 2
    assert said in plain(capsys.readouterr().err)


def test_a_message_that_cannot_be_read_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert recevoir.run(project, str(project / "absent.eml"), "", JOUR, False) == 2
    assert "absent.eml : il n’existe pas. Enregistrez le message seul, puis relancez." in plain(capsys.readouterr().err)


def test_a_name_that_is_taken_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "# à mettre dans catalogue/livrables/index.yml\n\n" + MESSAGE.partition("Bonjour,\n\n")[2]
    assert receive(project, text, "demande.txt") == 1
    assert "« index » : ce nom est réservé (une page du site porte déjà ce nom)." in plain(capsys.readouterr().out)


SAID = (
    "Titre : Prévenir le bruit\nRésumé : Un guide de quatre pages.\nCibles : les garages, TPE\nFormat : Guide PDF\n"
    "Structure : inrs\nCourriel : bruit@inrs-essai.fr\n"
)
ROWS = [line.split(" : ") for line in SAID.strip().split("\n")]
READ = (
    "titre: Prévenir le bruit\n",
    "resume: Un guide de quatre pages.\n",
    "  - garages\n  - tpe\n",
    "format: guide\n",
    "courriel: bruit@inrs-essai.fr\n",
)
HEAD = "From: Une pilote <p@essai.example>\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"


class Sent(NamedTuple):
    """What somebody sent: how, the text, the code of the command, what it must say, and what it must not."""

    about: str
    text: str
    code: int
    has: tuple[str, ...]
    has_not: tuple[str, ...] = ()


MESSAGES = [
    Sent(
        "réponse au-dessus de l’ancienne",
        f"Voici la bonne version :\n\n{SAID}\nLe 3 mars 2026 à 10:00, X a écrit :\n"
        "> Titre : Ancien titre\n> Résumé : Ancien.\n> Cibles : TPE\n> Format : guide\n"
        "> Structure : inrs\n> Courriel : a@inrs-essai.fr\n",
        0,
        READ,
        ("titre: Ancien",),
    ),
    Sent(
        "transfert",
        "Bonjour,\n\n---------- Message transféré ----------\nDe : X <x@essai.fr>\n"
        f"Date : mar. 3 mars 2026 à 10:00\nObjet : Fiche\nÀ : y@essai.fr\n\n{SAID}",
        0,
        READ,
        ("2026-03-03",),
    ),
    Sent(
        "transfert d’Outlook",
        f"De : X <x@essai.fr>\nEnvoyé : mardi 3 mars 2026 10:00\nÀ : Y\nObjet : Fiche\n\n{SAID}",
        0,
        READ,
        (),
    ),
    Sent(
        "tableau HTML",
        HEAD + "<table>" + "".join(f"<tr><td>{k}</td><td>{v}</td></tr>" for k, v in ROWS) + "</table>",
        0,
        READ,
    ),
    Sent("tableau Markdown", "| Champ | Valeur |\n|---|---|\n" + "".join(f"| {k} | {v} |\n" for k, v in ROWS), 0, READ),
    Sent(
        "tableau Markdown de deux fiches",
        "| Titre | Résumé | Cibles | Format | Structure | Courriel |\n|---|---|---|---|---|---|\n"
        "| Prévenir le bruit | Un guide de quatre pages. | les garages, TPE | Guide PDF | inrs "
        "| bruit@inrs-essai.fr |\n"
        "| Prévenir le vent | Une affiche. | TPE | guide | inrs | b@inrs-essai.fr |\n",
        0,
        (*READ, "titre: Prévenir le vent"),
    ),
    Sent("clés en gras", "".join(f"**{k}** : {v}\n" for k, v in ROWS), 0, READ),
    Sent("clés en gras avec leurs deux-points", "".join(f"**{k} :** {v}\n" for k, v in ROWS), 0, READ),
    Sent("puces en gras", "".join(f"- **{k} :** {v}\n" for k, v in ROWS), 0, READ),
    Sent("valeur sous sa clé", "".join(f"{k} :\n{v}\n\n" for k, v in ROWS), 0, READ),
    Sent("valeur après une ligne vide", "".join(f"{k} :\n\n{v}\n\n" for k, v in ROWS), 0, READ),
    Sent("clés numérotées", "".join(f"{n}. {k} : {v}\n" for n, (k, v) in enumerate(ROWS, 1)), 0, READ),
    Sent("tabulations d’un tableur", "".join(f"{k}\t{v}\n" for k, v in ROWS), 0, READ),
    Sent("signe égal", "".join(f"{k} = {v}\n" for k, v in ROWS), 0, READ),
    Sent("titres d’un seul dièse", "".join(f"# {k}\n\n{v}\n\n" for k, v in ROWS), 0, READ),
    Sent(
        "deux fiches titrées",
        f"Fiche 1\n\n{SAID}\nFiche 2\n\n{SAID.replace('bruit', 'vent')}",
        0,
        (*READ, "titre: Prévenir le vent"),
    ),
    Sent(
        "résumé de deux paragraphes",
        SAID.replace("quatre pages.", "quatre pages.\n\nIl se lit en un quart d’heure.\n"),
        0,
        ("titre: Prévenir le bruit", "quart d’heure", "format: guide\n"),
    ),
    Sent("prose au milieu", SAID.replace("Structure", "\nPour le contact, voici :\nStructure"), 0, READ),
    Sent(
        "événement",
        "Titre : Salon du bruit\nDate : jeudi 8 octobre 2026\nHoraires : 14h à 17h\nLieu : Lyon\n"
        "Inscription : www.essai-salon.fr/i\n\nCordialement,\nX\nTél : 04 72 00 00 00\n",
        0,
        ("debut: 2026-10-08T14:00\nfin: 2026-10-08T17:00\n", "lieu: Lyon\n", "url: https://www.essai-salon.fr/i\n"),
        ("telephone",),
    ),
    Sent(
        "lien d’Outlook",
        SAID + "Lien : https://www.inrs.fr/guide<https://www.inrs.fr/guide>\n",
        0,
        (*READ, "url: https://www.inrs.fr/guide\n"),
    ),
    Sent(
        "signature sans politesse",
        SAID + "\nX, chargée de mission\nTél. : 04 72 00 00 00\nSite : www.essai-x.fr\n",
        0,
        READ,
        ("04 72 00 00 00\n  telephone",),
    ),
    Sent("relais ou structure", "Nom : Service des Monts\nType : SPSTI\nTerritoires : region\n", 1, ("--sorte",)),
    Sent(
        "sorte dite",
        "Sorte : structure\nNom : Service des Monts\nType : SPSTI\nTéléphone : 04 72 00 00 00\n",
        0,
        ("catalogue/structures/service-des-monts.yml",),
    ),
    Sent(
        "guillemets autour",
        "".join(f"{k}\u00a0: «\u00a0{v}\u00a0»\n" for k, v in ROWS),
        0,
        ("titre: Prévenir le bruit\n", "format: guide\n", "courriel: bruit@inrs-essai.fr\n"),
    ),
]


@pytest.mark.parametrize("sent", MESSAGES, ids=[one.about for one in MESSAGES])
def test_a_message_is_read_however_its_keys_are_set_out(
    sent: Sent, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "message.eml" if sent.text.startswith("From") else "demande.txt"
    assert receive(project, sent.text, name, essai=True) == sent.code
    said = plain("".join(capsys.readouterr()))
    assert [one for one in sent.has if plain(one) not in said] == []
    assert [one for one in sent.has_not if one in said.partition("Laissé de côté")[0]] == []


@pytest.mark.parametrize("sorte", ["relais", "structure"])
def test_a_record_of_two_kinds_is_asked_about_and_the_answer_is_heard(
    sorte: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Nom : Service des Monts\nType : SPSTI\n"
    assert receive(project, text, "a.txt", essai=True) == 1
    assert f"« Sorte : {sorte} »" in plain(capsys.readouterr().out)
    assert receive(project, f"Sorte : {sorte}\n{text}", "a.txt") == 0
    assert receive(project, text.replace("Monts", "Vaux"), "a.txt", sorte=sorte) == 0
    folder = "structures" if sorte == "structure" else sorte
    assert {f"catalogue/{folder}/service-des-{one}.yml" for one in ("monts", "vaux")} <= everything(project).keys()
