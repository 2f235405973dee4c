"""What people ask is answered: the questions of questions.yml, judged by hand, asked of the browser's own engine."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from playwright.sync_api import Browser

QUESTIONS = Path(__file__).with_name("questions.yml")
TODAY = datetime(2026, 11, 27, 12)
"""The day of the reader: what is past depends on it."""
ANSWERED = 1
"""Share of questions with a right answer among the first three. It only goes up."""
FAULTLESS = 1
"""Share of questions whose answer does nothing that none may do. It only goes up."""
MANUAL = ("contribuer/", "boite-a-outils/")

ASK = """async (questions) => {
  const { ready } = await import("/assets/javascripts/recherche/recherche.js");
  const moteur = await ready("/");
  const read = async (resultats) => {
    const fiches = await moteur.fiches(resultats.slice(0, 5).map(({ numero }) => numero));
    return fiches.map(({ adresse }) => adresse.replace(/\\/$/, ""));
  };
  const answers = [];
  for (const question of questions) {
    const answer = await moteur.search(question, { frappe: true });
    const { resultats, pilotes = resultats, lieu, corrections, absents } = answer;
    const [first, others] = [await read(resultats), await read(pilotes)];
    answers.push({ first, pilotes: others, lieu: lieu?.id ?? "", corrections, absents });
  }
  return answers;
}"""
"""Answers questions as the results page does: the last word may be the beginning of one."""


class Answer(NamedTuple):
    """What the engine says, and what was judged right."""

    judged: Mapping[str, Any]
    first: Sequence[str]
    """Addresses of the first five results."""
    pilotes: Sequence[str]
    lieu: str
    corrections: Mapping[str, str | list[str]]
    absents: Sequence[str]

    @property
    def question(self) -> str:
        return str(self.judged["question"])

    def is_answered(self) -> bool:
        """Whether a right answer is among the first three, or nothing is said where nothing fits."""
        right = [
            not (wanted := self.judged.get(key)) or bool({*wanted} & {*found[:3]})
            for key, found in (("trois", self.first), ("pilotes", self.pilotes))
        ]
        right.append({*self.judged.get("cinq", ())} <= {*self.first})
        right.append(self.lieu == self.judged.get("lieu", ""))
        right.append(not self.judged.get("rien") or not (self.first or self.corrections))
        return all(right)

    def faults(self) -> list[str]:
        """What no answer may do, a line each."""
        told = self.judged.get("corrige", {})
        found = [f"{place} est un mauvais résultat" for place in self.judged.get("jamais", ()) if place in self.first]
        found += [f"{place} est du manuel" for place in self.first if f"{place}/".startswith(MANUAL)]
        found += [
            f"« {word} » est pris pour {near}" for word, near in self.corrections.items() if told.get(word) != near
        ]
        if "trois" in self.judged:
            missing = set(self.absents) - {*told, *self.judged.get("absents", ())}
            found += [f"« {word} » est dit absent" for word in sorted(missing)]
        return found


@pytest.fixture(scope="module")
def answers(browser: Browser, published: Path, serve_folder: Callable[[Path], str]) -> list[Answer]:
    """The answers to all questions, by one engine in one page."""
    judged = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    page = browser.new_page(timezone_id="Europe/Paris")
    page.clock.set_fixed_time(TODAY)
    page.goto(f"{serve_folder(published)}/a-propos/")
    found = page.evaluate(ASK, [one["question"] for one in judged])
    page.close()
    return [Answer(one, **answer) for one, answer in zip(judged, found, strict=True)]


def test_questions_are_answered_among_the_first_three(answers: Sequence[Answer]) -> None:
    asked = [answer for answer in answers if len(answer.judged) > 1]
    wrong = [f"{answer.question}: {answer.first} {answer.corrections}" for answer in asked if not answer.is_answered()]
    share = 1 - len(wrong) / len(asked)
    assert share >= ANSWERED, f"{share:.3f}\n" + "\n".join(wrong)


def test_answers_do_nothing_that_misleads(answers: Sequence[Answer]) -> None:
    wrong = [f"{answer.question}: {'; '.join(found)}" for answer in answers if (found := answer.faults())]
    share = 1 - len(wrong) / len(answers)
    assert share >= FAULTLESS, f"{share:.3f}\n" + "\n".join(wrong)
