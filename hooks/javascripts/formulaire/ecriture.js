// A record as YAML text: the twin of hooks/prst/records/writing.py, whose docstring says the rules; the same bytes come out.
// tests/browser/test_ecriture.py compares them, for every record and for hostile texts.

/**
 * The keys of a part in the order of its file: true for a text, false for what is typed (number, date, yes or no), the keys of
 * a nested part. @typedef {{[cle: string]: boolean | Forme}} Forme
 */
/** @typedef {string | Valeur[] | {[cle: string]: Valeur}} Valeur */

const LONGEST_LINE = 110;
const FOLDED_AT = 108;
/** What no reader of ours takes (records/reading.py). */
const INTERDIT =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\u00ad\u200b\u200e\u200f\u061c\u202a-\u202e\u2060-\u2069\ufdd0-\ufdef\ufeff\ufffd-\uffff\ud800-\udfff\u{1fffe}\u{1ffff}\u{e0000}-\u{e007f}]/u;
const SURPRENANTS = new Set("-?:,[]{}#&*!|>'\"%@`~=<.+");
const AUTRE_TYPE = /^(?:true|false|yes|no|on|off|y|n|[0-9][-+.:_ 0-9a-fotxz]*)$/i;
const MAL_EN_BLOC = /^[ \t\n]|\n\n$|\n[ \t]+\n?$/;
const ECHAPPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Characters, as Python counts them. @param {string} texte */
export const lengthOf = (texte) => [...texte].length;
export const isPart = (valeur) => typeof valeur === "object" && valeur !== null && !Array.isArray(valeur);

/**
 * @param {string} schema name of the schema, « livrable » @param {{[cle: string]: Valeur}} valeurs @param {Forme} forme
 * @returns {string} the file of a new record
 */
export function textOf(schema, valeurs, forme) {
  return `${[`# yaml-language-server: $schema=../schemas/${schema}.schema.json`, ...mappingLines(withoutEmpty(valeurs) ?? {}, 0, forme)].join("\n")}\n`;
}

/** @returns {Valeur | undefined} the value without what is empty in it */
export function withoutEmpty(valeur) {
  if (Array.isArray(valeur)) {
    const gardes = valeur.map(withoutEmpty).filter((une) => une !== undefined);
    return gardes.length ? gardes : undefined;
  }
  if (isPart(valeur)) {
    const gardes = Object.entries(valeur).map(([cle, une]) => [cle, withoutEmpty(une)]).filter(([, une]) => une !== undefined);
    return gardes.length ? Object.fromEntries(gardes) : undefined;
  }
  return valeur || undefined;
}

/** @param {{[cle: string]: Valeur}} valeurs @param {number} marge @param {boolean | Forme} forme @returns {string[]} */
export function mappingLines(valeurs, marge, forme) {
  const formes = isPart(forme) ? forme : {};
  const cles = [...Object.keys(formes).filter((cle) => Object.hasOwn(valeurs, cle)), ...Object.keys(valeurs).filter((cle) => !Object.hasOwn(formes, cle))];
  return cles.flatMap((cle) => entryLines(cle, valeurs[cle], marge, Object.hasOwn(formes, cle) ? formes[cle] : true));
}

export function entryLines(cle, valeur, marge, forme) {
  const tete = `${" ".repeat(marge)}${onOneLine(cle.normalize("NFC"), true)}:`;
  if (valeur === null) return [tete]; // it stands so in a file, and is left as it is
  if (typeof valeur === "object" && !Object.keys(valeur).length) return [`${tete} ${Array.isArray(valeur) ? "[]" : "{}"}`];
  if (Array.isArray(valeur)) return [tete, ...valeur.flatMap((une) => itemLines(une, marge + 2, forme))];
  if (isPart(valeur)) return [tete, ...mappingLines(valeur, marge + 2, forme)];
  const [premiere, ...autres] = textLines(valeur, marge, lengthOf(tete) + 1, forme);
  return [`${tete} ${premiere}`, ...autres];
}

export function itemLines(valeur, marge, forme) {
  const [premiere, ...autres] = Array.isArray(valeur)
    ? valeur.flatMap((une) => itemLines(une, marge + 2, forme))
    : isPart(valeur)
      ? mappingLines(valeur, marge + 2, forme)
      : textLines(valeur, marge, marge + 2, forme);
  return [`${" ".repeat(marge)}- ${premiere.replace(/^ +/, "")}`, ...autres];
}

/** What follows a key or dash, then the lines under it; `avant` is how much of the line is taken. @returns {string[]} */
export function textLines(donne, marge, avant, forme) {
  const texte = donne.normalize("NFC");
  const ligne = onOneLine(texte, forme);
  const dedans = " ".repeat(marge + 2);
  if (ligne.startsWith('"')) return [ligne];
  if (texte.includes("\n")) {
    const lignes = texte.replace(/\n$/, "").split("\n");
    return [texte.endsWith("\n") ? "|" : "|-", ...lignes.map((une) => (une ? dedans + une : ""))];
  }
  const mots = texte.split(" ");
  if (avant + lengthOf(ligne) > LONGEST_LINE && mots.length > 1 && mots.every(Boolean)) {
    return [">-", ...folded(mots).map((une) => dedans + une)];
  }
  return [ligne];
}

function folded(mots) {
  const lignes = [];
  for (const mot of mots) {
    if (lignes.length && lengthOf(lignes.at(-1)) + 1 + lengthOf(mot) <= FOLDED_AT) lignes[lignes.length - 1] += ` ${mot}`;
    else lignes.push(mot);
  }
  return lignes;
}

export function onOneLine(texte, forme) {
  if (INTERDIT.test(texte) || texte.includes("\r") || (texte.includes("\n") ? MAL_EN_BLOC.test(texte) : texte.includes("\t"))) return doubleQuoted(texte);
  return isPlain(texte, forme) ? texte : quoted(texte);
}

/** A text of one line between single quotes. @param {string} texte */
export const quoted = (texte) => `'${texte.replaceAll("'", "''")}'`;

function isPlain(texte, forme) {
  return (
    texte !== "" && texte.toLowerCase() !== "null" && texte === texte.trim() && !SURPRENANTS.has(texte[0]) &&
    !texte.includes(": ") && !texte.includes(" #") && !texte.endsWith(":") &&
    !(forme === true && AUTRE_TYPE.test(texte))
  ); // prettier-ignore
}

export function doubleQuoted(texte) {
  return `"${[...texte].map((un) => ECHAPPES[un] ?? (INTERDIT.test(un) ? escaped(un) : un)).join("")}"`;
}

function escaped(caractere) {
  const code = caractere.codePointAt(0);
  const hexa = code.toString(16).toUpperCase();
  return code < 0x10000 ? `\\u${hexa.padStart(4, "0")}` : `\\U${hexa.padStart(8, "0")}`;
}
