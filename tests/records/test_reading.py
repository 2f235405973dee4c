"""YAML to plain texts, lists and mappings: what is kept, what is refused, and where."""

import unicodedata
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from prst.records.reading import MAX_BYTES, MAX_DEPTH, Location, Position, Reading, decode, read, value_at


def faults(content: str | bytes) -> list[tuple[Position, str]]:
    """Where the faults of a file are, and what they are."""
    found = read(content if isinstance(content, bytes) else content.encode("utf-8")).faults
    return [(position, code) for position, _location, code, _values in found]


def fault(content: str | bytes) -> tuple[int, int, str]:
    """Line, column and code of the only fault of a file."""
    ((position, code),) = faults(content)
    return *position, code


def value(text: str) -> Any:
    """What a file says, which has no fault."""
    reading = read(text.encode("utf-8"))
    assert reading.faults == []
    return reading.value


# Everything is text


NUMBERS = ["01", "1e3", "1_000", "0x1F", "-1", "1.50", ".5", ".inf", "1.17 et 1.18", "14:30", "2026-03-09"]
WORDS = ["no", "yes", "on", "True", "oui", "nul", "=", "<", "Guide#3", "l'été", "a:b", "é", "👷"]


@pytest.mark.parametrize("text", [*NUMBERS, *WORDS])
def test_a_plain_scalar_stays_the_text_that_was_written(text: str) -> None:
    assert value(f"titre: {text}\n") == {"titre": text}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("titre: 'Guide # 3'", "Guide # 3"),
        ('titre: "Guide # 3"', "Guide # 3"),
        ('titre: "#Objectifs"', "#Objectifs"),
        ("titre: '« à » l''été : tous'", "« à » l'été : tous"),
        ('titre: "a\\tb\\u00e9\\n"', "a\tbé\n"),
        ("titre: |\n  un # deux\n  # trois\n", "un # deux\n# trois\n"),
        ("titre: >-\n  un\n  deux\n", "un deux"),
        ("titre: un\n  deux\n", "un deux"),
        ("titre:\tGuide", "Guide"),
        ("titre: ''", ""),
        ("titre: |\n", ""),
        ("? titre\n: Guide", "Guide"),
        ("{titre: Guide}", "Guide"),
        ('"titre": Guide', "Guide"),
    ],
)
def test_each_way_of_writing_a_text_is_read(text: str, expected: str) -> None:
    assert value(text) == {"titre": expected}


def test_a_key_without_value_stands_with_none() -> None:
    text = "titre:\nliens: []\ncontact:\n  role:\n  structure: Structure\ncibles:\n- a\n-\n- b\n"
    contact = {"role": None, "structure": "Structure"}
    assert value(text) == {"titre": None, "liens": [], "contact": contact, "cibles": ["a", "", "b"]}


@pytest.mark.parametrize("text", ["null", "Null", "NULL", "~"])
def test_nothing_is_no_value_unless_it_is_quoted(text: str) -> None:
    assert value(f"titre: {text}\nformat: '{text}'\nliens: [{text}]\n") == {
        "titre": None,
        "format": text,
        "liens": [""],
    }


@pytest.mark.parametrize("text", ["contact: {structure: A, role}", "contact: {role, structure: A}", "- {a: b, role}"])
def test_a_word_between_braces_without_colon_is_told(text: str) -> None:
    ((_position, location, code, values),) = read(text.encode()).faults
    assert (location[-1], code, values) == ("role", "sans_valeur", {"cle": "role"})


def test_an_empty_value_between_braces_is_no_mistake() -> None:
    assert value("contact: {structure: A, role: , nom: ''}\n") == {
        "contact": {"structure": "A", "role": None, "nom": ""}
    }


OTHER = ["\u00a0", "\u202f", "\u2009", "\u3000"]


