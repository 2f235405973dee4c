// What the list of deliverables knows: the facets of one engine, what words found, and the order of what is kept.
import { jour } from "../dates.js";
import { usualSort } from "./adresse.js";
import { carte } from "./cartes.js";
import { keepKnown, keepOrder, ranks, select, upToDate } from "./facettes.js";

/** @typedef {import("./facettes.js").Selection & {reponse: import("./moteur.js").Reponse | null, trouves: number[] | null}} Choisis */

/** Facets whose values may be part of wider ones: those that give a list its headings, the first one that can. */
const INCLUSIVES = ["cibles", "secteurs", "territoires"];
/** The switch that adds what partners publish, after ours: they are numbered after them. */
const AILLEURS = "ailleurs";
const TITRE_AILLEURS = "Ailleurs, chez nos partenaires";

export class Donnees {
  #reponses = new Map();
  #ailleurs;
  #archives;

  /** @param {import("./moteur.js").Moteur} moteur @param {import("./facettes.js").Facette[]} facettes @param {import("./facettes.js").EtatDesFiches} etat */
  constructor(moteur, facettes, { archives, ailleurs }) {
    this.moteur = moteur;
    this.facettes = facettes;
    this.#archives = new Set(archives);
    this.#ailleurs = { titre: ailleurs.titre, numeros: new Set(ailleurs.numeros) };
  }

