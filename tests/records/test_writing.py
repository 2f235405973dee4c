"""Records as YAML: what is written is read back as it was given, by us and by editors, and looks as records do."""

import unicodedata
from collections.abc import Iterator
from difflib import unified_diff
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st

from prst.records.model import MODELS
from prst.records.reading import FORBIDDEN, read
from prst.records.writing import FILES, UnsafeChangeError, edited, order_of, rekeyed, text_of, without_empty
from tests.catalogues import EXEMPLE
from tests.records.editors import load_as_editors_do

LIVRABLE = "# yaml-language-server: $schema=../schemas/livrable.schema.json\n"
EXAMPLES = sorted(path for kind in MODELS for path in (EXEMPLE / "catalogue" / kind).glob("*.yml"))


def body(kind: str, **values: Any) -> str:
    """What a record's file says, without its first line."""
    first, _, rest = text_of(kind, values).partition("\n")
    assert first.startswith("# yaml-language-server: $schema=../schemas/")
    return rest


def reread(text: str) -> Any:
    """What the reader says of a text, which must have no fault."""
    reading = read(text.encode("utf-8"))
    assert [fault for fault in reading.faults if fault[2] != "vide"] == [], text
    return reading.value


# Rules


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Guide", "Guide"),
        (
            "Un texte (avec, des signes) « et d’autres » : dix\u00a0!",
            "'Un texte (avec, des signes) « et d’autres » : dix\u00a0!'",
        ),
        ("Quand\u00a0: demain", "'Quand\u00a0: demain'"),
        ("a:b", "a:b"),
        ("Guide #3", "'Guide #3'"),
        ("Guide#3", "Guide#3"),
        ("Fin :", "'Fin :'"),
        ("l'été : tous", "'l''été : tous'"),
        ("l'été", "l'été"),
        ("- tiret", "'- tiret'"),
        ("-", "'-'"),
        ("*gras*", "'*gras*'"),
        ("&", "'&'"),
        ("!important", "'!important'"),
        ("|", "'|'"),
        ("> cité", "'> cité'"),
        ("%TAG", "'%TAG'"),
        ("@prst", "'@prst'"),
        ("`code`", "'`code`'"),
        ("[lien]", "'[lien]'"),
        ('"cité"', "'\"cité\"'"),
        ("#Objectifs", "'#Objectifs'"),
        ("<<", "'<<'"),
        ("...", "'...'"),
        (" espace", "' espace'"),
        ("espace\u00a0", "'espace\u00a0'"),
        ("oui", "oui"),
        ("No", "'No'"),
        ("true", "'true'"),
        ("null", "'null'"),
        ("2026", "'2026'"),
        ("9.3", "'9.3'"),
        ("2026-11-21", "'2026-11-21'"),
        ("14:30", "'14:30'"),
        ("1e5", "'1e5'"),
        ("100 minutes", "100 minutes"),
        ("a\tb", '"a\\tb"'),
        ("a\rb", '"a\\rb"'),
        ("e\u0301te\u0301", "été"),
        ("deux\nlignes", "|-\n  deux\n  lignes"),
        ("deux\n\nlignes\n", "|\n  deux\n\n  lignes"),
        ("\ndeux", '"\\ndeux"'),
        ("deux\n\n", '"deux\\n\\n"'),
        ("deux\n  ", '"deux\\n  "'),
        ("caché\u200b", '"caché\\u200B"'),
    ],
)
def test_a_text_is_plain_where_nothing_in_it_can_surprise(text: str, written: str) -> None:
    assert body("livrables", titre=text) == f"titre: {written}\n"


