// A list that its page holds whole: its cards and values stand there, and nothing is fetched.
import { element } from "./affichage.js";
import { keepKnown, keepOrder, select } from "./facettes.js";
import { ofPostalCode } from "./lieux.js";
import { foldWords } from "./pliage.js";

/** Words that tell nothing beside others: « chambre de métiers ». */
const VIDES = /^([a-z]{1,2}|aux|avec|dans|des|les|par|pour|sur|une)$/;

/** @param {(string | undefined)[]} textes @returns {string} their words, each after a space: what is asked for may be the beginning of one */
const wordsOf = (...textes) => ` ${foldWords(textes.join(" "))}`;

/** What each part of a card says: « Touche » and « Artisans » are two words. @param {HTMLElement} carte */
function textsOf(carte) {
  const marche = document.createTreeWalker(carte, NodeFilter.SHOW_TEXT);
  const textes = [];
  while (marche.nextNode()) textes.push(marche.currentNode.data);
  return textes;
}

/** The beginnings of words that are asked for, « metier » for « métiers »; a postal code asks for its department. @param {string} q @returns {string[]} */
function asked(q) {
  const mots = foldWords(q).split(" ").filter(Boolean);
  const parlants = mots.filter((mot) => !VIDES.test(mot));
  return (parlants.length ? parlants : mots).map((mot) => ` ${ofPostalCode(mot) || (mot.length > 3 ? mot.replace(/[sx]$/, "") : mot)}`);
}

/** What a message of the check says besides its own words: where it was found, and what it found there. */
const CITES = /^\s*\S+:\d+:\d+:|(?:^|\s)[a-z_]+(?:\[\d+\]|\.[a-z_]+)*[ \u00a0]:(?=\s)|«[^»]*»|[\d…]+/g;

/** Ids of the facets of one card, as the page tells them: « 0 3 5 ». @param {string | undefined} texte */
function numbers(texte) {
  return (texte ?? "").split(" ").filter(Boolean).map(Number);
}

/** What a line of a list says, for a place where no list is. @param {HTMLElement} carte */
function lineOf(carte) {
  const ligne = element("div");
  ligne.append(...carte.childNodes);
  return ligne;
}

export class SurPlace {
  #cartes;
  #textes;
  #valeurs;
  /** Whether readers paste what the cards quote. */
  #cite;

  /** @param {HTMLElement} zone @param {Map<string, {titre: string}>} panneaux */
  constructor(zone, panneaux) {
    this.#cite = "cite" in zone.dataset;
    this.#cartes = [...zone.querySelectorAll("[data-numero]")];
    this.#textes = this.#cartes.map((carte) => wordsOf(...textsOf(carte), carte.dataset.mots));
    this.facettes = [...panneaux].map(([nom, { titre }]) => ({
      nom,
      titre,
      valeurs: [...zone.querySelectorAll(`[data-facette="${nom}"] [data-valeur]`)].map((ligne) => ({
        id: ligne.dataset.valeur,
        label: ligne.querySelector(".facette-label").textContent,
        numeros: numbers(ligne.dataset.numeros),
        paliers: [],
      })),
    }));
    this.#valeurs = [...zone.querySelectorAll("[data-facette] [data-valeur]")].map((ligne) => {
      const label = ligne.querySelector(".facette-label").textContent;
      return { nom: wordsOf(label.replace(/ \(.*\)$/, "")), mots: wordsOf(label, ligne.dataset.mots), numeros: numbers(ligne.dataset.numeros) };
    });
  }

  /**
   * The cards that say a word or name a value which is called so, a trade or a town; and with them those that hold for such a value.
   * @param {string} mot @returns {{dites: Set<number>, valent: Set<number>}}
   */
  #holding(mot) {
    const appelees = this.#valeurs.filter(({ mots }) => mots.includes(mot));
    const noms = [mot, ...appelees.map(({ nom }) => nom)];
    const dites = [...this.#textes.keys()].filter((numero) => noms.some((nom) => this.#textes[numero].includes(nom)));
    return { dites: new Set(dites), valent: new Set([...dites, ...appelees.flatMap(({ numeros }) => numeros)]) };
  }

  /** The cards of each word that is asked for; of a message that was pasted, those of its own words alone. @param {string} q */
  #asked(q) {
    if (!this.#cite) return asked(q).map((mot) => this.#holding(mot));
    const propres = asked(q.replace(CITES, " "));
    return (propres.length ? propres : asked(q)).map((mot) => this.#holding(mot));
  }

  /** The cards that answer: those of all words, and for a message that was pasted, of as many as any. @param {string} q @returns {number[] | null} */
  #found(q) {
    const tenants = this.#asked(q);
    if (!tenants.length) return null;
    const nombres = this.#cartes.map((_carte, numero) => tenants.filter(({ valent }) => valent.has(numero)).length);
    const assez = this.#cite ? Math.max(1, ...nombres) : tenants.length;
    return [...this.#cartes.keys()].filter((numero) => nombres[numero] >= assez);
  }

  /** @param {import("./adresse.js").Etat} etat */
  async select({ q, choix }) {
    const trouves = this.#found(q);
    return { reponse: null, trouves, ...select(this.#cartes.length, this.facettes, choix, trouves) };
  }

  /** The results in the order of the page, those that say more of the words first; of other regions, after. @param {import("./adresse.js").Etat} etat */
  async sort({ q }, { retenus }) {
    const tenants = this.#asked(q);
    const said = (numero) => tenants.filter(({ dites }) => dites.has(numero)).length;
    const isFar = (numero) => this.#cartes[numero].querySelector(".marque-lieu") !== null;
    const rangs = this.#cartes.map((_carte, numero) => (isFar(numero) ? tenants.length + 1 : 0) - said(numero));
    const ordre = [...this.#cartes.keys()].sort((un, autre) => rangs[un] - rangs[autre]);
    return { ordre: keepOrder(ordre, retenus), parties: [] };
  }

  /** @param {number[]} numeros @returns {Promise<Node[]>} copies of the cards, under the title of the results */
  async cartes(numeros) {
    return numeros.map((numero) => {
      const carte = this.#cartes[numero].cloneNode(true);
      const titre = carte.querySelector("h4");
      if (!titre) return lineOf(carte);
      const autre = document.createElement("h3");
      autre.className = titre.className;
      autre.append(...titre.childNodes);
      titre.replaceWith(autre);
      return carte;
    });
  }

  /** @param {import("./adresse.js").Etat} etat */
  keepKnown(etat) {
    return keepKnown(this.facettes, etat);
  }
}
