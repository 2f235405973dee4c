"""What holds between records: references, former ids, files, synonyms; and what they do not say yet."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import chain, pairwise
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote, urldefrag, urlsplit

from pydantic import BaseModel, ValidationError

from prst.records import markdown
from prst.records.catalogue import (
    Catalogue,
    Former,
    former_ids,
    named,
    names_of,
    reached_by,
    references_of,
    referred,
    texts_of,
    values_at,
)
from prst.records.dates import PartialDate
from prst.records.frequentation import AUTRES, FOLDER, SANS_RELAIS, Frequentation, month_of
from prst.records.liens import Liens, addresses_of
from prst.records.model import (
    KINDS_OF,
    MODELS,
    NEEDS,
    PILOTE,
    REGION,
    VOCABULARIES,
    WITHOUT_PAGE,
    Agenda,
    Cible,
    Contact,
    Diffusion,
    Enquete,
    Fichier,
    Groupe,
    Livrable,
    Record,
    Relais,
    Retour,
    Site,
    Structure,
    Terme,
)
from prst.records.naming import Words, either, keys_of_structures, nearest_structure
from prst.records.personnes import is_person, without_people
from prst.records.placing import Placing
from prst.records.problems import NOTE, did_you_mean, nearest
from prst.records.reading import Location, Reading
from prst.records.reseau import FILE as NETWORK
from prst.records.reseau import OPEN, Demande, Reseau
from prst.records.shapes import FILES, field_at
from prst.records.types import fold, is_id
from prst.records.typography import slips
from prst.records.urls import passage
from prst.records.values import says_nothing

_P = TypeVar("_P", bound=BaseModel)
LONG_AFTER = 3
"""Years after the end of its plan from which a date is mistyped rather than late."""
OPTIONAL_FILES = ("retraits", "agendas", "partenaires")
"""Files of the catalogue's root that may be absent, empty or hold only comments."""
CHOICES_SHOWN = 12
NAMES_TOLD = 6
"""Structures named in words that a record is told of one by one: two hundred such notes would hide all others."""
ROUNDED = 0.05
"""How far from one the sum of shares that are fractions may be, for they are rounded."""
FEW = 5
"""Answers below which results tell who gave which."""
NAMED_IN_MESSAGES = {
    "formats": "catalogue/vocabulaires/formats.yml",
    "themes": "catalogue/vocabulaires/themes.yml",
    "secteurs": "catalogue/vocabulaires/secteurs.yml",
    "territoires": "catalogue/vocabulaires/territoires.yml",
    "competences": "catalogue/vocabulaires/competences.yml",
    "appuis": "« appuis », dans ce fichier",
}


@dataclass
class Found:
    """What was read in a catalogue's folder."""

    folder: Path
    docs: Path | None = None
    """Where the files that records name are looked for; None to leave them alone."""
    files: dict[tuple[str, str], Path] = field(default_factory=dict)
    """The file of each record, by kind and id."""
    records: dict[str, dict[str, Any]] = field(
        default_factory=lambda: {kind: {} for kind in (*MODELS, *VOCABULARIES, *OPTIONAL_FILES)}
    )
    """What has no problem of its own, by kind and id."""
    wrong: dict[tuple[str, str], Any] = field(default_factory=dict)
    """What was read of the records that have a problem: their references are checked all the same."""
    trees: list[tuple[Path, Location, type[BaseModel], Any]] = field(default_factory=list)
    """What was read of other files, or of entries of theirs, that have a problem: file, place in it, model, tree."""
    terms: dict[str, frozenset[str]] = field(default_factory=dict)
    """Ids that stand in each vocabulary that can be read, those of wrong terms included."""
    site: Site | None = None
    frequentation: dict[str, Frequentation] = field(default_factory=dict)
    """How often addresses were asked for, by month."""
    liens: Liens | None = None
    """Which addresses of others have to be looked at."""
    reseau: Reseau | None = None
    """What the communication network does for groups."""
    sure: set[int] = field(default_factory=set)
    """Records that were found to refer to nothing unknown, and to nothing twice."""
    words: Words = field(default_factory=lambda: Words(lambda _target: ()))
    """What words mean, wherever a record names another or a term."""

    def former(self) -> Former:
        """Return what the former ids of the records that were read lead to."""
        return former_ids(one for kind in MODELS for one in self.records[kind].values())

    def known(self) -> dict[str, frozenset[str]]:
        """Return every id by folder or vocabulary, those of wrong records and terms included."""
        named: dict[str, set[str]] = defaultdict(set)
        for kind, identity in self.files:
            named[kind].add(identity)
        return {kind: self.terms.get(kind, frozenset()) | named[kind] for kind in (*MODELS, *VOCABULARIES)}

    def everything(self) -> Iterator[tuple[Path, Location, type[BaseModel], Any]]:
        """Yield each file and place in it, its model, and the record, part or tree that it gave."""
        for (kind, identity), path in self.files.items():
            part = self.records[kind].get(identity, self.wrong.get((kind, identity)))
            if part is not None:
                yield path, (), MODELS[kind], part
        if self.site:
            yield self.folder / "site.yml", (), Site, self.site
        for identity, terme in self.records["secteurs"].items():
            yield self.vocabulary("secteurs"), (identity,), Terme, terme
        for identity, agenda in self.records["agendas"].items():
            yield self.folder / "agendas.yml", (identity,), Agenda, agenda
        if self.reseau:
            yield self.folder / NETWORK, (), Reseau, self.reseau
        yield from self.trees

    def vocabulary(self, name: str) -> Path:
        """Return the file of a vocabulary."""
        return self.folder / "vocabulaires" / f"{name}.yml"


def check_references(found: Found, placing: Placing) -> None:
    """Report references to what does not exist, or twice to the same, and files that are absent."""
    known = found.known()
    former = found.former()
    for path, under, model, part in found.everything():
        if isinstance(part, Livrable):
            _check_files(found, placing, path, part)
        if id(part) not in found.sure and not (isinstance(part, model) and all_known(part, known)):  # nearly no record
            check_references_of(found, placing, path, under, model, part, known, found.words, former)