@pytest.mark.parametrize("space", OTHER)
@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("titre_: Guide\nformat: x\n", 1, 6),
        ("format: x\ntitre_:_Guide\n", 2, 6),
        ("titre:_Guide\nformat: x\n", 1, 7),
        ("titre:_Guide\n", 1, 7),
        ("cibles:\n  -_garages\n  -_autre\n", 2, 4),
        ("cibles:\n__- garages\n", 2, 1),
        ("cibles:\n _- garages\n", 2, 2),
        ("contact:\n__structure: x\n", 2, 1),
        ("liens:\n  - libelle_: x\n", 2, 12),
    ],
)
def test_a_space_that_only_looks_like_one_is_named_where_yaml_wants_its_own(
    text: str, line: int, column: int, space: str
) -> None:
    (position, _location, code, values), *_others = read(text.replace("_", space).encode()).faults
    assert (position, code) == ((line, column), "espace")
    assert f"(U+{ord(space):04X})" in values["nom"]


def test_such_a_space_is_not_blamed_for_another_mistake() -> None:
    text = "description: |\n  Attention\u00a0: x\n  \u00a0- y\ntitre: a: b\n"
    assert [code for _position, _location, code, _values in read(text.encode()).faults] == ["syntaxe"]


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "<<<<<<<", ">>>>>>> branche", "||||||| 1a2b3c"])
def test_two_versions_left_by_a_merge_are_named(mark: str) -> None:
    text = f"titre: Guide\n{mark}\nformat: a\n=======\nformat: b\n"
    assert fault(text) == (2, 1, "conflit")
    assert value(f"titre: '{mark}'\n") == {"titre": mark}


@pytest.mark.parametrize(
    ("text", "expected"), [("Guide", "Guide"), ("- a\n- b\n", ["a", "b"]), ("{}", {}), ("---\na: b\n...\n", {"a": "b"})]
)
def test_what_stands_at_the_top_is_returned_whatever_it_is(text: str, expected: Any) -> None:
    assert value(text) == expected


def test_what_stands_at_a_place_is_found_and_nothing_elsewhere() -> None:
    tree = read(b"liens:\n  - url: a\n  - url: b\n'01': Ain\nvide:\n").value
    places: tuple[Location, ...] = ((), ("liens", 1, "url"), ("01",), ("liens",))
    assert [value_at(tree, place) for place in places] == [tree, "b", "Ain", tree["liens"]]
    nowhere: tuple[Location, ...] = (
        ("absent",),
        ("vide",),
        ("vide", "url"),
        ("liens", 2),
        ("liens", "url"),
        ("liens", 0, "url", 0),
        ("01", 0),
    )
    assert {place for place in nowhere if value_at(tree, place) is not None} == set()


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings_of_every_system_are_read(ending: str) -> None:
    reading = read(ending.join(["titre: Guide", "cibles:", "  - tpe", "format: a # b", ""]).encode())
    assert reading.value == {"titre": "Guide", "cibles": ["tpe"], "format": "a"}
    assert reading.positions["cibles", 0] == (3, 5)
    assert [position for position, *_ in reading.faults] == [(4, 9)]


def test_accented_letters_are_composed() -> None:
    decomposed = unicodedata.normalize("NFD", "prévention: été\n")
    assert read(decomposed.encode()).value == {"prévention": "été"}
    assert value('a: "e\\u0301"') == {"a": "é"}


def test_a_byte_order_mark_at_the_start_is_ignored() -> None:
    reading = read(b"\xef\xbb\xbftitre: Guide\n")
    assert (reading.value, reading.faults) == ({"titre": "Guide"}, [])
    assert reading.position(["titre"]) == (1, 8)


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"  \n", b"# un commentaire\n# un autre\n", b"---\n", b"\xef\xbb\xbf"]
)
def test_a_file_that_says_nothing_is_empty(content: bytes) -> None:
    assert fault(content) == (1, 1, "vide")


