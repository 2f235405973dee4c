"""The letter that a reader's browser composes is the one that `prst lettre` writes, whatever is chosen."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from email import message_from_string
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from prst.analysis.digest import Digest, Tranche
from prst.outputs.pages import composer
from prst.outputs.pages.choices import targets, territories
from prst.outputs.pages.common import Pages
from prst.outputs.pages.lettre import COMPOSER, Layouts, create_letter, parts, subject, written
from prst.outputs.pages.lettre_pilotes import PARTS, Pilotes
from prst.records.catalogue import Catalogue
from tests.browser.chromium import DESKTOP, PHONE, Journal, faults, settle
from tests.catalogues import Kind, create_catalogue, create_pages
from tests.hostile import Attacker, create_hostile

LINK: dict[str, Any] = {"liens": [{"libelle": "Lire", "url": "https://www.inrs.fr/guide"}]}
TARGETS = ("tpe", "btp", "garages")
PLACES = ("69", "42", "59", "region", "national")


def rich() -> Catalogue:
    """Two hundred deliverables over a year, for several targets and places, and events that come back or are over."""
    first = date(2026, 1, 1)

    def livrable(rank: int) -> dict[str, Any]:
        day = first + timedelta(days=rank * 17 % 330)
        fields: dict[str, Any] = {
            "titre": f"Guide n° {rank} : « <chutes> & 'escabeaux' » {'et plus encore ' * (rank % 9)}",
            "resume": f"Un résumé\nde {rank} lignes. " * (1 + rank % 12),
            "cibles": [TARGETS[rank % 2], *([] if rank % 7 else ["garages"])],
            "territoires": [[], ["69"], ["region"], ["42", "59"], ["national"]][rank % 5],
            **({} if rank % 11 == 0 else {"ajoute_le": day.isoformat()}),
            **({} if rank % 3 else {"modifie_le": (day + timedelta(days=rank % 90)).isoformat()}),
            **({} if rank % 4 else LINK),
            **({} if rank % 13 else {"date": ("2025", "2025-03", "2025-03-01")[rank % 3]}),
        }
        return fields

    events: Kind = {
        "cafe": {"debut": "2026-10-06T14:30", "recurrence": "FREQ=WEEKLY;COUNT=60", "cibles": ["tpe"]},
        "salon": {"debut": "2026-11-12", "fin": "2026-11-30", "lieu": "Lyon \U0001f9ba", "territoires": ["69"]},
        "journee": {"debut": "2026-04-28", "recurrence": "FREQ=YEARLY", "cibles": ["btp"], "livrables": ["n1", "n2"]},
        **{f"e{rank}": {"debut": f"2027-0{1 + rank % 4}-1{rank % 9}"} for rank in range(20)},
        "annule": {"debut": "2026-12-12", "statut": "annule"},
        "decembre": {"debut": "2026-12", "territoires": ["42"]},
        "annee": {"debut": "2026", "territoires": ["42"]},
        "suivante": {"debut": "2027", "territoires": ["42"]},
    }
    return create_catalogue(
        site={"departements": ["42", "69"]},
        cibles={
            name: {
                "nom": f"Les {name} & <b>leurs</b> « amis »",
                **({"fait_partie_de": "tpe"} if name == "garages" else {}),
            }
            for name in (*TARGETS, "personne")
        },
        territoires={code: {"label": f"Lieu {code}"} for code in PLACES},
        livrables={f"n{rank}": livrable(rank) for rank in range(200)},
        evenements=events,
    )


def hostile() -> Catalogue:
    """The catalogue of an attacker, whose deliverables are real and new."""
    catalogue = create_hostile(Attacker(1))
    day = date(2026, 3, 4)
    known: Any = catalogue.livrables
    for identity, fiche in known.items():
        changes = {"exemple": False, "ajoute_le": day, "modifie_le": day, "statut": "publie"}
        known[identity] = fiche.model_copy(update=changes)
    return catalogue


COMPOSE = """async ([index, fichiers, demandes]) => {
  const { body, compose, digest, partsOf, periodOf } = await import("/lettre-regles.js");
  const choixDe = (un) => un && { ...un, autour: new Set(un.autour) };
  return demandes.map(({ cible, territoire, dernier, nombre, jour }) => {
    const choix = { cible: choixDe(cible), territoire: choixDe(territoire), periode: periodOf(dernier, nombre) };
    const nouvelles = choix.periode.mois.filter((mois) => index.mois.includes(mois)).map((mois) => fichiers[mois]);
    const faite = compose(index, nouvelles, choix, jour);
    return { ...faite, page: body(index.page, faite.sujet, faite.parties, "../"), ...choix.periode };
  });
}"""


def files(pages: Pages) -> dict[str, Any]:
    return {output.path: json.loads(output.content) for output in composer.outputs(pages, Layouts(pages))}


def requests(pages: Pages, months: list[str], days: list[str]) -> Iterator[dict[str, Any]]:
    """What readers may ask for: every target, place, month and span, in turn."""
    cibles = [None, *(vars_of(one) for one in targets(pages))]
    places = [None, *(vars_of(one) for _region, some in territories(pages) for one in some)]
    for rank, place in enumerate(places):
        for other, cible in enumerate(cibles):
            for nombre in (1, 3):
                turn = rank + other
                yield {
                    "cible": cible,
                    "territoire": place,
                    "dernier": months[turn % len(months)],
                    "nombre": nombre,
                    "jour": days[turn % len(days)],
                }


def vars_of(one: Any) -> dict[str, Any]:
    return {"id": one.id, "nom": one.nom, "autour": one.autour}


def expected(pages: Pages, asked: dict[str, Any], depuis: str, jusqua: str) -> Digest:
    cible, place = (asked[name] and asked[name]["id"] for name in ("cible", "territoire"))
    known = pages.catalogue
    tranche = Tranche(known.cibles.get(cible or ""), known.territoires.get(place or ""))
    first, last, day = map(date.fromisoformat, (depuis, jusqua, asked["jour"]))
    return pages.derived.journal.digest(first, last, tranche, coming_from=day)


def parsed(mail: str) -> tuple[str, str, str, list[str]]:
    found = message_from_string(mail, policy=default)
    assert isinstance(found, EmailMessage)
    assert found.defects == []
    contents = [part.get_content().replace("\r\n", "\n") for part in found.iter_parts()]
    return found["Subject"], found["From"], found["X-Unsent"], contents


@pytest.mark.parametrize("make", [rich, hostile])
def test_browser_and_python_compose_the_same_letters(page: Page, modules: str, make: Callable[[], Catalogue]) -> None:
    pages = create_pages(make())
    published = files(pages)
    index = published.pop(COMPOSER)
    months = {path.split("/")[1]: news for path, news in published.items()}
    days = [(pages.derived.reference + timedelta(days=ahead)).isoformat() for ahead in (0, 1, 40, 170)]
    asked = list(requests(pages, [*index["mois"], "2031-01"], days))
    layouts = Layouts(pages)
    page.goto(modules)
    made = page.evaluate(COMPOSE, [index, months, asked])
    kinds = set()
    for one, found in zip(asked, made, strict=True):
        digest = expected(pages, one, found["depuis"], found["jusqua"])
        letter, told = create_letter(pages, digest, layouts), parts(pages, digest)
        assert found["sujet"] == letter.sujet == subject(digest, pages.site)
        assert found["texte"] == letter.texte
        assert found["html"] == letter.html
        assert found["page"] == str(layouts.page.body(letter.sujet, told, "../"))
        assert parsed(found["courriel"]) == parsed(letter.courriel.decode())
        kinds.add(tuple(part.titre for part in told))
    if make is rich:
        assert {len(some) for some in kinds} >= {0, 1, 2, 3}, "a letter of each kind, and one that says nothing"


def of_groups() -> Catalogue:
    """Thirty groups of three themes whose milestones, resources and lessons fill a year, with signs that HTML keeps."""
    first = date(2026, 1, 1)

    def milestone(rank: int) -> dict[str, Any]:
        day = first + timedelta(days=rank * 37 % 500)
        later = {"nouvelle_date": (day + timedelta(days=60)).isoformat(), "raison": "« Salle » & studio <pris>"}
        past = day < date(2026, 11, 1)
        more = [{}, {"fait_le": day.isoformat()} if past else {}, later, {"etat": "abandonne", "raison": "Non."}][
            rank % 4
        ]
        return {
            "date": day.isoformat()[: 7 if rank % 5 == 0 and rank % 4 == 0 else 10],
            "intitule": f"Jalon <{rank}>",
            **more,
        }

    return create_catalogue(
        site={"departements": ["42", "69"]},
        cibles={
            name: {"nom": f"Les {name}", **({"fait_partie_de": "tpe"} if name == "garages" else {})} for name in TARGETS
        },
        territoires={code: {"label": f"Lieu {code}"} for code in PLACES},
        themes={"bruit": {"label": "Bruit & vibrations"}, "chutes": {"label": "Chutes"}, "rien": {"label": "Rien"}},
        groupes={
            f"g{rank}": {
                "nom": f"Groupe « {rank} »",
                "themes": [["bruit"], ["chutes"], []][rank % 3],
                "cibles": [TARGETS[rank % 3]],
                "territoires": [[], ["69"], ["region"]][rank % 3],
                "jalons": [milestone(rank * 6 + one) for one in range(6)],
                **({"pitch": {"demande": f"Une heure de <{rank}>."}} if rank % 4 == 0 else {}),
                "modifie_le": "2026-11-20",
            }
            for rank in range(30)
        },
        livrables={
            f"n{rank}": {
                "groupe": f"g{rank % 30}",
                "cibles": [TARGETS[rank % 3]],
                "territoires": [[], ["42"]][rank % 2],
                "ajoute_le": (first + timedelta(days=rank * 7 % 320)).isoformat(),
            }
            for rank in range(60)
        },
        retours={
            f"r{rank}": {
                **({"groupe": f"g{rank}"} if rank % 2 else {"themes": ["chutes"]}),
                "nous_ferions": "Aller voir, " * 40 + ".",
                "ajoute_le": (first + timedelta(days=rank * 31)).isoformat(),
            }
            for rank in range(10)
        },
    )


COMPOSE_PILOTS = """async ([index, pilotes, demandes]) => {
  const { composePilots } = await import("/lettre-pilotes.js");
  const { body, periodOf } = await import("/lettre-regles.js");
  const choixDe = (un) => un && { ...un, autour: new Set(un.autour) };
  return demandes.map(({ groupes, cible, territoire, dernier, nombre, jour }) => {
    const lieux = { cible: choixDe(cible), territoire: choixDe(territoire), groupes: choixDe(groupes) };
    const periode = periodOf(dernier, nombre);
    const faite = composePilots(index, pilotes, { ...lieux, periode }, jour);
    return { ...faite, page: body(index.page, faite.sujet, faite.parties, "../"), ...periode };
  });
}"""


def test_browser_and_python_compose_the_same_letters_of_pilots(page: Page, modules: str) -> None:
    pages = create_pages(of_groups())
    pilotes, layouts = Pilotes(pages), Layouts(pages)
    published = files(pages)
    days = [(pages.derived.reference + timedelta(days=ahead)).isoformat() for ahead in (0, 1, 40, 170)]
    choices = [{"id": "tous", "nom": "", "autour": []}, *(vars_of(one) for some in pilotes.choices() for one in some)]
    slices = list(requests(pages, [*published[COMPOSER]["mois"], "2031-01"], days))
    asked = [{**slices[rank * 5 % len(slices)], "groupes": one} for rank, one in enumerate(choices * 3)]
    page.goto(modules)
    made = page.evaluate(COMPOSE_PILOTS, [published[COMPOSER], published[published[COMPOSER]["pilotes"]], asked])
    kinds = set()
    for one, found in zip(asked, made, strict=True):
        chosen = pilotes.asked(one["groupes"]["id"])
        assert chosen
        cible, place = (one[name] and one[name]["id"] for name in ("cible", "territoire"))
        tranche = Tranche(pages.catalogue.cibles.get(cible or ""), pages.catalogue.territoires.get(place or ""))
        first, last, day = map(date.fromisoformat, (found["depuis"], found["jusqua"], one["jour"]))
        told = pilotes.parts(first, last, tranche, chosen, today=day)
        letter = written(pages, pilotes.title(first, last, tranche, chosen), told, layouts)
        assert (found["sujet"], found["texte"], found["html"]) == (letter.sujet, letter.texte, letter.html)
        assert found["page"] == str(layouts.page.body(letter.sujet, told, "../"))
        assert parsed(found["courriel"]) == parsed(letter.courriel.decode())
        kinds |= {part.titre for part in told}
    assert kinds == {part.titre for part in PARTS.values()}, "each part is told by some letter"


# In the page


@pytest.fixture(scope="session")
def address(published: Path, serve_folder: Callable[[Path], str]) -> str:
    """Where the published site is served."""
    return serve_folder(published)


CLIPBOARD = """async (type) => {
  const [copie] = await navigator.clipboard.read();
  return copie.types.includes(type) ? (await copie.getType(type)).text() : "";
}"""


def test_a_choice_has_its_address_and_can_be_taken_back(page: Page, journal: Journal, address: str) -> None:
    page.goto(f"{address}/lettre/")
    said = page.locator(".lettre-composer [role=status]")
    expect(said).to_contain_text("8 nouveautés")
    page.get_by_label("Pour qui ?").select_option("garages")
    page.get_by_label("Où ?").select_option("38")
    page.get_by_label("Quand ?").select_option("3-mois")
    expect(page).to_have_url(f"{address}/lettre/?cible=garages&territoire=38&periode=3-mois")
    expect(page.locator("[data-objet]")).to_contain_text("(Garages et réparation automobile, Isère)")
    told = page.locator("[data-apercu]").inner_text()
    page.reload()
    expect(page.get_by_label("Pour qui ?")).to_have_value("garages")
    expect(page.locator("[data-apercu]")).to_have_text(told, use_inner_text=True)
    page.go_back()
    expect(page.get_by_label("Quand ?")).not_to_have_value("3-mois")
    assert journal.console == []


def test_the_letter_of_pilots_is_asked_for_and_its_address_keeps_it(page: Page, journal: Journal, address: str) -> None:
    page.goto(f"{address}/lettre/")
    said = page.locator(".lettre-composer [role=status]")
    expect(said).to_contain_text("8 nouveautés")
    assert not any("pilotes.json" in one for one in journal.requests)  # companies are told of no group
    page.get_by_label("Quelle lettre ?").select_option("tous")
    expect(page).to_have_url(f"{address}/lettre/?groupes=tous&periode={page.get_by_label('Quand ?').input_value()}")
    expect(page.locator("[data-objet]")).to_contain_text("la lettre des pilotes")
    expect(said).to_contain_text("à faire dans les fiches (10)")
    told = page.locator("[data-apercu]").inner_text()
    page.reload()
    expect(page.locator("[data-apercu]")).to_have_text(told, use_inner_text=True)
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger le brouillon").click()
    subject, _sender, _draft, contents = parsed(Path(download.value.path()).read_text(encoding="ascii"))
    assert "la lettre des pilotes" in subject
    assert "À FAIRE DANS LES FICHES" in contents[0]
    assert faults(page) == []
    page.get_by_label("Quelle lettre ?").select_option("")
    expect(said).to_contain_text("8 nouveautés")
    assert journal.console == []


def test_what_nobody_knows_in_an_address_is_said_and_changes_nothing(
    page: Page, journal: Journal, address: str
) -> None:
    for asked in ("<script>alert(1)</script>", "n-existe-pas", "__proto__", "%00", "é" * 500):
        page.goto(f"{address}/lettre/?cible={asked}&territoire={asked}&periode={asked}&cible=autre")
        expect(page.locator(".lettre-composer [role=status]")).to_contain_text("que le catalogue ne connaît pas")
        expect(page.get_by_label("Pour qui ?")).to_have_value("")
        expect(page.locator("[data-apercu] h2").first).to_have_text("Nouvelles ressources")
        assert faults(page) == []
    assert journal.console == []


def test_a_letter_for_nothing_is_a_sentence(page: Page, address: str) -> None:
    page.clock.set_fixed_time("2031-06-01T10:00:00+02:00")
    page.route("**/composer.json", lambda route: route.fulfill(json={**route.fetch().json(), "sures": []}))
    page.goto(f"{address}/lettre/?periode=2031-06")
    expect(page.locator(".lettre-composer [role=status]")).to_contain_text("Rien de nouveau ni à venir pour ce choix")
    expect(page.get_by_role("button", name="Copier la mise en page")).to_be_disabled()
    expect(page.locator("[data-apercu]")).to_be_empty()


@pytest.mark.parametrize("path", ["lettre/?cible=tpe-pme", "lettre/2026-11/"])
def test_copying_keeps_the_looks_and_leaves_the_console_silent(
    page: Page, journal: Journal, address: str, path: str
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}/{path}")
    settle(page)
    page.get_by_role("button", name="Copier la mise en page").press("Enter")
    expect(page.get_by_text("Copié")).to_be_visible()
    assert journal.console == []
    looks = page.evaluate(CLIPBOARD, "text/html")
    assert looks.count("style=") > 30
    assert page.evaluate(CLIPBOARD, "text/plain").startswith("Catalogue PRST")


def test_copying_before_the_letter_is_there_waits_for_it(page: Page, address: str) -> None:
    """Within the gesture: Safari takes nothing later."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    held: list[Any] = []
    page.route("**/nouveautes.json", lambda route: held.append(route))
    with page.expect_request("**/nouveautes.json"):
        page.goto(f"{address}/lettre/")
    page.get_by_role("button", name="Copier le texte").click()
    expect(page.get_by_text("Copié")).to_have_count(0)
    held[0].continue_()
    expect(page.get_by_text("Copié")).to_be_visible()
    assert page.evaluate(CLIPBOARD, "text/plain").startswith("Catalogue PRST")


