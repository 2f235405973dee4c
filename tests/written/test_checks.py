"""What is wrong with written pages, told with the line where it is written."""

import re
from collections.abc import Callable
from pathlib import Path

import markdown
import pytest
import yaml

from prst.building import EXTENSIONS, Build
from prst.outputs.pages.written import code_spans
from prst.records.loading import load
from prst.records.problems import Problem
from prst.written.checks import check
from prst.written.navigation import Menu
from tests.catalogues import plain, write_catalogue
from tests.records.test_problems import assert_reads_well

ROOT = Path(__file__).resolve().parents[2]
HEADER = '---\ntitle: "Page"\ndescription: "Une page."\n---\n# Page\n\n'
TOP = HEADER.count("\n")
NAV = "nav:\n  - Accueil: index.md\n  - Guides:\n      - guides/index.md\n      - guides/page.md\n"
PAGES = {
    "index.md": HEADER + "## Le début\n",
    "guides/index.md": HEADER,
    "livrables/index.md": HEADER,
    "assets/logo.png": "x",
    "assets/a (1).png": "x",
    "assets/photo.heic": "x",
}
Told = Callable[..., list[Problem]]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """Checks a project in which only the page guides/page.md may be wrong."""

    def problems(text: str | bytes, nav: str = NAV, **more: str) -> list[Problem]:
        write_catalogue(tmp_path / "catalogue", livrables={"guide": {}}, cibles={"tpe": {}}, formats={"guide": {}})
        (tmp_path / "overrides").mkdir(exist_ok=True)
        (tmp_path / "overrides" / "accueil.html").touch()
        config = f"site_name: A\nextra: !ENV [X, y]\nnot_in_nav: |\n  livrables/\n{nav}"
        (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
        content = text if isinstance(text, bytes) else text.encode()
        given = {name: page.encode() for name, page in (PAGES | more).items()}
        for name, page in ({"guides/page.md": content} | given).items():
            path = tmp_path / "docs" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(page)
        catalogue = load(tmp_path / "catalogue").catalogue
        assert catalogue
        found = check(tmp_path, Build(catalogue, ROOT / "overrides" / "fiches"))
        for problem in found:
            if not re.search(r"\.\./|[{]|alt=", f"{problem.message}{problem.remedy}"):  # quoted as they are written
                assert_reads_well(problem)
        return found

    return problems


def codes(problems: list[Problem]) -> list[tuple[int, str]]:
    assert {problem.file for problem in problems} <= {"docs/guides/page.md"}
    return [(problem.line, problem.code) for problem in problems]


def test_a_page_that_does_all_right_is_not_told_of(told: Told) -> None:
    text = """\
Une [page](index.md), un [titre](../index.md#le-debut),
un [renvoi][1], le [haut](#page), un [site](https://www.inrs.fr/a?b=c&d=e)
![un logo](../assets/logo.png), ![un autre](<../assets/a (1).png>), <img alt="" src="../../assets/logo.png">,
[[livrable:guide]] et {{ nombre("livrables") }} livrables, une
adresse [ainsi](../../livrables/guide/), un [flux](../../livrables.json),
`[du code](absent.md)`, \\[rien](absent), [une *note*](mailto:prevention@organisme-essai.fr?subject=A).

    [code aussi](absent.md)

```text
[encore](absent.md) { livrables() } [[x]]
```

- une liste

    - et sa suite

    une ligne

1. une autre

| a | b |
|:--|--:|
| [c](index.md) | 1 |

[1]: ../index.md
"""
    assert told(HEADER + text) == []


# Headers


@pytest.mark.parametrize(
    ("header", "line", "code"),
    [
        ("title: Annuaire : qui pilote quoi", 2, "syntaxe"),
        ("title\u00a0: Annuaire", 2, "espace"),
        ("title:", 2, "texte_d_entete"),
        ("title: ''", 2, "texte_d_entete"),
        ("title: [a, b]", 2, "texte_d_entete"),
        ("title: A\ndescription: {a: b}", 3, "texte_d_entete"),
        ("title: A\ntitle: B", 3, "cle_double"),
        ("title: A\ntemplate: autre.html", 3, "gabarit_inconnu"),
        ("title: A\ntemplate:", 3, "texte_d_entete"),
        ("titre: A", 2, "cle_d_entete"),
        ("title: A\nmodele: peut-être", 3, "modele_d_entete"),
        ("- a", 2, "pas_un_entete"),
        ("title: Guide # 3", 2, "diese"),
    ],
)
def test_a_broken_header_is_told(header: str, line: int, code: str, told: Told) -> None:
    assert codes(told(f"---\n{header}\n---\n# A\n")) == [(line, code)]


@pytest.mark.parametrize(
    "text", ["---\ntitle: A\n# A\n", "\n---\ntitle: A\n---\n# A\n", "---\ntitle : A\n\n# A", "—--\ntitle: A\n—--\n# A"]
)
def test_a_header_that_is_not_one_is_told(text: str, told: Told) -> None:
    assert [code for _line, code in codes(told(text))] == ["entete_ouvert"]


@pytest.mark.parametrize(
    "text",
    ["# A\n", "---\ntitle: A\ntemplate: accueil.html\n---\n", "---\n---\n# A\n", "\ufeff---\ntitle: A\n---\n# A\n"],
)
def test_a_page_may_do_without_a_header(text: str, told: Told) -> None:
    assert told(text) == []


# The file


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (f"{HEADER}<<<<<<< HEAD\na\n=======\nb\n>>>>>>> autre\n".encode(), "conflit"),
        (f"{HEADER}a\0b\n".encode(), "caractere"),
        (f"{HEADER}a\u200bb\n".encode(), "caractere"),
        (f"{HEADER}été\n".encode("latin-1"), "encodage"),
        (HEADER.encode("utf-16"), "encodage"),
    ],
)
def test_what_cannot_be_read_as_a_page_is_told(content: bytes, code: str, told: Told) -> None:
    assert [found for _line, found in codes(told(content))] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 20_000, "crochets"),
        ("[a](" * 5_000, "crochets"),
        ("<a " * 1_000, "crochets"),
        ("> " * 2_000, "trop_de_niveaux"),
    ],
)
def test_what_would_take_too_long_is_told(text: str, code: str, told: Told) -> None:
    assert codes(told(f"{HEADER}{text}\n")) == [(TOP + 1, code)]


