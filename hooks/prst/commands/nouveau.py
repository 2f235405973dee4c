"""`prst nouveau`: a new record, by questions or from what is given; checked, then written where nothing else stands."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import typer
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from prst.commands.changes import Attempt, Change, RequestError, day_of, loaded_of
from prst.commands.questions import APART, Questions, prompt, say, yes
from prst.commands.similaires import COMPARE
from prst.files import cause_of, read_file
from prst.outputs.addresses import record_address
from prst.records.catalogue import names_of, values_at
from prst.records.champs import Champ, champs_of
from prst.records.keys import inner_model, is_list, plain, spellings
from prst.records.loading import Loaded, check_draft, words_of
from prst.records.model import MODELS
from prst.records.naming import Words, id_of_act
from prst.records.problems import NOTE, Problem, as_text, did_you_mean, field_name
from prst.records.reading import MAX_BYTES
from prst.records.schemas import SINGULAR
from prst.records.types import RESERVED_IDS, fold, is_id, slugify
from prst.records.values import items_of
from prst.records.writing import text_of
from prst.whole import write_whole

DRAFTS = Path(".cache", "nouveau")
SHOWN = 3
"""Near records that are shown."""
LONGEST_ID = 60
"""Characters of an id that is proposed."""


@dataclass(frozen=True)
class Asked:
    """What is known before any question."""

    sorte: str
    depuis: str
    champs: Sequence[str]
    """`clé=valeur`, with dots between the keys of parts."""
    identifiant: str
    jour: str
    questions: bool


def run(project: Path, asked: Asked) -> int:
    """Write a new record; 1 where something is wrong with it, 2 where the question is wrong."""
    try:
        today = day_of(project, asked.jour)
        new = NewRecord(project, kind_of(asked.sorte), loaded_of(project), today)
        new.know(asked)
        with new.kept():
            if asked.questions:
                new.ask()
            return new.write(asked.identifiant, questions=asked.questions)
    except RequestError as error:
        typer.echo(str(error), err=True)
        return 2


def kind_of(word: str) -> str:
    """Return the folder of a kind of record, by its name in the singular or plural. Raises RequestError."""
    kinds = {name: kind for kind, one in SINGULAR.items() for name in (one, kind)} | {"ressource": "livrables"}
    if found := kinds.get(fold(word)):
        return found
    raise RequestError(
        f"« {word} » n’est pas une sorte de fiche{did_you_mean(fold(word), kinds) or '.'} "
        f"Choix\u00a0: {', '.join(SINGULAR.values())}."
    )


class NewRecord:
    """One record on its way."""

    def __init__(self, project: Path, kind: str, loaded: Loaded, today: date) -> None:
        self._project = project
        self._kind = kind
        self._loaded = loaded
        self._today = today
        self._words = words_of(loaded)
        self._draft = project / DRAFTS / f"{SINGULAR[kind]}.yml"
        self._champs = [champ for champ in champs_of(kind) if champ.name not in APART]
        self._questions = Questions(self._words, self._check, self._keep)

    @property
    def values(self) -> dict[str, Any]:
        """What is known of the record."""
        return self._questions.values

    # What is known

    def know(self, asked: Asked) -> None:
        """Take what a file and options say, or what was left of another time. Raises RequestError."""
        if asked.depuis:
            self._take_file(asked.depuis)
        elif asked.questions and not asked.champs and self._draft.is_file():
            self._take_draft()
        for path, said in given_of(asked.champs, MODELS[self._kind], self._words):
            _put(self.values, path, said)
        if asked.depuis or asked.champs:
            read, problems = self._check(self.values)
            for problem in problems:
                if problem.severity == NOTE:
                    say(f"{problem.field} : {problem.message}")
            if isinstance(read, dict):
                self.values.update(read)

    def _take_file(self, name: str) -> None:
        try:
            content = sys.stdin.buffer.read(MAX_BYTES + 1) if name == "-" else read_file(Path(name), MAX_BYTES)
        except OSError as error:
            raise RequestError(f"--depuis\u00a0: {name}\u00a0: {cause_of(error)[0]}.") from None
        read, problems = check_draft(content, self._kind, Path(name), self._loaded)
        if not read:
            told = as_text(problem for problem in problems if problem.code != "missing") or "il n’y a rien à y lire."
            raise RequestError(f"--depuis\u00a0: {name} ne peut pas être lu.\n{told}")
        for problem in problems:
            if problem.severity == NOTE:
                say(str(problem))
        self.values.update(read)

    def _take_draft(self) -> None:
        read, _problems = check_draft(read_file(self._draft, MAX_BYTES), self._kind, self._draft, self._loaded)
        title = _title(read)
        which = f" («\u00a0{title}\u00a0»)" if title else ""
        if read and yes(f"Une fiche commencée attend{which}. La reprendre\u00a0?"):
            self.values.update(read)
        elif read:
            former = self._draft.with_name(f"{self._draft.stem}-avant.yml")
            self._draft.replace(former)
            say(f"Elle reste dans {former.relative_to(self._project).as_posix()}.")

    def _keep(self, values: Mapping[str, Any]) -> None:
        """Keep what was answered until the record is written: an interruption loses nothing."""
        self._draft.parent.mkdir(parents=True, exist_ok=True)
        write_whole(self._draft, text_of(self._kind, values).encode("utf-8"))

    def _check(self, values: Mapping[str, Any]) -> tuple[Mapping[str, Any], Sequence[Problem]]:
        content = text_of(self._kind, values).encode("utf-8", "replace")
        return check_draft(content, self._kind, self._project / "catalogue" / self._kind / "nouveau.yml", self._loaded)

    # Questions

    def ask(self) -> None:
        """Ask for what is required, then offer the rest, then ask again for what is wrong."""
        say("« ? » explique une question\u00a0; Ctrl-C arrête, et ce que vous avez tapé est gardé.")
        self._questions.required(self._champs, self._tell_near)
        self._questions.optional(self._champs)
        while wrong := [one for one in self._check(self.values)[1] if one.severity != NOTE]:
            if not self._questions.again(self._champs, wrong[0]):
                break

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Say, where somebody interrupts, that nothing is lost."""
        try:
            yield
        except (typer.Abort, KeyboardInterrupt):
            if self._draft.is_file():
                again = f"« prst nouveau {SINGULAR[self._kind]} »"
                typer.echo(f"\nCe que vous avez tapé est gardé\u00a0: relancez {again}.", err=True)
            raise

    def _tell_near(self, champ: Champ) -> None:
        """Show what of the catalogue has a title like the one that was just given."""
        if champ.name in ("titre", "nom") and (near := self._near()):
            say("\n  Déjà au catalogue, et proche\u00a0:")
            for line in near:
                say(f"  – {line}")
            say("  Est-ce la même\u00a0? Arrêtez (Ctrl-C) et complétez plutôt celle-là.")

    def _near(self) -> list[str]:
        title = _title(self.values)
        catalogue = self._loaded.sound
        if not title or catalogue is None:
            return []
        if self._kind in COMPARE:
            near, _others = COMPARE[self._kind](catalogue, self.values, title, None)
            if near or self._kind != "groupes":  # groups share something, and two may also have nearly one name
                return [f"{one.fiche.intitule} (catalogue/{self._kind}/{one.fiche.id}.yml)" for one in near[:SHOWN]]
        ids = self._words.meant(self._kind, title) or self._words.near(self._kind, title)
        return [f"{self._words.name_of(self._kind, one)} (catalogue/{self._kind}/{one}.yml)" for one in ids[:SHOWN]]

    # Writing

    def write(self, identifiant: str, *, questions: bool, essai: bool = False, attempt: Attempt | None = None) -> int:
        """Check the record among all others, write it unless it is a trial, and say what comes next.

        Return 1 where something is wrong with it. Raises RequestError for an id that cannot be.
        """
        self.values.setdefault("ajoute_le", self._today.isoformat())
        self._name_by_ids()
        identity = self._identity(identifiant, questions=questions)
        name = f"catalogue/{self._kind}/{identity}.yml"
        content = text_of(self._kind, self.values).encode("utf-8", "replace")
        _read, wrong = check_draft(content, self._kind, self._project / name, self._loaded)
        attempt, change = attempt or Attempt(self._project, self._today), Change({name: content}, {})
        problems = [one for one in wrong if one.severity != NOTE] or attempt.wrong(change)
        if problems:
            kept = DRAFTS / f"{identity if identifiant or self._named() else self._stand_in()}.yml"
            shown = name if essai else kept.as_posix()
            own = f"{self._kind}/{identity}.yml"
            told = (replace(one, file=shown) if one.file.endswith(own) else one for one in problems)
            typer.echo(as_text(told), err=True)
            if not essai:
                self._set_aside(kept, content, identity if identifiant or self._named() else "")
            return 1
        if not questions:
            for line in self._near():
                say(f"  Proche\u00a0: {line}")
        if essai:
            say(f"  {name} serait écrit\u00a0:\n\n{content.decode('utf-8')}")
            return 0
        try:
            attempt.write(change)
        except OSError as error:
            cause, remedy = cause_of(error)
            typer.echo(f"{name} n’a pas pu être écrit\u00a0: {cause}. {remedy}", err=True)
            return 1
        if questions:
            self._draft.unlink(missing_ok=True)
        say(self._concluded(identity, name))
        return 0

    def _name_by_ids(self) -> None:
        """Name structures by the id of their record, where words mean one alone: it says how to reach them."""
        for pattern, target in names_of(MODELS[self._kind]):
            for location, words in list(values_at(self.values, pattern)):
                found = self._words.meant(target, words) if isinstance(words, str) else ()
                if len(found) == 1 and found[0] != words:
                    say(f"  {field_name(location)}\u00a0: « {words} » est lu « {found[0]} ».")
                    holder: Any = self.values
                    for step in location[:-1]:
                        holder = holder[step]
                    holder[location[-1]] = found[0]

    def _set_aside(self, kept: Path, content: bytes, identity: str) -> None:
        """Keep a record that is not right yet where nothing publishes it, and say how to go on.

        `identity` is '' where nothing names the record yet.
        """
        (self._project / kept).parent.mkdir(parents=True, exist_ok=True)
        write_whole(self._project / kept, content)
        path = kept.as_posix()
        under = f" --id {identity}" if identity else ""
        typer.echo(
            f"\nRien n’est écrit dans le catalogue\u00a0: corrigez {path}, ou répondez aux questions de "
            f"« prst nouveau {SINGULAR[self._kind]} --depuis {path}{under} ».",
            err=True,
        )

    def _stand_in(self) -> str:
        """Return the name of a record that nothing names yet; not that of the one that questions have begun."""
        return f"{SINGULAR[self._kind]}-a-completer"

    def _identity(self, given: str, *, questions: bool) -> str:
        """Return the id of the new record, which nothing bears. Raises RequestError for one that cannot be."""
        proposed = self._proposed()
        if given:
            return self._free(given)
        while questions:
            answer = prompt(f"\nSon nom de fichier, qui fera son adresse (Entrée\u00a0: {proposed})") or proposed
            try:
                return self._free(answer)
            except RequestError as error:
                say(f"  ✗ {error}")
        return self._free(proposed)

    def _naming(self) -> list[str]:
        """Return the words that name a record, '' for one that is missing."""
        values = self.values
        if self._kind == "diffusions":
            return [str(values.get(key, "")) for key in ("date", "relais", "livrable", "canal")]
        return [str(values.get("sigle") or _title(values))]

    def _named(self) -> bool:
        return all(slugify(word) for word in self._naming())

    def _proposed(self) -> str:
        whole = slugify(" ".join(self._naming())) or SINGULAR[self._kind]
        shortened = whole if len(whole) <= LONGEST_ID else whole[: LONGEST_ID + 1].rpartition("-")[0]
        base = (id_of_act(*self._naming()) if self._kind == "diffusions" else shortened) or whole[:LONGEST_ID]
        return next(one for one in (base, *(f"{base}-{rank}" for rank in range(2, 10_000))) if not self._taken(one))

    def _taken(self, identity: str) -> str:
        """Return in French what has an id already, '' where nothing has."""
        catalogue = self._loaded.sound
        if identity in RESERVED_IDS:
            return f"ce nom est réservé ({RESERVED_IDS[identity]})"
        if identity in self._loaded.known[self._kind] or os.path.lexists(
            self._project / "catalogue" / self._kind / f"{identity}.yml"
        ):
            return f"catalogue/{self._kind}/{identity}.yml existe déjà"
        if catalogue and (now := catalogue.resolve(self._kind, identity)):
            return f"c’est un ancien nom de catalogue/{self._kind}/{now}.yml"
        if catalogue and f"{self._kind}/{identity}" in catalogue.retraits:
            return "une fiche retirée a porté ce nom"
        return ""

    def _free(self, identity: str) -> str:
        identity = identity.strip().removesuffix(".yml")
        suggestion = slugify(identity)
        if not is_id(identity) and suggestion not in RESERVED_IDS:
            fits = f" « {suggestion} » conviendrait." if suggestion else ""
            raise RequestError(
                f"« {identity} » n’est pas un nom de fiche\u00a0: minuscules sans accent, chiffres et tirets.{fits}"
            )
        if taken := self._taken(identity if is_id(identity) else suggestion):
            raise RequestError(f"« {identity} »\u00a0: {taken}. Choisissez un autre nom.")
        return identity

    def _concluded(self, identity: str, name: str) -> str:
        catalogue = self._loaded.sound
        draft = self.values.get("statut") == "brouillon"
        has_page = self._kind != "diffusions" and not draft and catalogue is not None
        where = (
            f"\nSa page sera {catalogue.site.base}{record_address(self._kind, identity)}"
            if has_page and catalogue
            else ""
        )
        return (
            f"\n{name} est écrit.{where}\n"
            "Ensuite\u00a0: « make serve » la montre\u00a0; « git add », « git commit » et une demande de fusion la "
            "proposent. Quelqu’un la relit, puis elle est publiée."
        )