# Comments


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("titre: Guide # 3\n", 1, 8),
        ("titre: Guide #3\n", 1, 8),
        ("titre: Guide\t# 3\n", 1, 8),
        ("titre: Guide #\n", 1, 8),
        ("titre: #Objectifs\n", 1, 7),
        ("titre: # Objectifs\n", 1, 7),
        ("format: guide\ntitre:  #1 des risques\n", 2, 7),
        ("cibles:\n  - tpe # les petites\n", 2, 5),
        ("cibles:\n  - #tpe\n", 2, 4),
        ("cibles: [a, b # c\n]\n", 1, 13),
        ("contact: {structure: A # B\n}\n", 1, 22),
        ("resume: une ligne\n  puis # deux\n", 1, 9),
        ("Guide # 3\n", 1, 1),
    ],
)
def test_a_text_that_a_comment_cuts_is_refused(text: str, line: int, column: int) -> None:
    assert fault(text) == (line, column, "diese")


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("resume:\n  # Objectif\n  Réduire les chutes\n", 2, 3),
        ("resume:\n\n  # Objectif\n\n  Réduire les chutes\n", 3, 3),
        ("resume:\n  Réduire les chutes\n  # Suite\n", 3, 3),
        ("resume:\n  Réduire\n  les chutes\n\n  ## Suite\nformat: guide\n", 5, 3),
        ("resume: Réduire les chutes\n  ## Suite\n", 2, 3),
        ("contact:\n  role:\n    # A\n    Prévention\n", 3, 5),
        ("jalons:\n  - Réduire les chutes\n    ## Suite\n", 3, 5),
    ],
)
def test_a_heading_that_a_text_loses_is_told(text: str, line: int, column: int) -> None:
    assert fault(text) == (line, column, "titre_perdu")


@pytest.mark.parametrize(
    "text",
    [
        "resume: |\n  # Objectif\n  Réduire les chutes\n",
        "titre: Guide\nresume: >-\n  ## Objectif\n  Réduire\n",
        "resume:\n# Objectif\n  Réduire les chutes\n",
        "resume: Réduire\n  # pour plus tard\n",
        "resume: Réduire\n  ## ---------\n",
        "cibles:\n  - tpe\n  # les grandes\n  - pme\n",
        "contact:\n  structure: A\n  # role: B\n",
        "contact:\n  structure: A\n  ## role\n  role: B\n",
    ],
)
def test_a_comment_under_a_text_stays_a_comment(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "# avant\ntitre: Guide\n# après\n",
        "titre: Guide\n  # décalé\n",
        "titre: 'Guide' # entre guillemets, rien n’est perdu\n",
        "cibles: [a, b] # après une liste\n",
        "cibles: # avant une liste\n  - a\n",
        "contact: # avant des clés\n  structure: A\n",
        "titre: # avant un texte\n  Guide\n",
        "cibles:\n  # - a\n  - b\n",
        "resume: | # avant un bloc\n  texte\n",
        "titre:\n# rien n’est écrit\nformat: guide\n",
    ],
)
def test_a_comment_that_takes_no_text_away_is_allowed(text: str) -> None:
    assert faults(text) == []


# What YAML allows and records do not


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("titre: &ancre Guide\n", [((1, 8), "ancre")]),
        ("titre: *ancre\n", [((1, 8), "ancre")]),
        ("a: &x b\nc: *x\n", [((1, 4), "ancre"), ((2, 4), "ancre")]),
        ("a: &x [b]\n", [((1, 4), "ancre")]),
        ("a: &x {b: c}\n", [((1, 4), "ancre")]),
        ("&x a: b\n", [((1, 1), "ancre")]),
        ("<<: {a: b}\n", [((1, 1), "ancre")]),
        ("a: &x {b: c}\n<<: *x\n", [((1, 4), "ancre"), ((2, 1), "ancre"), ((2, 5), "ancre")]),
        ("a: !!str b\n", [((1, 4), "etiquette")]),
        ("a: !include /etc/passwd\n", [((1, 4), "etiquette")]),
        ("a: !b\n", [((1, 4), "etiquette")]),
        ("! a\n", [((1, 1), "etiquette")]),
        ("a: b\nc: d\na: e\n", [((3, 1), "cle_double")]),
        ("a: b\n'a': c\n\"a\": d\n", [((2, 1), "cle_double"), ((3, 1), "cle_double")]),
        ("a:\n  b: c\n  b: d\n", [((3, 3), "cle_double")]),
        ("é: b\ne\u0301: c\n", [((2, 1), "cle_double")]),
        ("? [a]\n: b\n", [((1, 3), "cle_complexe")]),
        ("? {a: b}\n: c\n", [((1, 3), "cle_complexe")]),
        ("[a]: b\n", [((1, 1), "cle_complexe")]),
        ("?\n: b\n", [((1, 2), "cle_complexe")]),
        ("a: b\n---\nc: d\n", [((2, 1), "plusieurs_documents")]),
        ("---\na: b\n...\n---\n", [((4, 1), "plusieurs_documents")]),
    ],
)
def test_what_yaml_allows_and_records_do_not_is_refused(text: str, expected: list[tuple[Position, str]]) -> None:
    assert faults(text) == expected