def test_many_brackets_in_many_paragraphs_are_no_matter(told: Told) -> None:
    assert told(HEADER + "[a](index.md) et [b] <br>\n\n" * 300) == []


# Lists


@pytest.mark.parametrize("sign", ["-", "*", "+", "1."])
def test_a_list_under_a_sentence_is_told(sign: str, told: Told) -> None:
    text = f"Pour vous inscrire :\n{sign} écrivez ;\n{sign} dites.\n"
    assert codes(told(HEADER + text)) == [(TOP + 2, "liste_collee")]
    assert told(HEADER + text.replace(":\n", ":\n\n")) == []
    assert codes(told(f"{HEADER}!!! note\n    Ceci :\n    {sign} a\n")) == [(TOP + 3, "liste_collee")]


@pytest.mark.parametrize("indent", [2, 3])
@pytest.mark.parametrize("inner", ["- b", "suite"])
def test_what_is_not_far_enough_inside_a_list_is_told(indent: int, inner: str, told: Told) -> None:
    text = f"- a\n\n{' ' * indent}{inner}\n"
    assert codes(told(HEADER + text)) == [(TOP + 3, "liste_decalee")]
    assert told(HEADER + text.replace(" " * indent + inner, "    " + inner)) == []


# Calls


@pytest.mark.parametrize(
    "text",
    [
        "{ livrables(limite=2) }",
        "{site('nom')}",
        "[[garages]]",
        "[[cible : garages]]",
        "[[x]]",
        "{{ livrables() }",
        "{ livrables() }}",
        "{{ livrables()",
        "[[livrable:guide]",
        "[livrable:guide]]",
        "[livrable:guide]",
        "\\[\\[livrable:guide\\]\\]",
        "\\{\\{ livrables() \\}\\}",
    ],
)
def test_a_call_without_its_signs_is_told(text: str, told: Told) -> None:
    assert codes(told(f"{HEADER}Voir {text}.\n")) == [(TOP + 1, "appel_mal_ecrit")]
    assert told(f"{HEADER}Voir `{text}`.\n") == []


# Signs of word processors, of spreadsheets, of other dialects

AS_THEY_ARE = (
    "• un\n• deux\n",
    "– un\n– deux\n",
    "o\tun\no\tdeux\n",
    "-un\n-deux\n",
    "-\u00a0un\n-\u00a0deux\n",
    "- [ ] un\n",
    "** gras **\n",
    "Poste\tPrix\nAffiche\t12\n",
    "| a | b |\n| 1 | 2 |\n",
    "| a | b |\n|—|—|\n| 1 | 2 |\n",
    "| a | b |\n|---|\n| 1 | 2 |\n",
    "[a] (index.md)\n",
    "(a)[index.md]\n",
    "[a](index.md\n",
    "!!! note “Titre”\n    Texte\n",
    "??? note\n    Texte\n",
    "> [!NOTE]\n> Texte\n",
    "::: note\nTexte\n",
    "<!-- à revoir\n\nTexte\n",
    "Texte[^1].\n",
)
OTHERWISE = (
    ("Voir https://www.inrs.fr/.\n", "adresse_nue"),
    ("Voir www.inrs.fr.\n", "adresse_nue"),
    ("# Un autre\n", "titre_mal_ecrit"),
    ("#prévention\n", "titre_mal_ecrit"),
    ("## \n\nTexte\n", "titre_mal_ecrit"),
    ("Une phrase.\n---\nUne autre\n", "titre_mal_ecrit"),
    ("!!! note\nTexte\n", "encadre_vide"),
    ("<script>alert(1)</script>\n", "balise_refusee"),
    ('<p style="color: red">Texte</p>\n', "balise_refusee"),
    ('<a href="https://www.inrs.fr/" onclick="x()">a</a>\n', "balise_refusee"),
    ("<center>Texte</center>\n", "balise_refusee"),
    ("Écrire à <nom de la structure>.\n", "balise_refusee"),
    ("<b>Texte\n", "balise_refusee"),
)


