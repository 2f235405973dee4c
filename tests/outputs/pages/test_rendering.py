"""Records to HTML: what Markdown may say, what templates may not forget, which files icons may be."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import jinja2
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from prst.outputs.pages.rendering import environment, icon, icon_exists, markdown, template
from tests.catalogues import create_catalogue, find_first

KEPT_TAGS = {
    *("p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "code", "pre", "a", "hr", "h3", "h4", "h5", "h6"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}


def find_tags(html: str) -> list[str]:
    return [str(node.tag) for node in LexborHTMLParser(html).css("body *")]


def find_links(html: str) -> list[str | None]:
    return [node.attributes.get("href") for node in LexborHTMLParser(html).css("a")]


# Markdown


def test_markdown_keeps_text_lists_tables_and_links() -> None:
    html = markdown("Un **mot**, *deux*.\n\n- a\n- b\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n[lire](https://exemple.fr/)")
    assert set(find_tags(html)) == {"p", "strong", "em", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "a"}
    assert '<a href="https://exemple.fr/" rel="noreferrer">lire</a>' in html


@pytest.mark.parametrize(
    ("levels", "tags"),
    [
        ([1], ["h3"]),
        ([2], ["h3"]),
        ([6], ["h3"]),
        ([2, 3, 2], ["h3", "h4", "h3"]),
        ([1, 3, 6], ["h3", "h4", "h5"]),
        ([3, 1], ["h4", "h3"]),
        ([1, 2, 3, 4, 5, 6], ["h3", "h4", "h5", "h6", "h6", "h6"]),
    ],
)
def test_headings_stand_under_those_of_the_page(levels: list[int], tags: list[str]) -> None:
    """Whatever levels the author used, the first one that a page shows is h3 and none is skipped."""
    html = markdown("\n\n".join(f"{'#' * level} Titre" for level in levels))
    assert html.split() == [f"<{tag}>Titre</{tag}>" for tag in tags]


def test_underlined_headings_are_shifted_too() -> None:
    assert find_tags(markdown("Un\n==\n\nDeux\n---")) == ["h3", "h4"]


def test_a_heading_written_in_html_is_text() -> None:
    assert find_tags(markdown("a <h1>b</h1>")) == ["p"]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "<iframe src='https://exemple.fr'></iframe>",
        "<svg/onload=alert(1)>",
        "<!-- --><style>*{display:none}</style>",
        "<a href='javascript:alert(1)'>x</a>",
        "<div onclick=alert(1)>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
)
def test_html_is_shown_as_text(text: str) -> None:
    html = markdown(text)
    assert find_tags(html) == ["p"]
    assert find_first(html, "p").text() == unescape(text)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#115;cript:alert(1)",
        "&#x6a;avascript:alert(1)",
        "javascript&colon;alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "data:image/svg+xml;base64,PHN2Zz4=",
        "vbscript:msgbox(1)",
        "file:///etc/passwd",
        "blob:https://exemple.fr/1",
    ],
)
@pytest.mark.parametrize("form", ["[x]({})", "[x](<{}>)", "<{}>", "[x]\n\n[x]: {}"])
def test_links_lead_to_web_mail_and_telephone_only(url: str, form: str) -> None:
    assert [href for href in find_links(markdown(form.format(url))) if href and ":" in href] == []


@pytest.mark.parametrize(
    "url", ["https://exemple.fr/?a=1&b=2", "http://exemple.fr", "mailto:a@b.fr", "tel:+33400000000"]
)
def test_ordinary_links_stay(url: str) -> None:
    assert find_links(markdown(f"[x]({url})")) == [url]


@pytest.mark.parametrize(
    "text", ["![x](https://exemple.fr/a.png)", "![x](a.png)", "[![x](a.png)](https://exemple.fr/)"]
)
def test_images_are_left_out(text: str) -> None:
    """They would call a third party, or a file that nobody checked."""
    html = markdown(text)
    assert "img" not in find_tags(html)
    assert "a.png" not in html


def test_a_link_s_title_cannot_leave_its_attribute() -> None:
    html = markdown("""[x](https://exemple.fr/ 'a" onmouseover="alert(1)')""")
    (link,) = LexborHTMLParser(html).css("a")
    assert set(link.attributes) == {"href", "title", "rel"}


def test_plain_addresses_stay_text() -> None:
    assert find_links(markdown("Voir www.exemple.fr et https://exemple.fr/")) == []


@given(st.text(alphabet=st.sampled_from("<>\"'&()[]!`*#-|:/= \n\\javscriptondt:0"), max_size=120))
def test_no_text_gives_a_tag_or_attribute_of_its_own(text: str) -> None:
    for node in LexborHTMLParser(markdown(text)).css("body *"):
        assert node.tag in KEPT_TAGS
        assert set(node.attributes) <= {"href", "title", "rel"}
        assert not re.match(r"\s*(?:javascript|data|vbscript):", node.attributes.get("href") or "", re.I)


# Templates


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "echappe.html").write_text('<p title="{{ texte }}">{{ texte }}</p>', encoding="utf-8")
    (tmp_path / "morceau.html").write_text("{{ texte }}", encoding="utf-8")
    (tmp_path / "inclus.html").write_text('{% include "morceau.html" %}', encoding="utf-8")
    (tmp_path / "filtres.html").write_text(
        '{{ "# T" | markdown }}{{ 1234 | nombre }}{{ "material/hard-hat" | icone }}{{ pluriel(2, "a", "b") }}'
        "{{ site.nom }}{{ catalogue.cibles | length }}",
        encoding="utf-8",
    )
    return tmp_path


