"""What newcomers got wrong when they tried: each mistake, and what the first answer must be.

Three of them followed the guides to the letter, and 207 mistakes were told apart in the end; these are theirs, by
what they were about. A good answer is one of two: the record is read as it was meant, and `lit` is what must stand in
it; or a single remedy says what to write, and `says` is what it must hold.
"""

from typing import NamedTuple

from tests.records.folders import LIVRABLE, MINIMAL

READ = ""


class Slip(NamedTuple):
    """One mistake: where it is written, how, and what is a good answer."""

    about: str
    content: str
    says: str = READ
    """What the message and remedy must hold; nothing where the record must simply be read."""
    lit: str = ""
    """What must stand in the record as it is read."""
    name: str = "livrables/essai.yml"


EVENT = "titre: Salon\ndebut: 2026-10-08\n"
GROUP = "nom: Groupe\n"
SURVEY = "titre: Enquête\ngenre: flash\nreponses: 100\nquestions: Le connaissez-vous ?\nresultats:\n"
INDICATOR = "indicateurs:\n  - nom: Guides remis\n    unite: guides\n"
SITE, TERMS, NETWORK = MINIMAL["site.yml"], "vocabulaires/themes.yml", "reseau-communication.yml"
RELAY = "nom: Chambre\ntype: chambre consulaire\n"
NB, FINE = "\u00a0", "\u202f"


def added(about: str, lines: str, says: str = READ, lit: str = "") -> Slip:
    """Lines after a good deliverable."""
    return Slip(about, LIVRABLE + lines, says, lit)


def changed(about: str, good: str, bad: str, says: str = READ, lit: str = "") -> Slip:
    """A good deliverable of which one part is written otherwise."""
    assert good in LIVRABLE
    return Slip(about, LIVRABLE.replace(good, bad, 1), says, lit)


def event(about: str, lines: str, says: str = READ, lit: str = "") -> Slip:
    """The lines of an event after its title."""
    return Slip(about, "titre: Salon\n" + lines, says, lit, "evenements/essai.yml")


def relay(about: str, lines: str, says: str = READ, lit: str = "") -> Slip:
    """Lines after a good relay."""
    return Slip(about, RELAY + lines, says, lit, "relais/essai.yml")


def group(about: str, lines: str, says: str = READ, lit: str = "") -> Slip:
    """Lines after the name of a group."""
    return Slip(about, GROUP + lines, says, lit, "groupes/essai.yml")


def house(about: str, lines: str, says: str = READ, lit: str = "") -> Slip:
    """Lines after a good organisation."""
    return Slip(about, "nom: Service des Monts\ntype: SPSTI\n" + lines, says, lit, "structures/essai.yml")


def survey(about: str, lines: str, says: str = READ, lit: str = "") -> Slip:
    """The results of a survey, and lines after them."""
    return Slip(about, SURVEY + lines, says, lit, "enquetes/essai.yml")


def act(about: str, lines: str, says: str = READ, lit: str = "") -> Slip:
    """The lines of an act after its day, its relay and its way."""
    return Slip(about, "date: 2026-03-10\nrelais: cma\ncanal: lettre\n" + lines, says, lit, "diffusions/essai.yml")


def lesson(about: str, lines: str, says: str = READ, lit: str = "") -> Slip:
    """Lines after the title and source of a lesson."""
    return Slip(about, "titre: Retour\nsource: Réunion du groupe\n" + lines, says, lit, "retours/essai.yml")


def target(about: str, lines: str, says: str = READ, lit: str = "") -> Slip:
    """Lines after the name of a target."""
    return Slip(about, "nom: Boulangers\n" + lines, says, lit, "cibles/essai.yml")


def site(about: str, lines: str, says: str = READ, lit: str = "") -> Slip:
    """Lines after a good site.yml."""
    return Slip(about, SITE + lines, says, lit, "site.yml")


TITLE, CIBLE, FORMAT = "titre: Guide des chutes", "  - tpe-btp", "format: guide"
RESUME = "resume: Prévenir les chutes dans les petites entreprises du bâtiment."
MAIL, STRUCTURE = "  courriel: prevention@organisme-essai.fr", "  structure: Structure d’essai"
CONTACT = f"contact:\n{STRUCTURE}\n{MAIL}"

