// Which deliverables answer to choices, and how many would answer to each other choice. Pure, and quick: one pass over each
// facet. A deliverable is known by its number; the most recent one is 0.

/**
 * @typedef {{titre: string, numeros: number[]}} Palier what holds for one reason, and its heading
 * @typedef {{id: string, label: string, adresse: string, numeros: number[], paliers: Palier[]}} Valeur `numeros` are all that hold for it
 * @typedef {{archives: number[], aRevoir: {jour: string, numeros: number[]}[], ailleurs: Palier}} EtatDesFiches
 * @typedef {{nom: string, titre: string, valeurs: Valeur[]}} Facette
 * @typedef {Map<string, Set<string>>} Choix ids of the values chosen, by the name of their facet
 */

/**
 * @typedef {object} Selection
 * @property {Uint8Array} retenus 1 where a deliverable answers to everything
 * @property {number} nombre how many do
 * @property {Map<string, Map<string, number>>} comptes for each value, how many answer to it and to what was chosen in other facets
 * @property {Map<string, number>} sans how many would answer without what was chosen in a facet, or without the words (`TEXTE`)
 */

export const TEXTE = "q";
const [AUCUN, PLUSIEURS] = [0, 255];

/**
 * Values of one facet add up; facets, and the words, narrow each other.
 * @param {number} nombre @param {Facette[]} facettes @param {Choix} choix
 * @param {Iterable<number> | null} trouves deliverables that the words found; null where there are none
 * @returns {Selection}
 */
export function select(nombre, facettes, choix, trouves) {
  /** What leaves each deliverable out: nothing, one thing alone (its rank from 1 on), or several. */
  const obstacles = new Uint8Array(nombre);
  const noms = [...facettes.map(({ nom }) => nom), TEXTE];
  for (const [rang, facette] of facettes.entries()) {
    const choisis = choix.get(facette.nom);
    if (choisis?.size) exclude(obstacles, rang + 1, facette.valeurs.filter(({ id }) => choisis.has(id)).flatMap(({ numeros }) => numeros));
  }
  if (trouves) exclude(obstacles, noms.length, trouves);

  const comptes = new Map();
  for (const [rang, { nom, valeurs }] of facettes.entries()) {
    comptes.set(nom, new Map(valeurs.map(({ id, numeros }) => [id, count(obstacles, rang + 1, numeros)])));
  }
  const sommes = new Uint32Array(PLUSIEURS + 1);
  for (const obstacle of obstacles) sommes[obstacle] += 1;
  const actifs = noms.filter((nom) => (nom === TEXTE ? trouves : choix.get(nom)?.size));
  return {
    retenus: obstacles.map((obstacle) => Number(obstacle === AUCUN)),
    nombre: sommes[AUCUN],
    comptes,
    sans: new Map(actifs.map((nom) => [nom, sommes[AUCUN] + sommes[noms.indexOf(nom) + 1]])),
  };
}

/**
 * What holds for a value: what was made for it, then for what contains it, the nearest first.
 * @param {number[][]} propres deliverables that name each value @param {number} rang
 * @param {[string, number[]][] | undefined} cercles headings, and the values that contain this one
 * @returns {{numeros: number[], paliers: Palier[]}}
 */
export function holding(propres, rang, cercles = []) {
  const paliers = cercles.map(([titre, rangs]) => ({ titre, numeros: union(rangs.map((un) => propres[un])) }));
  return { numeros: paliers.length ? union(paliers.map(({ numeros }) => numeros)) : propres[rang], paliers };
}

/** @param {number[][]} listes rising @returns {number[]} rising, each once */
function union(listes) {
  return listes.length === 1 ? listes[0] : [...new Set(listes.flat())].sort((a, b) => a - b);
}

/** Rank of what holds for none of the values chosen. */
const NUL = 255;

/**
 * How near what is chosen each deliverable is: 0 was made for it.
 * @param {number} nombre @param {Valeur[]} valeurs those chosen in one facet @returns {{rangs: Uint8Array, titres: string[]}}
 */
export function ranks(nombre, valeurs) {
  const rangs = new Uint8Array(nombre).fill(NUL);
  const titres = [];
  for (let rang = 0; valeurs.some(({ paliers }) => rang < paliers.length); rang += 1) {
    for (const { titre, numeros } of valeurs.flatMap(({ paliers }) => paliers.slice(rang, rang + 1))) {
      if (!titres.includes(titre)) titres.push(titre);
      for (const numero of numeros) if (rangs[numero] === NUL) rangs[numero] = titres.indexOf(titre);
    }
  }
  return { rangs, titres };
}

/** Notes that all deliverables but these are left out. */
function exclude(obstacles, raison, numeros) {
  const gardes = new Uint8Array(obstacles.length);
  for (const numero of numeros) gardes[numero] = 1;
  for (let numero = 0; numero < obstacles.length; numero += 1) {
    if (!gardes[numero]) obstacles[numero] = obstacles[numero] === AUCUN ? raison : PLUSIEURS;
  }
}

/** Counts the deliverables that nothing, or only this, leaves out. */
function count(obstacles, raison, numeros) {
  let somme = 0;
  for (const numero of numeros) if (obstacles[numero] === AUCUN || obstacles[numero] === raison) somme += 1;
  return somme;
}

/**
 * What depends on the reader's day: what is archived is neither up to date nor to be read again.
 * @param {number} nombre @param {{archives: number[], aRevoir: {jour: string, numeros: number[]}[]}} etat
 * @param {string} aujourdhui ISO 8601 day @returns {{"a-jour": number[], "a-revoir": number[], archive: number[]}}
 */
export function upToDate(nombre, { archives, aRevoir }, aujourdhui) {
  const archive = new Set(archives);
  const revoir = new Set(aRevoir.filter(({ jour }) => jour <= aujourdhui).flatMap(({ numeros }) => numeros));
  const groupes = { "a-jour": [], "a-revoir": [], archive: [] };
  for (let numero = 0; numero < nombre; numero += 1) {
    groupes[archive.has(numero) ? "archive" : revoir.has(numero) ? "a-revoir" : "a-jour"].push(numero);
  }
  return groupes;
}

/** @param {Iterable<number>} ordre every candidate @param {Uint8Array} retenus @returns {number[]} those that are kept, in this order */
export function keepOrder(ordre, retenus) {
  return [...ordre].filter((numero) => retenus[numero]);
}

/**
 * Takes out of a state the ids that no facet has.
 * @param {Facette[]} facettes @param {import("./adresse.js").Etat} etat @returns {boolean} whether there were some
 */
export function keepKnown(facettes, { choix }) {
  let inconnus = false;
  for (const { nom, valeurs } of facettes) {
    const connus = new Set(valeurs.map(({ id }) => id));
    for (const id of choix.get(nom) ?? []) {
      if (!connus.has(id)) inconnus = choix.get(nom).delete(id);
    }
  }
  return inconnus;
}
