"""What the catalogue does not say yet, what ages, and what hangs on one person: the work list of who keeps it alive."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from prst.analysis.contacts import ANSWERING, Contacts
from prst.analysis.couverture import Couverture
from prst.analysis.derived import Derived
from prst.analysis.holds import Holds
from prst.analysis.jalons import is_late, unsettled, works
from prst.records.catalogue import Catalogue, reference_day
from prst.records.model import Contact, Groupe, Livrable, Pilote, Record, kept_sections

OLD, QUIET = 3, 1
"""Years after which a resource is read again, and after which somebody says that a record still holds."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Records of one kind that lack the same thing."""

    kind: str
    message: str
    remedy: str
    fiches: tuple[Record, ...]
    continuite: bool = False
    """Whether it is no silence, but something that ages or hangs on one person."""
    liste: str = ""
    """Id of the list of the page of coverage that says whom to call about them; '' where none does."""

    @property
    def without_samples(self) -> "Gap":
        """The same of what is no sample, perhaps of nothing: where records are counted and not named."""
        return replace(self, fiches=tuple(one for one in self.fiches if not one.exemple))

    @property
    def aide(self) -> tuple[tuple[str, str], ...]:
        """Pages of the toolbox that help, by title and address."""
        return HELP.get(self.message, ())

    @property
    def champ(self) -> str:
        """The part of the form that asks for it; '' where none does in particular."""
        return FIELDS.get(self.message, "")


class _Known(NamedTuple):
    """What rules may ask."""

    catalogue: Catalogue
    holds: Holds
    contacts: Contacts
    reference: date
    couverture: Couverture
    sections: frozenset[str]
    """Those that the site has: nothing is asked for the others."""

    def gives(self, groupe: Groupe) -> bool:
        """Whether some resource comes from a group."""
        return bool(self.catalogue.referring("livrables", "groupes", groupe.id))

    def years_ago(self, years: int) -> date:
        """Return the day from which the last years count."""
        day = self.reference
        return day.replace(year=day.year - years, day=min(day.day, 28) if day.month == 2 else day.day)


_Lacks = Callable[[Any, _Known], bool]
_Rule = tuple[str, str, str, _Lacks]


def _says(fiche: Groupe) -> bool:
    """Whether the action sheet of a group that works says something, and may be asked for more."""
    return works(fiche) and fiche.fiche_action is not None and fiche.fiche_action.dit_quelque_chose


ASKED_OF_A_SHEET: tuple[_Rule, ...] = (
    (
        "fiche_action",
        "Groupes dont la fiche-action n’est pas écrite",
        "Trois lignes de fiche-action suffisent pour commencer\u00a0: l’objectif, pour qui, ce que l’on verra quand ce "
        "sera réussi.",
        lambda fiche, _: works(fiche) and not _says(fiche),
    ),
    (
        "fiche_action-objectif",
        "Groupes dont la fiche-action ne dit pas l’objectif",
        "Qu’est-ce que l’action doit obtenir\u00a0? Une phrase, sans sigle.",
        lambda fiche, _: _says(fiche) and not fiche.fiche_action.objectif,
    ),
    (
        "cibles",
        "Groupes dont la fiche-action ne dit pas pour qui",
        "Pour quelles entreprises, ou quels métiers, travaillez-vous\u00a0? Une seule cible bien choisie aide plus "
        "que cinq.",
        lambda fiche, known: "cibles" in known.sections and _says(fiche) and not fiche.cibles,
    ),
    (
        "fiche_action-resultats_attendus",
        "Groupes dont la fiche-action ne dit pas les résultats attendus",
        "Que verra-t-on, et chez qui, quand l’action aura réussi\u00a0?",
        lambda fiche, _: _says(fiche) and not fiche.fiche_action.resultats_attendus,
    ),
    (
        "fiche_action-cadre_valide_le",
        "Groupes dont le cadre n’est pas dit validé",
        "Une instance a-t-elle validé le cadre\u00a0? Dites le jour, et qui. Sinon, c’est peut-être le moment de le "
        "lui montrer.",
        lambda fiche, _: _says(fiche) and fiche.fiche_action.objectif and not fiche.fiche_action.cadre_valide_le,
    ),
    (
        "fiche_action-actions",
        "Groupes dont la fiche-action ne dit pas ce qu’ils font",
        "Sur quoi travaillez-vous en ce moment\u00a0? Trois actions, et qui s’en charge.",
        lambda fiche, _: _says(fiche) and not fiche.fiche_action.actions,
    ),
)
"""What a group is asked for its action sheet, most wanted first: the part of its form that says it, then as in RULES.

Its scope is asked of nobody.
"""
FIELDS: Mapping[str, str] = {message: field for field, message, _remedy, _lacks in ASKED_OF_A_SHEET}
"""Parts of the form, by what is told."""


