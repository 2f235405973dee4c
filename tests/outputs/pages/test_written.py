"""Written pages call the catalogue: what is answered, what is reported, and that nothing of it runs."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser

from prst.outputs.gabarit import Gabarit
from prst.outputs.pages.common import Pages
from prst.outputs.pages.rendering import environment
from prst.outputs.pages.written import (
    CALLS,
    UNKNOWN_FACT,
    Call,
    check,
    find_calls,
    from_tokens,
    renamed_in,
    to_tokens,
    with_boxes,
    with_parts,
    with_unbreakable_spaces,
)
from tests.catalogues import create_catalogue, create_pages, find_first, plain
from tests.guides import GUIDES, OUR_GUIDES, TEXTS

LIVRABLES: dict[str, Any] = {
    "echelles": {
        "titre": "Guide <des> échelles",
        "cibles": ["btp"],
        "themes": ["chutes"],
        "relais": ["opp"],
        "groupe": "g",
        "format": "guide",
        "secteurs": ["industrie"],
        "territoires": ["region"],
        "date": "2021",
    },
    "bruit": {"titre": "Fiche bruit", "cibles": ["tpe"], "format": "fiche", "date": "2020"},
    "vieux": {"titre": "Vieux guide", "cibles": ["btp"], "statut": "archive"},
    "brouillon": {"titre": "Brouillon", "cibles": ["btp"], "statut": "brouillon"},
}
EVENTS: dict[str, Any] = {
    "passe": {"titre": "Passé", "debut": "2025-01-01"},
    "bientot": {"titre": "Bientôt", "debut": "2026-02-01", "cibles": ["btp"], "themes": ["chutes"]},
    "plus-tard": {"titre": "Plus tard", "debut": "2026-09-01", "territoires": ["region"]},
}


@pytest.fixture(scope="module")
def pages() -> Pages:
    catalogue = create_catalogue(
        site={"editeur": {"nom": "Réseau <b>", "url": "https://reseau.fr/?a=1&b=2"}},
        livrables=LIVRABLES,
        evenements=EVENTS,
        cibles={"btp": {}, "tpe": {}, "seule": {}},
        formats={"guide": {}, "fiche": {}},
        relais={"opp": {"nom": "Opp"}},
        groupes={"g": {"nom": "Groupe", "ajoute_le": "2026-01-01"}},
    )
    templates = Path(__file__).resolve().parents[3] / "overrides" / "fiches"
    return Pages(catalogue, environment(templates, catalogue), lambda section, depth: Gabarit("", frozenset()))


def render(pages: Pages, text: str, racine: str = "../") -> str:
    """The HTML of a written page, as MkDocs makes it."""
    tokens, answers = to_tokens(text, pages, racine)
    markdown = Markdown(extensions=["tables", "fenced_code", "def_list", "attr_list", "toc"])
    return from_tokens(markdown.convert(tokens), answers)


def find_titles(html: str) -> list[str]:
    return [node.text() for node in LexborHTMLParser(html).css(".carte-titre, .rendez-vous-titre")]


def find_problems(pages: Pages, text: str) -> list[tuple[int, int]]:
    return [(problem.line, problem.column) for problem in check(text, "docs/a.md", pages)]


# Calls


@pytest.mark.parametrize(
    ("call", "titles"),
    [
        ("livrables()", ["Guide <des> échelles", "Fiche bruit"]),
        ('livrables(cible="btp")', ["Guide <des> échelles"]),
        ("livrables(cible='tpe')", ["Fiche bruit"]),
        ('livrables(theme="chutes")', ["Guide <des> échelles"]),
        ('livrables(format="fiche")', ["Fiche bruit"]),
        ('livrables(secteur="industrie")', ["Guide <des> échelles"]),
        ('livrables(territoire="region")', ["Guide <des> échelles", "Fiche bruit"]),
        ('livrables(groupe="g")', ["Guide <des> échelles"]),
        ('livrables(relais="opp")', ["Guide <des> échelles"]),
        ('livrables(cible="btp", format="guide", limite=5)', ["Guide <des> échelles"]),
        ("livrables(limite=1)", ["Guide <des> échelles"]),
        ("evenements()", ["Bientôt", "Plus tard"]),
        ("evenements(mois=2)", ["Bientôt"]),
        ('evenements(cible="btp")', ["Bientôt"]),
        ('evenements(theme="chutes")', ["Bientôt"]),
        ('evenements(territoire="region")', ["Bientôt", "Plus tard"]),
    ],
)
def test_call_is_answered(pages: Pages, call: str, titles: list[str]) -> None:
    assert check(f"{{{{ {call} }}}}", "docs/a.md", pages) == []
    assert find_titles(render(pages, f"{{{{ {call} }}}}")) == titles


def test_a_call_shows_as_many_events_as_it_asks_for() -> None:
    events = {f"e{number}": {"debut": f"2027-{number % 12 + 1:02}-01"} for number in range(100)}
    pages = create_pages(create_catalogue(evenements=events))
    assert len(find_titles(render(pages, "{{ evenements(limite=100) }}"))) == 100


def test_spaces_in_a_call_do_not_matter(pages: Pages) -> None:
    assert render(pages, '{{livrables(cible="btp")}}') == render(pages, '{{   livrables( cible = "btp" )   }}')


def test_links_of_cards_start_from_the_page(pages: Pages) -> None:
    assert 'href="../../livrables/bruit/"' in render(pages, "{{ livrables() }}", racine="../../")


@pytest.mark.parametrize("call", ['livrables(cible="seule")', 'evenements(cible="seule")'])
def test_nothing_found_is_said(pages: Pages, call: str) -> None:
    html = render(pages, f"{{{{ {call} }}}}")
    assert find_titles(html) == []
    assert "Aucun" in find_first(html, ".vide").text()


def test_targets_and_numbers(pages: Pages) -> None:
    assert len(LexborHTMLParser(render(pages, "{{ cibles() }}")).css(".grille-cibles li")) == 3
    assert render(pages, 'Déjà {{ nombre("livrables") }} fiches.') == "<p>Déjà 3 fiches.</p>"


@pytest.mark.parametrize(
    ("key", "html"),
    [
        ("region", "Région d’essai"),
        ("editeur.nom", "Réseau &lt;b&gt;"),
        ("contact.courriel", '<a href="mailto:site@organisme-essai.fr">site@organisme-essai.fr</a>'),
        ("editeur.url", '<a href="https://reseau.fr/?a=1&amp;b=2">https://reseau.fr/?a=1&amp;b=2</a>'),
        ("editeur.adresse", UNKNOWN_FACT),
        ("hebergeur.nom", UNKNOWN_FACT),
    ],
)
def test_settings_of_the_site(pages: Pages, key: str, html: str) -> None:
    assert check(f'{{{{ site("{key}") }}}}', "docs/a.md", pages) == []
    assert render(pages, f'Ici : {{{{ site("{key}") }}}}.') == f"<p>Ici : {html}.</p>"


def test_digital_tools_are_those_of_the_region() -> None:
    tools = [
        {"nom": "Forum <b>", "usage": "Poser une question", "url": "https://forum.fr/?a=1&b=2"},
        {"nom": "Dossiers", "usage": "Ranger les comptes rendus"},
    ]
    html = render(create_pages(create_catalogue(site={"outils_numeriques": tools})), "{{ outils_numeriques() }}")
    tree = LexborHTMLParser(html)
    assert [node.text(strip=True) for node in tree.css("dt, dd")] == [
        "Forum <b>",
        "Poser une question",
        "Dossiers",
        "Ranger les comptes rendus",
    ]
    assert [node.attributes["href"] for node in tree.css("dt a")] == ["https://forum.fr/?a=1&b=2"]
    assert tree.css_first(".vide") is None


@pytest.mark.parametrize(
    ("contact", "asked"),
    [
        ({"structure": "Animation du plan", "courriel": "plan@organisme-essai.fr"}, "mailto:plan@organisme-essai.fr"),
        ({"structure": "Animation du plan", "a_confirmer": "oui"}, None),
    ],
)
def test_a_region_that_names_no_tool_says_whom_to_ask(contact: dict[str, str], asked: str | None) -> None:
    site = {"contact": contact, "editeur": {"nom": "Réseau"}}
    html = render(create_pages(create_catalogue(site=site)), "{{ outils_numeriques() }}")
    tree = LexborHTMLParser(html)
    assert find_first(html, ".vide").text()
    assert "Animation du plan" in html
    assert [node.attributes["href"] for node in tree.css("a")] == ([asked] if asked else [])


@pytest.mark.parametrize(
    ("ways", "html"),
    [
        ({"courriel": "a@organisme-essai.fr"}, '<a href="mailto:a@organisme-essai.fr">a@organisme-essai.fr</a>'),
        ({"telephone": "04 00 00 00 00"}, '<a href="tel:0400000000">04 00 00 00 00</a>'),
        ({"formulaire": "https://a.fr/?a=1&b"}, '<a href="https://a.fr/?a=1&amp;b">page de contact</a>'),
        ({"a_confirmer": "oui"}, "coordonnées à compléter"),
    ],
)
def test_who_answers_for_the_site_is_said_in_a_sentence(ways: dict[str, str], html: str) -> None:
    site = {"contact": {"structure": "Animation <b>", **ways}, "editeur": {"nom": "Animation <b>"}}
    found = render(create_pages(create_catalogue(site=site)), "Écrivez à {{ nous_joindre() }}.")
    assert found == f"<p>Écrivez à Animation &lt;b&gt; ({html}).</p>"


@pytest.mark.parametrize(
    ("text", "boxes"),
    [("- ☐ un\n- ☒ deux\n- trois", 2), ("- ☐ un\n\n- ☐ deux", 2), ("1. ☐ un", 1), ("- Cochez ☐", 0), ("☐ un", 0)],
)
def test_a_line_to_tick_is_marked_as_such(text: str, boxes: int) -> None:
    html = with_boxes(Markdown().convert(text))
    assert len(LexborHTMLParser(html).css("li.case")) == boxes
    assert html.replace(' class="case"', "") == Markdown().convert(text)


# Links


@pytest.mark.parametrize(
    ("link", "html"),
    [
        ("[[livrable:echelles]]", '<a href="../livrables/echelles/">Guide &lt;des&gt; échelles</a>'),
        ("[[livrable:echelles|ce <guide>]]", '<a href="../livrables/echelles/">ce &lt;guide&gt;</a>'),
        ("[[livrable: echelles ]]", '<a href="../livrables/echelles/">Guide &lt;des&gt; échelles</a>'),
        ("[[cible:btp]]", '<a href="../cibles/btp/">Btp</a>'),
        ("[[relais:opp]]", '<a href="../relais/opp/">Opp</a>'),
        ("[[groupe:g|le groupe]]", '<a href="../groupes/g/">le groupe</a>'),
        ("[[evenement:passe]]", '<a href="../evenements/passe/">Passé</a>'),
    ],
)
def test_link_has_the_title_of_its_record_or_the_given_text(pages: Pages, link: str, html: str) -> None:
    assert check(link, "docs/a.md", pages) == []
    assert render(pages, f"Voir {link}.") == f"<p>Voir {html}.</p>"


@pytest.mark.parametrize(
    ("text", "selector"),
    [
        ("- a\n- [[cible:btp]]\n", "ul > li > a"),
        ("> [[cible:btp]]\n", "blockquote a"),
        ("| a |\n|---|\n| [[cible:btp|texte]] |\n", "td > a"),
        ("Terme\n:   [[cible:btp]]\n", "dd > a"),
        ("**[[cible:btp]]**", "strong > a"),
        ("1. un\n\n    [[cible:btp]]\n", "ol > li a"),
        ("- {{ livrables() }}\n", "ul > li .carte"),
        ("> {{ livrables() }}\n", "blockquote > .cartes"),
        ("- a\n\n    {{ livrables() }}\n", "ul > li > .cartes"),
        ("a\n\n{{ livrables() }}\n\nb", "body > .cartes"),
    ],
)
def test_calls_and_links_are_answered_wherever_they_stand(pages: Pages, text: str, selector: str) -> None:
    html = render(pages, text)
    assert "jeton" not in html
    assert LexborHTMLParser(html).css(selector)


def test_a_list_of_cards_stands_in_no_paragraph(pages: Pages) -> None:
    assert "<p>" not in re.sub(r"<article.*?</article>", "", render(pages, "{{ livrables() }}"), flags=re.DOTALL)


# Code is shown


@pytest.mark.parametrize(
    "text",
    [
        '`{{ livrables(cible="btp") }}`',
        "`` [[livrable:echelles]] ` ``",
        "```\n{{ livrables() }}\n```",
        "~~~ md\n[[livrable:echelles]]\n{{ inconnu() }}\n~~~",
        "````\n```\n{{ inconnu() }}\n```\n[[livrable:rien]]\n````",
        "   ```\n   [[livrable:rien]]\n   ```",
        "```\n[[livrable:rien]]",
        "- a\n\n    ```\n    {{ inconnu() }}\n    ```\n",
        "avant `[[livrable:rien]]` et `{{ inconnu() }}` après",
    ],
)
def test_code_is_neither_answered_nor_checked(pages: Pages, text: str) -> None:
    assert list(find_calls(text)) == []
    assert to_tokens(text, pages, "./") == (text, [])
    assert check(text, "docs/a.md", pages) == []


def test_what_follows_code_is_answered(pages: Pages) -> None:
    text = "```\n[[livrable:rien]]\n```\n`a` [[livrable:bruit]] `b`\n"
    assert [call.arguments["id"] for call in find_calls(text) if isinstance(call, Call)] == ["bruit"]


# What is wrong


BAD = {
    "inconnu()": ("« inconnu » n’existe pas", f"Choix : {', '.join(name for name in CALLS if name != '[[')}."),
    "livrable()": ("vouliez-vous dire « livrables »", "Choix"),
    'livrables(cible="btq")': ("vouliez-vous dire « btp »", "catalogue/cibles/"),
    'livrables(theme="btp")': ("« btp » est inconnue", "catalogue/vocabulaires/themes.yml"),
    "livrables(cible=5)": ("« 5 » est inconnue", "catalogue/cibles/"),
    'livrables(cible=["btp"])': ("est inconnue", "catalogue/cibles/"),
    "livrables(cible=None)": ("est inconnue", "catalogue/cibles/"),
    'livrables(public="btp")': ("« public » n’est pas un argument de « livrables »", "cible"),
    'livrables("btp")': ("« livrables »", "cible"),
    "livrables(limite=0)": ("de 1 à 100", ""),
    "livrables(limite=101)": ("de 1 à 100", ""),
    'livrables(limite="5")': ("de 1 à 100", ""),
    "livrables(limite=True)": ("de 1 à 100", ""),
    "livrables(cible=btp)": ("ni un texte ni un nombre", "Par exemple"),
    "livrables(**{})": ("les arguments portent un nom", "Par exemple"),
    "livrables(*[1])": ("ni un texte ni un nombre", "Par exemple"),
    'livrables(\n  cible="btq"\n)': ("vouliez-vous dire « btp »", "catalogue/cibles/"),
    'livrables(cible={"btp"})': ("est inconnue", "catalogue/cibles/"),
    'livrables(cible="btp"': ("ne peut pas être lu", "Par exemple"),
    "livrables": ("n’est pas un appel", "Par exemple"),
    "a.b()": ("n’est pas un appel", "Par exemple"),
    "": ("", "Par exemple"),
    'retours(phase="relayre")': ("vouliez-vous dire « relayer »", "mobiliser, animer, produire, relayer, evaluer"),
    "retours(phase=[])": ("n’est pas une phase", "Choix : mobiliser"),
    'retours(cible="btq")': ("vouliez-vous dire « btp »", "catalogue/cibles/"),
    'retours(format="guide")': (
        "« format » n’est pas un argument de « retours »",
        "cible, groupe, limite, phase, theme",
    ),
    'evenements(mois="deux")': ("« mois » est un nombre", ""),
    "evenements(mois=0)": ("« mois » est un nombre", ""),
    "cibles(limite=3)": ("« limite » n’est pas un argument de « cibles »", "Il n’en prend aucun"),
    'site("regoin")': ("vouliez-vous dire « region »", "catalogue/site.yml"),
    'site("region.nom")': ("n’est pas un réglage", "catalogue/site.yml"),
    'site("editeur.adrese")': ("vouliez-vous dire « adresse »", "catalogue/site.yml"),
    'site("editeur")': ("« editeur » contient plusieurs réglages", "editeur.nom"),
    'site("departements")': ("« departements » contient plusieurs réglages", "editeur.nom"),
    "site()": ("n’est pas un réglage", "catalogue/site.yml"),
    'nombre("fiches")': ("n’est pas compté", "livrables"),
}
BAD_LINKS = {
    "[[livrable:rien]]": ("« rien » est inconnue", "catalogue/livrables/"),
    "[[livrable:bruits]]": ("vouliez-vous dire « bruit »", "catalogue/livrables/"),
    "[[livrable:brouillon]]": ("« brouillon » est inconnue", "catalogue/livrables/"),
    "[[livrables:bruit]]": ("vouliez-vous dire « livrable »", "Choix"),
    "[[cible:BTP]]": ("vouliez-vous dire « btp »", "catalogue/cibles/"),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(f"{{{{{call}}}}}", expected, id=call or "vide") for call, expected in BAD.items()]
    + [pytest.param(link, expected, id=link) for link, expected in BAD_LINKS.items()],
)
def test_what_is_wrong_is_said_with_its_place_and_remedy(pages: Pages, text: str, expected: tuple[str, str]) -> None:
    (problem,) = check(f"---\ntitle: x\n---\n# Titre\n\nUn mot, {text} et la suite.\n", "docs/a.md", pages)
    assert (problem.file, problem.line, problem.column, problem.code) == ("docs/a.md", 6, 9, "jeton")
    assert expected[0] in plain(problem.message)
    assert expected[1] in plain(problem.remedy)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("## Les {{ nombre('livrables') }} livrables", "dans un titre"),
        ("# [[cible:btp]]", "dans un titre"),
        ("[le site]({{ site('adresse') }})", "une adresse"),
        ('<a href="{{ site("adresse") }}">', "une adresse"),
    ],
)
def test_a_call_stands_where_html_can(pages: Pages, text: str, reason: str) -> None:
    (problem,) = check(text, "docs/a.md", pages)
    assert reason in problem.message


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("{{ livrables() }}", True),
        ("# Titre\n{{ livrables() }}\n\nLa suite.", True),
        ("Avant.\n\n{{ livrables(\n    limite=2\n) }}\n\nAprès.", True),
        ("!!! note\n    {{ livrables() }}", True),
        ("Il y a {{ nombre('livrables') }} livrables.", True),
        ("Voir {{ livrables() }}", False),
        ("{{ livrables() }}, par exemple", False),
        ("Voir\n{{ livrables() }}\n\nLa suite.", False),
        ("{{ evenements() }}\nLa suite.", False),
        ("- {{ cibles() }}", False),
        ("| {{ donnees() }} | x |", False),
        ("{{ livrables() }}\n{{ evenements() }}", False),
    ],
)
def test_a_list_stands_alone_in_its_paragraph(pages: Pages, text: str, right: bool) -> None:
    found = check(f"Début.\n\n{text}\n", "docs/a.md", pages)
    assert (not found) == right
    assert all("seul sur sa ligne" in problem.remedy for problem in found)
    lines = [] if right else [3 + text.partition("{{")[0].count("\n")]
    assert [problem.line for problem in found[:1]] == lines


def test_a_former_id_leads_to_the_record_that_bore_it() -> None:
    pages = create_pages(create_catalogue(livrables={"nouveau": {"titre": "Guide", "anciens_ids": ["ancien"]}}))
    assert '<a href="../livrables/nouveau/">Guide</a>' in render(pages, "[[livrable:ancien]]")
    assert check("[[livrable:ancien]]", "docs/a.md", pages) == []


def test_a_record_that_is_wrong_is_not_told_twice() -> None:
    pages = create_pages(create_catalogue())
    pages.broken = {"livrables": {"casse"}}
    assert check("[[livrable:casse]]", "docs/a.md", pages) == []
    assert len(check("[[livrable:autre]]", "docs/a.md", pages)) == 1


def test_all_that_is_wrong_in_a_page_is_said(pages: Pages) -> None:
    text = "{{ a() }} {{ nombre('livrables') }}\n[[livrable:x]] {{ b( }}\n\n`{{ c() }}`\n{{ d() }}"
    assert find_problems(pages, text) == [(1, 1), (2, 1), (2, 16), (5, 1)]


def test_what_cannot_be_answered_stays_as_it_was_written(pages: Pages) -> None:
    """A preview shows it, beside the problem."""
    assert to_tokens("{{ inconnu() }} [[livrable:x]]", pages, "./") == ("{{ inconnu() }} [[livrable:x]]", [])


# Nothing runs


@pytest.mark.parametrize(
    "text",
    [
        '{{ __import__("os").system("touch essai") }}',
        '{{ __import__("os") }}',
        '{{ livrables(cible=__import__("os").getcwd()) }}',
        '{{ livrables(cible=open("/etc/passwd").read()) }}',
        "{{ livrables(limite=(lambda: 5)()) }}",
        "{{ livrables(limite=9**9**9) }}",
        '{{ livrables(cible=f"{1}") }}',
        "{{ livrables.__globals__ }}",
        "{{ livrables(limite=[x for x in ()]) }}",
        "{{ config.items() }}",
        "{{ site.nom }}",
        "{{ (yield) }}",
        "{{ x := 1 }}",
        '{{ site("__class__") }}',
        '{{ site("model_config") }}',
        '{{ site("contact.__init__.__globals__") }}',
    ],
)
def test_neither_python_nor_jinja_runs(
    pages: Pages, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_problems(pages, text) == [(1, 1)]
    assert to_tokens(text, pages, "./") == (text, [])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("statement", ["{% for x in range(9) %}{% endfor %}", "{# {{ site.nom }} #}", "{% raw %}"])
def test_jinja_s_other_marks_are_text(pages: Pages, statement: str) -> None:
    assert "{%" in render(pages, statement) or "{#" in render(pages, statement)


@pytest.mark.parametrize(
    "source",
    [
        "(" * 240 + ")" * 240,
        "[" * 240 + "]" * 240,
        "livrables(cible=" + "(" * 150 + "1," + ")" * 150 + ")",
        "livrables(limite=" + "-" * 400 + "1)",
        "livrables(limite=" + "1+" * 200 + "1)",
        "livrables(cible=" + "~" * 400 + "1)",
        "a" + ".a" * 240 + "()",
        "livrables(limite=" + "9" * 450 + ")",
        "x" * 499,
    ],
)
def test_huge_nesting_is_a_problem_like_another(pages: Pages, source: str) -> None:
    assert find_problems(pages, f"{{{{{source}}}}}") == [(1, 1)]


@given(st.text(alphabet=st.sampled_from("{}[]()|:\"'=,.*-+`~\n \\0123abcdeilrsv"), max_size=80))
def test_no_text_stops_the_build(text: str) -> None:
    catalogue = create_catalogue()
    pages = Pages(catalogue, environment(Path(), catalogue), lambda section, depth: Gabarit("", frozenset()))
    check(text, "docs/a.md", pages)
    assert from_tokens(text, []) == text


# Tokens


def test_a_token_that_somebody_wrote_is_harmless(pages: Pages) -> None:
    assert render(pages, "Un jetonPRST0jeton et jetonPRST99jeton.") == "<p>Un jetonPRST0jeton et jetonPRST99jeton.</p>"
    huge = f"jetonPRST{'9' * 5000}jeton"
    assert render(pages, huge) == f"<p>{huge}</p>"


def test_a_token_in_a_given_text_is_not_replaced_again(pages: Pages) -> None:
    html = render(pages, "[[cible:btp|jetonPRST1jeton]] [[livrable:echelles]]")
    assert ">jetonPRST1jeton</a>" in html
    assert html.count("échelles</a>") == 1


def test_given_text_is_escaped(pages: Pages) -> None:
    html = render(pages, "[[cible:btp|<img src=x onerror=alert(1)>]]")
    assert "<img" not in html


@OUR_GUIDES
def test_calls_are_documented() -> None:
    """The guide for editors shows each call and each of its arguments."""
    guide = TEXTS[f"{GUIDES}/pour-les-editeurs.md"]
    names = {name for name in CALLS if name != "[["}
    arguments = {name for kind in CALLS.values() for name in kind.arguments if name not in ("0", "kind", "id", "text")}
    assert [name for name in sorted(names) if f"{name}(" not in guide] == []
    assert [name for name in sorted(arguments) if name not in guide] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[cible:tpe]] et [[cible:tpe|elles]]", "[[cible:btp]] et [[cible:btp|elles]]"),
        ("[[livrable:tpe]] `[[cible:tpe]]` [[cible:tpe-pme]]", "[[livrable:tpe]] `[[cible:tpe]]` [[cible:tpe-pme]]"),
        ('{{ livrables(cible="tpe", theme="tpe") }}', '{{ livrables(cible="btp", theme="tpe") }}'),
        ("{{ evenements( cible = 'tpe' ) }} tpe", "{{ evenements( cible = 'btp' ) }} tpe"),
        ('{{ livrables(cible="tpe" }} puis [[cible:tpe]]', '{{ livrables(cible="tpe" }} puis [[cible:btp]]'),
        ("```\n[[cible:tpe]]\n```\n", "```\n[[cible:tpe]]\n```\n"),
    ],
)
def test_calls_follow_what_they_name_under_another_id(text: str, expected: str) -> None:
    assert renamed_in(text, "cibles", "tpe", "btp") == expected


def test_who_helps_follows_a_subject_under_another_id() -> None:
    text = '{{ qui_aide(competence="animer") }} {{ livrables(theme="animer") }}'
    assert renamed_in(text, "competences", "animer", "guider") == text.replace(
        'competence="animer"', 'competence="guider"'
    )


def test_double_punctuation_stays_with_its_word_but_in_code() -> None:
    text = (
        "Qui appeler ? Dites « oui », **puis :**\nle `cle : valeur` ! (Vraiment ?) "
        "Voir <https://exemple.fr/?a=1>, 10:30.\n\n"
        '[Lien](https://exemple.fr "un : titre")\n\n    titre : un « exemple »\n'
    )
    shown = with_unbreakable_spaces(Markdown().convert(text))
    for words in ("appeler\u00a0?", "«\u00a0oui\u00a0»", "puis\u00a0:</strong>", "</code>\u00a0!", "Vraiment\u00a0?)"):
        assert words in shown
    for letters in ("cle : valeur", "?a=1", "10:30", 'title="un : titre"', "titre : un « exemple »"):
        assert letters in shown
    assert shown.replace("\u00a0", " ") == Markdown().convert(text)


def test_a_long_page_lists_its_parts_before_the_first_of_them() -> None:
    parts = [f'<h2 id="p{n}">Partie <em>{n}</em> &amp; suite</h2><p>{"mot " * 500}</p>' for n in range(3)]
    html = f"<h1>Titre</h1><p>Début.</p>{''.join(parts)}"
    pages = create_pages(create_catalogue())
    shown = LexborHTMLParser(with_parts(html, pages))
    links = [(link.text(), link.attributes["href"]) for link in shown.css("nav.sommaire a")]
    assert links == [(f"Partie {n} & suite", f"#p{n}") for n in range(3)]
    assert "Sur cette page" in find_first(shown.html or "", "p + nav").text()
    short = f"<h1>Titre</h1>{parts[0]}"
    assert with_parts(short, pages) == short
    assert with_parts(html.replace("mot ", ""), pages) == html.replace("mot ", "")
