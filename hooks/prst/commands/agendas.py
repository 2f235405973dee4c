"""`prst agendas`: the copies of external calendars, asked for again."""

from pathlib import Path

from prst.agendas import refreshing
from prst.cache import Cache
from prst.commands.copies import Sources, refresh

FILE = "catalogue/agendas.yml"
CALENDARS = Sources(
    FILE,
    refreshing.refresh,
    refreshing.write_copies,
    f"Aucun calendrier de {FILE} n’a d’adresse\u00a0: il n’y a rien à demander.",
)


def run(project: Path, verifier: bool) -> int:
    """Refresh a project's copies, or only say what would change; 1 where somebody should look."""
    return refresh(project, CALENDARS, verifier=verifier)


def cache_of_copies(project: Path) -> Cache:
    """Return where what copies hold is kept."""
    return Cache(project / ".cache" / "agendas")
