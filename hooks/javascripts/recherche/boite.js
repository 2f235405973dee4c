// Suggestions under a search form, as its reader types: a combobox whose list is chosen from by hand (ARIA Authoring
// Practices Guide, « Combobox Pattern »). socle.js fetches this once a form is touched; without it the form leads to the
// search page all the same.
import { count, element, highlight, isUnfinished, remarques, setAttributes } from "./affichage.js";
import { released } from "./appui.js";
import { ask, ready } from "./chargement.js";

const RACINE = new URL("../../../", import.meta.url).href;
/** Milliseconds without a key after which what is typed is asked: most people type faster within a word. */
const PAUSE = 150;
/** Milliseconds after which a reader is told to wait; sooner, the sentence would only flash. */
const LENTEUR = 300;
/** Suggestions: as many as stand above the keyboard of a phone. */
const MONTREES = 6;
const VOISINES = 4;
const ECHEC = "La recherche n’a pas pu se charger. Vérifiez votre connexion, puis appuyez sur Entrée.";

/** Gives suggestions to a form that leads to the search page. @param {HTMLFormElement} form */
export function install(form) {
  new Suggestions(form, form.querySelector("input[type=search]"));
}

/** Results that the search page shows first. @param {import("./moteur.js").Reponse} reponse */
function shown({ resultats, pilotes }) {
  return resultats.length || pilotes.length;
}

/** @typedef {{adresse: string, genre: string, titre: string | Node}} Proposition */

class Suggestions {
  #champ;
  #page;
  #panneau = element("div", "suggestions");
  #note = element("p", "suggestions-note");
  #liste = element("div", "suggestions-liste");
  #annonce = element("p", "invisible");
  #minuterie;
  /** Number of the last question: the answers to former ones come too late. */
  #tour = 0;
  #choisie = -1;