def test_draft_is_a_file(page: Page, address: str) -> None:
    page.goto(f"{address}/lettre/?cible=tpe-pme")
    expect(page.locator("[data-apercu] h2").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger le brouillon").click()
    assert download.value.suggested_filename == "lettre.eml"
    subject, _sender, draft, contents = parsed(Path(download.value.path()).read_text(encoding="ascii"))
    assert draft == "1"
    assert "TPE" in subject
    assert len(contents) == 2


@pytest.mark.parametrize("path", ["lettre/?cible=tpe-pme&territoire=38", "que-diffuser-quand/tpe-pme/?territoire=38"])
def test_composers_are_accessible(page: Page, address: str, path: str) -> None:
    for scheme, viewport in (("light", DESKTOP), ("dark", PHONE)):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(f"{address}/{path}")
        settle(page)
        assert faults(page) == [], scheme
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], "the page scrolls sideways"


def test_without_javascript_the_letters_of_the_months_are_there(without_scripts: Page, address: str) -> None:
    page = without_scripts
    page.goto(f"{address}/lettre/")
    expect(page.get_by_text("Composez la vôtre")).to_be_hidden()
    page.get_by_role("link", name="Novembre 2026").click()
    expect(page.get_by_role("link", name="brouillon de courriel")).to_be_visible()
    expect(page.locator("[data-apercu] h2").first).to_be_visible()