@pytest.mark.parametrize(
    ("kind", "key", "text", "written"),
    [
        ("livrables", "date", "2015", "2015"),
        ("livrables", "ajoute_le", "2026-11-21", "2026-11-21"),
        ("evenements", "debut", "2026-11-21T14:30", "2026-11-21T14:30"),
        ("evenements", "saison", "06-01/09-15", "06-01/09-15"),
        ("evenements", "en_ligne", "true", "true"),
        ("cibles", "ordre", "130", "130"),
        ("cibles", "effectif", "12 000", "12 000"),
        ("structures", "telephone", "3646", "'3646'"),
        ("livrables", "inconnue", "2015", "'2015'"),
    ],
)
def test_only_what_the_model_keeps_as_a_text_is_quoted_for_looking_like_a_number(
    kind: str, key: str, text: str, written: str
) -> None:
    assert body(kind, **{key: text}) == f"{key}: {written}\n"


def test_keys_come_in_the_models_order_and_what_is_empty_is_left_out() -> None:
    values = {
        "inconnue": "x",
        "modifie_le": "2026-11-21",
        "contact": {"role": "", "courriel": None},
        "liens": [{"url": "https://a.fr", "libelle": "Lire"}, {"libelle": ""}],
        "cibles": ["01", "", "tpe"],
        "resume": None,
        "kit": {"arguments": [], "mode_emploi": {"comment": "Ainsi", "quand": "Demain"}},
        "titre": "T",
    }
    assert body("livrables", **values) == (
        "titre: T\n"
        "cibles:\n  - '01'\n  - tpe\n"
        "liens:\n  - libelle: Lire\n    url: https://a.fr\n"
        "kit:\n  mode_emploi:\n    quand: Demain\n    comment: Ainsi\n"
        "modifie_le: 2026-11-21\n"
        "inconnue: x\n"
    )


def test_a_text_that_passes_110_columns_is_folded_at_108() -> None:
    fits, words = "m" * 103, "m" * 50 + " " + "n" * 57 + " fin"
    assert body("livrables", titre=fits) == f"titre: {fits}\n"
    assert body("livrables", titre=f"{fits} n") == f"titre: >-\n  {fits} n\n"  # as long as one line of the block can be
    assert body("livrables", titre=words) == f"titre: >-\n  {words.removesuffix(' fin')}\n  fin\n"
    in_a_list = body("livrables", liens=[{"libelle": words, "url": "https://a.fr/" + "b" * 120}])
    assert in_a_list == (
        f"liens:\n  - libelle: >-\n      {words.removesuffix(' fin')}\n      fin\n    url: https://a.fr/{'b' * 120}\n"
    )


@pytest.mark.parametrize("text", ["m" * 120, "deux  espaces " * 10, "m" * 110 + " "])
def test_what_folding_would_change_stays_on_its_line(text: str) -> None:
    assert body("livrables", titre=text).count("\n") == 1
    assert reread(body("livrables", titre=text)) == {"titre": text}


def test_the_records_own_keys_come_before_those_that_all_kinds_have() -> None:
    for kind, model in MODELS.items():
        common = ["source", "ajoute_le", "modifie_le", "anciens_ids", "exemple"]
        common = [name for name in common if name not in model.__annotations__]
        assert list(order_of(model))[-len(common) :] == common, kind
        assert "id" not in order_of(model)


# What is written is read back

SIGNS = st.sampled_from(
    [*" \n\t:#-?*&!|>%@'\"[]{},`~=<.+\\", "oui", "no", "01", "2026-01-01", "mot", "é", "\u00a0", "a" * 60]
)
TEXT = st.one_of(st.lists(SIGNS, max_size=12).map("".join), st.text(max_size=12)).map(
    lambda text: unicodedata.normalize("NFC", text)
)
GOOD = TEXT.filter(lambda text: not FORBIDDEN.search(text))
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "titre": GOOD,
        "description": GOOD,
        "date": GOOD,
        "cibles": st.lists(GOOD, max_size=3),
        "liens": st.lists(st.fixed_dictionaries({}, optional={"libelle": GOOD, "url": GOOD}), max_size=2),
        "kit": st.fixed_dictionaries(
            {}, optional={"message": GOOD, "mode_emploi": st.fixed_dictionaries({"quand": GOOD})}
        ),
    },
)


