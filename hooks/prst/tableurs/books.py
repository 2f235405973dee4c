"""Workbooks whose texts are read back as they were given. xlsxwriter comes with it, and takes 60 ms: import it late."""

import re
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings
from xlsxwriter.utility import _preserve_whitespace
from xlsxwriter.worksheet import Worksheet

_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_UNFIT = re.compile("[\0-\x08\x0b-\x1f\ufffe\uffff]")
"""Characters that XML 1.0 cannot hold, and the carriage return, which it would read as a line feed."""


def escaped(text: str) -> str:
    """Return a text as a cell holds it (ECMA-376, part 1, section 22.9.2.19, ST_Xstring).

    xlsxwriter leaves the second of two escapes that share their sign (`_x0041_x0042_`) as it is.
    """
    return _UNFIT.sub(lambda found: f"_x{ord(found[0]):04X}_", _ESCAPE.sub("_x005F_", text))


class _Texts(SharedStrings):  # type: ignore[misc]  # ships no types
    """The texts of cells. xlsxwriter takes one that stands between `<r>` and `</r>` for XML of its own."""

    def _write_si(self, string: str) -> None:
        self._xml_si_element(escaped(string), [("xml:space", "preserve")] if _preserve_whitespace(string) else [])


class _Packager(Packager):  # type: ignore[misc]  # ships no types
    def _write_shared_strings_file(self) -> None:
        if self.workbook.str_table.count:
            texts = _Texts()
            texts.string_table = self.workbook.str_table
            texts._set_xml_writer(self._filename("xl/sharedStrings.xml"))
            texts._assemble_xml_file()


class _Sheet(Worksheet):  # type: ignore[misc]  # ships no types
    """A sheet whose rows keep no height: they have one to begin with, and grow with what is typed there."""

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any) -> None:
        kept = [one for one in attributes if one[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, kept)


class Book(Workbook):  # type: ignore[misc]  # ships no types
    """A workbook of which no text is a formula, an address or a number: `write_string` alone is to be used."""

    worksheet_class = _Sheet

    def __init__(self, content: Any) -> None:
        super().__init__(content, {"in_memory": True})

    def _get_packager(self) -> Packager:
        return _Packager()
