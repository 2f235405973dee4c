"""What has the focus stands out from whatever is around it, and forced colours keep every state."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import DESKTOP, PHONE, faults, settle

PAGES = {
    "home": "",
    "livrables": "livrables/",
    "livrable": "livrables/cahier-duerp-passeport/",
    "target": "cibles/tpe-pme/",
    "agenda": "agenda/",
    "month": "agenda/2026-06/",
    "letter": "lettre/",
    "written page": "boite-a-outils/role-du-pilote/",
    "dashboard": "a-propos/etat-du-catalogue/",
}
SCHEMES: tuple[Literal["light"], Literal["dark"]] = "light", "dark"
TOLD_APART = 3
"""Least contrast of what is no text (WCAG 2.2, 1.4.11)."""
COLOURS = """
const rgba = text => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number); return text.startsWith("color(srgb")
  ? [r * 255, g * 255, b * 255, a] : [r, g, b, a]; };
const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
const ground = element => {
  const behind = element.parentElement ? ground(element.parentElement) : [255, 255, 255, 1];
  return over(rgba(getComputedStyle(element).backgroundColor), behind);
};
const light = colour => { const [r, g, b] = colour.map(value => value / 255)
  .map(value => value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4);
  return .2126 * r + .7152 * g + .0722 * b; };
const contrast = (one, other) => { const [a, b] = [light(one), light(other)].sort((x, y) => y - x);
  return (a + .05) / (b + .05); };
const named = element => [element.tagName, element.className, element.textContent.trim().slice(0, 40)].join(" ");
"""
RINGS = (
    COLOURS
    + """
const found = [];
for (const element of document.querySelectorAll("a[href], button, input, select, summary, textarea, [tabindex]")) {
  if (!element.checkVisibility({ visibilityProperty: true }) || element.disabled) continue;
  element.focus();
  if (document.activeElement !== element) continue;
  let ringed = element;
  while (ringed && getComputedStyle(ringed).outlineStyle === "none") ringed = ringed.parentElement;
  const style = ringed && getComputedStyle(ringed);
  const halo = style && style.boxShadow.match(/^(.*\\)) 0px 0px 0px (\\d+)px$/);
  const around = ringed && ground(ringed.parentElement || ringed);
  const parts = [];
  if (style && parseFloat(style.outlineWidth) >= 2) parts.push(rgba(style.outlineColor));
  if (halo && halo[2] >= 2) parts.push(rgba(halo[1]));
  found.push([named(element), Math.max(0, ...parts.map(part => contrast(part, around)))]);
}
return found;
"""
)


@pytest.fixture
def address(published: Path, serve_folder: Callable[[Path], str]) -> str:
    return serve_folder(published)


def run(page: Page, script: str) -> Any:
    return page.evaluate(f"() => {{ {script} }}")


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_what_has_the_focus_stands_out_on_every_ground(page: Page, address: str, path: str) -> None:
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        page.goto(f"{address}/{path}")
        page.keyboard.press("Tab")  # focus that a script gives then shows, as after a key
        unfold(page)
        grounds = []
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            grounds.append(run(page, f"{COLOURS} return light(ground(document.body));"))
            rings = run(page, RINGS)
            assert len(rings) > 10
            assert [ring for ring in rings if ring[1] < TOLD_APART] == [], scheme
        light, dark = grounds
        assert light > dark


STATES = """
const chosen = "[aria-current]:not([aria-current='false']), [aria-pressed='true'], [aria-selected='true']";
return [...document.querySelectorAll(chosen)].filter(element => element.checkVisibility()).flatMap(element => {
  const around = element.closest("nav, table, [role='group']") || document;
  const alike = [...around.querySelectorAll(element.tagName)]
    .find(other => !other.matches(chosen) && other.checkVisibility());
  if (!alike) return [];
  const lines = ["borderBottom", "borderLeft", "outline"];
  const seen = (which, style = getComputedStyle(which)) => [ground(which), ...lines.map(side =>
    parseFloat(style[`${side}Width`]) && style[`${side}Style`] !== "none" ? style[`${side}Color`] : "")];
  const told = String(seen(element)) !== String(seen(alike));
  return told || element.closest(".fil") ? [] : [named(element)];
});
"""
ARROWS = """
return [...document.querySelectorAll(".md-typeset summary")].filter(summary => summary.checkVisibility())
  .filter(summary => { const arrow = getComputedStyle(summary, "::after");
    return arrow.content !== "none" && arrow.maskImage !== "none"
      && contrast(rgba(arrow.backgroundColor), ground(summary)) < 3; }).map(named);
"""
SHAPED = """
for (const element of document.querySelectorAll("main *")) {
  const style = getComputedStyle(element);
  const round = parseFloat(style.borderTopLeftRadius) >= 6 && rgba(style.backgroundColor)[3];
  if (round && element.checkVisibility() && element.textContent.trim()) element.dataset.forme = "";
}
"""
SHAPELESS = """
return [...document.querySelectorAll("[data-forme]")].filter(element => {
  const style = getComputedStyle(element);
  const lined = ["Top", "Right", "Bottom", "Left"].some(side => parseFloat(style[`border${side}Width`]) >= 1
    && style[`border${side}Style`] !== "none"
    && contrast(rgba(style[`border${side}Color`]), ground(element.parentElement)) >= 3);
  return !lined && contrast(ground(element), ground(element.parentElement)) < 3;
}).map(named);
"""


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_forced_colours_keep_every_state(page: Page, address: str, path: str) -> None:
    """What is current or chosen differs from its neighbours, arrows are seen, what has a shape keeps it."""
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        page.emulate_media(forced_colors="none", reduced_motion="reduce")
        page.goto(f"{address}/{path}")
        settle(page)
        unfold(page)
        run(page, COLOURS + SHAPED)
        page.emulate_media(forced_colors="active", reduced_motion="reduce")
        assert run(page, COLOURS + STATES) == []
        assert run(page, COLOURS + ARROWS) == []
        assert run(page, COLOURS + SHAPELESS) == []
    assert faults(page) == []


@pytest.mark.parametrize(
    ("script", "spoilt"),
    [
        (STATES, ":not(#x) { background: none !important; border: 0 !important; outline: 0 !important }"),
        (ARROWS, "summary::after { background: Canvas !important }"),
        (SHAPELESS, "[data-forme] { border: 0 !important; background: Canvas !important }"),
    ],
    ids=["states", "arrows", "shapes"],
)
def test_a_state_that_is_lost_is_noticed(page: Page, address: str, script: str, spoilt: str) -> None:
    page.goto(f"{address}/livrables/")
    run(page, COLOURS + SHAPED)
    page.emulate_media(forced_colors="active")
    page.evaluate(
        "text => (document.adoptedStyleSheets = [new CSSStyleSheet()])[0].replaceSync(text)",
        spoilt,
    )
    unfold(page)
    assert run(page, COLOURS + script)
