"""How much of a spreadsheet is read, and for how long: each limit once, with its words for messages."""

SIZE_CAP = 20_000_000
"""Bytes of the largest file that is read."""
ENTRIES_CAP = 200
"""Files of its archive: a workbook of fifty sheets has some seventy."""
UNPACKED_CAP = 100_000_000
"""Bytes of all of them, as the archive declares them and as they are found: 10,000 rows of 30 cells take 30 million."""
ROWS_CAP = 20_000
"""Rows that hold something, over all sheets."""
COLUMNS_CAP = 1_000
CELLS_CAP = 1_000_000
TEXT_CAP = 32_767
"""Characters of a cell (Excel, "Excel specifications and limits")."""
SECONDS = 30
"""For reading one file, by the processor and by the clock."""


def _number(count: int) -> str:
    return f"{count:,}".replace(",", "\u00a0")


IN_WORDS = {
    "taille": f"{SIZE_CAP // 1_000_000}\u00a0Mo",
    "deplie": f"{UNPACKED_CAP // 1_000_000}\u00a0Mo",
    "entrees": _number(ENTRIES_CAP),
    "lignes": _number(ROWS_CAP),
    "cellules": _number(CELLS_CAP),
    "secondes": _number(SECONDS),
}
"""Limits as the messages of records/problems.py name them."""
