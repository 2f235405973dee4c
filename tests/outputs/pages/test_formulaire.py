"""The form as HTML: all fields, in the order of the file, in words that suppose no file."""

import json
import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from prst.outputs.envoi import shape_of
from prst.outputs.pages.formulaire import FEW, GENRES, Entree, Formulaires
from prst.records.champs import champs_of
from prst.records.model import MODELS
from tests.catalogues import Kind, create_catalogue, create_pages, find_first, plain

each_kind = pytest.mark.parametrize("kind", MODELS)
MANY: dict[str, Kind] = {
    "relais": {f"relais-{number}": {"nom": f"Relais numéro {number}"} for number in range(300)},
    "structures": {f"structure-{number}": {"nom": f"Organisme numéro {number}"} for number in range(300)},
    "livrables": {f"guide-{number}": {"titre": f"Guide numéro {number}"} for number in range(FEW + 1)},
    "secteurs": {
        f"secteur-{number}": {"label": f"Secteur {number}", "synonymes": [f"métier {number}"]}
        for number in range(FEW + 1)
    },
    "themes": {"chutes": {"label": "Chutes de hauteur"}},
    "groupes": {"accueil": {"nom": "Accueil des nouveaux"}},
}


@pytest.fixture(scope="module")
def forms() -> dict[str, LexborHTMLParser]:
    """The form of each kind, of a catalogue that has many relays, structures and sectors."""
    made = Formulaires(create_pages(create_catalogue(**MANY)))
    return {kind: LexborHTMLParser(html_of(made, kind)) for kind in GENRES}


@pytest.fixture(scope="module")
def made() -> Formulaires:
    return Formulaires(create_pages(create_catalogue(**MANY)))


def html_of(forms: Formulaires, kind: str) -> str:
    """The page of a form, which is all that stands at its address."""
    (output,) = forms.form(GENRES[kind])
    assert output.path == f"{GENRES[kind].adresse}index.html"
    return output.content.decode()


def entries(form: Formulaires, kind: str) -> list[Entree]:
    """All fields of a form, those of parts included."""

    def inner(found: list[Entree]) -> list[Entree]:
        return [one for entry in found for one in (entry, *inner([*entry.entrees, *entry.replie]))]

    return inner([entry for _title, group in form._groups(GENRES[kind]) for entry in group])


@each_kind
def test_a_form_has_all_fields_in_the_order_of_the_file_the_required_first(kind: str, made: Formulaires) -> None:
    groups = made._groups(GENRES[kind])
    assert [entry.champ.name for _title, group in groups for entry in group] == [one.name for one in champs_of(kind)]
    assert [title for title, _group in groups] == [title for title, _first in GENRES[kind].groupes]
    required = {one.name for one in champs_of(kind) if one.required}
    assert required <= {entry.champ.name for entry in groups[0][1]}
    assert len(groups[0][1]) <= 5


def test_an_organisation_is_asked_for_in_the_words_of_its_own_kind(made: Formulaires) -> None:
    groups = {kind: made._groups(GENRES[kind]) for kind in MODELS}
    said = {
        kind: one.aide
        for kind, found in groups.items()
        for _title, group in found
        for one in group
        if one.champ.name == "structure"
    }
    assert said["relais"] == "L’organisme qu’est ce relais."
    assert said["enquetes"] == "L’organisme qui l’a menée. Choisissez-le dans la liste, ou écrivez son nom."


@each_kind
def test_no_example_is_given_twice(kind: str, made: Formulaires) -> None:
    shown = [one for one in entries(made, kind) if one.exemple]
    assert [one.chemin for one in shown if one.exemple in one.aide or "xemple" in one.aide] == []