def check_references_of(
    found: Found,
    placing: Placing,
    path: Path,
    under: Location,
    model: type[BaseModel],
    part: Any,
    known: Mapping[str, frozenset[str]],
    words: Words,
    former: Former,
) -> None:
    """Report the unknown and repeated references of one record or part."""
    for pattern, target in references_of(model):
        if target in VOCABULARIES and target not in found.terms:
            continue  # its file cannot be read, which is told already
        seen: set[tuple[Location, str]] = set()
        for location, value in values_at(part, pattern):
            own = location[:-1]  # two parts may name the same, each in a list of its own
            identity = value.lower() if isinstance(value, str) and target == "territoires" else value
            if not isinstance(identity, str) or not is_id(identity):
                continue  # no id, which is told already
            if identity not in known[target]:
                field = field_at(model, location)
                if says_nothing(identity) and field is not None and not field.is_required():
                    placing.add(path, None, (*under, *location), "rien", value=identity)
                    continue
                if now := former.get((target, identity)):
                    _renamed(placing, path, (*under, *location), identity, now)
                    continue
                unknown(placing, path, (*under, *location), identity, target, words)
            elif (own, identity) in seen and pattern[-1] == "*":
                placing.add(path, None, (*under, *location), "doublon", value=identity)
            seen.add((own, identity))


def _renamed(placing: Placing, path: Path, location: Location, former: str, now: str) -> None:
    """Report a record that is named as it was called before: nothing refers to it by another id than its own."""
    choice = f"Elle s’appelle maintenant « {now} » : écrivez ce nom."
    placing.add(path, None, location, "inconnu", value=former, choix=choice)


def _check_files(found: Found, placing: Placing, path: Path, fiche: Livrable) -> None:
    for index, fichier in enumerate(fiche.fichiers if found.docs else ()):
        if found.docs and not (found.docs / fichier.chemin).is_file():
            placing.add(path, None, ("fichiers", index, "chemin"), "chemin_absent", value=fichier.chemin)


def _department_of(said: str, known: Collection[str]) -> Sequence[str]:
    """Return the department of a postcode, or that whose first figure a spreadsheet took away; none of other words."""
    if re.fullmatch(r"\d{5}", said, re.ASCII):
        code = said[:3] if said.startswith("97") else said[:2]
        code = "2a" if code == "20" and said[2] < "2" else "2b" if code == "20" else code
    else:
        code = f"0{said}" if re.fullmatch(r"[1-9]", said, re.ASCII) else ""
    return [code] if code in known else []


def unknown(
    placing: Placing,
    path: Path,
    location: Location,
    said: str,
    target: str,
    words: Words,
    reading: Reading | None = None,
) -> None:
    """Report words that name no record or term, with what they may mean: nothing is proposed that does not exist."""
    choices = words.ids(target)
    where = NAMED_IN_MESSAGES.get(target, f"catalogue/{target}/")
    meant = words.meant(target, said)
    if len(meant) > 1:
        placing.add(path, reading, location, "plusieurs_sens", value=said, choix=words.told(target, meant))
        return
    if len(choices) <= CHOICES_SHOWN:
        choice = f"Valeurs possibles : {', '.join(choices)}." if choices else f"Rien n’est encore défini dans {where}."
    else:
        choice = f"Les {len(choices)} valeurs possibles sont dans {where}."
    close = either(_department_of(said, choices) if target == "territoires" else ()) or either(words.near(target, said))
    placing.add(path, reading, location, "inconnu", value=said, nearest=close, choix=choice)


def all_known(part: BaseModel, known: Mapping[str, Collection[str]]) -> bool:
    """Whether a part refers to nothing unknown, and to nothing twice."""
    found = list(referred(part))
    return len(set(found)) == len(found) and all(identity in known[target] for target, identity in found)


def check_names(found: Found, placing: Placing) -> None:
    """Report what looks like the id of a structure and is none, and contacts that nothing but such an id leads to."""
    known = found.known()["structures"]
    former = found.former()
    for path, under, model, part in found.everything():
        if not (isinstance(part, model) and all(value in known for _target, value in named(part))):  # few, in time
            check_names_of(placing, path, under, model, part, known, former, found.words)


def check_names_of(
    placing: Placing,
    path: Path,
    under: Location,
    model: type[BaseModel],
    part: Any,
    known: Collection[str],
    former: Former,
    words: Words,
) -> None:
    """Report what looks like the id of a structure in one record or part, and is none."""
    for pattern, _target in names_of(model):
        owners = dict(values_at(part, pattern[:-1])) if pattern[-1] == "structure" else {}
        for location, value in values_at(part, pattern):
            if not isinstance(value, str) or value in known or not is_id(value):
                continue
            if now := former.get(("structures", value)):
                _renamed(placing, path, (*under, *location), value, now)
            elif known and "-" in value:
                unknown(placing, path, (*under, *location), value, "structures", words)
            elif _is_mute(owners.get(location[:-1])):
                placing.add(path, None, (*under, *location), "contact_muet")


def _is_mute(contact: Any) -> bool:
    """Whether a contact was let through for its structure alone."""
    ways = ("courriel", "formulaire", "telephone", "a_confirmer")
    return isinstance(contact, Contact) and not any(getattr(contact, way) for way in ways)


def check_successors(found: Found, placing: Placing) -> None:
    """Report structures that replace themselves, or each other."""
    structures: Mapping[str, Structure] = found.records["structures"]
    for identity, structure in structures.items():
        trail = [identity]
        following = structure.remplacee_par
        while following and following in structures and following not in trail:
            trail.append(following)
            following = structures[following].remplacee_par
        if following == identity:
            code = "remplacee_par_elle_meme" if len(trail) == 1 else "remplacement_en_rond"
            ring = " → ".join([*trail, identity])
            placing.add(found.files["structures", identity], None, ("remplacee_par",), code, value=ring)


