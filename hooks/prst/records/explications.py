"""What each message of the check means, with a wrong and a right example: the pages of /contribuer/messages/.

The message itself and its remedy stand in problems.py, under the same code. An example is a piece of a file, shown as
it stands and tried by a test: the wrong one gives the message, the right one gives none.
"""

from collections.abc import Mapping
from typing import NamedTuple

FOLDER = "contribuer/messages/"
"""Address of the pages of messages, before the code of each."""


def page_of(code: str, base: str = "") -> str:
    """Return the address of the page of a message: of a site, or relative to its root."""
    return f"{base}{FOLDER}{code}/"


class Explication(NamedTuple):
    """What a message means. Names in braces in examples are filled with ids of the catalogue: see EXAMPLES."""

    sens: str
    """What happened, and why it matters."""
    faux: str
    juste: str
    ou: str = "livrables"
    """Where the examples stand: the folder of a record, or a file of the project; '' for examples in words."""
    geste: str = ""
    """What to do, where the remedy of the message depends on what is wrong."""


NAMES = ("cible", "format", "theme", "secteur", "territoire", "relais", "groupe", "livrable", "structure")
"""What examples may name in braces: `{cible}` is the id of a target of the catalogue."""

_FICHE = "livrables/mon-livrable.yml"
_ENQUETE = "titre: Le guide, six mois après\ngenre: impact\n"
_RESULTATS = "questions:\n  - question: Vous en êtes-vous servi ?\nresultats:\n"
_PAGE = "docs/ma-page.md"
_ICS = "agendas/salons.ics"
_MOIS = "frequentation/2026-10.yml"
_HEAD = "---\ntitle: Ma page\ndescription: Une page.\n---\n"


def _event(*lines: str) -> str:
    return "\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT"))


_UID, _DAY, _TITLE = "UID:1@organisme", "DTSTART;VALUE=DATE:20260616", "SUMMARY:Salon de la prévention"
_RIGHT = _event(_UID, _DAY, _TITLE)

