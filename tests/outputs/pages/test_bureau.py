"""The editors' desk: configured of the model, by the words of its host's schema, and only where a site asks for it."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from selectolax.lexbor import LexborHTMLParser

from prst.outputs.pages.bureau import HEAD, ICONS, configuration, described, forge_of
from prst.records.catalogue import Catalogue
from prst.records.champs import Champ, champs_of
from prst.records.loading import load
from prst.records.model import MODELS, Site
from tests.catalogues import EXEMPLE, SITE, Fields, create_catalogue, find_first
from tests.hostile import create_site

PAGES = {"index.md": "Accueil", "boite-a-outils/fiche-action.md": "Fiche-action", "boite-a-outils/modeles/index.md": ""}
GITHUB = "https://github.com/reseau/catalogue"
GITLAB = "https://gitlab.exemple.fr/groupe/sous-groupe/catalogue.git"


def site(**fields: Any) -> Fields:
    return {"bureau": "oui", "depot": GITHUB, **fields}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    loaded = load(EXEMPLE / "catalogue", EXEMPLE / "docs").catalogue
    assert loaded
    return loaded


@pytest.fixture(scope="module")
def config(catalogue: Catalogue) -> dict[str, Any]:
    return configuration(catalogue, PAGES)


def desk(catalogue: Catalogue) -> dict[str, str]:
    """What is published of a desk, by path."""
    build = create_site(catalogue)
    producers = [one for one in build.producers() if one.name == "bureau"]
    return {one.path: one.content.decode() for producer in producers for one in producer.give()}


@pytest.mark.parametrize(
    "fields", [{}, {"bureau_application": "abc"}, {"depot": GITLAB, "bureau_application": "abc"}, {"depot": GITLAB}]
)
def test_the_configuration_is_what_the_host_understands(
    repository: Path, catalogue: Catalogue, fields: dict[str, str]
) -> None:
    """Its own schema refuses any key, widget or option that this version does not know."""
    schema = json.loads((repository / "hooks/javascripts/bureau/sveltia-cms.schema.json").read_text(encoding="utf-8"))
    asked = Site.model_validate({**SITE, **site(**fields)})
    given = json.loads(json.dumps(configuration(replace(catalogue, site=asked), PAGES)))
    validator = jsonschema.validators.validator_for(schema)(schema)
    assert [jsonschema.exceptions.best_match([error]).message for error in validator.iter_errors(given)] == []
    assert list(validator.iter_errors({**given, "collections": [{**given["collections"][0], "champs": []}]}))


def fields_of(fields: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for field in fields:
        yield field
        yield from fields_of(field.get("fields", []))


def champs(champ: Champ) -> Iterator[Champ]:
    yield champ
    for one in champ.fields:
        yield from champs(one)


def test_each_field_of_the_model_is_asked_for_in_its_words(config: dict[str, Any]) -> None:
    collections = {one["name"]: one for one in config["collections"]}
    assert list(collections) == [*MODELS, "pages"]
    for kind in MODELS:
        asked = [one for champ in champs_of(kind) for one in champs(champ)]
        shown = list(fields_of(collections[kind]["fields"]))
        assert [one["name"] for one in shown] == [one.name for one in asked]
        for champ, field in zip(asked, shown, strict=True):
            assert field["label"] == champ.title
            hint = field.get("hint", "").replace("`", "")
            assert not re.search(r"(?<![`\w])(?:https?://\w|\b[\w.]+@)", field.get("hint", ""))  # no link to an example
            if champ.type in ("reference", "named"):  # chosen by names, of which no file is to be looked up
                assert "identifiant" not in hint
                assert "dans la liste" not in hint or champ.type == "reference"
            elif champ.type == "choice":  # chosen by what each is called
                assert not any(f"« {value} »" in hint for value, _libelle in champ.choices)
            else:
                assert hint.startswith(champ.description)
            if champ.type not in ("reference", "named", "choice") and champ.example:
                given = champ.example in champ.description or "xemple" in champ.description
                assert hint.count(f"Exemple : {champ.example}") == (not given)
            assert field["required"] is champ.required
            if champ.choices and not champ.several:
                assert [one["value"] for one in field["options"]] == [value for value, _libelle in champ.choices]
            if champ.reference in MODELS and champ.type == "reference":
                assert (field["widget"], field["collection"]) == ("relation", champ.reference)
                assert field.get("multiple", False) is champ.several


def test_terms_are_chosen_by_their_label(catalogue: Catalogue, config: dict[str, Any]) -> None:
    fields = {one["name"]: one for one in config["collections"][0]["fields"]}
    for name, vocabulary in (("format", "formats"), ("themes", "themes"), ("territoires", "territoires")):
        terms = getattr(catalogue, vocabulary).values()
        assert fields[name]["options"] == [{"label": term.label, "value": term.id} for term in terms]
    assert "multiple" not in fields["format"]
    assert fields["themes"]["multiple"]


def test_the_name_of_a_file_is_asked_for_and_never_made_of_a_title(config: dict[str, Any]) -> None:
    """A title that changes under review would otherwise orphan its draft."""
    for one in config["collections"][:-1]:
        assert one["slug"]["editable"] == ["create"]
        assert "template" not in one["slug"]
        assert one["folder"] == f"catalogue/{one['name']}"
        assert one["delete"] is False


def test_each_form_of_a_text_is_the_one_of_the_check(config: dict[str, Any], catalogue: Catalogue) -> None:
    """What the records of the example hold passes the desk's patterns; what the check refuses does not."""
    for one in config["collections"][:-1]:
        for field in one["fields"]:
            if "pattern" not in field:
                continue
            form = re.compile(field["pattern"][0])
            assert bool(form.search("")) is not field["required"]
            for record in getattr(catalogue, one["name"]).values():
                value = getattr(record, field["name"])
                if isinstance(value, str):
                    assert form.search(value), (record.id, field["name"])
    urls = next(one for one in config["collections"] if one["name"] == "evenements")["fields"]
    pattern, says = next(one for one in urls if one["name"] == "url")["pattern"]
    assert not re.search(pattern, "www.exemple.fr")
    assert "https://" in says