def check_days(found: Found, placing: Placing, today: date) -> None:
    """Report what is told as done, counted or read after today: pages count from the last change of a record.

    Its addition and its change, the year of a relay's figures, what a group did, validated or counted, the day of an
    act or of a lesson, the answers to a survey.
    """
    for (kind, identity), path in found.files.items():
        record = found.records[kind].get(identity)
        for name in ("ajoute_le", "modifie_le") if record else ():
            day = getattr(record, name)
            if day and day > today:
                placing.add(path, None, (name,), "date_future", value=day.isoformat(), jour=today.isoformat())
        if isinstance(record, Relais):
            for index, touchee in enumerate(record.cibles):
                if touchee.annee and touchee.annee > today.year:
                    placing.add(path, None, ("cibles", index, "annee"), "annee_future", value=touchee.annee)
        if isinstance(record, Groupe):
            _check_done(record, path, placing, today)
        if isinstance(record, Diffusion | Enquete | Retour) and record.date and record.date.first_day > today:
            _check_yet_to_come(record, path, placing, today)


def _check_yet_to_come(record: Diffusion | Enquete | Retour, path: Path, placing: Placing, today: date) -> None:
    """Report what is told of a day that is yet to come; a survey may be announced, and has no answers before."""
    said: dict[str, Any] = {"value": record.date, "jour": today.isoformat()}
    if not isinstance(record, Enquete):
        placing.add(path, None, ("date",), "retour_futur" if isinstance(record, Retour) else "diffusion_future", **said)
    elif record.reponses:
        said |= {"value": record.reponses, "date": record.date}
        placing.add(path, None, ("reponses",), "enquete_future", **said)


def _check_done(groupe: Groupe, path: Path, placing: Placing, today: date) -> None:
    """Report what a group says to have done, validated or counted on a day that is yet to come."""
    done: list[tuple[Location, PartialDate | date | None]] = [
        *((("jalons", rank, "fait_le"), one.fait_le) for rank, one in enumerate(groupe.jalons)),
        *((("releves", rank, "le"), one.le) for rank, one in enumerate(groupe.releves)),
    ]
    if sheet := groupe.fiche_action:
        done.append((("fiche_action", "cadre_valide_le"), sheet.cadre_valide_le))
        done += [(("fiche_action", "revisions", rank, "le"), one.le) for rank, one in enumerate(sheet.revisions)]
    for location, day in done:
        if day and (day if isinstance(day, date) else day.first_day) > today:
            said = day.isoformat() if isinstance(day, date) else str(day)
            placing.add(path, None, location, "fait_futur", value=said, jour=today.isoformat())


def check_relays(found: Found, placing: Placing) -> None:
    """Report relays that say twice what they say once, and reach more of a target than there is of it.

    A target's headcount is that of this region: a relay of another one may reach more there.
    """
    cibles: Mapping[str, Cible] = found.records["cibles"]
    for identity, relais in found.records["relais"].items():
        path = found.files["relais", identity]
        for key, values in (("leviers", relais.leviers), ("cibles", [one.cible for one in relais.cibles])):
            for index, value in enumerate(values):
                if value in values[:index]:
                    at = ("cibles", index, "cible") if key == "cibles" else (key, index)
                    placing.add(path, None, at, "doublon", value=value)
        if identity in relais.recoupe:
            placing.add(path, None, ("recoupe", relais.recoupe.index(identity)), "recoupe_soi", value=identity)
        for index, touchee in enumerate(relais.cibles if _is_here(relais, found) else ()):
            cible = cibles.get(touchee.cible)
            if cible and cible.effectif is not None and (touchee.portee or 0) > cible.effectif:
                said = {"value": touchee.portee, "effectif": cible.effectif, "fichier": f"cibles/{cible.id}.yml"}
                placing.add(path, None, ("cibles", index, "portee"), "portee_au_dela", **said)


def _is_here(relais: Relais, found: Found) -> bool:
    """Whether a relay acts in the region of this site."""
    return not relais.territoires or not found.site or not found.site.lieux.isdisjoint(relais.territoires)


def check_groups(found: Found, placing: Placing) -> None:
    """Report milestones from before their plan, readings of what is no indicator, and what a group says twice."""
    key_of = keys_of_structures(found.records["structures"])
    plans = {fold(plan.nom): plan for plan in (found.site.plans if found.site else ())}
    for identity, groupe in found.records["groupes"].items():
        path = found.files["groupes", identity]
        plan = plans.get(fold(groupe.plan or ""))
        for location, day in _days_of_milestones(groupe) if plan else ():
            if plan and day.last_day.year < plan.debut:
                placing.add(path, None, location, "jalon_avant_plan", value=day, plan=plan.nom, debut=plan.debut)
        _check_indicators(groupe, path, placing)
        _check_readings(groupe, path, placing)
        _check_members(groupe, path, placing, key_of)


def _days_of_milestones(groupe: Groupe) -> Iterator[tuple[Location, PartialDate]]:
    """Yield each day that milestones of a group name, with where it stands."""
    for index, jalon in enumerate(groupe.jalons):
        for key in ("date", "nouvelle_date", "fait_le"):
            if day := getattr(jalon, key):
                yield ("jalons", index, key), day


def _check_indicators(groupe: Groupe, path: Path, placing: Placing) -> None:
    names = [fold(one.nom) for one in groupe.indicateurs]
    for index, one in enumerate(groupe.indicateurs):
        if names[index] in names[:index]:
            placing.add(path, None, ("indicateurs", index, "nom"), "indicateur_double", value=one.nom)


def _check_members(groupe: Groupe, path: Path, placing: Placing, key_of: Callable[[str], str]) -> None:
    """Report structures that contribute twice, or lead twice in one role, by whatever name."""
    led = [(key_of(one.structure), fold(one.role or PILOTE)) for one in groupe.pilotes]
    given = [key_of(one) for one in groupe.contributeurs]
    for index, one in enumerate(groupe.pilotes):
        if led[index] in led[:index]:
            placing.add(path, None, ("pilotes", index, "structure"), "doublon", value=one.structure)
    for index, name in enumerate(groupe.contributeurs):
        if given[index] in given[:index]:
            placing.add(path, None, ("contributeurs", index), "doublon", value=name)


