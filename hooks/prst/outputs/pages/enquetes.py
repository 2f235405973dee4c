"""Surveys: each question as a chart with its table and file, how many answered, what was not measured, and in short."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from prst.outputs import french
from prst.outputs.addresses import record_address
from prst.outputs.charts import Graphique, Rangee, Tableau, bars, cell
from prst.records.model import Enquete, Question, Resultat
from prst.records.types import percent

ANSWERS = ("réponse", "réponses")
IN_SHORT = 3
"""Questions, and answers to each, that the page of a resource or group tells of a survey."""


class EnBref(NamedTuple):
    """A survey in a few lines."""

    fiche: Enquete
    compte: str
    lignes: tuple[tuple[str, str], ...]
    """Questions, and what was answered most, in words; other answers are counted."""
    suite: int
    """Questions that are left out."""


def charts_of(enquete: Enquete) -> list[tuple[Question, Graphique | None]]:
    """Return the questions of a survey in their order, each with its chart; None where no answer was counted."""
    found: list[tuple[Question, Graphique | None]] = []
    for rank, question in enumerate(enquete.questions, 1):
        results = enquete.resultats_de(rank)
        path = f"{record_address('enquetes', enquete.id)}question-{rank}.csv"
        found.append((question, _chart(question, results, enquete.reponses or 0, path) if results else None))
    return found


def _chart(question: Question, results: Sequence[Resultat], answers: int, path: str) -> Graphique:
    counted = all(one.nombre is not None for one in results)
    rows = [Rangee(one.reponse, ((one.nombre or 0) if counted else _share(one, answers),)) for one in results]
    of_all = french.plural(answers, *ANSWERS)
    sub = f"Nombre de réponses, sur {french.number(answers)}" if counted else f"En % des {of_all}"
    if question.plusieurs_reponses:
        sub += "\u00a0; chacun pouvait en donner plusieurs"
    return Graphique(
        path.rpartition("/")[2].removesuffix(".csv"),
        question.question,
        sub,
        bars(rows, ANSWERS) if counted else bars(rows, ("%", "%"), shares=True),
        _table(results, answers),
        path,
        question.question,
    )


def _table(results: Sequence[Resultat], answers: int) -> Tableau:
    """Return all results; a share is told unless more answers were counted than people who gave them."""
    told = all((one.nombre or 0) <= answers for one in results)
    rows = tuple((one.reponse, one.nombre, cell(_share(one, answers)) if told else None) for one in results)
    return Tableau(("Réponse", "Nombre", "Part (%)"), rows)


def _share(resultat: Resultat, answers: int) -> float:
    if resultat.nombre is None:
        return resultat.part or 0
    return percent(resultat.nombre, answers) if answers else 0


def answered(enquete: Enquete) -> str:
    """Return how many answered of how many, in words; '' where nobody counted."""
    if enquete.reponses is None:
        return ""
    said = french.plural(enquete.reponses, *ANSWERS)
    if enquete.taux is None:
        return said
    asked = french.plural(enquete.interroges or 0, "interrogé", "interrogés")
    return f"{said} sur {asked}, soit {french.share(enquete.taux, enquete.reponses)}"


def unmeasured(enquete: Enquete) -> list[str]:
    """Return what the survey does not say: what nobody counted, then what its record tells."""
    found = []
    if enquete.reponses is None:
        found.append("Combien ont répondu.")
    if enquete.interroges is None:
        found.append(
            "Combien ont été interrogés exactement\u00a0: cette page ne calcule donc pas la part de ceux qui ont "
            "répondu."
        )
    if enquete.resultats:
        found += [
            f"Les réponses à «\u00a0{question.question}\u00a0»\u00a0: elles ne sont pas comptées ici."
            for rank, question in enumerate(enquete.questions, 1)
            if not enquete.resultats_de(rank)
        ]
    return [*found, *enquete.non_mesure]


def in_short(enquetes: Iterable[Enquete]) -> list[EnBref]:
    """Return surveys as the page of what they are about tells them."""
    return [_in_short(one) for one in enquetes]


def _in_short(enquete: Enquete) -> EnBref:
    answers = enquete.reponses or 0
    lines = []
    for rank, question in enumerate(enquete.questions, 1):
        if results := sorted(enquete.resultats_de(rank), key=lambda one: -_share(one, answers)):
            said = ", ".join(_in_words(one, answers) for one in results[:IN_SHORT])
            more = len(results) - IN_SHORT
            others = f" et {french.plural(more, 'autre choix', 'autres choix')}" if more > 0 else ""
            lines.append((question.question, said + others))
    return EnBref(enquete, answered(enquete), tuple(lines[:IN_SHORT]), len(lines[IN_SHORT:]))


def _in_words(resultat: Resultat, answers: int) -> str:
    if resultat.nombre is not None and resultat.nombre > answers:
        return f"{resultat.reponse} ({french.number(resultat.nombre)}\u00a0fois)"
    part = resultat.nombre if resultat.nombre is not None else resultat.part
    return f"{resultat.reponse} ({french.share(_share(resultat, answers), part or 0)})"