def test_all_faults_of_a_file_come_at_once() -> None:
    text = "titre: Guide # 3\nformat: &f guide\ntitre: Autre\nresume: !x y\ncibles: [*f]\nrole: #\n"
    assert [code for _position, code in faults(text)] == ["diese", "ancre", "cle_double", "etiquette", "ancre", "diese"]


def test_faults_before_a_syntax_error_are_kept() -> None:
    assert faults("titre: Guide # 3\nresume: a: b\n") == [((1, 8), "diese"), ((2, 10), "syntaxe")]


@pytest.mark.parametrize("depth", [MAX_DEPTH, MAX_DEPTH + 1])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_levels_are_counted(opening: str, closing: str, depth: int) -> None:
    found = faults(opening * depth + closing * depth)
    assert [code for _position, code in found] == ([] if depth <= MAX_DEPTH else ["profondeur"])


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 300_000,
        b"{" * 300_000,
        b"- " * 150_000,
        b"? " * 150_000,
        b"a: [" * 75_000,
        b"".join(b" " * level + b"a:\n" for level in range(700)),
        b"[[]," * 75_000,
    ],
    ids=["[", "{", "- ", "? ", "a: [", "a:", "[[],"],
)
def test_a_file_that_nests_without_end_is_refused(content: bytes) -> None:
    # libyaml's composer and any recursive reader die of the first one with a segmentation fault.
    assert len(faults(content)) == 1


def test_a_file_has_a_largest_size() -> None:
    start = b"titre: "
    assert read(start + b"a" * (MAX_BYTES - len(start))).faults == []
    assert fault(start + b"a" * (MAX_BYTES - len(start) + 1)) == (1, 1, "trop_gros")
    assert fault(start + b"a" * 10_000_000) == (1, 1, "trop_gros")


BOMB = "a: &a [x, x, x]\n" + "".join(
    f"{key}: &{key} [{', '.join([f'*{before}'] * 9)}]\n" for before, key in zip("abcdefgh", "bcdefghi", strict=True)
)


def test_aliases_are_never_expanded() -> None:
    reading = read(BOMB.encode())
    assert {code for _position, _location, code, _values in reading.faults} == {"ancre"}
    assert reading.value["i"] == [""] * 9


# Encodings and characters


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        ("titre: été\n".encode("latin-1"), 1, 8),
        ("resume: ok\ntitre: l\u2019été\n".encode("cp1252"), 2, 9),
        ("titre: é puis ".encode() + b"\xe9\n", 1, 15),
        (b"\xef\xbb\xbf" + "titre: é puis ".encode() + b"\xe9\n", 1, 15),
        (b"titre: \xed\xa0\x80\n", 1, 8),
        (b"titre: \xc0\xaf\n", 1, 8),
        ("titre: été\n".encode("utf-16"), 1, 1),
        (b"\xfe\xff" + "titre: été\n".encode("utf-16-be"), 1, 1),
    ],
    ids=["latin-1", "cp1252", "mixed", "mixed after a mark", "surrogate", "overlong", "utf-16-le", "utf-16-be"],
)
def test_a_file_in_another_encoding_is_refused(content: bytes, line: int, column: int) -> None:
    assert fault(content) == (line, column, "encodage")