def _check_readings(groupe: Groupe, path: Path, placing: Placing) -> None:
    known = {fold(one.nom): one for one in groupe.indicateurs}
    seen: set[tuple[str, Any]] = set()
    for index, releve in enumerate(groupe.releves):
        name = fold(releve.indicateur)
        if name not in known:
            close = either(filter(None, [nearest(releve.indicateur, [one.nom for one in groupe.indicateurs])]))
            choice = f"Les siens : {', '.join(one.nom for one in groupe.indicateurs)}." if known else ""
            said = {"value": releve.indicateur, "nearest": close, "choix": choice}
            placing.add(path, None, ("releves", index, "indicateur"), "indicateur_inconnu", **said)
        elif not known[name].unite:
            rank = groupe.indicateurs.index(known[name])
            placing.add(path, None, ("indicateurs", rank), "indicateur_sans_unite")
        if (name, releve.le) in seen:
            placing.add(path, None, ("releves", index, "le"), "releve_double", value=releve.le)
        seen.add((name, releve.le))


def check_retours(found: Found, placing: Placing) -> None:
    """Report lessons that name a moment twice: the list would show them twice."""
    for identity, retour in found.records["retours"].items():
        for index, phase in enumerate(retour.phases):
            if phase in retour.phases[:index]:
                placing.add(found.files["retours", identity], None, ("phases", index), "doublon", value=phase)


def check_site(found: Found, placing: Placing) -> None:
    """Report what site.yml says against the catalogue: the name of another region, sections left out in vain."""
    if found.site is None:
        return
    path, site = found.folder / "site.yml", found.site
    for place, location, code, certain, said in _another_region(found, site):
        if certain:
            placing.add(place, None, location, code, **said)
    for index, one in enumerate(site.sections):
        if one in site.sections[:index]:
            placing.add(path, None, ("sections", index), "doublon", value=one)
        for other in sorted(NEEDS.get(one, frozenset()) - set(site.sections)):
            placing.add(path, None, ("sections", index), "section_sans", value=one, autre=other)
    for section, kind in KINDS_OF.items() if site.sections else ():
        held = sorted(identity for owner, identity in found.files if owner == kind)
        if section not in site.sections and held:
            values = {"value": section, "premier": f"{kind}/{held[0]}.yml"}
            more = len(held) - 1
            values["autres"] = f" et {more} autre{'s' if more > 1 else ''}" if more else ""
            placing.add(path, None, ("sections",), "section_pleine", **values)


def _network(found: Found) -> Any:
    """Return what is known of the communication network: the part, or the tree of a file that has a problem."""
    return found.reseau or next((tree for _path, _under, model, tree in found.trees if model is Reseau), None)


def _requests(found: Found) -> Iterator[tuple[int, Demande]]:
    """Yield the requests that have no problem of their own, and their ranks."""
    for location, one in _right(_network(found), ("demandes", "*"), Demande):
        yield int(location[1]), one


def _right(part: Any, pattern: tuple[str, ...], model: type[_P]) -> Iterator[tuple[Location, _P]]:
    """Yield what stands at a pattern of a part, or of a tree, and has no problem of its own."""
    for location, one in values_at(part, pattern):
        with suppress(ValidationError):
            yield location, one if isinstance(one, model) else model.model_validate(one)


def check_network(found: Found, placing: Placing) -> None:
    """Report kinds of help that have one id, requests for what is none of them or that stand twice, and absent pages.

    All of them, whatever else is wrong with the file.
    """
    path, network = found.folder / NETWORK, _network(found)
    ids: dict[Any, Location] = {}
    for location, identity in values_at(network, ("appuis", "*", "id")):
        if identity in ids:
            said = {"value": identity, "ailleurs": _lines_of(placing, path, ids[identity], location)}
            placing.add(path, None, location, "doublon", **said)
        ids.setdefault(identity, location)
    for location, page in _right(network, ("appuis", "*", "pages", "*"), Fichier):
        if found.docs and not (found.docs / page.chemin).is_file():
            placing.add(path, None, (*location, "chemin"), "chemin_absent", value=page.chemin)
    words = FILES[NETWORK].words(found.words, network if isinstance(network, dict) else _as_tree(network))
    for location, appui in values_at(network, ("demandes", "*", "appui")):
        if not isinstance(appui, str) or not is_id(appui) or appui in ids:
            continue  # no id, which is told already
        if not ids:
            placing.add(
                path, None, location, "inconnu", value=appui, choix="Décrivez d’abord cette aide sous « appuis »."
            )
        else:
            unknown(placing, path, location, appui, "appuis", words)
    told: dict[Any, Location] = {}
    for index, demande in _requests(found):
        at: Location = ("demandes", index)
        same = (demande.appui, fold(demande.objet), demande.groupe, demande.structure, demande.demande_le)
        if same in told:
            placing.add(path, None, at, "demande_double", ailleurs=_lines_of(placing, path, told[same], at))
        told.setdefault(same, at)


def _lines_of(placing: Placing, path: Path, first: Location, second: Location) -> str:
    reading = placing.reading_of(path)
    return f", lignes {reading.position(first)[0]} et {reading.position(second)[0]}"


def _as_tree(network: Reseau | None) -> dict[str, Any]:
    return {"appuis": [{"id": one.id, "nom": one.nom} for one in network.appuis]} if network else {}


def check_requests(found: Found, placing: Placing, today: date) -> None:
    """Report requests that are to come."""
    for index, demande in _requests(found):
        if demande.demande_le and demande.demande_le > today:
            said = {"value": demande.demande_le.isoformat(), "jour": today.isoformat()}
            at = ("demandes", index, "demande_le")
            placing.add(found.folder / NETWORK, None, at, "demande_future", **said)


def note_requests(found: Found, placing: Placing, today: date) -> None:
    """Note requests whose day is over although nobody says what became of them."""
    path = found.folder / NETWORK
    for index, demande in _requests(found):
        if demande.pour_le and demande.pour_le.last_day < today and demande.etat in OPEN:
            placing.add(path, None, ("demandes", index, "pour_le"), "demande_passee", NOTE, value=demande.pour_le)