@given(values=VALUES)
@example(values={"titre": "a\n\tb"})
@example(values={"titre": "a\n   \nb"})
@example(values={"cibles": ["a\nb", "c"], "liens": [{"libelle": "x\n", "url": "---\n..."}]})
def test_what_is_written_is_read_back(values: dict[str, Any]) -> None:
    assert reread(text_of("livrables", values)) == without_empty(values)


@given(values=VALUES.map(lambda values: {key: one for key, one in values.items() if key != "date"}))
def test_editors_read_the_texts_that_we_do(values: dict[str, Any]) -> None:
    text = text_of("livrables", values)
    assert load_as_editors_do(text) == yaml.safe_load(text) == without_empty(values)


@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_a_character_that_the_reader_refuses_is_told_and_not_lost(text: str) -> None:
    found = read(text_of("livrables", {"titre": f"a{text}\u200b"}).encode("utf-8"))
    assert [code for _at, _location, code, _values in found.faults] == ["caractere"]


@pytest.mark.parametrize("kind", MODELS)
def test_a_record_of_the_example_says_the_same_once_written_again(kind: str) -> None:
    for path in EXAMPLES:
        if path.parent.name == kind:
            values = reread(path.read_text(encoding="utf-8"))
            assert reread(text_of(kind, values)) == values, path


def test_records_look_as_the_shipped_ones() -> None:
    path = EXEMPLE / "catalogue" / "livrables"
    same = [
        one
        for one in path.glob("*.yml")
        if text_of("livrables", reread(one.read_text("utf-8"))) == one.read_text("utf-8")
    ]
    assert len(same) > len(list(path.glob("*.yml"))) * 0.8


# A file that stands

FICHE = """\
# yaml-language-server: $schema=../schemas/livrable.schema.json
# Une note en tête.

titre: "Guide des gestes"   # le titre de la couverture
resume: >-
  Un texte
  sur deux lignes.

# Pour qui
cibles:
- 'garages'   # sans retrait
- tpe-pme
contact:
    structure: 'oppbtp'
    # la boîte du service
    courriel: prevention@oppbtp.fr
    role: >
      Chargée
      de prévention
territoires: ['01', "2a", national]  # sur une ligne
liens:
  - libelle: Lire
    # la bonne adresse
    url: https://a.fr
  - {libelle: Voir, url: "https://b.fr"}
kit:
  arguments:
    - >-
      Un argument
      plié.
    - Un autre
mots_cles:
licence: |+
  Libre

ajoute_le: 2026-11-21
"""


