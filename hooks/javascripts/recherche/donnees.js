// What the list of deliverables knows: the facets of one engine, what words found, and the order of what is kept.
import { jour } from "../dates.js";
import { usualSort } from "./adresse.js";
import { keepOrder, select, upToDate } from "./facettes.js";

/** @typedef {import("./facettes.js").Selection & {reponse: import("./moteur.js").Reponse | null, trouves: number[] | null}} Choisis */

export class Donnees {
  #reponses = new Map();

  /** @param {import("./moteur.js").Moteur} moteur @param {import("./facettes.js").Facette[]} facettes */
  constructor(moteur, facettes) {
    this.moteur = moteur;
    this.facettes = facettes;
  }

  /**
   * Reads the facets that the page shows; the last one depends on the reader's day.
   * @param {import("./moteur.js").Moteur} moteur @param {string[]} noms of the panels @param {{titre: string, labels: Map<string, string>}} etat
   */
  static async read(moteur, noms, { titre, labels }) {
    const lus = moteur.facettes.filter((nom) => noms.includes(nom));
    const [etat, ...lues] = await Promise.all([moteur.etat(), ...lus.map((nom) => moteur.facette(nom))]);
    const facettes = lues.map((facette, rang) => ({ nom: lus[rang], ...facette, valeurs: byUse(lus[rang], facette.valeurs) }));
    const numeros = upToDate(moteur.livrables, etat, jour(new Date()));
    const valeurs = [...labels].map(([id, label]) => ({ id, label, adresse: "", numeros: numeros[id] }));
    return new Donnees(moteur, [...facettes, { nom: "etat", titre, valeurs }]);
  }

  /** @param {import("./adresse.js").Etat} etat @returns {Promise<Choisis>} */
  async select({ q, choix }) {
    const reponse = q ? await this.#answer(q) : null;
    const trouves = reponse && reponse.mode !== "vide" ? reponse.livrables : null;
    return { reponse, trouves, ...select(this.moteur.livrables, this.facettes, choix, trouves) };
  }

  /** @param {string} q @returns {Promise<import("./moteur.js").Reponse & {livrables: number[]}>} */
  async #answer(q) {
    if (!this.#reponses.has(q)) {
      const reponse = await this.moteur.search(q, { frappe: true });
      const livrables = reponse.resultats.map(({ numero }) => numero).filter((numero) => numero < this.moteur.livrables);
      this.#reponses.set(q, { ...reponse, livrables });
    }
    return this.#reponses.get(q);
  }

  /** The results in their order. @param {import("./adresse.js").Etat} etat @param {Choisis} selection */
  async sort({ tri, q }, { trouves, retenus }) {
    const voulu = tri || usualSort(q);
    if (voulu === "pertinence" && trouves) return keepOrder(trouves, retenus);
    if (voulu === "titre") return keepOrder(await this.moteur.byTitle(), retenus);
    return keepOrder(retenus.keys(), retenus);
  }

  /** Takes out of a state the ids that no facet has. @param {import("./adresse.js").Etat} etat @returns {boolean} whether there were some */
  keepKnown({ choix }) {
    let inconnus = false;
    for (const { nom, valeurs } of this.facettes) {
      const connus = new Set(valeurs.map(({ id }) => id));
      for (const id of choix.get(nom) ?? []) {
        if (!connus.has(id)) inconnus = choix.get(nom).delete(id);
      }
    }
    return inconnus;
  }
}

/** Facets whose values keep their order, as in the page (hooks/prst/outputs/pages/sections.py). */
const EN_ORDRE = ["territoires", "annees"];

/** What most deliverables have comes first, as in the page. */
function byUse(nom, valeurs) {
  return EN_ORDRE.includes(nom) ? valeurs : [...valeurs].sort((a, b) => b.numeros.length - a.numeros.length);
}