def check_acts(found: Found, placing: Placing) -> None:
    """Report acts of dissemination that another file tells already: they would count twice."""
    told: dict[tuple[Any, ...], str] = {}
    says = attrgetter(*(name for name in Diffusion.model_fields if name not in (*Record.model_fields, "canal")))
    channel = cache(fold)  # thousands of acts name the same few, in capitals or not
    for identity, act in found.records["diffusions"].items():
        other = told.setdefault((channel(act.canal), *says(act)), identity)
        if other != identity:
            autre = f"diffusions/{other}.yml"
            placing.add(found.files["diffusions", identity], None, (), "diffusion_double", autre=autre)


def check_frequentation(found: Found, placing: Placing, today: date) -> None:
    """Report months whose days are those of another one, or yet to come."""
    for name, month in found.frequentation.items():
        path = found.folder / FOLDER / f"{name}.yml"
        for key in ("du", "au"):
            day: date = getattr(month, key)
            if month_of(f"{day:%Y-%m}") != month_of(name):
                placing.add(path, None, (key,), "jour_hors_du_mois", value=day.isoformat(), mois=name)
        if month.au < month.du:
            placing.add(path, None, ("au",), "fin_avant_debut", debut="du")
        if month.au > today:
            placing.add(path, None, ("au",), "mois_futur", value=month.au.isoformat(), jour=today.isoformat())


def _note_dead_links(found: Found, placing: Placing) -> None:
    """Note the addresses of records that the last round of questions found gone, silent or elsewhere."""
    known = {lien.adresse: lien for lien in found.liens.liens if lien.etat != "refuse"} if found.liens else {}
    for (kind, identity), path in found.files.items() if known else ():
        for location, address in addresses_of(found.records[kind].get(identity)):
            lien = known.get(urldefrag(address).url)
            if lien:
                said = {"value": address, "raison": lien.raison, "jour": lien.depuis.isoformat(), "vers": lien.vers}
                placing.add(path, None, location, "lien_deplace" if lien.vers else "lien_mort", NOTE, **said)


def _note_passages(found: Found, placing: Placing) -> None:
    """Note the addresses that pass by the site of a mail program or a search engine."""
    for (kind, identity), path in found.files.items():
        for location, address in addresses_of(found.records[kind].get(identity)):
            if (led := passage(address)) is not None:
                vers = f"Écrivez : {led}" if led else "Ouvrez l’adresse, et copiez celle de la page où elle mène."
                placing.add(path, None, location, "lien_de_passage", NOTE, value=address, vers=vers)


def _note_lost(found: Found, placing: Placing) -> None:
    """Note figures of what the catalogue does not hold any more: records go, and what they came to stays."""
    known = found.known()
    former = found.former().keys()
    for name, month in found.frequentation.items():
        for key in ("vues", "telechargements"):
            comptes = getattr(month, key)
            addresses = {tuple(address.split("/")) for address in comptes}
            relays = {("relais", one) for row in comptes.values() for one in row if one not in (SANS_RELAIS, AUTRES)}
            lost = {(kind, one) for kind, one in addresses | relays if one not in known[kind]} - former
            if lost:
                said = ", ".join(sorted("/".join(one) for one in lost)[:CHOICES_SHOWN])
                path = found.folder / FOLDER / f"{name}.yml"
                placing.add(path, None, (key,), "compte_inconnu", NOTE, combien=len(lost), noms=said)


def check_links(found: Found, placing: Placing) -> None:
    """Report relative links of texts that lead neither to a record nor to a file of docs/.

    A build finds them too, at its end; a preview is lenient, for what is linked to may be about to be written.
    """
    known = {kind: ids for kind, ids in found.known().items() if kind not in WITHOUT_PAGE}
    for (kind, identity), path in found.files.items():
        record = found.records[kind].get(identity)
        text = getattr(record, "description", None)
        for href in markdown.relative(text) if text else ():
            if not _leads(f"{kind}/{identity}", href, found, known):
                values = {"lien": href, "raison": "", "remede": markdown.WHOLE}
                placing.add(path, None, ("description",), "lien_de_fiche", **values)


def _leads(own: str, href: str, found: Found, known: Mapping[str, frozenset[str]]) -> bool:
    """Whether a relative address, on the page of a record, leads somewhere."""
    path = unquote(href.partition("#")[0].partition("?")[0])
    target = posixpath.normpath(posixpath.join(own, path))
    if not path or target.startswith(".."):
        return False  # the headings of a text have no ids
    kind, _, identity = target.partition("/")
    if not identity:
        return path.endswith("/") and (kind in known or kind in (".", "agenda"))
    return identity in known.get(kind, ()) or bool(found.docs and (found.docs / target).exists())


def check_former_ids(found: Found, placing: Placing) -> None:
    """Report former ids and withdrawn addresses that another record has."""
    taken: dict[tuple[str, str], str] = {key: path.name for key, path in found.files.items()}
    for (kind, identity), path in found.files.items():
        record = found.records[kind].get(identity)
        for index, former in enumerate(record.anciens_ids if record else ()):
            if (kind, former) in taken:
                other = taken[kind, former]
                placing.add(path, None, ("anciens_ids", index), "ancien_id_pris", value=former, autre=other)
            taken[kind, former] = path.name
    _check_withdrawn(found, placing, taken)


def _check_withdrawn(found: Found, placing: Placing, taken: Mapping[tuple[str, str], str]) -> None:
    path = found.folder / "retraits.yml"
    for address in found.records["retraits"]:
        kind, _, identity = address.partition("/")
        if kind not in {*MODELS, *VOCABULARIES} - WITHOUT_PAGE or not is_id(identity):
            example = "Par exemple : livrables/ancien-guide."
            placing.add(path, None, (address,), "string_pattern_mismatch", value=address, description=example)
        elif (kind, identity) in taken:
            placing.add(path, None, (address,), "ancien_id_pris", value=identity, autre=taken[kind, identity])
        elif kind in VOCABULARIES and _has_page(found, kind, identity):
            placing.add(path, None, (address,), "ancien_id_pris", value=identity, autre=f"vocabulaires/{kind}.yml")
    for address, retrait in found.records["retraits"].items():
        kind, _, identity = (retrait.voir or "").partition("/")
        if retrait.voir and identity not in found.known().get(kind, ()):
            choice = "Écrivez le dossier et l’identifiant, par exemple livrables/autre-guide."
            placing.add(path, None, (address, "voir"), "inconnu", value=retrait.voir, choix=choice)


