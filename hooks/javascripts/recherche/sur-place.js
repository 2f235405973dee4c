// A list that its page holds whole: its cards and values stand there, and nothing is fetched.
import { keepKnown, keepOrder, select } from "./facettes.js";
import { fold } from "./pliage.js";

/** Ids of the facets of one card, as the page tells them: « 0 3 5 ». @param {string | undefined} texte */
function numbers(texte) {
  return (texte ?? "").split(" ").filter(Boolean).map(Number);
}

export class SurPlace {
  #cartes;
  #textes;

  /** @param {HTMLElement} zone @param {Map<string, {titre: string}>} panneaux */
  constructor(zone, panneaux) {
    this.#cartes = [...zone.querySelectorAll("[data-numero]")];
    this.#textes = this.#cartes.map((carte) => fold(carte.textContent));
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
  }

  /** @param {import("./adresse.js").Etat} etat */
  async select({ q, choix }) {
    const mots = fold(q).split(/\s+/).filter(Boolean);
    const trouves = mots.length ? [...this.#cartes.keys()].filter((numero) => mots.every((mot) => this.#textes[numero].includes(mot))) : null;
    return { reponse: null, trouves, ...select(this.#cartes.length, this.facettes, choix, trouves) };
  }

  /** The results in the order of the page. */
  async sort(_etat, { retenus }) {
    return { ordre: keepOrder(this.#cartes.keys(), retenus), parties: [] };
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
