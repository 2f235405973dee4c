// One facet of the panel: its links become boxes to tick, and its counts follow what is chosen elsewhere.
import { count, element } from "./affichage.js";

/** Values shown of a facet before « Voir plus ». */
const MONTREES = 8;
/** Values from which a facet has a field to look for one. */
const NOMBREUSES = 15;
const INCONNU = Infinity; // before the search is loaded, the page's own counts stay

export class Panneau {
  #bloc;
  #liste;
  #bouton;
  #filtre;
  #badge = element("span", "facette-badge");
  #lignes = new Map();
  #plie = (texte) => texte;
  #deplie = false;
  /** Whether there are values that the page does not hold. */
  #incomplet;

  /** @param {HTMLDetailsElement} bloc @param {(id: string, choisi: boolean) => void} choose */
  constructor(bloc, choose) {
    this.nom = bloc.dataset.facette;
    this.#bloc = bloc;
    this.titre = bloc.querySelector("summary").textContent;
    this.#liste = bloc.querySelector("ul");
    bloc.querySelector("summary").append(this.#badge);
    for (const ligne of this.#liste.children) {
      this.#makeBox(ligne, ligne.dataset.valeur, ligne.querySelector("a, span").textContent);
    }
    this.#createButton();
    bloc.hidden = false;
    this.#liste.addEventListener("change", ({ target }) => choose(target.value, target.checked));
    this.show();
  }

  /** Turns a line into a box to tick. */
  #makeBox(ligne, id, label) {
    const boite = element("input");
    Object.assign(boite, { type: "checkbox", name: this.nom, value: id, autocomplete: "off" });
    const compte = ligne.querySelector(".facette-compte") ?? element("span", "facette-compte");
    const etiquette = element("label");
    const icone = ligne.querySelector("svg");
    etiquette.append(boite, ...(icone ? [icone] : []), element("span", "facette-label", label), compte);
    ligne.replaceChildren(etiquette);
    this.#lignes.set(id, { ligne, boite, compte, label, plie: "", nombre: INCONNU });
  }

  /** « Voir plus » takes the place of the link to all values. */
  #createButton() {
    const tous = this.#bloc.querySelector(".facette-tous");
    this.#incomplet = Boolean(tous);
    tous?.remove();
    this.#bouton = element("button", "facette-plus", "Voir plus");
    this.#bouton.type = "button";
    this.#bouton.addEventListener("click", () => {
      this.#deplie = !this.#deplie;
      this.show();
    });
    this.#liste.after(this.#bouton);
  }

  /** Names of the values by their ids. */
  get labels() {
    return new Map([...this.#lignes].map(([id, { label }]) => [id, label]));
  }

  /** Icon of a value, by its label. @param {string} label */
  icone(label) {
    const ligne = [...this.#lignes.values()].find((une) => une.label === label);
    return ligne?.ligne.querySelector("svg")?.cloneNode(true) ?? "";
  }

  /** Adds the values that the page did not hold. @param {import("./facettes.js").Valeur[]} valeurs @param {(texte: string) => string} fold */
  complete(valeurs, fold) {
    this.#plie = fold;
    this.#incomplet = false;
    for (const { id, label } of valeurs) {
      if (!this.#lignes.has(id)) {
        const ligne = element("li");
        this.#makeBox(ligne, id, label);
        this.#liste.append(ligne);
      }
      this.#lignes.get(id).plie = fold(label);
    }
    if (this.#lignes.size > NOMBREUSES && !this.#filtre) this.#createFilter();
  }

  #createFilter() {
    this.#filtre = element("input", "facette-filtre");
    Object.assign(this.#filtre, { type: "search", placeholder: "Chercher dans cette liste", autocomplete: "off" });
    this.#filtre.setAttribute("aria-label", `Chercher dans la liste «\u00a0${this.titre}\u00a0»`);
    this.#filtre.addEventListener("input", () => this.show());
    this.#liste.before(this.#filtre);
  }

  /** @param {Map<string, number>} comptes by value @param {Set<string> | undefined} choisis */
  update(comptes, choisis) {
    for (const [id, ligne] of this.#lignes) {
      const nombre = comptes.get(id) ?? 0;
      if (nombre !== ligne.nombre) {
        ligne.nombre = nombre;
        ligne.compte.textContent = nombre.toLocaleString("fr-FR");
      }
    }
    this.check(choisis);
  }

  /** @param {Set<string> | undefined} choisis */
  check(choisis) {
    for (const [id, { boite }] of this.#lignes) boite.checked = Boolean(choisis?.has(id));
    this.#badge.replaceChildren();
    if (choisis?.size) {
      this.#badge.append(String(choisis.size), element("span", "invisible", choisis.size > 1 ? " choix faits" : " choix fait"));
    }
    this.show();
  }

  /** Shows what is chosen and, of what is possible, the values that most deliverables have. */
  show() {
    const cherche = this.#plie(this.#filtre?.value ?? "").trim();
    let [montrees, cachees] = [0, 0];
    const possibles = [...this.#lignes.values()].filter(({ nombre }) => nombre > 0).length;
    if (this.#filtre) this.#filtre.hidden = !cherche && possibles <= NOMBREUSES;
    for (const { ligne, boite, nombre, plie } of this.#lignes.values()) {
      const possible = boite.checked || (nombre > 0 && plie.includes(cherche));
      const place = boite.checked || this.#deplie || cherche || montrees < MONTREES;
      const cache = !(possible && place);
      if (ligne.hidden !== cache) ligne.hidden = cache;
      if (!cache) montrees += 1;
      else if (possible) cachees += 1;
    }
    this.#bouton.hidden = Boolean(cherche) || (!cachees && !this.#incomplet && !(this.#deplie && montrees > MONTREES));
    const autres = cachees && !this.#incomplet ? ` (${count(cachees, "autre", "autres")})` : "";
    this.#bouton.textContent = this.#deplie ? "Voir moins" : `Voir plus${autres}`;
    this.#bouton.setAttribute("aria-expanded", String(this.#deplie));
    this.#say(montrees ? "" : cherche ? "Rien de ce nom dans cette liste." : "Vos autres choix ne laissent rien ici.");
  }

  #say(texte) {
    let mot = this.#bloc.querySelector(".facette-mot");
    if (!mot && texte) {
      mot = element("p", "facette-mot doux");
      this.#liste.after(mot);
    }
    if (mot && mot.textContent !== texte) mot.textContent = texte;
    if (mot) mot.hidden = !texte;
  }
}