@each_kind
def test_nothing_of_a_form_supposes_that_somebody_writes_a_file(kind: str, made: Formulaires) -> None:
    for entry in entries(made, kind):
        for text in (entry.champ.title, entry.aide, entry.exemple):
            assert not re.search(
                r"identifiants? de|catalogue/|AAAA|MM-JJ|« (?:oui|non|[a-z]+_[a-z_]+) »|\.yml", text
            ), text
    for champ in champs_of(kind):
        assert not champ.choices or all(libelle.nom for _value, libelle in champ.choices)


@each_kind
def test_each_control_has_its_label_its_help_and_its_error(kind: str, forms: dict[str, LexborHTMLParser]) -> None:
    html = forms[kind]
    ids = [node.attributes["id"] for node in html.css("[id]")]
    assert len(ids) == len(set(ids))
    templates = [LexborHTMLParser(node.inner_html or "") for node in html.css("template")]
    for part in (html, *templates):
        known = {node.attributes["id"] for node in part.css("[id]")}
        for node in part.css("[data-champ] input:not([type=checkbox]), [data-champ] textarea, [data-champ] select"):
            assert part.css_first(f'label[for="{node.attributes["id"]}"]'), node.html
        for node in part.css("[aria-describedby]"):
            assert set((node.attributes["aria-describedby"] or "").split()) <= known, node.html


def test_what_is_required_is_said_in_words(forms: dict[str, LexborHTMLParser]) -> None:
    form = forms["livrables"]

    marked = form.css("form .obligatoire")
    assert [node.parent.text(deep=False).strip() for node in marked if node.parent][:5] == [
        "Titre", "Résumé", "Cibles", "Format", "Contact"
    ]  # fmt: skip


def test_what_a_part_needs_is_not_asked_for_where_the_part_may_be_left_out(forms: dict[str, LexborHTMLParser]) -> None:
    number = find_first(forms["relais"], "#f-contact-structure")
    assert "required" not in number.attributes
    label = find_first(forms["relais"], 'label[for="f-contact-structure"]').text()
    assert label == "Structure (obligatoire si vous remplissez cette partie)"
    assert "required" in find_first(forms["livrables"], "#f-contact-structure").attributes


def test_help_of_lists_and_parts_is_read_out(forms: dict[str, LexborHTMLParser]) -> None:
    for form in forms.values():
        for node in form.css("fieldset[data-champ], [data-champ][data-controle=lignes] textarea"):
            described = (node.attributes.get("aria-describedby") or "").split()
            owner = node if node.tag == "fieldset" else node.parent
            assert owner is not None
            helps = [one for one in owner.iter() if one.attributes.get("class") == "aide"]
            told = [one.attributes.get("id") or "" for one in helps]
            assert sorted(described) == sorted(told)


def test_many_names_are_not_in_the_page_but_in_a_file(made: Formulaires) -> None:
    outputs = {output.path: output.content.decode() for output in made.outputs()}
    page = html_of(made, "livrables")
    assert "Relais numéro" not in page
    assert "Organisme numéro" not in page
    names = json.loads(outputs["contribuer/formulaire/noms/relais.json"])
    assert (len(names), names["relais-7"]) == (300, "Relais numéro 7")
    assert "relais-7" in json.loads(outputs["contribuer/formulaire/pris/relais.json"])["ids"]
    assert "contribuer/formulaire/pris/diffusions.json" not in outputs
    assert "../../../relais/ressources.json" in html_of(made, "diffusions")


def test_a_long_vocabulary_is_looked_for_by_its_words_and_a_short_one_is_shown(
    forms: dict[str, LexborHTMLParser],
) -> None:
    form = forms["livrables"]
    sectors = find_first(form, '[data-champ="secteurs"]')
    assert sectors.css("input[type=checkbox]") == []
    options = {node.attributes["value"]: node.attributes["data-id"] for node in sectors.css("option")}
    assert (options["Secteur 3"], options["métier 3 → Secteur 3"]) == ("secteur-3", "secteur-3")
    themes = find_first(form, '[data-champ="themes"]')
    assert find_first(themes.html or "", "label").text().strip() == "Chutes de hauteur"
    assert themes.css_first("datalist") is None


