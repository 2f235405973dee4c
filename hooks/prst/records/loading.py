"""A folder of YAML files to a checked Catalogue, or to everything that is wrong with it."""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from prst.records import problems as messages
from prst.records.catalogue import PAGE_THRESHOLD, Catalogue, references_of, referred, values_at
from prst.records.model import MODELS, VOCABULARIES, Agenda, Livrable, Record, Retrait, Site, Terme
from prst.records.problems import NOTE, Problem
from prst.records.reading import Location, Reading, read
from prst.records.types import RESERVED_IDS, fold, is_id, slugify
from prst.side_by_side import in_two

OPTIONAL_FILES = ("retraits", "agendas")
"""Files of the catalogue's catalogue_folder that may be absent, empty or hold only comments."""
IGNORED = frozenset({"schemas", "LISEZMOI.md", "agendas"})
ABOUT_KEYS = frozenset({"extra_forbidden", "id_dans_la_fiche"})
"""Problems of a key rather than of its value: shown where the key stands."""
READABLE = frozenset({"ancre", "cle_double", "diese", "etiquette"})
"""Faults that leave the rest of their file readable: its other problems are told with them."""
CHOICES_SHOWN = 12
WORTH_TWO_PROCESSES = 1000
"""Number of files from which a second process is quicker than it costs to start."""
NAMED_IN_MESSAGES = {
    "formats": "catalogue/vocabulaires/formats.yml",
    "themes": "catalogue/vocabulaires/themes.yml",
    "secteurs": "catalogue/vocabulaires/secteurs.yml",
    "territoires": "catalogue/vocabulaires/territoires.yml",
}