def changed(changes: dict[tuple[str | int, ...], Any], text: str = FICHE, kind: str = "livrables") -> str:
    """The lines that a change takes away and adds."""
    found = edited(kind, text, changes)
    lines = unified_diff(text.splitlines(), found.splitlines(), n=0, lineterm="")
    return "\n".join(line for line in lines if line[:3] not in ("---", "+++") and line[:1] in "+-")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {("titre",): "Autre : guide"},
            '-titre: "Guide des gestes"   # le titre de la couverture\n'
            "+titre: 'Autre : guide'   # le titre de la couverture",
        ),
        (
            {("titre",): "Autre"},  # a plain text that a comment follows would be refused
            "-titre: \"Guide des gestes\"   # le titre de la couverture\n+titre: 'Autre'   # le titre de la couverture",
        ),
        ({("resume",): "Court."}, "-resume: >-\n-  Un texte\n-  sur deux lignes.\n+resume: Court."),
        (
            {("resume",): "mot " * 30 + "fin"},
            "-  Un texte\n-  sur deux lignes.\n+  " + ("mot " * 27).strip() + "\n+  mot mot mot fin",
        ),
        ({("resume",): "un\n\ndeux\n"}, "-resume: >-\n-  Un texte\n-  sur deux lignes.\n+resume: |\n+  un\n+\n+  deux"),
        ({("cibles", 0): None}, "-- 'garages'   # sans retrait"),
        ({("cibles", 1): "01"}, "-- tpe-pme\n+- '01'"),
        ({("cibles", 9): "industrie"}, "+- industrie"),
        ({("cibles", 0): None, ("cibles", 1): None}, "-cibles:\n-- 'garages'   # sans retrait\n-- tpe-pme"),
        (
            {("contact", "courriel"): "contact@oppbtp.fr"},
            "-    courriel: prevention@oppbtp.fr\n+    courriel: contact@oppbtp.fr",
        ),
        ({("contact", "role"): None}, "-    role: >\n-      Chargée\n-      de prévention"),
        ({("contact", "telephone"): "04 72 68 29 00"}, "+    telephone: '04 72 68 29 00'"),
        (
            {("territoires", 1): None},
            "-territoires: ['01', \"2a\", national]  # sur une ligne\n+territoires: ['01', national]  # sur une ligne",
        ),
        (
            {("territoires", 2): "38", ("territoires", 3): "a, b"},
            "-territoires: ['01', \"2a\", national]  # sur une ligne\n"
            "+territoires: ['01', \"2a\", '38', 'a, b']  # sur une ligne",
        ),
        ({("liens", 0, "libelle"): None}, "-  - libelle: Lire\n-    # la bonne adresse\n+  - # la bonne adresse"),
        (
            {("liens", 1, "url"): "https://c.fr"},
            "-  - {libelle: Voir, url: \"https://b.fr\"}\n+  - {libelle: Voir, url: 'https://c.fr'}",
        ),
        (
            {("liens", 1, "libelle"): None},
            '-  - {libelle: Voir, url: "https://b.fr"}\n+  - {url: "https://b.fr"}',
        ),
        ({("liens", 0): None}, "-  - libelle: Lire\n-    # la bonne adresse\n-    url: https://a.fr"),
        (
            {("liens", 2): {"url": "https://c.fr", "libelle": "Lire"}},
            "+  - libelle: Lire\n+    url: https://c.fr",
        ),
        ({("kit", "arguments", 0): "Bref"}, "-    - >-\n-      Un argument\n-      plié.\n+    - Bref"),
        ({("kit", "arguments", 0): None}, "-    - >-\n-      Un argument\n-      plié."),
        (
            {("kit", "arguments"): None},
            "-kit:\n-  arguments:\n-    - >-\n-      Un argument\n-      plié.\n-    - Un autre",
        ),
        ({("kit", "breve"): "Brève"}, "+  breve: Brève"),
        ({("mots_cles",): ["un", "deux"]}, "+  - un\n+  - deux"),
        ({("mots_cles",): None}, "-mots_cles:"),
        ({("licence",): "Libre"}, "-licence: |+\n-  Libre\n-\n+licence: Libre"),
        ({("format",): "guide"}, "+format: guide"),
        (
            {("source",): "https://a.fr", ("anciens_ids", 0): "ancien"},
            "+source: https://a.fr\n+anciens_ids:\n+  - ancien",
        ),
        ({("ajoute_le",): None}, "-ajoute_le: 2026-11-21"),
        ({("contact",): {"structure": "oppbtp"}}, None),
        ({("statut",): None, ("liens", 7): None, ("kit", "article", "x"): ""}, ""),
    ],
)
def test_only_what_changes_is_written_again(changes: Any, expected: str | None) -> None:
    if expected is not None:
        assert changed(changes) == expected
    assert changed(changes, FICHE.replace("\n", "\r\n")) == changed(changes)
    assert reread(edited("livrables", FICHE[:-1], changes)) == reread(edited("livrables", FICHE, changes))
    assert edited("livrables", "\ufeff" + FICHE, changes) == "\ufeff" + edited("livrables", FICHE, changes)


