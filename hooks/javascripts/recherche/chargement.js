// The engine of the site: one for the box, the page and the list. Each publication puts the files of its index into a folder of
// another name, which the entry tells; a page that stays open, or a cache, may know one that is gone.
import { fetchJson } from "./lecture.js";
import { Moteur } from "./moteur.js";

/** @type {Promise<Moteur> | undefined} */
let moteur;

/** @param {string} racine @param {RequestCache} cache @returns {Promise<Moteur>} */
async function open(racine, cache) {
  return new Moteur(racine, await fetchJson(`${racine}recherche/index.json`, { cache }));
}

/** Opens the engine ahead of the first question; one that failed to open is asked for again. @param {string} racine way to the root of the site */
export function ready(racine) {
  // « no-cache »: the host is asked whether the entry is still the one that the browser keeps, which costs no body.
  const tente = (moteur ??= open(racine, "no-cache"));
  tente.catch(() => {
    if (moteur === tente) moteur = undefined;
  });
  return tente;
}

/**
 * Asks the engine. Where a file cannot be had and the entry now names another folder, asks again an engine that starts from it:
 * numbers of documents hold for one engine only, so that a question must hold all that it needs of them.
 * @template T @param {string} racine way to the root of the site @param {(moteur: Moteur) => Promise<T>} question @returns {Promise<T>}
 */
export async function ask(racine, question) {
  const ancien = await ready(racine);
  try {
    return await question(ancien);
  } catch (erreur) {
    const neuf = await renew(racine, ancien);
    if (neuf === ancien) throw erreur;
    return question(neuf);
  }
}

/** The engine of the present publication: the former one where nothing changed, or where another question has renewed it. */
async function renew(racine, ancien) {
  const present = await ready(racine);
  if (present !== ancien) return present;
  const lu = await open(racine, "reload");
  if (lu.dossier === ancien.dossier) return ancien;
  if ((await moteur) === ancien) moteur = Promise.resolve(lu);
  return ready(racine);
}
