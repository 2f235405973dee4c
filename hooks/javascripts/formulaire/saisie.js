// A short form that writes a record or a request: what is wrong with a field is told once it was left, or once all is asked for.

const A_REVOIR = "Il reste à compléter ou à corriger\u00a0: voyez les champs marqués.";

/** What is wrong with each field, in words; "" where nothing is. @typedef {Record<string, (valeurs: any, aujourdhui: string) => string>} Regles */

export class Saisie {
  #formulaire;
  #regles;
  /** Fields that were left once with something in them, by name. @type {Set<string>} */
  #quittes = new Set();
  #tente = false;

  /** @param {HTMLFormElement} formulaire @param {Regles} regles by the name of their field @param {() => void} show called when a field was left */
  constructor(formulaire, regles, show) {
    this.#formulaire = formulaire;
    this.#regles = regles;
    formulaire.addEventListener("focusout", ({ target }) => {
      if (!target.name || !(target.value || this.#quittes.has(target.name))) return; // who passes by was not wrong
      this.#quittes.add(target.name);
      show();
    });
  }

  /** Shows what is wrong: of the fields that were left, or of all once all was asked for. @returns {HTMLElement | undefined} the first wrong field */
  check(valeurs, aujourdhui) {
    let premier;
    for (const [nom, regle] of Object.entries(this.#regles)) {
      const champ = this.#formulaire.elements[nom];
      const erreur = regle(valeurs, aujourdhui);
      const montre = erreur && (this.#tente || this.#quittes.has(nom)) ? erreur : "";
      const dit = this.#formulaire.querySelector(`#${champ.id}-erreur`);
      dit.hidden = !montre;
      dit.textContent = montre;
      if (montre) champ.setAttribute("aria-invalid", "true");
      else champ.removeAttribute("aria-invalid");
      if (erreur) premier ??= champ;
    }
    return premier;
  }

  /**
   * Asks for all of it: where something is wrong, says so and goes there.
   * @template {{faux?: HTMLElement}} Vu @param {Event} event @param {() => Vu} show what shows the form, with the first wrong field
   * @param {HTMLElement} etat @returns {Vu | undefined} what it shows, where it can be sent
   */
  ready(event, show, etat) {
    this.#tente = true;
    const vu = show();
    if (!vu.faux) return vu;
    event.preventDefault();
    etat.textContent = A_REVOIR;
    vu.faux.focus();
    return undefined;
  }
}
