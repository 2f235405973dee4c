"""Where terms stand."""

from prst.outputs.search.inverted import InvertedIndex


def three() -> InvertedIndex:
    index = InvertedIndex(("titre", "corps"))
    index.add((["garag"], ["sant", "sant", "travail"]))
    index.add(([], ["garag"]))
    index.add((["sant", "sant", "sant"], []))
    return index


def test_postings_tell_where_how_often_and_among_how_many() -> None:
    titre, corps = three().postings("sant")
    assert (titre.documents, titre.counts, titre.lengths) == ([2], [3], [3])
    assert (corps.documents, corps.counts, corps.lengths) == ([0], [2], [3])
    titre, corps = three().postings("garag")
    assert (titre.documents, corps.documents) == ([0], [1])


def test_terms_are_sorted_and_known() -> None:
    index = three()
    assert index.terms() == ["garag", "sant", "travail"]
    assert "sant" in index
    assert "sante" not in index
    assert len(index) == 3


def test_average_lengths_count_documents_without_the_field() -> None:
    assert three().average_lengths() == [4 / 3, 4 / 3]


def test_an_empty_index_has_no_terms() -> None:
    index = InvertedIndex(("titre", "corps"))
    assert index.terms() == []
    assert index.average_lengths() == [0, 0]


def test_many_documents_and_counts_are_kept_apart() -> None:
    index = InvertedIndex([f"champ {number}" for number in range(6)])
    for number in range(3000):
        index.add([["mot"] * (number % 7)] * 6)
    for postings in index.postings("mot"):
        assert postings.documents == [number for number in range(3000) if number % 7]
        assert postings.counts == postings.lengths == [number % 7 for number in range(3000) if number % 7]