RULES: tuple[_Rule, ...] = (
    (
        "livrables",
        "Livrables dont le contact est à confirmer",
        "Sans contact, personne ne répond aux questions. Une boîte fonctionnelle suffit.",
        lambda fiche, _: fiche.contact.a_confirmer,
    ),
    (
        "livrables",
        "Livrables sans lien ni fichier",
        "On sait qu’ils existent, mais on ne peut pas les ouvrir.",
        lambda fiche, _: not fiche.liens and not fiche.fichiers,
    ),
    (
        "livrables",
        "Livrables sans date de parution",
        "L’année suffit pour savoir si le contenu est récent.",
        lambda fiche, _: fiche.date is None,
    ),
    (
        "livrables",
        "Livrables sans promesse",
        "Une ligne suffit\u00a0: elle ouvre le courriel et la publication que les relais envoient.",
        lambda fiche, _: fiche.actuel and not fiche.promesse,
    ),
    (
        "livrables",
        "Livrables sans conditions de réutilisation",
        "Les relais peuvent envoyer le lien, mais n’osent ni imprimer ni reprendre le document.",
        lambda fiche, _: fiche.actuel and not fiche.licence,
    ),
    (
        "cibles",
        "Cibles sans livrable",
        "Rien ne leur est encore destiné.",
        lambda fiche, known: not known.holds.own("livrables", "cibles", fiche.id),
    ),
    (
        "groupes",
        "Groupes sans pilote connu",
        "Indiquez au moins une structure qui le pilote, de préférence deux.",
        lambda fiche, _: works(fiche) and not fiche.pilotes,
    ),
    *(("groupes", message, remedy, lacks) for _field, message, remedy, lacks in ASKED_OF_A_SHEET),
    (
        "groupes",
        "Groupes sans livrable",
        "Rien de lui n’est encore au catalogue\u00a0: un livrable intermédiaire compte aussi.",
        lambda fiche, known: "livrables" in known.sections and not known.gives(fiche),
    ),
)
"""Kind, what is lacking, how to help, and the test; in the order in which gaps hurt readers."""


COVERAGE: tuple[tuple[str, str, str, str, Callable[[Couverture], Iterable[Record]]], ...] = (
    (
        "sans-passeur",
        "livrables",
        "Livrables sans relais",
        "Qui pourrait les transmettre à leur cible\u00a0?",
        lambda couverture: couverture.sans_passeur,
    ),
    (
        "sans-relais",
        "cibles",
        "Cibles sans relais",
        "Cherchez un relais, ou une instance, un accord-cadre, un donneur d’ordre sur lequel s’appuyer.",
        lambda couverture: [one.cible for one in couverture.sans_relais],
    ),
    (
        "jamais-sollicites",
        "relais",
        "Relais jamais sollicités",
        "Appelez-les, puis dites-le dans leur fiche, par «\u00a0sollicite\u00a0».",
        lambda couverture: couverture.jamais_sollicites,
    ),
)
"""What the coverage lacks: the id of its list, kind, what is lacking, how to help, and the records."""


_NAMES = {
    "livrables": "Livrables",
    "cibles": "Cibles",
    "relais": "Relais",
    "groupes": "Groupes",
    "evenements": "Événements",
}


def _leads_nowhere(fiche: Record, known: _Known) -> bool:
    return not known.contacts.of(fiche).origine


def _untouched(fiche: Record, known: _Known) -> bool:
    """Whether nobody changed a record for a year; of one that says no day, nothing is known."""
    last = fiche.modifie_le or fiche.ajoute_le
    return last is not None and last < known.years_ago(QUIET)


def _to_read_again(fiche: Livrable, known: _Known) -> bool:
    return fiche.actuel and fiche.a_revoir_le is not None and fiche.a_revoir_le <= known.reference


def _old(fiche: Livrable, known: _Known) -> bool:
    """Whether a resource is surely of more than three years ago, and nobody said until when it holds."""
    old = fiche.date is not None and fiche.date.last_day < known.years_ago(OLD)
    return fiche.actuel and old and fiche.a_revoir_le is None


def _of_one(contact: Contact | None) -> bool:
    """Whether a contact is somebody, or a function, without anybody in their absence."""
    return contact is not None and bool(contact.nom or contact.role) and not contact.suppleant


