"""A catalogue with many different mistakes, and what must be said of each: worked out by hand."""

from typing import Any, NamedTuple

from tests.records.folders import LIVRABLE, Folder


class Mistake(NamedTuple):
    """What must be told of one mistake; `says` is the message and its remedy."""

    file: str
    line: int
    column: int
    field: str
    code: str
    says: str


FILES: dict[str, str | bytes] = {
    "livrables/guide-a.yml": """\
titre: Guide des chutes
resumé: Prévenir les chutes.
cibles:
  - tpe-btp
format: Guide pratique
contact:
  structure: Structure d’essai
  courriel: prevention@example.org
date: 31/12/2026
liens:
  - libelle: Lire le guide
    url: structure/guide.pdf
statut: brouilon
a_revoir_le: 2026-02-30
promesse: " "
themes: chutes
""",
    "livrables/guide-b.yml": """\
titre: Guide du bruit
resume: Prévenir le bruit.
cibles:
  - tpe-bpt
  - tpe-btp
  - tpe-btp
format: guide
contact:
  structure: Structure d’essai
  a_confirmer: oui
groupe: chutes-bpt
fichiers:
  - libelle: Le guide
    chemin: assets/guide.pdf
anciens_ids: [guide-chutes]
""",
    "livrables/guide-c.yml": LIVRABLE + "promesse: Moins d’accidents # et moins d’arrêts\nformat: affiche\n",
    "livrables/guide-d.yml": LIVRABLE + 'promesse: "Moins d’accidents\nlicence: libre\n',
    "livrables/guide-e.yml": "titre: Prévenir les chutes\n".encode("latin-1"),
    "livrables/guide-f.yml": "# à compléter\n",
    "livrables/Guide Pratique.yml": LIVRABLE,
    "livrables/index.yml": LIVRABLE,
    "cibles/artisans.yml": "nom: Artisans\neffectif: plus de 1200\n",
    "relais/chambre.yml": """\
nom: Chambre
type: chambre consulaire
sollicite: peut-être
contact:
  structure: Structure d’essai
""",
    "groupes/chutes-btp.yml": """\
nom: Chutes dans le bâtiment
pilotes:
  - structure: Structure d’essai
    contact:
      structure: Structure d’essai
      nom: Une personne
      telephone: 04 72 00 00 00
""",
    "evenements/hiver.yml": "titre: Hiver\ndebut: 2026-11-02\nsaison: 11-01/03-31\n",
    "evenements/ete.yml": "titre: Été\ndebut: 2026-06-01\nfin: 2026-09-15\nsaison: 06-01/09-15\n",
    "evenements/bissextile.yml": "titre: Soldes\ndebut: 2026-02-01\nsaison: 02-01/02-29\n",
    "evenements/salon.yml": "titre: Salon\ndebut: 2026-06-16\nfin: 2026-06-10\nrecurrence: FREQ=SECONDLY\n",
    "evenements/journee.yml": "titre: Journée\ndebut: 2026-06\nrecurrence: FREQ=YEARLY\n",
    "diffusions/lettre.yml": "date: 2026-05-04T10:00\nlivrable: guide-b\nrelais: chambre\ncanal: [lettre]\n",
    "vocabulaires/themes.yml": "chutes:\n  label: Chutes\nbruit:\n  label: Bruit\n  synonymes: [sonore, CHUTES]\n",
    "agendas.yml": "national:\n  nom: Agenda national\n  url: javascript:alert(1)\n",
    "retraits.yml": "livrables/vieux-guide:\n  titre: Vieux guide\n  le: 2026-02\n  motif: Il est remplacé.\n",
    "notes.txt": "À faire\n",
}

