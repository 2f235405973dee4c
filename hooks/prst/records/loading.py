"""A folder of YAML files to a checked Catalogue, or to everything that is wrong with it."""

import os
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel, ValidationError

from prst.files import UnreadableError, cause_of, is_pointer, read_file
from prst.records import frequentation, fuseaux, liens, reseau
from prst.records import problems as messages
from prst.records.catalogue import Catalogue, references_of, referred, values_at
from prst.records.champs import value_of
from prst.records.checks import (
    CHECKS,
    OPTIONAL_FILES,
    Found,
    all_known,
    check_days,
    check_frequentation,
    check_links,
    check_names_of,
    check_references_of,
    check_requests,
    note_gaps,
    note_requests,
    unknown,
)
from prst.records.couleurs import FORM as COLOUR
from prst.records.couleurs import near_colour, quoted_colour, read_colour
from prst.records.dates import PARIS
from prst.records.keys import OF_PARTS, is_list, plain, spellings
from prst.records.mending import READABLE, Mended, accepts, mended, suspicious
from prst.records.misplaced import KINDS, kind_of, kinds_of, left_of_examples, may_hold_examples, nearly
from prst.records.model import (
    MODELS,
    OPTIONAL_VOCABULARIES,
    VOCABULARIES,
    Contact,
    Couleurs,
    Fichier,
    Lien,
    Livrable,
    Part,
    Record,
    Site,
)
from prst.records.naming import NamedWords, Words
from prst.records.patching import Lines
from prst.records.placing import Placing, largest_of, reading_with_positions
from prst.records.problems import NOTE, Correction, Problem
from prst.records.reading import MAX_BYTES, Location, Reading, read, value_at
from prst.records.shapes import FILES, Shape, field_at, of_records
from prst.records.types import RESERVED_IDS, When, fold, is_id, slugify
from prst.records.values import (
    REFUSED,
    about,
    address_within,
    choice_before,
    days_in,
    first_of,
    follow,
    french_date,
    french_range,
    full_year,
    is_local,
    is_named,
    mailbox_within,
    month_first,
    named_like,
    numbered_day,
    of_another_weekday,
    part_of,
    recurrence_in,
    says_nothing,
    says_paris,
    stamped,
    target_of,
    without_year,
)
from prst.records.writing import scalar
from prst.side_by_side import from_both_ends, in_two

_EXTENSIONS = re.compile(r"(?:\.(?:ya?ml|txt|docx?|odt|md|orig|bak|rej|copie))+~?$", re.IGNORECASE)
"""What programs put at the end of a file's name, hidden by some folders."""
IGNORED = frozenset({"schemas", "LISEZMOI.md", "agendas", "partenaires"})
FROM_ENVIRONMENT = {"adresse": "PRST_ADRESSE", "depot": "PRST_DEPOT"}
"""Keys of site.yml that continuous integration knows better: the forge says where it publishes, and what repository."""
WORTH_TWO_PROCESSES = 1000
"""Number of files from which a second process is quicker than it costs to start."""
LOT = 50
"""Files that a process takes to read at once."""


def _nothing() -> None:
    pass


class Outcome(NamedTuple):
    """What came of reading one record's file: the record, or the bytes of one to look at again, and what is wrong."""

    record: Record | None
    content: bytes | None
    problems: tuple[Problem, ...]


class Proposed(NamedTuple):
    """The file of a record that is not written yet: what gives its bytes, and what they say where that is known."""

    content: Callable[[], bytes]
    values: Callable[[], Mapping[str, Any] | None] = lambda: None


Signature = tuple[int, int, int]
"""Time of the last change in nanoseconds, size and inode of a file."""


class Memory:
    """What was read of the records' files, for who reads the same catalogue again and again."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[Signature, Outcome]] = {}
        self._last_good: dict[Path, Record] = {}

    def recall(self, path: Path, signature: Signature) -> Outcome | None:
        """Return what came of a file, unless it has changed since."""
        known = self._known.get(path)
        return known[1] if known and known[0] == signature else None

    def keep(self, path: Path, signature: Signature, outcome: Outcome) -> None:
        """Remember what came of a file."""
        self._known[path] = signature, outcome
        if outcome.record is not None:
            self.keep_good(path, outcome.record)

    def keep_good(self, path: Path, record: Record) -> None:
        """Remember the record that a file gave while it was right."""
        self._last_good[path] = record

    def last_good(self, path: Path) -> Record | None:
        """Return the record that a file gave when it was last right."""
        return self._last_good.get(path)


def _sign(path: Path) -> Signature:
    """Return the signature of a file; zeros where there is none to be had."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0, 0
    return found.st_mtime_ns, found.st_size, found.st_ino