FICHE: Mapping[str, Explication] = {
    "missing": Explication(
        "Un des renseignements obligatoires de la fiche n’est pas écrit. Ils sont peu nombreux : sans eux, la page ne "
        "dirait pas ce que c’est, pour qui, ni à qui s’adresser.",
        "titre:\nresume: Un guide en quatre pages.",
        "titre: Accueillir un apprenti\nresume: Un guide en quatre pages.",
        geste="Ajoutez une ligne « clé: valeur » avec la clé que nomme le message ; la référence dit quoi y écrire.",
    ),
    "extra_forbidden": Explication(
        "Le mot à gauche des deux-points n’est pas une clé de cette sorte de fiche. Souvent, une lettre manque, ou la "
        "ligne n’est pas décalée comme celles qui l’entourent.",
        "promese: Moins de chutes sur vos chantiers",
        "promesse: Moins de chutes sur vos chantiers",
        geste="Corrigez son nom, mettez-la sous la clé que nomme le message, ou retirez la ligne.",
    ),
    "string_type": Explication(
        "La clé attend un texte, et c’est une liste ou un groupe de lignes qui est écrit dessous.",
        "promesse:\n  - Moins de chutes\n  - Moins d’arrêts",
        "promesse: Moins de chutes et d’arrêts",
    ),
    "texte_attendu": Explication(
        "La clé attend un seul mot ou une seule valeur, et c’est une liste ou un groupe de lignes qui est "
        "écrit dessous.",
        "groupe:\n  - {groupe}\n  - autre-groupe",
        "groupe: {groupe}",
    ),
    "rien": Explication(
        "« Aucun », « inconnu », « néant » : une fiche ne dit que ce qui est. Les pages montrent d’elles-mêmes qu’une "
        "ligne facultative n’y est pas.",
        "date: inconnue",
        "date: 2026",
    ),
    "string_too_short": Explication(
        "La valeur ne contient que des espaces, ou un tiret de liste n’est suivi de rien.",
        "mots_cles:\n  - échelle\n  -",
        "mots_cles:\n  - échelle",
    ),
    "string_too_long": Explication(
        "Le texte ne tient pas dans la place qu’il a sur les pages, les cartes et les courriels.",
        "nom: Service des Monts\ntype: SPSTI\n"
        "sigle: Service interentreprises de prévention et de santé au travail des Monts et des Plaines",
        "nom: Service des Monts\ntype: SPSTI\nsigle: SPST des Monts",
        "structures",
    ),
    "string_pattern_mismatch": Explication(
        "Cette valeur a une forme précise (un chemin, une icône, une couleur, l’adresse d’une fiche retirée), "
        "et ce qui "
        "est écrit n’a pas cette forme.",
        "nom: Artisans\nicone: casque",
        "nom: Artisans\nicone: material/hard-hat",
        "cibles",
        "Reprenez l’exemple que donne la clé dans la référence.",
    ),
    "tuple_type": Explication(
        "La clé attend une liste : chaque élément sur sa ligne, après un tiret et une espace.",
        "kit:\n  arguments: C’est gratuit, c’est court, c’est à lire",
        "kit:\n  arguments:\n    - C’est gratuit\n    - C’est court",
        geste="Écrivez chaque élément sur sa ligne, après un tiret.",
    ),
    "too_short": Explication(
        "La liste ne contient rien, alors qu’il en faut au moins un élément.",
        "cibles: []",
        "cibles:\n  - {cible}",
    ),
    "too_long": Explication(
        "La liste est si longue que personne ne la lirait. C’est souvent un collage de trop.",
        "Une liste de 201 mots-clés.",
        "Les dix mots-clés par lesquels on chercherait vraiment cette ressource.",
        "",
    ),
    "model_type": Explication(
        "La clé attend plusieurs lignes « clé: valeur », décalées sous elle, et c’est un seul texte qui est écrit.",
        "liens:\n  - 12 pages à télécharger",
        "liens:\n  - libelle: 12 pages à télécharger\n    url: https://www.inrs.fr/",
        geste="Écrivez sous la clé, décalées de deux espaces, les lignes que nomme le message.",
    ),
    "literal_error": Explication(
        "La clé n’accepte que quelques mots, et ce qui est écrit n’en est pas un.",
        "statut: caché",
        "statut: brouillon",
        geste="Écrivez l’un des mots que cite le message ; la référence dit ce que chacun signifie.",
    ),
    "id": Explication(
        "Il faut ici un identifiant : le nom d’un fichier du catalogue, sans « .yml ». C’est aussi la fin de l’adresse "
        "de sa page.",
        "anciens_ids:\n  - Mon ancien guide",
        "anciens_ids:\n  - mon-ancien-guide",
    ),
    "url": Explication(
        "L’adresse ne s’ouvrirait pas, ou ne s’ouvrirait que chez vous : il manque https://, elle contient une espace, "
        "elle est celle d’un réseau privé, elle contient un mot de passe, ou elle écrirait à d’autres à l’insu de "
        "l’expéditeur.",
        "liens:\n  - libelle: Lire le guide\n    url: https://192.168.0.1/guide.pdf",
        "liens:\n  - libelle: Lire le guide\n    url: https://www.inrs.fr/",
        geste="Ouvrez la page dans un navigateur et copiez l’adresse entière depuis sa barre.",
    ),
    "adresse_de_site": Explication(
        "L’adresse d’un site est celle à laquelle s’ajoutent les chemins de ses pages : elle ne désigne pas une page, "
        "une recherche ni un téléphone.",
        "adresse: https://catalogue.organisme.fr/?page=1",
        "adresse: https://catalogue.organisme.fr/",
        "site.yml",
    ),
    "adresse_https": Explication(
        "Le calendrier d’un autre site se lit par une adresse sûre, pour que personne ne puisse en changer le contenu "
        "en chemin.",
        "salons:\n  nom: Salons\n  url: http://www.inrs.fr/agenda.ics",
        "salons:\n  nom: Salons\n  url: https://www.inrs.fr/agenda.ics",
        "agendas.yml",
    ),
    "lien_de_fiche": Explication(
        "Un lien écrit dans le texte de la fiche n’a pas d’adresse complète : il ne mènerait nulle part, ou pas chez "
        "ceux qui reçoivent le texte par courriel.",
        'description: "Voir [le guide](/guide)."',
        'description: "Voir [le guide](https://www.inrs.fr/)."',
        geste="Écrivez l’adresse entière, qui commence par https://.",
    ),
    "crochets": Explication(
        "Un paragraphe plein de crochets ouvrants prend un temps démesuré à lire. Il vient presque toujours d’un "
        "collage raté.",
        "Une description où « [ » est tapé plus de cinq cents fois dans le même paragraphe.",
        "La même description sans ces signes, ou coupée en paragraphes.",
        "",
    ),
    "trop_de_mots": Explication(
        "Les textes du kit partent tels quels chez les relais : leur longueur est celle que leurs lettres et leurs "
        "publications acceptent.",
        "kit:\n  reseaux: >-\n"
        + "\n".join(
            "    Chaque apprenti mérite un accueil, une visite et un tuteur, dès son premier jour." for _ in "1234"
        ),
        "kit:\n  reseaux: Un nouvel apprenti demain ? Quatre pages pour l’accueillir sans accident.",
    ),
    "courriel": Explication(
        "Ce qui est écrit n’est pas une adresse de courriel : il y manque « @ », ou un signe qui n’y a pas sa place "
        "(une espace, un accent, deux adresses à la suite) s’y trouve.",
        "nom: Chambre\ntype: chambre consulaire\ncourriel: accueil chambre.fr",
        "nom: Chambre\ntype: chambre consulaire\ncourriel: accueil@organisme-essai.fr",
        "structures",
    ),
    "courriel_exemple": Explication(
        "C’est l’adresse qui sert d’exemple dans les guides. Elle est refusée exprès : publiée, elle ne mènerait à "
        "personne.",
        "contact:\n  structure: {structure}\n  courriel: prevention@structure.fr",
        "contact:\n  structure: {structure}\n  a_confirmer: oui",
    ),
    "telephone": Explication(
        "Le numéro contient autre chose que des chiffres, des espaces ou des points.",
        "nom: Chambre\ntype: chambre consulaire\ntelephone: standard",
        "nom: Chambre\ntype: chambre consulaire\ntelephone: 04 72 00 00 00",
        "structures",
    ),
    "nombre": Explication(
        "La clé attend un nombre et rien d’autre : ni unité, ni « plus de ».",
        "nom: Artisans\neffectif: plus de 1200",
        "nom: Artisans\neffectif: 1200",
        "cibles",
    ),
    "nombre_negatif": Explication(
        "On compte des personnes ou des entreprises : il ne peut y en avoir moins que zéro.",
        "nom: Artisans\neffectif: -5",
        "nom: Artisans\neffectif: 5",
        "cibles",
    ),
    "nombre_excessif": Explication(
        "Il y a plus de zéros que la France n’a d’habitants. Ce nombre fausserait tous ceux de la couverture.",
        "nom: Artisans\neffectif: 1 000 000 000",
        "nom: Artisans\neffectif: 100 000",
        "cibles",
    ),
    "annee": Explication(
        "La clé attend une année, en quatre chiffres.",
        "nom: Chambre\ntype: chambre consulaire\ncibles:\n  - cible: {cible}\n    annee: l’an dernier",
        "nom: Chambre\ntype: chambre consulaire\ncibles:\n  - cible: {cible}\n    annee: 2025",
        "relais",
    ),
    "oui_non": Explication(
        "La clé attend « oui » ou « non », sans nuance.",
        "nom: Chambre\ntype: chambre consulaire\nsollicite: peut-être",
        "nom: Chambre\ntype: chambre consulaire\nsollicite: oui",
        "relais",
    ),
    "date": Explication(
        "La date n’est pas écrite sous une forme que l’on peut lire sans se tromper de jour ou de mois.",
        "date: bientôt",
        "date: 2026-04-02",
    ),
    "date_inexistante": Explication(
        "Ce jour n’est dans aucun calendrier.",
        "date: 2026-02-30",
        "date: 2026-02-28",
    ),
    "date_sans_heure": Explication(
        "Cette clé note un jour, ou moins : l’heure n’y a pas de place.",
        "date: 2026-04-02T10:00",
        "date: 2026-04-02",
    ),
    "date_complete": Explication(
        "Cette clé a besoin du jour entier, car le site classe ou compte d’après lui.",
        "ajoute_le: 2026-03",
        "ajoute_le: 2026-03-10",
    ),
    "date_future": Explication(
        "Le jour d’ajout ou de correction d’une fiche est dans l’avenir. C’est presque toujours une année de trop.",
        "ajoute_le: 2099-03-10",
        "ajoute_le: 2026-03-10",
    ),
    "fin_avant_debut": Explication(
        "De deux dates qui vont ensemble, la seconde est avant la première.",
        "debut: 2026-06-16\nfin: 2026-06-10",
        "debut: 2026-06-10\nfin: 2026-06-16",
        "evenements",
    ),
    "fin_autre_precision": Explication(
        "Le début et la fin ne disent pas la même chose : l’un a une heure ou un jour, l’autre non. On ne saurait pas "
        "combien de temps dure l’événement.",
        "debut: 2026-06-16\nfin: 2026-06-16T17:00",
        "debut: 2026-06-16T09:00\nfin: 2026-06-16T17:00",
        "evenements",
    ),
    "fin_sans_debut": Explication(
        "Une modification qui change la fin doit dire aussi le nouveau début.",
        "debut: 2026-06-16\nmodifications:\n  - date: 2026-06-16\n    fin: 2026-06-19",
        "debut: 2026-06-16\nmodifications:\n  - date: 2026-06-16\n    debut: 2026-06-18\n    fin: 2026-06-19",
        "evenements",
    ),
    "recurrence": Explication(
        "La règle de récurrence n’est pas écrite dans la langue des agendas (RRULE), ou elle demande ce que "
        "les agendas "
        "ne savent pas lire.",
        "debut: 2026-06-16\nrecurrence: chaque printemps",
        "debut: 2026-06-16\nrecurrence: FREQ=YEARLY",
        "evenements",
    ),
    "recurrence_sans_jour": Explication(
        "Un événement qui revient part d’un jour précis, que donne « debut ».",
        "debut: 2026-06\nrecurrence: FREQ=YEARLY",
        "debut: 2026-06-16\nrecurrence: FREQ=YEARLY",
        "evenements",
    ),
    "recurrence_jamais": Explication(
        "La règle ne donne aucun jour dans les cinq années qui suivent « debut ».",
        "debut: 2023-01-01\nrecurrence: FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29",
        "debut: 2024-02-29\nrecurrence: FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29",
        "evenements",
    ),
    "recurrence_trop_frequente": Explication(
        "L’événement revient si souvent qu’il cacherait tous les autres dans l’agenda.",
        "debut: 2026-06-16\nrecurrence: FREQ=DAILY",
        "debut: 2026-06-16\nrecurrence: FREQ=WEEKLY",
        "evenements",
    ),
    "saison": Explication(
        "Une saison se dit par son premier et son dernier jour, sans année : elle revient chaque année.",
        "debut: 2026-02-01\nsaison: février",
        "debut: 2026-02-01\nsaison: 02-01/02-28",
        "evenements",
    ),
    "saison_ailleurs": Explication(
        "« debut » est le premier jour de la première saison : les deux doivent tomber le même jour.",
        "debut: 2026-11-02\nsaison: 11-01/03-31",
        "debut: 2026-11-01\nsaison: 11-01/03-31",
        "evenements",
        geste="Écrivez dans « debut » le premier jour de la première saison.",
    ),
    "saison_et_dates": Explication(
        "Une saison dit déjà quand elle finit et qu’elle revient : une fin ou une récurrence la contredirait.",
        "debut: 2026-06-01\nfin: 2026-09-15\nsaison: 06-01/09-15",
        "debut: 2026-06-01\nsaison: 06-01/09-15",
        "evenements",
        geste="Enlevez « fin » et « recurrence », ou bien « saison ».",
    ),
    "modification_double": Explication(
        "Le même jour de l’événement change de deux façons : on ne saurait laquelle croire.",
        "debut: 2026-06-16\nmodifications:\n  - date: 2026-06-16\n    lieu: Nantes\n  - date: 2026-06-16\n    "
        "lieu: Brest",
        "debut: 2026-06-16\nmodifications:\n  - date: 2026-06-16\n    lieu: Brest",
        "evenements",
    ),
    "modification_ailleurs": Explication(
        "La modification porte sur un jour où l’événement n’était pas prévu.",
        "debut: 2026-06-16\nrecurrence: FREQ=YEARLY\nmodifications:\n  - date: 2027-06-20\n    statut: annule",
        "debut: 2026-06-16\nrecurrence: FREQ=YEARLY\nmodifications:\n  - date: 2027-06-16\n    statut: annule",
        "evenements",
    ),
    "nom_et_courriel": Explication(
        "Le nom d’une structure est suivi de son courriel, comme dans un message : la page écrirait l’adresse dans le "
        "nom, et personne ne pourrait cliquer dessus.",
        "nom: Groupe\ncontributeurs:\n  - Atelier <accueil@organisme-essai.fr>",
        "nom: Groupe\ncontributeurs:\n  - Atelier",
        "groupes",
        "Écrivez le nom seul ; le courriel va sous « contact », ou dans la fiche de la structure.",
    ),
    "contact_muet": Explication(
        "La fiche nomme une structure, mais aucun moyen de la joindre. C’est le reproche le plus fréquent fait aux "
        "catalogues : personne au bout.",
        "contact:\n  structure: Atelier des Monts",
        "contact:\n  structure: Atelier des Monts\n  telephone: 04 72 00 00 00",
    ),
    "nom_sans_consentement": Explication(
        "Le nom d’une personne ne paraît qu’avec son accord, et la fiche doit dire de quand il date.",
        "contact:\n  structure: Atelier des Monts\n  telephone: 04 72 00 00 00\n  nom: Une personne",
        "contact:\n  structure: Atelier des Monts\n  telephone: 04 72 00 00 00\n  role: chargée de prévention",
    ),
    "consentement_sans_nom": Explication(
        "La fiche note l’accord d’une personne, mais ne nomme personne.",
        "contact:\n  structure: Atelier des Monts\n  telephone: 04 72 00 00 00\n  publication_consentie: 2026-01-05",
        "contact:\n  structure: Atelier des Monts\n  telephone: 04 72 00 00 00",
    ),
    "reponse_sans_demande": Explication(
        "La fiche dit que le relais a répondu, ou non, sans dire que quelqu’un l’a sollicité.",
        "nom: Chambre\ntype: chambre consulaire\nrepondu: oui",
        "nom: Chambre\ntype: chambre consulaire\nsollicite: oui\nrepondu: oui",
        "relais",
    ),
    "resultat_sans_chiffre": Explication(
        "Une réponse est écrite, sans dire combien l’ont donnée : le graphique ne saurait quoi montrer.",
        f"{_ENQUETE}reponses: 48\n{_RESULTATS}  - reponse: Oui",
        f"{_ENQUETE}reponses: 48\n{_RESULTATS}  - reponse: Oui\n    nombre: 30",
        "enquetes",
    ),
    "resultat_sans_question": Explication(
        "Un résultat porte le numéro d’une question que l’enquête n’a pas.",
        f"{_ENQUETE}reponses: 48\n{_RESULTATS}  - reponse: Oui\n    nombre: 30\n    question: 2",
        f"{_ENQUETE}reponses: 48\n{_RESULTATS}  - reponse: Oui\n    nombre: 30\n    question: 1",
        "enquetes",
    ),
    "part_excessive": Explication(
        "Une part est un pourcentage des réponses, et ne peut pas dépasser 100.",
        f"{_ENQUETE}reponses: 480\n{_RESULTATS}  - reponse: Oui\n    part: 300",
        f"{_ENQUETE}reponses: 480\n{_RESULTATS}  - reponse: Oui\n    nombre: 300",
        "enquetes",
    ),
    "reponses_au_dela": Explication(
        "Il y aurait plus de réponses que de personnes interrogées : le taux de réponse dépasserait 100 %.",
        f"{_ENQUETE}interroges: 40\nreponses: 48\nquestions:\n  - question: Qu’en pensez-vous ?",
        f"{_ENQUETE}interroges: 120\nreponses: 48\nquestions:\n  - question: Qu’en pensez-vous ?",
        "enquetes",
    ),
    "resultats_de_personne": Explication(
        "Des résultats sont donnés, et « reponses » vaut 0 : personne n’a pu donner ces réponses.",
        f"{_ENQUETE}reponses: 0\n{_RESULTATS}  - reponse: Oui\n    nombre: 30",
        f"{_ENQUETE}reponses: 48\n{_RESULTATS}  - reponse: Oui\n    nombre: 30",
        "enquetes",
    ),
    "resultat_deux_fois": Explication(
        "Le nombre suffit : le pourcentage se calcule. Écrits tous les deux, ils pourraient se contredire.",
        f"{_ENQUETE}reponses: 48\n{_RESULTATS}  - reponse: Oui\n    nombre: 30\n    part: 80",
        f"{_ENQUETE}reponses: 48\n{_RESULTATS}  - reponse: Oui\n    nombre: 30",
        "enquetes",
    ),
    "reponse_double": Explication(
        "Une même réponse a deux nombres : on ne sait pas s’ils s’ajoutent, ou lequel est le bon.",
        f"{_ENQUETE}reponses: 48\n{_RESULTATS}  - reponse: Oui\n    nombre: 30\n  - reponse: oui\n    nombre: 10",
        f"{_ENQUETE}reponses: 48\n{_RESULTATS}  - reponse: Oui\n    nombre: 30\n  - reponse: Non\n    nombre: 10",
        "enquetes",
    ),
    "resultats_sans_reponses": Explication(
        "Des chiffres sont publiés sans le nombre de personnes qui ont répondu : on ne saurait pas ce qu’ils valent.",
        f"{_ENQUETE}{_RESULTATS}  - reponse: Oui\n    part: 80",
        f"{_ENQUETE}reponses: 48\n{_RESULTATS}  - reponse: Oui\n    part: 80",
        "enquetes",
    ),
    "resultats_au_dela": Explication(
        "À une question qui n’admet qu’une réponse, il y a plus de résultats que de personnes qui ont répondu.",
        f"{_ENQUETE}reponses: 48\n{_RESULTATS}  - reponse: Oui\n    nombre: 30\n  - reponse: Non\n    nombre: 20",
        f"{_ENQUETE}reponses: 48\n{_RESULTATS}  - reponse: Oui\n    nombre: 30\n  - reponse: Non\n    nombre: 18",
        "enquetes",
    ),
    "parts_au_dela": Explication(
        "À une question qui n’admet qu’une réponse, les parts font ensemble plus que le tout.",
        f"{_ENQUETE}reponses: 48\n{_RESULTATS}  - reponse: Oui\n    part: 80\n  - reponse: Non\n    part: 40",
        f"{_ENQUETE}reponses: 48\n{_RESULTATS}  - reponse: Oui\n    part: 60\n  - reponse: Non\n    part: 40",
        "enquetes",
    ),
    "bureau_sans_depot": Explication(
        "Le bureau des rédacteurs enregistre dans le dépôt du site : il doit savoir lequel.",
        "bureau: oui",
        "depot: https://gitlab.com/reseau/catalogue\nbureau: oui",
        "site.yml",
    ),
    "mot_sans_article": Explication(
        "Le site écrit ces mots après « de » et « à » : avec l’article, il dit « du plan » ou « de la stratégie ».",
        "mots:\n  plan: stratégie régionale",
        "mots:\n  plan: la stratégie régionale",
        "site.yml",
    ),
    "fuseau_inconnu": Explication(
        "Aucun fuseau horaire ne porte ce nom : le site ne saurait pas à quelle heure commencent ses événements.",
        "fuseau: La Réunion",
        "fuseau: Indian/Reunion",
        "site.yml",
    ),
    "heure_de_paris": Explication(
        "Le site a un autre fuseau que Paris : publiée telle quelle, une heure de Paris y serait fausse.",
        "# catalogue/site.yml\nfuseau: Indian/Reunion\n# catalogue/evenements/essai.yml\ntitre: Webinaire\n"
        "ajoute_le: 2026-01-02\ndebut: 8 octobre 2026 à 14h (heure de Paris)",
        "# catalogue/site.yml\nfuseau: Indian/Reunion\n# catalogue/evenements/essai.yml\ntitre: Webinaire\n"
        "ajoute_le: 2026-01-02\ndebut: 2026-10-08T16:00",
        "evenements",
    ),
    "contraste": Explication(
        "Sur fond blanc, des titres et des liens de cette couleur ne seraient pas lisibles par tous (règle "
        "WCAG 1.4.3).",
        "couleurs:\n  principale: '#abcdef'",
        "couleurs:\n  principale: '#14532d'",
        "site.yml",
        geste="Choisissez une couleur plus foncée, comme celle que propose le message : il faut au moins 4,5 pour que "
        "chacun puisse lire.",
    ),
    "inconnu": Explication(
        "La fiche cite quelque chose qui n’est pas dans le catalogue : une cible, un format, un groupe, une structure… "
        "Souvent, une lettre diffère.",
        "cibles:\n  - {cible}-x",
        "cibles:\n  - {cible}",
        geste="Reprenez le mot proposé, ou copiez la fin de l’adresse de la page voulue.",
    ),
    "autre_dossier": Explication(
        "Les lignes du fichier sont celles d’une autre sorte de fiche que son dossier : c’est son dossier qui dit ce "
        "qu’est une fiche.",
        "# catalogue/livrables/salon.yml\ntitre: Salon\ndebut: 2026-10-08",
        "# catalogue/evenements/salon.yml\ntitre: Salon\ndebut: 2026-10-08",
        geste="Déplacez-le dans le dossier que nomme le message : il y sera vérifié.",
    ),
    "exemple_laisse": Explication(
        "Une valeur de l’exemple recopié est restée : publiée, elle ne voudrait rien dire.",
        "promesse: à compléter",
        "promesse: Moins de chutes",
    ),
    "plusieurs_sens": Explication(
        "Le mot écrit nomme plusieurs choses du catalogue : la vérification ne choisit pas à votre place.",
        "# catalogue/cibles/artisans.yml\nnom: Artisans\npour: petites\n# catalogue/cibles/commerces.yml\n"
        "nom: Commerces\npour: petites\n# catalogue/cibles/boutiques.yml\nnom: Boutiques\nfait_partie_de: petites",
        "# catalogue/cibles/boutiques.yml\nnom: Boutiques",
        geste="Écrivez celui des identifiants proposés qui convient.",
    ),
    "doublon": Explication(
        "Le même identifiant figure deux fois dans une liste.",
        "cibles:\n  - {cible}\n  - {cible}",
        "cibles:\n  - {cible}",
    ),
    "chemin_absent": Explication(
        "La fiche annonce un fichier à télécharger qui n’a pas été déposé dans le dossier docs/.",
        "fichiers:\n  - libelle: Le guide\n    chemin: assets/fichiers/absent.pdf",
        "liens:\n  - libelle: Le guide\n    url: https://www.inrs.fr/",
    ),
    "id_dans_la_fiche": Explication(
        "L’identifiant d’une fiche est le nom de son fichier. Écrit dedans aussi, il finirait par le contredire.",
        "id: mon-livrable",
        "titre: Accueillir un apprenti",
    ),
    "nom_de_fichier": Explication(
        "Le nom du fichier devient l’adresse de la page : une majuscule, un accent ou une espace en feraient "
        "une adresse "
        "que l’on ne peut ni dicter ni recopier.",
        "# catalogue/cibles/Garages & Carrosserie.yml\nnom: Garages",
        "# catalogue/cibles/garages-carrosserie.yml\nnom: Garages",
        _FICHE,
    ),
    "nom_reserve": Explication(
        "« page », « index » et « pitchs » servent déjà aux pages de listes ; Windows n’admet aucun fichier nommé con, "
        "aux, nul, prn, com1 à com9 ou lpt1 à lpt9.",
        "# catalogue/cibles/index.yml\nnom: Artisans",
        "# catalogue/cibles/artisans.yml\nnom: Artisans",
        _FICHE,
    ),
    "casse": Explication(
        "Deux fichiers ne diffèrent que par une majuscule. Sur bien des ordinateurs, l’un effacerait l’autre.",
        "Deux fiches, accueil.yml et Accueil.yml, dans le même dossier.",
        "Deux fiches, accueil.yml et accueil-apprenti.yml.",
        "",
    ),
    "dossier_de_trop": Explication(
        "Les fiches d’une sorte se rangent toutes dans son dossier : un dossier de plus, par année ou par groupe, ne "
        "serait jamais lu.",
        "# catalogue/cibles/2026/artisans.yml\nnom: Artisans",
        "# catalogue/cibles/artisans.yml\nnom: Artisans",
        _FICHE,
        geste="Sortez les fiches du dossier, puis supprimez-le.",
    ),
    "dossier_inconnu": Explication(
        "Un fichier est posé à côté des dossiers du catalogue, ou dans un dossier qu’il n’a pas : il ne "
        "serait jamais lu.",
        "# catalogue/notes.txt\nÀ faire",
        "# catalogue/LISEZMOI.md\nÀ faire",
        _FICHE,
        geste="Déplacez-le dans le dossier de sa sorte : catalogue/livrables/, catalogue/relais/…",
    ),
    "fichier_absent": Explication(
        "Un fichier dont le catalogue ne peut pas se passer n’est pas là : site.yml, ou un vocabulaire.",
        "Un catalogue sans vocabulaires/formats.yml.",
        "Le même, avec ses quatre vocabulaires et son site.yml.",
        "",
        "Rétablissez le fichier que nomme le message, ou reprenez celui d’un autre catalogue.",
    ),
    "ancien_id_pris": Explication(
        "Une adresse ne mène qu’à une fiche. Celle-ci est demandée deux fois : par une fiche qui la porte, et par une "
        "autre qui dit l’avoir portée.",
        "anciens_ids:\n  - {livrable}",
        "anciens_ids:\n  - ancien-nom-de-cette-fiche",
    ),
    "adresse_disparue": Explication(
        "Une fiche a été supprimée ou renommée. Son adresse est dans des courriels, des favoris et d’autres "
        "sites : elle "
        "doit continuer à mener quelque part.",
        "Le fichier livrables/accueil.yml est renommé, et rien ne le dit.",
        "Le fichier est renommé, et sa fiche contient « anciens_ids: [accueil] » ; ou bien retraits.yml dit "
        "pourquoi elle "
        "n’est plus là.",
        "",
    ),
    "synonyme_double": Explication(
        "Dans un vocabulaire, un mot ne mène qu’à un terme : sinon, la recherche et la vérification hésiteraient.",
        "bruit:\n  label: Bruit\n  synonymes: [niveau sonore]\naudition:\n  label: Audition\n  synonymes: "
        "[niveau sonore]",
        "bruit:\n  label: Bruit\n  synonymes: [niveau sonore]\naudition:\n  label: Audition\n  synonymes: [oreille]",
        "vocabulaires/themes.yml",
        "Retirez le mot de l’un des deux termes.",
    ),
    "partie_de_soi": Explication(
        "Une cible, un secteur ou un relais est dit partie de lui-même.",
        "# catalogue/cibles/artisans.yml\nnom: Artisans\nfait_partie_de: artisans",
        "# catalogue/cibles/artisans.yml\nnom: Artisans\nfait_partie_de: {cible}",
        _FICHE,
    ),
    "partie_en_rond": Explication(
        "Deux choses, ou plusieurs, sont dites partie l’une de l’autre. Tout ce qui vaut pour l’une vaudrait pour "
        "les autres, sans fin.",
        "# catalogue/cibles/artisans.yml\nnom: Artisans\nfait_partie_de: macons\n"
        "# catalogue/cibles/macons.yml\nnom: Maçons\nfait_partie_de: artisans",
        "# catalogue/cibles/artisans.yml\nnom: Artisans\n"
        "# catalogue/cibles/macons.yml\nnom: Maçons\nfait_partie_de: artisans",
        _FICHE,
    ),
    "partie_hors_secteurs": Explication(
        "Un thème, un format ou un territoire ne s’emboîtent pas : seuls le font les secteurs et les cibles.",
        "video:\n  label: Vidéo\n  fait_partie_de: {secteur}",
        "video:\n  label: Vidéo",
        "vocabulaires/formats.yml",
    ),
    "remplacee_par_elle_meme": Explication(
        "Une structure se dit remplacée par elle-même.",
        "# catalogue/structures/atelier.yml\nnom: Atelier\ntype: association\nremplacee_par: atelier",
        "# catalogue/structures/atelier.yml\nnom: Atelier\ntype: association",
        _FICHE,
    ),
    "remplacement_en_rond": Explication(
        "Des structures disent chacune que l’autre a pris leur suite.",
        "# catalogue/structures/atelier.yml\nnom: Atelier\ntype: association\nremplacee_par: fabrique\n"
        "# catalogue/structures/fabrique.yml\nnom: Fabrique\ntype: association\nremplacee_par: atelier",
        "# catalogue/structures/atelier.yml\nnom: Atelier\ntype: association\nremplacee_par: fabrique\n"
        "# catalogue/structures/fabrique.yml\nnom: Fabrique\ntype: association",
        _FICHE,
    ),
    "portee_au_dela": Explication(
        "Le relais toucherait plus de monde que la cible n’en compte dans la région : l’un des deux nombres "
        "est faux, ou "
        "ils ne comptent pas la même chose.",
        "# catalogue/cibles/artisans.yml\nnom: Artisans\neffectif: 1000\n# catalogue/relais/chambre.yml\nnom: Chambre\n"
        "type: chambre consulaire\ncibles:\n  - cible: artisans\n    portee: 1200",
        "# catalogue/cibles/artisans.yml\nnom: Artisans\neffectif: 1000\n# catalogue/relais/chambre.yml\nnom: Chambre\n"
        "type: chambre consulaire\ncibles:\n  - cible: artisans\n    portee: 800",
        _FICHE,
    ),
    "recoupe_soi": Explication(
        "Un relais dit toucher les mêmes personnes que lui-même.",
        "# catalogue/relais/chambre.yml\nnom: Chambre\ntype: chambre consulaire\nrecoupe: [chambre]",
        "# catalogue/relais/chambre.yml\nnom: Chambre\ntype: chambre consulaire\nrecoupe: [{relais}]",
        _FICHE,
    ),
    "annee_future": Explication(
        "Une portée se compte : elle ne peut pas venir d’une année à venir.",
        "nom: Chambre\ntype: chambre consulaire\ncibles:\n  - cible: {cible}\n    portee: 10\n    annee: 2099",
        "nom: Chambre\ntype: chambre consulaire\ncibles:\n  - cible: {cible}\n    portee: 10\n    annee: 2025",
        "relais",
    ),
    "valeur": Explication(
        "On attend ici un nombre, que les graphiques dessinent : l’unité a sa propre ligne.",
        "nom: Groupe\nindicateurs:\n  - nom: Guides remis\n    unite: guides\n    attendu: beaucoup",
        "nom: Groupe\nindicateurs:\n  - nom: Guides remis\n    unite: guides\n    attendu: 500",
        "groupes",
    ),
    "validation_sans_jour": Explication(
        "La fiche-action dit qui a validé son cadre, sans dire quand : on ne sait pas si la validation vaut encore.",
        "nom: Groupe\nfiche_action:\n  valide_par: le comité régional",
        "nom: Groupe\nfiche_action:\n  cadre_valide_le: 2026-01-20\n  valide_par: le comité régional",
        "groupes",
    ),
    "jalon_incomplet": Explication(
        "Un jalon fait a sa date, un jalon décalé sa nouvelle date, un jalon abandonné sa raison : c’est ce qui "
        "permet de comparer ce qui était prévu et ce qui a eu lieu.",
        "nom: Groupe\njalons:\n  - date: 2026-03\n    intitule: Premier guide\n    etat: abandonne",
        "nom: Groupe\njalons:\n  - date: 2026-03\n    intitule: Premier guide\n"
        "    raison: Un guide national paraît au printemps\n    etat: abandonne",
        "groupes",
        geste="Ajoutez la ligne que nomme le message, ou retirez « etat » : les dates disent alors où en est le jalon.",
    ),
    "jalon_deja_fait": Explication(
        "Le jalon a une date à laquelle il a été atteint, et un état qui dit le contraire.",
        "nom: Groupe\njalons:\n  - date: 2026-03\n    intitule: Guide\n    fait_le: 2026-04-02\n    etat: prevu",
        "nom: Groupe\njalons:\n  - date: 2026-03\n    intitule: Guide\n    fait_le: 2026-04-02\n    etat: fait",
        "groupes",
    ),
    "jalon_deja_decale": Explication(
        "Le jalon a une nouvelle date, et un état qui dit qu’il n’a pas bougé.",
        "nom: Groupe\njalons:\n  - date: 2026-03\n    intitule: Guide\n    nouvelle_date: 2026-09\n    etat: prevu",
        "nom: Groupe\njalons:\n  - date: 2026-03\n    intitule: Guide\n    nouvelle_date: 2026-09\n    etat: decale",
        "groupes",
    ),
    "jalon_avant_plan": Explication(
        "Le jalon est prévu avant que le plan ne commence : c’est presque toujours une année mal tapée. Les années des "
        "plans sont dans site.yml, sous « plans ».",
        "Le groupe relève du PRST 4, qui commence en 2021, et son premier jalon est de 2012.",
        "Le premier jalon est de 2021, comme le disait la fiche-action.",
        "",
    ),
    "jalon_apres_plan": Explication(
        "Le jalon est prévu plusieurs années après la fin du plan : c’est presque toujours une année mal tapée. Les "
        "années des plans sont dans site.yml, sous « plans ».",
        "Le groupe relève du PRST 4, qui finit en 2025, et un de ses jalons est de 2052.",
        "Le jalon est de 2025.",
        "",
    ),
    "jalon_sans_ecart": Explication(
        "La nouvelle date du jalon est celle qui était prévue : la page le dirait décalé, et à l’heure.",
        "nom: Groupe\njalons:\n  - date: 2026-03\n    intitule: Guide\n    nouvelle_date: 2026-03",
        "nom: Groupe\njalons:\n  - date: 2026-03\n    intitule: Guide\n    nouvelle_date: 2026-09",
        "groupes",
    ),
    "plan_inconnu": Explication(
        "Le groupe relève d’un plan que site.yml ne connaît pas, souvent pour une espace ou un chiffre. Sans les "
        "années du plan, les dates du groupe ne peuvent pas être vérifiées.",
        "Dans site.yml le plan s’appelle « PRST 4 », dans la fiche du groupe « PRST4 ».",
        "La fiche dit « plan: PRST 4 ».",
        "",
        geste="Écrivez le nom d’un plan de site.yml, ou ajoutez celui-ci à « plans », avec ses années.",
    ),
    "jalons_en_desordre": Explication(
        "Les pages rangent les jalons par date. Une date qui recule de l’un à l’autre est souvent une erreur d’année.",
        "nom: Groupe\njalons:\n  - date: 2026-09\n    intitule: Guide\n  - date: 2026-03\n    intitule: Plan du guide",
        "nom: Groupe\njalons:\n  - date: 2026-03\n    intitule: Plan du guide\n  - date: 2026-09\n    intitule: Guide",
        "groupes",
    ),
    "fait_futur": Explication(
        "Un jalon atteint, un relevé, une validation ou une révision racontent ce qui a eu lieu ; la date est à venir.",
        "nom: Groupe\njalons:\n  - date: 2026-03\n    intitule: Premier guide\n    fait_le: 2099-04-02",
        "nom: Groupe\njalons:\n  - date: 2026-03\n    intitule: Premier guide\n    fait_le: 2026-04-02",
        "groupes",
    ),
    "indicateur_sans_unite": Explication(
        "Un nombre seul ne dit pas ce qui est compté : des guides, des entreprises ou des jours.",
        "nom: Groupe\nindicateurs:\n  - nom: Guides remis\n    attendu: 500",
        "nom: Groupe\nindicateurs:\n  - nom: Guides remis\n    unite: guides\n    attendu: 500",
        "groupes",
    ),
    "indicateur_double": Explication(
        "Deux indicateurs du groupe ont le même nom : leurs relevés se mêleraient.",
        "nom: Groupe\nindicateurs:\n  - nom: Guides remis\n    unite: guides\n  - nom: guides remis\n    unite: '%'",
        "nom: Groupe\nindicateurs:\n  - nom: Guides remis\n    unite: guides\n  - nom: Guides lus\n    unite: '%'",
        "groupes",
    ),
    "indicateur_inconnu": Explication(
        "Le relevé nomme un indicateur que le groupe n’a pas : sa valeur ne s’afficherait nulle part.",
        "nom: Groupe\nindicateurs:\n  - nom: Guides remis\n    unite: guides\nreleves:\n  - indicateur: Visites\n"
        "    le: 2026-03-31\n    valeur: 120",
        "nom: Groupe\nindicateurs:\n  - nom: Guides remis\n    unite: guides\nreleves:\n  - indicateur: Guides remis\n"
        "    le: 2026-03-31\n    valeur: 120",
        "groupes",
        geste="Écrivez le nom d’un de ses indicateurs, ou ajoutez celui-ci à « indicateurs ».",
    ),
    "releve_double": Explication(
        "Un indicateur a deux valeurs à la même date : le graphique ne saurait laquelle montrer.",
        "nom: Groupe\nindicateurs:\n  - nom: Guides remis\n    unite: guides\nreleves:\n  - indicateur: Guides remis\n"
        "    le: 2026-03-31\n    valeur: 120\n  - indicateur: Guides remis\n    le: 2026-03-31\n    valeur: 130",
        "nom: Groupe\nindicateurs:\n  - nom: Guides remis\n    unite: guides\nreleves:\n  - indicateur: Guides remis\n"
        "    le: 2026-03-31\n    valeur: 120\n  - indicateur: Guides remis\n    le: 2026-04-30\n    valeur: 130",
        "groupes",
    ),
    "plan_a_l_envers": Explication(
        "Les années d’un plan sont à l’envers.",
        "plans:\n  - nom: PRST 4\n    debut: 2025\n    fin: 2021",
        "plans:\n  - nom: PRST 4\n    debut: 2021\n    fin: 2025",
        "site.yml",
    ),
    "cadre_a_valider": Explication(
        "Une révision qui touche au cadre est plus récente que sa validation : qui lit la fiche croit validé ce qui ne "
        "l’est pas.",
        "nom: Groupe\nfiche_action:\n  cadre_valide_le: 2026-01-20\n  revisions:\n    - le: 2026-05-04\n"
        "      objet: Le secteur agricole s’ajoute\n      cadre: oui",
        "nom: Groupe\nfiche_action:\n  cadre_valide_le: 2026-06-15\n  revisions:\n    - le: 2026-05-04\n"
        "      objet: Le secteur agricole s’ajoute\n      cadre: oui",
        "groupes",
    ),
    "cadre_change": Explication(
        "Objectif, cibles visées, résultats attendus et périmètre forment le cadre de la fiche-action. Il a été "
        "validé : sans nouvelle validation, la page dirait validé ce que personne n’a encore vu. Tout le reste de la "
        "fiche se change librement.",
        "Le périmètre s’étend à l’intérim, et « cadre_valide_le » reste au 20 janvier.",
        "Le périmètre s’étend à l’intérim, « cadre_valide_le » dit le jour du nouvel accord, et « revisions » raconte "
        "le changement, avec « cadre: oui ».",
        "",
        "Faites valider le changement par qui a validé le cadre, puis écrivez le jour de l’accord dans "
        "« cadre_valide_le » et racontez-le dans « revisions ». Sinon, remettez ce qui était écrit.",
    ),
    "cadre_en_cours": Explication(
        "Le groupe écrit encore le cadre de sa fiche-action : il peut le changer. Cette note le signale à qui relit.",
        "L’objectif change, et la fiche n’a pas de « cadre_valide_le ».",
        "Les instances du plan ont validé le nouvel objectif, et « cadre_valide_le » dit quel jour.",
        "",
    ),
    "diffusion_future": Explication(
        "Une diffusion raconte ce qui a eu lieu ; celle-ci est encore à venir.",
        "date: 2099-05-04\nlivrable: {livrable}\nrelais: {relais}\ncanal: lettre d’information",
        "date: 2026-05-04\nlivrable: {livrable}\nrelais: {relais}\ncanal: lettre d’information",
        "diffusions",
    ),
    "enquete_future": Explication(
        "Une enquête à venir peut être annoncée, mais n’a pas encore de réponses.",
        f"{_ENQUETE}date: 2099-05\nreponses: 48\nquestions:\n  - question: Qu’en pensez-vous ?",
        f"{_ENQUETE}date: 2026-05\nreponses: 48\nquestions:\n  - question: Qu’en pensez-vous ?",
        "enquetes",
    ),
    "part_en_fraction": Explication(
        "Un tableur garde 34 % comme 0,34. Une part est un pourcentage, sans signe : 0,34 se lirait « un tiers de "
        "pour cent ».",
        f"{_ENQUETE}reponses: 48\n{_RESULTATS}  - reponse: Oui\n    part: 0,34\n  - reponse: Non\n    part: 0,66",
        f"{_ENQUETE}reponses: 48\n{_RESULTATS}  - reponse: Oui\n    part: 34\n  - reponse: Non\n    part: 66",
        "enquetes",
        "Écrivez des pourcentages : 34 pour 0,34.",
    ),
    "enquete_petite": Explication(
        "Quand quatre personnes ont répondu, chacun devine qui a dit quoi : le catalogue ne garde aucune réponse d’une "
        "personne.",
        f"{_ENQUETE}reponses: 4\n{_RESULTATS}  - reponse: Oui\n    nombre: 3",
        f"{_ENQUETE}reponses: 4\nquestions:\n  - question: Vous en êtes-vous servi ?",
        "enquetes",
    ),
    "diffusion_double": Explication(
        "Deux fichiers racontent le même envoi : le tableau de bord le compterait deux fois.",
        "# catalogue/diffusions/mai.yml\ndate: 2026-05-04\nlivrable: {livrable}\nrelais: {relais}\ncanal: lettre\n"
        "# catalogue/diffusions/mai-bis.yml\ndate: 2026-05-04\nlivrable: {livrable}\nrelais: {relais}\ncanal: lettre",
        "# catalogue/diffusions/mai.yml\ndate: 2026-05-04\nlivrable: {livrable}\nrelais: {relais}\ncanal: lettre\n"
        "# catalogue/diffusions/mai-bis.yml\ndate: 2026-05-04\nlivrable: {livrable}\nrelais: {relais}\ncanal: salon",
        _FICHE,
    ),
    "retour_muet": Explication(
        "Un retour d’expérience sert par ce qu’il en est sorti, de bon ou de moins bon ; celui-ci ne dit que ce qui a "
        "été essayé.",
        "titre: Un essai avant le guide\nphases: [produire]\nsource: bilan du groupe\n"
        "essai: Un brouillon montré à trois garagistes.",
        "titre: Un essai avant le guide\nphases: [produire]\nsource: bilan du groupe\n"
        "essai: Un brouillon montré à trois garagistes.\na_marche: Ils ont rayé la moitié du texte.",
        "retours",
    ),
    "retour_futur": Explication(
        "Un retour d’expérience raconte ce qui a eu lieu ; celui-ci est daté d’un jour à venir.",
        "titre: Un essai avant le guide\nphases: [produire]\nsource: bilan du groupe\na_marche: Le texte a raccourci.\n"
        "date: 2099-05",
        "titre: Un essai avant le guide\nphases: [produire]\nsource: bilan du groupe\na_marche: Le texte a raccourci.\n"
        "date: 2026-05",
        "retours",
    ),
}
"""Of what records say, and of what holds between them."""

