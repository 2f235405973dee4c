"""Where a value of a record stands in its text, and how to write something else there."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from prst.records.lines import Edit
from prst.records.reading import Location, Reading
from prst.records.writing import scalar


@dataclass(frozen=True)
class Place:
    """Where a value stands in a text, and how to write another one there."""

    reading: Reading
    text: str
    location: Location

    @property
    def span(self) -> tuple[int, int]:
        """Its beginning, and the end of what is written."""
        start, end = self.reading.spans[self.location]
        return start, start + len(self.text[start:end].rstrip())

    @property
    def in_braces(self) -> bool:
        """Whether it stands between braces or brackets."""
        return any(self.location[:length] in self.reading.between_braces for length in range(len(self.location) + 1))

    @property
    def written(self) -> str:
        """What is written there."""
        start, end = self.span
        return self.text[start:end]

    def said(self, given: str) -> str:
        """Return a text as it is written where it takes several lines, each of which is an item; else as it is read."""
        return self.written if "\n" in self.written and self.written[0] not in "'\"|>" else given.strip()

    @property
    def line(self) -> tuple[int, int]:
        """The lines on which its key and value stand, with the break after them."""
        start, end = self.reading.key_spans[self.location][0], self.span[1]
        after = self.text.find("\n", end)
        return self.text.rfind("\n", 0, start) + 1, len(self.text) if after < 0 else after + 1

    @property
    def first_line(self) -> str:
        """The first line of it."""
        return self.written.partition("\n")[0]

    @property
    def margin(self) -> int:
        """How many spaces stand before the key of the value, or before the text of an item."""
        start = self.reading.key_spans.get(self.location, self.reading.spans[self.location])[0]
        return start - self.text.rfind("\n", 0, start) - 1

    def value(self, text: str, code: str, given: str, more: str = "") -> Edit:
        """One value that is read as another."""
        said = {"value": given, "lu": text, "nom": more}
        typed = code in ("lu_date", "lu_valeur")
        return Edit(*self.span, scalar(text, in_braces=self.in_braces, typed=typed), code, said, self.location)

    def _after_key(self) -> int:
        """Return the place after the colon of its key."""
        return self.text.index(":", self.reading.key_spans[self.location][1]) + 1

    def _list_edit(self, items: Sequence[str], code: str, value: str) -> Edit:
        said = {"value": value, "lu": " ".join(f"- {item}" for item in items)}
        if self.in_braces or self.location not in self.reading.key_spans:
            inside = ", ".join(scalar(item, in_braces=True) for item in items)
            return Edit(*self.span, f"[{inside}]", code, said, self.location)
        margin = "\n" + " " * (self.margin + 2)
        lines = "".join(f"{margin}- {scalar(item)}" for item in items)
        return Edit(self._after_key(), self.span[1], lines, code, said, self.location)

    def list(self, items: Sequence[str]) -> Edit:
        """A text that is read as a list."""
        return self._list_edit(items, "lu_liste", self.written)

    def items(self, items: Sequence[str]) -> Edit:
        """An item that is read as several."""
        said = {"value": self.written, "lu": " ".join(f"- {item}" for item in items)}
        if self.in_braces:
            return Edit(
                *self.span, ", ".join(scalar(item, in_braces=True) for item in items), "lu_liste", said, self.location
            )
        margin = "\n" + " " * (self.margin - 2) + "- "
        return Edit(*self.span, margin.join(map(scalar, items)), "lu_liste", said, self.location)

    def part(self, part: Mapping[str, str]) -> Edit:
        """A text that is read as the keys of a part."""
        said = {"value": self.written, "lu": ", ".join(f"{key}: {value}" for key, value in part.items())}
        if self.in_braces:
            inside = ", ".join(f"{key}: {scalar(value, in_braces=True)}" for key, value in part.items())
            return Edit(*self.span, f"{{{inside}}}", "lu_partie", said, self.location)
        if self.location in self.reading.key_spans:
            margin = "\n" + " " * (self.margin + 2)
            lines = "".join(f"{margin}{key}: {scalar(value)}" for key, value in part.items())
            return Edit(self._after_key(), self.span[1], lines, "lu_partie", said, self.location)
        margin = "\n" + " " * self.margin
        lines = margin.join(f"{key}: {scalar(value)}" for key, value in part.items())
        return Edit(*self.span, lines, "lu_partie", said, self.location)

    def beside(self, text: str, more: Mapping[str, str | Mapping[str, str]]) -> Edit:
        """A text that is read as one value and other keys beside its own."""
        key = self.location[-1]
        break_, colon = (", ", ": ") if self.in_braces else (f"\n{' ' * self.margin}", ": ")
        typed = key == "debut"  # days need no quotes
        said, written = [f"{key}: {text}"], scalar(text, in_braces=self.in_braces, typed=typed)
        for name, value in more.items():
            if isinstance(value, str):
                said.append(f"{name}: {value}")
                written += f"{break_}{name}{colon}{scalar(value, in_braces=self.in_braces, typed=typed)}"
                continue
            said.append(f"{name}: {', '.join(f'{inner}: {one}' for inner, one in value.items())}")
            written += f"{break_}{name}:" + "".join(f"{break_}  {inner}: {scalar(one)}" for inner, one in value.items())
        noted = {"value": self.written, "lu": ", ".join(said)}
        return Edit(*self.span, written, "lu_partie", noted, self.location)

    def alone(self, item: str) -> Edit:
        """A list of one, read as that one."""
        said = {"value": self.written, "lu": item}
        written = f" {scalar(item)}" if self.location in self.reading.key_spans and not self.in_braces else scalar(item)
        start = self._after_key() if written[0] == " " else self.span[0]
        return Edit(start, self.span[1], written, "lu_valeur", said, self.location)

    def quoted(self) -> Iterator[Edit]:
        """What stands on one line, read as the text that it is."""
        written = self.written
        if "\n" not in written and written:
            said = {"value": written, "ligne": scalar(written)}
            yield Edit(*self.span, scalar(written), "lu_texte", said, self.location)

    def pairs(self, parts: Sequence[Mapping[str, str]]) -> Sequence[Edit]:
        """Keys that are parts of a list, each with its value: « Oui: 34 % »."""
        if not parts:
            return []
        margin = "\n" + " " * (self.margin + 2)
        lines = ["- " + f"{margin}  ".join(f"{key}: {scalar(value)}" for key, value in part.items()) for part in parts]
        said = {"value": self.first_line, "lu": ", ".join(f"{key}: {value}" for key, value in parts[0].items())}
        whole = "".join(margin + line for line in lines)
        return [Edit(self._after_key(), self.span[1], whole, "lu_partie", said, self.location)]

    def as_item(self) -> Iterator[Edit]:
        """A part that stands where a list is expected: its first line takes a dash, the others two spaces."""
        start, end = self.span
        said = {"value": self.first_line, "lu": f"- {self.first_line}"}
        yield Edit(start, start, "- ", "lu_liste", said, self.location)
        for found in re.finditer(r"\n(?=[ ]*\S)", self.text[start:end]):
            yield Edit(start + found.end(), start + found.end(), "  ", "lu_liste", said, self.location)

    def without_dash(self, items: int = 1) -> Iterator[Edit]:
        """A list of one part, or of one key of it in each item, read as that part."""
        starts = [self.reading.spans[self.location][0]]
        starts += [self.text.rfind("-", 0, self.reading.spans[*self.location, rank][0]) for rank in range(1, items)]
        if self.in_braces or not all(self.text[start : start + 2] == "- " for start in starts):
            return
        for start in starts:
            row = self.text[start:].partition("\n")[0]
            yield Edit(start, start + 2, "  ", "lu_valeur", {"value": row, "lu": row[2:]}, self.location)