def render(folder: Path, name: str, **context: Any) -> str:
    return template(environment(folder, create_catalogue()), name)(context)


@pytest.mark.parametrize("name", ["echappe.html", "inclus.html"])
def test_templates_escape(folder: Path, name: str) -> None:
    html = render(folder, name, texte="\"><img src=x onerror=alert(1)>'&")
    assert "<img" not in html
    assert "&#34;&gt;&lt;img src=x onerror=alert(1)&gt;&#39;&amp;" in html


def test_an_undefined_name_is_an_error(folder: Path) -> None:
    with pytest.raises(jinja2.UndefinedError, match="texte"):
        render(folder, "echappe.html")


def test_a_record_s_text_is_not_a_template(folder: Path) -> None:
    assert render(folder, "morceau.html", texte="{{ site.nom }}{% raw %}") == "{{ site.nom }}{% raw %}"


def test_templates_have_french_and_icons_at_hand(folder: Path) -> None:
    html = render(folder, "filtres.html")
    assert html.startswith("<h3>T</h3>\n1\u202f234<svg ")
    assert html.endswith("2\u00a0bCatalogue d’essai1")


def test_templates_cannot_read_beside_their_folder(folder: Path) -> None:
    (folder / "dedans").mkdir()
    with pytest.raises(jinja2.TemplateNotFound):
        environment(folder / "dedans", create_catalogue()).get_template("../echappe.html")


# Icons


def test_icon_is_inlined_and_silent() -> None:
    svg = icon("material/hard-hat")
    assert svg.startswith('<svg class="icone" aria-hidden="true" focusable="false" xmlns')
    assert svg.count("<svg") == 1


@pytest.mark.parametrize(
    "name",
    [
        None,
        "",
        "material",
        "material/nulle-part",
        "../../../../../etc/passwd",
        "material/../material/hard-hat",
        "material/../../main",
        "/etc/passwd",
        "material//hard-hat",
        "material/hard-hat.svg",
        "material\\hard-hat",
        "material/hard-hat\n",
        "material/HARD-HAT",
        "material/hard-hat\x00",
        "material/" + "a" * 90,
    ],
)
def test_what_is_no_icon_gives_nothing(name: str | None) -> None:
    assert icon(name) == ""


def named_icons(exemple: Path, repository: Path) -> set[str]:
    """Icons that the catalogue and the templates name."""
    found = set()
    for path in (exemple / "catalogue").rglob("*.yml"):
        tree = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        for part in (tree, *(value for value in tree.values() if isinstance(value, dict))):
            if isinstance(name := part.get("icone"), str):
                found.add(name)
    for path in (repository / "overrides" / "fiches").glob("*.html"):
        found |= set(re.findall(r'"([a-z0-9-]+/[a-z0-9/-]+)"\)? \| icone', path.read_text(encoding="utf-8")))
    return found


def test_every_named_icon_exists(exemple: Path, repository: Path) -> None:
    names = named_icons(exemple, repository)
    assert len(names) > 20
    assert [name for name in sorted(names) if not icon_exists(name)] == []


def test_columns_keep_their_alignment_without_inline_style() -> None:
    html = str(markdown("| Poste | Montant | Part |\n|:--|--:|:-:|\n| A | 1 | 2 |\n"))
    assert "style" not in html
    assert '<th class="aligne-left">Poste</th>' in html
    assert '<td class="aligne-right">1</td>' in html
    assert '<td class="aligne-center">2</td>' in html


def test_french_spaces_of_templates_do_not_break(tmp_path: Path) -> None:
    for name in ("a.html", "styles.html"):
        (tmp_path / name).write_text("{{ mot }} : « à voir » ? a :hover", encoding="utf-8")
    env = environment(tmp_path, create_catalogue())
    assert env.get_template("a.html").render(mot="Un") == "Un\u00a0: «\u00a0à voir\u00a0»\u00a0? a\u00a0:hover"
    assert env.get_template("styles.html").render(mot="Un") == "Un : « à voir » ? a :hover"


# Compiled templates


def test_a_compiled_template_is_believed_only_as_it_was_kept(tmp_path: Path) -> None:
    """Jinja would run whatever stands in its folder."""
    (templates := tmp_path / "fiches").mkdir()
    (templates / "a.html").write_text("Bonjour {{ nom }}", encoding="utf-8")

    def render() -> str:
        return environment(templates, create_catalogue(), tmp_path / "cache").get_template("a.html").render(nom="B")

    assert render() == "Bonjour B"
    (kept,) = (tmp_path / "cache").iterdir()
    good = kept.read_bytes()
    for spoilt in (b"", good[: len(good) // 2], good.replace(b"Bonjour", b"Bonsoir"), b"\0" * len(good)):
        kept.write_bytes(spoilt)
        assert render() == "Bonjour B"
        assert kept.read_bytes() == good
    (templates / "a.html").write_text("Bonsoir {{ nom }}", encoding="utf-8")
    assert render() == "Bonsoir B"
