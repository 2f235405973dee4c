// Records and written pages as the desk's host reads and writes them. Its own formats would type scalars (`01` is not 1), drop
// comments, and write keys that stayed empty; these are the ones of the form (../formulaire/), which keep of a file all that was
// not changed.
import { textOf, withoutEmpty } from "../formulaire/ecriture.js";
import { edited, UnsafeChange, valuesOf } from "../formulaire/modification.js";

/** @typedef {import("../formulaire/ecriture.js").Forme} Forme */

/** Key under which a read entry carries its own file, through the host and back. */
const ORIGINAL = "fichier_lu";
const CHANGED = "modifie_le";
/** The lines between dashes above the text of a page. */
const HEAD = /^---\n([\s\S]*?\n)?---(?:\n|$)/;

/** The format of a record. @param {string} schema @param {Forme} shape @param {() => string} today */
export const recordFormat = (schema, shape, today) => ({
  fromFile: (text) => ({ ...valuesOf(text), [ORIGINAL]: text }),
  toFile: ({ [ORIGINAL]: original, ...given }) => {
    const values = filled(given);
    if (!original) return textOf(schema, values, shape);
    const same = changedIn(original, values, shape) === original;
    if (!same && CHANGED in shape && values[CHANGED] === filled(valuesOf(original))[CHANGED]) values[CHANGED] = today();
    return `${changedIn(original, values, shape) ?? textOf(schema, values, shape)}\n`.replace(/\n+$/, "\n");
  },
});

/** The format of a written page: its text, and its head, of which the keys that `shape` has not stay as they are. @param {Forme} shape */
export const pageFormat = (shape) => ({
  fromFile: (text) => {
    const [, head = ""] = HEAD.exec(text) ?? [];
    return { ...(head && valuesOf(head)), body: text.replace(HEAD, ""), [ORIGINAL]: text };
  },
  toFile: ({ [ORIGINAL]: original = "", body = "", images, ...given }) => {
    const [, head = ""] = HEAD.exec(original) ?? [];
    const values = filled(given);
    const lines = (head && changedIn(head, values, shape)) || withoutFirstLine(textOf("", values, shape));
    const text = [body.trim(), ...(images ?? []).filter(({ fichier }) => fichier).map(asMarkdown)].join("\n\n");
    return `${lines.trim() ? `---\n${lines.trimEnd()}\n---\n` : ""}${text}\n`;
  },
});

const asMarkdown = ({ fichier, texte = "" }) => `![${texte.trim().replace(/[[\]\\]/g, "\\$&")}](${fichier})`;

/** A file with other values, or nothing where a change would lose something else: all of it is then written again. */
const changedIn = (original, values, shape) => {
  try {
    return edited(original, values, shape);
  } catch (error) {
    if (error instanceof UnsafeChange) return undefined;
    throw error;
  }
};

/** Texts of fields as records write them: what is empty is left out. */
const filled = (values) => withoutEmpty(trimmed(values)) ?? {};
const trimmed = (value) => {
  if (Array.isArray(value)) return value.map(trimmed);
  if (typeof value === "object" && value) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, trimmed(one)]));
  return String(value ?? "").replace(/\r\n?/g, "\n").trim();
};

const withoutFirstLine = (text) => text.replace(/^.*\n/, "");
