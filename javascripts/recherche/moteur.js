// The search itself: fetches the parts of the index that a question names and has lunr rank over them. Knows no page.
// The files are those of hooks/prst/outputs/search.py.
import { FrenchStemmer } from "../vendor/french-stemmer.js";
import lunr from "../vendor/lunr.js";

/**
 * @typedef {object} Reponse
 * @property {"et" | "ou" | "vide" | "inconnu"} mode every word was found, only some were, nothing was asked, nothing is known
 * @property {{numero: number, score: number}[]} resultats best first
 * @property {Object<string, string[]>} corrections words that nothing holds, and those that were searched instead
 * @property {string[]} mots the words that were searched, folded
 * @property {string[]} absents the words that nothing holds and nothing is near
 * @property {(mot: string) => boolean} recognises whether a word of a text is one that was searched
 */

/**
 * @typedef {object} Fiche
 * @property {string} adresse from the root of the site
 * @property {string} genre @property {string} titre @property {string} resume
 * @property {string[]} cibles @property {string} date @property {boolean} archive
 */

const CHIFFRES = Array.from({ length: 95 }, (_, rang) => String.fromCharCode(32 + rang)).filter((c) => c !== '"' && c !== "\\");
const VALEURS = new Map(CHIFFRES.map((chiffre, valeur) => [chiffre, valeur]));
const [DERNIERS, BASE] = [62, 31];
const QUESTION = 200;
const MOTS = 12;
const PETIT = 2000;
const PLUS_FORT = 8;
const CORRECTIONS = 5;

/** Reads numbers of variable length (hooks/prst/outputs/shards.py). @param {string} texte @returns {number[]} */
export function readNumbers(texte) {
  const lus = [];
  let somme = 0;
  let rang = 1;
  for (const chiffre of texte) {
    const valeur = VALEURS.get(chiffre);
    if (valeur < DERNIERS) {
      lus.push(somme + valeur * rang);
      somme = 0;
      rang = 1;
    } else {
      somme += (valeur - DERNIERS) * rang;
      rang *= BASE;
    }
  }
  return lus;
}

/** Reads numbers that rise, written as gaps. @param {string} texte @returns {number[]} */
export function readRising(texte) {
  let dernier = -1;
  return readNumbers(texte).map((ecart) => (dernier += ecart + 1));
}

/** @param {string} texte @returns {string} without case, accents nor ligatures, as prst.records.types.fold does */
export function fold(texte) {
  return texte
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]+/g, "")
    .toLowerCase()
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae")
    .replace(/ß/g, "ss");
}

/** Whether two words differ by one letter: another, one more, one less, or two in the other order. */
export function isNear(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let debut = 0;
  while (debut < a.length && a[debut] === b[debut]) debut += 1;
  const [resteA, resteB] = [a.slice(debut), b.slice(debut)];
  if (a.length > b.length) return resteA.slice(1) === resteB;
  if (a.length < b.length) return resteB.slice(1) === resteA;
  const inverses = resteA[0] === resteB[1] && resteA[1] === resteB[0] && resteA.slice(2) === resteB.slice(2);
  return resteA.slice(1) === resteB.slice(1) || inverses;
}

/** @param {string} racine way to the root of the site @returns {Promise<Moteur>} */
export async function openEngine(racine) {
  const entree = await fetchJson(`${racine}recherche/index.json`);
  return new Moteur(racine + entree.dossier, entree);
}

async function fetchJson(adresse) {
  const reponse = await fetch(adresse);
  if (!reponse.ok) throw new Error(`${adresse} : ${reponse.status}`);
  return reponse.json();
}

export class Moteur {
  #dossier;
  #entree;
  #vides;
  #irreguliers;
  #racines = new FrenchStemmer();
  #lectures = new Map();
  /** Entry of each term that was read: its postings as they are written. */
  #termes = new Map();
  /** Terms and tags that each word leads to, and tags by the term of their words. */
  #formes = new Map();
  #etiquettes = new Map();