FICHIER: Mapping[str, Explication] = {
    "lecture": Explication(
        "L’ordinateur n’a pas pu ouvrir le fichier : droits, disque, ou dossier à la place d’un fichier.",
        "Un fichier que votre compte n’a pas le droit de lire.",
        "Le même, rendu lisible.",
        "",
    ),
    "pointeur": Explication(
        "Git LFS, qui garde les gros fichiers à part, n’a pas encore apporté le document : il n’y a là qu’une note.",
        "Un fichier de trois lignes qui commence par « version https://git-lfs.github.com/spec/v1 ».",
        "Le document lui-même, après « git lfs pull ».",
        "",
    ),
    "trop_lourd": Explication(
        "Le fichier pèse trop pour être publié avec le catalogue : il serait lent à ouvrir sur un téléphone.",
        "Une vidéo de plusieurs gigaoctets dans docs/.",
        "La vidéo sur une plateforme, et son adresse dans « liens ».",
        "",
    ),
    "trop_gros": Explication(
        "Une fiche tient en quelques lignes. Un fichier si long est autre chose, ou un collage de trop.",
        "Un document entier collé dans « description ».",
        "Un résumé, et l’adresse du document dans « liens ».",
        "",
    ),
    "fichier_vide": Explication(
        "Un fichier publié ne contient rien : qui le téléchargerait n’y trouverait rien.",
        "Un guide.pdf de zéro octet dans docs/.",
        "Le document lui-même.",
        "",
    ),
    "lien_ailleurs": Explication(
        "Ce fichier est un raccourci vers l’extérieur du dossier : il ne marcherait que sur votre ordinateur.",
        "Dans docs/, un lien symbolique vers un dossier personnel.",
        "Une copie du fichier dans docs/.",
        "",
    ),
    "lien_en_rond": Explication(
        "Ce raccourci mène à un dossier qui le contient : on y tournerait sans fin.",
        "Dans docs/images/, un lien symbolique vers docs/.",
        "Aucun lien de ce genre.",
        "",
    ),
    "lien_symbolique": Explication(
        "Le catalogue ne suit pas les raccourcis : un fichier pourrait y venir de n’importe où.",
        "Dans catalogue/livrables/, un lien symbolique vers une autre fiche.",
        "Une copie de la fiche elle-même.",
        "",
    ),
    "encodage": Explication(
        "Le fichier a été enregistré par un ancien logiciel, avec une autre façon d’écrire les accents.",
        "Une fiche enregistrée « ANSI » par le Bloc-notes.",
        "La même, enregistrée « UTF-8 ».",
        "",
    ),
    "caractere": Explication(
        "Un signe que l’on ne voit pas s’est glissé dans le texte. Il couperait des mots, ou tromperait la recherche.",
        "promesse: Moins de chu\u200btes",
        "promesse: Moins de chutes",
    ),
    "espace": Explication(
        "Une espace qui n’est pas celle du clavier est là où YAML en attend une simple. Elle vient de Word ou "
        "d’une page "
        "web, et ne se voit pas.",
        "---\ntitle\u00a0: Ma page\n---\n\n# Ma page",
        "---\ntitle: Ma page\n---\n\n# Ma page",
        _PAGE,
    ),
    "conflit": Explication(
        "Deux personnes ont changé le même fichier, et la forge n’a pas su choisir : les deux versions y sont.",
        "<<<<<<< HEAD\ndate: 2026\n=======\ndate: 2025\n>>>>>>> autre",
        "date: 2026",
    ),
    "vide": Explication(
        "Le fichier ne contient rien, ou seulement des commentaires.",
        "# catalogue/cibles/artisans.yml\n# à compléter",
        "# catalogue/cibles/artisans.yml\nnom: Artisans",
        _FICHE,
    ),
    "pas_une_fiche": Explication(
        "Le fichier contient un texte ou une liste, et non des lignes « clé: valeur ».",
        "# catalogue/cibles/artisans.yml\nArtisans",
        "# catalogue/cibles/artisans.yml\nnom: Artisans",
        _FICHE,
    ),
    "fiches_en_liste": Explication(
        "Plusieurs fiches se suivent dans un fichier, ou une seule a un tiret devant elle. Chacune a son fichier, dont "
        "le nom est l’identifiant.",
        "# catalogue/cibles/artisans.yml\n- nom: Artisans\n- nom: Commerçants",
        "# catalogue/cibles/artisans.yml\nnom: Artisans",
        _FICHE,
    ),
    "syntaxe": Explication(
        "La mise en forme ne se lit pas : il manque un signe, un guillemet n’est pas fermé, une ligne n’est "
        "pas alignée.",
        "themes: [{theme}",
        "themes: [{theme}]",
        geste="Regardez la ligne nommée et celle d’avant ; les autres lignes sont vérifiées tout de même.",
    ),
    "sans_valeur": Explication(
        "Entre accolades, chaque mot est suivi de deux-points et d’une valeur.",
        "contact: {structure: Atelier, a_confirmer: oui, role}",
        "contact: {structure: Atelier, a_confirmer: oui, role: accueil}",
        geste="Écrivez « clé: valeur », ou retirez ce mot ; une virgule dans un texte demande des guillemets.",
    ),
    "profondeur": Explication(
        "Des lignes sont décalées les unes sous les autres sans fin : aucune fiche n’en a besoin.",
        "promesse: [[[[[[[[[[[[[[ici]]]]]]]]]]]]]]",
        "promesse: ici",
    ),
    "cle_double": Explication(
        "La même clé est écrite deux fois : on ne saurait laquelle croire.",
        "promesse: Moins de chutes\npromesse: Moins d’arrêts",
        "promesse: Moins de chutes",
    ),
    "cle_autrement": Explication(
        "La clé est écrite deux fois, de deux façons : « theme » et « themes ». On ne saurait laquelle croire. Le "
        "message propose, pour une liste, la ligne qui réunit les deux.",
        "mots_cle: échelle\nmots_cles: [escabeau]",
        "mots_cles: [escabeau, échelle]",
    ),
    "cle_complexe": Explication(
        "Ce qui précède les deux-points est un mot simple, sans crochets.",
        "[promesse]: Moins de chutes",
        "promesse: Moins de chutes",
    ),
    "ancre": Explication(
        "« & », « * » et « << » au début d’une valeur ont un sens en YAML : renvoyer à une autre ligne. Les "
        "fiches s’en "
        "passent.",
        "promesse: &a Moins de chutes",
        "promesse: Moins de chutes",
    ),
    "etiquette": Explication(
        "« ! » au début d’une valeur a un sens en YAML, qui ferait disparaître le mot.",
        "promesse: !Attention aux chutes",
        "promesse: '!Attention aux chutes'",
    ),
    "plusieurs_documents": Explication(
        "Une ligne « --- » sépare deux fiches dans le même fichier.",
        "# catalogue/cibles/artisans.yml\nnom: Artisans\n---\nnom: Maçons",
        "# catalogue/cibles/artisans.yml\nnom: Artisans",
        _FICHE,
    ),
    "diese": Explication(
        "Après une espace, « # » commence un commentaire : la fin du texte disparaîtrait sans bruit.",
        "promesse: Le guide # 3 contre les chutes",
        "promesse: 'Le guide # 3 contre les chutes'",
    ),
    "titre_perdu": Explication(
        "Une ligne qui commence par « # » est un commentaire : un titre écrit ainsi disparaîtrait sans bruit.",
        "description:\n  # Pour qui\n  Les équipes de chantier.",
        "description: |\n  # Pour qui\n  Les équipes de chantier.",
    ),
}
"""Of files, and of how they are written."""