def _has_deputy(pilote: Pilote) -> bool:
    return pilote.contact is not None and bool(pilote.contact.suppleant)


def _silent(fiche: Groupe, known: _Known) -> bool:
    """Whether a group says that it works, and nothing else says so for a year: no milestone, output or change.

    Of a record that says no day nothing is known.
    """
    since = known.years_ago(QUIET)
    changed = fiche.modifie_le or fiche.ajoute_le
    return fiche.etat in WORKING and changed is not None and changed < since and not _did(fiche, known, since)


def _did(fiche: Groupe, known: _Known, since: date) -> bool:
    """Whether a group reached or awaited a milestone since a day, or gave something."""
    steps = ((one.fait_le or one.attendu_le).last_day for one in fiche.jalons if one.avancement != "abandonne")
    given = known.catalogue.referring("livrables", "groupes", fiche.id)
    outputs = (
        day
        for one in given
        for day in (one.modifie_le, one.ajoute_le, one.date and one.date.last_day)
        if day is not None
    )
    return any(day >= since for day in (*steps, *outputs))


def _awakes(fiche: Groupe, known: _Known) -> bool:
    """Whether a group that says that it stands still reached a milestone or gave something in the last year."""
    since = known.years_ago(QUIET)
    reached = any(one.fait_le and one.fait_le.last_day >= since for one in fiche.jalons)
    given = known.catalogue.referring("livrables", "groupes", fiche.id)
    return fiche.etat == "en_panne" and (
        reached or any(one.date is not None and one.date.last_day >= since for one in given)
    )


def _stands_still(fiche: Groupe, known: _Known) -> bool:
    return fiche.etat == "en_panne" and not _awakes(fiche, known)


WORKING = ("au_travail", "tres_actif")
"""States of a group that says that it advances."""
_TOOLS = "boite-a-outils/"
_ANIMATE = ("Préparer et animer un groupe", f"{_TOOLS}preparer-et-animer-un-groupe/")
_HAND_OVER = ("Copiloter et passer la main", f"{_TOOLS}copilotage-et-passation/")
_SHEET = ("Écrire et faire vivre une fiche-action", f"{_TOOLS}fiche-action/")
_TARGETS = ("Choisir ses cibles et ses indicateurs", f"{_TOOLS}cibles-et-indicateurs/")
_STILL, _SILENT, _LATE = (
    "Groupes à l’arrêt",
    "Groupes au travail, sans nouvelle depuis un an",
    "Groupes dont un jalon est passé",
)
HELP: Mapping[str, tuple[tuple[str, str], ...]] = {
    _STILL: (_ANIMATE, _HAND_OVER),
    _SILENT: (_ANIMATE, _SHEET),
    _LATE: (_SHEET,),
    "Groupes dont la fiche-action n’est pas écrite": (_SHEET,),
    "Groupes dont la fiche-action ne dit pas pour qui": (_TARGETS,),
    "Groupes dont la fiche-action ne dit pas les résultats attendus": (_TARGETS,),
}
"""Pages of the toolbox that help, by what is told."""

