"""Archives: the same bytes for the same files, nothing that leads out of them, and no more than a kit may weigh."""

import io
import zipfile
from datetime import date

import pytest

from prst.outputs.archives import Fichier, of_resource, path_of, within, zipped


def read(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


def test_the_same_files_give_the_same_bytes_whatever_their_order() -> None:
    files = {"b/texte.txt": b"deux", "index.html": b"<p>", "a.txt": b"un"}
    archive = zipped(files, date(2026, 11, 21), first="index.html")
    assert archive == zipped(dict(sorted(files.items())), date(2026, 11, 21), first="index.html")
    infos = read(archive).infolist()
    assert [one.filename for one in infos] == ["index.html", "a.txt", "b/texte.txt"]
    assert {one.date_time for one in infos} == {(2026, 11, 21, 0, 0, 0)}
    assert {(one.create_system, one.external_attr >> 16, one.extra, one.comment) for one in infos} == {
        (3, 0o644, b"", b"")
    }


@pytest.mark.parametrize(("day", "kept"), [(date(1, 1, 1), (1980, 1, 1)), (date(9999, 1, 1), (2107, 12, 31))])
def test_a_day_that_an_archive_cannot_hold_gives_the_nearest_one(day: date, kept: tuple[int, int, int]) -> None:
    assert read(zipped({"a": b""}, day)).infolist()[0].date_time[:3] == kept


def test_what_is_compressed_already_is_not_again() -> None:
    infos = read(zipped({"a.png": b"x" * 99, "a.txt": b"x" * 99})).infolist()
    assert [one.compress_type for one in infos] == [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]


@pytest.mark.parametrize(
    "name",
    ["..", ".", "", "a/b", "a\\b", "/a", "c:a", "../../etc/passwd", ".cache", "a..b", "a\0b", "a\n", "é", "A", "-rf"],
)
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    with pytest.raises(ValueError, match="not the name"):
        path_of("ressources", name)


def test_ids_of_records_are_names() -> None:
    assert path_of("ressources", "01-guide-chutes-2", "affiche-a4.pdf") == "ressources/01-guide-chutes-2/affiche-a4.pdf"


def test_pictures_are_left_out_first_the_last_ones_then_other_files() -> None:
    files = [
        Fichier("a/image.png", "", b"x" * 40, "a", image=True),
        Fichier("a/texte.txt", "", b"x" * 10, "a"),
        Fichier("b/image.png", "", b"x" * 40, "b", image=True),
        Fichier("b/texte.txt", "", b"x" * 10, "b"),
        Fichier("lettre.html", "", b"x" * 50),
    ]

    def left(largest: int) -> list[str]:
        kept, out = within(files, largest)
        assert {one.nom for one in kept} | {one.nom for one in out} == {one.nom for one in files}
        return [one.nom for one in out]

    assert left(150) == []
    assert left(149) == ["b/image.png"]
    assert left(109) == ["a/image.png", "b/image.png"]
    assert left(69) == ["a/image.png", "b/image.png", "b/texte.txt"]
    assert left(0) == ["a/image.png", "a/texte.txt", "b/image.png", "b/texte.txt"]  # the letter always stays
    assert [one.nom for one in of_resource(files, "b")] == ["b/image.png", "b/texte.txt"]
