// The search itself: fetches the parts of the index that a question names and has lunr rank over them. Knows no page.
// The files are those of hooks/prst/outputs/search/.
import { buildIndex, rank } from "./classement.js";
import { holding } from "./facettes.js";
import { cutApart, fold, isNear, Lexique } from "./mots.js";
import { Nombres } from "./nombres.js";

/**
 * @typedef {object} Reponse
 * @property {"et" | "ou" | "vide" | "inconnu"} mode every word was found, only some were, nothing was asked, nothing is known
 * @property {{numero: number, score: number}[]} resultats best first
 * @property {Object<string, string[]>} corrections words that nothing holds, and those that were searched instead
 * @property {string[]} mots the words that were searched, folded
 * @property {string[]} absents the words that nothing holds and nothing is near
 * @property {string[]} courants words that every text has, where nothing else was asked
 * @property {(mot: string) => boolean} recognises whether a word of a text is one that was searched
 */

/**
 * @typedef {object} Fiche
 * @property {string} adresse from the root of the site
 * @property {string} genre @property {string} titre @property {string} resume
 * @property {string[]} cibles @property {string | string[]} date its day; of what has several, those to come: « 2026-06-15 » or, with the last day, « 2026-06/2026-06-30 »
 * @property {boolean} archive
 * @property {string} ailleurs name of the regions of what concerns other regions only, else ""
 */

/** Above this number of documents, too many words begin with the same three letters: their files would cost a phone dear. */
const PETIT = 2000;
/** Words that a mistyped one may stand for: more would bring what nobody meant. */
const CORRECTIONS = 5;

/** @param {string} adresse @param {RequestInit} [options] @returns {Promise<any>} */
export async function fetchJson(adresse, options) {
  const reponse = await fetch(adresse, options);
  if (!reponse.ok) throw new Error(`${adresse} : ${reponse.status}`);
  return reponse.json();
}

export class Moteur {
  #racine;
  #entree;
  #lexique;
  #nombres;
  #lectures = new Map();
  /** Entry of each term that was read: its postings as they are written. */
  #termes = new Map();
  /** Terms and tags that each word leads to, and tags by the term of their words. */
  #formes = new Map();
  #etiquettes = new Map();