PAGE: Mapping[str, Explication] = {
    "jeton": Explication(
        "Un appel au catalogue, dans une page écrite, ne peut pas recevoir de réponse : un nom est faux, ou "
        "l’appel n’est "
        "pas seul sur sa ligne.",
        _HEAD + "# Ma page\n\n[[livrable:absent]]",
        _HEAD + "# Ma page\n\n[[livrable:{livrable}]]",
        _PAGE,
        "Suivez ce que dit le message : il cite les noms possibles.",
    ),
    "style": Explication(
        "La feuille de style ne se lit pas jusqu’au bout.",
        "# docs/assets/stylesheets/base.css\na { color: red; }}",
        "# docs/assets/stylesheets/base.css\na { color: red; }",
        _PAGE,
    ),
    "style_import": Explication(
        "Toutes les feuilles sont réunies en une seule, que les pages demandent une fois : aucune n’en "
        "appelle une autre.",
        "# docs/assets/stylesheets/base.css\n@import 'autre.css';",
        "# docs/assets/stylesheets/base.css\na { color: red; }",
        _PAGE,
    ),
    "style_absent": Explication(
        "Le réglage mkdocs.yml nomme une feuille de style qui n’est pas là.",
        "Sous « extra_css », assets/stylesheets/absente.css.",
        "Sous « extra_css », seulement des fichiers de docs/assets/stylesheets/.",
        "",
    ),
    "entete_ouvert": Explication(
        "L’en-tête d’une page est entre deux lignes « --- », dont la première ouvre le fichier.",
        "---\ntitle: Ma page\n\n# Ma page",
        "---\ntitle: Ma page\n---\n\n# Ma page",
        _PAGE,
    ),
    "pas_un_entete": Explication(
        "L’en-tête contient un texte ou une liste, et non des lignes « clé: valeur ».",
        "---\nMa page\n---\n\n# Ma page",
        "---\ntitle: Ma page\n---\n\n# Ma page",
        _PAGE,
    ),
    "cle_d_entete": Explication(
        "L’en-tête d’une page n’a que quelques clés, qui s’écrivent en anglais.",
        "---\ntitre: Ma page\n---\n\n# Ma page",
        "---\ntitle: Ma page\n---\n\n# Ma page",
        _PAGE,
        "Écrivez « title », « description » ou « template ».",
    ),
    "texte_d_entete": Explication(
        "Le titre ou la description de la page n’est pas un texte.",
        "---\ntitle: [Ma page]\n---\n\n# Ma page",
        "---\ntitle: Ma page\n---\n\n# Ma page",
        _PAGE,
        "Écrivez le texte sur la même ligne, après les deux-points.",
    ),
    "gabarit_inconnu": Explication(
        "La page demande un gabarit que le thème n’a pas.",
        "---\ntitle: Ma page\ntemplate: absent.html\n---\n\n# Ma page",
        "---\ntitle: Ma page\n---\n\n# Ma page",
        _PAGE,
        "Retirez la ligne : une page ordinaire n’en a pas besoin.",
    ),
    "modele_d_entete": Explication(
        "« modele: true » fait de la page un document Word à remplir. Rien d’autre ne s’y écrit.",
        "---\ntitle: Ma page\nmodele: oui\n---\n\n# Ma page",
        "---\ntitle: Ma page\nmodele: true\n---\n\n# Ma page",
        _PAGE,
        geste="Écrivez « true », ou retirez la ligne.",
    ),
    "lien_casse": Explication(
        "Le lien ne mène à aucune page ni à aucun fichier.",
        _HEAD + "# Ma page\n\nVoir [la liste](absente.md).",
        _HEAD + "# Ma page\n\nVoir [l’accueil](index.md).",
        _PAGE,
        "Écrivez le chemin du fichier, depuis le dossier de la page.",
    ),
    "lien_absolu": Explication(
        "Un lien qui commence par « / » suppose que le site occupe tout le serveur, ce qui n’est pas vrai sur "
        "une forge.",
        _HEAD + "# Ma page\n\nVoir [l’accueil](/index.md).",
        _HEAD + "# Ma page\n\nVoir [l’accueil](index.md).",
        _PAGE,
        "Écrivez un chemin qui part du dossier de la page.",
    ),
    "ancre_cassee": Explication(
        "Le lien vise un titre qui n’est pas dans la page, ou qui a changé.",
        _HEAD + "# Ma page\n\n## Les dates\n\nVoir [les dates](#date).",
        _HEAD + "# Ma page\n\n## Les dates\n\nVoir [les dates](#les-dates).",
        _PAGE,
    ),
    "lien_du_poste": Explication(
        "Le lien mène à un fichier de votre ordinateur, que personne d’autre n’a.",
        _HEAD + "# Ma page\n\nVoir [le guide](C:/guide.pdf).",
        _HEAD + "# Ma page\n\nVoir [le guide](https://www.inrs.fr/).",
        _PAGE,
    ),
    "lien_charge": Explication(
        "La page chargerait une image ou un cadre depuis un autre site, qui saurait alors qui la lit. Le site "
        "l’interdit.",
        _HEAD + "# Ma page\n\n![Un logo](https://www.inrs.fr/logo.png)",
        _HEAD + "# Ma page\n\nVoir [le site](https://www.inrs.fr/).",
        _PAGE,
    ),
    "image_muette": Explication(
        "Qui ne voit pas l’image ne saurait pas ce qu’elle montre.",
        _HEAD + "# Ma page\n\n![](logo.png)",
        _HEAD + "# Ma page\n\n![Le logo du réseau](logo.png)",
        _PAGE,
    ),
    "image_nommee": Explication(
        "Le nom d’un fichier ne dit rien à qui ne voit pas l’image.",
        _HEAD + "# Ma page\n\n![IMG_2024.png](logo.png)",
        _HEAD + "# Ma page\n\n![Le logo du réseau](logo.png)",
        _PAGE,
    ),
    "image_illisible": Explication(
        "Les navigateurs ne savent pas montrer ce fichier : la page aurait un trou.",
        "Une image au format HEIC, TIFF ou PDF.",
        "La même, enregistrée au format PNG ou JPEG.",
        "",
        "Ouvrez l’image dans un logiciel de dessin, et enregistrez-la en PNG ou en JPEG.",
    ),
    "lien_vide": Explication(
        "Un lien sans texte ne se voit pas ; un lien sans adresse ramène à la même page.",
        _HEAD + "# Ma page\n\n[Le site de l’INRS]()",
        _HEAD + "# Ma page\n\n[Le site de l’INRS](https://www.inrs.fr/)",
        _PAGE,
    ),
    "trop_de_niveaux": Explication(
        "Une ligne commence par plus de vingt signes « > » : c’est un courriel collé avec toutes ses réponses.",
        _HEAD + "# Ma page\n\n" + "> " * 21 + "Bonjour",
        _HEAD + "# Ma page\n\n> Bonjour",
        _PAGE,
    ),
    "liste_collee": Explication(
        "Sans ligne vide avant elle, la liste paraîtrait à la suite de la phrase, tirets compris.",
        _HEAD + "# Ma page\n\nIl faut :\n- une échelle\n- un casque",
        _HEAD + "# Ma page\n\nIl faut :\n\n- une échelle\n- un casque",
        _PAGE,
    ),
    "liste_decalee": Explication(
        "Une ligne d’une sous-liste n’est pas assez décalée : elle sortirait de son élément.",
        _HEAD + "# Ma page\n\n- une échelle\n  - en bois\n- un casque",
        _HEAD + "# Ma page\n\n- une échelle\n    - en bois\n- un casque",
        _PAGE,
    ),
    "liste_recommencee": Explication(
        "Un paragraphe coupe la liste en deux : la seconde repart de 1.",
        _HEAD + "# Ma page\n\n1. une échelle\n\nEn bois.\n\n2. un casque",
        _HEAD + "# Ma page\n\n1. une échelle\n\n    En bois.\n\n2. un casque",
        _PAGE,
    ),
    "signe_tel_quel": Explication(
        "Ce signe vient d’un traitement de texte ou d’un tableur : la page n’en ferait ni liste, ni tableau, ni lien.",
        _HEAD + "# Ma page\n\n• une échelle\n• un casque",
        _HEAD + "# Ma page\n\n- une échelle\n- un casque",
        _PAGE,
        "Récrivez la ligne comme le dit le message, puis regardez l’aperçu.",
    ),
    "titre_mal_ecrit": Explication(
        "Une page a un seul titre ; ses parties ont des intertitres, qui disent quelque chose.",
        _HEAD + "# Ma page\n\n# Un autre titre\n\nDu texte.",
        _HEAD + "# Ma page\n\n## Un intertitre\n\nDu texte.",
        _PAGE,
        "Ajoutez un dièse, ou ôtez ce qui fait de la ligne un titre.",
    ),
    "niveau_saute": Explication(
        "Les titres sont le sommaire de qui écoute la page : un niveau sauté y fait un trou.",
        _HEAD + "# Ma page\n\n## Une partie\n\n#### Un détail",
        _HEAD + "# Ma page\n\n## Une partie\n\n### Un détail",
        _PAGE,
        "Donnez au titre un dièse de plus que celui dont il est une partie.",
    ),
    "cellule_de_trop": Explication(
        "Une ligne de tableau a plus de cellules que sa première ligne : la page n’en montrerait pas les dernières.",
        _HEAD + "# Ma page\n\n| Qui | Quoi |\n|---|---|\n| Relais | affiche | deux |",
        _HEAD + "# Ma page\n\n| Qui | Quoi | Combien |\n|---|---|---|\n| Relais | affiche | deux |",
        _PAGE,
    ),
    "encadre_vide": Explication(
        "Un encadré contient les lignes décalées qui le suivent ; il n’y en a pas.",
        _HEAD + "# Ma page\n\n!!! note\nDu texte.",
        _HEAD + "# Ma page\n\n!!! note\n    Du texte.",
        _PAGE,
    ),
    "balise_refusee": Explication(
        "Ce morceau de HTML serait sans effet, ou ferait disparaître du texte.",
        _HEAD + "# Ma page\n\nÉcrivez à <nom de la structure>.",
        _HEAD + "# Ma page\n\nÉcrivez à « nom de la structure ».",
        _PAGE,
        "Ôtez la balise, ou écrivez-la comme le dit le message.",
    ),
    "adresse_nue": Explication(
        "Une adresse écrite seule reste du texte : on ne peut pas cliquer dessus.",
        _HEAD + "# Ma page\n\nVoir https://www.inrs.fr/.",
        _HEAD + "# Ma page\n\nVoir <https://www.inrs.fr/>.",
        _PAGE,
        "Mettez-la entre chevrons, ou faites-en un lien : [ce que c’est](https://www.inrs.fr/).",
    ),
    "appel_mal_ecrit": Explication(
        "L’appel au catalogue paraîtrait tel quel dans la page, accolades ou crochets compris.",
        _HEAD + "# Ma page\n\n{ livrables(limite=3) }",
        _HEAD + "# Ma page\n\n{{ livrables(limite=3) }}",
        _PAGE,
    ),
    "page_double": Explication(
        "Deux fichiers donneraient la même adresse : l’un cacherait l’autre.",
        "Un fichier docs/ma-page.md à côté de docs/ma-page/index.md.",
        "Le premier, sous un autre nom.",
        "",
        "Renommez le fichier, dans le menu aussi.",
    ),
    "page_hors_menu": Explication(
        "La page existe, mais aucun menu n’y mène.",
        "Un fichier docs/ma-page.md que « nav » ne nomme pas.",
        "Le même, avec sa ligne sous « nav » dans mkdocs.yml.",
        "",
        "Copiez sous « nav », dans mkdocs.yml, la ligne que propose le message.",
    ),
    "menu_sans_page": Explication(
        "Le menu nomme une page qui n’est pas dans docs/.",
        "Sous « nav », une ligne « - Guide: guide.md » sans fichier docs/guide.md.",
        "La même ligne, avec son fichier.",
        "",
    ),
}
"""Of the pages of docs/, their menu and their style sheets."""

