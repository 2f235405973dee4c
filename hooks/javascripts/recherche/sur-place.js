// A list that its page holds whole: its cards and values stand there, and nothing is fetched.
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

/** Ids of the facets of one card, as the page tells them: « 0 3 5 ». @param {string | undefined} texte */
function numbers(texte) {
  return (texte ?? "").split(" ").filter(Boolean).map(Number);
}

export class SurPlace {
  #cartes;
  #textes;
  #valeurs;

  /** @param {HTMLElement} zone @param {Map<string, {titre: string}>} panneaux */
  constructor(zone, panneaux) {
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

  /** @param {import("./adresse.js").Etat} etat */
  async select({ q, choix }) {
    const tenants = asked(q).map((mot) => this.#holding(mot));
    const trouves = tenants.length ? [...this.#cartes.keys()].filter((numero) => tenants.every(({ valent }) => valent.has(numero))) : null;
    return { reponse: null, trouves, ...select(this.#cartes.length, this.facettes, choix, trouves) };
  }

  /** The results in the order of the page, those that say more of the words first; of other regions, after. @param {import("./adresse.js").Etat} etat */
  async sort({ q }, { retenus }) {
    const tenants = asked(q).map((mot) => this.#holding(mot));
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