def test_pages_are_known_by_their_title_and_reach_pictures_from_where_they_are(config: dict[str, Any]) -> None:
    files = {one["file"]: one for one in config["collections"][-1]["files"]}
    assert set(files) == {f"docs/{path}" for path in PAGES}
    assert files["docs/index.md"]["public_folder"] == "assets/images"
    assert files["docs/boite-a-outils/modeles/index.md"]["public_folder"] == "../../assets/images"
    assert {one["media_folder"] for one in files.values()} == {"/docs/assets/images"}
    assert files["docs/index.md"]["label"] == "Accueil (index.md)"
    assert len({one["name"] for one in files.values()}) == len(PAGES)


def test_keys_are_written_in_the_order_of_the_model(catalogue: Catalogue) -> None:
    formes = described(catalogue, PAGES)["formes"]
    assert list(formes["livrables"]) == [champ.name for champ in champs_of("livrables")]
    assert list(formes["pages"]) == list(HEAD)


@pytest.mark.parametrize(
    ("fields", "backend", "mode"),
    [
        (
            {},
            {"name": "github", "repo": "reseau/catalogue", "branch": "main", "auth_methods": ["token"]},
            "editorial_workflow",
        ),
        (
            {"depot": GITLAB, "bureau_application": "abc", "branche": "publie"},
            {
                "name": "gitlab", "repo": "groupe/sous-groupe/catalogue", "branch": "publie",
                "base_url": "https://gitlab.exemple.fr", "api_root": "https://gitlab.exemple.fr/api/v4",
                "graphql_api_root": "https://gitlab.exemple.fr/api/graphql",
                "auth_type": "pkce", "app_id": "abc", "auth_methods": ["oauth", "token"],
            },
            "editorial_workflow",
        ),
        ({"depot": "https://codeberg.org/reseau/catalogue"}, {"name": "gitea", "auth_methods": ["token"]}, "simple"),
    ],
)  # fmt: skip
def test_it_writes_to_the_forge_of_the_site(fields: dict[str, str], backend: dict[str, Any], mode: str) -> None:
    found = configuration(create_catalogue(site=site(**fields)), {})
    assert {key: found["backend"][key] for key in backend} == backend
    assert found["publish_mode"] == mode