def _title(values: Mapping[str, Any]) -> str:
    return str(values.get("titre") or values.get("nom") or "")


# Options that give a field

Given = tuple[tuple[str, ...], str | list[str]]
"""Keys of a field, and what is said of it."""


def given_of(options: Sequence[str], model: type[BaseModel], words: Words) -> list[Given]:
    """Return what options say, the items of lists in their order. Raises RequestError for what cannot be meant.

    An option may be repeated for a list of words, and for nothing else.
    """
    said: dict[tuple[str, ...], list[str]] = {}
    for option in options:
        key, separator, value = option.partition("=")
        path = tuple(step.strip() for step in key.split("."))
        if not separator or not all(path):
            raise _unclear(f"« {option} ». Écrivez clé=valeur, par exemple titre='Guide des chutes'.")
        said.setdefault(_spelt(path, model), []).append(value.strip())
    given: list[Given] = []
    for path in sorted(said, key=lambda path: [(_rank(step), "" if _rank(step) else step) for step in path]):
        values, name = said[path], ".".join(path)
        if above := next((path[:size] for size in range(1, len(path)) if path[:size] in said), ()):
            twice = f"« {'.'.join(above)} » et « {name} » disent deux fois la même chose."
            raise _unclear(f"{twice} Gardez l’un ou l’autre.")
        if len(values) == 1:
            given.append((path, values[0]))
        elif field := _list_of_words(path, model):
            given.append((path, [item for one in values for item in items_of(one, field, words) or (one,)]))
        else:
            raise _unclear(f"« {name} » est donné {len(values)} fois, et n’a qu’une valeur. Gardez-en une.")
    return given