def test_the_encoding_that_a_file_seems_to_have_is_named() -> None:
    (utf16,) = read("titre: été\n".encode("utf-16")).faults
    (latin,) = read("titre: été\n".encode("latin-1")).faults
    assert ("UTF-16" in utf16[3]["detail"], "latin-1" in latin[3]["detail"]) == (True, True)


FORBIDDEN = {
    "« nul » (U+0000)": "\0",
    "« caractère de commande » (U+0007)": "\a",
    "« caractère de commande » (U+001B)": "\x1b",
    "« caractère de commande » (U+007F)": "\x7f",
    "« caractère de commande » (U+0085)": "\x85",
    "« caractère de commande » (U+009F)": "\x9f",
    "« trait d’union conditionnel » (U+00AD)": "\u00ad",
    "« marque de lettre arabe » (U+061C)": "\u061c",
    "« espace de largeur nulle » (U+200B)": "\u200b",
    "« marque de droite à gauche » (U+200F)": "\u200f",
    "« séparateur de lignes » (U+2028)": "\u2028",
    "« commande de sens d’écriture » (U+202E)": "\u202e",
    "« gluon de mots » (U+2060)": "\u2060",
    "« commande de sens d’écriture » (U+2066)": "\u2066",
    "« caractère sans forme » (U+FDD0)": "\ufdd0",
    "« marque d’ordre des octets » (U+FEFF)": "\ufeff",
    "« caractère de remplacement » (U+FFFD)": "\ufffd",
    "« caractère sans forme » (U+FFFF)": "\uffff",
    "« caractère sans forme » (U+1FFFE)": "\U0001fffe",
    "« caractère sans forme » (U+E0041)": "\U000e0041",
}


@pytest.mark.parametrize(("name", "char"), FORBIDDEN.items(), ids=FORBIDDEN)
def test_an_invisible_character_is_refused_and_named_in_french(name: str, char: str) -> None:
    ((position, _location, code, values),) = read(f"resume: été\ntitre: Gu{char}ide\n".encode()).faults
    assert (position, code, values) == ((2, 10), "caractere", {"nom": name})


@pytest.mark.parametrize(("name", "char"), FORBIDDEN.items(), ids=FORBIDDEN)
def test_an_invisible_character_is_refused_when_written_as_an_escape_too(name: str, char: str) -> None:
    escape = f"\\U{ord(char):08x}"
    assert fault(f'resume: été\ntitre: "Gu{escape}ide"\n') == (2, 8, "caractere")
    assert fault(f'"Gu{escape}ide": été\n') == (1, 1, "caractere")


def test_spaces_and_signs_of_french_typography_are_kept() -> None:
    text = "« L’œuvre » – à 50\u00a0%\u202f! … ﬁn 👩‍🔧"
    assert value(f"titre: '{text}'\n") == {"titre": text}


# Syntax errors


@pytest.mark.parametrize(
    ("text", "line", "column", "word"),
    [
        ("titre: Guide : tome 2\n", 1, 14, "coupe le texte"),
        ("resume: ok\ntitre: Prévenir: agir\n", 2, 16, "coupe le texte"),
        ("contact:\n\tstructure: A\n", 2, 1, "ne peut pas commencer"),
        ("titre: @prevention\n", 1, 8, "ne peut pas commencer"),
        ("resume: |\n\ttexte\n", 2, 1, "tabulation"),
        ('titre: "Guide\nformat: guide\n', 1, 8, "n’est pas fermé"),
        ("resume: ok\ntitre: 'Guide\nformat: guide\n", 2, 8, "n’est pas fermé"),
        ('cibles: [a, "b\nformat: guide\n', 1, 13, "n’est pas fermé"),
        ("resume: ok\ncibles: [a, b\nformat: guide\n", 2, 9, "ponctuation"),
        ("resume: ok\ncontact: {structure: a\n", 2, 10, "ponctuation"),
        ("titre: 'l'été'\n", 1, 11, "aligné"),
        ("a:\n    b: c\n  d: e\n", 3, 3, "aligné"),
        ("cibles:\n  - a\n - b\n", 3, 2, "aligné"),
        ("- a\nb: c\n", 2, 1, "tiret"),
        ("titre: - a\n", 1, 8, "tiret"),
        ('titre: "C:\\dossier"\n', 1, 11, "oblique"),
        ("titre: Guide\nrésumé\n", 2, 1, "il manque « : »"),
        ("titre: Guide\nrésumé Un texte.\nformat: guide\n", 2, 1, "il manque « : »"),
        ("a: b\n...\nc: d\n", 3, 1, "ponctuation"),
    ],
)
def test_a_syntax_error_is_shown_where_it_can_be_mended(text: str, line: int, column: int, word: str) -> None:
    ((position, _location, code, values),) = read(text.encode()).faults
    assert (*position, code) == (line, column, "syntaxe")
    assert word in f"{values['raison']} {values['remede']}"


