"""What is told of a spreadsheet, in French, besides the messages of the check: what is wrong, and how to mend it."""

from prst.tableurs.limits import IN_WORDS

MESSAGES: dict[str, tuple[str, str]] = {
    # the file: nothing of it is read
    "tableur_ancien": (
        "ce fichier est un ancien classeur (.xls), ou un mot de passe le protège.",
        "Ouvrez-le, ôtez le mot de passe, et enregistrez-le au format .xlsx.",
    ),
    "tableur_mot_de_passe": (
        "un mot de passe protège ce classeur.",
        "Ouvrez-le, ôtez le mot de passe, puis enregistrez-le.",
    ),
    "tableur_macros": (
        "ce classeur contient des macros, c’est-à-dire un programme.",
        "Enregistrez-le au format .xlsx (« Classeur Excel »), qui n’en contient pas.",
    ),
    "tableur_autre": (
        "ce fichier n’est ni un classeur (.xlsx, .ods), ni un tableau en texte (.csv).",
        "Ouvrez-le dans un tableur, et enregistrez-le au format .xlsx.",
    ),
    "tableur_pdf": (
        "c’est un PDF, même s’il porte le nom d’un tableau.",
        "Demandez le tableau d’où il vient, et enregistrez-le au format .xlsx.",
    ),
    "tableur_page": (
        "c’est une page web (ou du XML), même si elle porte le nom d’un tableau.",
        "Ouvrez-la dans un tableur, et enregistrez-la au format .xlsx.",
    ),
    "tableur_numbers": (
        "c’est un tableau de Numbers.",
        "Ouvrez-le dans Numbers, puis choisissez Fichier > Exporter vers > Excel.",
    ),
    "tableur_xlsb": (
        "c’est un classeur binaire (.xlsb).",
        "Ouvrez-le dans un tableur, et enregistrez-le au format .xlsx.",
    ),
    "tableur_abime": (
        "ce classeur est abîmé, ou écrit d’une façon que l’on ne sait pas lire.",
        "Ouvrez-le dans un tableur, et enregistrez-le à nouveau au format .xlsx.",
    ),
    "tableur_gros": ("ce fichier dépasse {taille}.", "Retirez-en les images, ou coupez-le en plusieurs."),
    "tableur_entrees": (
        "ce classeur réunit plus de {entrees} fichiers.",
        "Copiez le tableau seul dans un nouveau classeur.",
    ),
    "tableur_deplie": (
        "ce classeur, une fois déplié, dépasse {deplie}.",
        "Copiez le tableau seul dans un nouveau classeur.",
    ),
    "tableur_lignes": ("ce fichier a plus de {lignes} lignes remplies.", "Coupez-le en plusieurs."),
    "tableur_cellules": ("ce fichier a plus de {cellules} cellules remplies.", "Coupez-le en plusieurs."),
    "tableur_lent": (
        "ce fichier demande plus de {secondes} secondes ou trop de mémoire : il n’est pas lu.",
        "Copiez le tableau seul dans un nouveau classeur.",
    ),
    "tableur_guillemets": (
        "à la ligne {ligne} du fichier, un guillemet droit s’ouvre et ne se ferme pas, ou se ferme au milieu du texte.",
        "Fermez-le ; un guillemet droit dans un texte entre guillemets s’écrit deux fois.",
    ),
    # what is told of a file that is read
    "tableur_csv": ("lu en {encodage}, colonnes séparées par : {separateur}.", ""),
    "tableur_cachees": (
        "la feuille « {feuille} » a des lignes ou des colonnes masquées : elles sont lues comme les autres.",
        "Affichez-les pour voir ce qu’elles disent, et supprimez celles qui ne sont pas à importer.",
    ),
    "tableur_commentaires": (
        "la feuille « {feuille} » a des commentaires ({cellules}) : ils ne sont pas lus.",
        "Écrivez dans une colonne ce qu’ils disent et que les fiches doivent dire.",
    ),
    "tableur_barre": (
        "la feuille « {feuille} » a des textes barrés ({cellules}) : ils sont lus comme les autres.",
        "Supprimez ce qui n’est plus vrai, ou écrivez « archivé » dans une colonne « Statut ».",
    ),
    "tableur_couleurs": (
        "la feuille « {feuille} » a des lignes en couleur ({lignes}) : les couleurs ne sont pas lues.",
        "Si elles disent quelque chose, écrivez-le dans une colonne, par exemple « archivé » dans « Statut ».",
    ),
    "tableur_accents": (
        "des accents étaient abîmés (« Ã© » pour « é ») : ils sont rétablis.",
        "Relisez les textes.",
    ),
    "tableur_masquee": ("la feuille masquée « {feuille} » n’est pas lue.", "Affichez-la si elle contient des fiches."),
    # cells
    "cellule_formule": (
        "cette cellule contient une formule sans valeur.",
        "Ouvrez le classeur dans un tableur et enregistrez-le ; ou remplacez la formule par son résultat.",
    ),
    "cellule_erreur": (
        "cette cellule contient une erreur du tableur ({value}).",
        "Corrigez la formule, ou écrivez la valeur.",
    ),
    "cellule_dehors": (
        "« {value} » est écrit hors du tableau : sa colonne n’a pas d’en-tête.",
        "Nommez la colonne, ou effacez la cellule. Dans un CSV, un texte qui contient le séparateur se met entre "
        "guillemets droits.",
    ),
    "heure_fausse": (
        "« {value} » n’est pas une heure que l’on sait lire, ni celles d’un début et d’une fin le même jour.",
        "Écrivez par exemple 14h30, ou 14h-16h ; sinon, jour et heure ensemble, comme 08/10/2026 14h30, dans les "
        "colonnes « Début » et « Fin ».",
    ),
    "heure_seule": (
        "« {value} » est une heure sans son jour.",
        "Écrivez le jour dans la colonne « Début », par exemple 08/10/2026.",
    ),
    "heure_jour": (
        "« {value} » est une heure, et « {autre} » n’est pas un seul jour entier.",
        "Écrivez jour et heure ensemble, comme 08/10/2026 14h30, dans les colonnes « Début » et « Fin ».",
    ),
    "heure_deux_fois": (
        "« {value} » n’est pas l’heure que dit déjà « {autre} ».",
        "Gardez la bonne, et effacez l’autre.",
    ),
    "portee_deux_fois": (
        "« {value} » ne dit pas la portée de l’autre colonne ({autre}).",
        "Gardez le bon nombre, et effacez l’autre.",
    ),
    "croix_fausse": (
        "« {value} » n’est ni une croix, ni « oui » ou « non ».",
        "Mettez une croix, ou videz la cellule.",
    ),
    "idem_seul": (
        "« {value} » ne répète rien : la cellule au-dessus est vide.",
        "Écrivez la valeur.",
    ),
    # rows
    "autre_tableau": (
        "cette ligne semble être l’en-tête d’un autre tableau : elle et celles qui suivent ne sont pas lues.",
        "Mettez chaque tableau sur sa feuille.",
    ),
    "ligne_sans_nom": (
        "cette ligne n’a ni titre ni identifiant.",
        "Écrivez son titre, ou videz la ligne.",
    ),
    "identifiant_faux": (
        "« {value} » n’est pas un identifiant.",
        "Des minuscules sans accent, des chiffres et des tirets, par exemple « {suggestion} » ; ou videz la cellule.",
    ),
    "identifiant_reserve": (
        "« {value} » : ce nom est réservé ({raison}).",
        "Choisissez un autre identifiant, par exemple « {suggestion} ».",
    ),
    "identifiant_retire": (
        "« {value} » est l’identifiant d’une fiche retirée (catalogue/retraits.yml) : son adresse ne change plus de "
        "sens.",
        "Écrivez un autre identifiant dans la colonne « Identifiant ».",
    ),
    "identifiant_ancien": (
        "« {value} » est l’ancien identifiant de « {autre} ».",
        "Si c’est cette fiche, écrivez « {autre} » dans la colonne « Identifiant » ; sinon, un autre identifiant.",
    ),
    "ligne_double": (
        "cette fiche (« {value} ») est déjà proposée à la {autre}.",
        "Gardez une seule des deux lignes ; si ce sont deux fiches, dites dans leurs titres ce qui les distingue.",
    ),
    "a_remplir": (
        "il manque.",
        "Remplissez la colonne « {value} », ou écrivez sous « valeurs » ce qui vaut pour toutes.",
    ),
    "cellule_longue": ("ce texte dépasse {length} caractères : il serait coupé.", "Raccourcissez-le."),
}
"""French message and remedy of each code, as in `records/problems.py`."""


def describe(code: str, **values: str) -> tuple[str, str]:
    """Return the message and remedy of a code, filled with values and limits. Raises KeyError for an unknown one."""
    message, remedy = MESSAGES[code]
    filled = {**IN_WORDS, **values}
    return message.format_map(filled), remedy.format_map(filled)