  constructor(form, champ) {
    this.#champ = champ;
    this.#page = form.action;
    this.#liste.id = `${champ.id}-suggestions`;
    setAttributes(this.#liste, { role: "listbox", "aria-label": "Suggestions" });
    setAttributes(this.#annonce, { role: "status" });
    this.#panneau.hidden = true;
    this.#panneau.append(this.#note, this.#liste);
    champ.parentElement.append(this.#panneau, this.#annonce);
    setAttributes(champ, { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.#liste.id });

    champ.addEventListener("input", () => this.#wait());
    champ.addEventListener("keydown", (evenement) => this.#onKey(evenement));
    champ.addEventListener("click", () => this.#reopen());
    form.addEventListener("submit", () => this.#leave());
    form.addEventListener("focusout", (evenement) => {
      if (!form.contains(evenement.relatedTarget)) this.#leave();
    });
    this.#panneau.addEventListener("click", () => this.#leave());
    // A press must leave the focus in the field: where it would go, the list closes before the click.
    this.#panneau.addEventListener("mousedown", (evenement) => evenement.preventDefault());
    ready(RACINE).catch(() => {}); // told once there is a question
    if (champ.value.trim()) this.#search();
  }

  #wait() {
    this.#forget();
    if (!this.#champ.value.trim()) this.#clear();
    else this.#minuterie = setTimeout(() => this.#search(), PAUSE);
  }

  async #search() {
    const tour = ++this.#tour;
    const question = this.#champ.value;
    let attend = true;
    const lenteur = setTimeout(async () => {
      await released();
      if (attend && tour === this.#tour) this.#say("Recherche en cours…");
    }, LENTEUR);
    try {
      const { reponse, propositions } = await ask(RACINE, async (moteur) => {
        const reponse = await moteur.search(question, { frappe: true });
        return { reponse, propositions: tour === this.#tour ? await this.#propose(moteur, question.trim(), reponse) : [] };
      });
      attend = false;
      await released();
      if (tour === this.#tour) this.#show(propositions, reponse, question.trim());
    } catch {
      if (tour === this.#tour) this.#say(ECHEC);
    } finally {
      attend = false;
      clearTimeout(lenteur);
    }
  }

  /** @returns {Promise<Proposition[]>} what the list holds; nothing where too few letters are typed to tell */
  async #propose(moteur, question, reponse) {
    const { mode, recognises } = reponse;
    const resultats = [...reponse.resultats, ...reponse.pilotes]; // the pilots' manual never comes first
    const ailleurs = (mot) => `${this.#page}?${new URLSearchParams({ q: mot })}`;
    if (mode === "vide" || (mode === "inconnu" && isUnfinished(reponse))) return [];
    if (!resultats.length) {
      const proches = await moteur.proches(reponse.mots.at(-1), VOISINES);
      return [
        ...proches.map((mot) => ({ adresse: ailleurs(mot), genre: "Mot proche", titre: mot })),
        { adresse: ailleurs(question), genre: "", titre: "D’autres façons de trouver" },
      ];
    }
    const fiches = await moteur.fiches(resultats.slice(0, MONTREES).map(({ numero }) => numero));
    const propositions = fiches.map(({ adresse, genre, titre }) => ({
      adresse: RACINE + adresse,
      genre,
      titre: highlight(titre, recognises),
    }));
    if (resultats.length > MONTREES) {
      const combien = shown(reponse).toLocaleString("fr-FR");
      propositions.push({ adresse: ailleurs(question), genre: "", titre: `Tous les résultats (${combien})` });
    }
    return propositions;
  }

  /** @param {Proposition[]} propositions */
  #show(propositions, reponse, question) {
    if (!propositions.length) return this.#clear();
    const { mode } = reponse;
    const combien = shown(reponse);
    const dites = mode === "inconnu" ? [`Rien ne correspond à «\u00a0${question}\u00a0».`] : isUnfinished(reponse) ? [] : remarques(reponse);
    this.#choose(-1);
    this.#liste.replaceChildren(...propositions.map((proposition, rang) => this.#option(proposition, rang)));
    this.#note.textContent = dites.join(" ");
    this.#annonce.textContent = [
      ...(combien ? [`${count(combien, "résultat", "résultats")}.`] : []),
      ...dites,
      "Flèches haut et bas pour parcourir les suggestions.",
    ].join(" ");
    if (this.#champ.matches(":focus")) this.#unfold(true);
  }

  /** @param {Proposition} proposition */
  #option({ adresse, genre, titre }, rang) {
    const option = element("a", genre ? "suggestion" : "suggestion suggestion-suite");
    option.id = `${this.#liste.id}-${rang}`;
    setAttributes(option, { role: "option", "aria-selected": "false", tabindex: "-1" });
    option.href = adresse;
    if (genre) option.append(element("span", "suggestion-genre", genre), " ");
    option.append(element("span", "suggestion-titre", titre));
    return option;
  }

  /** Says a sentence in the place of suggestions. */
  #say(phrase) {
    this.#clear();
    this.#note.textContent = phrase;
    this.#annonce.textContent = phrase;
    this.#panneau.hidden = false;
  }

  #clear() {
    this.#close();
    this.#liste.replaceChildren();
    this.#note.textContent = "";
    this.#annonce.textContent = "";
  }

  #unfold(ouvert) {
    this.#panneau.hidden = !ouvert;
    setAttributes(this.#champ, { "aria-expanded": String(ouvert) });
  }

  /** Leaves the question that is being asked without an answer. */
  #forget() {
    clearTimeout(this.#minuterie);
    this.#tour += 1;
  }

  #leave() {
    this.#forget();
    this.#close();
  }

  #close() {
    this.#choose(-1);
    this.#unfold(false);
  }

  #reopen() {
    if (this.#liste.children.length) this.#unfold(true);
  }

  #choose(rang) {
    const options = [...this.#liste.children];
    if (this.#choisie >= 0) setAttributes(options[this.#choisie], { "aria-selected": "false" });
    this.#choisie = rang;
    if (rang < 0) {
      this.#champ.removeAttribute("aria-activedescendant");
    } else {
      setAttributes(options[rang], { "aria-selected": "true" });
      options[rang].scrollIntoView({ block: "nearest", behavior: "instant" });
      this.#champ.setAttribute("aria-activedescendant", options[rang].id);
    }
  }

  /** @param {KeyboardEvent} evenement */
  #onKey(evenement) {
    if (evenement.isComposing || evenement.ctrlKey || evenement.metaKey || evenement.altKey || evenement.shiftKey) return;
    const combien = this.#liste.children.length;
    const pas = { ArrowDown: 1, ArrowUp: -1 }[evenement.key];
    if (pas && combien) {
      this.#reopen();
      // The field itself stands between the last suggestion and the first.
      this.#choose(((this.#choisie + 1 + pas + combien + 1) % (combien + 1)) - 1);
    } else if (evenement.key === "Enter" && this.#choisie >= 0) {
      this.#liste.children[this.#choisie].click();
    } else if (evenement.key === "Escape" && !this.#panneau.hidden) {
      this.#leave();
    } else if (evenement.key === "Escape" && this.#champ.value) {
      this.#champ.value = "";
      this.#forget();
      this.#clear();
    } else {
      return;
    }
    evenement.preventDefault();
  }
}
