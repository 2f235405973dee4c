// A record that stands: its values, read as hooks/prst/records/reading.py reads them (every value is a text, a list or a part),
// and its file with some of them changed, the twin of `edited` in hooks/prst/records/writing.py: comments, order, quotes and
// line ends of the rest are kept. Loaded for those who modify a record, with the library that reads YAML.
import { parseDocument } from "../vendor/yaml.js";
import { opcodes } from "./differences.js";
import { doubleQuoted, entryLines, isPart, itemLines, lengthOf, mappingLines, onOneLine, quoted, textLines, withoutEmpty } from "./ecriture.js";
import { slugify } from "./regles.js";

/** How YAML writes that there is no value (records/reading.py). */
const RIEN = new Set(["", "null", "Null", "NULL", "~"]);
/** What has a meaning inside a plain text between brackets. */
const SIGNES = /[,[\]{}:?#]/;

/** @typedef {import("./ecriture.js").Forme} Forme @typedef {import("./ecriture.js").Valeur} Valeur */
/** @typedef {{start: number, end: number, style: string, keys: Noeud[], parts: Noeud[]}} Noeud where a value stands in a text */
/** @typedef {[number, number, string]} Piece bounds in a text, and what takes the place of what they hold */

/** A file is written in such a way that a change of it would lose something else. */
export class UnsafeChange extends Error {}

/** @param {string} texte Throws an Error where it is not the YAML of a record. */
function documentOf(texte) {
  const lu = parseDocument(texte, { schema: "failsafe", version: "1.2", logLevel: "silent" });
  if (lu.errors.length) throw lu.errors[0];
  if (!lu.contents?.items) throw new Error("pas une fiche");
  return lu.contents;
}

const isMap = (noeud) => Boolean(noeud?.constructor?.tagName?.endsWith(":map"));

/** @returns {Valeur | null} what a node says; null for a key that has no value */
function valueOf(noeud) {
  if (isMap(noeud)) return Object.fromEntries(noeud.items.map(({ key, value }) => [String(key.value).normalize("NFC"), valueOf(value)]));
  if (noeud?.items) return noeud.items.map((un) => valueOf(un) ?? "");
  const rien = !noeud || noeud.value === null || (noeud.type === "PLAIN" && RIEN.has(noeud.source ?? ""));
  return rien ? null : String(noeud.value).normalize("NFC");
}

/** @param {string} texte @returns {{[cle: string]: Valeur}} what a record says, keys that have no value left out */
export function valuesOf(texte) {
  const filled = (valeur) => {
    if (Array.isArray(valeur)) return valeur.map(filled);
    if (!isPart(valeur)) return valeur;
    return Object.fromEntries(Object.entries(valeur).filter(([, une]) => une !== null).map(([cle, une]) => [cle, filled(une)]));
  };
  return filled(valueOf(documentOf(texte)));
}

/** @param {Valeur} valeurs what a record or a part says @returns {string[]} what is told of keys that it writes twice, one otherwise than the other */
export function twice(valeurs) {
  if (Array.isArray(valeurs)) return valeurs.flatMap(twice);
  if (!isPart(valeurs)) return [];
  const cles = Object.keys(valeurs);
  const plain = (cle) => slugify(cle).replaceAll("-", "").replace(/s$/, "");
  const dits = cles.flatMap((cle, rang) => {
    const autre = cles.slice(rang + 1).find((une) => plain(une) === plain(cle));
    return autre ? [`«\u00a0${cle}\u00a0» et «\u00a0${autre}\u00a0» sont une même clé\u00a0: gardez une seule des deux lignes du fichier.`] : [];
  });
  return [...dits, ...Object.values(valeurs).flatMap(twice)];
}

/**
 * @param {string} texte of a file @param {{[cle: string]: Valeur}} voulu all that it shall say; what is empty is taken away
 * @param {Forme} forme
 * @returns {string} Throws UnsafeChange where something else would change too, an Error where the text has a fault.
 */
export function edited(texte, voulu, forme) {
  const marque = texte.startsWith("\ufeff") ? texte[0] : "";
  const corps = texte.slice(marque.length);
  const contenu = documentOf(corps);
  const avant = valueOf(contenu);
  const apres = withNothing(avant, normalized(withoutEmpty(voulu) ?? {}));
  if (same(avant, apres)) return texte;
  const saut = corps.includes("\r\n") ? "\r\n" : "\n";
  const ajout = corps && !corps.endsWith("\n") ? saut : "";
  const trouve = new Changement(corps + ajout, saut).apply(contenu, avant, apres, forme);
  for (const essai of [ajout && trouve.endsWith(ajout) ? trouve.slice(0, -ajout.length) : trouve, trouve]) {
    if (same(reread(essai), apres)) return marque + essai;
  }
  throw new UnsafeChange("the change would not be read back as it was asked for");
}

function reread(texte) {
  try {
    return valueOf(documentOf(texte));
  } catch {
    return undefined;
  }
}

function normalized(valeur) {
  if (Array.isArray(valeur)) return valeur.map(normalized);
  if (isPart(valeur)) return Object.fromEntries(Object.entries(valeur).map(([cle, une]) => [cle.normalize("NFC"), normalized(une)]));
  return valeur.normalize("NFC");
}

/** What is wanted, with the keys that stand in a file without a value: a form does not show them, and they are left as they are. */
function withNothing(avant, apres) {
  if (isPart(avant) && isPart(apres)) {
    const gardes = Object.entries(avant).filter(([cle, une]) => Object.hasOwn(apres, cle) || withoutEmpty(une) === undefined);
    const siens = gardes.map(([cle, une]) => [cle, Object.hasOwn(apres, cle) ? withNothing(une, apres[cle]) : une]);
    return { ...Object.fromEntries(siens), ...Object.fromEntries(Object.entries(apres).filter(([cle]) => !Object.hasOwn(avant, cle))) };
  }
  if (!Array.isArray(avant) || !Array.isArray(apres)) return apres;
  const pleines = avant.filter((une) => withoutEmpty(une) !== undefined);
  if (pleines.length !== apres.length) return apres;
  const suivantes = apres.map((une, rang) => withNothing(pleines[rang], une));
  return avant.map((une) => (withoutEmpty(une) === undefined ? une : suivantes.shift()));
}

/** Whether two values are one, whatever the order of their keys. */
function same(un, autre) {
  if (isPart(un) && isPart(autre)) {
    const cles = Object.keys(un);
    return cles.length === Object.keys(autre).length && cles.every((cle) => Object.hasOwn(autre, cle) && same(un[cle], autre[cle]));
  }
  if (Array.isArray(un) && Array.isArray(autre)) return un.length === autre.length && un.every((une, rang) => same(une, autre[rang]));
  return un === autre;
}

/** @returns {Noeud} */
function placed(texte, noeud) {
  const [start, end] = noeud.range;
  const found = { start, end, style: "", keys: [], parts: [] };
  if (!noeud.items) {
    found.style = { BLOCK_LITERAL: "|", BLOCK_FOLDED: ">" }[noeud.type] ?? "";
    if (found.style) found.end = endOfBlock(texte, start, end);
    return found;
  }
  if (isMap(noeud)) found.keys = noeud.items.map(({ key }) => placed(texte, key));
  found.parts = noeud.items.map((un, rang) => {
    const part = isMap(noeud) ? un.value : un;
    return part ? placed(texte, part) : { ...found.keys[rang], start: found.keys[rang].end + 1, end: found.keys[rang].end + 1, style: "" };
  });
  found.style = noeud.flow ? "flow" : "";
  if (!noeud.flow && found.parts.length) found.end = found.parts.at(-1).end;
  return found;
}

/** Where the last line of a block ends: the empty lines that follow are no part of it. */
function endOfBlock(texte, start, end) {
  const entete = texte.indexOf("\n", start);
  if (entete < 0 || entete >= end) return end;
  const bloc = texte.slice(entete, end);
  const vide = (texte.slice(start, entete).includes("+") ? /(?:\r?\n[ \t]*)$/ : /(?:\r?\n[ \t]*)+$/).exec(bloc);
  return entete + (vide ? vide.index : bloc.length);
}

/** Finds what to replace in a text that ends with a line break, so that it says other values. */
class Changement {
  #texte;
  #saut;
  constructor(texte, saut) {
    this.#texte = texte;
    this.#saut = saut;
  }

  /** @returns {string} What it replaces never overlaps. */
  apply(contenu, avant, apres, forme) {
    const texte = this.#texte;
    const racine = placed(texte, contenu);
    const entier = { start: racine.start, end: racine.end, lines: () => mappingLines(apres, 0, forme) };
    const pieces = [...this.#changes(racine, avant, apres, forme, entier)].map((piece, rang) => ({ piece, rang }));
    pieces.sort((un, autre) => un.piece[0] - autre.piece[0] || un.piece[1] - autre.piece[1] || un.rang - autre.rang);
    let [fait, la] = ["", 0];
    for (const { piece: [start, end, neuf] } of pieces) { // prettier-ignore
      if (start < la) throw new UnsafeChange("two changes of the same lines");
      fait += texte.slice(la, start) + neuf;
      la = end;
    }
    return fait + texte.slice(la);
  }

  /** What changes in a value: as little as can be, or the whole; between brackets there is none. @returns {Generator<Piece>} */
  *#changes(noeud, ancien, neuf, forme, entier) {
    if (same(ancien, neuf)) return;
    if (isPart(ancien) && isPart(neuf) && Object.keys(ancien).some((cle) => Object.hasOwn(neuf, cle))) yield* this.#keys(noeud, ancien, neuf, forme);
    else if (Array.isArray(ancien) && Array.isArray(neuf) && ancien.length && neuf.length) yield* this.#items(noeud, ancien, neuf, forme);
    else if (!entier) yield [noeud.start, noeud.end, inFlow(neuf, forme)];
    else if ((ancien === null || typeof ancien === "string") && typeof neuf === "string") yield* this.#text(noeud, neuf, forme, this.#column(entier.start));
    else yield [entier.start, entier.end, this.#joined(entier.lines()).replace(/^ +/, "")];
  }

  /** What changes in a part that keeps one of its keys. */
  *#keys(noeud, ancien, neuf, forme) {
    const flow = noeud.style === "flow";
    const marge = this.#column(noeud.keys[0].start);
    const cles = Object.keys(ancien);
    const places = noeud.keys.map((cle, rang) => [cle.start, Math.max(cle.end, noeud.parts[rang].end)]);
    for (const [rang, cle] of cles.entries()) {
      if (!Object.hasOwn(neuf, cle)) continue;
      const dedans = formOf(forme, cle);
      const [start, end] = places[rang];
      const entier = flow ? undefined : { start, end, lines: () => entryLines(cle, neuf[cle], marge, dedans) };
      yield* this.#changes(noeud.parts[rang], ancien[cle], neuf[cle], dedans, entier);
    }
    const gardes = cles.map((cle) => Object.hasOwn(neuf, cle));
    const ajouts = added(cles, neuf, isPart(forme) ? Object.keys(forme) : []);
    if (flow) {
      const pair = (cle) => `${inFlow(cle, true)}: ${inFlow(neuf[cle], formOf(forme, cle))}`;
      yield* this.#inBrackets(places, gardes, mapped(ajouts, (siennes) => siennes.map(pair)));
    } else {
      const lines = (siennes) => siennes.flatMap((cle) => entryLines(cle, neuf[cle], marge, formOf(forme, cle)));
      yield* this.#inLines(places, gardes, mapped(ajouts, lines), marge);
    }
  }

  /** What changes in a list that keeps one of its items. */
  *#items(noeud, ancien, neuf, forme) {
    const flow = noeud.style === "flow";
    const marge = this.#column(noeud.start);
    const places = noeud.parts.map((part) => [flow ? part.start : this.#dash(noeud, part), part.end]);
    const gardes = ancien.map(() => false);
    const ajouts = new Map();
    const print = (valeur) => JSON.stringify(valeur);
    for (const [premier, dernier, debut, fin] of opcodes(ancien.map(print), neuf.map(print))) {
      const communs = Math.min(dernier - premier, fin - debut);
      for (let pas = 0; pas < communs; pas++) {
        const rang = premier + pas;
        const valeur = neuf[debut + pas];
        gardes[rang] = true;
        const [start, end] = places[rang];
        const entier = flow ? undefined : { start, end, lines: () => itemLines(valeur, marge, forme) };
        yield* this.#changes(noeud.parts[rang], ancien[rang], valeur, forme, entier);
      }
      if (fin - debut > communs) ajouts.set(premier + communs - 1, neuf.slice(debut + communs, fin));
    }
    if (flow) yield* this.#inBrackets(places, gardes, mapped(ajouts, (siens) => siens.map((un) => inFlow(un, forme))));
    else yield* this.#inLines(places, gardes, mapped(ajouts, (siens) => siens.flatMap((un) => itemLines(un, marge, forme))), marge);
  }

  /** What replaces a text by another one; a comment that follows it on its line stays there. */
  *#text(noeud, neuf, forme, marge) {
    const texte = this.#texte;
    const end = noeud.style ? noeud.start + /^[|>][-+0-9]*/.exec(texte.slice(noeud.start, noeud.start + 10))[0].length : noeud.end;
    const espace = ":-".includes(texte[noeud.start - 1] ?? " ") ? " " : "";
    const pris = lengthOf(texte.slice(this.#lineStart(noeud.start), noeud.start)) + espace.length;
    let [premiere, ...autres] = textLines(neuf, marge, pris, forme);
    const apres = this.#lineEnd(end);
    if (premiere === neuf && texte.slice(end, apres).includes("#")) premiere = quoted(neuf);
    yield [noeud.start, end, espace + premiere];
    yield [apres, Math.max(apres, noeud.end), autres.map((ligne) => this.#saut + ligne).join("")];
  }

  /** What takes lines away, and what adds some after the place of each rank, or before the first one. */
  *#inLines(places, gardes, ajouts, marge) {
    const texte = this.#texte;
    const restent = [...gardes.keys()].filter((rang) => gardes[rang]);
    const commence = texte.slice(this.#lineStart(places[0][0]), places[0][0]).trim(); // behind the dash of a list
    for (const [rang, [start, end]] of places.entries()) {
      if (!gardes[rang] && !(commence && rang < restent[0])) yield [...this.#lines(start, end), ""];
    }
    if (commence && restent[0] > 0) yield [places[0][0], places[restent[0]][0], this.#comments(places.slice(0, restent[0] + 1), marge)];
    for (const [rang, lignes] of ajouts) {
      if (rang < 0) {
        const start = places[restent[0]][0];
        yield [start, start, this.#joined(lignes).replace(/^ +/, "") + this.#saut + " ".repeat(marge)];
      } else {
        const end = this.#lineEnd(places[rang][1]);
        yield [end, end, lignes.map((ligne) => this.#saut + ligne).join("")];
      }
    }
  }

  /** The comments between some places, each with what ends its line. */
  #comments(places, marge) {
    const blancs = places.slice(1).map(([start], rang) => this.#texte.slice(places[rang][1], start));
    const dits = blancs.flatMap((blanc) => blanc.split("\n").slice(1)).filter((ligne) => ligne.trimStart().startsWith("#"));
    return dits.map((ligne) => ligne.trim() + this.#saut + " ".repeat(marge)).join("");
  }

  /** What takes values away from between brackets, and what adds some after the place of each rank. */
  *#inBrackets(places, gardes, ajouts) {
    const restent = [...gardes.keys()].filter((rang) => gardes[rang]);
    for (const [rang, [start, end]] of places.entries()) {
      if (gardes[rang]) continue;
      const [debut, fin] = rang < restent.at(-1) ? [start, places[rang + 1][0]] : [places[rang - 1][1], end];
      if ((this.#texte.slice(debut, start) + this.#texte.slice(end, fin)).includes("#")) throw new UnsafeChange("a comment between brackets");
      yield [debut, fin, ""];
    }
    for (const [rang, textes] of ajouts) {
      const place = rang < 0 ? places[restent[0]][0] : places[rang][1];
      yield [place, place, (rang < 0 ? [...textes, ""] : ["", ...textes]).join(", ")];
    }
  }

  #joined(lignes) {
    return lignes.join(this.#saut);
  }

  #lineStart(la) {
    return la > 0 ? this.#texte.lastIndexOf("\n", la - 1) + 1 : 0;
  }

  /** Where the line of a place ends, before its line break. */
  #lineEnd(la) {
    const end = this.#texte.indexOf("\n", la);
    return this.#texte[end - 1] === "\r" ? end - 1 : end;
  }

  /** The bounds of whole lines with the line break before them: what is added after them stands outside. */
  #lines(start, end) {
    const avant = this.#lineStart(start) - 1;
    return avant >= 0 ? [this.#lineEnd(avant), this.#lineEnd(end)] : [0, this.#texte.indexOf("\n", end) + 1];
  }

  #column(la) {
    return la - this.#lineStart(la);
  }

  /** Where the dash of an item of a block stands. */
  #dash(noeud, part) {
    const colonne = this.#column(noeud.start);
    let start = this.#lineStart(part.start);
    while (this.#texte[start + colonne] !== "-" || (this.#texte.slice(start, start + colonne).trim() && start + colonne !== noeud.start)) {
      start = this.#lineStart(start - 1);
    }
    return start + colonne;
  }
}

const formOf = (forme, cle) => (isPart(forme) && Object.hasOwn(forme, cle) ? forme[cle] : true);
const mapped = (ajouts, change) => new Map([...ajouts].map(([rang, siens]) => [rang, change(siens)]));

/** The keys that are new by the rank of the one that they follow: -1 before the first. @returns {Map<number, string[]>} */
function added(anciennes, neuf, ordre) {
  const rangOf = (cle) => (ordre.includes(cle) ? ordre.indexOf(cle) : ordre.length);
  const trouve = new Map();
  const nouvelles = Object.keys(neuf).filter((cle) => !anciennes.includes(cle));
  for (const cle of nouvelles.sort((une, autre) => rangOf(une) - rangOf(autre))) {
    const avant = (une) => Object.hasOwn(neuf, une) && rangOf(une) <= rangOf(cle);
    const place = anciennes.reduce((dernier, une, rang) => (avant(une) ? rang : dernier), -1);
    trouve.set(place, [...(trouve.get(place) ?? []), cle]);
  }
  return trouve;
}

/** A value as it stands between brackets, on one line. */
function inFlow(valeur, forme) {
  if (isPart(valeur)) return `{${Object.entries(valeur).map(([cle, une]) => `${inFlow(cle, true)}: ${inFlow(une, formOf(forme, cle))}`).join(", ")}}`;
  if (Array.isArray(valeur)) return `[${valeur.map((une) => inFlow(une, forme)).join(", ")}]`;
  if (valeur.includes("\n")) return doubleQuoted(valeur);
  const texte = onOneLine(valeur, forme);
  return texte === valeur && SIGNES.test(valeur) ? quoted(texte) : texte;
}
