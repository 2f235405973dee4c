// A record that stands: its values, read as hooks/prst/records/reading.py reads them (every value is a text, a list or a part),
// and its file with some of them changed. Loaded for those who modify a record, with the library that reads YAML.
import { parseDocument } from "../vendor/yaml.js";

/** How YAML writes that there is no value (records/reading.py). */
const RIEN = new Set(["", "null", "Null", "NULL", "~"]);

/** @param {string} texte @returns {import("../vendor/yaml.js").Document} Throws an Error where it is not the YAML of a record. */
function documentOf(texte) {
  const lu = parseDocument(texte.normalize("NFC"), { schema: "failsafe", version: "1.2", logLevel: "silent" });
  if (lu.errors.length) throw lu.errors[0];
  if (!lu.contents?.items) throw new Error("pas une fiche");
  return lu;
}

/** @param {string} texte @returns {{[cle: string]: import("./ecriture.js").Valeur}} */
export function valuesOf(texte) {
  return valueOf(documentOf(texte).contents) ?? {};
}

function valueOf(noeud) {
  if (noeud?.items?.[0]?.key !== undefined || noeud?.constructor?.tagName?.endsWith(":map")) {
    return Object.fromEntries(noeud.items.map(({ key, value }) => [String(key.value ?? key), valueOf(value)]).filter(([, valeur]) => valeur !== undefined));
  }
  if (noeud?.items) return noeud.items.map((un) => valueOf(un) ?? "");
  const rien = !noeud || (noeud.type === "PLAIN" && RIEN.has(noeud.source ?? "")) || noeud.value === null;
  return rien ? undefined : String(noeud.value);
}
