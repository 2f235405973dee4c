// Records and written pages as the desk's host reads and writes them: texts only, and of a file that stands every line
// is kept whose value did not change. The host's own formats would type scalars (`01` is not 1), drop comments, and write
// keys that stayed empty.
import { parseDocument } from "../vendor/yaml.js";
import { textOf, withoutEmpty } from "../formulaire/ecriture.js";
import { valuesOf as valuesOfRecord } from "../formulaire/modification.js";

/** Key under which a read entry carries its own file, through the host and back. */
export const ORIGINAL = "fichier_lu";
const CHANGED = "modifie_le";
/** As records/reading.py: every scalar is a text. */
const TEXTS = { schema: "failsafe", version: "1.2", logLevel: "silent" };
const HEAD = /^---\n([\s\S]*?\n)?---(?:\n|$)/;

/** The format of a record; `shape` holds its keys in the model's order (ecriture.js). */
export const recordFormat = (schema, shape, today) => ({
  fromFile: (text) => ({ ...valuesOf(text), [ORIGINAL]: text }),
  toFile: ({ [ORIGINAL]: original, ...given }) => {
    const values = filled(given) ?? {};
    if (!original) return textOf(schema, values, shape);
    const before = filled(valuesOf(original)) ?? {};
    if (CHANGED in shape && !same(values, before) && same(values[CHANGED], before[CHANGED])) values[CHANGED] = today();
    return edited(original, values, shape);
  },
});

/** The format of a written page: its text, and the keys of its head, of which those that `shape` has not stay as they are. */
export const pageFormat = (shape) => ({
  fromFile: (text) => {
    const [, head = ""] = HEAD.exec(text) ?? [];
    return { ...valuesOf(head), body: text.replace(HEAD, ""), [ORIGINAL]: text };
  },
  toFile: ({ [ORIGINAL]: original = "", body = "", ...given }) => {
    const [, head = ""] = HEAD.exec(original) ?? [];
    const lines = edited(head, filled(given) ?? {}, shape).trimEnd();
    return `${lines ? `---\n${lines}\n---\n` : ""}${body.trim()}\n`;
  },
});

const valuesOf = (text) => (text.trim() ? valuesOfRecord(text) : {});

/** The text of a file with other values: of each key at the margin that did not change, the lines stay byte for byte. */
export const edited = (original, values, shape) => {
  const parts = partsOf(original);
  const before = filled(valuesOf(original)) ?? {};
  for (const part of parts.filter(({ key }) => key !== undefined)) {
    if (!same(values[part.key], before[part.key])) part.lines = part.key in values ? linesOf(part.key, values[part.key], shape) : "";
  }
  const order = Object.keys(shape);
  for (const key of [...order, ...Object.keys(values)].filter((one) => one in values)) {
    if (parts.some((part) => part.key === key)) continue;
    const earlier = order.slice(0, order.indexOf(key) < 0 ? undefined : order.indexOf(key));
    const place = parts.findLastIndex((part, index) => index === 0 || earlier.includes(part.key));
    parts.splice(place + 1, 0, { key, lines: linesOf(key, values[key], shape) });
  }
  return parts.map((part) => part.lines).join("");
};

/** The lines of each key at the margin, comments that follow them included; the first part is what stands before all. */
const partsOf = (text) => {
  const whole = `${text.trimEnd()}\n`;
  const root = parseDocument(whole, TEXTS).contents;
  if (root?.flow) return [{ lines: whole.slice(0, root.range[0]) }]; // written on one line, as JSON: all of it is written again
  const pairs = root?.items ?? [];
  const starts = pairs.map((pair) => whole.lastIndexOf("\n", pair.key.range[0]) + 1);
  const parts = pairs.map((pair, index) => ({
    key: String(pair.key.value),
    lines: whole.slice(starts[index], starts[index + 1] ?? whole.length),
  }));
  // A comment, or an empty line, above a key belongs to it: it stays where its key does.
  for (let index = parts.length - 1; index > 0; index -= 1) {
    const [, own, above] = /^([\s\S]*?\n)((?:[ \t]*(?:#.*)?\n)*)$/.exec(parts[index - 1].lines);
    parts[index - 1].lines = own;
    parts[index].above = above;
  }
  return [
    { lines: pairs.length ? whole.slice(0, starts[0]) : whole.trim() ? whole : "" },
    ...parts.flatMap(({ above = "", ...part }) => [{ lines: above }, part]),
  ];
};

/** Texts of fields as they are written: no carriage return, no space around; what is empty is left out. */
const filled = (value) => withoutEmpty(trimmed(value ?? ""));
const trimmed = (value) => {
  if (Array.isArray(value)) return value.map(trimmed);
  if (typeof value === "object" && value) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, trimmed(one)]));
  return String(value ?? "").replace(/\r\n?/g, "\n").trim();
};

const same = (one, other) => {
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return one === other;
  const [keys, others] = [Object.keys(one), Object.keys(other)];
  return keys.length === others.length && keys.every((key) => key in other && same(one[key], other[key]));
};

/** The lines of one key, without what a file begins with. */
const linesOf = (key, value, shape) => textOf("", { [key]: value }, shape).replace(/^.*\n/, "");