  /** How many resources there are, those of partners included. */
  get #tous() {
    return this.moteur.livrables + this.moteur.ailleurs.nombre;
  }

  /** Whether one of partners, by its number. @param {number} numero */
  #isElsewhere(numero) {
    return numero >= this.moteur.livrables;
  }

  /** The document of a resource. @param {number} numero */
  documentOf(numero) {
    return this.#isElsewhere(numero) ? numero - this.moteur.livrables + this.moteur.ailleurs.debut : numero;
  }

  /**
   * Reads the facets that the page shows; the last ones are worked out here, one of them by the reader's day.
   * @param {import("./moteur.js").Moteur} moteur @param {Map<string, {titre: string, labels: Map<string, string>}>} panneaux
   */
  static async read(moteur, panneaux) {
    const noms = [...panneaux.keys()];
    const lus = moteur.facettes.filter((nom) => noms.includes(nom));
    const [etat, ...lues] = await Promise.all([moteur.etat(), ...lus.map((nom) => moteur.facette(nom))]);
    const facettes = lues.map((facette, rang) => ({ nom: lus[rang], ...facette, valeurs: byUse(lus[rang], facette.valeurs) }));
    const loin = new Set(etat.ailleurs.numeros);
    const ici = [...Array(moteur.livrables).keys()].filter((numero) => !loin.has(numero));
    const calculees = {
      etat: upToDate(moteur.livrables, etat, jour(new Date())),
      regions: { ici, autres: etat.ailleurs.numeros },
      [AILLEURS]: { avec: Array.from({ length: moteur.ailleurs.nombre }, (_rien, rang) => moteur.livrables + rang) },
    };
    for (const [nom, numeros] of Object.entries(calculees).filter(([nom]) => panneaux.has(nom))) {
      const { titre, labels } = panneaux.get(nom);
      const valeurs = [...labels].map(([id, label]) => ({ id, label, adresse: "", numeros: numeros[id], paliers: [] }));
      facettes.push({ nom, titre, valeurs });
    }
    return new Donnees(moteur, facettes, etat);
  }

  /** @param {import("./adresse.js").Etat} etat @returns {Promise<Choisis>} */
  async select({ q, choix }) {
    const reponse = q ? await this.#answer(q) : null;
    const trouves = reponse && reponse.mode !== "vide" ? reponse.livrables : null;
    const { facettes, choisis } = this.#withOurs(choix);
    const selection = select(this.#tous, facettes, choisis, trouves);
    selection.sans.delete(AILLEURS); // to take it back adds nothing
    return { reponse, trouves, ...selection };
  }

  /** Ours are always there; values of one facet add up, so that the switch adds those of partners. @param {import("./facettes.js").Choix} choix */
  #withOurs(choix) {
    if (!this.facettes.some(({ nom }) => nom === AILLEURS)) return { facettes: this.facettes, choisis: choix };
    const ici = { id: "ici", label: "", adresse: "", numeros: [...Array(this.moteur.livrables).keys()], paliers: [] };
    const facettes = this.facettes.map((une) => (une.nom === AILLEURS ? { ...une, valeurs: [ici, ...une.valeurs] } : une));
    return { facettes, choisis: new Map(choix).set(AILLEURS, new Set(["ici", ...(choix.get(AILLEURS) ?? [])])) };
  }

  /** @param {string} q @returns {Promise<import("./moteur.js").Reponse & {livrables: number[]}>} */
  async #answer(q) {
    if (!this.#reponses.has(q)) {
      const reponse = await this.moteur.search(q, { frappe: true });
      const { livrables: nous, ailleurs: { debut, nombre } } = this.moteur;
      const trouves = reponse.resultats.map(({ numero }) => numero);
      const eux = trouves.filter((numero) => debut <= numero && numero < debut + nombre).map((numero) => numero - debut + nous);
      this.#reponses.set(q, { ...reponse, livrables: [...trouves.filter((numero) => numero < nous), ...eux] });
    }
    return this.#reponses.get(q);
  }

  /**
   * The results: what was made for what is chosen, then what holds for it, each in the order that is asked for, what is archived
   * last; what concerns other regions only comes late, unless a place is chosen; what partners publish comes last.
   * @param {import("./adresse.js").Etat} etat @param {Choisis} selection
   * @returns {Promise<{ordre: number[], parties: {titre: string, nombre: number}[]}>} the parts that have a heading, in their order
   */
  async sort(etat, selection) {
    const ordre = await this.#inOrder(etat, selection);
    const choisis = this.facettes.filter(({ nom }) => INCLUSIVES.includes(nom) && etat.choix.get(nom)?.size);
    const proximites = choisis.map(({ nom, valeurs }) => ranks(this.#tous, valeurs.filter(({ id }) => etat.choix.get(nom).has(id))));
    const lieu = Boolean(etat.choix.get("territoires")?.size);
    const loin = (numero) => (this.#isElsewhere(numero) ? 2 : Number(!lieu && this.#ailleurs.numeros.has(numero)));
    const archive = (numero) => Number(this.#archives.has(numero));
    const proches = ordre.filter((numero) => !loin(numero));
    const premiere = proximites.find(({ rangs }) => new Set(proches.map((numero) => rangs[numero])).size > 1);
    const near = ({ rangs }) => (numero) => rangs[numero];
    const cles = [loin, ...(premiere ? [near(premiere), archive, ...proximites.map(near)] : [])];
    ordre.sort((a, b) => cles.reduce((ecart, cle) => ecart || cle(a) - cle(b), 0)); // stable: within a part the order that is asked for stays
    return { ordre, parties: this.#parts(ordre, premiere, loin) };
  }

  /** Under which headings results stand; none where all of them would stand under one. */
  #parts(ordre, premiere, loin) {
    const parties = [];
    for (const numero of ordre) {
      const titre = loin(numero) ? [this.#ailleurs.titre, TITRE_AILLEURS][loin(numero) - 1] : (premiere?.titres[premiere.rangs[numero]] ?? "");
      if (parties.at(-1)?.titre === titre) parties.at(-1).nombre += 1;
      else parties.push({ titre, nombre: 1 });
    }
    return parties.length > 1 || parties[0]?.titre === TITRE_AILLEURS ? parties : [];
  }

  async #inOrder({ tri, q, choix }, { trouves, retenus }) {
    const voulu = tri || usualSort(q);
    if (voulu === "pertinence" && trouves) return keepOrder(trouves, retenus);
    const nous = voulu === "titre" ? await this.moteur.byTitle() : await this.moteur.byDate();
    const eux = choix.get(AILLEURS)?.size ? (await this.moteur.partenaires())[voulu === "titre" ? "parTitre" : "parDate"] : [];
    return keepOrder([...nous, ...eux.map((rang) => this.moteur.livrables + rang)], retenus);
  }

  /** The cards of deliverables. @param {number[]} numeros @param {Parameters<typeof carte>[1]} contexte */
  async cartes(numeros, contexte) {
    return (await this.moteur.fiches(numeros.map((numero) => this.documentOf(numero)))).map((fiche) => carte(fiche, contexte));
  }

  /** @param {import("./adresse.js").Etat} etat */
  keepKnown(etat) {
    return keepKnown(this.facettes, etat);
  }
}

/** Facets whose values keep their order, as in the page (hooks/prst/outputs/pages/sections.py). */
const EN_ORDRE = ["territoires", "annees"];

/** What most deliverables have comes first, as in the page. */
function byUse(nom, valeurs) {
  return EN_ORDRE.includes(nom) ? valeurs : [...valeurs].sort((a, b) => b.numeros.length - a.numeros.length);
}