  constructor(dossier, entree) {
    this.#dossier = dossier;
    this.#entree = entree;
    this.#vides = new Set(entree.vides.split(" "));
    this.#irreguliers = new Map(Object.entries(entree.irreguliers)); // « constructor » is a word, not what an object inherits
    for (const [etiquette, formes] of Object.entries(entree.etiquettes)) {
      for (const forme of formes.split(" ")) {
        add(this.#formes, forme, etiquette);
        add(this.#etiquettes, this.racine(forme), etiquette);
      }
    }
  }

  /** Number of documents, and of deliverables, which come first. */
  get documents() {
    return this.#entree.documents;
  }

  get livrables() {
    return this.sortes[0].fin;
  }

  /** Kinds of documents, each with the numbers of its own: from `debut` to before `fin`. @returns {{id: string, label: string, debut: number, fin: number}[]} */
  get sortes() {
    let fin = 0;
    return this.#entree.sortes.map(([id, label, combien]) => ({ id, label, debut: fin, fin: (fin += combien) }));
  }

  /** Reads a file of the index once; one that failed is asked for again. */
  #read(nom) {
    if (!this.#lectures.has(nom)) {
      const lecture = fetchJson(`${this.#dossier}${nom}.json`);
      this.#lectures.set(nom, lecture);
      lecture.catch(() => this.#lectures.delete(nom));
    }
    return this.#lectures.get(nom);
  }

  /** The term that a folded word counts as (hooks/prst/analysis/words.py). @param {string} forme */
  racine(forme) {
    let mot = this.#irreguliers.get(forme) ?? forme;
    if (mot.length > 5 && /ees?$/.test(mot)) mot = mot.replace(/ees?$/, "e");
    return this.#racines.stemWord(mot);
  }

  /** The words of a question, once each. Alone, an empty word that is being typed may become another: « sur », surdité. */
  mots(question, frappe = false) {
    const tous = fold(question.slice(0, QUESTION)).match(/[a-z0-9]+/g) ?? [];
    const gardes = tous.filter((mot) => !this.#vides.has(mot) && (mot.length > 1 || /\d/.test(mot)));
    if (frappe && !gardes.length && tous.length) return tous.slice(-1);
    return [...new Set(gardes)].slice(0, MOTS);
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
    const places = mots.flatMap((mot) => [this.racine(mot), ...this.#tagsOf(mot)]).map((mot) => this.#place(mot));
    await this.#open(debut ? [...places, ...this.#places(debut)] : places);
  }

  #tagsOf(mot) {
    return [...(this.#etiquettes.get(this.racine(mot)) ?? [])];
  }

  /** Terms that a word stands for. */
  #exacts(mot) {
    const racine = this.racine(mot);
    return [...(this.#termes.has(racine) ? [racine] : []), ...this.#tagsOf(mot)];
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
    const mots = this.mots(question, frappe);
    if (!mots.length) return this.#nothing("vide", mots);
    const assez = this.#entree.documents > PETIT ? 4 : 3;
    const dernier = mots.at(-1);
    const debut = frappe && dernier.length >= assez && fold(question).endsWith(dernier) ? dernier : "";
    await this.#openWords(mots, debut);

    const exacts = new Map(mots.map((mot) => [mot, new Set(this.#exacts(mot))]));
    const larges = new Map([...exacts].map(([mot, termes]) => [mot, new Set(termes)]));
    if (debut) for (const terme of this.#startingWith(debut)) larges.get(dernier).add(terme);
    const corrections = await this.#correct(mots, larges);
    const termes = [...new Set([...larges.values()].flatMap((groupe) => [...groupe]))].sort();
    await this.#open(termes.filter((terme) => !this.#termes.has(terme)).map((terme) => this.#place(terme)));

    const connus = mots.filter((mot) => larges.get(mot).size);
    const absents = mots.filter((mot) => !larges.get(mot).size);
    if (!connus.length) return { ...this.#nothing("inconnu", mots), absents };
    const index = this.#index(termes, larges);
    const ask = (presence) => index.query((requete) => compose(requete, connus, exacts, larges, presence));
    let mode = "et";
    let trouves = absents.length ? [] : ask(lunr.Query.presence.REQUIRED);
    if (!trouves.length && mots.length > 1) {
      mode = "ou";
      trouves = this.#sortByWordCount(ask(lunr.Query.presence.OPTIONAL), connus, larges);
    }
    const resultats = trouves.map(({ ref, score }) => ({ numero: Number(ref), score }));
    return { mode, resultats, corrections, mots: connus, absents, recognises: this.#recogniser(connus, larges, debut) };
  }

  #nothing(mode, mots) {
    return { mode, resultats: [], corrections: {}, mots, absents: [], recognises: () => false };
  }

  /** Adds to words that lead nowhere the terms of their neighbours, and returns those. */
  async #correct(mots, larges) {
    const corrections = {};
    for (const mot of mots.filter((mot) => !larges.get(mot).size && mot.length > 3)) {
      const formes = (await this.#read("formes")).split(" ");
      const proches = formes.filter((forme) => isNear(mot, forme)).slice(0, CORRECTIONS);
      if (!proches.length) continue;
      await this.#openWords(proches, "");
      for (const terme of proches.flatMap((forme) => this.#exacts(forme))) larges.get(mot).add(terme);
      corrections[mot] = proches;
    }
    return corrections;
  }

  /** A lunr index of some terms, whose scores are those of the whole: lunr itself computes them from whole figures. */
  #index(termes, groupes) {
    const { champs, moyennes, documents, k1, b } = this.#entree;
    const noms = Object.keys(champs);
    const builder = new lunr.Builder();
    for (const nom of noms) builder.field(nom, { boost: champs[nom] });
    builder.k1(k1);
    builder.b(b);
    builder.documentCount = documents;
    builder.averageFieldLength = Object.fromEntries(noms.map((nom, rang) => [nom, moyennes[rang]]));
    for (const [rang, terme] of termes.entries()) {
      const entree = this.#termes.get(terme);
      const places = Object.create(null);
      places._index = rang;
      for (const [numero, nom] of noms.entries()) {
        places[nom] = Object.create(null);
        const [ou, combien, longueurs] = [0, 1, 2].map((part) => entree[2 + 3 * numero + part] ?? "");
        const [comptes, tailles] = [readCounts(combien), readNumbers(longueurs)];
        for (const [place, document] of readRising(ou).entries()) {
          const ref = `${nom}/${document}`;
          places[nom][document] = {};
          builder._documents[document] = {};
          builder.fieldLengths[ref] = tailles[place];
          (builder.fieldTermFrequencies[ref] ??= Object.create(null))[terme] = comptes.get(place) ?? 1;
        }
      }
      builder.invertedIndex[terme] = places;
    }
    builder.createFieldVectors();
    builder.createTokenSet();
    const pipeline = new lunr.Pipeline();
    pipeline._stack.push((jeton) => [...(groupes.get(jeton.toString()) ?? [])].sort().map((terme) => new lunr.Token(terme, {})));
    return new lunr.Index({
      invertedIndex: builder.invertedIndex,
      fieldVectors: builder.fieldVectors,
      tokenSet: builder.tokenSet,
      fields: noms,
      pipeline,
    });
  }

  /** Puts first what holds most of the words; lunr's order stays among equals. */
  #sortByWordCount(resultats, mots, larges) {
    const combien = new Map();
    for (const mot of mots) {
      const tenus = new Set();
      for (const terme of larges.get(mot)) {
        const entree = this.#termes.get(terme);
        for (let place = 2; place < entree.length; place += 3) for (const document of readRising(entree[place])) tenus.add(String(document));
      }
      for (const document of tenus) combien.set(document, (combien.get(document) ?? 0) + 1);
    }
    return resultats.sort((a, b) => combien.get(b.ref) - combien.get(a.ref));
  }

  /** Recognises words of a text to highlight: same term, or same beginning as what is being typed. */
  #recogniser(mots, larges, debut) {
    const termes = new Set([...larges.values()].flatMap((groupe) => [...groupe]));
    return (mot) => {
      const plie = fold(mot);
      return mots.includes(plie) || termes.has(this.racine(plie)) || (debut !== "" && plie.startsWith(debut));
    };
  }

  /** @param {number[]} numeros @returns {Promise<Fiche[]>} what is shown of documents */
  async fiches(numeros) {
    const taille = this.#entree.fiches;
    return Promise.all(
      numeros.map(async (numero) => {
        const [adresse, genre, titre, resume, cibles = [], date = "", archive = 0] = (
          await this.#read(`fiches/${Math.floor(numero / taille)}`)
        )[numero % taille];
        return { adresse, genre, titre, resume, cibles, date, archive: Boolean(archive) };
      }),
    );
  }

  /** Names of the facets. */
  get facettes() {
    return this.#entree.facettes;
  }

  /** @param {string} nom @returns {Promise<{titre: string, valeurs: {id: string, label: string, adresse: string, numeros: number[]}[]}>} */
  async facette(nom) {
    const { titre, valeurs } = await this.#read(`facettes/${nom}`);
    return { titre, valeurs: valeurs.map(([id, label, adresse, liste]) => ({ id, label, adresse, numeros: readRising(liste) })) };
  }

  /** @returns {Promise<{archives: number[], aRevoir: {jour: string, numeros: number[]}[]}>} what tells whether deliverables are up to date */
  async etat() {
    const { archives, a_revoir } = await this.#read("facettes/etat");
    return { archives: readRising(archives), aRevoir: a_revoir.map(([jour, liste]) => ({ jour, numeros: readRising(liste) })) };
  }

  /** @returns {Promise<number[]>} deliverables in the order of their titles; their own order is the most recent first */
  async byTitle() {
    return readNumbers(await this.#read("titres"));
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

/** Counts above one, by the place of their document. @param {string} texte */
function readCounts(texte) {
  const lus = readNumbers(texte);
  const comptes = new Map();
  let place = -1;
  for (let rang = 0; rang < lus.length; rang += 2) {
    place += lus[rang] + 1;
    comptes.set(place, lus[rang + 1] + 2);
  }
  return comptes;
}

/** Asks for each word; where its beginning found more than itself, what is exactly that word weighs more. */
function compose(requete, mots, exacts, larges, presence) {
  for (const mot of mots) {
    requete.term(mot, { presence });
    if (exacts.get(mot).size && exacts.get(mot).size < larges.get(mot).size) {
      for (const terme of [...exacts.get(mot)].sort()) requete.term(terme, { boost: PLUS_FORT, usePipeline: false });
    }
  }
}