MISTAKES = [
    Mistake(
        "agendas.yml",
        3,
        8,
        "national.url",
        "url",
        "« javascript:alert(1) » n’est pas une adresse utilisable. "
        "Une adresse commence par https://, http://, mailto: ou tel: et ne contient pas d’espace.",
    ),
    Mistake(
        "cibles/artisans.yml",
        2,
        11,
        "effectif",
        "nombre",
        "« plus de 1200 » n’est pas un nombre entier ; vouliez-vous dire « 1200 » ? "
        "Écrivez seulement des chiffres, sans unité : 1200. Si personne ne le connaît, retirez la ligne.",
    ),
    Mistake(
        "diffusions/lettre.yml",
        1,
        7,
        "date",
        "date_sans_heure",
        "« 2026-05-04T10:00 » contient une heure. Gardez seulement le jour : AAAA-MM-JJ.",
    ),
    Mistake(
        "diffusions/lettre.yml",
        4,
        8,
        "canal",
        "lu_valeur",
        "« [lettre] » est lu « lettre ». Écrivez-le ainsi, ou laissez faire « prst reparer ».",
    ),
    Mistake(
        "evenements/bissextile.yml",
        3,
        9,
        "saison",
        "saison",
        "« 02-01/02-29 » n’est pas une saison. Écrivez le premier et le dernier jour, sans l’année : MM-JJ/MM-JJ, "
        "par exemple 06-01/09-15.",
    ),
    Mistake(
        "evenements/ete.yml",
        4,
        9,
        "saison",
        "saison_et_dates",
        "une saison revient d’elle-même chaque année, jusqu’à son dernier jour. Enlevez « fin », ou « saison ».",
    ),
    Mistake(
        "evenements/hiver.yml",
        3,
        9,
        "saison",
        "saison_ailleurs",
        "« 11-01/03-31 » ne commence pas le jour que donne « debut ». Écrivez dans « debut » le premier jour de la "
        "première saison, par exemple 2026-11-01.",
    ),
    Mistake(
        "evenements/journee.yml",
        3,
        13,
        "recurrence",
        "recurrence_sans_jour",
        "une récurrence part d’un jour précis. Écrivez « debut » sous la forme AAAA-MM-JJ.",
    ),
    Mistake(
        "evenements/salon.yml",
        3,
        6,
        "fin",
        "fin_avant_debut",
        "« 2026-06-10 » est avant « debut ». Vérifiez les deux dates.",
    ),
    Mistake(
        "evenements/salon.yml",
        4,
        13,
        "recurrence",
        "recurrence",
        "« FREQ=SECONDLY » n’est pas une récurrence utilisable. Par exemple FREQ=YEARLY (chaque année) "
        "ou FREQ=MONTHLY;BYDAY=1TU (le premier mardi du mois).",
    ),
    Mistake(
        "groupes/chutes-btp.yml",
        4,
        5,
        "pilotes[1].contact.a_confirmer",
        "nom_sans_consentement",
        "une personne est nommée sans son accord. "
        "Ajoutez « publication_consentie: AAAA-MM-JJ », ou remplacez le nom par un rôle.",
    ),
    Mistake(
        "livrables/Guide Pratique.yml",
        1,
        1,
        "",
        "nom_de_fichier",
        "« Guide Pratique.yml » n’est pas un nom de fiche ; « guide-pratique.yml » conviendrait. "
        "Renommez le fichier : des minuscules sans accent, des chiffres, des tirets, puis .yml.",
    ),
    Mistake(
        "livrables/guide-a.yml",
        2,
        1,
        "resume",
        "lu_cle",
        "la clé « resumé » est lue « resume ». Écrivez-le ainsi, ou laissez faire « prst reparer ».",
    ),
    Mistake(
        "livrables/guide-a.yml",
        5,
        9,
        "format",
        "inconnu",
        "« Guide pratique » est inconnue ; vouliez-vous dire « guide » ? Valeurs possibles : affiche, guide.",
    ),
    Mistake(
        "livrables/guide-a.yml",
        8,
        13,
        "contact.courriel",
        "courriel_exemple",
        "« prevention@example.org » est une adresse d’exemple : personne n’y répondrait. "
        "Indiquez une vraie boîte, ou « a_confirmer: oui » en attendant.",
    ),
    Mistake(
        "livrables/guide-a.yml",
        9,
        7,
        "date",
        "lu_date",
        "« 31/12/2026 » est lu « 2026-12-31 ». Écrivez-le ainsi, ou laissez faire « prst reparer ».",
    ),
    Mistake(
        "livrables/guide-a.yml",
        12,
        10,
        "liens[1].url",
        "url",
        "« structure/guide.pdf » n’est pas une adresse utilisable. "
        "Une adresse commence par https://, http://, mailto: ou tel: et ne contient pas d’espace.",
    ),
    Mistake(
        "livrables/guide-a.yml",
        13,
        9,
        "statut",
        "literal_error",
        "« brouilon » n’est pas un choix possible ; vouliez-vous dire « brouillon » ? "
        "Choix possibles : publie, archive, brouillon.",
    ),
    Mistake(
        "livrables/guide-a.yml",
        14,
        14,
        "a_revoir_le",
        "date_inexistante",
        "la date « 2026-02-30 » n’existe pas. Vérifiez l’année, le mois, le jour et l’heure.",
    ),
    Mistake(
        "livrables/guide-a.yml",
        15,
        11,
        "promesse",
        "string_too_short",
        "le texte est vide. Écrivez quelque chose, ou retirez la ligne si elle est facultative.",
    ),
    Mistake(
        "livrables/guide-a.yml",
        16,
        8,
        "themes",
        "lu_liste",
        "« chutes » est lu comme une liste : « - chutes ». Écrivez-le ainsi, ou laissez faire « prst reparer ».",
    ),
    Mistake(
        "livrables/guide-b.yml",
        4,
        5,
        "cibles[1]",
        "inconnu",
        "« tpe-bpt » est inconnue ; vouliez-vous dire « tpe-btp » ? Valeurs possibles : artisans, tpe-btp.",
    ),
    Mistake(
        "livrables/guide-b.yml",
        6,
        5,
        "cibles[3]",
        "doublon",
        "« tpe-btp » est citée deux fois. Gardez une seule des deux lignes.",
    ),
    Mistake(
        "livrables/guide-b.yml",
        11,
        9,
        "groupe",
        "inconnu",
        "« chutes-bpt » est inconnue ; vouliez-vous dire « chutes-btp » ? Valeurs possibles : chutes-btp.",
    ),
    Mistake(
        "livrables/guide-b.yml",
        14,
        13,
        "fichiers[1].chemin",
        "chemin_absent",
        "le fichier « assets/guide.pdf » n’est pas dans docs/. Ajoutez-le, ou corrigez le chemin.",
    ),
    Mistake(
        "livrables/guide-b.yml",
        15,
        15,
        "anciens_ids[1]",
        "ancien_id_pris",
        "l’ancien identifiant « guide-chutes » est celui d’une autre fiche (guide-chutes.yml). "
        "Une adresse ne mène qu’à une fiche : retirez l’un des deux.",
    ),
    Mistake(
        "livrables/guide-c.yml",
        9,
        11,
        "promesse",
        "diese",
        "le texte est coupé par le signe « # ». "
        "Mettez tout le texte entre guillemets droits ; un commentaire va sur sa propre ligne. "
        "Par exemple : « promesse: 'Moins d’accidents # et moins d’arrêts' ».",
    ),
    Mistake(
        "livrables/guide-c.yml",
        10,
        1,
        "format",
        "cle_double",
        "la clé « format » figure déjà plus haut. Gardez une seule des deux lignes.",
    ),
    Mistake(
        "livrables/guide-d.yml",
        9,
        11,
        "",
        "lu_guillemets",
        "les guillemets sont lus ainsi : « promesse: Moins d’accidents ». "
        "Écrivez-le ainsi, ou laissez faire « prst reparer ».",
    ),
    Mistake(
        "livrables/guide-e.yml",
        1,
        10,
        "",
        "encodage",
        "le fichier n’est pas écrit en UTF-8 (peut-être de l’ANSI ou du latin-1). "
        "Enregistrez-le à nouveau en choisissant l’encodage « UTF-8 ».",
    ),
    Mistake("livrables/guide-f.yml", 1, 1, "", "vide", "le fichier est vide. Complétez-le, ou supprimez-le."),
    Mistake(
        "livrables/index.yml",
        1,
        1,
        "",
        "nom_reserve",
        "« index » est un nom réservé (une page du site porte déjà ce nom). "
        "Choisissez un autre nom, par exemple d’un mot de plus.",
    ),
    Mistake(
        "notes.txt",
        1,
        1,
        "",
        "dossier_inconnu",
        "ce fichier n’est dans aucun dossier connu du catalogue. "
        "Dossiers possibles : livrables, cibles, relais, groupes, evenements, diffusions, enquetes, structures, "
        "retours, vocabulaires.",
    ),
    Mistake(
        "relais/chambre.yml",
        3,
        12,
        "sollicite",
        "oui_non",
        "« peut-être » n’est ni « oui » ni « non ». Écrivez oui ou non.",
    ),
    Mistake(
        "relais/chambre.yml",
        4,
        1,
        "contact.a_confirmer",
        "contact_muet",
        "on ne sait pas comment joindre ce contact. "
        "Ajoutez « courriel », « formulaire » ou « telephone », ou bien « a_confirmer: oui ».",
    ),
    Mistake(
        "retraits.yml",
        3,
        7,
        "livrables/vieux-guide.le",
        "date_complete",
        "« 2026-02 » ne dit pas le jour. Écrivez AAAA-MM-JJ.",
    ),
    Mistake(
        "vocabulaires/themes.yml",
        5,
        23,
        "bruit.synonymes[2]",
        "synonyme_double",
        "« CHUTES » désigne déjà le terme « chutes ». Un mot ne mène qu’à un terme.",
    ),
]
"""In the order of a report: by file, line, column."""

CODE_QUALITY: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "pattern": "^[a-z_]+$"},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^./]"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
"""What GitLab reads (documentation of GitLab, "Code Quality report format")."""


def write_mistakes(folder: Folder) -> None:
    """Adds the mistakes to a valid catalogue."""
    folder.write_all(FILES.items())
