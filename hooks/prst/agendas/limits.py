"""How much of a stranger's calendar is read, and for how long: each limit once, with its words for messages."""

SIZE_CAP = 5 << 20
"""Bytes of the largest file that is received or read."""
KEPT_CAP = 2_000
"""Occurrences that a calendar gives at most: the first ones from its second year on, which is the present one."""
OFTEN = 300
"""An event that recurs more often between the two days would hide all others: once a week is 265 times."""
LINE_CAP = 20_000
LINES_CAP = 500
"""Longest line and most lines of one event, or of one time zone, in characters and lines that are read at all."""
ROUNDS = (0.5, 2.5)
"""Seconds of work that a file is worth. Those that took too long get a second chance once all others had their first,
so that a bad calendar costs only itself."""
ALL_SECONDS = 8.0
"""Seconds that the reading of all calendars may take together."""

IN_WORDS = {"taille": f"{SIZE_CAP >> 20}\u00a0Mio", "dates": f"{KEPT_CAP:,}".replace(",", "\u00a0")}
"""Limits as the messages of records/problems.py name them."""