def _has_page(found: Found, vocabulary: str, identity: str) -> bool:
    """Whether the records make a page for a term, as `Catalogue.has_page` will say of them."""
    return found.site is not None and Catalogue.of(found.site, found.records).has_page(vocabulary, identity)


_Edge = tuple[str, str, Path, Location]
"""What is part of what, and where that is written."""


def check_parts(found: Found, placing: Placing) -> None:
    """Report what is said to be part of itself, directly or by way of others, and terms that can be part of nothing."""
    for section in ("cibles", "secteurs", "relais"):
        edges = list(_edges(found, section))
        wider: dict[str, set[str]] = defaultdict(set)
        for part, whole, _path, _location in edges:
            wider[part].add(whole)
        rings: set[frozenset[str]] = set()
        for part, whole, path, location in edges:
            if part == whole:
                placing.add(path, None, location, "partie_de_soi", value=part)
            elif (way := _way(wider, whole, part)) and frozenset(way) not in rings:  # each ring is told once
                rings.add(frozenset(way))
                placing.add(path, None, location, "partie_en_rond", chemin=" → ".join((part, *way)))
    for name in VOCABULARIES:
        for identity, terme in found.records[name].items() if name != "secteurs" else ():
            for key in ("fait_partie_de", "comprend"):
                if getattr(terme, key):
                    placing.add(found.vocabulary(name), None, (identity, key), "partie_hors_secteurs")


def _edges(found: Found, section: str) -> Iterator[_Edge]:
    for identity, one in found.records[section].items():
        path = found.files.get((section, identity)) or found.vocabulary(section)
        under: Location = () if section in MODELS else (identity,)
        if isinstance(one, Relais):
            for index, whole in enumerate(one.inclus_dans):
                yield identity, whole, path, ("inclus_dans", index)
            continue
        if one.fait_partie_de:
            yield identity, one.fait_partie_de, path, (*under, "fait_partie_de")
        for index, part in enumerate(one.comprend):
            yield part, identity, path, (*under, "comprend", index)


def _way(wider: Mapping[str, Collection[str]], first: str, last: str) -> list[str]:
    """Return the shortest way from one to another that contains it, both included; [] where there is none."""
    ways = {first: [first]}
    queue = [first]
    for one in queue:
        for whole in sorted(wider.get(one, ())):
            if whole not in ways:
                ways[whole] = [*ways[one], whole]
                queue.append(whole)
    return ways.get(last, [])


def check_synonyms(found: Found, placing: Placing) -> None:
    """Report words that stand for two terms of one vocabulary, or for two targets."""
    cibles: Mapping[str, Cible] = found.records["cibles"]
    named = {fold(cible.nom): identity for identity, cible in cibles.items()}
    for identity, cible in cibles.items():
        for index, word in enumerate(cible.synonymes):
            owner = named.setdefault(fold(word), identity)
            if owner != identity:
                path = found.files["cibles", identity]
                placing.add(path, None, ("synonymes", index), "synonyme_double", value=word, autre=owner)
    for name in VOCABULARIES:
        owners: dict[str, str] = {}
        for identity, terme in found.records[name].items():
            words = [(("label",), terme.label), *((("synonymes", i), w) for i, w in enumerate(terme.synonymes))]
            for location, word in words:
                owner = owners.setdefault(fold(word), identity)
                if owner != identity:
                    path = found.vocabulary(name)
                    placing.add(path, None, (identity, *location), "synonyme_double", value=word, autre=owner)


def note_gaps(found: Found, placing: Placing) -> None:
    """Note what might be better, and stops nothing."""
    _note_another_region(found, placing)
    _note_site(found, placing)
    _note_names(found, placing)
    _note_people(found, placing)
    _note_included(found, placing)
    _note_headcounts(found, placing)
    _note_groups(found, placing)
    _note_archived(found, placing)
    _note_lost(found, placing)
    _note_dead_links(found, placing)
    _note_passages(found, placing)
    _note_typography(found, placing)
    for (kind, identity), path in found.files.items():
        record = found.records[kind].get(identity)
        if record is None:
            continue
        if record.ajoute_le is None and kind != "diffusions":
            placing.add(path, None, (), "sans_date_ajout", severity=NOTE)
        if isinstance(record, Livrable) and record.contact.a_confirmer:
            placing.add(path, None, ("contact", "a_confirmer"), "contact_a_confirmer", severity=NOTE)
        if isinstance(record, Enquete):
            _note_survey(record, path, placing)
        for pattern in (pattern for pattern, target in references_of(record.__class__) if target == "livrables"):
            for location, value in values_at(record, pattern):
                referred = found.records["livrables"].get(value)
                if referred is not None and referred.statut == "brouillon":
                    placing.add(path, None, location, "vers_brouillon", value=value, severity=NOTE)


def _note_survey(enquete: Enquete, path: Path, placing: Placing) -> None:
    """Report results by which one would know who said what, and shares that are fractions of one."""
    if enquete.resultats and (enquete.reponses or 0) < FEW:
        placing.add(path, None, ("reponses",), "enquete_petite", NOTE, value=enquete.reponses)
    for rank in range(1, len(enquete.questions) + 1):
        told = [(index, one.part) for index, one in enumerate(enquete.resultats) if one.rang == rank and one.part]
        if len(told) > 1 and abs(sum(part for _index, part in told) - 1) < ROUNDED:
            (index, part), *_others = told
            said = {"value": f"{part:g}".replace(".", ","), "lu": f"{100 * part:g}".replace(".", ",")}
            placing.add(path, None, ("resultats", index, "part"), "part_en_fraction", NOTE, **said)


