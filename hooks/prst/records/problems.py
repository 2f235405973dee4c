"""What is wrong in a catalogue, said in French: where, what, and how to mend it."""

import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from prst.records.explications import page_of
from prst.records.types import fold

ERREUR = "erreur"
NOTE = "note"


@dataclass(frozen=True, slots=True)
class Correction:
    """What to write instead of a part of a file: from a line and column, both from 1, to those after its last sign."""

    start: tuple[int, int]
    end: tuple[int, int]
    instead: str


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend. Lines and columns start at 1; `file` is relative to the project, with forward slashes."""

    file: str
    line: int
    column: int
    field: str
    message: str
    remedy: str = ""
    code: str = ""
    severity: str = ERREUR
    correction: Correction | None = dataclasses.field(default=None, compare=False)
    """What to write instead, where that is sure."""

    def __str__(self) -> str:
        """One line of text: `fichier:ligne:colonne: champ : message remède`."""
        where = f"{self.file}:{self.line}:{self.column}: "
        field = f"{self.field} : " if self.field else ""
        text = f"{where}{field}{self.message}{' ' + self.remedy if self.remedy else ''}"
        return " ".join(text.splitlines())  # a file's name or a key may hold a line break


WITH_AN_HOUR = " ; avec l’heure : AAAA-MM-JJTHH:MM, par exemple 2026-10-08T08:30"
"""What the message on a date adds where an hour may be written."""
ELSEWHERE = " ; un texte long va dans « description »"
"""What the remedy of a text that is too long adds in a record that has such a field, for its other ones."""
OR_LESS = ", AAAA-MM ou AAAA"
"""What it adds where the day may be left out."""
NO_YEAR = " : il manque l’année"
"""What it adds of a day or a month alone."""
OBEY = "Écrivez-le ainsi, ou laissez faire « prst reparer »."

MESSAGES: dict[str, tuple[str, str]] = {
    # pydantic's own error types
    "missing": ("il manque.", "Ajoutez cette ligne : {description}"),
    "extra_forbidden": ("cette clé est inconnue{nearest}.", "Corrigez son nom{deplacer} ou retirez la ligne."),
    "string_type": (
        "un texte est attendu ici{got}.",
        "Écrivez la valeur sur la même ligne, après les deux-points.{ligne}",
    ),
    "rien": (
        "« {value} » ne dit rien ici.",
        "Ce qui n’existe pas, ou que l’on ne sait pas, ne s’écrit pas : retirez la ligne.",
    ),
    "string_too_short": ("le texte est vide.", "Écrivez quelque chose, ou retirez la ligne si elle est facultative."),
    "string_too_long": (
        "le texte dépasse {max_length} caractères ({length} ici).",
        "Raccourcissez-le{ou}.",
    ),
    "string_pattern_mismatch": ("« {value} » n’a pas la forme attendue{suggested}.", "{description}"),
    "tuple_type": (
        "une liste est attendue ici.",
        "Écrivez chaque élément sur sa ligne, après un tiret : « - {value} ».",
    ),
    "too_short": ("la liste est vide.", "Indiquez au moins un élément."),
    "too_long": ("la liste compte plus de {max_length} éléments.", "Gardez les plus utiles."),
    "model_type": ("plusieurs lignes « clé: valeur » sont attendues ici{got}.", "Attendu : {keys}.{lignes}"),
    "literal_error": ("« {value} » n’est pas un choix possible{nearest}.", "Choix possibles : {expected}."),
    # ours (types.py, model.py)
    "texte_attendu": (
        "une seule valeur est attendue ici{got}.",
        "Écrivez la valeur sur la même ligne, après les deux-points.{ligne}",
    ),
    "id": (
        "« {value} » n’est pas un identifiant{suggested}.",
        "Un identifiant n’a que des minuscules sans accent, des chiffres et des tirets.",
    ),
    "url": (
        "« {value} » n’est pas une adresse utilisable{raison}.",
        "{remede}",
    ),
    "lien_de_fiche": (
        "le lien « {lien} » du texte ne mène nulle part{raison}.",
        "{remede}",
    ),
    "crochets": (
        "un paragraphe contient plus de 500 crochets ou chevrons ouvrants : il ne serait pas lu en un temps court.",
        "Retirez ceux qui sont de trop, ou coupez le paragraphe par une ligne vide.",
    ),
    "adresse_de_site": (
        "« {value} » n’est pas l’adresse d’un site.",
        "Une telle adresse commence par https:// et ne contient ni « ? » ni « # ».",
    ),
    "trop_de_mots": (
        "le texte compte {mots} mots : il en faut de 1 à {limite}.",
        "Les relais l’enverront tel quel : gardez l’essentiel, le lien mène au reste.",
    ),
    "courriel": (
        "« {value} » n’est pas une adresse de courriel{suggested}.",
        "Écrivez une seule adresse, sans espace ni accent, comme prevention@structure.fr.",
    ),
    "courriel_exemple": (
        "« {value} » est une adresse d’exemple : personne n’y répondrait.",
        "Indiquez une vraie boîte, ou « a_confirmer: oui » en attendant.",
    ),
    "telephone": (
        "« {value} » n’est pas un numéro de téléphone{suggested}.",
        "Écrivez un seul numéro, par exemple 04 72 00 00 00.",
    ),
    "nombre": (
        "« {value} » n’est pas un nombre entier{suggested}.",
        "Écrivez seulement des chiffres, sans unité : 1200. Si personne ne le connaît, retirez la ligne.",
    ),
    "nombre_negatif": (
        "« {value} » est moins que rien.",
        "Écrivez un nombre à partir de 0, ou retirez la ligne si vous ne le connaissez pas.",
    ),
    "nombre_excessif": (
        "« {value} » est plus que la France n’a d’habitants.",
        "Vérifiez les zéros. Comptez les personnes ou les entreprises de la région.",
    ),
    "annee": ("« {value} » n’est pas une année.", "Écrivez ses quatre chiffres, par exemple 2026."),
    "oui_non": ("« {value} » n’est ni « oui » ni « non ».", "Écrivez oui ou non."),
    "date": ("« {value} » n’est pas une date{suggested}.", "Écrivez AAAA-MM-JJ{moins}{heure}."),
    "date_inexistante": (
        "la date « {value} » n’existe pas{suggested}.",
        "Vérifiez l’année, le mois, le jour et l’heure.",
    ),
    "delai": (
        "« {value} » n’est pas un délai{suggested}.",
        "Écrivez un nombre de semaines ou de jours ouvrés : « 3 semaines », « 10 jours ouvrés ». Si personne ne l’a "
        "donné, retirez la ligne.",
    ),
    "delai_nul": (
        "« {value} » ne laisse le temps de rien.",
        "Écrivez « 1 jour ouvré » au moins, ou retirez la ligne si le délai n’est pas connu.",
    ),
    "delai_excessif": (
        "« {value} » dépasse un an.",
        "Vérifiez le nombre, et l’unité : « semaines » ou « jours ouvrés ».",
    ),
    "demande_double": (
        "cette demande figure deux fois{ailleurs}.",
        "Gardez une seule des deux, celle qui dit ce qu’elle est devenue.",
    ),
    "demande_future": (
        "« {value} » est après aujourd’hui ({jour}).",
        "Notez une demande quand elle est faite ; le jour où il la faut s’écrit dans « pour_le ».",
    ),
    "date_future": (
        "« {value} » est après aujourd’hui ({jour}).",
        "Vérifiez l’année et le mois : une fiche n’est pas encore changée à cette date.",
    ),
    "date_sans_heure": ("« {value} » contient une heure.", "Gardez seulement le jour : AAAA-MM-JJ."),
    "date_complete": ("« {value} » ne dit pas le jour.", "Écrivez AAAA-MM-JJ."),
    "fin_avant_debut": ("« {value} » est avant « {debut} ».", "Vérifiez les deux dates."),
    "fin_autre_precision": (
        "« {value} » n’est pas écrite comme « debut ».",
        "Donnez l’heure, le jour ou le mois aux deux, de la même façon.",
    ),
    "recurrence": (
        "« {value} » n’est pas une récurrence utilisable.",
        "Par exemple FREQ=YEARLY (chaque année) ou FREQ=MONTHLY;BYDAY=1TU (le premier mardi du mois).",
    ),
    "saison": (
        "« {value} » n’est pas une saison.",
        "Écrivez le premier et le dernier jour, sans l’année : MM-JJ/MM-JJ, par exemple 06-01/09-15.",
    ),
    "saison_ailleurs": (
        "« {value} » ne commence pas le jour que donne « debut ».",
        "Écrivez dans « debut » le premier jour de la première saison, par exemple {exemple}.",
    ),
    "saison_et_dates": (
        "une saison revient d’elle-même chaque année, jusqu’à son dernier jour.",
        "Enlevez « {cle} », ou « saison ».",
    ),
    "recurrence_sans_jour": ("une récurrence part d’un jour précis.", "Écrivez « debut » sous la forme AAAA-MM-JJ."),
    "recurrence_jamais": (
        "« {value} » ne tombe jamais, à partir de « debut ».",
        "Vérifiez la règle et le premier jour.",
    ),
    "recurrence_trop_frequente": (
        "« {value} » revient plus d’une fois par semaine.",
        "Écrivez plutôt un début et une fin, ou une fiche par rendez-vous.",
    ),
    "bureau_sans_depot": (
        "le bureau des rédacteurs écrit dans un dépôt, et aucun n’est nommé.",
        "Ajoutez « depot: » suivi de l’adresse du dépôt qui contient les fiches, ou retirez « bureau ».",
    ),
    "mot_sans_article": (
        "« {value} » s’écrit avec son article.",
        "Par exemple « le plan », « la stratégie régionale » ou « l’accord-cadre ».",
    ),
    "fin_sans_debut": ("une fin est donnée sans début.", "Ajoutez « debut »."),
    "modification_double": ("le {jour} est modifié deux fois.", "Gardez une seule des deux modifications."),
    "modification_ailleurs": (
        "l’événement n’a pas lieu le {jour}.",
        "« date » est un jour que donne la récurrence ; la nouvelle date s’écrit dans « debut ».",
    ),
    "adresse_https": (
        "« {value} » ne commence pas par https://.",
        "Un calendrier se lit par une adresse sûre : essayez la même avec https://.",
    ),
    "nom_et_courriel": (
        "« {value} » dit à la fois un nom et un courriel.",
        "Écrivez {lignes}.",
    ),
    "contact_muet": (
        "on ne sait pas comment joindre ce contact.",
        "Ajoutez « courriel », « formulaire » ou « telephone », ou bien « a_confirmer: oui ».",
    ),
    "nom_sans_consentement": (
        "une personne est nommée sans son accord.",
        "Ajoutez « publication_consentie: AAAA-MM-JJ », ou remplacez le nom par un rôle.",
    ),
    "reponse_sans_demande": (
        "un relais répond quand il a été sollicité, ce que la fiche ne dit pas.",
        "Écrivez « sollicite: oui », ou retirez « repondu ».",
    ),
    "fuseau_inconnu": (
        "« {value} » n’est pas un fuseau horaire{nearest}.",
        "Écrivez un nom de la base IANA, comme Europe/Paris, Indian/Reunion ou America/Cayenne.",
    ),
    "heure_de_paris": (
        "« {value} » dit l’heure de Paris, et les heures de ce site ne le sont pas ({lieu}).",
        "Écrivez l’heure qu’il est alors là-bas, seule.",
    ),
    "contraste": (
        "« {value} » est trop pâle : son contraste avec le blanc est de {ratio}.",
        "Choisissez une couleur plus foncée, par exemple « {fonce} » : il faut au moins 4,5 pour que chacun puisse "
        "lire.",
    ),
    "consentement_sans_nom": (
        "un accord est noté, mais personne n’est nommé.",
        "Retirez la ligne, ou ajoutez « nom ».",
    ),
    "remplacee_par_elle_meme": (
        "une structure ne se remplace pas elle-même.",
        "Écrivez l’identifiant de celle qui a pris sa suite, ou retirez la ligne.",
    ),
    "remplacement_en_rond": (
        "ces structures se remplacent en rond ({value}) : on ne saurait pas laquelle existe encore.",
        "Retirez « remplacee_par » de celle qui existe aujourd’hui.",
    ),
    # relays, and what they passed on (checks.py)
    "portee_au_dela": (
        "« {value} » dépasse l’effectif de la cible, qui est de {effectif} ({fichier}).",
        "Comptez des deux côtés la même chose, personnes ou entreprises de la région ; corrigez un des nombres.",
    ),
    "recoupe_soi": ("« {value} » est ce relais lui-même.", "Retirez la ligne, ou nommez un autre relais."),
    "annee_future": (
        "« {value} » n’a pas encore commencé.",
        "Écrivez l’année où ce chiffre a été compté ; un objectif n’est pas une portée.",
    ),
    "valeur": (
        "« {value} » n’est pas un nombre de neuf chiffres au plus, dont quatre au plus après la virgule.",
        "Écrivez le nombre seul, sans unité : 12, ou 12,5.",
    ),
    # groups, their sheet and milestones
    "validation_sans_jour": (
        "le cadre est dit validé, mais on ne sait pas quand.",
        "Ajoutez « cadre_valide_le » avec le jour de la validation, ou retirez « valide_par ».",
    ),
    "jalon_incomplet": (
        "un jalon dans cet état dit aussi « {cle} ».",
        "Ajoutez « {cle} », ou retirez « etat » : les dates disent alors où il en est.",
    ),
    "jalon_deja_fait": (
        "ce jalon a une date « fait_le », et son état dit autre chose.",
        "Écrivez « etat: fait », ou retirez « fait_le ».",
    ),
    "jalon_deja_decale": (
        "ce jalon a une date « nouvelle_date », et son état dit qu’il est encore prévu à la première.",
        "Écrivez « etat: decale », ou retirez « nouvelle_date ».",
    ),
    "jalon_avant_plan": (
        "« {value} » est avant le début du plan ({plan} commence en {debut}).",
        "Vérifiez l’année ; si le plan est un autre, corrigez « plan », ou ses années dans site.yml.",
    ),
    "jalon_apres_plan": (
        "« {value} » est bien après la fin du plan ({plan} finit en {fin}).",
        "Vérifiez l’année ; si le plan est prolongé, corrigez ses années dans site.yml.",
    ),
    "jalon_sans_ecart": (
        "ce jalon est reporté à la date qu’il avait déjà.",
        "Écrivez sa nouvelle date, ou retirez « nouvelle_date ».",
    ),
    "plan_inconnu": (
        "« {value} » n’est le nom d’aucun plan de site.yml{nearest}.",
        "Écrivez l’un d’eux : {choix}. Ou ajoutez celui-ci à « plans », dans site.yml, avec ses années.",
    ),
    "jalons_en_desordre": (
        "ce jalon est prévu avant celui qui le précède dans la fiche.",
        "Les pages les montrent par date : vérifiez l’année, ou rangez-les dans l’ordre.",
    ),
    "fait_futur": (
        "« {value} » est après aujourd’hui ({jour}).",
        "On note ici ce qui a eu lieu. Vérifiez la date, ou attendez ce jour.",
    ),
    "indicateur_sans_unite": (
        "une valeur sans unité ne dit rien.",
        "Ajoutez « unite » à cet indicateur : guides, %, jours…",
    ),
    "indicateur_double": (
        "un autre indicateur de ce groupe s’appelle déjà « {value} ».",
        "Donnez-lui un autre nom, ou gardez un seul des deux : un relevé ne saurait pas duquel il parle.",
    ),
    "indicateur_inconnu": (
        "« {value} » n’est le nom d’aucun indicateur de ce groupe{nearest}.",
        "Écrivez le nom d’un de ses indicateurs, ou ajoutez celui-ci à « indicateurs ». {choix}",
    ),
    "releve_double": (
        "cet indicateur a déjà un relevé à la date « {value} ».",
        "Gardez un seul des deux relevés.",
    ),
    "plan_a_l_envers": ("la dernière année du plan est avant la première.", "Échangez « debut » et « fin »."),
    "cadre_a_valider": (
        "le cadre a changé le {value}, après sa dernière validation ({jour}).",
        "Faites valider le cadre, puis écrivez le nouveau jour dans « cadre_valide_le ».",
    ),
    "cadre_change": (
        "le cadre a été validé le {jour}, et ceci a changé depuis (avant : {avant}).",
        "Faites valider le changement par {par}, puis écrivez le jour de l’accord dans « cadre_valide_le » et "
        "racontez-le dans « revisions ». Sinon, remettez ce qui était écrit.",
    ),
    "cadre_en_cours": (
        "le cadre change (avant : {avant}), et n’a pas encore été validé.",
        "Quand les instances du plan l’auront validé, écrivez le jour de leur accord dans « cadre_valide_le ».",
    ),
    "diffusion_future": (
        "« {value} » est après aujourd’hui ({jour}).",
        "Une diffusion se note quand elle a eu lieu. Vérifiez la date, ou attendez ce jour.",
    ),
    "diffusion_double": (
        "cette diffusion est déjà notée dans {autre} : elle compterait deux fois.",
        "Supprimez l’un des deux fichiers, ou dites ce qui les distingue : le jour, le canal, la cible.",
    ),
    # lessons
    "retour_muet": (
        "ce retour ne dit ni ce qui a marché, ni ce qui n’a pas marché.",
        "Ajoutez « a_marche », « n_a_pas_marche », ou les deux : une phrase suffit.",
    ),
    "retour_futur": (
        "« {value} » est après aujourd’hui ({jour}).",
        "Un retour raconte ce qui a eu lieu. Vérifiez la date, ou attendez ce jour.",
    ),
    # surveys (model.py, checks.py)
    "resultat_sans_chiffre": (
        "on ne sait pas combien ont donné cette réponse.",
        "Ajoutez « nombre », ou « part » si vous ne connaissez que le pourcentage.",
    ),
    "resultat_sans_question": (
        "un résultat répond à la question {rang}, et il y en a {questions}.",
        "Les questions se comptent à partir de 1, dans l’ordre de « questions ».",
    ),
    "resultat_deux_fois": (
        "« nombre » et « part » disent deux fois la même chose.",
        "Gardez « nombre » : les pages calculent le pourcentage.",
    ),
    "reponse_double": (
        "la réponse « {reponse} » est donnée deux fois à la même question.",
        "Gardez un seul des deux résultats, avec le nombre total.",
    ),
    "resultats_de_personne": (
        "des résultats sont donnés, et personne n’a répondu.",
        "Écrivez dans « reponses » combien ont répondu, ou retirez les résultats.",
    ),
    "part_excessive": (
        "« {value} » n’est pas entre 0 et 100 %.",
        "« part » est un pourcentage ; un nombre de réponses s’écrit dans « nombre ».",
    ),
    "reponses_au_dela": (
        "« {value} » réponses pour « {interroges} » interrogés : plus ont répondu qu’on n’en a interrogé.",
        "Vérifiez les deux nombres ; si le lien a circulé librement, retirez « interroges » : nul ne sait combien "
        "l’ont reçu.",
    ),
    "resultats_sans_reponses": (
        "des résultats sont donnés, et l’on ne sait pas combien ont répondu.",
        "Ajoutez « reponses » : une part ne dit rien sans le nombre dont elle est la part.",
    ),
    "resultats_au_dela": (
        "les résultats de « {question} » font {total}, pour « {value} » réponses.",
        "Vérifiez les nombres ; si chacun pouvait donner plusieurs réponses, ajoutez « plusieurs_reponses: oui ».",
    ),
    "parts_au_dela": (
        "les parts de « {question} » font {total} %.",
        "Vérifiez les parts ; si chacun pouvait donner plusieurs réponses, ajoutez « plusieurs_reponses: oui ».",
    ),
    "enquete_future": (
        "« {value} » réponses à une enquête datée du {date}, qui est après aujourd’hui ({jour}).",
        "Vérifiez l’année et le mois, ou retirez « reponses » tant que l’enquête n’a pas eu lieu.",
    ),
    # the reader (reading.py)
    "lecture": ("le fichier ne peut pas être lu ({raison}).", "Vérifiez qu’il existe et qu’il est lisible."),
    "pointeur": (
        "ce fichier est un renvoi de Git LFS, non le document lui-même.",
        "Installez Git LFS, lancez « git lfs pull », puis relancez.",
    ),
    "trop_lourd": ("ce fichier dépasse {limite}.", "Allégez-le, ou déposez-le ailleurs et donnez son adresse."),
    "fichier_vide": (
        "ce fichier est vide : qui l’ouvrira n’y trouvera rien.",
        "Remplacez-le par le document, ou retirez-le.",
    ),
    "lien_ailleurs": ("ce lien mène hors de son dossier.", "Copiez à sa place le fichier lui-même."),
    "lien_en_rond": ("ce lien mène à un dossier qui le contient.", "Supprimez-le."),
    "lien_symbolique": ("ce fichier est un lien vers un autre.", "Copiez le fichier lui-même dans le catalogue."),
    "trop_gros": (
        "le fichier dépasse {limite}.",
        "Une fiche est courte : un document va dans « liens » ou « fichiers ».",
    ),
    "encodage": (
        "le fichier n’est pas écrit en UTF-8{detail}.",
        "Enregistrez-le à nouveau en choisissant l’encodage « UTF-8 ».",
    ),
    "caractere": (
        "le caractère invisible {nom} n’est pas admis.",
        "Effacez-le et retapez les mots alentour ; il vient souvent d’un copier-coller.",
    ),
    "espace": (
        "le caractère invisible {nom} est écrit là où il faut une espace simple.",
        "Effacez-le et tapez une espace : Word et les pages web en mettent d’autres avant « : » et après les tirets.",
    ),
    "conflit": (
        "deux versions de ce fichier ont été mêlées sans que l’on choisisse (« {value} »).",
        "Gardez la bonne version, et retirez les lignes qui commencent par <<<<<<<, ======= et >>>>>>>.",
    ),
    "sans_valeur": (
        "« {cle} » n’a ni deux-points ni valeur.",
        "Écrivez « {cle}: valeur », ou retirez ce mot ; une virgule dans un texte demande des guillemets.",
    ),
    "vide": ("le fichier est vide.", "Complétez-le, ou supprimez-le."),
    "pas_une_fiche": (
        "une fiche est faite de lignes « clé: valeur ».",
        "Partez de l’exemple du guide « Proposer un livrable ».",
    ),
    "fiches_en_liste": (
        "ce fichier est une liste ({nombre}), et non une fiche.",
        "Faites un fichier par fiche, et retirez le tiret et le retrait devant ses lignes.",
    ),
    "syntaxe": (
        "{raison}",
        "{remede}{ligne}{suite}",
    ),
    "profondeur": ("il y a trop de niveaux les uns dans les autres.", "Une fiche n’a que deux ou trois niveaux."),
    "cle_double": ("la clé « {cle} » figure déjà plus haut.", "Gardez une seule des deux lignes{ensemble}."),
    "cle_autrement": (
        "cette clé veut dire « {cle} », qui est écrite elle aussi.",
        "Gardez une seule des deux lignes{ensemble}.",
    ),
    "cle_complexe": ("une clé est un mot simple.", "Écrivez « clé: valeur »."),
    "ancre": (
        "les ancres (&), renvois (*) et fusions (<<) ne sont pas admis.",
        "Retirez le signe et son nom, et recopiez la valeur.",
    ),
    "etiquette": (
        "l’étiquette « {etiquette} » n’est pas admise.",
        "Retirez-la, ou mettez le texte entre guillemets.{ligne}",
    ),
    "plusieurs_documents": ("le fichier contient plusieurs fiches{signe}.", "Faites un fichier par fiche."),
    "diese": (
        "le texte est coupé par le signe « # ».",
        "Mettez tout le texte entre guillemets droits ; un commentaire va sur sa propre ligne.{ligne}",
    ),
    "titre_perdu": (
        "la ligne « {ligne} » ne serait pas lue : « # » y commence un commentaire.",
        "Pour un titre dans le texte, mettez un trait vertical après la clé, comme « description: | », et tout le "
        "texte en dessous, en retrait. Pour un commentaire, écrivez-le en début de ligne, sans retrait.",
    ),
    # the catalogue (catalogue.py)
    "inconnu": ("« {value} » est inconnue{nearest}.", "{choix}"),
    "plusieurs_sens": ("« {value} » peut vouloir dire plusieurs choses.", "Écrivez ce qui convient : {choix}."),
    "nom_de_fichier": (
        "« {value} » n’est pas un nom de fiche{suggested}.",
        "Renommez le fichier : des minuscules sans accent, des chiffres, des tirets, puis .yml.",
    ),
    "id_dans_la_fiche": ("l’identifiant ne s’écrit pas dans la fiche.", "C’est le nom du fichier : retirez la ligne."),
    "autre_dossier": ("ce fichier décrit {genre}.", "Déplacez-le dans {dossier} : il y sera vérifié."),
    "exemple_laisse": (
        "« {value} » vient d’un exemple.",
        "Écrivez à la place ce qui vaut pour votre fiche, ou retirez la ligne si elle est facultative.",
    ),
    "nom_reserve": (
        "« {value} » est un nom réservé ({raison}).",
        "Choisissez un autre nom, par exemple d’un mot de plus.",
    ),
    "casse": ("ce nom ne diffère que par la casse de « {autre} ».", "Renommez l’un des deux fichiers."),
    "dossier_de_trop": (
        "« {value} » est un dossier, et une fiche se range directement dans catalogue/{dossier}/.",
        "Sortez ses fichiers d’un niveau, puis supprimez-le.",
    ),
    "dossier_inconnu": (
        "ce fichier n’est dans aucun dossier connu du catalogue{nearest}.",
        "Dossiers possibles : {dossiers}.",
    ),
    "ancien_id_pris": (
        "l’ancien identifiant « {value} » est celui d’une autre fiche ({autre}).",
        "Une adresse ne mène qu’à une fiche : retirez l’un des deux.",
    ),
    "doublon": ("« {value} » est citée deux fois{ailleurs}.", "Gardez une seule des deux lignes."),
    "chemin_absent": ("le fichier « {value} » n’est pas dans docs/.", "Ajoutez-le, ou corrigez le chemin."),
    "vocabulaire_vide": ("cette liste de mots est vide.", "{choix}"),
    "a_completer": ("ce texte reste à compléter.", "Écrivez ce qu’il demande, à la place de « À compléter »."),
    "section_sans": (
        "la section « {value} » parle de « {autre} », que ce site n’a pas.",
        "Ajoutez « {autre} » à la liste, ou retirez-en « {value} ».",
    ),
    "section_pleine": (
        "la section « {value} » est laissée de côté, mais le catalogue contient {premier}{autres}.",
        "Ajoutez « {value} » à la liste, ou retirez ces fiches.",
    ),
    "fichier_absent": ("ce fichier manque.", "{choix}"),
    "adresse_disparue": (
        "l’adresse publiée /{value}/ disparaîtrait.",
        "Notez-la dans « anciens_ids » de la fiche qui la remplace, ou dans catalogue/retraits.yml.",
    ),
    "synonyme_double": ("« {value} » désigne déjà le terme « {autre} ».", "Un mot ne mène qu’à un terme."),
    "jeton": ("{raison}", "{remede}"),
    "style": (
        "cette feuille de style ne se lit pas ({raison}).",
        "Regardez cette ligne et la précédente : une accolade ou un guillemet y manque, ou est de trop.",
    ),
    "style_import": (
        "une feuille de style ne peut pas en appeler une autre par @import : toutes sont réunies en une.",
        "Nommez l’autre sous « extra_css » dans mkdocs.yml.",
    ),
    "style_absent": (
        "« {value} » n’est pas dans docs/assets/stylesheets/{nearest}.",
        "Corrigez ce nom, ou retirez la ligne.",
    ),
    # written pages (written/)
    "entete_ouvert": (
        "l’en-tête de la page n’est pas fermé, ou ne commence pas à la première ligne.",
        "Il tient entre deux lignes « --- », dont la première ouvre le fichier.",
    ),
    "pas_un_entete": (
        "l’en-tête d’une page est fait de lignes « clé: valeur ».",
        'Par exemple : title: "Relais".',
    ),
    "cle_d_entete": ("« {value} » n’est pas une clé d’en-tête{nearest}.", "Choix : {choix}."),
    "texte_d_entete": ("un texte est attendu ici.", 'Écrivez-le sur la même ligne : {cle}: "…".'),
    "gabarit_inconnu": ("« {value} » n’est pas un gabarit de page{nearest}.", "Choix : {choix}."),
    "modele_d_entete": ("« {value} » n’est ni true ni false.", "Écrivez « {cle}: true », ou retirez la ligne."),
    "lien_casse": ("le lien « {value} » ne mène nulle part.", "{remede}"),
    "lien_absolu": (
        "le lien « {value} » part de la racine du serveur, qui n’est pas celle du site.",
        "{remede}",
    ),
    "ancre_cassee": (
        "le lien « {value} » vise un titre qui n’est pas dans {page}{nearest}.",
        "L’ancre d’un titre est son texte en minuscules, sans accent, avec des tirets.",
    ),
    "lien_du_poste": (
        "« {value} » est sur votre ordinateur : personne d’autre ne l’ouvrira.",
        "Copiez le fichier dans docs/, et écrivez son chemin depuis cette page.",
    ),
    "lien_charge": (
        "« {value} » serait chargé depuis un autre site, ce que la politique du site interdit.",
        "Copiez le fichier dans docs/, ou faites-en un lien.",
    ),
    "image_muette": (
        "l’image « {value} » n’a pas de texte de remplacement.",
        'Dites ce qu’elle montre : ![texte](image.png) ; une image décorative s’écrit <img alt="" src="…">.',
    ),
    "image_nommee": (
        "« {value} » ne dit pas ce que l’image montre.",
        "Écrivez entre crochets ce qu’y voit qui la regarde : ![Une affiche jaune](image.png).",
    ),
    "image_illisible": (
        "« {value} » n’est pas une image que montrent les navigateurs.",
        "Enregistrez-la en PNG ou en JPEG, ou faites-en un lien, sans « ! ».",
    ),
    "lien_vide": (
        "le lien « {value} » n’a pas de texte, ou ne mène nulle part.",
        "Écrivez [ce que l’on y trouve](page.md).",
    ),
    "trop_de_niveaux": (
        "plus de vingt signes « > » commencent cette ligne : elle ne serait pas lue en un temps court.",
        "Gardez-en un ou deux.",
    ),
    "liste_collee": (
        "une liste commence sous une phrase, sans ligne vide : elle paraîtrait à la suite de la phrase.",
        "Laissez une ligne vide avant la liste.",
    ),
    "liste_decalee": (
        "cette ligne n’est pas assez décalée pour appartenir à l’élément de liste du dessus.",
        "Décalez-la de quatre espaces par niveau de liste.",
    ),
    "liste_recommencee": (
        "cette liste numérotée recommencerait à 1, et non à {value}.",
        "Décalez de quatre espaces ce qui la sépare de la liste du dessus. Si ce nombre ouvre une phrase, mettez une "
        "barre oblique inverse devant son point, comme dans « 12\\. ».",
    ),
    "signe_tel_quel": ("« {value} » paraîtrait tel quel.", "{remede}"),
    "titre_mal_ecrit": ("{raison}.", "{remede}"),
    "niveau_saute": (
        "le titre « {value} » saute un niveau : qui écoute la page croirait qu’il en manque un.",
        "Écrivez-le avec « {attendu} ».",
    ),
    "cellule_de_trop": (
        "la ligne « {value} » a plus de cellules que le tableau de colonnes : les dernières ne paraîtraient pas.",
        "Ajoutez une colonne à la première ligne, ou écrivez \\| une barre qui est du texte.",
    ),
    "encadre_vide": (
        "cet encadré serait vide : ce qui le suit n’est pas décalé.",
        "Décalez de quatre espaces les lignes qu’il contient.",
    ),
    "balise_refusee": ("« {value} » {raison}.", "{remede}"),
    "adresse_nue": (
        "« {value} » ne serait pas un lien : personne ne pourrait cliquer dessus.",
        "Écrivez <{adresse}>, ou [ce que c’est]({adresse}).",
    ),
    "appel_mal_ecrit": (
        "« {value} » paraîtrait tel quel.",
        "Une liste s’appelle entre deux accolades, une fiche se cite par [[livrable:identifiant]], sans espace.",
    ),
    "page_double": (
        "l’adresse de cette page, « {value} », est déjà prise par {autre}.",
        "Donnez un autre nom à ce fichier.",
    ),
    "page_hors_menu": (
        "cette page n’est pas dans le menu : personne ne la trouverait.",
        "Ajoutez cette ligne sous « nav » dans mkdocs.yml{ou} : « {ligne} ».",
    ),
    "menu_sans_page": ("« {value} » n’est pas une page de docs/{nearest}.", "Corrigez le chemin, ou retirez la ligne."),
    # figures that a command of ours writes (frequentation.py)
    "nom_de_mois": (
        "« {value} » n’est pas le nom d’un mois.",
        "Un fichier de catalogue/frequentation/ s’appelle AAAA-MM.yml, par exemple 2026-10.yml.",
    ),
    "comptes": (
        "la ligne {rang} n’a pas la forme attendue (« {ligne} »).",
        "Par exemple : « livrables/guide: sans_relais 40, mon-relais 12 ». Refaites plutôt ce mois par "
        "« prst frequentation ».",
    ),
    "comptes_double": ("« {adresse} » y est deux fois.", "Refaites ce mois par « prst frequentation »."),
    "comptes_petits": (
        "« {adresse} » y porte le nombre {moins} : moins de 5, ce pourrait être quelqu’un.",
        "Refaites ce mois par « prst frequentation », qui réunit les petits nombres.",
    ),
    "jour_hors_du_mois": ("le {value} n’est pas un jour de {mois}.", "Corrigez le jour, ou le nom du fichier."),
    "mois_futur": (
        "ce mois va jusqu’au {value}, et nous sommes le {jour}.",
        "Corrigez le jour, ou le nom du fichier.",
    ),
    # what is read otherwise than it is written (mending.py): notes, each with what to write
    "lu_case": (
        "la case « {value} » n’est pas cochée : sa ligne n’est pas lue.",
        "Retirez-la, ou laissez faire « prst reparer » ; si elle compte, écrivez un tiret à la place de la case.",
    ),
    "lu_citation": (
        "le signe « > », par lequel un courriel cite, n’est pas lu : « {value} ».",
        "Retirez-le de chaque ligne, ou laissez faire « prst reparer ».",
    ),
    "lu_cle": ("la clé « {value} » est lue « {lu} ».", OBEY),
    "lu_cloture": (
        "la ligne « {value} », qui entoure la fiche, n’est pas lue.",
        "Retirez-la, ou laissez faire « prst reparer ».",
    ),
    "lu_date": ("« {value} » est lu « {lu} ».", OBEY),
    "lu_decalage": ("« {value} » est lu comme s’il était aligné avec ce qui l’entoure.", OBEY),
    "lu_deux_points": ("« {value} » est lu « {ligne} ».", OBEY),
    "lu_espace": ("le caractère invisible {nom} est lu comme une espace simple.", OBEY),
    "lu_guillemets": ("les guillemets sont lus ainsi : « {ligne} ».", OBEY),
    "lu_liste": ("« {value} » est lu comme une liste : « {lu} ».", OBEY),
    "lu_mot": ("« {value} » est lu « {lu} »{nom}.", OBEY),
    "lu_partie": ("« {value} » est lu « {lu} ».", OBEY),
    "lu_puce": ("« {value} » est lu comme le tiret d’une liste : « {ligne} ».", OBEY),
    "lu_tabulation": ("une tabulation est lue comme deux espaces.", OBEY),
    "lu_texte": ("« {value} » est lu comme un texte entier : « {ligne} ».", OBEY),
    "lu_valeur": ("« {value} » est lu « {lu} ».", OBEY),
    # notes, which never stop a publication
    "lien_mort": (
        "« {value} » ne mène nulle part depuis le {jour} : {raison}.",
        "Ouvrez l’adresse ; si la page n’y est plus, écrivez celle qui la remplace, ou retirez la ligne.",
    ),
    "lien_deplace": ("« {value} » a changé d’adresse.", "Écrivez : {vers}"),
    "lien_de_passage": (
        "« {value} » passe par un autre site, qui suit les lecteurs et peut dire qui a reçu le message.",
        "{vers}",
    ),
    "compte_inconnu": (
        "{combien} de ces noms ne sont plus au catalogue : {noms}.",
        "Ils restent comptés ; une fiche renommée garde ses nombres par « anciens_ids ».",
    ),
    "sans_date_ajout": (
        "la fiche n’a pas de date d’ajout.",
        "Ajoutez « ajoute_le: AAAA-MM-JJ » pour qu’elle paraisse en nouveauté.",
    ),
    "contact_a_confirmer": (
        "personne n’a encore confirmé ce contact.",
        "Ajoutez « courriel », « formulaire » ou « telephone », ou retirez la ligne si la structure répond bien.",
    ),
    "structure_muette": (
        "rien ne dit comment joindre cette structure : {combien}.",
        "Demandez-lui une boîte fonctionnelle ou un accueil ; « État du catalogue » tient le courriel tout prêt.",
    ),
    "personne": (
        "« {value} » semble être une personne{nearest}.",
        "Les personnes changent, et leurs coordonnées se protègent : écrivez une fonction et une boîte fonctionnelle, "
        "comme prevention@structure.fr. Si cette personne a donné son accord, notez-le : « nom » et "
        "« publication_consentie ».",
    ),
    "structures_en_mots": (
        "« {value} » et {autres} autres structures de cette fiche sont écrites en toutes lettres.",
        "L’identifiant d’une structure mène à sa page et à ses coordonnées : décrivez d’abord, dans "
        "catalogue/structures/, celles que plusieurs fiches nomment.",
    ),
    "structure_en_mots": (
        "« {value} » est écrit en toutes lettres{nearest}.",
        "L’identifiant d’une structure mène à sa page et à ses coordonnées : écrivez-le, ou décrivez-la dans "
        "catalogue/structures/.",
    ),
    "kit_incomplet": (
        "pour que les relais l’envoient telle quelle, il manque : {manques}.",
        "Tout est facultatif ; « promesse » est la première phrase du courriel. Voir « kit » dans « Référence "
        "des fiches ».",
    ),
    "apostrophe_droite": (
        "« {value} » : l’apostrophe est droite.",
        "Le français l’écrit courbe{nearest}.",
    ),
    "guillemets_droits": (
        "« {value} » : les guillemets sont droits.",
        "Le français les écrit ainsi{nearest}.",
    ),
    "espace_absente": (
        "« {value} » : il manque une espace.",
        "Le français en met une avant « : », « ; », « ? » et « ! »{nearest}.",
    ),
    "espaces_doubles": ("« {value} » : deux espaces se suivent.", "Une seule suffit{nearest}."),
    "article_absent": ("« {value} » : il manque l’article.", "Écrivez-le{nearest}."),
    "code_en_clair": (
        "« {value} » est du code : il ne fait rien ici, et se lit tel quel sur le site, les courriels et l’affiche.",
        "Retirez-le, ou dites-le avec des mots.",
    ),
    "titre_capitales": (
        "« {value} » : ces mots sont en capitales.",
        "Elles se lisent mal, et un lecteur d’écran peut les épeler : n’en mettez qu’en tête de phrase et aux sigles, "
        "même si le document en met partout.",
    ),
    "presque_double": (
        "« {value} » ({fichier}) est presque le même livrable : {raisons}.",
        "Si c’est le même, gardez une seule fiche ; sinon, dites dans leurs titres ce qui les distingue.",
    ),
    "nom_double": (
        "« {value} » est aussi le nom de {fichier}.",
        "Si les deux parlent de la même chose, gardez une seule fiche ; sinon, dites dans leurs noms ce qui les "
        "distingue.",
    ),
    "icone_absente": (
        "l’icône « {value} » n’existe pas, et rien ne s’affiche à sa place{nearest}.",
        "Corrigez son nom, ou retirez la ligne.",
    ),
    "agenda_absent": (
        "la copie de ce calendrier manque.",
        "Lancez « prst agendas », ou déposez le fichier.",
    ),
    "agenda_orphelin": ("aucune entrée de agendas.yml ne lit cette copie.", "Ajoutez l’entrée, ou supprimez la copie."),
    "agenda_page": (
        "ce fichier est une page web, non un calendrier.",
        "Cherchez l’adresse dite « iCal » ou « ics » du calendrier.",
    ),
    "agenda_autre": (
        "ce fichier n’est pas un calendrier.",
        "Un calendrier commence par BEGIN:VCALENDAR (RFC 5545).",
    ),
    "agenda_vide": ("ce calendrier n’annonce aucun événement.", "Vérifiez son adresse, et ses « mots »."),
    "agenda_gros": ("ce fichier dépasse {taille} : il n’est pas lu.", "Demandez un calendrier plus court."),
    "agenda_coupe": (
        "ce calendrier s’arrête avant sa fin : des événements peuvent manquer.",
        "Relancez « prst agendas » ; si cela dure, prévenez qui le publie.",
    ),
    "agenda_lent": (
        "ce calendrier demande trop de temps ou de mémoire : il n’est pas lu.",
        "Demandez un calendrier plus simple, ou retirez-le de agendas.yml.",
    ),
    "agenda_trop": (
        "ce calendrier est trop long : {combien} de trop.",
        "Un calendrier en apporte {dates} au plus : choisissez-les par « mots », ou demandez un calendrier plus court.",
    ),
    "agenda_sans_debut": ("date de début absente ou illisible : {combien}.", "Ils ne sont pas repris."),
    "agenda_sans_titre": ("titre absent : {combien}.", "Ils ne sont pas repris."),
    "agenda_evenement": ("illisible : {combien}.", "Ils ne sont pas repris."),
    "agenda_recurrence": (
        "récurrence illisible, trop fréquente ou sans fin : {combien}.",
        "Ils ne sont pas repris.",
    ),
    "agenda_trop_souvent": (
        "revient plus d’une fois par semaine : {combien}.",
        "Ils ne sont pas repris : ils cacheraient tous les autres.",
    ),
    "agenda_fin": (
        "fin illisible, ou qui n’est pas après le début : {combien}.",
        "Ils sont repris sans elle : un jour dure un jour.",
    ),
    "agenda_fuseau": (
        "fuseau horaire inconnu : {combien}.",
        "Leurs heures suivent le décalage que dit son nom, ou sont lues comme celles du site.",
    ),
    "agenda_caractere": (
        "caractère illisible : {combien}.",
        "Le signe « \ufffd » le remplace : prévenez qui publie ce calendrier.",
    ),
    "agenda_prive": (
        "privé ou confidentiel : {combien}.",
        "Rien n’en est repris. Si vous tenez ce fichier à la main, retirez-les.",
    ),
    "agenda_personne": (
        "semble nommer une personne, ou donner son téléphone ou son courriel : {combien}.",
        "Si ce n’est pas voulu, prévenez qui publie ce calendrier, ou choisissez ses événements par « mots ».",
    ),
    "agenda_acces": (
        "semble donner un mot de passe, ou l’adresse d’une réunion avec le sien : {combien}.",
        "Si ce n’est pas voulu, prévenez qui publie ce calendrier, ou choisissez ses événements par « mots ».",
    ),
    "agenda_superflu": (
        "ce fichier garde ce que le site ne montre pas, et qui peut nommer des personnes : {noms}.",
        "Lancez « prst agendas » ; si vous tenez ce fichier à la main, supprimez ces lignes.",
    ),
    "agenda_jour": (
        "le jour de la copie de « {value} » est illisible : le site ne le montre pas.",
        "Écrivez AAAA-MM-JJ, ou supprimez sa ligne.",
    ),
    "agenda_jours": (
        "ce fichier est illisible : le site ne montre pas de quel jour datent les copies.",
        "Supprimez-le, puis lancez « prst agendas ».",
    ),
    "demande_passee": (
        "cette demande était pour le {value}, et rien ne dit ce qu’elle est devenue.",
        "Écrivez « etat: faite » ou « etat: refusee », ou changez la date.",
    ),
    "partenaire_absent": (
        "la copie de ce catalogue manque.",
        "Lancez « prst moissonner », ou retirez l’entrée de partenaires.yml.",
    ),
    "partenaire_illisible": (
        "cette copie ne se lit pas : rien de ce partenaire n’est montré.",
        "Supprimez le fichier, puis lancez « prst moissonner ».",
    ),
    "partenaire_orphelin": (
        "aucune entrée de partenaires.yml ne lit cette copie.",
        "Ajoutez l’entrée, ou supprimez la copie.",
    ),
    "departement_ailleurs": (
        "« {value} » est de la région « {autre} » d’après vocabulaires/territoires.yml, et celle du site est "
        "« {region} ».",
        "{choix}, ou changez « region ».",
    ),
    "region_autrement": (
        "la région s’appelle ici « {value} », et « {region} » dans site.yml.",
        "Écrivez « label: {region} » ici, ou « region: {value} » là.",
    ),
    "partie_de_soi": (
        "« {value} » ne peut pas faire partie de lui-même.",
        "Retirez la ligne, ou nommez ce qui est plus large que lui.",
    ),
    "partie_en_rond": (
        "cela tourne en rond : {chemin}.",
        "L’un d’eux est le plus large : retirez la ligne qui le met dans un autre, et gardez les autres.",
    ),
    "partie_hors_secteurs": (
        "seuls les secteurs et les cibles font partie d’un plus large.",
        "Retirez la ligne. Pour un département, sa région suffit.",
    ),
    "portee_incluse": (
        "« {value} » dépasse ce que touche « {autre} », qui est de {portee} et devrait le comprendre.",
        "L’un des deux nombres est ancien ou compte autre chose ; ou bien ce relais n’est pas inclus dans l’autre.",
    ),
    "effectif_inclus": (
        "« {value} » dépasse l’effectif de « {autre} », qui est de {effectif} et devrait la comprendre.",
        "L’un des deux nombres est ancien ou compte autre chose, personnes ou entreprises ; ou bien cette cible ne "
        "fait pas partie de l’autre.",
    ),
    "diffusion_archivee": (
        "« {value} » est une ressource archivée.",
        "Si elle ne l’était pas encore ce jour-là, ne changez rien ; sinon, dites au relais laquelle la remplace.",
    ),
    "enquete_petite": (
        "si peu de réponses ({value}) : on reconnaîtrait qui a répondu quoi.",
        "Ne publiez que « enseignements » et le nombre de réponses, ou réunissez plusieurs réponses en une.",
    ),
    "part_en_fraction": (
        "« {value} » : les parts de cette question font 1 à elles toutes, et non 100.",
        "Écrivez des pourcentages : « part: {lu} ».",
    ),
    "site_sans_issue": (
        "personne ne peut rien proposer : ni dépôt public, ni boîte, ni formulaire, ni téléphone.",
        "Ajoutez « courriel » sous « contact », ou l’adresse du dépôt dans « depot ».",
    ),
    "site_a_completer": (
        "il reste à écrire, pour ce site et ses mentions légales : {manques}.",
        "Complétez ces lignes avant de publier : les pages montrent « à compléter » à leur place.",
    ),
    "vers_brouillon": ("« {value} » est un brouillon, qui ne paraîtra pas.", "Publiez-le, ou retirez ce renvoi."),
}
"""French message and remedy of each error type. A test checks that every type that can be raised stands here."""


OF_KEYS: dict[tuple[str, str], str] = {
    **dict.fromkeys(
        (("string_too_long", key) for key in ("essai", "a_marche", "n_a_pas_marche", "nous_ferions")),
        "Gardez l’essentiel, qui se lit en une minute ; le document d’où cela vient dit le reste.",
    ),
    **dict.fromkeys(
        (("trop_de_mots", key) for key in ("en_bref", "difficulte", "demande")),
        "Gardez l’essentiel : un pitch tient sur une page, et le reste se dit de vive voix.",
    ),
    **dict.fromkeys(
        (
            ("extra_forbidden", key)
            for key in ("heure", "heures", "horaire", "horaires", "heure_de_debut", "heure_debut")
        ),
        "L’heure s’écrit dans « debut », par exemple 2026-10-08T14:00, et celle de la fin dans « fin ».",
    ),
    **dict.fromkeys(
        (("extra_forbidden", key) for key in ("heure_de_fin", "heure_fin", "duree")),
        "L’heure de la fin s’écrit dans « fin », par exemple 2026-10-08T17:00.",
    ),
    ("extra_forbidden", "annule"): "Écrivez « statut: annule ».",
    ("extra_forbidden", "reporte"): "Écrivez « statut: reporte ».",
    ("string_too_long", "description"): "Raccourcissez-le, ou mettez la suite dans un document auquel la fiche mène.",
}
"""Remedies of the few codes that say something else for one key."""


def describe(code: str, **values: Any) -> tuple[str, str]:
    """Return the French message and remedy of an error type, filled with values."""
    message, remedy = MESSAGES[code]
    filled = _Blank({key: _shorten(value) for key, value in values.items()})
    return message.format_map(filled).replace("» ?.", "» ?"), remedy.format_map(filled).strip()


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _shorten(value: Any, cap: int = 300) -> str:
    text = " ".join(str(value).encode("utf-8", "replace").decode("utf-8").splitlines())
    return text if len(text) <= cap else text[: cap - 1] + "…"


SOME_TERM = "Il faut au moins un mot\u00a0: écrivez « autre: », puis à la ligne, deux espaces et « label: Autre »."
"""What to do about a vocabulary that is gone or empty."""


def nearest(word: str, candidates: Iterable[str], cutoff: int = 60) -> str:
    """Return the candidate that resembles the word most, or '' when none does by so many hundredths."""
    from rapidfuzz import fuzz, process  # costs 80 ms, and most catalogues have no such mistake

    by_fold = {fold(candidate): candidate for candidate in candidates}
    found = process.extractOne(fold(word[:100]), by_fold.keys(), scorer=fuzz.ratio, score_cutoff=cutoff)
    return by_fold[found[0]] if found else ""


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """Return the French question that names the nearest candidate, or ''."""
    close = nearest(word, candidates)
    return f" ; vouliez-vous dire « {close} » ?" if close else ""


def field_name(location: Sequence[str | int]) -> str:
    """Return the field as a pilot reads it: `liens[2].url`, where items count from 1."""
    text = ""
    for part in location:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


# Reports: `site` is the address of the site where each message is explained, where one is known.


def as_text(problems: Iterable[Problem], site: str = "") -> str:
    """Return one line per problem."""
    return "\n".join(str(problem) for problem in problems)


def as_rows(problems: Iterable[Problem], site: str = "") -> list[dict[str, Any]]:
    """Return the problems as objects of JSON, with French keys."""
    return [
        {
            "fichier": p.file,
            "ligne": p.line,
            "colonne": p.column,
            "champ": p.field,
            "message": p.message,
            "remede": p.remedy,
            "code": p.code,
            "gravite": p.severity,
            **({"aide": page_of(p.code, site)} if site else {}),
            **({"correction": _correction(p.correction)} if p.correction else {}),
        }
        for p in problems
    ]


def _correction(correction: Correction) -> dict[str, Any]:
    ends = {"debut": correction.start, "fin": correction.end}
    return {
        **{name: {"ligne": line, "colonne": column} for name, (line, column) in ends.items()},
        "remplacement": correction.instead,
    }


def as_json(problems: Iterable[Problem], site: str = "") -> str:
    """Return the problems as a JSON list of objects."""
    return json.dumps(as_rows(problems, site), ensure_ascii=False, indent=2)


def as_gitlab(problems: Iterable[Problem], site: str = "") -> str:
    """Return a Code Quality report (GitLab documentation, "Code Quality report format")."""
    seen: dict[str, int] = {}
    rows: list[Mapping[str, Any]] = []
    for p in problems:
        identity = f"{p.file}|{p.field}|{p.code}|{p.message}"
        seen[identity] = seen.get(identity, 0) + 1
        rows.append(
            {
                "description": " ".join(
                    part for part in (f"{p.field} :" if p.field else "", p.message, p.remedy, _help(p, site)) if part
                ),
                "check_name": p.code,
                "fingerprint": sha256(f"{identity}|{seen[identity]}".encode()).hexdigest(),
                "severity": "major" if p.severity == ERREUR else "info",
                "location": {"path": p.file, "lines": {"begin": p.line}},
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem], site: str = "") -> str:
    """Return workflow commands (GitHub documentation, "Workflow commands", escaping of data and properties)."""

    def data(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def value(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    lines = []
    for p in problems:
        command = "error" if p.severity == ERREUR else "notice"
        text = " ".join(part for part in (p.message, p.remedy, _help(p, site)) if part)
        where = f"file={value(p.file)},line={p.line},col={p.column},title={value(p.field or p.file)}"
        lines.append(f"::{command} {where}::{data(text)}")
    return "\n".join(lines)


def _help(problem: Problem, site: str) -> str:
    return page_of(problem.code, site) if site else ""


FORMATS = {"texte": as_text, "json": as_json, "gitlab": as_gitlab, "github": as_github}