CHIFFRES: Mapping[str, Explication] = {
    "nom_de_mois": Explication(
        "Un fichier de fréquentation porte le nom de son mois.",
        "# catalogue/frequentation/octobre.yml\ndu: 2026-10-01\nau: 2026-10-31",
        "# catalogue/frequentation/2026-10.yml\ndu: 2026-10-01\nau: 2026-10-31",
        _MOIS,
    ),
    "comptes": Explication(
        "Une ligne de chiffres a été changée à la main, et ne se lit plus.",
        "du: 2026-10-01\nau: 2026-10-31\nvues: |\n  livrables/{livrable} beaucoup",
        "du: 2026-10-01\nau: 2026-10-31\nvues: |\n  livrables/{livrable}: sans_relais 40",
        _MOIS,
    ),
    "comptes_double": Explication(
        "La même adresse a deux lignes de chiffres.",
        "du: 2026-10-01\nau: 2026-10-31\nvues: |\n  livrables/{livrable}: sans_relais 40\n"
        "  livrables/{livrable}: sans_relais 12",
        "du: 2026-10-01\nau: 2026-10-31\nvues: |\n  livrables/{livrable}: sans_relais 52",
        _MOIS,
    ),
    "comptes_petits": Explication(
        "Un nombre si petit pourrait désigner quelqu’un : il n’est pas publié.",
        "du: 2026-10-01\nau: 2026-10-31\nvues: |\n  livrables/{livrable}: sans_relais 40, {relais} 2",
        "du: 2026-10-01\nau: 2026-10-31\nvues: |\n  livrables/{livrable}: sans_relais 40, {relais} 12",
        _MOIS,
    ),
    "jour_hors_du_mois": Explication(
        "Le premier ou le dernier jour compté n’est pas du mois que dit le nom du fichier.",
        "du: 2026-09-30\nau: 2026-10-31",
        "du: 2026-10-01\nau: 2026-10-31",
        _MOIS,
    ),
    "mois_futur": Explication(
        "Les chiffres d’un mois s’écrivent quand il est fini.",
        "# catalogue/frequentation/2099-10.yml\ndu: 2099-10-01\nau: 2099-10-31",
        "# catalogue/frequentation/2026-10.yml\ndu: 2026-10-01\nau: 2026-10-31",
        _MOIS,
    ),
}
"""Of the figures that a command of ours writes."""