SLIPS: list[Slip] = [
    # 1 tabs
    changed("tabulation", CIBLE, "\t- tpe-btp", lit="- tpe-btp"),
    changed("tabulation", CIBLE, "  -\ttpe-btp", lit="tpe-btp"),
    changed("tabulation", STRUCTURE, "\tstructure: Structure d’essai", lit="  structure"),
    changed("tabulation", CONTACT, CONTACT.replace("\n  ", "\n\t"), lit="  courriel"),
    added("tabulation", "description: |\n\tUn texte.\n", lit="  Un texte."),
    added("tabulation", "description: >-\n\tUn texte.\n\tUn autre.\n", lit="  Un autre."),
    # 2–3 curly quotes
    changed("guillemets courbes", TITLE, "titre: “Guide : tome 2”", lit="'Guide : tome 2'"),
    changed("guillemets courbes", TITLE, "titre: “Guide”", lit="titre: Guide\n"),
    changed("guillemets courbes", TITLE, "titre: « Guide : tome 2 »", lit="titre: 'Guide : tome 2'"),
    changed("guillemets courbes", TITLE, f"titre: «{NB}Guide{NB}: tome 2{NB}»", lit=": tome 2"),
    changed("guillemets courbes", TITLE, "titre: ‘Guide : tome 2’", lit="'Guide : tome 2'"),
    changed("guillemets courbes", RESUME, "resume: “Prévenir”", lit="resume: Prévenir\n"),
    changed("guillemets courbes", CIBLE, "  - “tpe-btp”", lit="- tpe-btp"),
    changed("guillemets courbes", FORMAT, "format: “guide”", lit="format: guide"),
    # 4 colons and signs in a text
    changed("deux-points", TITLE, "titre: Guide : tome 2", lit="'Guide : tome 2'"),
    changed("deux-points", TITLE, "titre: Prévenir: agir", lit="'Prévenir: agir'"),
    changed("deux-points", RESUME, "resume: Attention : à lire\n  en entier.", lit="'Attention : à lire"),
    changed("deux-points", TITLE, "titre: Guide :", lit="'Guide :'"),
    added("deux-points", "promesse: Résultat : moins d’arrêts\n", lit="'Résultat : moins d’arrêts'"),
    added("deux-points", "mots_cles:\n  - mot : autre\n", lit="'mot : autre'"),
    added("deux-points", "liens:\n  - libelle: Guide : PDF\n    url: https://a.fr/b\n", lit="'Guide : PDF'"),
    added("dièse", "promesse: Guide # 3\n", "« promesse: 'Guide # 3' »"),
    added("dièse", "promesse: #1 des risques\n", "« promesse: '#1 des risques' »"),
    changed("signe", TITLE, "titre: [NOUVEAU] Guide", lit="'[NOUVEAU] Guide'"),
    changed("signe", TITLE, "titre: **Guide**", lit="'**Guide**'"),
    changed("signe", TITLE, "titre: *Guide* utile", lit="'*Guide* utile'"),
    changed("signe", TITLE, "titre: > 50 salariés", lit="'> 50 salariés'"),
    changed("signe", TITLE, "titre: & Cie", lit="'& Cie'"),
    changed("signe", TITLE, "titre: - 20 % d’accidents", lit="'- 20 % d’accidents'"),
    changed("signe", TITLE, "titre: ? Comment faire", lit="Comment faire"),
    changed("signe", TITLE, "titre: @prevention", lit="'@prevention'"),
    changed("signe", TITLE, "titre: % d’accidents", lit="'% d’accidents'"),
    changed("signe", TITLE, "titre: `Guide`", lit="'`Guide`'"),
    changed("signe", TITLE, "titre: {Guide} pratique", lit="'{Guide} pratique'"),
    changed("signe", TITLE, "titre: [NOUVEAU]", lit="NOUVEAU"),
    changed("signe", TITLE, "titre: | Guide", lit="'| Guide'"),
    # 5 names of files
    Slip("nom de fichier", LIVRABLE, "« accueil-apprenti-garage.yml »", name="livrables/Accueil apprenti garage.yml"),
    Slip("nom de fichier", LIVRABLE, "« accueil-apprenti.yml »", name="livrables/accueil_apprenti.yml"),
    Slip("nom de fichier", LIVRABLE, "« ete.yml »", name="livrables/été.yml"),
    Slip("nom de fichier", LIVRABLE, "« accueil.yml »", name="livrables/accueil.yml.txt"),
    Slip("nom de fichier", LIVRABLE, "« accueil.yml »", name="livrables/accueil.yaml"),
    Slip("nom de fichier", LIVRABLE, "« accueil.yml »", name="livrables/Accueil.YML"),
    Slip("nom de fichier", LIVRABLE, "« accueil.yml »", name="livrables/accueil.txt"),
    Slip("nom de fichier", LIVRABLE, "« accueil-1.yml »", name="livrables/accueil (1).yml"),
    # 6–7 dates
    added("date", "date: 02/04/2026\n", lit="date: 2026-04-02"),
    added("date", "date: 2/4/2026\n", lit="date: 2026-04-02"),
    added("date", "date: 02.04.2026\n", lit="date: 2026-04-02"),
    added("date", "date: 02-04-2026\n", lit="date: 2026-04-02"),
    added("date", "date: mars 2026\n", lit="date: 2026-03"),
    added("date", "date: Mars 2026\n", lit="date: 2026-03"),
    added("date", "date: 03/2026\n", lit="date: 2026-03"),
    added("date", "date: 2 avril 2026\n", lit="date: 2026-04-02"),
    added("date", "date: 1er avril 2026\n", lit="date: 2026-04-01"),
    added("date", "date: le 2 avril 2026\n", lit="date: 2026-04-02"),
    added("date", "date: jeudi 2 avril 2026\n", lit="date: 2026-04-02"),
    added("date", "date: 2026-4-2\n", lit="date: 2026-04-02"),
    added("date", "date: 2026/04/02\n", lit="date: 2026-04-02"),
    added("date", "date: 02/04/26\n", "« 2026-04-02 »"),
    added("date", "date: 2026-02-30\n", "n’existe pas"),
    added("date", "ajoute_le: mars 2026\n", "AAAA-MM-JJ"),
    added("date", "ajoute_le: 02/04/2026\n", lit="ajoute_le: 2026-04-02"),
    added("date", "date: printemps 2026\n", "AAAA"),
    # 8 hours
    event("heure", "debut: 2026-10-08 8h30\n", lit="debut: 2026-10-08T08:30"),
    event("heure", "debut: 2026-10-08T8:30\n", lit="debut: 2026-10-08T08:30"),
    event("heure", "debut: 08/10/2026 à 8h30\n", lit="debut: 2026-10-08T08:30"),
    event("heure", "debut: 8 octobre 2026 à 8 h 30\n", lit="debut: 2026-10-08T08:30"),
    event("heure", "debut: 8 octobre 2026, 14h\n", lit="debut: 2026-10-08T14:00"),
    event("heure", "debut: 08/10/2026 08:30\n", lit="debut: 2026-10-08T08:30"),
    event("heure", "debut: 2026-10-08T08:30\nfin: 10h\n", lit="fin: 2026-10-08T10:00"),
    event("heure", "debut: 2026-10-08T08:30\nfin: 10:00\n", lit="fin: 2026-10-08T10:00"),
    event("heure", "debut: 8h30\n", "AAAA-MM-JJTHH:MM"),
    event("heure", "debut: le matin du 8 octobre\n", "AAAA-MM-JJTHH:MM"),
    # 9 formats
    changed("format", FORMAT, "format: Guide PDF", lit="format: guide\n"),
    changed("format", FORMAT, "format: guide pdf", lit="format: guide\n"),
    changed("format", FORMAT, "format: Guides", lit="format: guide\n"),
    changed("format", FORMAT, "format: Guide", lit="format: guide\n"),
    changed("format", FORMAT, "format: un guide", lit="format: guide\n"),
    changed("format", FORMAT, "format: Dépliant", lit="format: affiche\n"),
    changed("format", FORMAT, "format: depliants", lit="format: affiche\n"),
    changed("format", FORMAT, "format: Affiche ou dépliant", lit="format: affiche\n"),
    changed("format", FORMAT, "format: affiche, dépliant", lit="format: affiche\n"),
    changed("format", FORMAT, "format: Observatoire", "Valeurs possibles : affiche, guide."),
    changed("format", FORMAT, "format: Guide pratique", "« guide »"),
    changed("format", FORMAT, "format:\n  - guide", lit="format: guide\n"),
    changed("format", FORMAT, "format: [guide]", lit="format: guide\n"),
    # 10 targets
    changed("cible", CIBLE, "  - les garagistes", lit="- garages"),
    changed("cible", CIBLE, "  - garagistes", lit="- garages"),
    changed("cible", CIBLE, "  - garage", lit="- garages"),
    changed("cible", CIBLE, "  - Garages et réparation automobile", lit="- garages"),
    changed("cible", CIBLE, "  - TPE/PME", lit="- tpe-pme"),
    changed("cible", CIBLE, "  - TPE-PME", lit="- tpe-pme"),
    changed("cible", CIBLE, "  - PME", lit="- tpe-pme"),
    changed("cible", CIBLE, "  - Tpe et Pme", lit="- tpe-pme"),
    changed("cible", CIBLE, "  - mécaniciens", lit="- garages"),
    changed("cible", CIBLE, "  - jeunes", lit="- apprentis"),
    changed("cible", CIBLE, "  - les astronautes", "Valeurs possibles :"),
    # 11 territories
    added("territoire", "territoires: [Loire]\n", lit="['42']"),
    added("territoire", "territoires: [loire]\n", lit="['42']"),
    added("territoire", "territoires:\n  - Auvergne-Rhône-Alpes\n", lit="- region"),
    added("territoire", "territoires:\n  - 42 Loire\n", lit="- '42'"),
    added("territoire", "territoires:\n  - Loire (42)\n", lit="- '42'"),
    added("territoire", "territoires:\n  - 42 - Loire\n", lit="- '42'"),
    added("territoire", "territoires:\n  - la Loire\n", lit="- '42'"),
    added("territoire", "territoires: 42\n", lit="- '42'"),
    added("territoire", "territoires: Loire, Rhône\n", lit="- '69'"),
    added("territoire", "territoires: [1]\n", lit="['01']"),
    added("territoire", "territoires: Atlantide\n", "Valeurs possibles"),
    # 12 mailboxes
    changed("courriel", MAIL, "  courriel: prevention @ organisme-essai.fr", lit="prevention@organisme-essai.fr"),
    changed("courriel", MAIL, "  courriel: prevention (at) organisme-essai.fr", lit="prevention@organisme-essai.fr"),
    changed("courriel", MAIL, "  courriel: prevention[at]organisme-essai.fr", lit="prevention@organisme-essai.fr"),
    changed("courriel", MAIL, "  courriel: <prevention@organisme-essai.fr>", lit=": prevention@organisme-essai.fr"),
    changed(
        "courriel", MAIL, "  courriel: mailto:prevention@organisme-essai.fr", lit=": prevention@organisme-essai.fr"
    ),
    changed("courriel", MAIL, "  courriel: Prévention <prevention@organisme-essai.fr>", lit=": prevention@"),
    changed("courriel", MAIL, "  courriel: prévention@organisme-essai.fr", "sans espace ni accent"),
    changed("courriel", MAIL, "  courriel: a@organisme-essai.fr, b@organisme-essai.fr", "une seule"),
    changed("courriel", MAIL, "  courriel: prevention@organisme-essai", "sans espace ni accent"),
    changed("courriel", MAIL, "  courriel: prevention@structure.fr", "adresse d’exemple"),
    # 13 bullets
    changed("puce", CIBLE, "• tpe-btp", lit="- tpe-btp"),
    changed("puce", CIBLE, "  • tpe-btp", lit="- tpe-btp"),
    changed("puce", CIBLE, "– tpe-btp", lit="- tpe-btp"),
    changed("puce", CIBLE, "  – tpe-btp", lit="- tpe-btp"),
    changed("puce", CIBLE, "  • tpe-btp\n  • garages", lit="- garages"),
    changed("puce", CIBLE, "  · tpe-btp", lit="- tpe-btp"),
    changed("puce", CIBLE, "  - • tpe-btp", lit="- tpe-btp"),
    changed("puce", CIBLE, "  * tpe-btp", lit="- tpe-btp"),
    changed("puce", CIBLE, "•\ttpe-btp", lit="- tpe-btp"),
    changed("puce", CIBLE, f"•{NB}tpe-btp", lit="- tpe-btp"),
    changed("puce", CIBLE, "  — tpe-btp", lit="- tpe-btp"),
    # 14 no-break spaces
    changed("espace insécable", TITLE, f"titre{NB}: Guide", lit="titre: Guide"),
    changed("espace insécable", TITLE, f"titre:{NB}Guide", lit="titre: Guide"),
    changed("espace insécable", TITLE, f"titre{FINE}: Guide", lit="titre: Guide"),
    changed("espace insécable", TITLE, f"titre{NB}:{NB}Guide", lit="titre: Guide"),
    changed("espace insécable", FORMAT, f"format{NB}: guide", lit="format: guide"),
    changed("espace insécable", FORMAT, f"format {NB}: guide", lit="format: guide"),
    changed("espace insécable", CIBLE, f"{NB}{NB}- tpe-btp", lit="  - tpe-btp"),
    changed("espace insécable", CIBLE, f"  -{NB}tpe-btp", lit="  - tpe-btp"),
    changed("espace insécable", STRUCTURE, f"{NB}{NB}structure: Structure d’essai", lit="  structure"),
    changed("espace insécable", MAIL, f"  courriel{NB}: prevention@organisme-essai.fr", lit="courriel: prevention"),
    Slip("espace insécable", LIVRABLE.replace(": ", f"{NB}: "), lit="titre: Guide"),
    Slip("espace insécable", LIVRABLE.replace(":", f"{NB}:"), lit="cibles:\n"),
    # 15 spaces that are missing
    changed("espace absente", FORMAT, "format:guide", lit="format: guide"),
    changed("espace absente", CIBLE, "  -tpe-btp", lit="- tpe-btp"),
    changed("espace absente", CIBLE, "-tpe-btp", lit="- tpe-btp"),
    changed("espace absente", TITLE, 'titre:"Guide des chutes"', lit='titre: "Guide'),
    changed("espace absente", TITLE, "titre:Guide des chutes", lit="titre: Guide"),
    changed("espace absente", MAIL, "  courriel:prevention@organisme-essai.fr", lit="courriel: prevention"),
    # 16 the same twice
    added("deux fois", "titre: Autre\n", "figure déjà plus haut"),
    changed("deux fois", CIBLE, f"{CIBLE}\n{CIBLE}", "citée deux fois"),
    Slip("deux fois", "id: essai\n" + LIVRABLE, "C’est le nom du fichier : retirez la ligne."),
    # 17 alignment
    changed("alignement", CIBLE, f"{CIBLE}\n   - garages", lit="\n  - garages"),
    changed("alignement", CIBLE, f"{CIBLE}\n - garages", lit="\n  - garages"),
    changed("alignement", CIBLE, f"{CIBLE}\n- garages", lit="\n  - garages"),
    changed("alignement", CONTACT, CONTACT.replace("\n  ", "\n"), lit="\n  structure"),
    changed("alignement", STRUCTURE, "   structure: Structure d’essai", lit="courriel"),
    changed("alignement", RESUME, f"  {RESUME}", lit="\nresume:"),
    changed("alignement", FORMAT, f" {FORMAT}", lit="\nformat: guide"),
    changed("alignement", MAIL, f"  {MAIL}", lit="\n  courriel:"),
    added("alignement", "liens:\n  - libelle: A\n  url: https://a.fr/b\n", lit="\n    url:"),
    added("alignement", "liens:\n  libelle: A\n  url: https://a.fr/b\n", lit="  - libelle: A"),
    changed("alignement", RESUME, "resume: >-\nPrévenir les chutes.", lit="  Prévenir"),
    # 18 keys
    changed("clé", TITLE, "Titre: Guide", lit="titre: Guide"),
    changed("clé", TITLE, "TITRE : Guide", lit="titre: Guide"),
    changed("clé", TITLE, "nom: Guide", lit="titre: Guide"),
    changed("clé", RESUME, "Résumé: Prévenir", lit="resume: Prévenir"),
    changed("clé", RESUME, "résumé : Prévenir", lit="resume: Prévenir"),
    changed("clé", "cibles:\n  - tpe-btp", "cible: tpe-btp", lit="cibles:\n  - tpe-btp"),
    changed("clé", "cibles:\n", "Cibles :\n", lit="cibles:\n"),
    changed("clé", "cibles:\n", "Public cible:\n", lit="cibles:\n"),
    added("clé", "lien: https://a.fr/b\n", lit="liens:\n"),
    changed("clé", MAIL, "  mail: prevention@organisme-essai.fr", lit="  courriel:"),
    changed("clé", MAIL, "  email: prevention@organisme-essai.fr", lit="  courriel:"),
    changed("clé", MAIL, "  E-mail : prevention@organisme-essai.fr", lit="  courriel:"),
    changed("clé", MAIL, "  tel: 04 72 00 00 00", lit="  telephone:"),
    added("clé", "thème: chutes\n", lit="themes:\n  - chutes"),
    added("clé", "Mots clés : échelle, escabeau\n", lit="mots_cles:\n  - échelle"),
    added("clé", "theme: chutes\nthemes: [bruit]\n", "« themes: [bruit, chutes] » dit les deux"),
    added("clé", "themes: bruit\ntheme: [chutes, bruit]\n", "« themes: [bruit, chutes] » dit les deux"),
    added("clé", "nom: Autre\n", "« titre », qui est écrite elle aussi. Gardez une seule des deux lignes."),
    added("clé", "promese: Moins d’arrêts\n", "« promesse »"),
    added("clé", "auteur: Groupe\n", "est inconnue"),
    Slip("clé", "titre: Chambre\ntype: chambre\n", lit="nom: Chambre", name="relais/essai.yml"),
    event("clé", "date: 2026-10-08\n", lit="debut: 2026-10-08"),
    # 19 yes and no
    changed("oui ou non", MAIL, "  a_confirmer: Oui", lit="a_confirmer"),
    changed("oui ou non", MAIL, "  a_confirmer: yes", lit="a_confirmer: oui"),
    changed("oui ou non", MAIL, "  a_confirmer: vrai", lit="a_confirmer: oui"),
    changed("oui ou non", MAIL, "  a_confirmer: x", "oui ou non"),
    # 20 addresses
    added("adresse", "liens:\n  - libelle: A\n    url: www.inrs.fr/a\n", lit="url: https://www.inrs.fr/a"),
    added("adresse", "liens:\n  - libelle: A\n    url: inrs.fr/a\n", lit="url: https://inrs.fr/a"),
    added("adresse", "liens:\n  - libelle: A\n    url: https://inrs.fr/le guide.pdf\n", "espace"),
    added("adresse", "liens:\n  - libelle: A\n    url: C:\\Documents\\guide.pdf\n", "commence par https://"),
    added("adresse", "liens:\n  - libelle: A\n    url: [le guide](https://inrs.fr/a)\n", lit="url: https://inrs.fr/a"),
    added("adresse", "liens:\n  - libelle: A\n    url: <https://inrs.fr/a>\n", lit="url: https://inrs.fr/a"),
    added("adresse", "liens: https://inrs.fr/a\n", lit="- libelle: "),
    added("adresse", "liens:\n  - https://inrs.fr/a\n", lit="- libelle: "),
    added("adresse", "liens:\n  - Le guide\n", "libelle, url"),
    changed("adresse", CONTACT, "contact: prevention@organisme-essai.fr", "« structure: »"),
    changed("adresse", CONTACT, "contact: Structure d’essai", "« courriel »"),
    # 21 quotes
    changed("guillemets", TITLE, "titre: 'L'apprenti et son tuteur'", lit="L'apprenti"),
    changed("guillemets", TITLE, 'titre: "Le "bon" geste"', lit='Le "bon" geste'),
    changed("guillemets", TITLE, 'titre: "Guide des chutes', lit="titre: Guide des chutes"),
    changed("guillemets", TITLE, "titre: 'Guide des chutes", lit="titre: Guide des chutes"),
    changed("guillemets", TITLE, 'titre: "Guide" des chutes', lit="'\"Guide\" des chutes'"),
    changed("guillemets", TITLE, 'titre: "C:\\dossier"', "« titre: 'C:\\dossier' »"),
    # 22–24 lengths, signs that nobody sees, what is empty
    changed("longueur", RESUME, f"resume: {'a' * 923}", "923 ici"),
    changed("invisible", TITLE, "titre: Gui\u200bde", "espace de largeur nulle"),
    changed("invisible", TITLE, "titre: Gui\u00adde", "trait d’union conditionnel"),
    changed("invisible", TITLE, "titre: Guide\u2028", "séparateur de lignes"),
    changed("vide", CIBLE, f"{CIBLE}\n  -", "le texte est vide"),
    changed("vide", TITLE, "titre:", "il manque"),
    # 25 what was left of an example
    changed("exemple laissé", STRUCTURE, "  structure: Nom de votre structure", "exemple"),
    added("exemple laissé", "liens:\n  - libelle: A\n    url: https://www.structure.fr/guide.pdf\n", "exemple"),
    Slip("exemple laissé", "nom: Nom du relais\ntype: chambre\n", "exemple", name="relais/essai.yml"),
    changed("exemple laissé", RESUME, "resume: à compléter", "exemple"),
    added("exemple laissé", "ajoute_le: AAAA-MM-JJ\n", "AAAA-MM-JJ"),
    # and others
    Slip("clôture", f"```yaml\n{LIVRABLE}```\n", lit="titre: Guide"),
    Slip("clôture", f"```\n{LIVRABLE}```", lit="titre: Guide"),
    Slip("ailleurs", EVENT, "catalogue/evenements/"),
    Slip("ailleurs", EVENT + "lieu: Lyon\nen_ligne: non\n", "catalogue/evenements/"),
    Slip("ailleurs", LIVRABLE, "catalogue/livrables/", name="evenements/essai.yml"),
    Slip("ailleurs", LIVRABLE, "catalogue/livrables/", name="essai.yml"),
    Slip("ailleurs", LIVRABLE, "catalogue/livrables/", name="../essai.yml"),
    relay("liste", "cibles:\n  - garages\n", lit="- cible: garages"),
    relay("liste", "cibles: garages\n", lit="- cible: garages"),
    relay("liste", "leviers: Lettre d’information\n", lit="- lettre"),
    changed("liste", "cibles:\n  - tpe-btp", "cibles: tpe-btp", lit="- tpe-btp"),
    changed("liste", "cibles:\n  - tpe-btp", "cibles: tpe-btp, garages", lit="- garages"),
    changed("liste", "cibles:\n  - tpe-btp", "cibles: tpe-btp ; garages", lit="- garages"),
    changed("liste", "cibles:\n  - tpe-btp", "cibles: [tpe-btp, garages", "crochets"),
    changed("liste", CIBLE, "  - tpe-btp, garages", lit="- garages"),
    added("téléphone", "", lit="titre"),
    changed("téléphone", MAIL, "  telephone: Tél. 04-72-00-00-00", lit="telephone: 04 72 00 00 00"),
    changed("téléphone", MAIL, "  telephone: 04/72/00/00/00", lit="telephone: 04 72 00 00 00"),
    relay("nombre", "adherents: 1 200 entreprises\n", lit="adherents: 1 200"),
    relay("nombre", "adherents: environ 1200\n", lit="adherents: 1200"),
    # tried later, by somebody who did not know what is read
    changed("clé", TITLE, "Titre du livrable : Guide des chutes", lit="titre: Guide des chutes"),
    changed("liste", "cibles:\n  - tpe-btp", "cibles:\n  tpe-btp\n  garages", lit="- garages"),
    changed("liste", "cibles:\n  - tpe-btp", "cibles:\n  1. tpe-btp\n  2. garages", lit="- garages"),
    added("adresse", "liens:\n  - libelle: Guide\n    lien: a.fr/guide.pdf\n", lit="url: https://a.fr/guide.pdf"),
    changed("téléphone", MAIL, "  telephone: 04.72.00.00.00 (standard)", lit="telephone: 04 72 00 00 00"),
    added("paragraphes", "description: Un paragraphe\n\nUn autre, sans rien devant.\n", "sous « clé: | »"),
    Slip("clôture", f"---\n{LIVRABLE}---\n", lit="titre: Guide"),
    added("choix", "statut: en ligne\n", "« en ligne » n’est pas un choix possible"),
    event("heure", "debut: 2026-10-08\nheure: 14h\n", lit="debut: 2026-10-08T14:00\n"),
    event("récurrence", "debut: 2026-10-08\nrecurrence: tous les ans\n", lit="recurrence: FREQ=YEARLY"),
    event("récurrence", "debut: 2026-10-08\nrecurrence: Mensuelle\n", lit="recurrence: FREQ=MONTHLY"),
    relay("liste", "cibles:\n  - garages: 1200\n", lit="cible: garages"),
    Slip("jalon", "nom: Groupe\njalons:\n  - 2026-03 : Un guide\n", lit="intitule: Un guide", name="groupes/essai.yml"),
    changed("contact", STRUCTURE, "  structure: DREETS <a@dreets-essai.fr>", "gardez l’adresse qui répond"),
    # tried anew, with what stands in mails, in Word and in forms of forges
    added("date", "date: 31/02/2026\n", "la date « 31/02/2026 » n’existe pas"),
    added("date", "date: 12/25/2026\n", "n’existe pas ; vouliez-vous dire « 2026-12-25 » ?"),
    added("date", "date: mi-octobre 2026\n", "Est-ce « 2026-10 » ?"),
    added("date", "date: fin 2026\n", "Est-ce « 2026 » ?"),
    added("date", "date: T1 2026\n", "Est-ce « 2026 » ?"),
    added("date", "date: 2 Avril 2026.\n", lit="date: 2026-04-02"),
    event("dates", "debut: du 8 au 9 octobre 2026\n", lit="debut: 2026-10-08\nfin: 2026-10-09\n"),
    event("dates", "debut: 8 et 9 octobre 2026\n", lit="fin: 2026-10-09\n"),
    event("dates", "debut: 8-9 octobre 2026\n", lit="fin: 2026-10-09\n"),
    event("dates", "debut: du 30 septembre au 2 octobre 2026\n", lit="debut: 2026-09-30\nfin: 2026-10-02\n"),
    event("dates", "debut: 08/10/2026 - 09/10/2026\n", lit="fin: 2026-10-09\n"),
    event("dates", "debut: 8 et 15 octobre 2026\n", "« 8 et 15 octobre 2026 » n’est pas une date"),
    event("dates", "debut: du 9 au 8 octobre 2026\n", "n’est pas une date"),
    event("dates", "debut: 2026-10-08\nfin: 9 octobre\n", lit="fin: 2026-10-09\n"),
    event("heures", "debut: 2026-10-08 14h-17h\n", lit="debut: 2026-10-08T14:00\nfin: 2026-10-08T17:00\n"),
    event("heures", "debut: 8 octobre 2026, 14 h 30 à 16 h\n", lit="debut: 2026-10-08T14:30\nfin: 2026-10-08T16:00"),
    event("heures", "debut: 2026-10-08 de 14h à 17h\n", lit="fin: 2026-10-08T17:00\n"),
    event("heures", "debut: 2026-10-08\nfin: 14h-17h\n", lit="debut: 2026-10-08T14:00\nfin: 2026-10-08T17:00\n"),
    event("heures", "debut: 2026-10-08\nhoraires: 14h-17h\n", lit="debut: 2026-10-08T14:00\nfin: 2026-10-08T17:00\n"),
    event("heures", "debut: 2026-10-08\nheure: 14 h 30 à 16 h\n", lit="fin: 2026-10-08T16:00\n"),
    event("heures", "debut: 2026-10-08\nheure de début: 14h\nheure de fin: 17h\n", lit="fin: 2026-10-08T17:00\n"),
    event("heures", "debut: 2026-10-08 midi\n", lit="debut: 2026-10-08T12:00\n"),
    event("heures", "debut: 8h30 le 8 octobre 2026\n", lit="debut: 2026-10-08T08:30\n"),
    event("heures", "debut: 2026-10-08T14:00\nfin: 17h00 (heure de Paris)\n", lit="fin: 2026-10-08T17:00\n"),
    event("récurrence", "debut: 2026-10-06\nrecurrence: tous les premiers mardis du mois\n", lit="MONTHLY;BYDAY=1TU"),
    event("récurrence", "debut: 2026-10-06\nrecurrence: chaque mardi\n", lit="FREQ=WEEKLY;BYDAY=TU"),
    event("récurrence", "debut: 2026-10-06\nrecurrence: tous les trimestres\n", lit="FREQ=MONTHLY;INTERVAL=3"),
    event("saison", "debut: 2026-06-01\nsaison: du 1er juin au 15 septembre\n", lit="saison: 06-01/09-15\n"),
    event("saison", "debut: 2026-06-01\nsaison: 01/06 - 15/09\n", lit="saison: 06-01/09-15\n"),
    added("liens", "liens:\n  - Guide (PDF)\n", "« libelle: Guide (PDF) », « url: » suivi de sa valeur"),
    added("liens", "liens:\n  - Guide (PDF) https://a.fr/g.pdf\n", lit="libelle: Guide (PDF)\n    url: https"),
    added("liens", "liens:\n  - Guide (PDF) : a.fr/g.pdf\n", lit="url: https://a.fr/g.pdf"),
    added("fichiers", "fichiers:\n  - assets\\guide.pdf\n", lit="chemin: assets/guide.pdf"),
    added("fichiers", "liens: guide.pdf\n", "se met sous « fichiers »"),
    relay("nombre", "adherents: 1,2 million\n", lit="adherents: 1 200 000\n"),
    relay("nombre", "adherents: 1,5 millions d’habitants\n", lit="adherents: 1 500 000\n"),
    relay("nombre", "adherents: 12k\n", lit="adherents: 12 000\n"),
    relay("nombre", "adherents: 12.000 entreprises\n", lit="adherents: 12 000\n"),
    relay("nombre", "adherents: plus de 3 000 entreprises\n", "vouliez-vous dire « 3 000 »"),
    relay("nombre", "adherents: 3 centaines\n", lit="adherents: 300\n"),
    relay("nombre", "adherents: 2 mille cinq cents\n", "n’est pas un nombre entier"),
    Slip(
        "nombre",
        f"{GROUP}indicateurs:\n  - nom: Guides\n    attendu: 1 million\n    unite: guides\n",
        lit="1 000 000",
        name="groupes/essai.yml",
    ),
    Slip(
        "nombre",
        f"{GROUP}indicateurs:\n  - nom: Suivi\n    unite: mois\n    attendu: 12 mois\n",
        lit="attendu: 12\n",
        name="groupes/essai.yml",
    ),
    Slip(
        "nombre",
        f"{GROUP}indicateurs:\n  - nom: Fossé\n    unite: m\n    attendu: 12 m\n",
        lit="attendu: 12\n",
        name="groupes/essai.yml",
    ),
    Slip("jalon", f"{GROUP}jalons:\n  - Fin 2026 : Diffusion\n", "Est-ce « 2026 » ?", name="groupes/essai.yml"),
    Slip("jalon", f"{GROUP}jalons:\n  - date: 2026-03\n    titre: A\n", lit="intitule: A", name="groupes/essai.yml"),
    Slip(
        "enquête",
        f"{SURVEY}  - Oui : 34 %\n  - Non : 66 %\n",
        lit="  - reponse: Non\n    part: 66\n",
        name="enquetes/essai.yml",
    ),
    added("liste", "themes:\n  - chutes\n  bruit\n", lit="  - chutes\n  - bruit\n"),
    changed("paragraphes", RESUME, "resume:\n  - Prévenir.\n  - Éviter.", "« resume: Prévenir. Éviter. »"),
    relay("nombre", "adherents: NC\n", "Si personne ne le connaît, retirez la ligne."),
    relay("nombre", "adherents: 1,2\n", "« 1,2 » n’est pas un nombre entier"),
    relay("nombre", "adherents: 1e9\n", "« 1e9 » n’est pas un nombre entier. Écrivez"),
    relay("nombre", "adherents: 1E+9\n", "« 1E+9 » n’est pas un nombre entier. Écrivez"),
    relay("nombre", "adherents: 0x10\n", "« 0x10 » n’est pas un nombre entier. Écrivez"),
    relay("nombre", "adherents: 10^6\n", "« 10^6 » n’est pas un nombre entier. Écrivez"),
    relay("nombre", "adherents: 12*100\n", "« 12*100 » n’est pas un nombre entier. Écrivez"),
    relay("nombre", "adherents: 12 %\n", "« 12 % » n’est pas un nombre entier. Écrivez"),
    relay("nombre", "adherents: 1/2\n", "« 1/2 » n’est pas un nombre entier. Écrivez"),
    changed(
        "courriel", MAIL, "  courriel: a@organisme-essai.fr ; b@organisme-essai.fr", "dire « a@organisme-essai.fr »"
    ),
    changed("courriel", MAIL, "  courriel:\n    - a@essai.fr\n    - b@essai.fr", "« courriel: a@essai.fr »"),
    changed("courriel", MAIL, "  courriel: Courriel : a@essai.fr", lit="courriel: a@essai.fr"),
    changed("courriel", MAIL, "  courriel: a@essai,fr", lit="courriel: a@essai.fr"),
    changed("courriel", MAIL, '  courriel: "Service prévention" <a@essai.fr>', lit="courriel: a@essai.fr"),
    changed("téléphone", MAIL, "  telephone: 04 72 00 00 00 / 04 72 00 00 01", "dire « 04 72 00 00 00 »"),
    changed("téléphone", MAIL, "  telephone: +33 (0)4.72.00.00.00", lit="telephone: '+33 4 72 00 00 00'"),
    changed("contact", CONTACT, "contact: OPPBTP, a@essai.fr, 04 72 00 00 00", lit="  courriel: a@essai.fr\n  tele"),
    changed("contact", CONTACT, "structure: OPPBTP\ncourriel: a@essai.fr", lit="contact:\n  structure: OPPBTP\n  cou"),
    changed("contact", CONTACT, f"contact:\n  - {STRUCTURE[2:]}\n  - structure: B", "Gardez-en un seul"),
    changed("ancre", CONTACT, CONTACT.replace("contact:", "contact: &c"), "Retirez le signe et son nom"),
    changed("cible", "cibles:\n  - tpe-btp", "cibles:\n  - cible: tpe-btp", lit="- tpe-btp"),
    changed("case", CIBLE, "  - [x] tpe-btp\n  - [ ] garages", lit="cibles:\n  - tpe-btp\nformat"),
    changed("case", CIBLE, "  [x] tpe-btp\n  [ ] garages", lit="cibles:\n  - tpe-btp\nformat"),
    changed(
        "format", FORMAT, "formats:\n  - guide\n  - affiche", "Gardez une seule valeur, par exemple « format: guide »"
    ),
    added("territoire", "territoires: toute la région\n", lit="- region"),
    added("territoire", "territoires: 01 69 42\n", lit="- '42'"),
    added("paragraphes", "description: | Un texte\n  et la suite\n", lit="description: |\n  Un texte\n  et la suite\n"),
    added("paragraphes", "description: |\n  Un texte\n - un\n - deux\n", lit="\n  - un\n  - deux\n"),
    added("paragraphes", "description: Un texte\n- un\n- deux\n", "sous « clé: | »"),
    Slip("deux fiches", LIVRABLE + LIVRABLE, "le fichier contient plusieurs fiches"),
    Slip("deux fiches", f"{LIVRABLE}---\n{LIVRABLE}", "Faites un fichier par fiche"),
    Slip("deux fiches", "- titre: Un\n  format: guide\n- titre: Deux\n", "une liste (2 fiches)"),
    Slip("deux fiches", "- titre: Un\n", "retirez le tiret"),
    event("heure", "debut: 8 et 9 octobre 2026\nhoraires: 14h-17h\n", "2026-10-08T14:00, et celle de la fin dans"),
    event("heure", "debut: 2026-10-08\nheure de fin: 17h\n", "2026-10-08T17:00"),
    event("dates", "du: 8 octobre 2026\nau: 9 octobre 2026\n", lit="debut: 2026-10-08\nfin: 2026-10-09\n"),
    relay("cible d’un relais", "cibles:\n  - id: tpe-btp\n", lit="cible: tpe-btp"),
    Slip(
        "indicateur",
        "nom: Groupe\nindicateurs:\n  - intitule: Guides\n    unite: guides\n    cible: 500\n",
        lit="attendu: 500",
        name="groupes/essai.yml",
    ),
    Slip(
        "état",
        GROUP + "etat: en pause\njalons:\n  - date: 2026-03\n    intitule: Guide\n    etat: en cours\n"
        "  - date: 2026-05\n    intitule: Bilan\n    etat: reporté\n    nouvelle_date: 2026-06\n",
        lit="etat: decale",
        name="groupes/essai.yml",
    ),
    relay("cible d’un relais", "cibles:\n  - garages (1200)\n", lit="cible: garages\n    portee: '1200'\n"),
    relay("cible d’un relais", "cibles: garages (1 200), TPE/PME : 300\n", lit="cible: tpe-pme\n    portee: '300'\n"),
    relay("cible d’un relais", "cibles:\n  - cible: garages – 1 200 entreprises\n", lit="portee: '1 200'\n"),
    relay("cible d’un relais", "cibles:\n  - garages (2025)\n", "« garages »"),
    relay("levier", "leviers:\n  - Newsletter\n  - Webinaires\n", lit="- lettre\n  - reunion\n"),
    event("statut", "debut: 2026-10-08\nstatut: décalé\n", lit="statut: reporte"),
    added("statut", "statut: obsolète\n", lit="statut: archive"),
    added("clé d’ailleurs", "effectif: 1200\n", "elle est celle d’une cible"),
    added("clé d’ailleurs", "lieu: Lyon\n", "elle est celle d’un événement"),
    # a day of the week that is another one's, and days as spreadsheets show them
    event("dates", "debut: vendredi 11 mars 2027\n", "le 2027-03-11 est un jeudi"),
    event("dates", "debut: jeudi 11 mars 2027\n", lit="debut: 2027-03-11\n"),
    event("dates", "debut: mardi 11 mars 2027 à 9h\n", "le 2027-03-11 est un jeudi"),
    event("dates", "debut: vendredi 11 mars 2027 de 9h à 12h\n", "le 2027-03-11 est un jeudi"),
    event("dates", "debut: jeudi 11 mars 2027 de 9h à 12h\n", lit="fin: 2027-03-11T12:00\n"),
    added("adresse", "liens: www.inrs.fr/a <https://www.inrs.fr/a>\n", lit="url: https://www.inrs.fr/a\n"),
    added("dates", "date: 46082\n", "Est-ce « 2026-03-01 » ?"),
    added("dates", "date: 10-mars-26\n", "Est-ce « 2026-03-10 » ?"),
    # addresses as mail programs, computers and searches give them
    event(
        "adresse", "debut: 2026-10-08\nurl: www.inrs.fr/a <https://www.inrs.fr/a>\n", lit="url: https://www.inrs.fr/a\n"
    ),
    event(
        "adresse", "debut: 2026-10-08\nurl: S’inscrire ici https://www.inrs.fr/a\n", "dire « https://www.inrs.fr/a »"
    ),
    event("adresse", "debut: 2026-10-08\nurl: https:\\\\www.inrs.fr\\a\n", lit="url: https://www.inrs.fr/a\n"),
    event("adresse", "debut: 2026-10-08\nurl: https://www. inrs .fr/a\n", "dire « https://www.inrs.fr/a »"),
    event("adresse", "debut: 2026-10-08\nurl: file:///C:/Users/moi/a.pdf\n", "Mettez d’abord le document en ligne"),
    event("adresse", "debut: 2026-10-08\nurl: C:\\Users\\moi\\a.pdf\n", "Mettez d’abord le document en ligne"),
    event("adresse", "debut: 2026-10-08\nurl: \\\\serveur\\a.pdf\n", "Mettez d’abord le document en ligne"),
    changed("téléphone", MAIL, "  telephone: 472112233", lit="telephone: 0472112233"),
    changed("téléphone", MAIL, "  telephone: 4 72 11 22 33", lit="telephone: 04 72 11 22 33"),
    changed("courriel", MAIL, "  courriel: Prévention <a@essai.fr>;", lit="courriel: a@essai.fr"),
    changed("deux-points", CONTACT, CONTACT.replace("contact:", "contact"), lit="contact:\n  structure"),
    added("deux-points", "themes\n  - chutes\n  - bruit\n", lit="themes:\n  - chutes\n"),
    added("deux-points", "Thèmes \n  - chutes\n", lit="themes:\n  - chutes\n"),
    # lists as they are said and as Word prints them
    Slip(
        "liste",
        "titre: Salon\ndebut: 2026-10-08\nterritoires: 01, 69 et 42\n",
        lit="- '42'",
        name="evenements/essai.yml",
    ),
    added("liste", "themes:\n\uf0b7\tchutes\n\uf0a7\tbruit\n", lit="themes:\n- chutes\n- bruit\n"),
    added("territoire", "territoires: ['69003']\n", "dire « 69 »"),
    Slip(
        "jalon", GROUP + "jalons:\n  - Publier le guide\n", "« intitule: Publier le guide »", name="groupes/essai.yml"
    ),
    Slip("courriel cité", "".join(f"> {row}\n" for row in LIVRABLE.splitlines()), lit=LIVRABLE),
    Slip("courriel cité", "".join(f">> {row}\n" for row in LIVRABLE.splitlines()), lit=LIVRABLE),
    Slip("nom de fichier", LIVRABLE, "« guide-chutes-v2.yml »", name="livrables/guide_chutes v2.md"),
    Slip("nom de fichier", LIVRABLE, "« accueil.yml »", name="livrables/accueil.yml.orig"),
    # sixty of groups, relays, events, organisations, surveys and acts
    group("pilote", "pilotes:\n  - DREETS, copilote\n", lit="structure: DREETS\n    role: copilote\n"),
    group("pilote", "pilotes:\n  - DREETS (Copilote)\n", lit="structure: DREETS\n    role: Copilote\n"),
    group("pilote", "pilotes:\n  - DREETS : pilote\n  - Carsat – appui\n", lit="structure: Carsat\n    role: appui\n"),
    group("pilote", "pilotes: OPPBTP et INRS\n", lit="  - structure: OPPBTP\n  - structure: INRS\n"),
    group("pilote", "pilotes: Direction de l’eau et du travail\n", lit="structure: Direction de l’eau et du travail\n"),
    group("liste", "contributeurs: INRS, Carsat, OPPBTP\n", lit="  - INRS\n  - Carsat\n  - OPPBTP\n"),
    group("liste", "contributeurs: INRS et Carsat\n", lit="- INRS et Carsat\n"),
    group("liste", "contributeurs: Direction de l’économie, de l’emploi\n", "après un tiret"),
    group("état", "etat: en cours\n", lit="etat: au_travail\n"),
    group("fiche-action", "fiche action: 9.3\n", lit="fiche_action:\n  numero: '9.3'\n"),
    group("jalon", "jalons:\n  - 2026-03 Publier le guide\n", lit="date: '2026-03'\n    intitule: Publier le guide\n"),
    group("jalon", "jalons:\n  - mars 2026 : le guide\n", lit="date: 2026-03\n    intitule: le guide\n"),
    group("jalon", "jalons:\n  - 15/03/2026, réunion\n", lit="date: '2026-03-15'\n    intitule: réunion\n"),
    group("jalon", "jalons:\n  - date: T2 2026\n    intitule: A\n", "Est-ce « 2026 » ?"),
    group("jalon", "jalons:\n  - date: 2026-03\n    intitule: A\n    etat: bientôt\n", "Choix possibles : prevu"),
    group(
        "jalon",
        "jalons:\n  - date: 2026-03\n    intitule: A\n    etat: fait le 3 mars 2026\n",
        lit="etat: fait\n    fait_le: '2026-03-03'\n",
    ),
    group(
        "jalon",
        "jalons:\n  - date: 2026-03\n    intitule: A\n    raison: B\n    etat: reporté à juin 2026\n",
        lit="etat: decale\n    nouvelle_date: '2026-06'\n",
    ),
    group("indicateur", "indicateurs:\n  - nom: A\n    attendu: 500 guides\n", lit="    unite: guides\n"),
    group(
        "clé d’ailleurs",
        "indicateurs:\n  - nom: A\n    unite: guides\n    releves:\n      - le: 2026-03\n        valeur: 1\n",
        "elle se met à la marge, hors de « indicateurs »",
    ),
    group("clé d’ailleurs", "reunions: tous les deux mois\n", "cette clé est inconnue"),
    group("liste", "cibles: garages et apprentis\nterritoires: Rhône (69), Loire\n", lit="- '69'\n  - '42'\n"),
    group("adresse", "url: docs.google.com/document/d/abc\n", lit="url: https://docs.google.com/document/d/abc\n"),
    relay("canal", "canaux: newsletter mensuelle\n", lit="- type: newsletter mensuelle\n"),
    relay("canal", "canaux:\n  - lettre (chaque mois)\n", lit="type: lettre\n    frequence: chaque mois\n"),
    relay("canal", "canaux:\n  - réunion : une fois par an\n", lit="type: réunion\n    frequence: une fois par an\n"),
    relay("canal", "canaux:\n  - revue, trimestrielle\n", lit="frequence: trimestrielle\n"),
    relay("canal", "canaux:\n  - lettre (papier)\n", lit="type: lettre (papier)\n"),
    relay("levier", "leviers: tous\n", "Choix possibles : lettre, reunion"),
    relay("contact", "contact: www.cma-essai.fr/contact\n", "« structure: »"),
    relay("contact", "contact:\n  Le service\n  a@essai.fr\n", lit="structure: Le service\n  courriel: a@essai.fr\n"),
    relay("territoire", "territoires: Auvergne\n", "Valeurs possibles : 01, 2a, 42, 69, region"),
    relay("nombre", "adherents: une centaine\n", lit="adherents: 100\n"),
    relay("nombre", "adherents: un millier\n", lit="adherents: 1 000\n"),
    relay("nombre", "adherents: un peu moins de cent\n", "n’est pas un nombre entier"),
    relay("cible d’un relais", "cibles:\n  - cible: garages\n    annee: 2024-2025\n", "n’est pas une année"),
    relay("oui ou non", "sollicite: oui\nrépondu: pas encore\n", "Écrivez oui ou non"),
    event("dates", "debut: 8, 9 et 10 octobre 2026\n", "Gardez « 2026-10-08 », et écrivez « fin: 2026-10-10 »"),
    event("dates", "debut: 8 et 15 octobre 2026\n", "mettez sous « autres_dates: » « - debut: 2026-10-15 »"),
    event("dates", "debut: les 8, 15 et 22 octobre 2026\n", "« - debut: 2026-10-15 », « - debut: 2026-10-22 »"),
    event("dates", "debut: tous les mardis à 18h\n", "« recurrence: FREQ=WEEKLY;BYDAY=TU »"),
    event("dates", "debut: le premier lundi de chaque mois, 14h-16h\n", "« recurrence: FREQ=MONTHLY;BYDAY=1MO »"),
    event("dates", "quand: 8 octobre 2026\noù: Lyon\n", lit="debut: 2026-10-08\nlieu: Lyon\n"),
    event("dates", "debut: 2026-10-08\nautres_dates: 9 novembre 2026 à Lyon\n", lit="'2026-11-09'\n    lieu: Lyon\n"),
    event("dates", "debut: 2026-10-08\nautres_dates:\n  - 9 novembre 2026\n", lit="- debut: 2026-11-09\n"),
    event("récurrence", "debut: 2026-10-08\nrecurrence: un mardi sur deux\n", lit="INTERVAL=2;BYDAY=TU\n"),
    event("heure", "debut: 2026-10-08\nhoraires: journée\n", lit="debut: 2026-10-08\n"),
    event("heure", "debut: 2026-10-08 18h30-20h\n", lit="debut: 2026-10-08T18:30\nfin: 2026-10-08T20:00\n"),
    event("adresse", "debut: 2026-10-08\ninscription: https://www.inrs.fr/a\n", lit="url: https://www.inrs.fr/a\n"),
    event("adresse", "debut: 2026-10-08\nurl: par mail à a@inrs.fr\n", "vouliez-vous dire « mailto:a@inrs.fr »"),
    event("oui ou non", "debut: 2026-10-08\nen ligne: Teams\n", "Écrivez oui ou non"),
    event("statut", "debut: 2026-10-08\nstatut: complet\n", "Choix possibles : confirme, reporte, annule"),
    event("clé d’ailleurs", "debut: 2026-10-08\nprix: gratuit\n", "cette clé est inconnue"),
    house("adresse", "adresse: 1 rue de la Paix, 69003 Lyon\n", "cette clé est inconnue"),
    house("adresse", "adresse: www.monts.fr\n", lit="url: https://www.monts.fr\n"),
    house(
        "fonction",
        "fonctions: infirmière, médecin du travail\n",
        lit="- role: infirmière\n  - role: médecin du travail\n",
    ),
    house("fonction", "fonctions:\n  - accueil : a@monts.fr\n", lit="role: accueil\n    courriel: a@monts.fr\n"),
    house("fonction", "fonctions:\n  - accueil (a@monts.fr)\n", lit="role: accueil\n    courriel: a@monts.fr\n"),
    house("territoire", "départements: Ain\n", lit="territoires:\n  - '01'\n"),
    house("téléphone", "telephone: téléphone 04-72-00-00-00\n", lit="telephone: 04 72 00 00 00\n"),
    survey("enquête", "  - Oui 34 %\n  - Non 66 %\n", lit="- reponse: Non\n    part: '66'\n"),
    survey("enquête", "  - Oui (34)\n  - Non (66 réponses)\n", lit="- reponse: Non\n    nombre: '66'\n"),
    survey("enquête", "  Oui: 34 %\n  Non: 66 %\n", lit="  - reponse: Oui\n    part: 34\n  - reponse: Non\n"),
    survey(
        "enquête", "  - reponse: Oui\n    part: 34\ninterroges: 1 000 (dont 350 ici)\n", "vouliez-vous dire « 1 000 »"
    ),
    survey("enquête", "  - reponse: Oui\n    part: 34\ndate: T1 2026\n", "Est-ce « 2026 » ?"),
    Slip(
        "clé d’ailleurs",
        "titre: A\ngenre: flash\nreponses: 9\nquestions:\n  - question: B ?\n    resultats:\n      - reponse: C\n"
        "        nombre: 9\n",
        "elle se met à la marge, hors de « questions »",
        name="enquetes/essai.yml",
    ),
    act("livrable", "livrable: GUIDE-CHUTES\n", lit="livrable: guide-chutes\n"),
    act("nombre", "livrable: guide-chutes\ntouches: environ 300 personnes\n", lit="touches: 300\n"),
    act("nombre", "livrable: guide-chutes\ntouches: 300 à 400\n", "vouliez-vous dire « 300 »"),
    act("bilan", "livrable: guide-chutes\nbilan: moyen\n", lit="bilan: mitige\n"),
    act("bilan", "livrable: guide-chutes\nbilan: ça a bien marché\n", "vouliez-vous dire « a_marche »"),
    act("adresse", "livrable: guide-chutes\nlien: a@essai.fr\n", lit="lien: mailto:a@essai.fr\n"),
    act("clé d’ailleurs", "livrable: guide-chutes\nouvertures: 300\n", "cette clé est inconnue"),
    group("indicateur", "indicateurs:\n  - Guides diffusés : 500\n", "Ajoutez « unite »"),
    event("dates", "debut: octobre 2026 (date à confirmer)\n", lit="debut: 2026-10\ndate_a_confirmer: oui\n"),
    event("heure", "debut: 2026-10-08T14:00\nduree: 2h\n", "L’heure de la fin s’écrit dans « fin »"),
    event("statut", "debut: 2026-10-08\nannule: oui\n", "Écrivez « statut: annule »."),
    house("contact", "contact:\n  courriel: a@monts.fr\n", "ses lignes se mettent à la marge, sans elle"),
    house("clé", "acronyme: SDM\n", lit="sigle: SDM\n"),
    survey("enquête", "  - 34 % Oui\n  - 66 % Non\n", lit="- reponse: Non\n    part: '66'\n"),
    act(
        "nombre", "ressource: guide-chutes\nnombre: 300\ncible: garages\n", lit="livrable: guide-chutes\ntouches: 300\n"
    ),
    Slip("nom de fichier", "date: 2026-03\n", "« lettre-octobre.yml »", name="diffusions/Lettre octobre.yml"),
    # what people say of what is not, of the year, of lists and of parts
    added("date sans année", "date: 1er mars\n", "année"),
    added("date sans année", "date: mars\n", "année"),
    added("date", "date: 2026-03-15T00:00:00\n", lit="date: 2026-03-15\n"),
    added("date", "date: 2026-03-XX\n", "« 2026-03 »"),
    added("date", "date: 2025-2026\n", "« 2025 »"),
    added("date", "date: mars-avril 2026\n", "« 2026-03 »"),
    added("rien", "themes: aucun\n", "retirez la ligne"),
    added("rien", "liens: néant\n", "retirez la ligne"),
    added("rien", "date: inconnue\n", "retirez la ligne"),
    changed("rien", MAIL, MAIL + "\n  telephone: non communiqué", "retirez la ligne"),
    added("choix", "statut: publié le 3 mars 2026\n", "« publie »"),
    added(
        "fichier", "fichiers:\n  - libelle: Le guide\n    fichier: assets/guide.pdf\n", lit="chemin: assets/guide.pdf\n"
    ),
    added(
        "liens",
        "liens:\n  - titre: Le guide\n    adresse: https://a.fr/b\n",
        lit="- libelle: Le guide\n    url: https://a.fr/b\n",
    ),
    added(
        "liens",
        "liens:\n  Le guide: https://a.fr/b\n  La fiche: https://a.fr/c\n",
        lit="  - libelle: La fiche\n    url: https://a.fr/c\n",
    ),
    added("liens", "liens: [Le guide](https://a.fr/b)\n", lit="- libelle: Le guide\n    url: https://a.fr/b\n"),
    added("mots-dièse", "mots_cles: #chutes #échelle\n", "[chutes, échelle]"),
    added("commentaire", "date: 2026-03 # à vérifier\n", "« date: 2026-03 »"),
    changed("commentaire", FORMAT, "format: guide # pdf", "« format: guide »"),
    added("deux fois", "cibles:\n  - garages\n", "dit les deux"),
    changed("contact", CONTACT, "contact:\n  structure: OPPBTP\n  contact: a@essai.fr", lit="  courriel: a@essai.fr\n"),
    changed("contact", CONTACT, "contact:\n  nom: DREETS\n  courriel: a@essai.fr", "« structure: DREETS »"),
    changed("contact", CONTACT, "contact: {structure:OPPBTP, courriel:a@essai.fr}", lit="courriel: a@essai.fr"),
    changed(
        "contact",
        CONTACT,
        "contact:\n  - structure: OPPBTP\n  - courriel: a@essai.fr",
        lit="  structure: OPPBTP\n    courriel: a@essai.fr",
    ),
    changed(
        "contact",
        CONTACT,
        "Qui contacter: OPPBTP, a@essai.fr",
        lit="contact:\n  structure: OPPBTP\n  courriel: a@essai.fr",
    ),
    changed("téléphone", MAIL, "  telephone: 04 72 00 00 00 poste 12", "« 04 72 00 00 00 »"),
    changed("téléphone", MAIL, "  telephone: 04 72 00 00 00 ou 06 12 34 56 78", "« 04 72 00 00 00 »"),
    changed("téléphone", MAIL, "  telephone: 0033472000000", lit="telephone:"),
    changed("courriel", MAIL, "  courriel: prevention[at]essai[point]fr", lit="courriel: prevention@essai.fr"),
    changed("guillemets", "cibles:\n  - tpe-btp", 'cibles: "tpe-btp", "garages"', lit="[tpe-btp, garages]"),
    added("guillemets", 'mots_cles: "échelle", "escabeau"\n', lit="[échelle, escabeau]"),
    added("guillemets", "mots_cles: « échelle », « escabeau »\n", lit="  - échelle\n  - escabeau\n"),
    added("liste", "themes: (chutes, bruit)\n", lit="  - chutes\n  - bruit\n"),
    added("liste", "themes: chutes\n  - bruit\n", lit="  - chutes\n  - bruit\n"),
    added("liste", "themes: chutes | bruit\n", lit="  - chutes\n  - bruit\n"),
    added("liste", "themes: chutes - bruit\n", lit="  - chutes\n  - bruit\n"),
    added("oui ou non", "themes:\n  chutes: oui\n  bruit: non\n", lit="themes:\n  - chutes\n"),
    added("territoire", "territoires: [dép. 42]\n", lit="['42']"),
    added("territoire", "territoires: départements 01 et 42\n", lit="- '42'"),
    added("signe", "promesse: !Attention aux chutes\n", "« promesse: '!Attention aux chutes' »"),
    changed("signe", TITLE, 'titre: Guide d\'accueil: "les bons gestes"', lit="bons gestes"),
    added("paragraphes", "description: Un texte :\n  - un\n  - deux\n", "sous « clé: | »"),
    added("clé", "Lien vers le guide: https://a.fr/b\n", lit="url: https://a.fr/b"),
    added("clé", "année: 2026\n", lit="date: 2026\n"),
    target("nombre", "effectif: >1000\n", "« 1000 »"),
    target("nombre", "effectif: quelques centaines\n", "nombre entier"),
    target("liste", 'synonymes: "boulangers-pâtissiers", "fournils"\n', lit="[boulangers-pâtissiers, fournils]"),
    target("cible", "fait_partie_de: [tpe-btp, garages]\n", "« fait_partie_de: tpe-btp »"),
    event("heure", "debut: 8 octobre 2026 à partir de 14h\n", lit="debut: 2026-10-08T14:00\n"),
    event("heure", "debut: 8 octobre 2026 au matin\n", "« 2026-10-08 »"),
    event("heure", "debut: 2026-10-08T14:00:00+02:00\n", "« 2026-10-08T14:00 »"),
    event("heure", "debut: 20261008T140000\n", "« 2026-10-08T14:00 »"),
    event("heures", "debut: 2026-10-08\nhoraires: 9h / 17h\n", lit="debut: 2026-10-08T09:00\nfin: 2026-10-08T17:00\n"),
    event("heures", "debut: 2026-10-08\nhoraires: 9h-12h et 14h-17h\n", "2026-10-08T14:00"),
    event(
        "imbriqué",
        "debut: 2026-10-08\nlieu:\n  ville: Lyon\n  salle: Palais des congrès\n",
        "« lieu: Lyon, Palais des congrès »",
    ),
    event(
        "imbriqué",
        "debut: 2026-10-08\norganisateur:\n  structure: OPPBTP\n  courriel: a@essai.fr\n",
        "« organisateur: OPPBTP »",
    ),
    event("liste", "debut: 2026-10-08\norganisateur: [OPPBTP, Carsat]\n", "« organisateur: "),
    event("liste", "debut: 2026-10-08\nlieu: [Lyon, Saint-Étienne]\n", "« lieu: Lyon, Saint-Étienne »"),
    event("statut", "debut: 2026-10-08\nstatut: reporté au 12 novembre 2026\n", "« reporte »"),
    event("récurrence", "debut: 2026-10-06\nrecurrence: chaque année en octobre\n", "FREQ=YEARLY"),
    event("dates", "debut: 2026-10-08\nautres_dates: 9/11/2026, 12/11/2026\n", lit="- debut: 2026-11-12\n"),
    event(
        "dates",
        "debut: 2026-10-06\nrecurrence: chaque mardi\nexceptions: 13/10/2026 et 20/10/2026\n",
        lit="- 2026-10-20\n",
    ),
    event("dates", "dates:\n  - 8 octobre 2026\n  - 9 novembre 2026\n", "autres_dates"),
    event("dates", "debut: 8 octobre\n", "année"),
    group("pilote", "pilotes:\n  - nom: DREETS\n", lit="- structure: DREETS\n"),
    group(
        "pilote", "pilotes:\n  - nom: DREETS\n    fonction: copilote\n", lit="- structure: DREETS\n    role: copilote\n"
    ),
    group("pilote", "pilotes:\n  - DREETS\n    role: pilote\n", lit="- structure: DREETS\n    role: pilote\n"),
    group("liste", "contributeurs:\n  - structure: Carsat\n  - structure: INRS\n", lit="  - Carsat\n  - INRS\n"),
    group(
        "relevé",
        INDICATOR + "releves:\n  - mars 2026 : 120\n",
        lit="  - indicateur: Guides remis\n    le: '2026-03'\n    valeur: '120'\n",
    ),
    group("relevé", "releves:\n  - mars 2026 : 120\n", "indicateur"),
    group("relevé", INDICATOR + "releves:\n  - Guides remis : 120\n", "« le: »"),
    group("relevé", INDICATOR + "releves: [{indicateur: Guides remis, le: 2026-03, valeur: 12,5}]\n", lit="'12,5'"),
    group("indicateur", "indicateurs:\n  - nom: Entreprises suivies\n    attendu: 80 %\n", lit="unite: '%'"),
    group("jalon", "jalons:\n  - mars : le guide\n", "année"),
    group("jalon", "jalons:\n  - intitule: A\n    échéance: mars 2026\n", lit="date: 2026-03"),
    group("jalon", "jalons: mars 2026 : guide ; juin 2026 : bilan\n", lit="date: '2026-06'\n    intitule: bilan\n"),
    group(
        "pilote", "pilotes:\n  DREETS: pilote\n  Carsat: copilote\n", lit="  - structure: Carsat\n    role: copilote\n"
    ),
    relay("nombre", "cibles:\n  - {cible: garages, portee: 12,5}\n", "« 12,5 » n’est pas un nombre entier"),
    relay("nombre", "cibles:\n  - cible: garages\n    portee: environ 200 entreprises\n", lit="portee: 200\n"),
    relay("cible d’un relais", "cibles:\n  - garages\n    portee: 800\n", lit="- cible: garages\n    portee: 800\n"),
    relay(
        "canal",
        "canaux:\n  - nom: Lettre\n    périodicité: mensuelle\n",
        lit="- type: Lettre\n    frequence: mensuelle\n",
    ),
    relay("levier", "leviers: lettre et réunion\n", lit="- lettre\n  - réunion\n"),
    relay("liste", "moyens: [une journée, une salle]\n", "« moyens: une journée, une salle »"),
    house(
        "fonction",
        "fonctions:\n  - poste: infirmière\n    mail: a@monts.fr\n",
        lit="- role: infirmière\n    courriel: a@monts.fr\n",
    ),
    house(
        "fonction",
        "fonctions:\n  infirmière: a@monts.fr\n  médecin: b@monts.fr\n",
        lit="  - role: médecin\n    courriel: b@monts.fr\n",
    ),
    survey("enquête", "  - reponse: Oui\n    pourcentage: 34 %\n", lit="    part: 34\n"),
    survey("enquête", "  - reponse: Oui\n    nombre: 34 (68 %)\n", lit="nombre: 34\n"),
    survey("enquête", "  - reponse: Oui\n    part: 34\ninterroges: 100 sur 250\n", "« 100 »"),
    lesson("liste", "phases: mobiliser et animer\na_marche: Oui.\n", lit="  - mobiliser\n  - animer\n"),
    lesson(
        "paragraphes",
        "phases: [animer]\na_marche:\n  - Le format court\n  - Le relais local\n",
        "« a_marche: Le format court, Le relais local »",
    ),
    Slip(
        "liste",
        "date: 2026-03-10\nrelais: cma\nlivrable: guide-chutes\ncanal: [lettre, réunion]\n",
        "« canal: lettre, réunion »",
        name="diffusions/essai.yml",
    ),
    act("cible", "livrable: guide-chutes\ncible: garages, apprentis\n", "« garages »"),
    Slip(
        "date",
        "date: du 3 au 7 mars 2026\nrelais: cma\nlivrable: guide-chutes\ncanal: lettre\n",
        "« 2026-03",
        name="diffusions/essai.yml",
    ),
    # keys that are items, dates that come last
    added(
        "liens", "liens:\n  - libelle: A\n  - url: https://a.fr/b\n", lit="  - libelle: A\n    url: https://a.fr/b\n"
    ),
    added("guillemets", 'promesse: "A" et "B"\n', lit='\'"A" et "B"\''),
    added("date sans année", "date: fin mars\n", "année"),
    added("territoire", "territoires: Ain, Rhône et Loire\n", lit="- '42'"),
    event("rien", "debut: 2026-10-08\nurl: néant\n", "retirez la ligne"),
    group("pilote", "pilotes:\n  - structure: DREETS\n    nom: Mme Dupont\n", "sous « contact »"),
    group("jalon", "jalons:\n  - date: mars 2026\n    - intitule: A\n", lit="date: 2026-03\n    intitule: A\n"),
    group("jalon", "jalons:\n  - Diagnostic (mars 2026)\n", lit="date: '2026-03'\n    intitule: Diagnostic\n"),
    group("jalon", "jalons:\n  - Diagnostic : mars 2026\n", lit="date: '2026-03'\n    intitule: Diagnostic\n"),
    group("relevé", INDICATOR + "releves:\n  mars 2026: 120\n  juin 2026: 200\n", lit="valeur: '200'"),
    survey("enquête", "  Oui: 34\n  Non: 66\n", "« - reponse: Oui »"),
]