def test_a_file_that_does_not_end_with_a_line_break_still_does_not() -> None:
    assert (
        edited("livrables", "titre: a\ncibles: [a]", {("format",): "guide"}) == "titre: a\ncibles: [a]\nformat: guide"
    )
    assert edited("livrables", "titre: a\nformat: b", {("format",): None}) == "titre: a"


@pytest.mark.parametrize(
    ("kind", "text", "changes", "expected"),
    [
        (
            "retraits",
            "# Aucune fiche.\n",
            {("livrables/a", "titre"): "A"},
            "# Aucune fiche.\nlivrables/a:\n  titre: A\n",
        ),
        ("retraits", "# Aucune fiche.", {("livrables/a", "titre"): "A"}, "# Aucune fiche.\nlivrables/a:\n  titre: A"),
        ("livrables", "", {("titre",): "A"}, "titre: A\n"),
        ("livrables", "{}\n", {("titre",): "A"}, "titre: A\n"),
        ("livrables", "# c\ntitre: A\n", {("titre",): None}, "# c\n"),
        ("livrables", "{titre: A, cibles: [a]}\n", {("format",): "b"}, "{titre: A, cibles: [a], format: b}\n"),
        ("livrables", "{cibles: [a]}\n", {("titre",): "b: c"}, "{titre: 'b: c', cibles: [a]}\n"),
        ("livrables", "cibles: []\n", {("cibles", 0): "a"}, "cibles:\n  - a\n"),
        ("livrables", "contact:\n  structure: a\n", {("contact", "structure"): None}, None),
        ("livrables", "contact:\ntitre: a\n", {("contact", "structure"): "b"}, "contact:\n  structure: b\ntitre: a\n"),
        ("livrables", "titre: a\n", {("titre",): {"x": "z"}}, "titre:\n  x: z\n"),
        ("livrables", "titre:\n  deux\n  lignes\nformat: b\n", {("titre",): "un"}, "titre:\n  un\nformat: b\n"),
        ("livrables", "liens:\n- url: a\n", {("liens", 0, "libelle"): "b"}, "liens:\n- libelle: b\n  url: a\n"),
        (
            "livrables",
            "liens:\n-\n  url: a\n-   libelle: b\n    url: c\n",
            {("liens", 0, "libelle"): "b", ("liens", 1, "url"): "d"},
            "liens:\n-\n  libelle: b\n  url: a\n-   libelle: b\n    url: d\n",
        ),
        (
            "livrables",
            "titre: a\ngroupe: g\nthemes: [t]\n",
            {("source",): "s", ("resume",): "r"},
            "titre: a\nresume: r\ngroupe: g\nthemes: [t]\nsource: s\n",
        ),
        ("livrables", "cibles:\n-\n- b\n", {("cibles", 0): "a"}, "cibles:\n- a\n- b\n"),
        ("themes", "'01':\n  label: A\n", {("tms", "label"): "B"}, "'01':\n  label: A\ntms:\n  label: B\n"),
        ("themes", "'01':\n  icone: b\n", {("01", "label"): "A"}, "'01':\n  label: A\n  icone: b\n"),
        (
            "site",
            "nom: a\n\n# les villes\ncopies: [b]\n",
            {("region",): "R"},
            "region: R\nnom: a\n\n# les villes\ncopies: [b]\n",
        ),
    ],
)
def test_files_of_all_forms_are_changed(kind: str, text: str, changes: Any, expected: str | None) -> None:
    assert edited(kind, text, changes) == (expected or "")


@pytest.mark.parametrize(
    ("text", "location", "key", "expected"),
    [
        ("# c\ntms: # d\n  label: T\n", ("tms",), "troubles", "# c\ntroubles: # d\n  label: T\n"),
        ("'01': {label: Ain}\r\n", ("01",), "02", "'02': {label: Ain}\r\n"),
        ("\ufeffliens:\n  - {url: a}\n", ("liens", 0, "url"), "x, y", "\ufeffliens:\n  - {'x, y': a}\n"),
    ],
)
def test_a_key_gets_another_name(text: str, location: Any, key: str, expected: str) -> None:
    assert rekeyed(text, location, key) == expected


