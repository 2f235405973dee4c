// The search itself: fetches the parts of the index that a question names and has lunr rank over them. Knows no page.
// The files are those of hooks/prst/outputs/search/.
import { buildIndex, rank } from "./classement.js";
import { holding } from "./facettes.js";
import { createReader } from "./lecture.js";
import { namedPlaces, postalCodes } from "./lieux.js";
import { cutApart, hyphenated, Lexique } from "./mots.js";
import { Nombres } from "./nombres.js";
import { fold } from "./pliage.js";

/**
 * @typedef {object} Reponse
 * @property {"et" | "ou" | "vide" | "inconnu"} mode every word was found, only some were, nothing was asked, nothing is known
 * @property {{numero: number, score: number}[]} resultats best first
 * @property {number} complets how many of them hold every word: where few do, those that hold a part come after them
 * @property {number} presque how many stand before these: all of them but one in their title, where the others are far
 * @property {{numero: number, score: number}[]} pilotes pages of the pilots' manual, best first: they answer apart
 * @property {Lieu | null} lieu the place that the question names; its words are not among `mots`
 * @property {Object<string, string>} corrections words that nothing holds, and the one that was searched instead, as it is written
 * @property {string[]} mots the words that were searched, folded
 * @property {string[]} absents the words that nothing holds and nothing is near
 * @property {string[]} courants words that every text has, where nothing else was asked
 * @property {(mot: string) => boolean} recognises whether a word of a text is one that was searched
 */

/** @typedef {{id: string, label: string, adresse: string, mots: string[]}} Lieu `mots`: those of the question that name it */

/**
 * @typedef {object} Fiche
 * @property {string} adresse from the root of the site
 * @property {string} genre @property {string} titre @property {string} resume
 * @property {string[]} cibles @property {string | string[]} date its day; of an event, those to come or the last one: « 2026-06-15 » or, with the last day, « 2026-06/2026-06-30 »; « ? » ends one to be confirmed
 * @property {boolean} archive
 * @property {string} ailleurs name of the regions of what concerns other regions only, else ""
 * @property {[string, string] | null} contact who is asked first, and where: an address relative to the root, whole, or ""
 */

/** Above this number of documents, too many words begin with the same three letters: their files would cost a phone dear. */
const PETIT = 2000;
/** Share of the documents above which a word of their texts tells none from the others, beside others: « travail ». */
const PARTOUT = 1 / 8;
/** Results that hold every word: where there are fewer, those that hold a part of them come after. */
const ASSEZ = 3;
/** The tier of what holds a word far from its title, or one that only begins so. */
const PLUS_LOIN = 2;

export class Moteur {
  #racine;
  #entree;
  #lexique;
  #nombres;
  /** Words that ask whom to call, and words that tell nothing beside others. */
  #appels;
  #generaux;
  #lecture = createReader();
  /** Entry of each term that was read: its postings as they are written. */
  #termes = new Map();
  /** Documents that hold each term that was read. */
  #tenants = new Map();
  /** Terms and tags that each word leads to, and tags by the term of their words. */
  #formes = new Map();
  #etiquettes = new Map();
  /** Territories of each name of a place. */
  #lieux = new Map();
  /** @type {import("./reparation.js").Reparation | undefined} */
  #reparation;