@dataclass(frozen=True)
class Loaded:
    """What was found in a catalogue folder. `catalogue` is None as soon as one problem is an error."""

    catalogue: Catalogue | None
    problems: tuple[Problem, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    """Files read per kind, wrong ones included."""
    sound: Catalogue | None = None
    """The records that can be shown in spite of the problems, all of them where none is an error.

    None where the site or a vocabulary cannot be read.
    """
    broken: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Ids, by folder or vocabulary, that stand in the catalogue but not in `sound`."""

    mended: Mapping[Path, str] = field(default_factory=dict)
    """The text of the files that are read otherwise than they are written, as they are read."""

    @property
    def known(self) -> Mapping[str, frozenset[str]]:
        """Every id by folder or vocabulary, those of drafts, wrong records and wrong terms included."""
        shown = {
            kind: frozenset(getattr(self.sound, kind)) if self.sound else frozenset[str]()
            for kind in (*MODELS, *VOCABULARIES)
        }
        shown["livrables"] |= frozenset(self.sound.brouillons if self.sound else ())
        return {kind: ids | self.broken.get(kind, frozenset()) for kind, ids in shown.items()}

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop a publication."""
        return tuple(problem for problem in self.problems if problem.severity != NOTE)


def load(
    catalogue_folder: Path,
    docs: Path | None = None,
    *,
    notes: bool = False,
    site: Mapping[str, str] | None = None,
    memory: "Memory | None" = None,
    today: date | None = None,
    only: Collection[Path] = (),
    proposed: Mapping[Path, Proposed] | None = None,
    meanwhile: Callable[[], object] = _nothing,
) -> Loaded:
    """Read and check the catalogue of a folder.

    Files named in records (`fichiers`) are looked for under `docs`, where given. Nothing is raised for bad input:
    all problems of all files come back at once, sorted by file and line. `notes` adds what might be better but stops
    nothing; a publication does without, because placing them reads files twice. `site` replaces keys of site.yml.
    With a `memory`, files that it has met are not read again, and in `sound` a record that went wrong stays as it was.
    Records may not have changed after `today`, where it is given, and relative links of their texts must lead
    somewhere: a build does without, for it knows no clock, and looks all links up at its end.
    Of the records, those of the files `only` are read, where there are some; the names of the others suffice to know
    what these refer to. What comes back is then not the whole catalogue.
    Files of records that are `proposed` are read as if they stood there. `meanwhile` is done here while records are
    read, by another process where there are many.
    """
    return _Loader(catalogue_folder, docs, site or {}, memory, only, proposed, meanwhile=meanwhile).run(notes, today)


def told_by_forge(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the values of site.yml that the environment of a process replaces."""
    return {key: value for key, name in FROM_ENVIRONMENT.items() if (value := environment.get(name))}


def read_draft(path: Path, loaded: Loaded, kind: str = "livrables") -> tuple[Mapping[str, Any], tuple[Problem, ...]]:
    """Return what can be read of a record of a kind that is being written, and what is wrong with it.

    Its file may stand anywhere; its references lead into the catalogue that was loaded. What can be read is a tree of
    texts, empty where there is nothing, and ends where YAML does not follow. Raises OSError, with its reason in French
    where it is an UnreadableError, when the file cannot be read.
    """
    return check_draft(read_file(path, MAX_BYTES), kind, path, loaded)


def check_draft(content: bytes, kind: str, path: Path, loaded: Loaded) -> tuple[Mapping[str, Any], tuple[Problem, ...]]:
    """Return what can be read of a record of a kind that is being written, as `read_draft` does of a file.

    `path` names it in what is wrong; nothing need stand there.
    """
    model = MODELS[kind]
    loader = _Loader(path.parent, None, {}, words=words_of(loaded))
    known = loaded.known
    loader.found.terms = {name: known[name] for name in VOCABULARIES}
    loader.found.site = loaded.sound.site if loaded.sound else None
    if is_pointer(content):
        loader.placing.add(path, Reading(), (), "pointeur")
        return {}, tuple(loader.placing.problems)
    record, tree = loader._take(model, slugify(path.stem) or "brouillon", path, content)
    if tree is None:
        begun = read(content, positions=False).value
        tree = begun if isinstance(begun, dict) else {}
    else:
        part, former = record or tree, loaded.sound.former if loaded.sound else {}
        check_references_of(loader.found, loader.placing, path, (), model, part, known, loader.words, former)
        check_names_of(loader.placing, path, (), model, part, known["structures"], former, loader.words)
    return tree, tuple(sorted(set(loader.placing.problems)))


def check_text(kind: str, content: bytes, catalogue: Catalogue) -> tuple[Problem, ...]:
    """Return what is wrong with the text of a record that stands in no file, and refers to those of a catalogue."""
    path = Path("catalogue") / kind / "exemple.yml"
    _tree, problems = check_draft(content, kind, path, Loaded(catalogue, (), {}, catalogue))
    return problems


def words_of(loaded: Loaded) -> Words:
    """Return what words mean in a catalogue that was loaded."""
    sound = loaded.sound

    def named(target: str) -> Iterable[NamedWords]:
        shown = getattr(sound, target, {}) if sound else {}
        return [
            *((identity, _words_for(one)) for identity, one in shown.items()),
            *((identity, ()) for identity in loaded.known.get(target, ()) if identity not in shown),
        ]

    return Words(named)


def _words_for(part: Any) -> tuple[str, ...]:
    """Return the words that name a record, a term, or the tree of a wrong record."""
    if isinstance(part, dict):
        part = {key: value for key, value in part.items() if isinstance(value, str)}
        return tuple(part[key] for key in ("nom", "titre", "sigle") if key in part)
    fields = vars(part)
    names = [part.intitule, *fields.get("synonymes", ())]
    return tuple(one for one in (*names, fields.get("sigle"), fields.get("pour")) if one)


_NAMES = re.compile(rb"^(?:\xef\xbb\xbf)?(?:nom|titre|sigle):.*(?:\n(?:[ \t].*)?$)*", re.MULTILINE)


def _names_in(content: bytes) -> Any:
    """Return the part of a record that names it, of the bytes of its file, in a fifth of the time of all of it."""
    return read(b"\n".join(_NAMES.findall(content)), positions=False).value


_ToRead = tuple[tuple[str, str], Path, Signature]
"""Kind and id of a record, its file, and the signature of that."""


class _Loader:
    """One reading of one folder; keeps which file each record came from until the problems are placed."""

    def __init__(
        self,
        catalogue_folder: Path,
        docs: Path | None,
        site: Mapping[str, str],
        memory: Memory | None = None,
        only: Collection[Path] = (),
        proposed: Mapping[Path, Proposed] | None = None,
        words: Words | None = None,
        meanwhile: Callable[[], object] = _nothing,
    ) -> None:
        self.proposed = proposed or {}
        self.meanwhile = meanwhile
        self.words = words or Words(self._named)
        self.only = frozenset(only)
        self.given_site = site
        self.memory = memory
        self.found = Found(catalogue_folder, docs)
        self.found.words = self.words
        self.mended: dict[Path, str] = {}
        self._to_mend: dict[tuple[str, str], bytes] = {}
        self.placing = Placing(catalogue_folder)

    def run(self, notes: bool, today: date | None) -> Loaded:
        if not self.found.folder.is_dir():
            self.placing.add(
                self.found.folder,
                Reading(),
                (),
                "fichier_absent",
                choix="Créez le dossier catalogue/ : voir le README.",
            )
            return Loaded(None, tuple(self.placing.problems))
        self._report_strays()
        for kind in MODELS:
            self._list_folder(kind)
        self.found.files |= {(path.parent.name, path.stem): path for path in self.proposed}
        self._read_records()
        for name in VOCABULARIES:
            self._read_vocabulary(name)
        self.found.site = site = self._read_site()
        self._mend_records()
        for name in OPTIONAL_FILES:
            self._read_mapping(name, f"{name}.yml")
        self._read_months()
        self._read_links()
        self._read_network()
        self._check(notes, today)
        counts = {**dict.fromkeys(MODELS, 0), **Counter(kind for kind, _identity in self.found.files)}
        placed = tuple(sorted(set(self.placing.problems)))
        if site is None:
            return Loaded(None, placed, counts, None, self._broken(None), self.mended)
        if any(problem.severity != NOTE for problem in placed):
            sound = self._sound(site)
            return Loaded(None, placed, counts, sound, self._broken(sound), self.mended)
        catalogue = self._catalogue(site)
        return Loaded(catalogue, placed, counts, catalogue, mended=self.mended)

    def _check(self, notes: bool, today: date | None) -> None:
        for check in CHECKS:
            check(self.found, self.placing)
        if today:
            check_days(self.found, self.placing, today)
            check_frequentation(self.found, self.placing, today)
            check_links(self.found, self.placing)
            check_requests(self.found, self.placing, today)
        if today and notes:
            note_requests(self.found, self.placing, today)
        if notes:
            note_gaps(self.found, self.placing)

    def _catalogue(self, site: Site) -> Catalogue:
        return replace(
            Catalogue.of(site, self.found.records),
            frequentation=self.found.frequentation,
            liens=self.found.liens,
            reseau=self.found.reseau,
        )

    def _sound(self, site: Site) -> Catalogue | None:
        """Return the catalogue of the records that have no problem and refer to no record that has one."""
        if not all(self.found.records[name] for name in VOCABULARIES if name not in OPTIONAL_VOCABULARIES):
            return None
        wrong = {problem.file for problem in self.placing.problems if problem.severity != NOTE}
        for (kind, identity), path in self.found.files.items():
            if self.placing.name(path) in wrong:
                last_good = self.memory.last_good(path) if self.memory else None
                if last_good is None:
                    self.found.records[kind].pop(identity, None)
                else:
                    self.found.records[kind][identity] = last_good
        while lost := [
            (kind, identity)
            for kind in MODELS
            for identity, record in self.found.records[kind].items()
            if any(
                value not in self.found.records[target]
                for pattern, target in references_of(record.__class__)
                for _location, value in values_at(record, pattern)
            )
        ]:
            for kind, identity in lost:
                del self.found.records[kind][identity]
        return self._catalogue(site)

    def _broken(self, sound: Catalogue | None) -> dict[str, frozenset[str]]:
        """Return the ids that are read in file names and vocabularies, less those of the sound catalogue."""
        known = self.found.known()
        drafts = sound.brouillons if sound else {}
        return {kind: ids - set(getattr(sound, kind, ())) - set(drafts) for kind, ids in known.items()}

    # Reading

    def _report_strays(self) -> None:
        known = {
            *MODELS,
            *IGNORED,
            "vocabulaires",
            frequentation.FOLDER,
            liens.FILE,
            reseau.FILE,
            "site.yml",
            "retraits.yml",
            "agendas.yml",
            "partenaires.yml",
        }
        for path in sorted(self.found.folder.iterdir()):
            if path.is_symlink() and path.is_dir():
                self.placing.add(path, Reading(), (), "lien_symbolique")
            elif path.name[0] != "." and (path.name not in known or (path.name in MODELS and not path.is_dir())):
                self._report_stray(path)
        for path in sorted(self.found.folder.parent.glob("*.y*ml*")):
            self._is_misplaced(path)
        names = {f"{name}.yml" for name in VOCABULARIES} | {"LISEZMOI.md"}
        folder = self.found.folder / "vocabulaires"
        for path in sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else ():
            if path.name not in names and path.name[0] != ".":
                choices = ", ".join(f"vocabulaires/{name}.yml" for name in VOCABULARIES)
                self.placing.add(path, Reading(), (), "dossier_inconnu", dossiers=choices)

    def _report_stray(self, path: Path) -> None:
        if not self._is_misplaced(path):
            folders = [*MODELS, "vocabulaires"]
            near = messages.did_you_mean(path.name, folders) if path.is_dir() else ""
            self.placing.add(path, Reading(), (), "dossier_inconnu", nearest=near, dossiers=", ".join(folders))

    def _is_misplaced(self, path: Path) -> bool:
        """Note a record that stands in none of the folders of records, and return whether the file is one."""
        if path.is_symlink() or not path.is_file() or not re.search(r"\.ya?ml", path.name):
            return False
        try:
            content = read_file(path, MAX_BYTES)
        except (UnreadableError, OSError):
            return False
        kind = kind_of(mended(content, of_records(Livrable), Words(lambda _target: ())).first)
        if kind:
            self.placing.add(path, Reading(), (), "autre_dossier", genre=KINDS[kind], dossier=f"catalogue/{kind}/")
        return bool(kind)

    def _list_folder(self, kind: str) -> None:
        """Note the files of a kind, and what is wrong with their names."""
        folder = self.found.folder / kind
        if not folder.is_dir() or folder.is_symlink():
            return
        seen: dict[str, str] = {}
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=attrgetter("name"))
        except OSError as error:
            self.placing.add(folder, Reading(), (), "lecture", raison=cause_of(error)[0])
            return
        for entry in entries:
            path = folder / entry.name
            if entry.name.startswith(".") or entry.name == "LISEZMOI.md":
                continue
            identity = entry.name.removesuffix(".yml")
            other = seen.setdefault(entry.name.casefold(), entry.name)
            if other != entry.name:
                self.placing.add(path, Reading(), (), "casse", autre=other)
            is_folder = entry.is_dir(follow_symlinks=False)  # a link is refused when it is read
            if identity == entry.name or is_folder or not is_id(identity):
                suggestion = slugify(_EXTENSIONS.sub("", entry.name))
                if suggestion in RESERVED_IDS and not is_folder:
                    self.placing.add(
                        path, Reading(), (), "nom_reserve", value=entry.name, raison=RESERVED_IDS[suggestion]
                    )
                    continue
                if is_folder:
                    self.placing.add(path, Reading(), (), "dossier_de_trop", value=entry.name, dossier=kind)
                    continue
                suggested = f" ; « {suggestion}.yml » conviendrait" if suggestion else ""
                self.placing.add(path, Reading(), (), "nom_de_fichier", value=entry.name, suggested=suggested)
                continue
            if identity in RESERVED_IDS:
                self.placing.add(path, Reading(), (), "nom_reserve", value=identity, raison=RESERVED_IDS[identity])
                continue
            self.found.files[kind, identity] = path

    def _read_records(self) -> None:
        """Read and type the files that were listed, but those that are remembered."""
        outcomes = {}
        unread = []
        wanted = {key: path for key, path in self.found.files.items() if not self.only or path in self.only}
        for key, path in wanted.items():
            memory = self._memory_of(path)
            signature = _sign(path) if memory else (0, 0, 0)
            known = memory.recall(path, signature) if memory else None
            if known is None:
                unread.append((key, path, signature))
            else:
                outcomes[key] = known
        for (key, path, signature), outcome in zip(unread, self._read_all(unread), strict=True):
            outcomes[key] = outcome
            if memory := self._memory_of(path):
                memory.keep(path, signature, outcome)
        for kind, identity in wanted:
            record, content, problems = outcomes[kind, identity]
            self.placing.problems += problems
            if record is not None:
                self.found.records[kind][identity] = record
            elif content is not None:
                self._to_mend[kind, identity] = content

    def _memory_of(self, path: Path) -> Memory | None:
        """Return the memory of a file; of one that is proposed there is none, for something else stands there."""
        return None if path in self.proposed else self.memory

    def _mend_records(self) -> None:
        """Read as it was meant what has a problem: the vocabularies and all names are known by now."""
        known = self.found.known()
        for (kind, identity), path in self.found.files.items():
            record = self.found.records[kind].get(identity)
            if record is None:
                continue
            if all_known(record, known):
                self.found.sure.add(id(record))
                continue
            if any(
                target not in VOCABULARIES or target in self.found.terms
                for target, value in referred(record)
                if value not in known[target] and self.words.meant(target, value)
            ):
                self._to_mend[kind, identity] = self._content(path) or b""
        for (kind, identity), content in self._to_mend.items():
            path = self.found.files[kind, identity]
            record, tree = self._take(MODELS[kind], identity, path, content)
            if record is not None:
                self.found.records[kind][identity] = record
                if memory := self._memory_of(path):
                    memory.keep_good(path, record)
            elif tree is not None:
                self.found.wrong[kind, identity] = tree

    def _named(self, target: str) -> Iterable[NamedWords]:
        """Return what names the terms of a vocabulary, or the records of a folder, wrong ones included."""
        for identity in self.found.terms.get(target, ()) if target in VOCABULARIES else ():
            terme = self.found.records[target].get(identity)
            yield identity, _words_for(terme) if terme else ()
        for (kind, identity), path in self.found.files.items():
            if kind == target:
                record = self.found.records[kind].get(identity)
                if record is None and self.only:  # its name is asked for, and it was not read
                    record = _names_in(self._content(path) or b"")
                yield identity, _words_for(record) if record else ()

    def _take(
        self, model: type[Record], identity: str, path: Path, content: bytes
    ) -> tuple[Any, dict[str, Any] | None]:
        """Return the record of a file that has a problem, or else what can be read of it, and note what is wrong."""
        found = self._meant(path, of_records(model), content)
        tree = found.reading.value
        if not found.whole:
            return None, None
        if not isinstance(tree, dict):
            self._refuse_shape(path, found.reading)
            return None, None
        if tree.pop("id", None) is not None:
            self.placing.add(path, found.reading, ("id",), "id_dans_la_fiche")
        before = len(self.placing.problems)
        record = self._typed(model, {"id": identity, **tree}, path, (), found)
        if record is None and (kind := kind_of(found.first)) and kind != model.kind and not nearly(model, found.first):
            del self.placing.problems[before:]
            self.placing.add(path, Reading(), (), "autre_dossier", genre=KINDS[kind], dossier=f"catalogue/{kind}/")
            return None, None
        told = {problem.field for problem in self.placing.problems[before:]}
        for location, value in left_of_examples(tree):
            if messages.field_name(location) not in told:
                self.placing.add(path, found.reading, location, "exemple_laisse", value=value)
        return record, tree

    def _meant(self, path: Path, shape: Shape, content: bytes) -> Mended:
        """Return what a file that has a problem says, as it was meant, and note what is wrong with its form."""
        found = mended(content, shape, self.words)
        self._note_mends(path, found)
        for position, location, code, values in found.reading.faults:
            if code == "vide" and path.parent.name == "vocabulaires":
                code, values = "vocabulaire_vide", {"choix": messages.SOME_TERM}
            self.placing.place(path, position, location, code, **values)
        self.placing.remember(path, found.reading)
        return found

    def _note_mends(self, path: Path, found: Mended) -> None:
        zone = self.found.site.fuseau if self.found.site else PARIS.key
        of_paris = [mend for mend in found.mends if zone != PARIS.key and says_paris(str(mend.said.get("value", "")))]
        if found.mends and not of_paris:
            self.mended[path] = found.text
        lines = Lines(found.written if found.mends else "")
        for mend in found.mends:
            start, end = lines.position(mend.start), lines.position(mend.end)
            if mend in of_paris:
                value, lieu = mend.said["value"], fuseaux.place_of(zone)
                self.placing.place(path, start, mend.location, "heure_de_paris", value=value, lieu=lieu)
                continue
            self.placing.place(
                path, start, mend.location, mend.code, NOTE, Correction(start, end, mend.instead), **mend.said
            )

    def _read_all(self, files: Sequence[_ToRead]) -> list[Outcome]:
        """Return what comes of reading files, in two processes where many have to be parsed."""
        if not self.proposed:
            return self._parsed(files)
        given = [self._given(*key, path) for key, path, _signature in files]
        rest = iter(self._parsed([file for file, record in zip(files, given, strict=True) if record is None]))
        return [next(rest) if record is None else Outcome(record, None, ()) for record in given]

    def _given(self, kind: str, identity: str, path: Path) -> Record | None:
        """Return the record that is proposed for a file, where its values are known and right.

        Typing it takes less time than another process would to send it back.
        """
        given = self.proposed.get(path)
        values = given.values() if given else None
        return None if values is None else self._valid(MODELS[kind], identity, values)

    def _parsed(self, files: Sequence[_ToRead]) -> list[Outcome]:
        if len(files) < WORTH_TWO_PROCESSES:
            self.meanwhile()
            return self._read_files(files)
        lots = [files[start : start + LOT] for start in range(0, len(files), LOT)]
        with from_both_ends(lots) as (first, second):
            ours, theirs = in_two(self._read_lots, (self.meanwhile, first), (_nothing, second))
        return [*chain.from_iterable(ours), *chain.from_iterable(reversed(theirs))]

    def _read_lots(self, work: tuple[Callable[[], object], Iterator[Sequence[_ToRead]]]) -> list[list[Outcome]]:
        meanwhile, lots = work
        meanwhile()
        return [self._read_files(lot) for lot in lots]

    def _read_files(self, files: Sequence[_ToRead]) -> list[Outcome]:
        return [self._read_file(*key, path) for key, path, _signature in files]

    def _read_file(self, kind: str, identity: str, path: Path) -> Outcome:
        before, self.placing.problems = self.placing.problems, []
        content = self._content(path)
        found, self.placing.problems = self.placing.problems, before
        record = self._right(MODELS[kind], identity, content) if content is not None else None
        return Outcome(record, None if record is not None else content, tuple(found))

    def _right(self, model: type[Record], identity: str, content: bytes) -> Record | None:
        """Return the record of a file in which nothing is wrong; None for another one."""
        reading = read(content, positions=False)
        if reading.faults or not isinstance(reading.value, dict) or "id" in reading.value:
            return None
        if suspicious(content) or (may_hold_examples(content) and any(left_of_examples(reading.value))):
            return None
        return self._valid(model, identity, reading.value)

    def _valid(self, model: type[Record], identity: str, values: Mapping[str, Any]) -> Record | None:
        try:
            return model.model_validate({"id": identity, **values})
        except ValidationError:
            return None

    def _read_site(self) -> Site | None:
        path = self.found.folder / "site.yml"
        if not os.path.lexists(path):
            self.placing.add(
                path, Reading(), (), "fichier_absent", choix="Recopiez celui d’une autre région et adaptez-le."
            )
            return None
        tree, found = self._file("site.yml")
        if tree is None:
            return None
        site: Site | None = self._typed(Site, {**tree, **self.given_site}, path, (), found)
        if site is None:
            self.found.trees.append((path, (), Site, tree))
        return site

    def _read_vocabulary(self, name: str) -> None:
        path = self.found.vocabulary(name)
        if not os.path.lexists(path):
            if name in OPTIONAL_VOCABULARIES:
                self.found.terms[name] = frozenset()
            else:
                self.placing.add(path, Reading(), (), "fichier_absent", choix=messages.SOME_TERM)
            return
        self._read_mapping(name, f"vocabulaires/{name}.yml")

    def _read_mapping(self, name: str, file: str) -> None:
        """Read a file that maps ids to parts: a vocabulary, the withdrawn addresses, the external calendars."""
        path, model = self.found.folder / file, FILES[file].model
        if not os.path.lexists(path):
            return
        tree, found = self._file(file, may_be_empty=name in OPTIONAL_FILES)
        has_gaps = found is not None and found.has_gaps
        if tree is not None and not has_gaps:
            self.found.terms[name] = frozenset(key.lower() for key in tree)
        reading = found.reading if found else None
        for key, value in (tree or {}).items():
            identity = key.lower() if name == "territoires" else key
            if name != "retraits" and not is_id(identity):
                suggestion = slugify(identity)
                suggested = f" ; « {suggestion} » conviendrait" if suggestion else ""
                self.placing.add(path, reading, (key,), "id", value=key, suggested=suggested)
            elif identity in RESERVED_IDS:
                self.placing.add(path, reading, (key,), "nom_reserve", value=key, raison=RESERVED_IDS[identity])
            elif value is None and has_gaps:
                continue  # its lines may be those that are told to be unreadable
            elif not isinstance(value, dict):
                keys = ", ".join(name for name in model.model_fields if name != "id")
                self.placing.add(path, reading, (key,), "model_type", keys=keys, got=_got(value))
            else:
                self._read_entry(name, path, (identity, key), value, found)

    def _read_entry(
        self, name: str, path: Path, named: tuple[str, str], value: dict[str, Any], found: Mended | None
    ) -> None:
        """Type a part of a file that maps ids to parts; its id may be written in another case."""
        identity, key = named
        model = FILES[path.relative_to(self.found.folder).as_posix()].model
        has_id = "id" in model.model_fields
        if has_id and value.pop("id", None) is not None:
            self.placing.add(path, found.reading if found else None, (key, "id"), "id_dans_la_fiche")
        part = self._typed(model, {"id": identity, **value} if has_id else value, path, (key,), found)
        if part is not None:
            self.found.records[name][identity] = part
        else:
            self.found.trees.append((path, (key,), model, value))

    def _read_network(self) -> None:
        """Read what the communication network does."""
        path = self.found.folder / reseau.FILE
        if not os.path.lexists(path):
            return
        tree, found = self._file(reseau.FILE, may_be_empty=True)
        if tree is None:
            return
        self.found.reseau = self._typed(reseau.Reseau, tree, path, (), found)
        if self.found.reseau is None:
            self.found.trees.append((path, (), reseau.Reseau, tree))

    def _file(self, name: str, may_be_empty: bool = False) -> tuple[dict[str, Any] | None, Mended | None]:
        """Return what a file of the catalogue that is no record says, and how it was read where not as it is written.

        None once it is noted what keeps it from being read.
        """
        path, shape = self.found.folder / name, FILES[name]
        content = self._content(path)
        if content is None:
            return None, None
        reading = read(content, positions=False)
        if may_be_empty and [code for _position, _location, code, _values in reading.faults] == ["vide"]:
            return {}, None
        if not reading.faults and isinstance(reading.value, dict) and self._is_right(content, shape, reading.value):
            return reading.value, None
        found = self._meant(path, shape, content)
        if not found.whole:
            return None, None
        if not isinstance(found.reading.value, dict):
            self._refuse_shape(path, found.reading)
            return None, None
        return found.reading.value, found

    def _refuse_shape(self, path: Path, reading: Reading) -> None:
        """Note that a file holds no lines of keys and values: a text, or records one after the other."""
        found = reading.value
        if isinstance(found, list) and found and all(isinstance(one, dict) for one in found):
            said = "1 fiche" if len(found) == 1 else f"{len(found)} fiches"
            self.placing.add(path, reading, (), "fiches_en_liste", nombre=said)
        else:
            self.placing.add(path, reading, (), "pas_une_fiche")

    def _is_right(self, content: bytes, shape: Shape, tree: dict[str, Any]) -> bool:
        """Whether a file says what its model asks for, and names nothing by other words than ids."""
        if (
            suspicious(content)
            or next(shape.refusals(tree), None)
            or any(shape.key_of(key) not in (key, "") for key in tree if shape.of_entries)
        ):
            return False
        words = shape.words(self.words, tree)
        return not any(
            isinstance(value, str) and value.lower() not in (meant := words.meant(target, value)) and meant
            for _location, target, value in shape.references(tree)
        )

    def _read_links(self) -> None:
        """Read which addresses of others have to be looked at."""
        report = self.found.folder / liens.FILE
        if os.path.lexists(report) and (tree := self._tree(report)) is not None:
            self.found.liens = self._typed(liens.Liens, tree, report)

    def _read_months(self) -> None:
        """Read how often addresses were asked for, month by month."""
        folder = self.found.folder / frequentation.FOLDER
        for path in sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else ():
            if path.name.startswith(".") or path.name == "LISEZMOI.md":
                continue
            if path.suffix != ".yml" or not frequentation.month_of(path.stem):
                self.placing.add(path, Reading(), (), "nom_de_mois", value=path.name)
            elif (tree := self._tree(path)) is not None:
                month = self._typed(frequentation.Frequentation, tree, path)
                if month is not None:
                    self.found.frequentation[path.stem] = month

    def _tree(self, path: Path) -> dict[str, Any] | None:
        """Return the mapping that a file holds, or None once what is wrong with it is noted."""
        content = self._content(path)
        if content is None:
            return None
        reading = read(content, positions=False, largest=largest_of(path))
        for position, location, code, values in reading.faults:
            self.placing.place(path, position, location, code, **values)
        if any(code not in READABLE for _position, _location, code, _values in reading.faults):
            return None
        if not isinstance(reading.value, dict):
            self._refuse_shape(path, reading)
            return None
        return reading.value

    def _content(self, path: Path) -> bytes | None:
        """Return the bytes of a file, or None once it is noted why they cannot be had."""
        try:
            if os.path.islink(path):  # noqa: PTH114 - a third of the time, of thousands of files
                self.placing.add(path, Reading(), (), "lien_symbolique")
                return None
            content = self.proposed[path].content() if path in self.proposed else read_file(path, largest_of(path))
        except UnreadableError as error:
            self.placing.add(path, Reading(), (), error.code, raison=error.strerror, limite=error.limit)
            return None
        except FileNotFoundError as error:  # removed meanwhile
            self.placing.add(path, Reading(), (), "lecture", raison=cause_of(error)[0])
            return None
        if is_pointer(content):
            self.placing.add(path, Reading(), (), "pointeur")
            return None
        return content

    def _typed(
        self,
        model: type[BaseModel],
        value: dict[str, Any],
        path: Path,
        under: Location = (),
        mended: Mended | None = None,
    ) -> Any:
        try:
            return model.model_validate(value)
        except ValidationError as error:
            reading = mended.reading if mended else reading_with_positions(path)
            lost = mended.lost if mended else frozenset()
            told = {location for _position, location, _code, _values in reading.faults if location}
            for found in _once(model, value, error.errors(include_url=False)):
                location, given, code = (*under, *found["loc"]), found["input"], found["type"]
                if location in told or (code == "too_short" and given):  # items are left, and each is told to be wrong
                    continue
                if code == "missing" and lost & {str(part) for part in location}:
                    continue  # its line is there, and told to be unreadable
                if isinstance(given, str) and not given.strip() and code != "extra_forbidden":
                    code = "string_too_short"
                if isinstance(given, str) and _is_nothing(model, found):
                    self.placing.add(path, reading, location, "rien", value=given)
                    continue
                if code == "id" and (target := target_of(field_at(model, found["loc"]))):
                    words = mended.words if mended and mended.words else self.words
                    unknown(self.placing, path, location, given, target, words, reading)
                    continue
                if code == "extra_forbidden" and (twin := _twin(model, found, value)):
                    self.placing.add(path, reading, location, "cle_autrement", **twin)
                    continue
                said = _values(model, found)
                if code == "literal_error" and isinstance(written := value_at(value, found["loc"]), str):
                    said["value"] = written  # the model compares it without accents nor spaces
                self.placing.add(path, reading, location, code, **said)
            return None


def _is_nothing(model: type[BaseModel], error: Mapping[str, Any]) -> bool:
    """Whether a text that a field refuses says that there is nothing to say, and may be left out."""
    if error["type"] not in REFUSED or not says_nothing(error["input"]):
        return False
    field = field_at(model, error["loc"])
    return field is not None and not field.is_required()


def _once(model: type[BaseModel], tree: Any, errors: Sequence[Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the errors of a tree, and one instead of those of a part of a list of which no key is known."""
    strange: set[Location] = set()
    for error in errors:
        *above, rank, key = error["loc"] if len(error["loc"]) > 1 else (None, None)
        place = (*above, rank)
        if (
            error["type"] == "extra_forbidden"
            and isinstance(rank, int)
            and isinstance(part := value_at(tree, place), dict)
        ):
            inner = _model_at(model, place)
            if inner and len(part) == 1 and isinstance(part[key], str):
                strange.add(place)
    nameless = {error["loc"][:-1] for error in errors if error["type"] == "missing" and error["loc"][-1] == "structure"}
    for error in errors:
        place = error["loc"][:-1]
        if error["type"] == "nom_sans_consentement" and place in nameless:
            continue  # whose name it is is asked first
        if place in strange and error["type"] == "extra_forbidden":
            yield {**error, "loc": place, "type": "model_type", "input": f"{error['loc'][-1]} : {error['input']}"}
        elif place not in strange:
            yield error


def _twin(model: type[BaseModel], error: Mapping[str, Any], tree: Any) -> dict[str, str]:
    """Return what is said of a key that means another one which stands beside it; nothing of any other unknown key.

    Of a list, the one line that holds what both hold: neither is lost by who obeys.
    """
    *above, key = error["loc"]
    owner, beside = _model_at(model, tuple(above)), value_at(tree, tuple(above))
    name = named_like(str(key), spellings(owner)) if owner and isinstance(beside, dict) else ""
    if owner is None or not name or name == key or name not in beside:
        return {}
    if key in OF_PARTS.get(owner.__name__, {}).get(name, ()) and _parts_with(owner, str(key)):
        return {}  # « nom » beside the structure of a pilot is that of its contact
    both = [one for held in (beside[name], error["input"]) for one in (held if isinstance(held, list) else [held])]
    if not is_list(owner.model_fields[name].annotation) or not all(isinstance(one, str) and one for one in both):
        return {"cle": name}
    words = ", ".join(scalar(one, in_braces=True) for one in dict.fromkeys(both))
    return {"cle": name, "ensemble": f" : « {name}: [{words}] » dit les deux"}


def _got(value: Any) -> str:
    if isinstance(value, list):
        return ", et c’est une liste qui est écrite"
    if isinstance(value, dict):
        return ", et ce sont des lignes « clé: valeur » qui sont écrites"
    return ""


def _values(model: type[BaseModel], error: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a message may quote of a pydantic error."""
    location, given, context = error["loc"], error["input"], error.get("ctx", {})
    owner = _model_at(model, location[:-1])
    values: dict[str, Any] = {**context, "value": given if isinstance(given, str) else "", "got": _got(given)}
    if isinstance(given, str):
        values["length"] = len(given)
    name = str(location[-1]) if location else ""
    if owner is not None and name in owner.model_fields:
        values["description"] = f"« {name}: ». {owner.model_fields[name].description}{_by_name(owner, name, given)}"
    inner = _model_at(model, location)
    if inner is not None:
        values["keys"] = ", ".join(inner.model_fields)
    if error["type"] == "date":
        values["moins"] = "" if context.get("jour") else messages.OR_LESS
        values["heure"] = messages.WITH_AN_HOUR if _takes_an_hour(owner, name) else ""
    if error["type"] == "url" and not values["raison"]:
        values |= _address_meant(values["value"])
    if error["type"] == "string_too_long" and {"description", name} <= model.model_fields.keys():
        values["ou"] = messages.ELSEWHERE
    if error["type"] == "fuseau_inconnu":
        values["nearest"] = _zone_meant(values["value"])
    if error["type"] == "string_pattern_mismatch" and context.get("pattern") == COLOUR:
        values["suggested"] = _likely(quoted_colour(near_colour(values["value"])))
    _say_more(error, (owner, inner), name, values)
    whole = named_like(name, spellings(model)) if error["type"] == "extra_forbidden" and len(location) > 1 else ""
    if whole and is_list(model.model_fields[whole].annotation):  # another key may be that of each part
        values |= {"nearest": f" ici ; elle se met à la marge, hors de « {location[0]} »", "deplacer": RIGHTLY}
    return values


def _by_name(owner: type[BaseModel], name: str, beside: Any) -> str:
    """Return what is said of a key that is missing beside a name that tells what it may be."""
    named = beside.get("nom") if isinstance(beside, dict) else None
    if owner is Contact and name == "structure" and isinstance(named, str):
        return f" Si « nom » la nomme, écrivez à sa place « structure: {named} »."
    return f" Par exemple : « id: {slugify(named)} »." if name == "id" and isinstance(named, str) else ""


def _zone_meant(text: str) -> str:
    """Return the French question that names the zone of the nearest city, or ''."""
    known = fuseaux.said()
    place = re.sub(r"^heures? (?:de |d’|d')?", "", text, flags=re.IGNORECASE).rpartition("/")[2].replace("_", " ")
    close = messages.nearest(place, known, cutoff=75)
    return f" ; vouliez-vous dire « {known[close]} » ?" if close else ""


def _say_more(
    error: Mapping[str, Any],
    around: tuple[type[BaseModel] | None, type[BaseModel] | None],
    name: str,
    values: dict[str, Any],
) -> None:
    """Add what the message of one code quotes, by the parts in which a value stands and that it should be."""
    owner, inner = around
    given, context = error["input"], error.get("ctx", {})
    match error["type"]:
        case "extra_forbidden" if owner is not None:
            values |= _rightly_placed(owner, name, given)
        case "literal_error":
            choices = [
                part for part in str(context.get("expected", "")).split("'") if part.strip() not in ("", ",", "or")
            ]
            values["expected"] = ", ".join(choices)
            values["nearest"] = messages.did_you_mean(values["value"], choices) or _likely(
                choice_before(values["value"], owner.model_fields[name]) if owner and name in owner.model_fields else ""
            )
        case "nom_et_courriel":
            values["lignes"] = _apart(owner, name, values["value"])
        case "tuple_type" if not isinstance(given, str):
            values["value"] = _first_item(inner, given)
        case "model_type":
            values["lignes"] = _lines_for(inner, given)
        case "texte_attendu" | "string_type" if not isinstance(given, str):
            values["ligne"] = _one_of(owner, name, given, error["type"] == "string_type")
        case "courriel" | "telephone" | "nombre":
            values["suggested"] = _likely(first_of(error["type"], values["value"]))
        case "date" | "date_inexistante":
            meant = month_first(values["value"]) or context.get("suggestion", "")
            values["suggested"] = _date_meant(values) or _likely(meant)
        case "id" | "delai":
            values["suggested"] = _likely(context.get("suggestion", ""))


def _first_item(inner: type[BaseModel] | None, given: Any) -> str:
    """Return how the first item of a list begins that is written as keys and values of no part."""
    if inner is None or not isinstance(given, dict) or not given or any(key in inner.model_fields for key in given):
        return "…"
    needed = [name for name, info in inner.model_fields.items() if info.is_required()]
    return f"{needed[0]}: {next(iter(given))}"


def _likely(suggestion: str) -> str:
    return f" ; vouliez-vous dire « {suggestion} » ?" if suggestion else ""


def _address_meant(given: str) -> dict[str, str]:
    """Return what is said of a text that holds an address, or is the place of a file on a computer."""
    if is_local(given):
        return {
            "raison": " : elle mène à un fichier de votre ordinateur ou de votre réseau",
            "remede": "Mettez d’abord le document en ligne, puis écrivez l’adresse à laquelle chacun l’ouvre ; "
            "elle commence par https://.",
        }
    return {"raison": _likely(within)} if (within := address_within(given) or mailbox_within(given)) else {}


def _date_meant(values: Mapping[str, Any]) -> str:
    """Return what is said of a text that is nearly a date, or says within which month or year it is; '' of others."""
    day, weekday = of_another_weekday(values["value"])
    if day:
        return f" : le {day[:10]} est un {weekday}. Vérifiez lequel des deux est juste : le jour, ou la date"
    if numbered := numbered_day(values["value"]):
        return f" : c’est ainsi qu’un tableur compte les jours. Est-ce « {numbered} » ?"
    if rule := recurrence_in(values["value"]) if values.get("heure") else "":
        return f" : elle revient. Écrivez ici son premier jour, et sur une autre ligne « recurrence: {rule} »"
    if days := days_in(values["value"]) if values.get("heure") else []:
        others = ", ".join(f"« - debut: {day} »" for day in days[1:])
        more = f"écrivez « fin: {days[-1]} »" if follow(days) else f"mettez sous « autres_dates: » {others}"
        return f" : elle en dit {len(days)}. Gardez « {days[0]} », et {more}"
    if year := full_year(values["value"]):
        return f" : l’année a quatre chiffres. Est-ce « {year} » ?"
    if without_year(values["value"]):
        return messages.NO_YEAR
    stamp = stamped(values["value"])
    if stamp not in ("", values["value"]) and (values.get("heure") or len(stamp) == 10):
        return f" : les programmes l’écrivent autrement. Est-ce « {stamp} » ?"
    if values.get("moins") and (month := about(values["value"])):
        return f" précise. Est-ce « {month} » ?"
    first, last = french_range(values["value"]) if not values.get("heure") else ("", "")
    if first:
        return f" : elle en dit deux. Est-ce « {first} », ou « {last} » ?"
    return ""


def _one_of(owner: type[BaseModel] | None, name: str, given: Any, is_text: bool) -> str:
    """Return the line to write instead of a list: its first id, or all that a text says; else one like it."""
    inside = list(given.values()) if isinstance(given, dict) and is_text else given
    said = [one for one in inside if isinstance(one, str) and one] if isinstance(inside, list) else []
    field = owner.model_fields.get(name) if owner else None
    if isinstance(given, dict) and len(said) < len(given):
        said = []
    if isinstance(given, dict) and said and field is not None and is_named(field):
        said = [one for key, one in given.items() if plain(key) in ("structure", "nom", "organisme")][:1]
    if not said:
        if field is None:
            return ""
        example = f"{name}: {scalar(str(field.examples[0]), typed=not is_text)}" if field.examples else ""
        without = "" if given or field.is_required() else " Sans valeur, retirez la ligne."
        return f"{f' Par exemple « {example} ».' if example else ''}{without}"
    if is_text:
        whole = " ".join(said) if all(re.search(r"[.!?;:]$", one) for one in said[:-1]) else ", ".join(said)
        return f" Réunissez ces lignes en un texte : « {name}: {scalar(whole)} »."
    if name == "debut" and owner and "autres_dates" in owner.model_fields:
        first, *others = [french_date(one) or one for one in said]
        rest = ", ".join(f"« - debut: {one} »" for one in others)
        return f" Gardez « debut: {first} », et mettez sous « autres_dates: » {rest}."
    return f" Gardez une seule valeur, par exemple « {name}: {said[0]} »."


def _lines_for(inner: type[BaseModel] | None, given: Any) -> str:
    """Return the lines that a part needs, the first of which is the text that stands in its place; '' for no text."""
    if isinstance(given, list) and given:
        return " Gardez-en un seul, sans tiret devant."
    if inner is None or not isinstance(given, str) or not given.strip():
        return ""
    if inner is Lien and part_of(given, Fichier):
        return " Un fichier à publier avec le site se met sous « fichiers », une fois déposé dans docs/."
    if inner is Couleurs:
        shades = [read_colour(one) or near_colour(one) for one in re.split(r"[,;]| et ", given)]
        lines = [f"« {name}: {quoted_colour(one)} »" for name, one in zip(Couleurs.model_fields, shades, strict=False)]
        return f" Par exemple, l’une sous l’autre : {', '.join(lines)}." if all(shades) else ""
    needed = [name for name, info in inner.model_fields.items() if info.is_required() and name != "id"]
    if not needed or inner is Contact:
        return ""
    said = " ".join(given.split())
    found = _shared_out(inner, needed, said)
    value = "sa valeur, avec l’année" if any(without_year(one) for one in said.split(" : ")) else "sa valeur"
    lines = [f"« {name}: {found[name]} »" if name in found else f"« {name}: » suivi de {value}" for name in needed]
    return f" Par exemple, l’une sous l’autre : {', '.join(lines)}."


def _shared_out(inner: type[BaseModel], needed: Sequence[str], said: str) -> dict[str, str]:
    """Return which key each half of a text would go to: what only some texts fill first, then words."""
    found = part_of(said, inner)
    if any(name in found for name in needed):
        return found
    halves = said.split(" : ", 1)
    fields = {name: inner.model_fields[name] for name in needed}
    halves = [french_date(one) or one for one in halves if not without_year(one)]
    for name in sorted(needed, key=lambda one: accepts(fields[one], "a b")):
        one = next((half for half in halves if accepts(fields[name], half)), "")
        if one and name not in found:
            found[name] = one
            halves.remove(one)
    return found or {needed[0]: said}


RIGHTLY = ", mettez-la à sa place"
"""What may be done with a key that is right elsewhere."""


def _rightly_placed(owner: type[BaseModel], name: str, given: Any) -> dict[str, str]:
    """Return what is said of an unknown key: of which part or kind of record it is, or which key is nearly it."""
    if isinstance(given, dict) and given and given.keys() <= owner.model_fields.keys():
        return {"nearest": " ici ; ses lignes se mettent à la marge, sans elle", "deplacer": ", décalez ses lignes"}
    if under := _parts_with(owner, name):
        return {"nearest": f" ici ; elle se met sous {under}", "deplacer": RIGHTLY}
    own = [key for key in owner.model_fields if key != "id"]
    elsewhere = kinds_of(name) if owner in MODELS.values() else ""
    return {"nearest": elsewhere or messages.did_you_mean(name, own)}


def _parts_with(owner: type[BaseModel], name: str) -> str:
    """Return the keys of a record under which a key would be right, as a message lists them."""
    said = re.sub(r"[\s-]+", "_", fold(name))
    parts = ((key, _model_at(owner, (key, 0))) for key in owner.model_fields)
    return " ou ".join(f"« {key} »" for key, part in parts if part and said in part.model_fields)


def _apart(owner: type[BaseModel] | None, name: str, given: str) -> str:
    """Return the lines that say a name and a mailbox where both are to stand."""
    two, keys = part_of(given, Contact), owner.model_fields if owner else {}
    if len(two) < 2:
        return "le nom seul ; le courriel a sa propre ligne, sous « contact »"
    nom, courriel = two["structure"], two["courriel"]
    if "courriel" in keys:
        return f"« {name}: {nom} » ; sur la ligne « courriel », gardez l’adresse qui répond"
    if "contact" in keys:
        return f"« {name}: {nom} », et à la ligne « contact: {{structure: {nom}, courriel: {courriel}}} »"
    return f"« {nom} » seul ; le courriel va dans la fiche de la structure : « courriel: {courriel} »"


def _takes_an_hour(owner: type[BaseModel] | None, name: str) -> bool:
    if owner is None or not issubclass(owner, Part) or name not in owner.model_fields:
        return False
    _type, marks = value_of(owner, name)  # that of one field: the figures of a month are no type of champs
    return all(any(mark is one for one in marks) for mark in get_args(When)[1:])


def _model_at(model: type[BaseModel], location: Location) -> type[BaseModel] | None:
    """Return the model that stands at a location of a model, or None."""
    annotation: Any = model
    for part in location:
        if isinstance(part, str):
            if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
                return None
            if part not in annotation.model_fields:
                return None
            annotation = annotation.model_fields[part].annotation
        while not isinstance(annotation, type) or get_args(annotation):
            models = [arg for arg in get_args(annotation) if arg not in (type(None), ...)]
            if not models:
                return None
            annotation = models[0]
    return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None