# The year of occasions


def test_the_year_is_that_of_a_target_and_a_territory(page: Page, journal: Journal, address: str) -> None:
    page.goto(f"{address}/que-diffuser-quand/")
    page.get_by_label("Où ?").select_option("38")
    page.get_by_label("Pour qui ?").select_option("tpe-pme")
    expect(page).to_have_url(f"{address}/que-diffuser-quand/tpe-pme/?territoire=38")
    expect(page.get_by_label("Où ?")).to_have_value("38")
    expect(page.locator("form [role=status]")).to_contain_text("pour : Isère")
    page.get_by_label("Pour qui ?").select_option("")
    expect(page).to_have_url(f"{address}/que-diffuser-quand/?territoire=38")
    page.goto(f"{address}/que-diffuser-quand/?cible=tpe-pme")
    expect(page).to_have_url(f"{address}/que-diffuser-quand/tpe-pme/")
    page.goto(f"{address}/que-diffuser-quand/?territoire=<script>")
    expect(page.locator("form [role=status]")).to_contain_text("« <script> »")
    assert journal.console == []


def test_every_calendar_is_subscribed_to(page: Page, address: str) -> None:
    for path in ("agenda/", "que-diffuser-quand/", "que-diffuser-quand/tpe-pme/"):
        page.goto(f"{address}/{path}")
        expect(page.locator("main a[href^='webcal:']").first).to_contain_text("S’abonner")