  /** @param {string} racine way to the root of the site @param {object} entree what `recherche/index.json` says */
  constructor(racine, entree) {
    this.#racine = racine;
    this.#entree = entree;
    this.#lexique = new Lexique(entree);
    this.#nombres = new Nombres(entree.chiffres, entree.derniers);
    this.#appels = new Set(entree.appels.split(" "));
    this.#generaux = new Set(entree.generaux.split(" "));
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

  /** Reads a file of the index. */
  #read(nom) {
    return this.#lecture(`${this.#racine}${this.dossier}${nom}.json`);
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
      if (entree.length === 2 && formes.startsWith("@")) {
        for (const id of formes.slice(1).split(" ")) add(this.#lieux, terme, id);
      } else if (entree.length === 2) {
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
    await this.#openWords([...demandes, ...postalCodes(demandes)], debut);

    const { lieu, autres } = await this.#named(gardes.filter((mot) => !this.#appels.has(mot)));
    const dits = demandes.filter((mot) => !this.#appels.has(mot));
    const seul = lieu !== null && lieu.mots.length === dits.length;
    const holds = await this.#holding(lieu);
    const appelle = dits.length > 0 && dits.length < demandes.length;
    const appeles = appelle ? await this.#called(seul ? [] : dits.filter((mot) => !lieu?.mots.includes(mot)), holds) : new Set();
    const retenus = appeles.size || seul ? dits : demandes;
    const cherches = lieu && !seul ? retenus.filter((mot) => !lieu.mots.includes(mot)) : retenus;
    const exacts = new Map(cherches.map((mot) => [mot, this.#exacts(mot)]));
    const larges = new Map([...exacts].map(([mot, termes]) => [mot, new Set(termes)]));
    if (seul) await this.#nameAs(lieu, exacts, larges);
    else if (larges.has(debut)) for (const terme of this.#startingWith(debut)) larges.get(debut).add(terme);
    // Of words that every text has, those count that the index knows as acronyms.
    const dites = cherches.filter((mot) => larges.get(mot).size || this.#lexique.isKept(mot));
    // A word that tells nothing and that nothing holds is not missing either.
    const utiles = dites.filter((mot) => larges.get(mot).size || !this.#generaux.has(mot));
    const tous = utiles.length ? utiles : dites;
    // One of several places that nothing names is not missing: what holds there was not asked for alone.
    const situes = new Set(autres.filter((mot) => !larges.get(mot)?.size));
    const hors = tous.filter((mot) => !situes.has(mot));
    const connues = hors.length ? hors : tous;
    const mots = seul ? connues : await this.#cutApart(connues, exacts, larges);
    if (!mots.length) return { ...nothing("vide"), courants: [...new Set([...gardes, ...courants])] };
    if (!seul) await this.#join(question, mots, exacts, larges);
    const corrections = seul ? {} : await this.#correct(mots, larges);
    const termes = [...new Set(mots.flatMap((mot) => [...larges.get(mot)]))].sort();
    await this.#open(termes.filter((terme) => !this.#termes.has(terme)).map((terme) => this.#place(terme)));

    const connus = mots.filter((mot) => larges.get(mot).size);
    const absents = seul ? [] : mots.filter((mot) => !larges.get(mot).size);
    if (!connus.length) return { ...nothing(seul ? "et" : "inconnu"), mots, absents, lieu };
    const index = buildIndex(this.#entree, this.#nombres, new Map(termes.map((terme) => [terme, this.#termes.get(terme)])), larges);
    const disent = this.#telling(connus, exacts, larges);
    if (!disent.size && absents.length) return { ...nothing("inconnu"), mots, absents, lieu };
    const parlants = disent.size ? disent : new Set(connus);
    const combien = parlants.size + absents.length;
    const order = this.#order(parlants, exacts, larges, holds, lieu, appeles, combien);
    const find = (requis) => this.#split(rank(index, connus, requis, exacts, larges), order, holds, combien);
    let mode = "et";
    let { resultats, pilotes } = absents.length ? { resultats: [], pilotes: [] } : find(parlants);
    if (seul) resultats = withAll(resultats, appeles);
    let complets = resultats.length;
    let presque = 0;
    const loin = complets > 0 && !seul && resultats.every(({ numero }) => isFar(order(numero)));
    if ((complets < ASSEZ || loin) && combien > 1) {
      const autres = find(new Set());
      const trouves = new Set(resultats.map(({ numero }) => numero));
      const nouveaux = autres.resultats.filter(({ numero }) => !trouves.has(numero));
      const proches = loin ? nouveaux.filter(({ numero }) => isNearly(order(numero), combien)) : [];
      const suite = complets < ASSEZ ? nouveaux.filter((un) => !proches.includes(un)) : [];
      resultats = [...proches, ...resultats, ...suite];
      presque = proches.length;
      if (complets < ASSEZ && !pilotes.length) pilotes = autres.pilotes;
      if (!complets) [mode, complets] = ["ou", 0];
      if (!resultats.length && !pilotes.length) return { ...nothing("inconnu"), mots, absents, lieu };
    }
    const recognises = this.#recogniser([...connus, ...(lieu?.mots ?? [])], new Set(termes), debut);
    return { ...nothing(mode), resultats, complets, presque, pilotes, lieu, corrections, mots: connus, absents, recognises };
  }

  /** The words that tell documents apart: those of too many of them do not. @returns {Set<string>} */
  #telling(mots, exacts, larges) {
    const parlants = mots.filter((mot) => {
      if (this.#generaux.has(mot)) return false;
      const tenus = new Set([...(exacts.get(mot).size ? exacts : larges).get(mot)].filter((terme) => !terme.startsWith("~")).flatMap((terme) => this.#holders(terme).flat()));
      return tenus.size <= PARTOUT * this.#entree.documents;
    });
    return new Set(parlants);
  }

  /** The documents that hold a term, by field: read once. @param {string} terme @returns {number[][]} */
  #holders(terme) {
    if (!this.#tenants.has(terme)) {
      const entree = this.#termes.get(terme);
      this.#tenants.set(terme, this.#entree.rangs.map((_rang, champ) => this.#nombres.readRising(entree[2 + 3 * champ] ?? "")));
    }
    return this.#tenants.get(terme);
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

  /**
   * Adds the terms of what two words make as one: « burn out » and « burn-out » find « burnout ». The entry knows what texts
   * write both ways; a hyphen, a beginning such as « auto », and words that nothing holds tell that more may be.
   */
  async #join(question, mots, exacts, larges) {
    const [connus, prefixes] = [this.#entree.composes, this.#entree.prefixes].map((liste) => new Set(liste.split(" ")));
    const traits = new Set(hyphenated(question).map((parts) => parts.join("")));
    const lies = new Set();
    const pairs = mots.slice(1).map((second, rang) => [mots[rang], second]);
    for (const [premier, second] of pairs) {
      const inconnu = !larges.get(premier).size || !larges.get(second).size;
      if (inconnu || prefixes.has(premier) || [connus, traits].some((liste) => liste.has(premier + second))) lies.add([premier, second]);
    }
    await this.#openWords([...lies].map((parts) => parts.join("")), "");
    for (const parts of lies) {
      for (const terme of this.#exacts(parts.join(""))) {
        for (const mot of parts) {
          exacts.get(mot).add(terme);
          larges.get(mot).add(terme);
        }
      }
    }
  }

  async #repair() {
    // A file of its own: few questions hold a word that nothing holds.
    const [{ Reparation }, formes] = await Promise.all([import("./reparation.js"), this.#read("formes")]);
    this.#reparation ??= new Reparation(formes, fold);
    return this.#reparation;
  }

  /** Adds to words that lead nowhere the terms of the one that they are taken for, and returns those. */
  async #correct(mots, larges) {
    const corrections = {};
    for (const mot of mots.filter((mot) => !larges.get(mot).size)) {
      const pris = (await this.#repair()).nearest(mot);
      if (!pris) continue;
      await this.#openWords([pris.plie], "");
      for (const terme of this.#exacts(pris.plie)) larges.get(mot).add(terme);
      corrections[mot] = pris.ecrit;
    }
    return corrections;
  }

  // Places

  /** The place that words name, where it is one alone; the words of several. @param {string[]} mots @returns {Promise<{lieu: Lieu | null, autres: string[]}>} */
  async #named(mots) {
    const nommes = namedPlaces((await this.#isReference(mots)) ? mots.slice(0, -1) : mots, this.#lieux);
    const ids = new Set(nommes.flatMap(({ ids }) => ids));
    const siens = nommes.flatMap(({ mots }) => mots);
    if (ids.size !== 1) return { lieu: null, autres: siens };
    const [id] = ids;
    const [label, adresse] = (await this.#read("lieux"))[id];
    return { lieu: { id, label, adresse, mots: siens }, autres: [] };
  }

  /** Whether the last words are a reference that texts hold, « ED 40 »: its number is no department. @param {string[]} mots */
  async #isReference(mots) {
    const [sigle, nombre] = mots.slice(-2);
    if (!/^\d/.test(nombre ?? "") || !/^[a-z]{1,5}$/.test(sigle)) return false;
    await this.#openWords([sigle + nombre], "");
    return this.#exacts(sigle + nombre).size > 0;
  }

  /** Has the words of a question that only names a place lead to what was made for it. */
  async #nameAs({ id }, exacts, larges) {
    const etiquette = `~territoires/${id}`;
    await this.#open([this.#place(etiquette)]);
    if (!this.#termes.has(etiquette)) return;
    for (const groupe of [exacts, larges]) for (const termes of groupe.values()) termes.add(etiquette);
  }

  /**
   * Those who can be called where words ask whom to call: those whose name holds the others, or whoever acts in the place.
   * @param {string[]} autres the words that ask for something else @returns {Promise<Set<number>>}
   */
  async #called(autres, { ici, ailleurs, valent }) {
    const [relais, structures] = ["relais", "structures"].map((nom) => this.sortes.find(({ id }) => id === nom));
    const isIn = ({ debut, fin }, numero) => debut <= numero && numero < fin;
    if (!autres.length) return new Set([...ici, ...[...valent].sort((a, b) => a - b)].filter((numero) => isIn(relais, numero)));
    const termes = autres.map((mot) => [...this.#exacts(mot)]);
    await this.#open(termes.flat().map((terme) => this.#place(terme)));
    // A structure is found by its body alone, so that what it publishes comes before it elsewhere.
    const names = (numero, champ) => isIn(structures, numero) || (isIn(relais, numero) && this.#entree.rangs[champ] === 0);
    const nommes = termes.map((siens) => new Set(siens.flatMap((terme) => this.#holders(terme).flatMap((numeros, champ) => numeros.filter((numero) => names(numero, champ))))));
    const [premiers, ...suivants] = nommes;
    return new Set([...premiers].filter((numero) => !ailleurs.has(numero) && suivants.every((siens) => siens.has(numero))));
  }

  /** What was made for a place, what holds there, and what holds elsewhere alone. @param {Lieu | null} lieu @returns {Promise<{ici: Set<number>, valent: Set<number>, ailleurs: Set<number>}>} */
  async #holding(lieu) {
    if (!lieu) return { ici: new Set(), valent: new Set(), ailleurs: new Set() };
    const lieux = await this.#read("lieux");
    const read = (id) => this.#nombres.readRising(lieux[id][3]);
    const valent = new Set(lieux[lieu.id][2].flatMap(read));
    const ailleurs = Object.keys(lieux).flatMap(read).filter((numero) => !valent.has(numero));
    return { ici: new Set(read(lieu.id)), valent, ailleurs: new Set(ailleurs) };
  }

  // Order

  /** Events that are over on the reader's day: they come in the order of their ends. @returns {[number, number][]} ranges, from and to before */
  get #finis() {
    const present = new Date();
    return this.#entree.finis.map(([debut, mois, comptes]) => {
      const [annee, premier] = mois.split("-").map(Number);
      const ecoules = Math.max(0, 12 * (present.getFullYear() - annee) + present.getMonth() + 1 - premier);
      const combien = this.#nombres.read(comptes).slice(0, ecoules).reduce((somme, un) => somme + un, 0);
      return [debut, debut + combien];
    });
  }

  /** How many tiers a document stands after others as near to the question, and whether it concerns other regions only. @param {number} numero @returns {[number, number]} */
  #retard(numero) {
    return this.#entree.apres.find(([, , debut, fin]) => debut <= numero && numero < fin)?.slice(0, 2) ?? [0, 0];
  }

  /**
   * What tells which of two documents comes first: one that is asked for to be called; one that holds more of the telling words, where
   * what is archived or over and lacks some counts one less; then the nearer tier, with what it comes late by; then a deliverable that serves now; then the nearer half of the tier (in the title; in its words rather than
   * by themes, of as few words as may be); then what does not concern other regions only; then what serves now; then what was
   * made for the place; of what is over, the last. lunr's score, of all words, counts among equals.
   * @param {Set<string>} parlants @param {number} demandes how many words tell something, those included that nothing holds
   * @returns {(numero: number) => {combien: number, dits: number, rang: number, cle: number[]}} `dits`: words held that are no short numbers
   */
  #order(parlants, exacts, larges, { ici }, lieu, appeles, demandes) {
    const tenus = new Map(); // by document
    for (const mot of parlants) {
      const rangs = new Map();
      for (const terme of larges.get(mot)) {
        const exact = !exacts.get(mot).size || exacts.get(mot).has(terme);
        for (const [champ, numeros] of this.#holders(terme).entries()) {
          const sien = (exact ? this.#entree.rangs[champ] : 2 * PLUS_LOIN) | Number(isTag(terme));
          for (const numero of numeros) rangs.set(numero, Math.min(rangs.get(numero) ?? Infinity, sien));
        }
      }
      for (const [numero, rang] of rangs) {
        const sien = tenus.get(numero) ?? { combien: 0, dits: 0, tenu: 0, themes: 0 };
        sien.combien += 1;
        sien.dits += Number(!SHORT_NUMBER.test(mot));
        sien.tenu = Math.max(sien.tenu, rang);
        sien.themes += rang % 2;
        tenus.set(numero, sien);
      }
    }
    const { livrables } = this;
    const finis = this.#finis;
    return (numero) => {
      const { combien, dits, tenu, themes } = tenus.get(numero) ?? { combien: 0, dits: 0, tenu: 2 * PLUS_LOIN, themes: 0 };
      const rang = tenu >> 1;
      const fini = finis.some(([debut, fin]) => debut <= numero && numero < fin);
      const [tiers, loin] = this.#retard(numero);
      const retard = tiers + (fini ? 2 : 0);
      const compte = combien - Number(retard > 1 && combien < demandes);
      const cle = [appeles.has(numero) ? 0 : 1, -compte, rang + retard, Number(retard > 0 || numero >= livrables), themes, lieu ? 0 : loin, retard, ici.has(numero) ? 0 : 1, fini ? -numero : 0];
      return { combien, dits, rang, cle };
    };
  }

  /**
   * What was found that holds in the place, in order, the pages of the manual apart. What has one word of several, far from
   * its title, answers none of them; nor does a number of one or two digits.
   * @param {number} mots how many words tell something, those included that nothing holds
   */
  #split(trouves, order, { ailleurs }, mots) {
    const { debut } = this.sortes.find(({ id }) => id === "pilotes");
    const tries = trouves
      .map(({ ref, score }) => ({ numero: Number(ref), score, ...order(Number(ref)) }))
      .filter(({ numero, combien, dits, rang }) => !ailleurs.has(numero) && combien && (mots === 1 || (dits && (combien > 1 || rang < PLUS_LOIN))))
      .sort((a, b) => compare(a.cle, b.cle))
      .map(({ numero, score }) => ({ numero, score }));
    return { resultats: tries.filter(({ numero }) => numero < debut), pilotes: tries.filter(({ numero }) => numero >= debut) };
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
        const [adresse, genre, titre, resume, cibles = [], date = "", archive = 0, ailleurs = "", contact = null] = (
          await this.#read(`fiches/${Math.floor(numero / taille)}`)
        )[numero % taille];
        return { adresse, genre, titre, resume, cibles, date, archive: Boolean(archive), ailleurs, contact };
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

  /** @returns {Promise<number[]>} deliverables, the most recent first: each kind of lateness has its places among all */
  async byDate() {
    const { tard } = await this.#read("facettes/etat");
    const ordre = Array(this.livrables);
    const tardifs = tard.map((liste) => this.#nombres.readRising(liste));
    let suivant = this.livrables;
    for (const places of tardifs.reverse()) {
      suivant -= places.length;
      for (const [rang, place] of places.entries()) ordre[place] = suivant + rang;
    }
    let premier = 0;
    for (let place = 0; place < ordre.length; place += 1) ordre[place] ??= premier++;
    return ordre;
  }

  /** What partners publish: its first document, and how many there are. @returns {{debut: number, nombre: number}} */
  get ailleurs() {
    const { debut, fin } = this.sortes.find(({ id }) => id === "ailleurs") ?? { debut: 0, fin: 0 };
    return { debut, nombre: fin - debut };
  }

  /** @returns {Promise<{parDate: number[], parTitre: number[]}>} the orders of what partners publish, from 0 on */
  async partenaires() {
    const { date, titre } = await this.#read("facettes/partenaires");
    return { parDate: this.#nombres.read(date), parTitre: this.#nombres.read(titre) };
  }

  /** @returns {Promise<number[]>} deliverables in the order of their titles */
  async byTitle() {
    return this.#nombres.read(await this.#read("titres"));
  }

  /** Words of the catalogue that a few letters part from this one, to propose where nothing is found. @param {string} mot @param {number} combien */
  async proches(mot, combien) {
    return (await this.#repair()).neighbours(mot, combien);
  }
}

/**
 * Whether a document holds words far from its title; or, of what is no deliverable that serves now, by its themes and targets alone.
 * @param {{combien: number, cle: number[]}} place
 */
function isFar({ combien, cle: [, , rang, tardif, themes] }) {
  return rang >= PLUS_LOIN || (tardif > 0 && themes === combien);
}

/**
 * Whether a deliverable that serves now has in its title all words that were asked for, but one: « médecin du travail fiche burn-out »
 * asks for what is called so rather than for the days that only name it.
 * @param {{combien: number, dits: number, rang: number, cle: number[]}} place @param {number} demandes
 */
function isNearly({ combien, dits, rang, cle }, demandes) {
  return combien === demandes - 1 && dits > 1 && rang === 0 && !cle[3];
}

/** @param {Reponse["mode"]} mode @returns {Reponse} */
function nothing(mode) {
  return { mode, resultats: [], complets: 0, presque: 0, pilotes: [], lieu: null, corrections: {}, mots: [], absents: [], courants: [], recognises: () => false };
}

/** Results with those who are asked for to be called first, those that the words do not find behind those that they do. */
function withAll(resultats, appeles) {
  const trouves = resultats.filter(({ numero }) => appeles.has(numero));
  const connus = new Set(trouves.map(({ numero }) => numero));
  const autres = [...appeles].filter((numero) => !connus.has(numero)).map((numero) => ({ numero, score: 0 }));
  return [...trouves, ...autres, ...resultats.filter(({ numero }) => !appeles.has(numero))];
}

/** Whether a term stands for a vocabulary term or target that records name, rather than for what texts say. @param {string} terme */
function isTag(terme) {
  return terme.startsWith("~") && !terme.endsWith("=");
}

const SHORT_NUMBER = /^\d{1,2}$/;

/** @param {number[]} a @param {number[]} b */
function compare(a, b) {
  const place = a.findIndex((valeur, rang) => valeur !== b[rang]);
  return place < 0 ? 0 : a[place] - b[place];
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
