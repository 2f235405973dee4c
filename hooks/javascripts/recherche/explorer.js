// A list to choose from: words, facets, order and pages, all of them in the address. That of deliverables asks the search, of which
// nothing is loaded before somebody touches it, or comes with choices in the address; that of relays asks its own page. Until
// then, and wherever it fails, the list of the page stays.
import { jour } from "../dates.js";
import { cut, readAddress, usualSort, writeAddress } from "./adresse.js";
import { count, element, remarques } from "./affichage.js";
import { released } from "./appui.js";
import { pagination } from "./cartes.js";
import { Donnees } from "./donnees.js";
import { TEXTE } from "./facettes.js";
import { Panneau } from "./panneau.js";
import { fold } from "./pliage.js";
import { SurPlace } from "./sur-place.js";
import { cell, download, rowsOf } from "./tableur.js";

/** @typedef {import("./adresse.js").Etat} Etat */
/**
 * @typedef {<T>(question: (donnees: Donnees | SurPlace, fold: (texte: string) => string) => Promise<T>) => Promise<T>} Source
 * hands a question to what answers it
 */

/** Ways out of an empty list: those that give back most. */
const PISTES = 3;
/** Milliseconds without a key after which what is typed is asked. */
const FRAPPE = 150;
/** From this width on the panel stands beside the list, open (explorer.css). */
const LARGE = "(min-width: 60em)";

class Explorateur {
  #zone;
  #racine;
  #parPage;
  /** @type {Etat} */
  #etat;
  #panneaux = new Map();
  /** What answered last. @type {Donnees | SurPlace | null} */
  #donnees = null;
  /** @type {Source} */
  #source;
  #tour = 0;
  #delai = 0;
  #entree = "";
  /** Every result, in the order that is shown; null while the list of the page is. */
  #ordre = null;
  #titre;

  /** @param {HTMLElement} zone @param {(zone: HTMLElement, panneaux: Map<string, Panneau>) => Source} sourceOf */
  constructor(zone, sourceOf) {
    this.#zone = zone;
    this.#racine = zone.dataset.racine;
    this.#parPage = Number(zone.dataset.parPage);
    this.#titre = [...this.#one("h2").childNodes].map((noeud) => noeud.cloneNode(true));
    for (const bloc of zone.querySelectorAll("[data-facette]")) {
      const panneau = new Panneau(bloc, (id, choisi) => this.#choose(panneau.nom, id, choisi));
      this.#panneaux.set(panneau.nom, panneau);
    }
    this.#source = sourceOf(zone, this.#panneaux);
    this.#listen();
    this.#reread();
  }

  #one(selecteur) {
    return this.#zone.querySelector(selecteur);
  }

