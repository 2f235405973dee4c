"""`prst moissonner`: the copies of partners' catalogues, asked for again."""

from pathlib import Path

from prst.commands.copies import Sources, refresh
from prst.partenaires import harvesting

FILE = "catalogue/partenaires.yml"
PARTNERS = Sources(
    FILE,
    harvesting.harvest,
    lambda outcomes, _catalogue, folder, today: harvesting.write_copies(outcomes, folder, today),
    f"{FILE} ne nomme aucun partenaire\u00a0: il n’y a rien à demander.",
)


def run(project: Path, verifier: bool) -> int:
    """Refresh a project's copies, or only say what would change; 1 where somebody should look."""
    return refresh(project, PARTNERS, verifier=verifier)