ALONE: list[Slip] = [
    Slip(
        "adresse",
        SITE.replace("https://catalogue.structure.fr/", "catalogue.essai.fr"),
        lit="adresse: https://catalogue.essai.fr",
        name="site.yml",
    ),
    site("adresse", "depot: gitlab.com/a/b\n", lit="depot: https://gitlab.com/a/b\n"),
    site("plan", "plans:\n  - PRST 4 : 2021-2025\n", lit="- nom: PRST 4\n    debut: '2021'\n    fin: '2025'\n"),
    site("plan", "plans: PRST 4\n", "debut"),
    site("choix", "sections: livrables, cibles, relais et groupes\n", lit="  - relais\n  - groupes\n"),
    Slip("terme", "- chutes : Chutes de hauteur\n- bruit : Bruit\n", lit="  label: Chutes de hauteur\n", name=TERMS),
    Slip(
        "terme",
        'chutes:\n  label: Chutes\n  synonymes: "tomber", "glisser"\nbruit:\n  label: Bruit\n',
        lit="[tomber, glisser]",
        name=TERMS,
    ),
    Slip("agenda", "- nom: Salons\n  url: https://a.fr/a.ics\n", lit="salons:\n  nom: Salons\n", name="agendas.yml"),
    Slip("agenda", "nom: Salons\nurl: https://a.fr/a.ics\n", lit="salons:\n  nom: Salons\n", name="agendas.yml"),
    Slip("partenaire", "Bretagne: https://a.fr/catalogue.json\n", "nom", name="partenaires.yml"),
    Slip(
        "appui",
        "appuis:\n  - Relire une affiche\n",
        lit="- id: relire-une-affiche\n    nom: Relire une affiche\n",
        name=NETWORK,
    ),
    Slip("appui", "appuis:\n  - nom: Relire une affiche\n    delai: 3 semaines\n", "relire-une-affiche", name=NETWORK),
    Slip("appui", "appuis:\n  - id: a\n    nom: A\n    delai: environ 3 semaines\n", "« 3 semaines »", name=NETWORK),
    Slip("appui", "appuis:\n  - id: a\n    nom: A\n    delai: 2 à 3 semaines\n", "« 3 semaines »", name=NETWORK),
    Slip(
        "demande",
        "appuis:\n  - id: a\n    nom: A\ndemandes:\n  - appui: a\n    objet: B\n    pour: juin 2026\n",
        lit="pour_le: 2026-06\n",
        name=NETWORK,
    ),
]
"""Mistakes in files of which a catalogue has one: each is tried in a catalogue of its own."""