@pytest.mark.parametrize(
    ("fields", "api", "words"),
    [
        ({}, "https://api.github.com", ["jeton personnel", "Pull requests", "Rien n’est publié aussitôt"]),
        ({"depot": GITLAB}, "https://gitlab.exemple.fr", ["jeton personnel", "« api »"]),
        ({"depot": GITLAB, "bureau_application": "abc"}, "https://gitlab.exemple.fr", ["Avec votre compte GitLab"]),
        ({"depot": "https://codeberg.org/r/c"}, "https://codeberg.org", ["entre aussitôt dans la branche « main »"]),
    ],
)
def test_its_page_says_how_to_sign_in_and_speaks_to_the_forge_alone(
    fields: dict[str, str], api: str, words: list[str]
) -> None:
    html = desk(create_catalogue(site=site(**fields)))["admin/index.html"]
    page = LexborHTMLParser(html)
    policy = find_first(page, "meta[http-equiv]").attributes["content"] or ""
    assert "script-src 'self';" in policy
    assert f"connect-src 'self' blob: data: {api};" in policy
    assert find_first(page, "meta[name=robots]").attributes["content"] == "noindex"
    text = find_first(page, "main").text().replace("\u00a0", " ")
    assert [word for word in words if word not in text] == []
    assert ("jeton" in text) is not ("bureau_application" in fields)


@pytest.mark.parametrize("fields", [{}, {"bureau": "non"}, {"bureau": "oui", "depot": "https://forge.example/a/b"}])
def test_a_site_that_does_not_ask_has_none(fields: dict[str, str]) -> None:
    """Nor one whose repository remains to be chosen (RFC 2606)."""
    found = create_catalogue(site=fields)
    assert desk(found) == {}
    assert forge_of(found.site) is None


def test_a_desk_needs_a_repository() -> None:
    with pytest.raises(ValueError, match="bureau_sans_depot"):
        create_catalogue(site={"bureau": "oui", "depot": ""})


def test_a_page_leads_to_it_or_to_what_stands_in_its_place() -> None:
    shown = []
    for fields in (site(), {"depot": GITHUB}, {"depot": ""}):
        build = create_site(create_catalogue(site=fields))
        tokens = build.before_markdown("contribuer/a.md", "contribuer/a/", "{{ bureau() }}", {"title": "A"})
        html = build.after_markdown("contribuer/a.md", f"<p>{tokens}</p>")
        shown.append([link.attributes["href"] for link in LexborHTMLParser(html).css("a")])
    assert shown == [["../../admin/"], ["../../contribuer/", GITHUB], ["../../contribuer/"]]


def test_search_engines_are_not_told_of_it() -> None:
    build = create_site(create_catalogue(site=site()))
    told = [one for producer in build.producers() if producer.name in ("plan", "recherche") for one in producer.give()]
    assert told
    assert [one.path for one in told if b"admin/" in one.content] == []


def test_each_collection_has_an_icon_that_the_cut_font_holds(repository: Path) -> None:
    script = (repository / "hooks/javascripts/bureau/hote.mjs").read_text(encoding="utf-8")
    assert set(ICONS) == set(MODELS)
    assert [icon for icon in (*ICONS.values(), "article") if f'"{icon}"' not in script] == []