def _unclear(why: str) -> RequestError:
    return RequestError(f"--champ\u00a0: {why}")


def _rank(step: str) -> int:
    """Return the place in a list that a step counts, from 1; 0 for a key. None is beyond what a list may have."""
    return min(int(step[:9]), 10**8) if step.isdecimal() else 0


def _spelt(path: Sequence[str], model: type[BaseModel]) -> tuple[str, ...]:
    """Return a path with its keys as the model writes them. Raises RequestError where it leads under a text."""
    inner: type[BaseModel] | None = model
    several = False
    found: list[str] = []
    for step in path:
        above = ".".join(found)
        if step.isdecimal() and found and inner and not several:
            raise _unclear(f"{above} n’est pas une liste. Écrivez {above}.{next(iter(inner.model_fields))}=…")
        if several and step.isdecimal():
            several = False
            found.append(step)
            continue
        if inner is None:
            raise _unclear(f"{above} n’a pas de sous-clé. Écrivez {above}=…")
        name = spellings(inner).get(plain(step), step)
        found.append(name)
        if name not in inner.model_fields:
            return (*found, *path[len(found) :])  # the check says which keys there are
        annotation = inner.model_fields[name].annotation
        several, inner = is_list(annotation), inner_model(annotation)
    return tuple(found)