# Positions

NESTED = """\
# un commentaire
titre: Guide
cibles:
  - tpe
  -   btp
contact:
    structure: A
liens: [{libelle: B, url: C}, {libelle: D}]
resume: >-
  texte
role:
"""


@pytest.mark.parametrize(
    ("location", "position"),
    [
        (("titre",), (2, 8)),
        (("cibles",), (3, 1)),
        (("cibles", 0), (4, 5)),
        (("cibles", 1), (5, 7)),
        (("contact",), (6, 1)),
        (("contact", "structure"), (7, 16)),
        (("liens", 0), (8, 9)),
        (("liens", 0, "url"), (8, 27)),
        (("liens", 1), (8, 31)),
        (("resume",), (9, 9)),
        (("role",), (11, 1)),
        # the longest prefix that stands in the file
        (("contact", "courriel"), (6, 1)),
        (("contact", "courriel", "x", 3), (6, 1)),
        (("liens", 1, "url"), (8, 31)),
        (("liens", 2, "url"), (8, 1)),
        (("titre", "x"), (2, 8)),
        (("absente",), (2, 1)),
        ((), (2, 1)),
    ],
)
def test_a_location_has_the_position_of_its_longest_prefix_in_the_file(location: Location, position: Position) -> None:
    assert read(NESTED.encode()).position(location) == position


def test_keys_have_positions_of_their_own() -> None:
    keys = read(NESTED.encode()).keys
    assert (keys["titre",], keys["contact", "structure"], keys["liens", 0, "url"]) == ((2, 1), (7, 5), (8, 22))


def test_nothing_read_has_the_first_position() -> None:
    assert Reading().position(["titre"]) == (1, 1)


def test_without_positions_the_same_is_read() -> None:
    with_positions, without = read(NESTED.encode()), read(NESTED.encode(), positions=False)
    assert (without.value, without.faults, without.positions) == (with_positions.value, with_positions.faults, {})


# Any input

SIGNS = st.text(st.sampled_from("ab é:#-?[]{}&*!|>'\"%@`,.~<=\\\n\r\t\ufeff\u202e\0👷"), max_size=60)
LINES = st.lists(
    st.sampled_from(
        ["a:", "a: b", "- c", "  - d", "  e: f # g", "'", '"', "---", "? [", "]: h", "<<: *i", "&j k", "|"]
    ),
    max_size=12,
).map("\n".join)

FLAT = st.lists(
    st.builds(
        "{}: {}{}\n".format,
        st.sampled_from(["a", "b", "a_b", "date", "- c", "#d", " e"]),
        st.sampled_from(["é", "3", "n", "null", "~", "\u00a0", "_", "- ", "b -\u00a0"]),
        st.text(st.sampled_from("ab é-?[]{}&*!|>'\"%@`,.~<=\\\t\u0085\u00a0\u3000👷\r:#"), max_size=8),
    ),
    max_size=4,
).map("".join)
"""Lines of keys and words, nearly all as acts are written."""
USUAL = st.lists(
    st.sampled_from(
        [
            *("# k\n", "a: b\n", "c:\n", "d:\n- e\n- f\n", "g:\n  - h\n  - i: j\n    k: l\n", "m:\n  n: o\n"),
            *("p: 'q''r\n  s'\n", "t: >-\n  u\n  v\n\n  w\n", "x: |\n  y\n\n    z\n", "aa: bb\n  cc\n"),
            *("dd: [ee, '01']\n", 'ff: "gg"\n', "\n", "  hh\n", "    ii: jj\n", "- kk\n", "  - ll: |\n      mm\n"),
            *("nn: >\n", "oo: '\n", "   \n", "pp: ~\n", "qq: a : b\n", "rr: a #b\n", "null: a\n", "...\n"),
            *("ss: [null, a]\n", "tt: |-\n", "  'uu'\n"),
        ]
    ),
    max_size=8,
).map("".join)
"""Lines that stand in most records, and what may stand between them."""


