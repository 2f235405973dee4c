"""The one style sheet: joined, light, and complete for what editors write."""

import gzip
import re
from pathlib import Path
from typing import Any

import markdown
import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from prst.outputs import Output
from prst.outputs.styles import APART, FOLDER, PATH, absent, address, apart, joined
from prst.records.model import Couleurs

COLOURS = Couleurs(principale="#123456", accent="#A0410D")


def texts_of(repository: Path) -> dict[str, str]:
    """The style sheets of the repository, by file, in the order of mkdocs.yml."""
    names = settings_of(repository)["extra_css"]
    return {f"docs/{name}": (repository / "docs" / name).read_text(encoding="utf-8") for name in names}


def settings_of(repository: Path) -> dict[str, Any]:
    settings: dict[str, Any] = yaml.safe_load((repository / "mkdocs.yml").read_text(encoding="utf-8"))
    return settings


def sheets_of(repository: Path) -> dict[str, str]:
    """The sheets that the repository publishes, by path."""
    outputs, problems = joined(COLOURS, texts_of(repository))
    assert problems == []
    return {output.path: output.content.decode() for output in outputs}


def join(**sheets: str) -> str:
    """The joined sheet of sheets without a fault."""
    outputs, problems = joined(COLOURS, {f"docs/{name}.css": text for name, text in sheets.items()})
    assert problems == []
    return outputs[0].content.decode()


@pytest.fixture(scope="module")
def sheet(repository: Path) -> str:
    """All that the repository publishes: the sheet of all pages, then those of some."""
    return "".join(sheets_of(repository).values())


# Joining


def test_sheets_follow_each_other_after_the_colours_of_the_region() -> None:
    assert join(b="b { x: y }", a="a { x: y } /* why */") == (
        ":root{--couleur-principale:#123456;--couleur-accent:#A0410D}b{x:y}a{x:y}"
    )


def test_safari_reads_what_is_written() -> None:
    """WebKit 2.50 leaves out a line with its thickness in one property, and with it the line below each link."""
    line = "text-decoration:underline;text-decoration-thickness:from-font"
    assert set(join(a=f"a {{ {line} }}").rpartition("a{")[2].rstrip("}").split(";")) == set(line.split(";"))
    assert join(a="@media (min-width: 60em) { a { x: y } }").endswith("@media (min-width:60em){a{x:y}}")


def test_each_character_and_each_value_of_today_is_kept() -> None:
    text = '.fil::before{content:"›" / "";color:color-mix(in srgb, var(--a) 8%, #fff);grid-template-rows:subgrid}'
    assert join(a=text).endswith(text.replace("::before", ":before"))


def test_brace_left_open_ends_with_its_sheet() -> None:
    assert join(a="@media print { a { x: y }", b="b { x: y }").endswith("@media print{a{x:y}}b{x:y}")


@pytest.mark.parametrize(
    ("text", "line", "kept"),
    [
        ("a { x: y }\n\nb { x y }\nc { x: y }", 3, "c{x:y}"),
        ('a { x: y }\nb { content: "x }\n}\nc { x: w }', 2, "a{x:y}"),
        ("a { x: y }\n}\n", 3, ""),
        ("<<<<<<< HEAD\na { x: y }\n=======\nb { x: y }", 1, ""),
    ],
)
def test_sheet_that_cannot_be_read_is_named_with_its_line(text: str, line: int, kept: str) -> None:
    (output,), (problem,) = joined(COLOURS, {"docs/x.css": text, "docs/y.css": "z { x: y }"})
    assert (problem.file, problem.line, problem.code) == ("docs/x.css", line, "style")
    assert problem.column >= 1
    assert str(problem).startswith(f"docs/x.css:{line}:{problem.column}: cette feuille de style ne se lit pas (")
    assert kept in output.content.decode()
    assert output.content.endswith(b"z{x:y}")


def test_sheet_that_calls_another_one_is_refused() -> None:
    _, (problem,) = joined(COLOURS, {"docs/x.css": "@import url(autre.css); a { x: y }"})
    assert (problem.file, problem.code) == ("docs/x.css", "style_import")
    assert "extra_css" in problem.remedy


def test_sheet_that_is_not_there_is_named_with_the_nearest() -> None:
    problem = absent(f"{FOLDER}bse.css", [f"{FOLDER}base.css", f"{FOLDER}carte.css"])
    assert str(problem) == (
        "mkdocs.yml:1:1: extra_css : « assets/stylesheets/bse.css » n’est pas dans docs/assets/stylesheets/ ; "
        "vouliez-vous dire « assets/stylesheets/base.css » ? Corrigez ce nom, ou retirez la ligne."
    )


def test_sheets_of_some_pages_stand_apart() -> None:
    board = f"docs/{APART['tableau-de-bord/']}"
    outputs, problems = joined(COLOURS, {"docs/a.css": "a { x: y }", board: "b { x: y }", "docs/c.css": "c { x: y }"})
    assert problems == []
    assert [output.path for output in outputs] == [PATH, APART["tableau-de-bord/"]]
    assert outputs[0].content.endswith(b"a{x:y}c{x:y}")
    assert outputs[1].content == b"b{x:y}"
    assert apart(outputs) == dict.fromkeys(("enquetes/", "groupes/", "tableau-de-bord/"), address(outputs[1]))
    assert apart(outputs[:1]) == {}  # a region that has no such sheet