def test_a_field_that_leaves_nothing_to_choose_is_left_out() -> None:
    alone = Formulaires(create_pages(create_catalogue()))
    assert "groupe" not in {entry.champ.name for entry in entries(alone, "livrables")}
    titles = [title for title, _group in alone._groups(GENRES["evenements"])]
    assert "Ressources à diffuser" in titles  # a day of sending may be said all the same


def test_resources_have_their_names_where_there_are_no_relays() -> None:
    kept = {"sections": ["livrables", "cibles", "agenda"]}
    alone = Formulaires(create_pages(create_catalogue(site=kept, livrables=MANY["livrables"])))
    outputs = {output.path: output.content.decode() for output in alone.outputs()}
    assert json.loads(outputs["contribuer/formulaire/noms/livrables.json"])["guide-3"] == "Guide numéro 3"
    assert "noms/livrables.json" in html_of(alone, "evenements")


def test_without_javascript_a_template_and_a_mail_say_what_to_do(forms: dict[str, LexborHTMLParser]) -> None:
    rest = find_first(forms["livrables"], "[data-sans-script]")
    assert find_first(rest.html or "", "pre").text().startswith("titre: Accueillir un apprenti au garage\n")
    assert "cibles:\n  - tpe\nformat: guide\n" in find_first(rest.html or "", "pre").text()
    (mail,) = [node.attributes["href"] or "" for node in rest.css('a[href^="mailto:"]')]
    assert "site@organisme-essai.fr" in find_first(rest.html or "", "p").text()
    assert mail.startswith("mailto:site@organisme-essai.fr?subject=Proposer%20une%20ressource&body=")
    assert find_first(forms["livrables"], "form[data-formulaire]").attributes.get("hidden", "no") is None


PHONE = {"structure": "DREETS", "telephone": "04 72 00 00 00"}
CONTACT_PAGE = {"structure": "DREETS", "formulaire": "https://dreets.fr/ecrire"}
FORGE = "https://github.com/reseau/catalogue"


@pytest.mark.parametrize(
    ("contact", "depot", "said", "led"),
    [
        (PHONE, None, "ces lignes, et demandez à DREETS où les envoyer : 04 72 00 00 00. Le guide", []),
        (
            CONTACT_PAGE,
            None,
            "ces lignes et envoyez-les à DREETS : sa page de contact. Le guide",
            ["https://dreets.fr"],
        ),
        (
            PHONE,
            FORGE,
            "dans une demande : il y faut un compte. Sans compte, demandez à DREETS où les envoyer",
            [f"{FORGE}/issues/new"],
        ),
        (CONTACT_PAGE, FORGE, "Sans compte, envoyez-les à DREETS : sa page de contact. Le guide", [FORGE]),
        ({"structure": "DREETS", "a_confirmer": True}, FORGE, "il y faut un compte. Le guide", [FORGE]),
    ],
)
def test_without_javascript_nor_a_mailbox_there_is_a_way_all_the_same(
    contact: dict[str, str], depot: str | None, said: str, led: list[str]
) -> None:
    site = {"contact": contact, "depot": depot}
    form = html_of(Formulaires(create_pages(create_catalogue(site=site, **MANY))), "livrables")
    rest = find_first(form, "[data-sans-script] p")
    assert said in plain(" ".join(rest.text().split()))
    found = [node.attributes["href"] or "" for node in rest.css('a[href^="http"]')]
    assert [address for address in led if not any(one.startswith(address) for one in found)] == []


@each_kind
def test_what_writes_the_file_knows_the_order_of_its_keys(kind: str, forms: dict[str, LexborHTMLParser]) -> None:
    node = forms[kind].css_first("[data-donnees]")
    assert node is not None
    assert json.dumps(json.loads(node.text())["forme"]) == json.dumps(shape_of(kind))