NOTES: Mapping[str, Explication] = {
    "lien_mort": Explication(
        "La dernière tournée de « prst liens » n’a pas pu ouvrir cette adresse. Le lecteur ne le pourra pas non plus.",
        "Une fiche dont le lien répond « page introuvable » depuis deux tournées.",
        "La même, avec l’adresse de la page qui la remplace.",
        "",
    ),
    "lien_deplace": Explication(
        "La page a changé d’adresse. Elle s’ouvre encore, mais ce renvoi ne durera pas toujours.",
        "Une fiche qui donne l’ancienne adresse.",
        "La même, avec la nouvelle.",
        "",
        geste="Écrivez la nouvelle adresse, que donne le message.",
    ),
    "lien_de_passage": Explication(
        "Une messagerie, un moteur de recherche ou un réseau social remplace les liens par les siens, pour suivre qui "
        "les ouvre. Une telle adresse peut nommer qui a reçu le message, et cesser un jour de mener ailleurs.",
        "Une fiche dont le lien, copié d’un courriel ou d’une page de résultats, commence par le nom d’un tel site.",
        "La même, avec l’adresse de la page où mène ce lien.",
        "",
        geste="Écrivez l’adresse que donne le message ; sans elle, ouvrez le lien et copiez celle de la page.",
    ),
    "compte_inconnu": Explication(
        "Des chiffres de fréquentation portent sur des fiches qui ne sont plus au catalogue.",
        "du: 2026-10-01\nau: 2026-10-31\nvues: |\n  livrables/disparu: sans_relais 40",
        "du: 2026-10-01\nau: 2026-10-31\nvues: |\n  livrables/{livrable}: sans_relais 40",
        _MOIS,
    ),
    "sans_date_ajout": Explication(
        "Sans date d’ajout, la fiche n’est ni dans les nouveautés ni dans les flux.",
        "# catalogue/cibles/artisans.yml\nnom: Artisans",
        "# catalogue/cibles/artisans.yml\nnom: Artisans\najoute_le: 2026-03-10",
        _FICHE,
    ),
    "contact_a_confirmer": Explication(
        "La fiche attend encore de savoir à qui écrire. Le site le dit à ses lecteurs.",
        "contact:\n  structure: {structure}\n  a_confirmer: oui",
        "contact:\n  structure: {structure}\n  telephone: 04 72 00 00 00",
    ),
    "structure_muette": Explication(
        "Des fiches mènent à cette structure, et rien ne dit comment la joindre.",
        "# catalogue/structures/atelier.yml\nnom: Atelier des Monts\ntype: association\n"
        "# catalogue/groupes/echelles.yml\nnom: Échelles\npilotes:\n  - structure: atelier",
        "# catalogue/structures/atelier.yml\nnom: Atelier des Monts\ntype: association\ntelephone: 04 72 00 00 00\n"
        "# catalogue/groupes/echelles.yml\nnom: Échelles\npilotes:\n  - structure: atelier",
        _FICHE,
    ),
    "personne": Explication(
        "Une boîte, un nom ou une fonction semble être celle d’une personne. Quand elle change de poste, plus personne "
        "ne répond ; et ses coordonnées ne paraissent qu’avec son accord. Si ce n’est pas une personne, ne changez "
        "rien.",
        "contact:\n  structure: Atelier\n  courriel: jeanne.martin@organisme-essai.fr",
        "contact:\n  structure: Atelier\n  courriel: prevention@organisme-essai.fr",
    ),
    "structures_en_mots": Explication(
        "Beaucoup de structures de la fiche sont écrites en toutes lettres. Celles qui ont une fiche mènent à leur "
        "page et à leurs coordonnées ; les autres ne sont qu’un nom.",
        "Une fiche de groupe qui nomme vingt contributeurs, dont aucun n’a de fiche.",
        "La même, où les contributeurs que d’autres groupes nomment aussi sont cités par leur identifiant.",
        "",
    ),
    "structure_en_mots": Explication(
        "La structure est écrite en toutes lettres. Son identifiant mènerait à sa page, et une seule correction "
        "suffirait le jour où elle change de nom ou d’adresse.",
        "nom: Groupe des échelles\ncontributeurs:\n  - Atelier des Monts",
        "nom: Groupe des échelles\ncontributeurs:\n  - {structure}",
        "groupes",
    ),
    "kit_incomplet": Explication(
        "Les relais peuvent déjà transmettre la ressource ; il y manque de quoi l’envoyer sans rien écrire.",
        "Une fiche sans « promesse » ni texte de kit.",
        "La même, avec une promesse d’une ligne et les textes qui méritent d’être écrits exprès.",
        "",
    ),
    "apostrophe_droite": Explication(
        "L’apostrophe du clavier est droite ; celle du français est courbe.",
        'promesse: "Moins d\'arrêts"',
        "promesse: Moins d’arrêts",
    ),
    "guillemets_droits": Explication(
        "Les guillemets du clavier sont droits ; ceux du français sont « ainsi ».",
        "promesse: 'Un \"quart d’heure\" par semaine'",
        "promesse: Un « quart d’heure » par semaine",
    ),
    "espace_absente": Explication(
        "Le français met une espace avant « : », « ; », « ? » et « ! ».",
        "promesse: Un apprenti demain?",
        "promesse: Un apprenti demain ?",
    ),
    "espaces_doubles": Explication(
        "Deux espaces se suivent dans un texte.",
        "description: Moins de  chutes",
        "description: Moins de chutes",
    ),
    "article_absent": Explication(
        "Un sigle demande souvent son article : « à l’INRS ».",
        "promesse: Une visite à INRS",
        "promesse: Une visite à l’INRS",
    ),
    "code_en_clair": Explication(
        "Un texte contient du code (HTML, Typst…), souvent venu d’un copier-coller. Il n’est jamais exécuté : les "
        "lecteurs le verraient tel quel.",
        "promesse: <b>Moins de chutes</b> sur vos chantiers",
        "promesse: Moins de chutes sur vos chantiers",
    ),
    "titre_capitales": Explication(
        "Les capitales se lisent mal, et un lecteur d’écran peut les épeler.",
        "titre: PRÉVENIR LES CHUTES DE HAUTEUR",
        "titre: Prévenir les chutes de hauteur",
    ),
    "presque_double": Explication(
        "Une autre ressource a presque le même titre, la même adresse ou le même document. Deux fiches pour une seule "
        "ressource, c’est deux fois plus à tenir à jour, et un lecteur qui hésite.",
        "Deux fiches, « Guide des chutes » et « Le guide des chutes », qui mènent au même document.",
        "Une seule fiche ; ou deux titres qui disent ce qui les distingue.",
        "",
    ),
    "nom_double": Explication(
        "Deux fiches d’une même sorte portent le même nom, aux articles et aux pluriels près. Dans une liste, un menu "
        "ou un courriel, personne ne sait laquelle est laquelle.",
        "Deux groupes, « Chutes de hauteur » et « Les chutes de hauteur ».",
        "Une seule fiche ; ou deux noms qui disent ce qui les distingue : le métier, le lieu, le plan.",
        "",
    ),
    "icone_absente": Explication(
        "L’icône n’est pas dans le jeu du thème : rien ne s’afficherait à sa place.",
        "nom: Artisans\nicone: material/casquette-de-chantier",
        "nom: Artisans\nicone: material/hard-hat",
        "cibles",
    ),
    "departement_ailleurs": Explication(
        "Le fichier site.yml garde un département d’une autre région, souvent celle dont le catalogue est parti.",
        "# catalogue/site.yml\nregion: Bretagne\ndepartements: ['69']",
        "# catalogue/site.yml\nregion: Bretagne\ndepartements: ['35']",
        "site.yml",
        geste="Écrivez dans « departements » ceux de votre région, ou changez « region ».",
    ),
    "a_completer": Explication(
        "Une page de docs/ attend un renseignement que seule votre structure connaît.",
        "« **À compléter** : le jour où cette déclaration a été établie ».",
        "« Cette déclaration a été établie le 3 mars 2027 ».",
        "",
    ),
    "section_sans": Explication(
        "Certaines sections du site parlent d’une autre : la couverture, des relais et des cibles. Un réseau qui n’a "
        "pas la seconde n’a pas la première.",
        "« sections: [agenda, couverture] » dans catalogue/site.yml.",
        "« sections: [agenda, cibles, relais, couverture] », ou « sections: [agenda] ».",
        "",
        geste="Ajoutez à la liste la section qui manque, ou retirez-en celle qui en parle.",
    ),
    "section_pleine": Explication(
        "« sections », dans site.yml, laisse de côté une sorte de fiches, et le catalogue en contient : elles "
        "n’auraient pas de page.",
        "« sections: [agenda, relais] », et une fiche dans catalogue/groupes/.",
        "« sections: [agenda, relais, groupes] », ou le dossier catalogue/groupes/ vidé.",
        "",
        geste="Ajoutez la section à la liste, ou retirez ses fiches.",
    ),
    "vocabulaire_vide": Explication(
        "Une liste de mots (formats, thèmes, secteurs, territoires) ne contient plus rien. Le catalogue en demande au "
        "moins un : les fiches y choisissent les leurs.",
        "Un fichier vocabulaires/themes.yml vide, ou fait de commentaires.",
        "Le même, avec une entrée : « autre: », puis « label: Autre » en retrait.",
        "",
        "Écrivez au moins un mot dans le fichier que nomme le message, comme dans l’exemple.",
    ),
    "region_autrement": Explication(
        "La région a deux noms : un dans site.yml, un autre dans le vocabulaire des territoires.",
        "Dans site.yml « region: Bretagne », et dans vocabulaires/territoires.yml « label: Grand Ouest » pour "
        "« region ».",
        "« Bretagne » aux deux endroits.",
        "",
        geste="Écrivez le même nom aux deux endroits.",
    ),
    "portee_incluse": Explication(
        "Un relais inclus dans un autre toucherait plus de monde que lui.",
        "# catalogue/relais/federation.yml\nnom: Fédération\ntype: fédération\ncibles:\n  - cible: {cible}\n"
        "    portee: 10\n"
        "# catalogue/relais/chambre.yml\nnom: Chambre\ntype: chambre\ninclus_dans: [federation]\ncibles:\n"
        "  - cible: {cible}\n    portee: 20",
        "# catalogue/relais/federation.yml\nnom: Fédération\ntype: fédération\ncibles:\n  - cible: {cible}\n"
        "    portee: 30\n"
        "# catalogue/relais/chambre.yml\nnom: Chambre\ntype: chambre\ninclus_dans: [federation]\ncibles:\n"
        "  - cible: {cible}\n    portee: 20",
        _FICHE,
    ),
    "effectif_inclus": Explication(
        "Une cible qui fait partie d’une autre compterait plus de monde qu’elle.",
        "# catalogue/cibles/artisans.yml\nnom: Artisans\neffectif: 1000\n# catalogue/cibles/couvreurs.yml\n"
        "nom: Couvreurs\nfait_partie_de: artisans\neffectif: 1200",
        "# catalogue/cibles/artisans.yml\nnom: Artisans\neffectif: 1000\n# catalogue/cibles/couvreurs.yml\n"
        "nom: Couvreurs\nfait_partie_de: artisans\neffectif: 120",
        _FICHE,
    ),
    "diffusion_archivee": Explication(
        "Un envoi récent porte sur une ressource qui n’est plus tenue à jour.",
        "Une diffusion de juin, d’une ressource archivée en mai.",
        "La même diffusion, de la ressource qui l’a remplacée.",
        "",
    ),
    "site_sans_issue": Explication(
        "La page « Contribuer » propose trois façons de faire, et aucune ne mène à quelqu’un.",
        "contact:\n  structure: Atelier\n  a_confirmer: oui",
        "contact:\n  structure: Atelier\n  courriel: prevention@organisme-essai.fr",
        "site.yml",
    ),
    "site_a_completer": Explication(
        "Le site se construit, mais une page ou une adresse n’est pas encore la vôtre : l’hébergeur, la direction de "
        "la publication, une adresse en « .example ».",
        "nom: Catalogue",
        "editeur:\n  nom: Réseau\n  directeur_de_publication: la direction du réseau\nhebergeur:\n  nom: Hébergeur\n"
        "  adresse: 1 rue du Port",
        "site.yml",
    ),
    "vers_brouillon": Explication(
        "Une fiche publiée renvoie à un brouillon, que personne ne verra.",
        "Un événement dont « livrables » cite un brouillon.",
        "Le même, une fois la ressource publiée.",
        "",
    ),
}
"""Of what might be better, and stops no publication."""

