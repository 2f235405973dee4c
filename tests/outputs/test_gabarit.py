"""Chrome filled for each record: whatever a record says, it names no slot and opens no tag."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from prst.outputs.gabarit import SLOTS, Gabarit, slot

CHROME = '<title>SLOTtitreSLOT</title><meta content="SLOTresumeSLOT">SLOTteteSLOT<main>SLOTcorpsSLOT</main>'
VALUES = {"titre": "Un titre", "resume": "Un résumé", "tete": Markup("<link>"), "corps": Markup("<h1>Un titre</h1>")}


def fill(**values: str) -> str:
    return Gabarit(CHROME).fill({**VALUES, **values}).decode()


def test_page_is_the_chrome_with_its_slots_filled() -> None:
    assert fill() == '<title>Un titre</title><meta content="Un résumé"><link><main><h1>Un titre</h1></main>'


def test_a_slot_may_be_filled_at_several_places() -> None:
    assert Gabarit(f"{CHROME}SLOTtitreSLOT").fill(VALUES).decode().count(">Un titre<") == 2
    assert Gabarit(f"{CHROME}SLOTtitreSLOT").fill(VALUES).decode().endswith("Un titre")


@pytest.mark.parametrize("name", sorted(SLOTS))
@pytest.mark.parametrize("filled", sorted(SLOTS))
def test_a_value_that_is_a_marker_stays_a_text(filled: str, name: str) -> None:
    page = fill(**{filled: slot(name)})
    assert page.count(slot(name)) == 1
    assert page.count("<h1>") == (0 if filled == "corps" else 1)


def test_a_marker_cut_in_two_by_a_slot_is_no_marker() -> None:
    page = Gabarit(f"SLOTSLOTtitreSLOTcorpsSLOT{CHROME}").fill({**VALUES, "titre": ""}).decode()
    assert page.count("<h1>") == 1


@given(
    st.text() | st.sampled_from(["</title><script>alert(1)</script>", '" onload="alert(1)', "&lt;", "SLOTcorpsSLOT"])
)
def test_a_text_is_escaped_in_content_and_in_attributes(text: str) -> None:
    assert fill(titre=text, resume=text) == fill(titre="", resume="").replace(
        "<title>", f"<title>{escape(text)}", 1
    ).replace('content="', f'content="{escape(text)}', 1)


def test_html_that_was_made_safe_is_not_escaped_again() -> None:
    assert "<main><em>&amp;</em></main>" in fill(corps=Markup("<em>&amp;</em>"))


def test_page_is_utf8() -> None:
    assert "œuvre – 1\u202f000\u00a0€".encode() in Gabarit(CHROME).fill(
        {**VALUES, "titre": "œuvre – 1\u202f000\u00a0€"}
    )


@pytest.mark.parametrize("name", sorted(SLOTS))
def test_chrome_that_lost_a_slot_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="slots of the page"):
        Gabarit(CHROME.replace(slot(name), ""))


def test_chrome_with_an_unknown_slot_is_refused() -> None:
    with pytest.raises(ValueError, match="autre"):
        Gabarit(f"{CHROME}SLOTautreSLOT")


def test_a_slot_that_is_not_filled_is_noticed() -> None:
    with pytest.raises(KeyError, match="corps"):
        Gabarit(CHROME).fill({name: value for name, value in VALUES.items() if name != "corps"})


def test_markers_survive_what_a_page_goes_through() -> None:
    """They are made of letters only: no escaping, quoting or Markdown changes them."""
    assert all(slot(name).isalpha() and slot(name).isascii() for name in SLOTS)
