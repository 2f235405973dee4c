"""The modules of the search, joined into what pages load."""

import re
from graphlib import CycleError
from pathlib import Path

import pytest
import rjsmin

from prst.outputs.search.engine import ENGINE, create_engine
from prst.outputs.search.scripts import ENTRIES, FOLDER, joined


def jsmin(text: str) -> str:
    """Scripts are published without their comments and most of their spaces."""
    return str(rjsmin.jsmin(text, keep_bang_comments=True))


def join(**modules: str) -> dict[str, str]:
    """What is published, by the name of its module."""
    outputs = joined({f"{FOLDER}{name}.js": text for name, text in modules.items()})
    return {output.path.removeprefix(FOLDER).removesuffix(".js"): output.content.decode() for output in outputs}


def test_a_module_keeps_its_scope_and_comes_after_those_that_it_imports() -> None:
    page = 'import { element } from "./affichage.js";\nimport { ouvrir, plier } from "./moteur.js";\nouvrir(plier);'
    moteur = 'import { element } from "./affichage.js";\nexport async function ouvrir() {}\nexport const plier = 1;'
    assert join(page=page, moteur=moteur, affichage="export class element {}") == {
        "page": jsmin("""const $affichage = (() => {
class element {}
return { element };
})();
const $moteur = (() => {
const { element } = $affichage;
async function ouvrir() {}
const plier = 1;
return { ouvrir, plier };
})();
const $page = (() => {
const { element } = $affichage;
const { ouvrir, plier } = $moteur;
ouvrir(plier);
return {  };
})();
""")
    }


def test_an_entry_exports_its_own_names_and_those_that_it_hands_on() -> None:
    text = join(recherche='export { a } from "./moteur.js";\nexport const b = 2;', moteur="export const a = 1;")
    assert text["recherche"].endswith("export const{b,a}=$recherche;")


def test_modules_of_other_folders_are_imported_as_before() -> None:
    text = join(page='import { jour } from "../dates.js";\njour();')["page"]
    assert text.startswith('import*as $dates from"../dates.js"')
    assert "const{jour}=$dates;" in text


def test_what_is_fetched_later_stays_apart() -> None:
    page = 'const moteur = () => import("./recherche.js");\nimport("./recherche.js");'
    assert jsmin(page) in join(page=page)["page"]


@pytest.mark.parametrize(
    "statement",
    [
        'import "./moteur.js";',
        'import moteur from "./moteur.js";',
        'import * as moteur from "./moteur.js";',
        'import { a as b } from "./moteur.js";',
        'import {\n  a,\n} from "./moteur.js";',
        "export default 1;",
        'export * from "./moteur.js";',
        "export let a = 1;",
        "export { a };",
    ],
)
def test_other_statements_are_refused(statement: str) -> None:
    with pytest.raises(ValueError, match=r"page\.js"):
        join(page=f"// A page.\n{statement}\n", moteur="")


def test_a_module_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError, match="absent"):
        join(page='import { a } from "./absent.js";')


def test_modules_that_import_each_other_are_an_error() -> None:
    with pytest.raises(CycleError):
        join(page='import { a } from "./moteur.js";', moteur='import { b } from "./page.js";')


def test_every_module_of_ours_is_published_in_some_entry(repository: Path) -> None:
    sources = {f"{FOLDER}{path.name}": path.read_text("utf-8") for path in (repository / "docs" / FOLDER).glob("*.js")}
    assert set(ENTRIES) <= set(sources)
    outputs = list(joined({ENGINE: create_engine().content.decode(), **sources}))
    assert [output.path for output in outputs] == list(ENTRIES)
    found = {name for output in outputs for name in re.findall(r"\bconst \$(\w+)=\(\(\)=>", output.content.decode())}
    assert {f"{FOLDER}{name}.js" for name in found} == {ENGINE, *sources}
