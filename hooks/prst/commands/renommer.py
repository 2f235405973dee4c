"""`prst renommer`: a record or term under another id, with all that names it."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import typer

from prst.commands.changes import Change, RequestError, carry_out, cautious, day_of, loaded_of, say, text_of_file
from prst.outputs import french
from prst.outputs.pages.modeles_a_copier import with_records
from prst.outputs.pages.written import renamed_in
from prst.records.catalogue import Catalogue
from prst.records.loading import Loaded
from prst.records.model import MODELS, VOCABULARIES
from prst.records.problems import did_you_mean
from prst.records.renaming import followed, renamed, term_renamed, withdrawn
from prst.records.types import RESERVED_IDS, is_id, slugify

PLACES = "Écrivez le dossier et l’identifiant, par exemple livrables/guide-chutes."


def run(project: Path, ancien: str, nouveau: str, jour: str, essai: bool) -> int:
    """Rename, and print what changed; 1 where something would be wrong afterwards, 2 where the question is wrong."""
    try:
        today = day_of(project, jour)
        loaded = loaded_of(project)
        kind, old = which(ancien, loaded)
        new = free_name(nouveau, kind, old, loaded)
        change = change_of(project, loaded, kind, old, new, today)
    except RequestError as error:
        typer.echo(str(error), err=True)
        return 2
    code = carry_out(project, change, today, essai=essai, tell=say)
    if code == 0 and not essai:
        typer.echo(f"\n{_concluded(kind, old, new, change, loaded)}")
    return code


def which(name: str, loaded: Loaded) -> tuple[str, str]:
    """Return the folder or vocabulary, and the id, of what a name means. Raises RequestError."""
    given = name.strip().replace("\\", "/").removesuffix(".yml").removeprefix("./").removeprefix("catalogue/")
    folder, _, identity = given.rpartition("/")
    known = loaded.known
    if folder and folder not in known:
        raise RequestError(f"« {folder} » n’est ni un dossier ni un vocabulaire{_or_stop(folder, known)} {PLACES}")
    found = [(kind, identity) for kind in ([folder] if folder else known) if identity in known[kind]]
    if len(found) == 1:
        return found[0]
    if found:
        choices = " ou ".join(f"« {kind}/{one} »" for kind, one in found)
        raise RequestError(f"Plusieurs choses s’appellent « {identity} »\u00a0: écrivez {choices}.")
    catalogue = loaded.sound
    for kind in [folder] if folder else known:
        if catalogue and (now := catalogue.resolve(kind, identity)):
            raise RequestError(f"« {identity} » s’appelle désormais « {kind}/{now} »\u00a0: renommez celui-là.")
    candidates = {one for kind, ids in known.items() if folder in ("", kind) for one in ids}
    raise RequestError(f"« {name} » n’est pas dans le catalogue{_or_stop(identity, candidates)} {PLACES}")


def _or_stop(word: str, candidates: Iterable[str]) -> str:
    return did_you_mean(word, candidates) or "."


def free_name(name: str, kind: str, old: str, loaded: Loaded) -> str:
    """Return the new id. Raises RequestError for one that cannot be, or that something bears."""
    folder, _, identity = name.strip().removesuffix(".yml").removeprefix("catalogue/").rpartition("/")
    if folder not in ("", kind):
        raise RequestError(
            f"« {name} » est dans un autre dossier\u00a0: une fiche de {kind}/ y reste. Donnez le nouveau nom seul."
        )
    if kind == "territoires":
        raise RequestError("Un territoire garde son code\u00a0: changez plutôt son « label », dans territoires.yml.")
    suggestion = slugify(identity)
    if why := RESERVED_IDS.get(identity) or RESERVED_IDS.get(suggestion):
        raise RequestError(f"« {identity} » est un nom réservé ({why}). Choisissez un autre nom.")
    if not is_id(identity):
        fits = f" « {suggestion} » conviendrait." if suggestion else ""
        raise RequestError(
            f"« {identity} » n’est pas un identifiant\u00a0: minuscules sans accent, chiffres et tirets.{fits}"
        )
    if identity == old:
        raise RequestError(f"« {old} » s’appelle déjà ainsi.")
    if identity in loaded.known[kind]:
        merging = (
            f" Les deux n’en font plus qu’une\u00a0? Notez « {old} » dans les « anciens_ids » de « {identity} », puis "
            f"supprimez la fiche « {old} »."
        )
        raise RequestError(
            f"« {kind}/{identity} » existe déjà. Choisissez un autre nom.{merging if kind in MODELS else ''}"
        )
    now = loaded.sound.resolve(kind, identity) if loaded.sound else None
    if now not in (None, old):
        raise RequestError(
            f"« {identity} » est un ancien nom de « {kind}/{now} »\u00a0: son adresse y mène. Choisissez un autre nom."
        )
    return identity


def change_of(project: Path, loaded: Loaded, kind: str, old: str, new: str, today: date) -> Change:
    """Return what a renaming does to the files of a project. Raises RequestError where a file does not allow it."""
    before = {name: text_of_file(project, name) for name in _files(project)}
    own = f"catalogue/{kind}/{old}.yml" if kind in MODELS else f"catalogue/vocabulaires/{kind}.yml"
    after = {}
    for name, text in before.items():
        with cautious(name, f"« {old} »"):
            after[name] = _followed(name, text, kind, old, new)
            if name == own:
                change = renamed if kind in MODELS else term_renamed
                after[name] = change(kind, after[name], old, new)
    if kind in VOCABULARIES and loaded.sound and loaded.sound.has_page(kind, old):
        retraits = "catalogue/retraits.yml"
        titre = getattr(loaded.sound, kind)[old].label
        motif = "Ce mot s’écrit désormais autrement dans les adresses."
        after[retraits] = withdrawn(
            after.get(retraits, ""), f"{kind}/{old}", titre, today.isoformat(), motif, f"{kind}/{new}"
        )
    changed: dict[str, bytes | None] = {
        name: text.encode("utf-8") for name, text in after.items() if text != before.get(name)
    }
    if kind not in MODELS:
        return Change(changed, {})
    moved = f"catalogue/{kind}/{new}.yml"
    changed = {**changed, own: None, moved: after[own].encode("utf-8")}
    return Change(changed, {own: moved})


def _followed(name: str, text: str, target: str, old: str, new: str) -> str:
    if name.startswith("docs/"):
        return with_records(renamed_in(text, target, old, new), target, old, new)
    _catalogue, *folders, file = name.split("/")
    stem = file.removesuffix(".yml")
    kind = folders[0] if folders and folders[0] in MODELS else stem
    return followed(kind, stem, text, target, old, new)


def _files(project: Path) -> Iterator[str]:
    """Yield the files that may name a record or term, by their path in the project."""
    catalogue = project / "catalogue"
    known = [catalogue / "vocabulaires" / f"{name}.yml" for name in VOCABULARIES]
    known += [catalogue / f"{name}.yml" for name in ("site", "retraits", "agendas", "reseau-communication")]
    known += [path for kind in MODELS for path in sorted((catalogue / kind).glob("*.yml"))]
    known += sorted((project / "docs").rglob("*.md"))
    yield from (path.relative_to(project).as_posix() for path in known if path.is_file())


def _concluded(kind: str, old: str, new: str, change: Change, loaded: Loaded) -> str:
    files = [name for name in change.files if name not in change.moved and name not in change.moved.values()]
    follows = french.plural(len(files), "autre fichier suit", "autres fichiers suivent")
    kept = "Son ancienne adresse y mène." if _keeps_its_address(kind, old, loaded.sound) else ""
    lines = [f"« {kind}/{old} » s’appelle désormais « {kind}/{new} »\u00a0; {follows}.", kept]
    return " ".join(line for line in lines if line) + "\nRelisez avec « git diff », puis enregistrez\u00a0: git add -A."


def _keeps_its_address(kind: str, old: str, catalogue: Catalogue | None) -> bool:
    return catalogue is not None and catalogue.has_page(kind, old)