AGENDAS: Mapping[str, Explication] = {
    "agenda_absent": Explication(
        "Le fichier agendas.yml annonce un calendrier dont la copie n’est pas encore là.",
        "Une entrée neuve dans agendas.yml, sans fichier dans catalogue/agendas/.",
        "La même, après « prst agendas ».",
        "",
    ),
    "agenda_orphelin": Explication(
        "Une copie est gardée d’un calendrier que plus rien ne lit.",
        "Un fichier de catalogue/agendas/ sans entrée dans agendas.yml.",
        "Le fichier et son entrée, ou aucun des deux.",
        "",
    ),
    "agenda_page": Explication(
        "L’adresse donnée est celle d’une page à lire, non du fichier que les agendas reprennent.",
        "<!DOCTYPE html>\n<html><body>Agenda</body></html>",
        _RIGHT,
        _ICS,
    ),
    "agenda_autre": Explication(
        "Le fichier reçu n’est pas un calendrier.",
        '{"evenements": []}',
        _RIGHT,
        _ICS,
    ),
    "agenda_vide": Explication(
        "Le calendrier se lit, et n’annonce rien : son adresse a pu changer, ou vos « mots » écartent tout.",
        "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR",
        _RIGHT,
        _ICS,
    ),
    "agenda_gros": Explication(
        "Le fichier est trop lourd pour être repris.",
        "Un calendrier qui garde vingt ans d’archives.",
        "Le calendrier des deux années à venir, que son éditeur sait souvent donner.",
        "",
    ),
    "agenda_coupe": Explication(
        "Le fichier s’arrête avant sa fin : la réception a été coupée.",
        "BEGIN:VCALENDAR\nVERSION:2.0\n" + _RIGHT,
        _RIGHT,
        _ICS,
    ),
    "agenda_lent": Explication(
        "Ce calendrier est si compliqué à lire que la publication attendrait.",
        "Un calendrier de dizaines de milliers de récurrences.",
        "Un calendrier qui n’annonce que ce qui vient.",
        "",
    ),
    "agenda_trop": Explication(
        "Le calendrier annonce plus de dates que l’agenda n’en montrerait.",
        "Un calendrier de trois mille rendez-vous.",
        "Le même, dont « mots » ne garde que ce qui touche à la prévention.",
        "",
        geste="Choisissez ses événements par « mots », ou demandez un calendrier plus court.",
    ),
    "agenda_sans_debut": Explication(
        "Un événement n’a pas de date que l’on puisse lire.",
        _event(_UID, "DTSTART:bientôt", _TITLE),
        _RIGHT,
        _ICS,
    ),
    "agenda_sans_titre": Explication(
        "Un événement n’a pas de titre : on ne saurait pas de quoi il s’agit.",
        _event(_UID, _DAY),
        _RIGHT,
        _ICS,
    ),
    "agenda_evenement": Explication(
        "Un événement est écrit de façon illisible. Les autres sont repris.",
        "Un événement dont les lignes débordent de toute mesure.",
        "Le même, tel que l’écrit un agenda courant.",
        "",
    ),
    "agenda_recurrence": Explication(
        "La règle de répétition d’un événement ne se lit pas, ou n’a pas de fin.",
        _event(_UID, _DAY, _TITLE, "RRULE:FREQ=PARFOIS"),
        _event(_UID, _DAY, _TITLE, "RRULE:FREQ=YEARLY"),
        _ICS,
    ),
    "agenda_trop_souvent": Explication(
        "Un événement revient si souvent qu’il cacherait tous les autres.",
        _event(_UID, _DAY, _TITLE, "RRULE:FREQ=DAILY"),
        _event(_UID, _DAY, _TITLE, "RRULE:FREQ=MONTHLY"),
        _ICS,
    ),
    "agenda_fin": Explication(
        "La fin d’un événement ne se lit pas, ou précède son début.",
        _event(_UID, _DAY, "DTEND;VALUE=DATE:20260601", _TITLE),
        _event(_UID, _DAY, "DTEND;VALUE=DATE:20260618", _TITLE),
        _ICS,
    ),
    "agenda_fuseau": Explication(
        "Le fuseau horaire d’un événement n’est pas connu : l’heure montrée pourrait être décalée.",
        _event(_UID, "DTSTART;TZID=Ici:20260616T090000", _TITLE),
        _event(_UID, "DTSTART;TZID=Europe/Paris:20260616T090000", _TITLE),
        _ICS,
    ),
    "agenda_caractere": Explication(
        "Un signe du calendrier ne se lit pas : il a été enregistré avec une autre façon d’écrire les accents.",
        "Un calendrier où « é » est écrit dans un ancien codage.",
        "Le même, en UTF-8.",
        "",
    ),
    "agenda_prive": Explication(
        "L’événement est marqué privé par celui qui l’a écrit : il n’est pas repris.",
        _event(_UID, _DAY, _TITLE, "CLASS:PRIVATE"),
        _event(_UID, _DAY, _TITLE, "CLASS:PUBLIC"),
        _ICS,
    ),
    "agenda_personne": Explication(
        "Un titre ou un lieu semble nommer une personne ou donner ses coordonnées.",
        _event(_UID, _DAY, "SUMMARY:Inscription au 06 00 00 00 00"),
        _RIGHT,
        _ICS,
    ),
    "agenda_acces": Explication(
        "Un événement semble donner le mot de passe d’une réunion, que tout le monde lirait.",
        _event(_UID, _DAY, _TITLE, "LOCATION:Visio\\, mot de passe : 1234"),
        _event(_UID, _DAY, _TITLE, "LOCATION:En visio"),
        _ICS,
    ),
    "agenda_superflu": Explication(
        "La copie garde des lignes que le site ne montre pas, et qui peuvent nommer des personnes.",
        "Un fichier .ics déposé à la main, avec ses lignes ORGANIZER et ATTENDEE.",
        "Le même sans elles, tel que le garde « prst agendas ».",
        "",
    ),
    "agenda_jour": Explication(
        "Le fichier qui note de quel jour date chaque copie en dit un illisible.",
        "Dans catalogue/agendas/copies.json, « hier ».",
        "Dans catalogue/agendas/copies.json, « 2026-10-01 ».",
        "",
    ),
    "agenda_jours": Explication(
        "Le fichier qui note de quel jour date chaque copie ne se lit pas.",
        "Un copies.json changé à la main, où manque une accolade.",
        "Celui que « prst agendas » écrit.",
        "",
    ),
}
"""Of the calendars of others."""