def _list_of_words(path: Sequence[str], model: type[BaseModel]) -> FieldInfo | None:
    """Return the field of a path where it holds a list of words; None for any other."""
    field: FieldInfo | None = None
    inner: type[BaseModel] | None = model
    for step in path:
        if step.isdecimal():
            field = None
        elif inner is None or (field := inner.model_fields.get(step)) is None:
            return None
        else:
            inner = inner_model(field.annotation)
    return field if field and inner is None and is_list(field.annotation) else None


def _put(values: Any, path: Sequence[str], said: str | list[str]) -> None:
    """Set what an option says at a path; a number counts the items of a list, from 1. Raises RequestError."""
    step, *rest = path
    key: Any = step
    if isinstance(values, list):
        if not _rank(step):
            raise _unclear(f"« {step} ». Les éléments d’une liste se comptent à partir de 1.")
        key = _rank(step) - 1
        values += [{}] if key == len(values) else []
    if not rest:
        values[key] = said
        return
    inner = values[key] if isinstance(values, list) else values.get(key)
    if not isinstance(inner, dict | list):
        inner = values[key] = [] if rest[0].isdecimal() else {}
    if isinstance(inner, list) and _rank(rest[0]) > len(inner) + 1:
        raise _unclear(
            f"« {'.'.join(path)} »\u00a0: il manque {step}.{len(inner) + 1}. Une liste se donne à partir du premier."
        )
    _put(inner, rest, said)
