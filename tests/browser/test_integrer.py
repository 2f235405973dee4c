"""A frame on somebody else's site: as high as what it shows, scrollable where nothing helps, and harmless."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect
from selectolax.lexbor import LexborHTMLParser

from prst.outputs.pages.integrer import HOST_SCRIPT
from tests.browser.chromium import DESKTOP, PHONE, Journal, faults

SLICE = "cibles/tpe-pme/"
ICON = '<link rel="icon" href="data:,">'
NATIVE = "frame-sizing:content-height"
Host = Callable[..., str]
"""Writes a page of another site, and returns its address."""


@pytest.fixture(scope="session")
def address(published: Path, serve_folder: Callable[[Path], str]) -> str:
    """Where the published site is served."""
    return serve_folder(published)


@pytest.fixture
def host(published: Path, address: str, tmp_path: Path, serve_folder: Callable[[Path], str]) -> Host:
    """Pastes the code of the page on which a frame is chosen, for a target, into a page of another origin."""
    chosen = LexborHTMLParser((published / "integrer" / "index.html").read_bytes())
    codes = {node.attributes["data-code"]: node.text() for node in chosen.css("[data-code]")}
    served = serve_folder(tmp_path)

    def write(code: str = "simple", policy: str = "", without: str = "", slice: str = SLICE) -> str:
        html = re.sub(r"https://[^/\"]+/", f"{address}/", codes[code]).replace("integrer/agenda/", f"integrer/{slice}")
        csp = f'<meta http-equiv="Content-Security-Policy" content="{policy}">' if policy else ICON
        page = f"<!doctype html><html lang='fr'>{csp}<title>Chambre</title><h1>Chambre</h1>{html}</html>"
        (tmp_path / "index.html").write_text(page.replace(without, "") if without else page, encoding="utf-8")
        return f"{served}/"

    return write


def framed(page: Page) -> Frame:
    """The frame, once it is there."""
    page.locator("iframe").first.scroll_into_view_if_needed()
    expect(page.frame_locator("iframe").first.locator("li").first).to_be_visible()
    return page.frames[1]


def height(page: Page) -> int:
    return int(page.evaluate("document.querySelector('iframe').clientHeight"))


def content(frame: Frame) -> int:
    return int(frame.evaluate("Math.ceil(document.body.getBoundingClientRect().height)"))


def wait_for_height(page: Page, expected: int) -> None:
    page.wait_for_function("(height) => document.querySelector('iframe').offsetHeight === height", arg=expected)


def test_a_frame_fits_by_itself_where_browsers_can(page: Page, host: Host, journal: Journal) -> None:
    page.goto(host())
    frame = framed(page)
    if page.evaluate("CSS.supports('frame-sizing', 'content-height')"):
        wait_for_height(page, content(frame))
    else:
        assert height(page) == 500  # 25rem
    assert frame.evaluate("self.origin") == "null"  # in a sandbox
    assert journal.console == []
    assert page.context.cookies() == []


def test_our_script_fits_it_elsewhere(page: Page, host: Host) -> None:
    page.goto(host("ajuste", without=NATIVE))
    frame = framed(page)
    wait_for_height(page, content(frame))
    frame.evaluate(
        "document.querySelector('ul').append(Object.assign(document.createElement('li'), {textContent: 'x'}))"
    )
    wait_for_height(page, content(frame))
    forged = ({"prst": "hauteur", "hauteur": 5000}, {"prst": "hauteur", "hauteur": 2}, {"hauteur": 900}, None, "900")
    before = height(page)
    page.evaluate("(forged) => forged.forEach((one) => window.postMessage(one, '*'))", list(forged))
    for absurd in (99, 10001, 300.5, "300", -1):  # of the frame itself
        frame.evaluate("(height) => parent.postMessage({prst: 'hauteur', hauteur: height}, '*')", absurd)
    page.wait_for_timeout(200)
    assert height(page) == before


def test_under_a_policy_that_refuses_our_script_it_scrolls(page: Page, host: Host, journal: Journal) -> None:
    page.goto(host("ajuste", policy="default-src 'self'; frame-src *"))
    frame = framed(page)
    assert height(page) == 600
    assert content(frame) > 600
    frame.evaluate("scrollTo(0, 200)")
    assert frame.evaluate("scrollY") == 200
    assert [line for line in journal.console if "violates" in line and HOST_SCRIPT in line]


def test_what_is_listed_opens_in_a_page_of_its_own_and_says_by_whom(page: Page, host: Host, address: str) -> None:
    page.goto(host(slice=f"{SLICE}?via=cma-01"))
    framed(page)
    with page.context.expect_page() as opened:
        page.frame_locator("iframe").locator("a[href*=via]").first.click()
    expect(opened.value.locator("h1")).to_be_visible()
    assert re.fullmatch(rf"{address}/livrables/[a-z0-9-]+/\?via=cma-01", opened.value.url)
    assert opened.value.evaluate("self.origin") == address  # out of the sandbox
    for wrong in ("", "?via=", "?via=%22%3E%3Cb%3E", "?via=A B", "?x=null"):
        page.goto(f"{address}/integrer/{SLICE}{wrong}")
        assert page.locator("a").count() > 1
        assert page.locator("a[href*=via]").count() == 0, wrong


def test_it_reads_without_scripts_and_is_accessible(without_scripts: Page, page: Page, address: str) -> None:
    for path in ("agenda/", SLICE):
        for scheme, viewport in (("light", PHONE), ("dark", DESKTOP)):
            page.set_viewport_size(viewport)
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(f"{address}/integrer/{path}")
            assert faults(page) == [], (path, scheme)
            assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    alone = without_scripts
    alone.set_viewport_size(PHONE)
    alone.goto(f"{address}/integrer/{SLICE}")
    expect(alone.locator("li a").first).to_be_visible()


def test_a_relay_comes_with_its_public_and_its_name(page: Page, address: str) -> None:
    page.goto(f"{address}/relais/carsat-ra/")
    page.get_by_role("link", name="Une liste à montrer sur mon site").click()
    expect(page.get_by_label("Vous êtes")).to_have_value("carsat-ra")
    expect(page.get_by_label("Que montrer")).to_have_value(re.compile("cibles/[a-z-]+/"))
    expect(page.locator("[data-code=simple]")).to_contain_text("?via=carsat-ra")
    page.goto(f"{address}/integrer/?tranche=absente/&via=absent")
    expect(page.get_by_label("Que montrer")).to_have_value("agenda/")
    expect(page.locator("[data-code=simple]")).not_to_contain_text("via=")


def test_a_relay_chooses_sees_and_copies(page: Page, address: str, published: Path, journal: Journal) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}/{SLICE}")
    page.get_by_role("link", name="La montrer sur votre site").click()
    expect(page.get_by_label("Que montrer")).to_have_value(SLICE)
    code = page.locator("[data-code=simple]")
    expect(code).to_contain_text(f"integrer/{SLICE}")
    expect(page.frame_locator("[data-apercu] iframe").locator("h1")).to_contain_text("ressources")
    page.get_by_label("Vous êtes").select_option(index=1)
    expect(code).to_contain_text("?via=")
    page.get_by_role("button", name="Copier ce code").last.click()
    expect(page.get_by_text("Copié")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("[data-code=ajuste]").inner_text()
    assert len(re.findall(r'(?:src|href)="[^"]*\?via=[a-z0-9-]+"', copied)) == 2
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert journal.console == []
    assert faults(page) == []  # axe-core speaks to frames, and the console tells that one in a sandbox has no origin


@pytest.mark.parametrize(("zone", "hidden"), [("", False), ("Indian/Reunion", True), ("America/Miquelon", False)])
def test_what_is_over_is_over_where_the_site_is(page: Page, published: Path, zone: str, hidden: bool) -> None:
    """At 21:00 in Greenwich the next day has begun in La Réunion, and not yet in Paris."""
    page.clock.set_fixed_time("2026-08-01T21:00:00Z")
    script = (published / "assets" / "javascripts" / "integre.js").read_text(encoding="utf-8")
    said = f' data-fuseau="{zone}"' if zone else ""
    page.set_content(f'<ul><li data-fin="2026-08-01">Salon</li></ul><script{said}>{script}</script>')
    assert page.locator("li").evaluate("(ligne) => ligne.hidden") == hidden