def _note_site(found: Found, placing: Placing) -> None:
    """Note a site to which nobody can write or propose anything, and what its legal page still lacks."""
    site = found.site
    if site is None:
        return
    path = found.folder / "site.yml"
    structure: Structure | None = found.records["structures"].get(site.contact.structure)
    ways = [getattr(site.contact, way) for way in ("courriel", "formulaire", "telephone")]
    ways += [getattr(structure, way, None) for way in ("courriel", "telephone", "page_contact")]
    if not any(ways) and (site.depot is None or _is_example(site.depot)):
        placing.add(path, None, ("contact",), "site_sans_issue", NOTE)
    lacking = {
        "adresse": _is_example(site.adresse),
        "depot": bool(site.depot and _is_example(site.depot)),
        "editeur.directeur_de_publication": _is_to_come(site.editeur.directeur_de_publication),
        "hebergeur": site.hebergeur is None or not site.hebergeur.adresse,
    }
    if missing := [key for key, lacks in lacking.items() if lacks]:
        placing.add(path, None, (), "site_a_completer", NOTE, manques=", ".join(missing))


def _is_example(address: str) -> bool:
    """Whether an address is one of those that belong to nobody (RFC 2606)."""
    host = (urlsplit(address).hostname or "").rstrip(".")
    return host.endswith((".example", ".invalid", ".test")) or host in ("example.org", "example.com", "localhost")


def _is_to_come(text: str | None) -> bool:
    return not text or fold(text).startswith(("a designer", "a completer", "a preciser"))


def _note_names(found: Found, placing: Placing) -> None:
    """Note structures that are named in words, with the nearest of those that have a record."""
    structures: Mapping[str, Structure] = found.records["structures"]
    if not structures:
        return
    known = found.known()["structures"]
    unknown: dict[Path, list[tuple[Location, str]]] = defaultdict(list)
    for path, under, model, part in found.everything():
        for pattern, _target in names_of(model) if isinstance(part, model) else ():
            for location, value in values_at(part, pattern):
                if value in known or is_person(value):
                    continue
                near = nearest_structure(value, structures)
                if near:
                    said = {"value": value, "nearest": f" ; vouliez-vous dire « {near.id} » ?"}
                    placing.add(path, None, (*under, *location), "structure_en_mots", NOTE, **said)
                else:
                    unknown[path].append(((*under, *location), value))
    for path, places in unknown.items():
        _note_unknown(path, places, placing)


def _note_unknown(path: Path, places: Sequence[tuple[Location, str]], placing: Placing) -> None:
    """Note structures of one file that have no record, each once: one by one, or of many the first and their number."""
    names: dict[str, tuple[Location, str]] = {}
    for place in places:
        names.setdefault(fold(place[1]), place)
    told = places if len(places) <= NAMES_TOLD else [*names.values()]
    if len(told) > NAMES_TOLD:
        location, value = told[0]
        placing.add(path, None, location, "structures_en_mots", NOTE, value=value, autres=len(told) - 1)
        return
    for location, value in told:
        placing.add(path, None, location, "structure_en_mots", NOTE, value=value, nearest="")


def _note_people(found: Found, placing: Placing) -> None:
    """Note who seems to be a person where a function is asked for, unless that person agreed to be named."""
    structures: Mapping[str, Structure] = found.records["structures"]
    for path, under, model, part in found.everything():
        named = {pattern for pattern, _target in names_of(model)}
        for pattern in reached_by(model) if isinstance(part, model) else ():
            owners = dict(values_at(part, pattern[:-1])) if pattern[-1] != "*" else {}
            for location, value in values_at(part, pattern):
                agreed = getattr(owners.get(location[:-1]), "publication_consentie", None)
                if isinstance(value, str) and not agreed and is_person(value):
                    said = {"value": value, "nearest": _beside_people(value, structures) if pattern in named else ""}
                    placing.add(path, None, (*under, *location), "personne", NOTE, **said)


def _beside_people(value: str, structures: Mapping[str, Structure]) -> str:
    """Return what to write where a structure is asked for and a person is named with it; nothing for a person alone."""
    near = nearest_structure(value, structures)
    structure = near.id if near else without_people(value)
    return f" ; écrivez seulement sa structure, « {structure} »" if structure else ""


def _note_included(found: Found, placing: Placing) -> None:
    """Note relays that reach more of a target than one in which they are said to be included."""
    relays: Mapping[str, Relais] = found.records["relais"]
    for identity, relais in relays.items():
        for wider in (relays[one] for one in relais.inclus_dans if one in relays):
            reach = {one.cible: one.portee for one in wider.cibles}
            for index, touchee in enumerate(relais.cibles):
                portee = reach.get(touchee.cible)
                if portee is not None and (touchee.portee or 0) > portee:
                    said = {"value": touchee.portee, "autre": wider.id, "portee": portee}
                    at = ("cibles", index, "portee")
                    placing.add(found.files["relais", identity], None, at, "portee_incluse", NOTE, **said)


def _note_headcounts(found: Found, placing: Placing) -> None:
    """Note acts that reached more of a target than there is of it, and targets larger than what they are part of.

    No error: an act may count people, and a target companies.
    """
    cibles: Mapping[str, Cible] = found.records["cibles"]
    relays: Mapping[str, Relais] = found.records["relais"]
    for identity, acte in found.records["diffusions"].items():
        cible, relais = cibles.get(acte.cible or ""), relays.get(acte.relais)
        if (
            cible
            and relais
            and cible.effectif is not None
            and (acte.touches or 0) > cible.effectif
            and _is_here(relais, found)
        ):
            said = {"value": acte.touches, "effectif": cible.effectif, "fichier": f"cibles/{cible.id}.yml"}
            placing.add(found.files["diffusions", identity], None, ("touches",), "portee_au_dela", NOTE, **said)
    for identity, cible in cibles.items():
        wider = cibles.get(cible.fait_partie_de or "")
        if wider and wider.effectif is not None and (cible.effectif or 0) > wider.effectif:
            said = {"value": cible.effectif, "effectif": wider.effectif, "autre": wider.id}
            placing.add(found.files["cibles", identity], None, ("effectif",), "effectif_inclus", NOTE, **said)


