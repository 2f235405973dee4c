"""What a record says becomes a cell and comes back; what people type is understood, and what is guessed is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prst.records.champs import Champ
from prst.tableurs.cells import NO_WORDS, cell_of, contact_of, pieces, understand
from prst.tableurs.columns import columns_of
from prst.tableurs.reading import DATE, NUMBER, Cellule

CHAMPS = {column.key: column.champ for kind in ("livrables", "relais", "evenements") for column in columns_of(kind)}
LISTS = [CHAMPS[key] for key in ("cibles", "mots_cles", "kit.arguments", "priorites", "leviers", "exceptions")]


class Garage:
    """Words of one vocabulary."""

    def meant(self, target: str, words: str) -> tuple[str, ...]:
        known = {"garages": ("garages",), "les garagistes": ("garages",), "btp": ("btp",), "métier": ("a", "b")}
        return known.get(words, ())


def value(text: str, key: str, sort: str = "texte", address: str = "") -> object:
    return understand(Cellule(text, sort, address), CHAMPS[key], Garage()).value


WORDS = st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" ;|,+/"), min_size=1, max_size=20)
TIDY = WORDS.map(lambda text: " ".join(text.split())).filter(lambda text: text and text[0] not in "•–-")


@given(st.sampled_from(LISTS), st.lists(TIDY, min_size=1, max_size=4))
def test_a_list_comes_back_from_its_cell(champ: Champ, texts: list[str]) -> None:
    assert pieces(cell_of(texts, champ), champ, NO_WORDS) == texts


@given(st.text(max_size=40))
def test_a_text_is_its_own_cell(text: str) -> None:
    assert cell_of(text, CHAMPS["titre"]) == text


@pytest.mark.parametrize(
    "text",
    [
        "garages | btp",
        "garages;btp",
        "garages\nbtp",
        "• garages\n• btp\n",
        "- garages\n- btp",
        "garages, btp",
        "garages / btp",
        "garages et btp",
    ],
)
def test_values_of_a_cell_are_parted_as_people_part_them(text: str) -> None:
    assert value(text, "cibles") == ["garages", "btp"]


def test_a_comma_parts_words_and_not_sentences() -> None:
    assert value("chute, échelle", "mots_cles") == ["chute", "échelle"]
    assert value("Un quart d’heure suffit, le premier jour.", "kit.arguments") == [
        "Un quart d’heure suffit, le premier jour."
    ]


def test_words_become_terms_and_what_was_guessed_or_not_understood_is_told() -> None:
    found = understand(Cellule("les garagistes | coiffure | métier"), CHAMPS["cibles"], Garage())
    assert found.value == ["garages", "coiffure", "métier"]
    assert found.guesses == [("les garagistes", "garages")]
    assert found.unknown == ["coiffure", "métier"]


@pytest.mark.parametrize(
    ("text", "key", "sort", "expected"),
    [
        ("02/04/2026", "date", "texte", "2026-04-02"),
        ("mars 2026", "date", "texte", "2026-03"),
        ("1er avril 2026", "date", "texte", "2026-04-01"),
        ("46114", "date", NUMBER, "2026-04-02"),
        ("2026", "date", NUMBER, "2026"),
        ("2026-04-02", "date", DATE, "2026-04-02"),
        ("08/10/2026 à 8h30", "debut", "texte", "2026-10-08T08:30"),
        ("32/13/2026", "date", "texte", "32/13/2026"),
        ("bientôt", "date", "texte", "bientôt"),
        ("x", "en_ligne", "texte", "oui"),
        ("VRAI", "en_ligne", "texte", "oui"),
        ("Non", "en_ligne", "texte", "non"),
        ("peut-être", "en_ligne", "texte", "peut-être"),
        ("Confirmé", "statut", "texte", "confirme"),
        ("1905-07-17", "date", DATE, "2025"),
        ("472000000", "contact.telephone", NUMBER, "0472000000"),
        ("04 72 00 00 00", "contact.telephone", "texte", "04 72 00 00 00"),
        ("www.inrs.fr/a", "url", "texte", "https://www.inrs.fr/a"),
        ("mailto:a@b.fr", "contact.courriel", "texte", "a@b.fr"),
        ("Un\u00adguide\u200b", "titre", "texte", "Unguide"),
        ("Un\u000bguide\u2028de\u0085plus", "titre", "texte", "Un guide de plus"),
        ("Un  guide\r\npour tous ", "titre", "texte", "Un guide pour tous"),
        ("# Titre\r\n\r\n- un\r\n- deux", "description", "texte", "# Titre\n\n- un\n- deux"),
    ],
)
def test_a_cell_is_understood_as_a_person_means_it(text: str, key: str, sort: str, expected: str) -> None:
    assert value(text, key, sort) == expected


@pytest.mark.parametrize("text", ["Protéger l’ouïe", "À bientôt, cœur « ÉTÉ » – 20 €", "Île"])
def test_accents_that_were_broken_are_restored_as_a_guess(text: str) -> None:
    signs = (bytes([one]) for one in text.encode())
    broken = "".join(one.decode("cp1252", "ignore") or chr(one[0]) for one in signs)
    found = understand(Cellule(broken), CHAMPS["titre"], NO_WORDS)
    assert (found.value, found.guesses) == (text, [(broken, text)])


@pytest.mark.parametrize("text", ["Ã la carte", "âgé, Ça, « Â »", "à l’œuvre – 5 °C"])
def test_accents_that_are_right_stay(text: str) -> None:
    assert value(text, "titre") == text


def test_a_title_that_leads_to_an_address_gives_it() -> None:
    assert value("Télécharger", "liens[1].url", "texte", "https://a.fr/g.pdf") == "https://a.fr/g.pdf"
    assert value("https://b.fr/", "liens[1].url", "texte", "https://a.fr/") == "https://b.fr/"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("prevention@organisme.fr", {"courriel": "prevention@organisme.fr"}),
        ("DREETS", {"structure": "DREETS"}),
        ("DREETS (contact@organisme.fr)", {"structure": "DREETS", "courriel": "contact@organisme.fr"}),
        (
            "Service des Monts - tél. : 04 72 00 00 00",
            {"structure": "Service des Monts", "telephone": "04 72 00 00 00"},
        ),
        (
            "Agence\nhttps://agence.fr/contact",
            {"structure": "Agence", "formulaire": "https://agence.fr/contact"},
        ),
    ],
)
def test_a_whole_contact_may_stand_in_one_cell(text: str, expected: dict[str, str]) -> None:
    assert contact_of(text) == (expected, [])


@pytest.mark.parametrize(
    ("text", "expected", "left"),
    [
        ("Mme Claire Martin, a@b.fr", {"courriel": "a@b.fr"}, ["Mme Claire Martin"]),
        ("DREETS, Mme Claire Martin", {"structure": "DREETS"}, ["DREETS, Mme Claire Martin"]),
        ("a@b.fr ou c@d.fr", {"courriel": "a@b.fr"}, ["c@d.fr"]),
        (
            "Carsat 04 72 00 00 00 / 04 72 00 00 01",
            {"structure": "Carsat", "telephone": "04 72 00 00 00"},
            ["04 72 00 00 01"],
        ),
    ],
)
def test_what_of_a_contact_is_not_kept_is_told(text: str, expected: dict[str, str], left: list[str]) -> None:
    assert contact_of(text) == (expected, left)


@pytest.mark.parametrize("text", ["-", "NC", "néant", " S.O. ", "?"])
@pytest.mark.parametrize("key", ["titre", "cibles", "date", "contact.courriel"])
def test_what_says_that_there_is_nothing_is_nothing(text: str, key: str) -> None:
    found = understand(Cellule(text), CHAMPS[key], Garage())
    assert (found.value, found.guesses) == (None, [(text.strip(), "rien")])


def test_an_address_that_is_to_come_is_none_and_a_title_is_one() -> None:
    assert value("à venir", "url") is None
    assert value("À venir", "titre") == "À venir"


class Trades(Garage):
    """Words of one vocabulary, of which one has commas."""

    def meant(self, target: str, words: str) -> tuple[str, ...]:
        return ("chr",) if words == "Cafés, hôtels et bars" else super().meant(target, words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("btp, les garagistes et garages", ["btp", "garages"]),
        ("btp ; garages / les garagistes", ["btp", "garages"]),
        ("garages & btp", ["garages", "btp"]),
        ("garages - btp", ["garages", "btp"]),
        ("Cafés, hôtels et bars, garages, btp", ["chr", "garages", "btp"]),
        ("garages et plonge", ["garages et plonge"]),
        ("btp, garages - plonge", ["btp", "garages - plonge"]),
    ],
)
def test_values_are_parted_by_several_signs_where_each_is_known(text: str, expected: list[str]) -> None:
    assert understand(Cellule(text), CHAMPS["cibles"], Trades()).value == expected