  /** @param {string} racine way to the root of the site @param {object} entree what `recherche/index.json` says */
  constructor(racine, entree) {
    this.#racine = racine;
    this.#entree = entree;
    this.#lexique = new Lexique(entree);
    this.#nombres = new Nombres(entree.chiffres, entree.derniers);
    for (const [etiquette, formes] of Object.entries(entree.etiquettes)) {
      for (const forme of formes.split(" ")) {
        add(this.#formes, forme, etiquette);
        add(this.#etiquettes, this.stem(forme), etiquette);
      }
    }
  }

  /** Where the files of the index are; its name follows what they hold. */
  get dossier() {
    return this.#entree.dossier;
  }

  /** Number of deliverables, which come first. */
  get livrables() {
    return this.sortes[0].fin;
  }

  /** Kinds of documents, each with the numbers of its own: from `debut` to before `fin`. @returns {{id: string, label: string, debut: number, fin: number}[]} */
  get sortes() {
    let fin = 0;
    return this.#entree.sortes.map(([id, label, combien]) => ({ id, label, debut: fin, fin: (fin += combien) }));
  }

  /** The term that a folded word counts as. @param {string} forme */
  stem(forme) {
    return this.#lexique.stem(forme);
  }

  /** The words of a question. @param {string} question @returns {{gardes: string[], courants: string[]}} */
  cut(question) {
    return this.#lexique.cut(question);
  }

  /** Reads a file of the index once; one that failed is asked for again. */
  #read(nom) {
    if (!this.#lectures.has(nom)) {
      const lecture = fetchJson(`${this.#racine}${this.dossier}${nom}.json`);
      this.#lectures.set(nom, lecture);
      lecture.catch(() => this.#lectures.delete(nom));
    }
    return this.#lectures.get(nom);
  }

  /** Number of the file where a word is looked for. */
  #place(mot) {
    const premiers = this.#entree.termes;
    let [bas, haut] = [0, premiers.length];
    while (haut - bas > 1) {
      const milieu = (bas + haut) >> 1;
      if (premiers[milieu] <= mot) bas = milieu;
      else haut = milieu;
    }
    return bas;
  }

  /** Numbers of the files that may hold words that begin so. */
  #places(debut) {
    const places = [this.#place(debut)];
    const premiers = this.#entree.termes;
    while (premiers[places.at(-1) + 1]?.startsWith(debut)) places.push(places.at(-1) + 1);
    return places;
  }

  async #open(places) {
    await Promise.all([...new Set(places)].map((place) => this.#openOne(place)));
  }

  async #openOne(place) {
    if (place >= this.#entree.termes.length) return; // an empty catalogue
    const entrees = await this.#read(`termes/${place}`);
    for (const entree of entrees) {
      const [terme, formes] = entree;
      if (entree.length === 2) {
        add(this.#formes, terme, formes);
      } else if (!this.#termes.has(terme)) {
        this.#termes.set(terme, entree);
        for (const forme of formes.split(" ")) add(this.#formes, inflect(terme, forme), terme);
      }
    }
  }

  /** Opens the files of the terms and tags that words stand for, and of all words that begin so. */
  async #openWords(mots, debut) {
    const places = mots.flatMap((mot) => [this.stem(mot), ...this.#tagsOf(mot)]).map((mot) => this.#place(mot));
    await this.#open(debut ? [...places, ...this.#places(debut)] : places);
  }

  #tagsOf(mot) {
    return [...(this.#etiquettes.get(this.stem(mot)) ?? [])];
  }

  /** Terms that a word stands for. */
  #exacts(mot) {
    const racine = this.stem(mot);
    return new Set([...(this.#termes.has(racine) ? [racine] : []), ...this.#tagsOf(mot)]);
  }

  #startingWith(debut) {
    const trouves = [];
    for (const [forme, termes] of this.#formes) if (forme.startsWith(debut)) trouves.push(...termes);
    return trouves;
  }

  /**
   * @param {string} question
   * @param {{frappe?: boolean}} [options] `frappe`: the last word is being typed, and may be only the beginning of one
   * @returns {Promise<Reponse>}
   */
  async search(question, { frappe = false } = {}) {
    const { gardes, courants } = this.cut(question);
    const demandes = gardes.length ? gardes : courants;
    if (!demandes.length) return nothing("vide");
    const debut = this.#beginning(question, demandes.at(-1), frappe);
    await this.#openWords(demandes, debut);

    const exacts = new Map(demandes.map((mot) => [mot, this.#exacts(mot)]));
    const larges = new Map([...exacts].map(([mot, termes]) => [mot, new Set(termes)]));
    if (debut) for (const terme of this.#startingWith(debut)) larges.get(debut).add(terme);
    // Of words that every text has, those count that the index knows as acronyms.
    const connues = demandes.filter((mot) => larges.get(mot).size || this.#lexique.isKept(mot));
    const mots = await this.#cutApart(connues, exacts, larges);
    if (!mots.length) return { ...nothing("vide"), courants: [...new Set([...gardes, ...courants])] };
    const corrections = await this.#correct(mots, larges);
    const termes = [...new Set(mots.flatMap((mot) => [...larges.get(mot)]))].sort();
    await this.#open(termes.filter((terme) => !this.#termes.has(terme)).map((terme) => this.#place(terme)));

    const connus = mots.filter((mot) => larges.get(mot).size);
    const absents = mots.filter((mot) => !larges.get(mot).size);
    if (!connus.length) return { ...nothing("inconnu"), mots, absents };
    const index = buildIndex(this.#entree, this.#nombres, new Map(termes.map((terme) => [terme, this.#termes.get(terme)])), larges);
    let mode = "et";
    let trouves = absents.length ? [] : rank(index, connus, exacts, larges, true);
    if (!trouves.length && mots.length > 1) {
      mode = "ou";
      trouves = this.#sortByWordCount(rank(index, connus, exacts, larges, false), connus, larges);
    }
    const resultats = trouves.map(({ ref, score }) => ({ numero: Number(ref), score }));
    return { ...nothing(mode), resultats, corrections, mots: connus, absents, recognises: this.#recogniser(connus, new Set(termes), debut) };
  }

  /** The word that is being typed, where it has letters enough for others to begin so; « » where none is. */
  #beginning(question, dernier, frappe) {
    const assez = this.#entree.documents > PETIT ? 4 : 3;
    return frappe && dernier.length >= assez && fold(question).endsWith(dernier) ? dernier : "";
  }

  /** The words of a question, where those that nothing holds, « iso45001 », give way to their letters and digits that something holds. */
  async #cutApart(mots, exacts, larges) {
    const parts = new Map(mots.filter((mot) => !larges.get(mot).size).map((mot) => [mot, cutApart(mot).filter((part) => this.#lexique.isKept(part))]));
    await this.#openWords([...parts.values()].flat(), "");
    const choisis = mots.flatMap((mot) => {
      const siennes = parts.get(mot) ?? [];
      return siennes.length && siennes.every((part) => this.#exacts(part).size) ? siennes : [mot];
    });
    for (const mot of choisis.filter((mot) => !larges.has(mot))) {
      exacts.set(mot, this.#exacts(mot));
      larges.set(mot, this.#exacts(mot));
    }
    return [...new Set(choisis)];
  }

  /** Adds to words that lead nowhere the terms of their neighbours, and returns those. */
  async #correct(mots, larges) {
    const corrections = {};
    for (const mot of mots.filter((mot) => !larges.get(mot).size && mot.length > 3)) {
      const formes = (await this.#read("formes")).split(" ");
      const proches = formes.filter((forme) => isNear(mot, forme)).slice(0, CORRECTIONS);
      if (!proches.length) continue;
      await this.#openWords(proches, "");
      for (const terme of proches.flatMap((forme) => [...this.#exacts(forme)])) larges.get(mot).add(terme);
      corrections[mot] = proches;
    }
    return corrections;
  }

  /** Puts first what holds most of the words; lunr's order stays among equals. */
  #sortByWordCount(resultats, mots, larges) {
    const combien = new Map();
    for (const mot of mots) {
      const tenus = new Set();
      for (const terme of larges.get(mot)) {
        const entree = this.#termes.get(terme);
        for (let place = 2; place < entree.length; place += 3) for (const document of this.#nombres.readRising(entree[place])) tenus.add(String(document));
      }
      for (const document of tenus) combien.set(document, (combien.get(document) ?? 0) + 1);
    }
    return resultats.sort((a, b) => combien.get(b.ref) - combien.get(a.ref));
  }

  /** Recognises words of a text to highlight: same term, same letters and digits, or same beginning as what is being typed. */
  #recogniser(mots, termes, debut) {
    const connus = new Set(mots.flatMap((mot) => [mot, ...cutApart(mot)]));
    return (mot) => {
      const plie = fold(mot);
      if (!this.#lexique.isKept(plie) && mot !== mot.toUpperCase()) return false;
      if (connus.has(plie) || termes.has(this.stem(plie)) || (debut !== "" && plie.startsWith(debut))) return true;
      const parts = cutApart(plie);
      return parts.length > 0 && parts.every((part) => connus.has(part));
    };
  }

  /** @param {number[]} numeros @returns {Promise<Fiche[]>} what is shown of documents */
  async fiches(numeros) {
    const taille = this.#entree.fiches;
    return Promise.all(
      numeros.map(async (numero) => {
        const [adresse, genre, titre, resume, cibles = [], date = "", archive = 0, ailleurs = ""] = (
          await this.#read(`fiches/${Math.floor(numero / taille)}`)
        )[numero % taille];
        return { adresse, genre, titre, resume, cibles, date, archive: Boolean(archive), ailleurs };
      }),
    );
  }

  /** Names of the facets. */
  get facettes() {
    return this.#entree.facettes;
  }

  /** @param {string} nom @returns {Promise<{titre: string, valeurs: import("./facettes.js").Valeur[]}>} */
  async facette(nom) {
    const { titre, valeurs } = await this.#read(`facettes/${nom}`);
    const propres = valeurs.map(([, , , liste]) => this.#nombres.readRising(liste));
    return { titre, valeurs: valeurs.map(([id, label, adresse, , cercles], rang) => ({ id, label, adresse, ...holding(propres, rang, cercles) })) };
  }

  /** @returns {Promise<import("./facettes.js").EtatDesFiches>} what tells whether deliverables are up to date, and from here */
  async etat() {
    const { archives, a_revoir, ailleurs } = await this.#read("facettes/etat");
    const read = (liste) => this.#nombres.readRising(liste);
    return {
      archives: read(archives),
      aRevoir: a_revoir.map(([jour, liste]) => ({ jour, numeros: read(liste) })),
      ailleurs: { titre: ailleurs[0], numeros: read(ailleurs[1]) },
    };
  }

  /** @returns {Promise<number[]>} deliverables in the order of their titles; their own order is the most recent first */
  async byTitle() {
    return this.#nombres.read(await this.#read("titres"));
  }

  /** Words that begin as this one does, to suggest when nothing is found. @param {string} mot @param {number} combien */
  async proches(mot, combien) {
    const formes = (await this.#read("formes")).split(" ");
    for (let longueur = mot.length; longueur > 2; longueur -= 1) {
      const trouves = formes.filter((forme) => forme.startsWith(mot.slice(0, longueur)));
      if (trouves.length) return trouves.slice(0, combien);
    }
    return [];
  }
}

/** @param {Reponse["mode"]} mode @returns {Reponse} */
function nothing(mode) {
  return { mode, resultats: [], corrections: {}, mots: [], absents: [], courants: [], recognises: () => false };
}

/** @param {Map<string, Set<string>>} groupes */
function add(groupes, cle, valeur) {
  if (!groupes.has(cle)) groupes.set(cle, new Set());
  groupes.get(cle).add(valeur);
}

/** A word from its term and its ending: « prevent » and « ion », « oeil » and « -4-yeux ». */
function inflect(terme, fin) {
  const parts = /^-(\d+)-(.*)$/.exec(fin);
  return parts ? terme.slice(0, terme.length - Number(parts[1])) + parts[2] : terme + fin;
}
