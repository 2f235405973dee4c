"""Spreadsheets for tests: right ones, and those that attack or are broken."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

Rows = Sequence[Sequence[Any]]

_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def xlsx(rows: Rows = (), *, then: Callable[[Any, Any], object] | None = None, **sheets: Rows) -> bytes:
    """A workbook with a sheet for each name; of texts alone, unless `then` writes more to the first one."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        for name, given in {**({"Feuille": rows} if rows or not sheets else {}), **sheets}.items():
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(given):
                for column, value in enumerate(cells):
                    if isinstance(value, str) and value:
                        sheet.write_string(number, column, value)
                    elif isinstance(value, datetime):
                        sheet.write_datetime(number, column, value, book.add_format({"num_format": "dd/mm/yyyy hh:mm"}))
                    elif value not in (None, ""):
                        sheet.write(number, column, value)
        if then:
            then(book, book.worksheets()[0])
    return content.getvalue()


def ods(table: str, others: Mapping[str, bytes] | None = None, name: str = "Feuille") -> bytes:
    """An OpenDocument spreadsheet of one table, given as XML."""
    text = (
        f'<?xml version="1.0"?><office:document-content {_SPACES} xmlns:xlink="http://www.w3.org/1999/xlink">'
        f'<office:body><office:spreadsheet><table:table table:name="{name}">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return archive({"mimetype": _ODS.encode(), "content.xml": text.encode(), **(others or {})})


def archive(parts: Mapping[str, bytes]) -> bytes:
    """A ZIP file."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return content.getvalue()


def changed(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """An archive in which one part was written otherwise."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    assert old in parts[part], parts[part][:2000]
    return archive({**parts, part: parts[part].replace(old, new)})


def with_parts(content: bytes, **more: bytes) -> bytes:
    """A workbook with other files in it."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    return archive({**parts, **more})


SHEET, WORKBOOK, STRINGS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"
BOMB = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>'
)
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def _lying() -> bytes:
    """A workbook whose directory says that a part is small."""
    content = bytearray(with_parts(xlsx([["Titre"]]), **{"xl/media/a.xml": b"<a>" + b" " * 2_000_000 + b"</a>"}))
    place = content.rfind(b"xl/media/a.xml") - 46
    content[place + 24 : place + 28] = (100).to_bytes(4, "little")  # APPNOTE 4.3.12, uncompressed size
    return bytes(content)


def hostile() -> dict[str, tuple[bytes, str]]:
    """Files of which nothing is read, by name, each with the code of what is told."""
    good = xlsx([["Titre", "Public"], ["Guide", "garages"]])
    return {
        "vide.zip": (archive({}), "tableur_autre"),
        "document.docx": (archive({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}), "tableur_autre"),
        "image": (b"\x89PNG\r\n\x1a\n\0\0", "tableur_autre"),
        "ancien.xls": (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(512), "tableur_ancien"),
        "coupe": (good[: len(good) // 2], "tableur_abime"),
        "octet-change": (good.replace(b"xl/workbook.xml", b"xl/workb\0ok.xml", 1), "tableur_abime"),
        "macros": (with_parts(good, **{"xl/vbaProject.bin": b"x"}), "tableur_macros"),
        "macros-ailleurs": (with_parts(good, **{"autre/vbaProject.bin": b"x"}), "tableur_macros"),
        "bombe": (with_parts(good, **{"xl/media/a.bin": bytes(101_000_000)}), "tableur_deplie"),
        "mille-fichiers": (with_parts(good, **{f"xl/media/{n}.bin": b"" for n in range(250)}), "tableur_entrees"),
        "taille-fausse": (_lying(), "tableur_abime"),
        "entites-feuille": (changed(good, SHEET, DECLARATION, DECLARATION + BOMB), "tableur_abime"),
        "entites-classeur": (changed(good, WORKBOOK, DECLARATION, DECLARATION + BOMB), "tableur_abime"),
        "entites-textes": (changed(good, STRINGS, DECLARATION, DECLARATION + BOMB), "tableur_abime"),
        "feuille-cassee": (changed(good, SHEET, b"</sheetData>", b""), "tableur_abime"),
        "texte-absent": (changed(good, SHEET, b"<v>0</v>", b"<v>999</v>"), "tableur_abime"),
        "nombre-faux": (changed(good, SHEET, b't="s"><v>0</v>', b"><v>abc</v>"), "tableur_abime"),
        "ligne-fausse": (changed(good, SHEET, b'<row r="1"', b'<row r="x"'), "tableur_abime"),
        "ods-entites": (ods("").replace(b"PK", b"PK"), ""),
        "ods-macros": (ods("", {"Basic/Standard/Module1.xml": b"<a/>"}), "tableur_macros"),
        "ods-mot-de-passe": (ods("", {"META-INF/manifest.xml": b"<encryption-data/>"}), "tableur_mot_de_passe"),
        "ods-cassee": (
            archive({"mimetype": _ODS.encode(), "content.xml": b"<office"}),
            "tableur_abime",
        ),
        "odt": (archive({"mimetype": b"application/vnd.oasis.opendocument.text"}), "tableur_autre"),
        "ods-bombe": (
            ods(
                '<table:table-row table:number-rows-repeated="1000000"><table:table-cell><text:p>a</text:p>'
                "</table:table-cell></table:table-row>"
            ),
            "tableur_lignes",
        ),
        "trop-de-lignes.csv": (b"Titre;Public\n" + b"a;b\n" * 20_001, "tableur_lignes"),
        "guillemet-ouvert.csv": (b'Titre;Public\na;b\n"c;d\ne;f\n', "tableur_guillemets"),
        "guillemet-dedans.csv": (b'Titre;Public\n"a" b;c\n', "tableur_guillemets"),
        "octets-nuls.csv": (b"Titre;Public\n\0;b\n", "tableur_autre"),
    }
