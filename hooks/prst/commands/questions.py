"""Asks for the fields of a record, one by one: what each is for, what may be chosen, and at once what is wrong."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import typer

from prst.records.champs import Champ
from prst.records.naming import Words, either, key_of
from prst.records.problems import NOTE, Problem, field_name
from prst.records.reading import Location, value_at

HELP = "?"
END = "."
LISTED = 20
"""Choices that are shown without having been asked for."""
FOUND = 8
"""Choices that contain some words."""
LONG = frozenset({"markdown", "message", "article"})
"""Types of several lines."""
APART = frozenset({"ajoute_le", "modifie_le", "anciens_ids", "exemple"})
"""Fields that are not asked for: a command fills them in, or a new record has none."""

Check = Callable[[Mapping[str, Any]], tuple[Mapping[str, Any], Sequence[Problem]]]
"""What values are read as, and what is said of them."""


class _LeftError(Exception):
    """Nothing was typed for what a part needs: it is left out."""


class Questions:
    """One conversation about one record; `keep` is told the values after each answer that was taken."""

    def __init__(self, words: Words, check: Check, keep: Callable[[Mapping[str, Any]], None]) -> None:
        self._words = words
        self._check = check
        self._keep = keep
        self._may_leave = [False]
        self.values: dict[str, Any] = {}

    def required(self, champs: Sequence[Champ], after: Callable[[Champ], None] = lambda _champ: None) -> None:
        """Ask for the required fields that have no value yet; `after` is called behind each answer."""
        for champ in champs:
            if champ.required and champ.name not in self.values:
                self._ask((), champ)
                after(champ)

    def optional(self, champs: Sequence[Champ]) -> None:
        """Offer the optional fields until nobody chooses one."""
        self._offer((), champs)

    def again(self, champs: Sequence[Champ], problem: Problem) -> bool:
        """Ask once more for the field of a problem; False where it is none of these."""
        name = problem.field.partition(".")[0].partition("[")[0]
        champ = next((one for one in champs if one.name == name), None)
        if champ is None:
            return False
        say(f"\n{_said(problem)}")
        inner = self.values.get(name)
        if champ.type == "part" and isinstance(inner, dict):  # what else it says stays
            inner.pop(problem.field.partition(".")[2].partition(".")[0], None)
            for one in champ.fields:
                if one.required and one.name not in inner:
                    self._ask((name,), one)
            self._offer((name,), champ.fields)
        else:
            self.values.pop(name, None)
            self._ask((), champ)
        return True

    # Fields

    def _ask(self, path: Location, champ: Champ) -> None:
        here = (*path, champ.name)
        if champ.type == "part":
            self._ask_part(here, champ)
        elif champ.several:
            self._ask_list(here, champ)
        else:
            self._ask_text(here, champ)

    def _ask_text(self, here: Location, champ: Champ) -> None:
        self._present(champ)
        while True:
            text = self._lines(champ) if champ.type in LONG else self._line(champ)
            if not text and not self._needed(champ):
                return
            if not text:
                say("  Cette réponse est nécessaire. « ? » l’explique.")
            elif self._take(here, champ, self._chosen(champ, text)):
                return

    def _ask_list(self, here: Location, champ: Champ) -> None:
        self._present(champ)
        while True:
            found = self._several(champ) if champ.reference or champ.choices else list(self._one_each(champ))
            if not found and not self._needed(champ):
                return
            if not found:
                say("  Indiquez-en au moins un. « ? » explique.")
            elif self._take(here, champ, found):
                return

    def _needed(self, champ: Champ) -> bool:
        """Whether a field needs an answer. Raises _LeftError where none leaves out the part that it is of."""
        if champ.required and self._may_leave[-1]:
            raise _LeftError
        return champ.required

    def _ask_part(self, here: Location, champ: Champ) -> None:
        while True:
            say(f"\n{_head(champ)}")
            rank = len(self._at(here) or ())
            added = (*here, rank) if champ.several else here
            self._may_leave.append(not champ.required or rank > 0)
            try:
                self._fill(added, champ.fields)
            except _LeftError:
                self._leave(here, rank if champ.several else None)
                return
            finally:
                self._may_leave.pop()
            if wrong := self._wrong(added):
                say(_said(wrong[0]))
                self._offer(added, champ.fields)
            if not champ.several or not yes(f"  Un autre ({champ.title.lower()})\u00a0?"):
                return

    def _leave(self, here: Location, rank: int | None) -> None:
        """Take away a part that was begun."""
        if rank is None:
            self._set(here, None)
        elif self._at(here):
            self._set(here, self._at(here)[:rank] or None)

    def _fill(self, path: Location, champs: Sequence[Champ]) -> None:
        for champ in champs:
            if champ.required:
                self._ask(path, champ)
        self._offer(path, champs)

    def _offer(self, path: Location, champs: Sequence[Champ]) -> None:
        while left := [
            one for one in champs if not one.required and one.name not in APART and not self._at((*path, one.name))
        ]:
            say("\n" + ("  Facultatif\u00a0: " if path else "Champs facultatifs\u00a0: ") + _numbered(left))
            answer = prompt("  Lequel\u00a0? (un numéro ou un nom, Entrée pour continuer)")
            if not answer:
                return
            for word in _separated(answer):
                self._ask_named(path, left, word)

    def _ask_named(self, path: Location, champs: Sequence[Champ], word: str) -> None:
        by_name = {key_of(name): one for one in champs for name in (one.title, one.name)}
        chosen = (
            champs[int(word) - 1] if word.isdecimal() and 0 < int(word) <= len(champs) else by_name.get(key_of(word))
        )
        if chosen:
            self._ask(path, chosen)
        elif word != HELP:
            say(f"  « {word} » n’est pas dans la liste. Tapez son numéro.")

    # Answers

    def _present(self, champ: Champ) -> None:
        say(f"\n{_head(champ)}")
        if champ.type in LONG:
            say("  Plusieurs lignes sont possibles\u00a0: finissez par une ligne qui n’a qu’un point.")
        elif champ.several and not (champ.reference or champ.choices):
            say("  Un par ligne\u00a0; une ligne vide pour finir.")
        self._show_choices(champ)

    def _line(self, champ: Champ) -> str:
        while (answer := prompt("  >")) == HELP:
            self._explain(champ)
        return answer

    def _lines(self, champ: Champ) -> str:
        lines: list[str] = []
        while (answer := prompt("  >")) != END:
            if answer == HELP and not lines:
                self._explain(champ)
            elif not answer and not lines:
                return ""
            else:
                lines.append(answer)
        return "\n".join(lines).strip()

    def _several(self, champ: Champ) -> list[str]:
        while (answer := prompt("  > (plusieurs\u00a0: séparez-les par des virgules)")) == HELP:
            self._explain(champ)
        return [self._chosen(champ, word) for word in _separated(answer)]

    def _one_each(self, champ: Champ) -> Iterator[str]:
        while answer := prompt("  >"):
            if answer == HELP:
                self._explain(champ)
            else:
                yield answer

    def _chosen(self, champ: Champ, text: str) -> str:
        """Return what a number stands for; any other text as it is, for the check to read."""
        choices = self._choices(champ)
        if _are_numbered(choices) and text.isdecimal() and 0 < int(text) <= len(choices):
            return choices[int(text) - 1][0]
        return text

    def _take(self, here: Location, champ: Champ, value: Any) -> bool:
        """Keep a value as it is read, unless something is wrong with it; say what."""
        before = self._at(here)
        self._set(here, value)
        read, problems = self._check(self.values)
        own = [one for one in problems if _is_about(one, here)]
        for problem in own:
            say(_said(problem))
        if any(one.severity != NOTE for one in own):
            for text in value if isinstance(value, list) else [value]:
                self._propose(champ, text)
            self._set(here, before)
            return False
        found = value_at(read, here)
        self._set(here, value if found is None else found)
        self._keep(self.values)
        return True

    def _propose(self, champ: Champ, text: str) -> None:
        """Show the choices that contain what was typed."""
        if champ.reference and not self._words.meant(champ.reference, text):
            said = key_of(text)
            names = [(one, self._words.name_of(champ.reference, one)) for one in self._words.ids(champ.reference)]
            found = [(one, name) for one, name in names if said and said in key_of(f"{one} {name}")][:FOUND]
            if found:
                say("  Vouliez-vous dire\u00a0: " + " ; ".join(f"{name} ({one})" for one, name in found))
            elif near := self._words.near(champ.reference, text):
                say(f"  Inconnu{either(near)}")

    def _wrong(self, here: Location) -> list[Problem]:
        _read, problems = self._check(self.values)
        name = field_name(here)
        return [one for one in problems if one.severity != NOTE and one.field.startswith(name)]

    # What is shown

    def _choices(self, champ: Champ) -> list[tuple[str, str]]:
        if champ.choices:
            return [(value, libelle.nom) for value, libelle in champ.choices]
        if not champ.reference:
            return []
        return [(one, self._words.name_of(champ.reference, one)) for one in self._words.ids(champ.reference)]

    def _show_choices(self, champ: Champ, most: int = LISTED) -> None:
        choices = self._choices(champ)
        if not choices:
            return
        if len(choices) > most:
            say(f"  {len(choices)} choix\u00a0: tapez un mot, ou « ? » pour les voir.")
            return
        for rank, (value, name) in enumerate(choices, 1):
            number = f"{rank}. " if _are_numbered(choices) else ""
            say(f"  {number}{name}" + (f" ({value})" if value != name else ""))

    def _explain(self, champ: Champ) -> None:
        say(f"  {champ.description}")
        if champ.example:
            say(f"  Par exemple\u00a0: {champ.example}")
        if champ.longest:
            say(f"  {champ.longest} signes au plus.")
        if champ.words:
            say(f"  {champ.words} mots au plus.")
        self._show_choices(champ, most=10_000)

    # Values at a place

    def _at(self, here: Location) -> Any:
        return value_at(self.values, here)

    def _set(self, here: Location, value: Any) -> None:
        holder: Any = self.values
        for step, after in pairwise(here):
            if isinstance(holder, list):
                if step == len(holder):
                    holder.append({})
                holder = holder[int(step)]
            else:
                holder = holder.setdefault(step, [] if isinstance(after, int) else {})
        if value is None:
            holder.pop(here[-1], None)
        else:
            holder[here[-1]] = value


def _is_about(problem: Problem, here: Location) -> bool:
    name = field_name(here)
    return problem.field == name or problem.field.startswith((f"{name}[", f"{name}."))


def _are_numbered(choices: Sequence[tuple[str, str]]) -> bool:
    """Whether a choice may be made by its number: the list is short, and no choice is a number of its own."""
    return len(choices) <= LISTED and not any(value.isdecimal() for value, _name in choices)


def _separated(answer: str) -> list[str]:
    return [word.strip() for word in answer.replace(";", ",").split(",") if word.strip()]


def _head(champ: Champ) -> str:
    asked = "" if champ.required else " (facultatif)"
    example = f"\n  Par exemple\u00a0: {champ.example}" if champ.example and champ.type != "part" else ""
    return f"{champ.title}{asked} – {champ.description}{example}"


def _numbered(champs: Sequence[Champ]) -> str:
    return ", ".join(f"{rank} {champ.title}" for rank, champ in enumerate(champs, 1)) + "."


def _said(problem: Problem) -> str:
    if problem.severity == NOTE:
        return f"  {problem.message}"
    return f"  ✗ {problem.message} {problem.remedy}".rstrip()


def say(text: str) -> None:
    """Print some text."""
    typer.echo(text)


def prompt(text: str) -> str:
    """Return what is typed, '' for nothing. Raises typer.Abort at the end of what is typed."""
    return str(typer.prompt(text, default="", show_default=False, prompt_suffix=" ")).strip()


def yes(text: str) -> bool:
    """Return whether the answer is yes; nothing is no."""
    return prompt(f"{text} [o/N]").lower() in ("o", "oui", "y", "yes")