def _note_groups(found: Found, placing: Placing) -> None:
    """Note plans that nobody knows, milestones that seem mistyped, and frames that changed after their validation."""
    plans = {fold(plan.nom): plan for plan in (found.site.plans if found.site else ())}
    for identity, groupe in found.records["groupes"].items():
        path = found.files["groupes", identity]
        plan = plans.get(fold(groupe.plan or ""))
        if groupe.plan and plans and plan is None:
            names = [one.nom for one in plans.values()]
            said = {"value": groupe.plan, "nearest": did_you_mean(groupe.plan, names), "choix": ", ".join(names)}
            placing.add(path, None, ("plan",), "plan_inconnu", NOTE, **said)
        for location, day in _days_of_milestones(groupe) if plan else ():
            if plan and day.first_day.year > plan.fin + LONG_AFTER:
                placing.add(path, None, location, "jalon_apres_plan", NOTE, value=day, plan=plan.nom, fin=plan.fin)
        _note_twice(groupe, path, placing)
        for index, (one, following) in enumerate(pairwise(groupe.jalons), 1):
            if following.date.last_day < one.date.first_day:
                placing.add(path, None, ("jalons", index, "date"), "jalons_en_desordre", NOTE)
        sheet = groupe.fiche_action
        if sheet and sheet.cadre_revu_le and sheet.cadre_valide_le:
            said = {"value": sheet.cadre_revu_le.isoformat(), "jour": sheet.cadre_valide_le.isoformat()}
            placing.add(path, None, ("fiche_action", "cadre_valide_le"), "cadre_a_valider", NOTE, **said)


def _note_twice(groupe: Groupe, path: Path, placing: Placing) -> None:
    """Note milestones that were moved to the day that they had, and what the record of a group says twice."""
    sheet = groupe.fiche_action
    for index, jalon in enumerate(groupe.jalons):
        if jalon.nouvelle_date == jalon.date:
            placing.add(path, None, ("jalons", index, "nouvelle_date"), "jalon_sans_ecart", NOTE, value=jalon.date)
    said: dict[Location, Sequence[tuple[str, Any]]] = {
        ("jalons",): [(one.intitule, one.date) for one in groupe.jalons],
        ("fiche_action", "actions"): [(one.intitule, one.par) for one in sheet.actions] if sheet else (),
        ("fiche_action", "resultats_attendus"): [(one, "") for one in sheet.resultats_attendus] if sheet else (),
    }
    for location, lines in said.items():
        keys = [(fold(words), more) for words, more in lines]
        for index, (words, _more) in enumerate(lines):
            if keys[index] in keys[:index]:
                placing.add(path, None, (*location, index), "doublon", NOTE, value=words)


def _note_archived(found: Found, placing: Placing) -> None:
    """Note acts that passed on what is archived, unless they were before its record last changed.

    No error: what was passed on before it was archived did happen, and nothing says when it was archived.
    """
    for identity, act in found.records["diffusions"].items():
        fiche: Livrable | None = found.records["livrables"].get(act.livrable)
        if fiche and fiche.statut == "archive" and not (fiche.modifie_le and act.date.last_day < fiche.modifie_le):
            path = found.files["diffusions", identity]
            placing.add(path, None, ("livrable",), "diffusion_archivee", NOTE, value=fiche.id)


def _note_typography(found: Found, placing: Placing) -> None:
    """Note apostrophes, guillemets, spaces, articles and capitals that readers would see."""
    terms: Iterator[tuple[Path, Location, type[BaseModel], Any]] = (
        (found.vocabulary(name), (identity,), Terme, terme)
        for name in VOCABULARIES
        if name != "secteurs"  # which everything holds
        for identity, terme in found.records[name].items()
    )
    for path, under, model, part in chain(found.everything(), terms):
        for pattern in texts_of(model) if isinstance(part, model) else ():
            for location, text in values_at(part, pattern):
                for code, words, right in slips(pattern[-1], text):
                    instead = f" : « {right} »" if right else ""
                    placing.add(path, None, (*under, *location), code, NOTE, value=words, nearest=instead)


def _note_another_region(found: Found, placing: Placing) -> None:
    """Note names of the region that differ, where no vocabulary tells which of them is one."""
    for path, location, code, certain, said in _another_region(found, found.site) if found.site else ():
        if not certain:
            placing.add(path, None, location, code, NOTE, **said)


def _another_region(found: Found, site: Site) -> Iterator[tuple[Path, Location, str, bool, dict[str, str]]]:
    """Yield where site.yml and the vocabulary of places speak of two regions, and whether both are known to be one."""
    territoires: Mapping[str, Terme] = found.records["territoires"]
    regions = {fold(terme.region) for terme in territoires.values() if terme.region}
    mine = [code for code, terme in territoires.items() if fold(terme.region or "") == fold(site.region)]
    right = ", ".join(f"'{code}'" for code in mine)
    remedy = f"Écrivez «\u00a0departements: [{right}]\u00a0»" if mine else "Écrivez les départements de votre région"
    for index, code in enumerate(site.departements):
        theirs = territoires[code].region if code in territoires else None
        if theirs and fold(theirs) != fold(site.region):
            said = {
                "value": f"{code} {territoires[code].label}",
                "autre": theirs,
                "region": site.region,
                "choix": remedy,
            }
            yield found.folder / "site.yml", ("departements", index), "departement_ailleurs", bool(mine), said
    label = territoires[REGION].label if REGION in territoires else site.region
    if fold(label) != fold(site.region):
        certain = fold(label) in regions
        said = {"value": label, "region": site.region}
        yield found.vocabulary("territoires"), (REGION, "label"), "region_autrement", certain, said


CHECKS: tuple[Callable[[Found, Placing], None], ...] = (
    check_references,
    check_names,
    check_successors,
    check_former_ids,
    check_synonyms,
    check_parts,
    check_relays,
    check_groups,
    check_retours,
    check_acts,
    check_network,
    check_site,
)
"""What holds between records whatever the day, in the order in which it is looked at."""
