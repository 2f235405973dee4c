// What the file of a new record is called: one rule for the form and for what relays declare. That of acts is also the program's
// (records/naming.py, `id_of_act`): two acts of a day by two ways have two files.
import { slugify } from "./regles.js";

const ID_MAX = 60;
/** Leaves room for the rank of a second file of that name. */
const ACTE_MAX = 97;

/** @param {string} kind @param {any} valeurs @returns {string} the id that a new record would have, were it free */
export function wantedId(kind, valeurs) {
  const acte = kind === "diffusions";
  const mots = acte ? [valeurs.date, valeurs.relais, valeurs.livrable, valeurs.canal].filter(Boolean).join(" ") : valeurs.titre ?? valeurs.nom ?? "";
  return slugify(mots, acte ? ACTE_MAX : ID_MAX) || "a-nommer";
}

/**
 * @param {string} kind @param {any} valeurs @param {ReadonlySet<string>} [pris] ids that are taken, or reserved
 * @returns {string} the id of a new record, which is the name of its file
 */
export function idOf(kind, valeurs, pris = new Set()) {
  const voulu = wantedId(kind, valeurs);
  let libre = voulu;
  for (let rang = 2; pris.has(libre); rang += 1) libre = `${voulu}-${rang}`;
  return libre;
}

/** @param {string} kind @param {string} id @returns {string} where the file of a record stands */
export const fileOf = (kind, id) => `catalogue/${kind}/${id}.yml`;