CONTINUITY: tuple[_Rule, ...] = (
    (
        "groupes",
        "Groupes dont le cadre est à valider de nouveau",
        "Une révision du cadre est plus récente que sa validation\u00a0: demandez l’accord de l’instance qui l’a "
        "validé, puis changez «\u00a0cadre_valide_le\u00a0».",
        lambda fiche, _: _says(fiche) and fiche.fiche_action.cadre_revu_le is not None,
    ),
    *(
        (
            kind,
            f"{_NAMES[kind]} qui ne mènent à personne",
            "Ni la fiche, ni sa structure, ni un relais, ni la région ne dit comment joindre quelqu’un.",
            _leads_nowhere,
        )
        for kind in ANSWERING
    ),
    (
        "livrables",
        "Livrables dont la relecture est due",
        "Relisez, puis changez «\u00a0a_revoir_le\u00a0»\u00a0; si le contenu n’est plus juste, archivez la fiche.",
        _to_read_again,
    ),
    (
        "livrables",
        "Livrables de plus de trois ans",
        "Toujours juste\u00a0? Dites-le par une date «\u00a0a_revoir_le\u00a0». Sinon, archivez la fiche.",
        _old,
    ),
    (
        "groupes",
        _STILL,
        "Un arrêt n’est pas un échec : un objectif plus petit, une date, un copilote suffisent souvent à repartir. "
        "Ces pages aident ; si le travail est fini, dites-le par « termine ».",
        _stands_still,
    ),
    (
        "groupes",
        "Groupes à l’arrêt qui avancent",
        "Un jalon atteint ou un livrable est venu depuis un an : l’état de la fiche le dit-il encore bien ?",
        _awakes,
    ),
    (
        "groupes",
        _SILENT,
        "Ni jalon, ni livrable, ni retouche de la fiche depuis un an : le travail continue-t-il ? Un jalon, même "
        "petit, le montre ; s’il marque une pause, dites-le, on vous aidera à repartir.",
        _silent,
    ),
    (
        "groupes",
        _LATE,
        "Le jalon passé est-il atteint ? Dites quand. Sinon, donnez-lui une nouvelle date, ou dites pourquoi il est "
        "abandonné : décaler n’est pas une faute.",
        lambda fiche, known: works(fiche) and any(is_late(one, known.reference) for one in fiche.jalons),
    ),
    (
        "groupes",
        "Groupes terminés à qui il reste des jalons",
        "Si le groupe a fini, dites ce que sont devenus les jalons qui lui restent ; sinon, changez son état.",
        lambda fiche, _: not works(fiche) and bool(unsettled(fiche)),
    ),
    (
        "groupes",
        "Groupes avec un seul pilote",
        "Si son pilote part, le groupe s’arrête\u00a0: cherchez un copilote.",
        lambda fiche, _: works(fiche) and len(fiche.pilotes) == 1,
    ),
    (
        "groupes",
        "Groupes sans suppléant",
        "Dites, dans «\u00a0suppleant\u00a0», qui répond en l’absence du pilote\u00a0: une fonction ou une structure.",
        lambda fiche, _: works(fiche) and bool(fiche.pilotes) and not any(map(_has_deputy, fiche.pilotes)),
    ),
    (
        "livrables",
        "Livrables dont le contact n’a pas de suppléant",
        "Une fonction seule répond\u00a0: dites, dans «\u00a0suppleant\u00a0», qui répond en son absence.",
        lambda fiche, _: fiche.actuel and _of_one(fiche.contact),
    ),
    *(
        (
            kind,
            f"{_NAMES[kind]} sans retouche depuis un an",
            "Toujours juste\u00a0? Mettez «\u00a0modifie_le\u00a0» au jour de votre relecture.",
            _untouched
            if kind != "groupes"
            else lambda fiche, known: _untouched(fiche, known) and not _silent(fiche, known),
        )
        for kind in ("livrables", "relais", "groupes", "cibles")
    ),
)
"""The same, of what ages and of what hangs on one person."""


def gaps(
    catalogue: Catalogue,
    contacts: Contacts | None = None,
    reference: date | None = None,
    couverture: Couverture | None = None,
) -> list[Gap]:
    """Return the gaps that concern at least one record. Time counts to the reference day, never to that of a build."""
    contacts = contacts or Contacts(catalogue)
    couverture = couverture or Derived(catalogue).couverture
    known = _Known(
        catalogue,
        contacts.holds,
        contacts,
        reference or reference_day(catalogue),
        couverture,
        kept_sections(catalogue.site.sections),
    )
    return [*_found(RULES, known, False), *_uncovered(known), *_found(CONTINUITY, known, True)]


def _uncovered(known: _Known) -> Iterator[Gap]:
    for liste, kind, message, remedy, lacking in COVERAGE:
        if fiches := tuple(lacking(known.couverture)):
            yield Gap(kind, message, remedy, fiches, liste=liste)


def _found(rules: Iterable[_Rule], known: _Known, continuite: bool) -> Iterator[Gap]:
    for kind, message, remedy, lacks in rules:
        fiches: Mapping[str, Record] = getattr(known.catalogue, kind)
        lacking = tuple(fiche for fiche in fiches.values() if lacks(fiche, known))
        if lacking:
            yield Gap(kind, message, remedy, lacking, continuite)


def by_group(found: Iterable[Gap]) -> Mapping[str, list[Gap]]:
    """Return what each group can do: gaps of its own record and of its deliverables, with these alone."""
    result: dict[str, list[Gap]] = defaultdict(list)
    for gap in found:
        concerned: dict[str, list[Record]] = defaultdict(list)
        for fiche in gap.fiches:
            group = fiche.id if isinstance(fiche, Groupe) else getattr(fiche, "groupe", None)
            if group:
                concerned[group].append(fiche)
        for group, fiches in concerned.items():
            result[group].append(Gap(gap.kind, gap.message, gap.remedy, tuple(fiches), gap.continuite, gap.liste))
    return result