@dataclass(frozen=True)
class Loaded:
    """What was found in a catalogue folder. `catalogue` is None as soon as one problem is an error."""

    catalogue: Catalogue | None
    problems: tuple[Problem, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    """Files read per kind, wrong ones included."""
    sound: Catalogue | None = None
    """The records that can be shown in spite of the problems; None where the site or a vocabulary cannot be read."""
    broken: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Ids, by folder or vocabulary, that stand in the catalogue but not in `sound`."""

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
    catalogue_folder: Path, docs: Path | None = None, *, notes: bool = False, site: Mapping[str, str] | None = None
) -> Loaded:
    """Read and check the catalogue of a folder.

    Files named in records (`fichiers`) are looked for under `docs`, where given. Nothing is raised for bad input:
    all problems of all files come back at once, sorted by file and line. `notes` adds what might be better but stops
    nothing; a publication does without, because placing them reads files twice. `site` replaces keys of site.yml.
    """
    return _Loader(catalogue_folder, docs, site or {}).run(notes)


def read_draft(path: Path, loaded: Loaded) -> tuple[Mapping[str, Any], tuple[Problem, ...]]:
    """Return what can be read of a deliverable that is being written, and what is wrong with it.

    Its file may stand anywhere; its references lead into the catalogue that was loaded. What can be read is a tree of
    texts, empty where there is nothing, and ends where YAML does not follow. Raises OSError where the file cannot be
    opened.
    """
    path.open("rb").close()
    loader = _Loader(path.parent, None, {})
    known = loaded.known
    loader.terms = {name: known[name] for name in VOCABULARIES}
    tree = loader._tree(path)
    if tree is None:
        begun = read(path.read_bytes(), positions=False).value
        tree = begun if isinstance(begun, dict) else {}
    else:
        if tree.pop("id", None) is not None:
            loader._add(path, None, ("id",), "id_dans_la_fiche")
        record = loader._typed(Livrable, {"id": slugify(path.stem) or "brouillon", **tree}, path)
        loader._check_references_of(path, (), Livrable, record or tree, known)
    return tree, tuple(sorted(set(loader.problems)))


class _Loader:
    """One reading of one folder; keeps which file each record came from until the problems are placed."""

    def __init__(self, catalogue_folder: Path, docs: Path | None, site: Mapping[str, str]) -> None:
        self.given_site = site
        self._last_reading: tuple[Path, Reading] | None = None
        self.folder = catalogue_folder
        self.docs = docs
        self.problems: list[Problem] = []
        self.files: dict[tuple[str, str], Path] = {}
        self.wrong: dict[tuple[str, str], Any] = {}
        """What was read of the records that have a problem: their references are checked all the same."""
        self.site: Site | None = None
        self.terms: dict[str, frozenset[str]] = {}
        """Ids that stand in each vocabulary that can be read, those of wrong terms included."""
        self.records: dict[str, dict[str, Any]] = {kind: {} for kind in (*MODELS, *VOCABULARIES, *OPTIONAL_FILES)}

    def run(self, notes: bool) -> Loaded:
        if not self.folder.is_dir():
            self._add(
                self.folder,
                Reading(),
                (),
                "fichier_absent",
                choix="Créez le dossier catalogue/ : voir le README.",
            )
            return Loaded(None, tuple(self.problems))
        self._report_strays()
        self.site = site = self._read_site()
        for kind in MODELS:
            self._list_folder(kind)
        self._read_records()
        for name in VOCABULARIES:
            self._read_vocabulary(name)
        self._read_mapping("retraits", Retrait, self.folder / "retraits.yml")
        self._read_mapping("agendas", Agenda, self.folder / "agendas.yml")
        self._check_references()
        self._check_former_ids()
        self._check_synonyms()
        if notes:
            self._note_gaps()
        counts = {kind: sum(1 for owner, _ in self.files if owner == kind) for kind in MODELS}
        placed = tuple(sorted(set(self.problems)))
        if site is None:
            return Loaded(None, placed, counts, None, self._broken(None))
        if any(problem.severity != NOTE for problem in placed):
            sound = self._sound(site)
            return Loaded(None, placed, counts, sound, self._broken(sound))
        catalogue = Catalogue.of(site, self.records)
        return Loaded(catalogue, placed, counts, catalogue)

    def _sound(self, site: Site) -> Catalogue | None:
        """Return the catalogue of the records that have no problem and refer to no record that has one."""
        if not all(self.records[name] for name in VOCABULARIES):
            return None
        wrong = {problem.file for problem in self.problems if problem.severity != NOTE}
        for (kind, identity), path in self.files.items():
            if self._name(path) in wrong:
                self.records[kind].pop(identity, None)
        while lost := [
            (kind, identity)
            for kind in MODELS
            for identity, record in self.records[kind].items()
            if any(
                value not in self.records[target]
                for pattern, target in references_of(record.__class__)
                for _location, value in values_at(record, pattern)
            )
        ]:
            for kind, identity in lost:
                del self.records[kind][identity]
        return Catalogue.of(site, self.records)

    def _broken(self, sound: Catalogue | None) -> dict[str, frozenset[str]]:
        """Return the ids that are read in file names and vocabularies, less those of the sound catalogue."""
        known = self._known()
        drafts = sound.brouillons if sound else {}
        return {kind: ids - set(getattr(sound, kind, ())) - set(drafts) for kind, ids in known.items()}

    def _known(self) -> dict[str, frozenset[str]]:
        """Return every id by folder or vocabulary, those of wrong records and terms included."""
        return {
            kind: self.terms.get(kind, frozenset()) | {identity for owner, identity in self.files if owner == kind}
            for kind in (*MODELS, *VOCABULARIES)
        }

    def _name(self, path: Path) -> str:
        """Return the name of a file in messages: relative to the project, with forward slashes."""
        name = (
            self.folder.name
            if path == self.folder
            else (Path(self.folder.name) / path.relative_to(self.folder)).as_posix()
        )
        return name.encode("utf-8", "replace").decode("utf-8")  # one that is not in UTF-8 is told of, and must be shown

    # Reading

    def _report_strays(self) -> None:
        known = {*MODELS, *IGNORED, "vocabulaires", "site.yml", "retraits.yml", "agendas.yml"}
        for path in sorted(self.folder.iterdir()):
            if path.is_symlink() and path.is_dir():
                self._add(path, Reading(), (), "lien_symbolique")
            elif (path.name not in known and path.name[0] != ".") or (path.name in MODELS and not path.is_dir()):
                self._add(path, Reading(), (), "dossier_inconnu", dossiers=", ".join([*MODELS, "vocabulaires"]))
        names = {f"{name}.yml" for name in VOCABULARIES} | {"LISEZMOI.md"}
        folder = self.folder / "vocabulaires"
        for path in sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else ():
            if path.name not in names and path.name[0] != ".":
                choices = ", ".join(f"vocabulaires/{name}.yml" for name in VOCABULARIES)
                self._add(path, Reading(), (), "dossier_inconnu", dossiers=choices)

    def _list_folder(self, kind: str) -> None:
        """Note the files of a kind, and what is wrong with their names."""
        folder = self.folder / kind
        if not folder.is_dir() or folder.is_symlink():
            return
        seen: dict[str, str] = {}
        with os.scandir(folder) as found:
            entries = sorted(found, key=attrgetter("name"))
        for entry in entries:
            path = folder / entry.name
            if entry.name.startswith(".") or entry.name == "LISEZMOI.md":
                continue
            identity = entry.name.removesuffix(".yml")
            other = seen.setdefault(entry.name.casefold(), entry.name)
            if other != entry.name:
                self._add(path, Reading(), (), "casse", autre=other)
            if identity == entry.name or entry.is_dir() or not is_id(identity):
                suggestion = slugify(path.stem)
                suggested = f" ; « {suggestion}.yml » conviendrait" if suggestion and not entry.is_dir() else ""
                self._add(path, Reading(), (), "nom_de_fichier", value=entry.name, suggested=suggested)
                continue
            if identity in RESERVED_IDS:
                self._add(path, Reading(), (), "nom_reserve", value=identity)
                continue
            self.files[kind, identity] = path

    def _read_records(self) -> None:
        """Read and type the files that were listed, in two processes where there are many."""
        files = list(self.files.items())
        half = len(files) // 2
        if len(files) < WORTH_TWO_PROCESSES:
            batches = [self._read_files(files)]
        else:
            batches = list(in_two(self._read_files, files[:half], files[half:]))
        for records, wrong, problems in batches:
            self.problems += problems
            self.wrong |= wrong
            for kind, record in records:
                self.records[kind][record.id] = record

    def _read_files(
        self, files: list[tuple[tuple[str, str], Path]]
    ) -> tuple[list[tuple[str, Record]], dict[tuple[str, str], Any], list[Problem]]:
        """Return the records of files, by kind, what was read of the wrong ones, and what is wrong with them."""
        before, self.problems = self.problems, []
        records = []
        wrong = {}
        for (kind, identity), path in files:
            value = self._tree(path)
            if value is None:
                continue
            if value.pop("id", None) is not None:
                self._add(path, None, ("id",), "id_dans_la_fiche")
            record = self._typed(MODELS[kind], {"id": identity, **value}, path)
            if record is not None:
                records.append((kind, record))
            else:
                wrong[kind, identity] = value
        found, self.problems = self.problems, before
        return records, wrong, found

    def _read_site(self) -> Site | None:
        path = self.folder / "site.yml"
        if not path.is_file():
            self._add(path, Reading(), (), "fichier_absent", choix="Recopiez celui d’une autre région et adaptez-le.")
            return None
        value = self._tree(path)
        return None if value is None else self._typed(Site, {**value, **self.given_site}, path)

    def _read_vocabulary(self, name: str) -> None:
        path = self.folder / "vocabulaires" / f"{name}.yml"
        if not path.is_file():
            self._add(path, Reading(), (), "fichier_absent", choix="Il donne la liste des mots admis par les fiches.")
            return
        self._read_mapping(name, Terme, path)

    def _read_mapping(self, name: str, model: type[BaseModel], path: Path) -> None:
        """Read a file that maps ids to parts: a vocabulary, the withdrawn addresses, the external calendars."""
        if not path.is_file():
            return
        tree = self._tree(path, may_be_empty=name in OPTIONAL_FILES)
        if tree is not None:
            self.terms[name] = frozenset(key.lower() for key in tree)
        for key, value in (tree or {}).items():
            identity = key.lower() if name == "territoires" else key
            if name != "retraits" and not is_id(identity):
                suggestion = slugify(identity)
                suggested = f" ; « {suggestion} » conviendrait" if suggestion else ""
                self._add(path, None, (key,), "id", value=key, suggested=suggested)
            elif not isinstance(value, dict):
                keys = ", ".join(name for name in model.model_fields if name != "id")
                self._add(path, None, (key,), "model_type", keys=keys, got=_got(value))
            else:
                if "id" in model.model_fields and value.pop("id", None) is not None:
                    self._add(path, None, (key, "id"), "id_dans_la_fiche")
                given = {"id": identity, **value} if "id" in model.model_fields else value
                part = self._typed(model, given, path, (key,))
                if part is not None:
                    self.records[name][identity] = part

    def _tree(self, path: Path, may_be_empty: bool = False) -> dict[str, Any] | None:
        """Return the mapping that a file holds, or None once what is wrong with it is noted."""
        try:
            if path.is_symlink():
                self._add(path, Reading(), (), "lien_symbolique")
                return None
            content = path.read_bytes()
        except OSError as error:
            self._add(path, Reading(), (), "lecture", raison=error.strerror or "erreur de lecture")
            return None
        reading = read(content, positions=False)
        for position, location, code, values in reading.faults:
            if code == "vide" and may_be_empty:
                return {}
            self._place(path, position, location, code, **values)
        if any(code not in READABLE for _position, _location, code, _values in reading.faults):
            return None
        if not isinstance(reading.value, dict):
            self._add(path, reading, (), "pas_une_fiche")
            return None
        return reading.value

    def _typed(self, model: type[BaseModel], value: dict[str, Any], path: Path, under: Location = ()) -> Any:
        try:
            return model.model_validate(value)
        except ValidationError as error:
            reading = read(path.read_bytes())
            told = {location for _position, location, _code, _values in reading.faults}
            for found in error.errors(include_url=False):
                location, given, code = (*under, *found["loc"]), found["input"], found["type"]
                if location in told or (code == "too_short" and given):  # items are left, and each is told to be wrong
                    continue
                if isinstance(given, str) and not given.strip() and code != "extra_forbidden":
                    code = "string_too_short"
                self._add(path, reading, location, code, **_values(model, found))
            return None

    # Checks across records

    def _check_references(self) -> None:
        known = self._known()
        for path, under, model, part in self._everything():
            if isinstance(part, Livrable):
                self._check_files(path, part)
            if not (isinstance(part, model) and _all_known(part, known)):  # nearly no record
                self._check_references_of(path, under, model, part, known)

    def _check_references_of(
        self, path: Path, under: Location, model: type[BaseModel], part: Any, known: Mapping[str, frozenset[str]]
    ) -> None:
        for pattern, target in references_of(model):
            if target in VOCABULARIES and target not in self.terms:
                continue  # its file cannot be read, which is told already
            seen: set[str] = set()
            for location, value in values_at(part, pattern):
                identity = value.lower() if isinstance(value, str) and target == "territoires" else value
                if not isinstance(identity, str) or not is_id(identity):
                    continue  # no id, which is told already
                if identity not in known[target]:
                    self._unknown(path, (*under, *location), identity, target, known[target])
                elif identity in seen and pattern[-1] == "*":
                    self._add(path, None, (*under, *location), "doublon", value=identity)
                seen.add(identity)

    def _check_files(self, path: Path, fiche: Livrable) -> None:
        for index, fichier in enumerate(fiche.fichiers if self.docs else ()):
            if self.docs and not (self.docs / fichier.chemin).is_file():
                self._add(path, None, ("fichiers", index, "chemin"), "chemin_absent", value=fichier.chemin)

    def _unknown(self, path: Path, location: Location, identity: str, target: str, known: Iterable[str]) -> None:
        choices = sorted(known)
        where = NAMED_IN_MESSAGES.get(target, f"catalogue/{target}/")
        if len(choices) <= CHOICES_SHOWN:
            choice = (
                f"Valeurs possibles : {', '.join(choices)}." if choices else f"Rien n’est encore défini dans {where}."
            )
        else:
            choice = f"Les {len(choices)} valeurs possibles sont dans {where}."
        close = messages.did_you_mean(identity, choices)
        self._add(path, None, location, "inconnu", value=identity, nearest=close, choix=choice)

    def _everything(self) -> Iterator[tuple[Path, Location, type[BaseModel], Any]]:
        for (kind, identity), path in self.files.items():
            part = self.records[kind].get(identity, self.wrong.get((kind, identity)))
            if part is not None:
                yield path, (), MODELS[kind], part
        if self.site:
            yield self.folder / "site.yml", (), Site, self.site
        for identity, agenda in self.records["agendas"].items():
            yield self.folder / "agendas.yml", (identity,), Agenda, agenda

    def _check_former_ids(self) -> None:
        taken: dict[tuple[str, str], str] = {key: path.name for key, path in self.files.items()}
        for (kind, identity), path in self.files.items():
            record = self.records[kind].get(identity)
            for index, former in enumerate(record.anciens_ids if record else ()):
                if (kind, former) in taken:
                    other = taken[kind, former]
                    self._add(path, None, ("anciens_ids", index), "ancien_id_pris", value=former, autre=other)
                taken[kind, former] = path.name
        self._check_withdrawn(taken)

    def _check_withdrawn(self, taken: Mapping[tuple[str, str], str]) -> None:
        path = self.folder / "retraits.yml"
        for address in self.records["retraits"]:
            kind, _, identity = address.partition("/")
            if kind not in {*MODELS, *VOCABULARIES} - {"diffusions"} or not is_id(identity):
                example = "Par exemple : livrables/ancien-guide."
                self._add(path, None, (address,), "string_pattern_mismatch", value=address, description=example)
            elif (kind, identity) in taken:
                self._add(path, None, (address,), "ancien_id_pris", value=identity, autre=taken[kind, identity])
            elif kind in VOCABULARIES and self._uses(kind, identity) >= PAGE_THRESHOLD:
                self._add(path, None, (address,), "ancien_id_pris", value=identity, autre=f"vocabulaires/{kind}.yml")
        for address, retrait in self.records["retraits"].items():
            kind, _, identity = (retrait.voir or "").partition("/")
            if retrait.voir and identity not in self._known().get(kind, ()):
                choice = "Écrivez le dossier et l’identifiant, par exemple livrables/autre-guide."
                self._add(path, None, (address, "voir"), "inconnu", value=retrait.voir, choix=choice)

    def _uses(self, vocabulary: str, identity: str) -> int:
        """Return how many deliverables name a term."""
        pattern = next(pattern for pattern, target in references_of(Livrable) if target == vocabulary)
        fiches = self.records["livrables"].values()
        return sum(any(value == identity for _, value in values_at(fiche, pattern)) for fiche in fiches)

    def _check_synonyms(self) -> None:
        for name in VOCABULARIES:
            owners: dict[str, str] = {}
            for identity, terme in self.records[name].items():
                words = [(("label",), terme.label), *((("synonymes", i), w) for i, w in enumerate(terme.synonymes))]
                for location, word in words:
                    owner = owners.setdefault(fold(word), identity)
                    if owner != identity:
                        path = self.folder / "vocabulaires" / f"{name}.yml"
                        self._add(path, None, (identity, *location), "synonyme_double", value=word, autre=owner)

    def _note_gaps(self) -> None:
        for (kind, identity), path in self.files.items():
            record = self.records[kind].get(identity)
            if record is None:
                continue
            if record.ajoute_le is None and kind != "diffusions":
                self._add(path, None, (), "sans_date_ajout", severity=NOTE)
            if isinstance(record, Livrable) and record.contact.a_confirmer:
                self._add(path, None, ("contact", "a_confirmer"), "contact_a_confirmer", severity=NOTE)
            for pattern in (pattern for pattern, target in references_of(record.__class__) if target == "livrables"):
                for location, value in values_at(record, pattern):
                    referred = self.records["livrables"].get(value)
                    if referred is not None and referred.statut == "brouillon":
                        self._add(path, None, location, "vers_brouillon", value=value, severity=NOTE)

    # Placing

    def _add(
        self,
        path: Path,
        reading: Reading | None,
        location: Location,
        code: str,
        severity: str = messages.ERREUR,
        **values: Any,
    ) -> None:
        """Note a problem; without a reading, the file is read again to know its lines."""
        if reading is None:
            reading = self._reading_of(path) if severity != NOTE or location else Reading()
        position = reading.keys.get(tuple(location)) if code in ABOUT_KEYS else None
        self._place(path, position or reading.position(location), location, code, severity, **values)

    def _reading_of(self, path: Path) -> Reading:
        """Return what a file says, with positions; the last one is kept, for files that have many problems."""
        if self._last_reading is None or self._last_reading[0] != path:
            self._last_reading = path, read(path.read_bytes())
        return self._last_reading[1]

    def _place(
        self,
        path: Path,
        position: tuple[int, int],
        location: Location,
        code: str,
        severity: str = messages.ERREUR,
        **values: Any,
    ) -> None:
        message, remedy = messages.describe(code, **values)
        self.problems.append(
            Problem(self._name(path), *position, messages.field_name(location), message, remedy, code, severity)
        )


def _all_known(part: BaseModel, known: Mapping[str, Collection[str]]) -> bool:
    """Whether a part refers to nothing unknown, and to nothing twice."""
    found = list(referred(part))
    return len(set(found)) == len(found) and all(identity in known[target] for target, identity in found)


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
        values["description"] = f"« {name}: ». {owner.model_fields[name].description}"
    inner = _model_at(model, location)
    if inner is not None:
        values["keys"] = ", ".join(inner.model_fields)
    match error["type"]:
        case "extra_forbidden" if owner is not None:
            values["nearest"] = messages.did_you_mean(name, [key for key in owner.model_fields if key != "id"])
        case "literal_error":
            choices = [
                part for part in str(context.get("expected", "")).split("'") if part.strip() not in ("", ",", "or")
            ]
            values["expected"] = ", ".join(choices)
            values["nearest"] = messages.did_you_mean(values["value"], choices)
        case "tuple_type" if not isinstance(given, str):
            values["value"] = "…"
        case "id" | "date":
            suggestion = context.get("suggestion", "")
            values["suggested"] = f" ; vouliez-vous dire « {suggestion} » ?" if suggestion else ""
    return values


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