  /** Shows or hides a part, where this list has it. */
  #hide(selecteur, cache) {
    const partie = this.#one(selecteur);
    if (partie) partie.hidden = cache;
  }

  get #champ() {
    return this.#one(".explorer-recherche input");
  }

  /** « 3 ressources », as this list calls them. @param {number} nombre */
  #named(nombre) {
    return count(nombre, this.#zone.dataset.un, this.#zone.dataset.plusieurs);
  }

  get #noms() {
    return [...this.#panneaux.keys()];
  }

  #listen() {
    const champ = this.#champ;
    const onClick = (selecteur, act) => this.#one(selecteur)?.addEventListener("click", act);
    this.#one(".explorer-recherche").addEventListener("submit", (evenement) => {
      evenement.preventDefault();
      this.#search(champ.value);
    });
    champ.addEventListener("input", () => {
      clearTimeout(this.#delai);
      this.#delai = setTimeout(() => this.#search(champ.value, true), FRAPPE);
    });
    this.#one(".facettes").addEventListener("submit", (evenement) => evenement.preventDefault());
    this.#one(".explorer-tri select")?.addEventListener("change", ({ target }) => this.#go({ tri: target.value }));
    for (const bouton of this.#zone.querySelectorAll("[data-vue]")) {
      bouton.addEventListener("click", () => this.#go({ vue: bouton.dataset.vue, page: this.#etat.page }));
    }
    onClick(".explorer-effacer", () => this.#reset());
    onClick(".explorer-reessayer", async () => {
      await this.#show();
      this.#goToTitle();
    });
    onClick(".explorer-csv", () => this.#export());
    onClick(".explorer-lien", () => this.#copy());
    onClick(".explorer-voir", () => {
      this.#one(".explorer-panneau").open = false;
      this.#goToTitle();
    });
    onClick(".explorer-resultats", (evenement) => this.#turn(evenement));
    for (const partie of [".explorer-recherche", ".explorer-panneau", ".explorer-reglages"]) {
      for (const genre of ["focusin", "pointerdown"]) this.#one(partie)?.addEventListener(genre, () => this.#prepare());
    }
    addEventListener("popstate", () => this.#reread());
    const large = matchMedia(LARGE);
    const unfold = () => (this.#one(".explorer-panneau").open = large.matches);
    large.addEventListener("change", unfold);
    unfold();
    this.#hide(".explorer-recherche", false);
    this.#hide(".explorer-reglages", false);
  }

  // What is asked

  /** Takes the state from the address. */
  #reread() {
    clearTimeout(this.#delai);
    this.#entree = "";
    this.#etat = readAddress(location.search, this.#noms);
    this.#champ.value = this.#etat.q;
    this.#show();
  }

  /**
   * Goes to another state, from its first page. What is typed in one go is one step of the browser's history.
   * @param {Partial<Etat>} changements @param {string} [entree] what goes on from one change to the next
   */
  #go(changements, entree = "") {
    clearTimeout(this.#delai);
    this.#etat = { ...this.#etat, page: 1, ...changements };
    const adresse = writeAddress(this.#etat, this.#noms) || location.pathname;
    if (adresse !== (location.search || location.pathname)) {
      if (entree && entree === this.#entree) history.replaceState(null, "", adresse);
      else history.pushState(null, "", adresse);
    }
    this.#entree = entree;
    return this.#show();
  }

  #search(texte, frappe = false) {
    const q = cut(texte);
    if (q !== this.#etat.q) this.#go({ q }, frappe ? "frappe" : "");
  }

  #choose(nom, id, choisi) {
    const choix = new Map(this.#etat.choix);
    const ids = new Set(choix.get(nom));
    if (choisi) ids.add(id);
    else ids.delete(id);
    choix.set(nom, ids);
    return this.#go({ choix });
  }

  /** Takes one facet, or the words, out of the choices. */
  #remove(nom) {
    if (nom === TEXTE) return this.#clear();
    const choix = new Map(this.#etat.choix);
    choix.delete(nom);
    return this.#go({ choix });
  }

  #clear() {
    this.#champ.value = "";
    return this.#go({ q: "" });
  }

  #reset() {
    this.#champ.value = "";
    this.#go({ q: "", choix: new Map() });
    this.#goToTitle();
  }

  /** Follows a link to another page of the results without leaving this one. */
  #turn(evenement) {
    const lien = evenement.target.closest("a[data-page]");
    if (!lien || evenement.ctrlKey || evenement.metaKey || evenement.shiftKey) return;
    evenement.preventDefault();
    this.#go({ page: Number(lien.dataset.page) });
    this.#goToTitle();
  }

  #goToTitle() {
    this.#one("h2").focus({ preventScroll: true });
    this.#one("h2").scrollIntoView({ block: "start" });
  }

  // What answers

  /** Loads the search ahead of the first answer, and the counts of all values. */
  async #prepare() {
    if (this.#donnees) return;
    try {
      await this.#ask(async (donnees) => {
        if (!this.#ordre) this.#update(await donnees.select(this.#etat));
      });
    } catch {
      // Said when something is asked.
    }
  }

  /** Asks what the list knows; where that is another one than before, the panels take its values. @template T @param {(donnees: Donnees | SurPlace) => Promise<T>} question @returns {Promise<T>} */
  #ask(question) {
    return this.#source(async (donnees, fold) => {
      await released();
      if (this.#donnees !== donnees) {
        for (const { nom, valeurs } of donnees.facettes) this.#panneaux.get(nom).complete(valeurs, fold);
        this.#donnees = donnees;
      }
      return question(donnees);
    });
  }

  // What is shown

  /** Shows the state: at once what was asked, then the counts, then the results. */
  async #show() {
    const tour = (this.#tour += 1);
    const etat = this.#etat;
    this.#showReglages(etat);
    this.#say("");
    this.#hide(".explorer-adresse", true);
    const simple = !writeAddress(etat, this.#noms);
    if (simple) this.#showAll();
    if (simple && !this.#donnees) return;
    this.#zone.setAttribute("aria-busy", "true");
    try {
      await this.#ask(async (donnees) => {
        if (tour !== this.#tour) return;
        const inconnus = donnees.keepKnown(etat);
        if (inconnus) this.#showReglages(etat);
        const selection = await donnees.select(etat);
        const resultats = await donnees.sort(etat, selection);
        if (tour !== this.#tour) return;
        this.#update(selection);
        this.#hide(".explorer-panne", true);
        if (simple) return;
        this.#showChoix(etat, donnees.facettes);
        this.#showRemarques(selection.reponse, inconnus);
        await this.#showResultats(donnees, etat, selection, resultats, tour);
      });
    } catch (erreur) {
      if (tour !== this.#tour) return;
      console.warn(erreur.message);
      this.#showAll();
      this.#hide(".explorer-panne", false);
    } finally {
      if (tour === this.#tour) this.#zone.removeAttribute("aria-busy");
    }
  }

  /** The list that the page came with. */
  #showAll() {
    this.#ordre = null;
    this.#one("h2").replaceChildren(...this.#titre.map((noeud) => noeud.cloneNode(true)));
    this.#one(".explorer-remarques").replaceChildren();
    const parties = ["resultats", "vide", "choix", "panne", "emporter"];
    for (const partie of parties) this.#hide(`.explorer-${partie}`, true);
    this.#hide(".explorer-toutes", false);
    this.#announce(this.#one("h2").textContent);
  }

  /** What the reader set: boxes, order, view. */
  #showReglages({ q, choix, tri, vue }) {
    const nombre = [...choix.values()].reduce((somme, ids) => somme + ids.size, 0);
    this.#one(".explorer-panneau > summary span").textContent = nombre ? `Filtrer (${nombre})` : "Filtrer";
    for (const [nom, panneau] of this.#panneaux) panneau.check(choix.get(nom));
    const liste = this.#one(".explorer-tri select");
    if (liste) {
      liste.querySelector("[value=pertinence]").hidden = !q;
      liste.querySelector("[value=pertinence]").disabled = !q;
      liste.value = tri || usualSort(q);
    }
    for (const bouton of this.#zone.querySelectorAll("[data-vue]")) {
      bouton.setAttribute("aria-pressed", String(bouton.dataset.vue === vue));
    }
  }

  /** @param {import("./facettes.js").Selection} selection */
  #update({ comptes, nombre }) {
    for (const [nom, panneau] of this.#panneaux) panneau.update(comptes.get(nom), this.#etat.choix.get(nom));
    this.#one(".explorer-voir").textContent = nombre ? `Voir ${nombre > 1 ? "les " : ""}${this.#named(nombre)}` : "Voir que faire";
  }

  /** One button for each choice, to take it back. */
  #showChoix({ q, choix }, facettes) {
    const jetons = q ? [this.#jeton(`«\u00a0${q}\u00a0»`, "les mots", () => this.#clear())] : [];
    for (const { nom, titre, valeurs } of facettes) {
      for (const { id, label } of valeurs.filter((valeur) => choix.get(nom)?.has(valeur.id))) {
        jetons.push(this.#jeton(label, titre, () => this.#choose(nom, id, false)));
      }
    }
    this.#one(".explorer-jetons").replaceChildren(...jetons);
    this.#hide(".explorer-choix", !jetons.length);
  }

  #jeton(label, titre, remove) {
    const bouton = element("button", "jeton");
    bouton.type = "button";
    const croix = element("span", "jeton-croix", "×");
    croix.setAttribute("aria-hidden", "true");
    bouton.append(element("span", "invisible", `Retirer ${titre}\u00a0: `), element("span", "jeton-label", label), croix);
    bouton.addEventListener("click", async () => {
      const place = [...this.#one(".explorer-jetons").children].indexOf(bouton.parentElement);
      await remove();
      const restants = this.#zone.querySelectorAll(".explorer-choix:not([hidden]) .jeton");
      if (restants.length) restants[Math.min(place, restants.length - 1)].focus();
      else this.#goToTitle();
    });
    return element("li", "", bouton);
  }

  #showRemarques(reponse, inconnus) {
    const dites = reponse ? remarques(reponse) : [];
    if (reponse?.mode === "vide") dites.push("Ces mots sont trop courants pour trier les ressources\u00a0: essayez-en un autre.");
    if (inconnus) dites.push("Cette adresse demande un choix qui n’existe pas, ou qui n’existe plus\u00a0: il est laissé de côté.");
    this.#one(".explorer-remarques").replaceChildren(...dites.map((mot) => element("p", "bandeau", mot)));
  }

  async #showResultats(donnees, etat, selection, { ordre, parties }, tour) {
    const pages = Math.ceil(ordre.length / this.#parPage);
    const page = Math.min(etat.page, Math.max(pages, 1));
    const titre = this.#one("h2");
    titre.textContent = ordre.length ? this.#named(ordre.length) : this.#zone.dataset.aucun;
    if (pages > 1) titre.append(element("span", "doux", `, page ${page} sur ${pages}`));
    this.#announce(titre.textContent);
    const debut = (page - 1) * this.#parPage;
    const recognises = selection.reponse?.recognises ?? (() => false);
    const icone = (genre) => this.#panneaux.get("formats")?.icone(genre) ?? "";
    const cartes = await donnees.cartes(ordre.slice(debut, debut + this.#parPage), { racine: this.#racine, recognises, icone });
    if (tour !== this.#tour) return;
    this.#ordre = ordre;
    const resultats = this.#one(".explorer-resultats");
    resultats.replaceChildren(...underHeadings(cartes, debut, parties, etat.vue ? "cartes cartes-compactes" : "cartes"));
    if (pages > 1) {
      const adresse = (numero) => writeAddress({ ...etat, page: numero }, this.#noms) || location.pathname;
      resultats.append(pagination(page, pages, adresse));
    }
    resultats.hidden = !ordre.length;
    this.#hide(".explorer-toutes", true);
    this.#hide(".explorer-emporter", !ordre.length);
    this.#showVide(ordre.length === 0, etat, selection, donnees.facettes);
  }

  /** Where nothing answers: which choice stands in the way. */
  #showVide(vide, { q, choix }, { sans }, facettes) {
    this.#hide(".explorer-vide", !vide);
    if (!vide) return;
    const noms = [...sans].filter(([, nombre]) => nombre).sort((a, b) => b[1] - a[1]);
    const pistes = noms.slice(0, PISTES).map(([nom, nombre]) => {
      const facette = facettes.find((une) => une.nom === nom);
      const labels = facette ? facette.valeurs.filter(({ id }) => choix.get(nom).has(id)).map(({ label }) => label) : [q];
      const cites = labels.map((label) => `«\u00a0${label}\u00a0»`).join(" et ");
      const bouton = element("button", "", `Retirer ${cites}`);
      bouton.type = "button";
      bouton.addEventListener("click", async () => {
        await this.#remove(nom);
        this.#goToTitle();
      });
      const piste = element("li", "", bouton);
      piste.append(`\u00a0: ${this.#named(nombre)}`);
      return piste;
    });
    this.#one(".explorer-pistes").replaceChildren(...pistes);
    this.#hide(".explorer-ailleurs", !q);
    const ailleurs = this.#one(".explorer-ailleurs a");
    if (ailleurs) ailleurs.href = `${this.#racine}recherche/?q=${encodeURIComponent(q)}`;
  }

  /** Tells what became of the list that is taken away. */
  #say(texte) {
    const fait = this.#one(".explorer-fait");
    if (fait) fait.textContent = texte;
  }

  #announce(texte) {
    const annonce = this.#one(".explorer-annonce");
    if (this.#tour > 1 && annonce.textContent !== texte) annonce.textContent = texte;
  }

  // What is taken away

  /** Every result, in the order that is shown, whatever the page. */
  async #export() {
    const fait = this.#one(".explorer-fait");
    const bouton = this.#one(".explorer-csv");
    if (bouton.getAttribute("aria-disabled")) return;
    bouton.setAttribute("aria-disabled", "true");
    try {
      fait.textContent = "Préparation du fichier…";
      const lignes = await this.#ask((donnees) => this.#lignes(donnees));
      download(`ressources-${jour(new Date())}.csv`, `\ufeff${lignes.join("")}`);
      fait.textContent = `Fichier prêt\u00a0: ${this.#named(lignes.length - 1)}.`;
    } catch (erreur) {
      console.warn(erreur.message);
      fait.textContent = "Le fichier n’a pas pu être préparé. Vérifiez votre connexion, puis recommencez.";
    } finally {
      bouton.removeAttribute("aria-disabled");
    }
  }

  /**
   * Rows of the file of the whole catalogue, which has what one needs to pass a resource on, in one request whatever their
   * number. It holds all of them in the order of the catalogue.
   * @param {Donnees} donnees
   */
  async #lignes(donnees) {
    const fetched = async (chemin) => {
      const reponse = await fetch(this.#racine + chemin, { cache: "no-cache" });
      if (!reponse.ok) throw new Error(`${chemin}\u00a0: ${reponse.status}`);
      return rowsOf((await reponse.text()).replace("\ufeff", ""));
    };
    const { provenance } = this.#zone.dataset;
    const [{ ordre }, parDate, [colonnes, ...toutes], [leurs, ...autres]] = await Promise.all([
      donnees.select(this.#etat).then((choisis) => donnees.sort(this.#etat, choisis)),
      donnees.moteur.byDate(),
      fetched("catalogue.csv"),
      provenance ? fetched("ailleurs/ressources.csv") : [],
    ]);
    const rangs = new Map(parDate.map((numero, rang) => [numero, rang]));
    const nombre = donnees.moteur.livrables;
    const notre = provenance ? (ligne) => ligne.replace(/\r\n$/, `;${cell(provenance)}\r\n`) : (ligne) => ligne;
    const lignes = ordre.map((numero) => (numero < nombre ? notre(toutes[rangs.get(numero)] ?? "") : autres[numero - nombre]));
    const premier = ordre.find((numero) => numero < nombre);
    const [premiere] = await donnees.moteur.fiches(premier === undefined ? [] : [premier]);
    const sienne = premiere && lignes[ordre.indexOf(premier)];
    if (toutes.length !== nombre || (premiere && !sienne.includes(`/${premiere.adresse};`)) || autres.length !== (provenance ? donnees.moteur.ailleurs.nombre : 0)) {
      throw new Error("catalogue.csv\u00a0: d’une autre publication");
    }
    return [provenance ? leurs : colonnes, ...lignes];
  }

  async #copy() {
    const adresse = new URL(writeAddress(this.#etat, this.#noms) || location.pathname, location.href).href;
    try {
      await navigator.clipboard.writeText(adresse);
      this.#one(".explorer-fait").textContent = "Lien copié\u00a0: il mène à cette liste, avec vos choix.";
    } catch {
      const champ = this.#one("#adresse-liste");
      champ.value = adresse;
      this.#hide(".explorer-adresse", false);
      champ.focus();
      champ.select();
    }
  }
}

/**
 * The cards of a page, under the headings of the parts to which they belong.
 * @param {Node[]} cartes @param {number} debut rank of the first one among all results
 * @param {{titre: string, nombre: number}[]} parties @param {string} classe @returns {HTMLElement[]}
 */
function underHeadings(cartes, debut, parties, classe) {
  const blocs = [];
  let fin = 0;
  for (const { titre, nombre } of parties.length ? parties : [{ titre: "", nombre: debut + cartes.length }]) {
    const premiere = Math.max(fin - debut, 0);
    fin += nombre;
    const siennes = cartes.slice(premiere, Math.max(fin - debut, 0));
    if (!siennes.length) continue;
    if (titre) {
      const entete = element("h3", "partie-palier", titre);
      entete.append(" ", element("span", "compte", nombre.toLocaleString("fr-FR")));
      blocs.push(entete);
    }
    const liste = element("div", classe);
    liste.append(...siennes);
    blocs.push(liste);
  }
  return blocs;
}

/**
 * The search answers for deliverables; after a publication, everything is asked anew.
 * @param {HTMLElement} zone @param {Map<string, Panneau>} panneaux @returns {Source}
 */
function bySearch(zone, panneaux) {
  /** @type {Donnees | null} */
  let lues = null;
  return async (question) => {
    const { ask, fold } = await import("./recherche.js");
    return ask(zone.dataset.racine, async (moteur) => {
      if (lues?.moteur !== moteur) lues = await Donnees.read(moteur, panneaux);
      return question(lues, fold);
    });
  };
}

/** What the page holds answers. @param {HTMLElement} zone @param {Map<string, Panneau>} panneaux @returns {Source} */
function onTheSpot(zone, panneaux) {
  const donnees = new SurPlace(zone, panneaux);
  return async (question) => question(donnees, fold);
}

const zone = document.querySelector(".explorer");
if (zone) new Explorateur(zone, "surPlace" in zone.dataset ? onTheSpot : bySearch);