@given(
    st.one_of(
        st.binary(max_size=200),
        st.text().map(str.encode),
        SIGNS.map(str.encode),
        LINES.map(str.encode),
        FLAT.map(str.encode),
        USUAL.map(str.encode),
    )
)
@example(b"a: !<\xc3")
@example(b"a: b\na: b\n")
@example(b"# x\na: b - c\nd:  e\n\n")
@example("a: ' \\\n".encode("utf-32"))
def test_any_content_is_read_or_refused(content: bytes) -> None:
    reading, again = read(content), read(content, positions=False)
    assert (again.value, again.faults) == (reading.value, reading.faults)
    assert reading.faults or reading.value is not None
    lines = content.count(b"\n") + content.count(b"\r") + 1
    for (line, column), location, code, _values in reading.faults:
        assert 1 <= line <= lines + 1
        assert column >= 1
        assert isinstance(location, tuple)
        assert code
    if not reading.faults:
        assert_plain(reading.value)


def assert_plain(tree: Any) -> None:
    """Only texts, lists and mappings of texts are left, and each has been checked for its characters."""
    if type(tree) is dict:
        for key, inner in tree.items():
            assert_plain(key)
            if inner is not None:
                assert_plain(inner)
    elif type(tree) is list:
        for inner in tree:
            assert_plain(inner)
    else:
        assert type(tree) is str
        assert unicodedata.is_normalized("NFC", tree)
        assert decode(b"-" + tree.encode("utf-8"))[1] is None


TEXTS = st.text(
    st.characters(
        exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co", "Zs", "Zl", "Zp"],
        include_characters=" ",
        exclude_characters="\ufffd",
    ),
    max_size=20,
).map(lambda text: unicodedata.normalize("NFC", text))
TREES = st.recursive(
    TEXTS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=12,
)


@given(st.dictionaries(TEXTS, TREES, min_size=1, max_size=4), st.sampled_from([None, True, False]), st.booleans())
def test_what_yaml_writes_is_read_back(tree: dict[str, Any], flow: bool | None, allow_unicode: bool) -> None:
    text = yaml.dump(
        tree,
        Dumper=NoAnchors,
        default_flow_style=flow,
        allow_unicode=allow_unicode,
        sort_keys=False,
        width=10**6,
    )
    reading = read(text.encode("utf-8"))
    assert reading.faults == []
    assert reading.value == tree


class NoAnchors(yaml.SafeDumper):
    """Writes a value that comes twice twice: records may not use aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


# Nothing runs


@pytest.mark.parametrize(
    "text",
    [
        "a: !!python/object/apply:os.system ['touch {mark}']\n",
        "a: !!python/object/new:subprocess.Popen [['touch', '{mark}']]\n",
        "!!python/object/apply:os.system ['touch {mark}']\n",
        "a: !!python/name:os.system\n",
        "a: !!python/module:antigravity\n",
        "a: !include {mark}\n",
        "a: !ENV HOME\n",
        "a: !relative $docs_dir\n",
    ],
)
def test_a_tag_runs_nothing_and_reads_nothing(text: str, tmp_path: Any) -> None:
    mark = tmp_path / "trace"
    assert [code for _position, code in faults(text.format(mark=mark))] == ["etiquette"]
    assert not mark.exists()