def test_address_changes_with_the_content_and_the_file_stays() -> None:
    one, same, other = (Output(PATH, content) for content in (b"a{x:y}", b"a{x:y}", b"a{x:z}"))
    assert address(one) == address(same) != address(other)
    assert {address(sheet).partition("?")[0] for sheet in (one, other)} == {PATH}


# The sheets of the repository


def test_every_sheet_is_joined(repository: Path) -> None:
    there = {path.name for path in (repository / "docs" / FOLDER).iterdir()}
    assert {Path(file).name for file in texts_of(repository)} == there
    assert Path(PATH).name not in there


def test_sheets_are_light(repository: Path) -> None:
    sheets = sheets_of(repository)
    assert len(gzip.compress(sheets.pop(PATH).encode(), 6)) <= 12 * 1024
    assert sheets  # those that some pages ask for besides
    assert all(len(gzip.compress(sheet.encode(), 6)) <= 2 * 1024 for sheet in sheets.values())


def test_each_variable_is_defined(sheet: str) -> None:
    """A variable that nobody defines takes its whole declaration with it, in silence."""
    used = set(re.findall(r"var\((--[\w-]+)", sheet))
    defined = set(re.findall(r"(--(?!lightningcss-)[\w-]+):", sheet))  # it notes the scheme for browsers of before 2024
    assert used - defined == set()
    assert defined - used == set()


def test_paper_has_its_rules_in_print_only(repository: Path) -> None:
    """A screen never gets what impression.css says of paper."""
    (paper,) = (text for file, text in texts_of(repository).items() if file.endswith("/impression.css"))
    rest = re.sub(r"/\*.*?\*/", "", paper, flags=re.DOTALL).strip()
    assert rest.startswith("@media print {")
    assert rest.endswith("\n}")
    assert re.findall(r"^\S.*", rest, re.MULTILINE) == ["@media print {", "}"]


# What editors write

KINDS = [
    "note",
    "abstract",
    "info",
    "tip",
    "success",
    "question",
    "warning",
    "failure",
    "danger",
    "bug",
    "example",
    "quote",
]
WRITTEN = """
# Titre
## Titre
### Titre
#### Titre
##### Titre
###### Titre

Un [lien](x.md), du `code`, TMS, une note[^1], <kbd>Ctrl</kbd>, H<sub>2</sub>O, m<sup>2</sup>, <mark>mot</mark>,
<small>petit</small>.

*[TMS]: Troubles musculo-squelettiques

[^1]: La note.

- point
    1. sous-point

> citation

---

Terme
:   Définition

| a | b |
|---|--:|
| c | d |

```yaml
code: oui
```

![Image](x.png)

<figure markdown="span">
![Image](x.png)
<figcaption>Légende</figcaption>
</figure>

<details markdown="1">
<summary>Titre</summary>

Texte.

</details>

""" + "\n\n".join(f"!!! {kind}\n    Texte." for kind in [*KINDS, "autre"])
UNSTYLED = {"language-yaml", "autre"}
"""Classes that say something to machines, and a kind of admonition that no sheet can know."""


@pytest.fixture(scope="module")
def page(repository: Path) -> LexborHTMLParser:
    """The HTML of what editors write, by the extensions of the site and those that MkDocs adds."""
    names: list[str] = ["fenced_code"]
    options: dict[str, Any] = {}
    for one in settings_of(repository)["markdown_extensions"]:
        names += [one] if isinstance(one, str) else list(one)
        options |= {} if isinstance(one, str) else one
    return LexborHTMLParser(markdown.markdown(WRITTEN, extensions=names, extension_configs=options))


def test_each_class_that_markdown_gives_has_a_rule(sheet: str, page: LexborHTMLParser) -> None:
    given = {name for node in page.css("[class]") for name in (node.attributes["class"] or "").split()}
    assert {"admonition", "admonition-title", "footnote", "footnote-ref", "footnote-backref", *KINDS} <= given
    assert {name for name in given - UNSTYLED if not re.search(rf"\.{name}(?![\w-])", sheet)} == set()


def test_each_element_that_markdown_gives_has_a_rule(sheet: str, page: LexborHTMLParser) -> None:
    bare = {"html", "head", "body", "div", "p", "thead", "tbody", "tr", "br", "em", "strong"}
    given = {node.tag for node in page.css("*")} - bare
    assert {"table", "th", "dl", "dd", "abbr", "blockquote", "hr", "details", "figcaption", "kbd", "sup"} <= given
    selectors = " ".join(re.findall(r"[^{}]+(?=\{)", sheet))
    assert {tag for tag in given if not re.search(rf"(?<![\w.#-]){tag}(?![\w-])", selectors)} == set()


def test_no_attribute_of_style_is_written(page: LexborHTMLParser) -> None:
    """The Content-Security-Policy admits none: what it says would be lost."""
    assert [node.html for node in page.css("[style]")] == []