def test_an_address_is_copied(page: Page, journal: Journal, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for path, ending in (
        ("rester-au-courant/", "/agenda/calendrier.ics"),
        ("cibles/tpe-pme/", "/cibles/tpe-pme/flux.xml"),
    ):
        page.goto(f"{address}/{path}")
        button = page.locator(f"button[data-copier$='{ending}']")
        button.press("Enter")
        expect(button.locator("~ [role=status]")).to_contain_text("Copié")
        assert page.evaluate("navigator.clipboard.readText()").endswith(ending)
    assert journal.console == []


def test_a_published_letter_does_not_announce_what_is_over_on_the_readers_day(
    page: Page, address: str, published: Path
) -> None:
    index = json.loads((published / COMPOSER).read_text(encoding="utf-8"))
    rank, _begin, end, _detail = index["a_venir"][0]
    title, last = index["series"][rank]["titre"], date.fromisoformat(end)
    for day, told in ((last, 1), (last + timedelta(days=1), 0)):
        page.clock.set_fixed_time(f"{day}T10:00:00+01:00")
        page.goto(f"{address}/lettre/2026-11/")
        settle(page)
        expect(page.locator("[data-apercu]").get_by_role("link", name=title)).to_have_count(told)


def test_an_address_may_name_a_target_by_a_former_id_and_a_territory_in_capitals(page: Page, modules: str) -> None:
    page.goto(f"{modules}?cible=Garagistes&territoire=2A")
    page.set_content(
        "<form><select name='cible'><option value=''>Tous"
        "<option value='garages' data-anciens='garagistes'>Garages</select>"
        "<select name='territoire'><option value=''>Partout<option value='2a'>Corse-du-Sud</select></form>"
    )
    script = """async () => {
      const { addressOf, restore } = await import("/choix.js");
      const formulaire = document.querySelector("form");
      return [restore(formulaire), addressOf(formulaire)];
    }"""
    assert page.evaluate(script) == ["", "?cible=garages&territoire=2a"]