@pytest.mark.parametrize(("location", "key"), [(("b",), "c"), (("a",), "d"), (("a", "x"), "c"), (("d", 0), "c")])
def test_a_key_that_is_not_there_or_is_already_cannot_be_renamed(location: Any, key: str) -> None:
    with pytest.raises(ValueError, match="no key"):
        rekeyed("a: 1\nd: [2]\n", location, key)


@pytest.mark.parametrize(
    ("text", "changes", "error"),
    [
        ("titre: a\ntitre: b\n", {("titre",): "c"}, ValueError),
        ("titre: a\n", {("titre", "x"): "c"}, ValueError),
        ("cibles: [a]\n", {("cibles", "x"): "c"}, ValueError),
        ("cibles: [a, # pourquoi\n  b]\n", {("cibles", 0): None}, UnsafeChangeError),
        ("titre: 'a' # c\n", {("titre",): {"x": "z"}}, UnsafeChangeError),
    ],
)
def test_what_cannot_be_changed_without_losing_something_is_refused(text: str, changes: Any, error: Any) -> None:
    with pytest.raises(error):
        edited("livrables", text, changes)


def leaves(values: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of each text of a tree."""
    if isinstance(values, str):
        yield path
    elif values:
        for step, value in values.items() if isinstance(values, dict) else enumerate(values):
            yield from leaves(value, (*path, step))


def kind_of(path: Path) -> str:
    """The kind of file that a file of the catalogue is."""
    return path.parent.name if path.parent.name in MODELS else path.stem


CATALOGUE = [path for path in sorted((EXEMPLE / "catalogue").rglob("*.yml")) if kind_of(path) in FILES]


@pytest.mark.parametrize("kind", list(dict.fromkeys((*MODELS, *FILES))))
def test_each_file_of_the_example_changes_where_it_is_changed_only(kind: str) -> None:
    for path in (path for path in CATALOGUE if kind_of(path) == kind):
        text = path.read_text(encoding="utf-8")
        places = list(leaves(reread(text) or {}))
        for place in places[len(path.stem) % 5 :: max(5, len(places) // 5)]:  # not the same keys of each
            found = edited(kind, text, {place: "nouveau"})
            before, after = text.splitlines(), found.splitlines()
            same = sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(before, after, strict=False)))
            rest = zip(reversed(before[same:]), reversed(after[same:]), strict=False)
            same += sum(1 for _ in takewhile(lambda both: both[0] == both[1], rest))
            assert len(after) - same <= 1, (path, place)  # the line that holds the new value


@given(
    values=VALUES,
    others=VALUES,
    form=st.sampled_from(["canonical", "indented", "flow", "windows"]),
)
def test_a_change_is_read_back_and_undone(values: dict[str, Any], others: dict[str, Any], form: str) -> None:
    text = text_of("livrables", values)
    if form == "indented":
        text = yaml.safe_dump(without_empty(values) or {}, indent=4, width=40, allow_unicode=True, sort_keys=False)
    elif form == "flow":
        text = yaml.safe_dump(without_empty(values) or {}, default_flow_style=True, allow_unicode=True)
    elif form == "windows":
        text = text.replace("\n", "\r\n")
    before = read(text.encode("utf-8"))
    assume(before.value == without_empty(values))
    changes: dict[tuple[str | int, ...], Any] = {(key,): others.get(key) for key in {**values, **others}}
    try:
        found = edited("livrables", text, changes)
    except UnsafeChangeError:
        assert form in ("indented", "flow")
        return
    assert reread(found) == (without_empty(others) or None)