@pytest.mark.parametrize(("text", "code"), [*((text, "signe_tel_quel") for text in AS_THEY_ARE), *OTHERWISE])
def test_what_would_show_otherwise_than_its_author_sees_it_is_told(text: str, code: str, told: Told) -> None:
    found = codes(told(HEADER + text))
    assert {one for _line, one in found} == {code}
    assert (TOP + 1, code) in found
    assert told(f"{HEADER}~~~\n{text}~~~\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "| a | b |\n|---|---|\n| 1 | 2 |\n",
        "Texte[^1].\n\n[^1]: Source.\n",
        "— Un seul tiret, comme une réplique.\n",
        "| [[livrable:guide|un guide]] | b |\n|---|---|\n| `x` | x\\|y |\n",
        "!!! note\n    Texte\n",
        "<!-- revu\n• hier -->\n\nTexte\n",
        "Texte\n\n---\n\nTexte\n",
        "## Un titre\n\n### Un autre\n\n## Un troisième :\n",
        "<details><summary>Plus</summary>Texte<br>suite</details>\n",
        "<https://www.inrs.fr/> et [https://www.inrs.fr/](https://www.inrs.fr/)\n",
        "un texte, une (phrase) et un mot. " * 200 + "\n" + "texte et texte. " * 20_000,
    ],
)
def test_what_shows_as_it_was_meant_is_not_told(text: str, told: Told) -> None:
    assert told(HEADER + text) == []


def test_what_cuts_a_table_or_a_list_is_told_where_it_is(told: Told) -> None:
    table = "| a | b |\n|---|---|\n| 1 | 2 |"
    assert codes(told(f"{HEADER}Voici :\n{table}\n")) == [(TOP + 2, "signe_tel_quel")]
    assert codes(told(f"{HEADER}{table}\n\n| 3 | 4 |\n")) == [(TOP + 5, "signe_tel_quel")]
    assert codes(told(f"{HEADER}{table} 3 |\n")) == [(TOP + 3, "cellule_de_trop")]
    assert codes(told(f"{HEADER}1. un\n\ntexte\n\n2. deux\n")) == [(TOP + 5, "liste_recommencee")]
    assert codes(told(f"{HEADER}## A\n\n#### B\n")) == [(TOP + 3, "niveau_saute")]
    assert codes(told(f"{HEADER}```\ncode\n\nTexte\n")) == [(TOP + 1, "signe_tel_quel")]


# Links


@pytest.mark.parametrize(
    ("link", "code", "says"),
    [
        ("[a](indexe.md)", "lien_casse", "« index.md »"),
        ("[a](../livrables/)", "lien_casse", "../livrables/index.md"),
        ("[a](../livrables/guide/)", "lien_casse", "[[livrable:guide]]"),
        ("[a](../livrables/guide)", "lien_casse", "[[livrable:guide]]"),
        ("[a](www.inrs.fr)", "lien_casse", "https://www.inrs.fr"),
        ("[a](page%20absente.md)", "lien_casse", ""),
        ("[a](page absente.md)", "lien_casse", ""),
        ("[a](../../../dehors.md)", "lien_casse", ""),
        ("[a](/livrables/)", "lien_absolu", "../livrables/index.md"),
        ("[a](/livrables/guide/)", "lien_absolu", "[[livrable:guide]]"),
        ("[a](/zz)", "lien_absolu", "../livrables/index.md"),
        ("[a](#absente)", "ancre_cassee", "cette page"),
        ("[a](../index.md#debut)", "ancre_cassee", "docs/index.md"),
        ("[a](C:\\Users\\a.pdf)", "lien_du_poste", ""),
        ("[a](file:///home/a.pdf)", "lien_du_poste", ""),
        ("![a](absente.png)", "lien_casse", ""),
        ("![a](https://www.inrs.fr/a.png)", "lien_charge", ""),
        ('<img alt="a" src="https://www.inrs.fr/a.png">', "lien_charge", ""),
        ('<iframe src="https://www.inrs.fr/"></iframe>', "lien_charge", ""),
        ("![](../assets/logo.png)", "image_muette", ""),
        ('<img src="../../assets/logo.png">', "image_muette", ""),
        ('<a href="index.md">a</a>', "lien_casse", "Markdown"),
        ("[a](https://192.168.0.1/)", "url", "réseau privé"),
        ("[a](javascript:alert(1))", "url", ""),
        ("[a][b]\n\n[b]: absente.md", "lien_casse", ""),
        ("[![a](absente.png)](index.md)", "lien_casse", ""),
        ("[a]()", "lien_vide", ""),
        ("[](index.md)", "lien_vide", ""),
        ("![logo.png](../assets/logo.png)", "image_nommee", ""),
        ("![IMG_20240512](../assets/logo.png)", "image_nommee", ""),
        ("![une photo](../assets/photo.heic)", "image_illisible", ""),
        ("[a](https://www.google.com/url?q=https://www.inrs.fr/&sa=D)", "lien_de_passage", "https://www.inrs.fr/"),
    ],
)
def test_a_link_that_leads_nowhere_is_told_where_it_is_written(link: str, code: str, says: str, told: Told) -> None:
    shown = "" if "\n" in link else f" et `{link}`"
    (problem,) = told(f"{HEADER}Bonjour.\n\nVoir {link}{shown}\n")
    assert (problem.code, problem.line) == (code, TOP + (5 if "\n" in link else 3))
    assert says in plain(problem.remedy + problem.message)


