"""The files of an index, read as the browser reads them."""

import json
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from prst.outputs.search import shards
from prst.outputs.search.inverted import InvertedIndex
from prst.outputs.search.shards import SHARD_SIZE, Shards, number, numbers, rising

DIGITS = "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) not in '"\\')


def read(text: str) -> list[int]:
    """Numbers as the browser reads them: the first 62 digits end one, the others say that more follow."""
    found, total, rank = [], 0, 1
    for digit in text:
        value = DIGITS.index(digit)
        total += (value if value < 62 else value - 62) * rank
        rank *= 31
        if value < 62:
            found.append(total)
            total, rank = 0, 1
    return found


def test_small_numbers_are_one_character() -> None:
    assert [len(number(value)) for value in (0, 61, 62, 1921, 1922)] == [1, 1, 2, 2, 3]
    assert number(0) == " "


@given(st.lists(st.integers(0, 10**9)))
def test_numbers_are_read_back(values: list[int]) -> None:
    assert read(numbers(values)) == values


@given(st.sets(st.integers(0, 10**6)))
def test_rising_numbers_are_written_as_gaps(values: set[int]) -> None:
    gaps = read(rising(sorted(values)))
    total, found = -1, []
    for gap in gaps:
        total += gap + 1
        found.append(total)
    assert found == sorted(values)


@given(st.lists(st.integers(0, 10**6), max_size=20))
def test_json_writes_digits_as_they_are(values: list[int]) -> None:
    text = numbers(values)
    assert json.dumps(text) == f'"{text}"'


def make(words: dict[str, list[str]], documents: int = 3) -> tuple[InvertedIndex, Shards]:
    index = InvertedIndex(("titre", "corps"))
    for _ in range(documents):
        index.add((list(words), []))
    return index, Shards(index, words)


def test_an_entry_holds_the_words_and_postings_of_its_term() -> None:
    index = InvertedIndex(("titre", "corps"))
    index.add(([], ["oeil", "oeil", "oeil"]))
    index.add((["oeil"], []))
    [text] = Shards(index, {"oeil": ["oeil", "oeils", "yeux"]})
    [[term, words, *postings]] = json.loads(text)
    assert term == "oeil"
    assert words == " s -4-yeux"
    assert [read(part) for part in postings] == [[1], [], [1], [0], [0, 1], [3]]


def test_terms_are_cut_into_files_in_their_order() -> None:
    words = {f"mot{rank:04}": [f"mot{rank:04}"] for rank in range(2000)}
    index, files = make(words)
    texts = list(files)
    assert len(texts) > 2
    assert all(len(text) < SHARD_SIZE * 1.2 for text in texts)
    terms = [[entry[0] for entry in json.loads(text)] for text in texts]
    assert [term for file in terms for term in file] == index.terms()
    assert files.firsts == [file[0] for file in terms]
    assert all(before < after for before, after in pairwise(files.firsts))
    for place, file in enumerate(terms):
        assert {files.place(term) for term in file} == {place}


def test_a_word_far_from_its_term_leads_to_it() -> None:
    words = {f"mot{rank:04}": [f"mot{rank:04}"] for rank in range(2000)} | {"oeil": ["oeil", "yeux"]} | {"zo": ["zo"]}
    words |= {f"p{rank:04}": [f"p{rank:04}"] for rank in range(2000)}
    _index, files = make(dict(sorted(words.items())))
    assert files.place("yeux") != files.place("oeil")
    assert ["yeux", "oeil"] in json.loads(list(files)[files.place("yeux")])


def test_a_term_longer_than_a_file_stands_alone() -> None:
    index = InvertedIndex(("titre", "corps"))
    for rank in range(9000):
        index.add((["travail"], ["a"] if rank == 0 else ["z"] if rank == 1 else []))
    files = [json.loads(text) for text in Shards(index, {})]
    assert [[entry[0] for entry in file] for file in files] == [["a"], ["travail"], ["z"]]


def test_no_term_gives_no_file() -> None:
    assert list(make({}, 1)[1]) == []
    assert make({}, 1)[1].place("mot") == 0


def test_digits_are_those_that_the_browser_reads() -> None:
    assert shards.ALPHABET == DIGITS


def test_a_name_stands_where_its_first_word_is_looked_for() -> None:
    words = {f"moul{rank:04}": [f"moul{rank:04}"] for rank in range(2000)}
    words |= {"moulin": ["moulin"]} | {f"moulins{rank:04}": [f"moulins{rank:04}"] for rank in range(2000)}
    index = InvertedIndex(("titre",))
    index.add((list(words),))
    files = Shards(index, words, {"moulins=": ["03"], "moulins beuvron": ["14"]})
    home = json.loads(list(files)[files.place("moulin")])
    assert ["moulins=", "@03"] in home
    assert ["moulins beuvron", "@14"] in home