LU: Mapping[str, Explication] = {
    "lu_cle": Explication(
        "Une clé s’écrit sans majuscule ni accent. Celle-ci n’a qu’un sens : elle est lue.",
        "Promesse : Moins de chutes",
        "promesse: Moins de chutes",
    ),
    "lu_cloture": Explication(
        "Les trois signes qui entourent un exemple dans une page ou un courriel ont été collés avec lui.",
        "# catalogue/cibles/artisans.yml\n```yaml\nnom: Artisans\n```",
        "# catalogue/cibles/artisans.yml\nnom: Artisans",
        _FICHE,
    ),
    "lu_citation": Explication(
        "Une fiche a été collée d’un courriel qui la citait : chaque ligne commence par « > ».",
        "# catalogue/cibles/artisans.yml\n> nom: Artisans",
        "# catalogue/cibles/artisans.yml\nnom: Artisans",
        _FICHE,
    ),
    "lu_case": Explication(
        "Une liste à cocher a été collée avec ses cases : seul ce qui est coché est lu.",
        "themes:\n  - [x] {theme}\n  - [ ] autre",
        "themes:\n  - {theme}",
    ),
    "lu_date": Explication(
        "La date, ou l’heure, est écrite comme en français. Elle n’a qu’un sens : elle est lue.",
        "date: 2 avril 2026",
        "date: 2026-04-02",
    ),
    "lu_decalage": Explication(
        "Une ligne est décalée de trop, ou pas assez ; ce qui l’entoure dit où elle va.",
        "themes:\n  - {theme}\n   - bruit",
        "themes:\n  - {theme}\n  - bruit",
    ),
    "lu_deux_points": Explication(
        "Il faut une espace après les deux-points d’une clé.",
        "promesse:Moins de chutes",
        "promesse: Moins de chutes",
    ),
    "lu_espace": Explication(
        "Une espace insécable, que Word et les pages web mettent avant « : », est lue comme celle du clavier.",
        "promesse\u00a0: Moins de chutes",
        "promesse: Moins de chutes",
    ),
    "lu_guillemets": Explication(
        "Les guillemets sont courbes, l’un manque, ou il y en a dans le texte : un texte en prend de droits, ou aucun.",
        'promesse: "Moins de chutes',
        "promesse: Moins de chutes",
    ),
    "lu_liste": Explication(
        "La clé attend une liste, et ses éléments sont sur une seule ligne.",
        "mots_cles: échelle, escabeau",
        "mots_cles:\n  - échelle\n  - escabeau",
    ),
    "lu_mot": Explication(
        "Un nom ou un synonyme est écrit à la place de l’identifiant. Il ne nomme qu’une chose : il est lu.",
        "format: Les guides",
        "format: guide",
    ),
    "lu_partie": Explication(
        "La clé attend plusieurs lignes, et une seule valeur est écrite, dont la forme dit ce qu’elle est.",
        "liens: https://www.inrs.fr/",
        "liens:\n  - libelle: Consulter la ressource\n    url: https://www.inrs.fr/",
    ),
    "lu_puce": Explication(
        "Les puces de Word et les tirets longs sont lus comme les tirets d’une liste.",
        "themes:\n• {theme}",
        "themes:\n  - {theme}",
    ),
    "lu_tabulation": Explication(
        "Les lignes se décalent par des espaces, non par la touche Tab.",
        "themes:\n\t- {theme}",
        "themes:\n  - {theme}",
    ),
    "lu_texte": Explication(
        "Un signe du texte (« : », « [ », « > », « * »…) a un autre sens pour YAML : le texte entier se met entre "
        "guillemets droits.",
        "promesse: Chutes : les éviter",
        "promesse: 'Chutes : les éviter'",
    ),
    "lu_valeur": Explication(
        "La valeur est écrite avec quelque chose de trop, ou autrement que la clé ne l’attend ; elle n’a qu’un sens.",
        "nom: Chambre\ntype: chambre consulaire\ncourriel: accueil (at) organisme-essai.fr",
        "nom: Chambre\ntype: chambre consulaire\ncourriel: accueil@organisme-essai.fr",
        "structures",
    ),
}
"""Of what is read otherwise than it is written."""

PARTENAIRES: Mapping[str, Explication] = {
    "partenaire_absent": Explication(
        "Le fichier partenaires.yml nomme un catalogue dont la copie n’est pas encore là.",
        "Une entrée neuve dans partenaires.yml, sans fichier dans catalogue/partenaires/.",
        "La même, après « prst moissonner ».",
        "",
    ),
    "partenaire_illisible": Explication(
        "La copie du catalogue d’un partenaire a été changée à la main, ou coupée : elle n’est pas montrée.",
        "Un fichier de catalogue/partenaires/ où manque une accolade.",
        "Celui que « prst moissonner » écrit.",
        "",
    ),
    "partenaire_orphelin": Explication(
        "Une copie est gardée d’un catalogue que plus rien ne nomme.",
        "Un fichier de catalogue/partenaires/ sans entrée dans partenaires.yml.",
        "Le fichier et son entrée, ou aucun des deux.",
        "",
    ),
}
"""Of the catalogues of partners."""

_RESEAU = "reseau-communication.yml"
_APPUI = "appuis:\n  - id: relecture\n    nom: Relire une affiche\n"
RESEAU: Mapping[str, Explication] = {
    "delai": Explication(
        "Le délai d’un appui n’est pas dit en semaines ni en jours ouvrés : la page ne peut pas calculer le dernier "
        "jour pour demander.",
        f"{_APPUI}    delai: bientôt",
        f"{_APPUI}    delai: 3 semaines",
        _RESEAU,
    ),
    "delai_nul": Explication(
        "Un délai est le temps qu’il faut au réseau : il est d’un jour au moins.",
        f"{_APPUI}    delai: 0 semaine",
        f"{_APPUI}    delai: 1 jour ouvré",
        _RESEAU,
    ),
    "delai_excessif": Explication(
        "Le délai dépasse un an : aucune demande n’arriverait à temps. Souvent, l’unité n’est pas la bonne.",
        f"{_APPUI}    delai: 60 semaines",
        f"{_APPUI}    delai: 60 jours ouvrés",
        _RESEAU,
    ),
    "demande_double": Explication(
        "La même aide est demandée deux fois, par le même groupe et pour le même objet : on la suivrait deux fois.",
        f"{_APPUI}demandes:\n  - appui: relecture\n    objet: L’affiche\n  - appui: relecture\n    objet: L’affiche",
        f"{_APPUI}demandes:\n  - appui: relecture\n    objet: L’affiche",
        _RESEAU,
    ),
    "demande_future": Explication(
        "La demande serait faite plus tard qu’aujourd’hui : la date est fausse, ou c’est celle où il la faut.",
        f"{_APPUI}demandes:\n  - appui: relecture\n    objet: L’affiche\n    demande_le: 2099-01-02",
        f"{_APPUI}demandes:\n  - appui: relecture\n    objet: L’affiche\n    demande_le: 2026-01-02",
        _RESEAU,
    ),
    "demande_passee": Explication(
        "Le jour de cette demande est passé. La page des demandes dirait encore qu’elle est attendue.",
        f"{_APPUI}demandes:\n  - appui: relecture\n    objet: L’affiche\n    pour_le: 2026-06",
        f"{_APPUI}demandes:\n  - appui: relecture\n    objet: L’affiche\n    pour_le: 2026-06\n    etat: faite",
        _RESEAU,
    ),
}
"""Of the communication network."""

SORTES: Mapping[str, Mapping[str, Explication]] = {
    "Ce que dit la fiche": FICHE,
    "Le fichier et sa mise en forme": FICHIER,
    "Ce qui est lu autrement que ce n’est écrit": LU,
    "Les pages écrites": PAGE,
    "Les calendriers d’ailleurs": AGENDAS,
    "Les catalogues de partenaires": PARTENAIRES,
    "Le réseau communication": RESEAU,
    "Les chiffres de fréquentation": CHIFFRES,
    "Les notes, qui n’arrêtent rien": NOTES,
}
"""All of it, under the heading of each kind."""

EXPLICATIONS: Mapping[str, Explication] = {code: one for kind in SORTES.values() for code, one in kind.items()}
"""What each message means, by its code."""

COURANTS = (
    "missing", "extra_forbidden", "inconnu", "diese", "syntaxe", "cle_double", "string_too_long", "date",
    "fin_avant_debut", "url", "lien_de_fiche", "date_future", "portee_au_dela", "contact_muet", "courriel_exemple",
    "nom_sans_consentement", "nom_de_fichier", "encodage", "caractere", "espace", "conflit", "adresse_disparue",
)  # fmt: skip
"""Those that pilots meet most, in the order of a guide."""