# The menu


def test_a_page_outside_the_menu_is_told_with_the_line_to_add(told: Told) -> None:
    (problem,) = told(HEADER, NAV.replace("      - guides/page.md\n", ""))
    assert (problem.file, problem.code) == ("docs/guides/page.md", "page_hors_menu")
    assert "mkdocs.yml après la ligne 8, alignée avec elle : « - Page: guides/page.md »." in plain(problem.remedy)


@pytest.mark.parametrize("other", ["guides/page/index.md", "livrables/guide.md"])
def test_a_page_whose_address_is_taken_is_told(other: str, told: Told) -> None:
    (problem,) = told(HEADER, f"{NAV}  - Autre: {other}\n", **{other: HEADER})
    assert (problem.file, problem.code) == (f"docs/{other}", "page_double")


def test_a_title_that_yaml_would_misread_is_quoted(told: Told) -> None:
    (problem,) = told("# Outils : lesquels\n", NAV.replace("      - guides/page.md\n", ""))
    assert '« - "Outils : lesquels": guides/page.md »' in plain(problem.remedy)


def test_a_menu_that_names_no_page_is_told_at_its_line(told: Told) -> None:
    (problem,) = told(HEADER, NAV + "  - Ancienne: guides/pages.md\n")
    assert (problem.file, problem.line, problem.code) == ("mkdocs.yml", 10, "menu_sans_page")
    assert "guides/page.md" in problem.message


def test_a_menu_that_names_a_site_without_its_scheme_is_told(told: Told) -> None:
    (problem,) = told(HEADER, NAV + "  - INRS: www.inrs.fr\n")
    assert (problem.line, problem.code) == (10, "menu_sans_page")
    assert "https://www.inrs.fr" in problem.message
    assert told(HEADER, NAV + "  - INRS: https://www.inrs.fr/\n") == []


def test_a_menu_that_cannot_be_read_is_told(told: Told) -> None:
    (problem,) = told(HEADER, "nav:\n\t- index.md\n")
    assert (problem.file, problem.line, problem.code) == ("mkdocs.yml", 6, "syntaxe")


def test_without_a_menu_every_page_has_its_place() -> None:
    assert list(Menu(b"").check(["a.md"], {})) == []


def test_the_extensions_are_those_of_the_site() -> None:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("markdown_extensions:")[2].partition("\n\n")[0]
    named = {line.strip(" -:") for line in text.splitlines() if line.startswith("  - ")}
    assert named | {"fenced_code"} == set(EXTENSIONS)


def test_columns_of_figures_are_aligned_by_what_the_policy_of_the_site_admits() -> None:
    """A style attribute is refused by it (style-src 'self'), and the figures stand to the left."""
    extensions = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
    told = {name: options for one in extensions if isinstance(one, dict) for name, options in one.items()}
    table = "| Poste | Montant | Part |\n|:---|---:|:-:|\n| Affiches | 1 200 | 40 % |\n"
    html = markdown.markdown(table, extensions=EXTENSIONS, extension_configs=told)
    assert re.findall(r'<td align="(\w+)">', html) == ["left", "right", "center"]
    assert "style" not in html
    note = markdown.markdown("Texte[^a].\n\n[^a]: Source.\n", extensions=EXTENSIONS, extension_configs=told)
    assert 'title="Revenir à l’appel de la note 1"' in note


def test_code_is_where_calls_are_not_run() -> None:
    assert code_spans("a `b` c\n") == [(2, 5)]
