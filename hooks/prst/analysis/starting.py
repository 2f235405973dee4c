"""What to begin with: the few deliverables that serve a reader at once, of all or of what holds for a target."""

from collections.abc import Callable
from datetime import date, timedelta

from prst.analysis.holds import ELSEWHERE, Holds
from prst.records.catalogue import Catalogue
from prst.records.model import Livrable
from prst.records.urls import host_of, is_host

RECENT = timedelta(days=5 * 365)
"""How long a publication is recent: law, figures and addresses last about as long."""


def serves_at_once(catalogue: Catalogue) -> Callable[[Livrable], bool]:
    """Return what tells whether a deliverable is current, helps to do something rather than being read, and opens.

    Opens: a file of ours, or a link to somebody who does more than keep copies of what others publish, and which was
    not found dead.
    """
    copies, formats = catalogue.site.copies, catalogue.formats
    dead = catalogue.liens.mortes if catalogue.liens else frozenset[str]()

    def opens(fiche: Livrable) -> bool:
        alive = (lien.url for lien in fiche.liens if lien.url.partition("#")[0] not in dead)
        hosts = [host for url in alive if (host := host_of(url))]
        return bool(fiche.fichiers) or any(not is_host(host, copies) for host in hosts)

    return lambda fiche: fiche.actuel and not formats[fiche.format].a_lire and opens(fiche)


def worth_discovering(catalogue: Catalogue) -> list[Livrable]:
    """Return the « valeurs sûres », which never grow old: what serves at once, the best to discover first.

    First the one of each theme that was last reviewed, then last published, so that the first few tell of different
    things; a deliverable counts for the theme that it names first. Then the others in the same order. The letter takes
    the first ones that it does not tell otherwise, and the home page some lots of them where nothing has just
    arrived: the month of the reader's day chooses among the lots. Neither the day of the build nor that of the last
    change could, because the page is shown when nobody has changed anything for three months.
    """
    kept = sorted(filter(serves_at_once(catalogue), catalogue.livrables.values()), key=last_reviewed, reverse=True)
    firsts: dict[str, Livrable] = {}
    for fiche in kept:
        for theme in fiche.themes[:1]:
            firsts.setdefault(theme, fiche)
    chosen = {fiche.id for fiche in firsts.values()}
    return [*firsts.values(), *(fiche for fiche in kept if fiche.id not in chosen)]


def last_reviewed(fiche: Livrable) -> tuple[date, date]:
    """Return what sorts deliverables by when they were last reviewed, then published."""
    published = fiche.date.first_day if fiche.date else date.min
    return fiche.modifie_le or fiche.ajoute_le or date.min, published


def to_start_with(holds: Holds, cible: str, reference: date, count: int) -> list[Livrable]:
    """Return up to `count` deliverables to begin with for a target: what serves at once and holds in this region.

    What was made for the target itself comes before what holds for it too, and what was made for one of its parts
    comes after, as does what was made for a neighbour. Within one of these come what was published in the last five
    years before the reference day, the latest first; then what bears no date, as online tools do; then the rest, what
    is to be reviewed since included.
    """
    fit = serves_at_once(holds.catalogue)
    found: list[Livrable] = []
    for palier in holds.paliers("livrables", "cibles", cible):
        if palier.cercle == ELSEWHERE or len(found) >= count:
            break
        fiches = sorted(filter(fit, palier.fiches), key=lambda fiche: _age(fiche, reference))
        found += sorted(fiches, key=lambda fiche: _is_for_others(holds, cible, fiche))
    return found[:count]


def _is_for_others(holds: Holds, cible: str, fiche: Livrable) -> bool:
    """Whether a deliverable was made for some of those of a target only, by targets or by sectors, or for others."""
    known = holds.catalogue.cibles.get(cible)
    named = (("cibles", (cible,), fiche.cibles), ("secteurs", known.secteurs if known else (), fiche.secteurs))
    if any(
        holds.is_part(section, part, whole) for section, wholes, parts in named for part in parts for whole in wholes
    ):
        return True
    return cible not in fiche.cibles and holds.is_beside("cibles", cible, fiche)


def _age(fiche: Livrable, reference: date) -> tuple[int, int]:
    published = fiche.date.first_day if fiche.date else None
    overdue = bool(fiche.a_revoir_le and fiche.a_revoir_le < reference)
    if not published:
        return 1 + overdue, 0
    return 0 if published >= reference - RECENT and not overdue else 2, -published.toordinal()
