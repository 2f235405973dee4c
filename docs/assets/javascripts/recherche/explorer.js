// The list of deliverables: words, facets, order and pages, all of them in the address. Nothing of the search is loaded before
// somebody touches it, or comes with choices in the address; until then, and wherever it fails, the list of the page stays.
import { jour } from "../dates.js";
import { couper, ecrireAdresse, lireAdresse, triHabituel } from "./adresse.js";
import { compter, element, remarques } from "./affichage.js";
import { carte, pagination } from "./cartes.js";
import { misesAJour, ordonner, selectionner, TEXTE } from "./facettes.js";
import { Panneau } from "./panneau.js";
import { ecrireTableur, telecharger } from "./tableur.js";

/** @typedef {import("./adresse.js").Etat} Etat */

const PAR_PAGE = 24;
const PISTES = 3;
const LOT = 200;
const FRAPPE = 150;
const LARGE = "(min-width: 60em)";
const COLONNES = ["Titre", "Adresse", "Format", "Pour qui", "Date", "Résumé"];

class Explorateur {
  #zone;
  #racine;
  /** @type {Etat} */
  #etat;
  #panneaux = new Map();
  #donnees = null;
  #reponses = new Map();
  #tour = 0;
  #delai = 0;
  #entree = "";
  /** Every result, in the order that is shown; null while the list of the page is. */
  #ordre = null;
  #titre;

  /** @param {HTMLElement} zone */
  constructor(zone) {
    this.#zone = zone;
    this.#racine = zone.dataset.racine;
    this.#titre = [...this.#un("h2").childNodes].map((noeud) => noeud.cloneNode(true));
    for (const bloc of zone.querySelectorAll("[data-facette]")) {
      const panneau = new Panneau(bloc, (id, choisi) => this.#choisir(panneau.nom, id, choisi));
      this.#panneaux.set(panneau.nom, panneau);
    }
    this.#ecouter();
    this.#relire();
  }

  #un(selecteur) {
    return this.#zone.querySelector(selecteur);
  }

  get #noms() {
    return [...this.#panneaux.keys()];
  }

  #ecouter() {
    const champ = this.#un("#q-ressources");
    const cliquer = (selecteur, agir) => this.#un(selecteur).addEventListener("click", agir);
    this.#un(".explorer-recherche").addEventListener("submit", (evenement) => {
      evenement.preventDefault();
      this.#chercher(champ.value);
    });
    champ.addEventListener("input", () => {
      clearTimeout(this.#delai);
      this.#delai = setTimeout(() => this.#chercher(champ.value, true), FRAPPE);
    });
    this.#un(".facettes").addEventListener("submit", (evenement) => evenement.preventDefault());
    this.#un("#tri-ressources").addEventListener("change", ({ target }) => this.#aller({ tri: target.value }));
    for (const bouton of this.#zone.querySelectorAll("[data-vue]")) {
      bouton.addEventListener("click", () => this.#aller({ vue: bouton.dataset.vue, page: this.#etat.page }));
    }
    cliquer(".explorer-effacer", () => this.#effacer());
    cliquer(".explorer-reessayer", async () => {
      await this.#montrer();
      this.#allerAuTitre();
    });
    cliquer(".explorer-csv", () => this.#exporter());
    cliquer(".explorer-lien", () => this.#copier());
    cliquer(".explorer-voir", () => {
      this.#un(".explorer-panneau").open = false;
      this.#allerAuTitre();
    });
    cliquer(".explorer-resultats", (evenement) => this.#tourner(evenement));
    for (const partie of [".explorer-recherche", ".explorer-panneau", ".explorer-reglages"]) {
      for (const genre of ["focusin", "pointerdown"]) this.#un(partie).addEventListener(genre, () => this.#preparer());
    }
    addEventListener("popstate", () => this.#relire());
    const large = matchMedia(LARGE);
    const ouvrir = () => (this.#un(".explorer-panneau").open = large.matches);
    large.addEventListener("change", ouvrir);
    ouvrir();
    this.#un(".explorer-reglages").hidden = false;
  }

  // What is asked

  /** Takes the state from the address. */
  #relire() {
    clearTimeout(this.#delai);
    this.#entree = "";
    this.#etat = lireAdresse(location.search, this.#noms);
    this.#un("#q-ressources").value = this.#etat.q;
    this.#montrer();
  }

  /**
   * Goes to another state, from its first page. What is typed in one go is one step of the browser's history.
   * @param {Partial<Etat>} changements @param {string} [entree] what goes on from one change to the next
   */
  #aller(changements, entree = "") {
    clearTimeout(this.#delai);
    this.#etat = { ...this.#etat, page: 1, ...changements };
    const adresse = ecrireAdresse(this.#etat, this.#noms) || location.pathname;
    if (adresse !== (location.search || location.pathname)) {
      if (entree && entree === this.#entree) history.replaceState(null, "", adresse);
      else history.pushState(null, "", adresse);
    }
    this.#entree = entree;
    return this.#montrer();
  }

  #chercher(texte, frappe = false) {
    const q = couper(texte);
    if (q !== this.#etat.q) this.#aller({ q }, frappe ? "frappe" : "");
  }

  #choisir(nom, id, choisi) {
    const choix = new Map(this.#etat.choix);
    const ids = new Set(choix.get(nom));
    if (choisi) ids.add(id);
    else ids.delete(id);
    choix.set(nom, ids);
    return this.#aller({ choix });
  }

  /** Takes one facet, or the words, out of the choices. */
  #retirer(nom) {
    if (nom === TEXTE) return this.#vider();
    const choix = new Map(this.#etat.choix);
    choix.delete(nom);
    return this.#aller({ choix });
  }

  #vider() {
    this.#un("#q-ressources").value = "";
    return this.#aller({ q: "" });
  }

  #effacer() {
    this.#un("#q-ressources").value = "";
    this.#aller({ q: "", choix: new Map() });
    this.#allerAuTitre();
  }

  /** Follows a link to another page of the results without leaving this one. */
  #tourner(evenement) {
    const lien = evenement.target.closest("a[data-page]");
    if (!lien || evenement.ctrlKey || evenement.metaKey || evenement.shiftKey) return;
    evenement.preventDefault();
    this.#aller({ page: Number(lien.dataset.page) });
    this.#allerAuTitre();
  }

  #allerAuTitre() {
    this.#un("h2").focus({ preventScroll: true });
    this.#un("h2").scrollIntoView({ block: "start" });
  }

  // What answers

  /** Loads the search ahead of the first answer, and the counts of all values. */
  async #preparer() {
    if (this.#donnees) return;
    try {
      const donnees = await this.#charger();
      if (!this.#ordre) this.#actualiser(await this.#selection(donnees, this.#etat));
    } catch {
      // Said when something is asked.
    }
  }

  /** @returns {Promise<{moteur: import("./moteur.js").Moteur, facettes: import("./facettes.js").Facette[], parTitre: () => Promise<number[]>}>} */
  #charger() {
    this.#donnees ??= this.#lire().catch((erreur) => {
      this.#donnees = null;
      throw erreur;
    });
    return this.#donnees;
  }

  async #lire() {
    const { ouvrir, plier } = await import("./recherche.js");
    const moteur = await ouvrir(this.#racine);
    const noms = moteur.facettes.filter((nom) => this.#panneaux.has(nom));
    const [etat, ...lues] = await Promise.all([moteur.etat(), ...noms.map((nom) => moteur.facette(nom))]);
    const facettes = lues.map((facette, rang) => ({ nom: noms[rang], ...facette, valeurs: parUsage(noms[rang], facette.valeurs) }));
    const numeros = misesAJour(moteur.livrables, etat, jour(new Date()));
    const { titre, labels } = this.#panneaux.get("etat");
    const valeurs = [...labels].map(([id, label]) => ({ id, label, adresse: "", numeros: numeros[id] }));
    facettes.push({ nom: "etat", titre, valeurs });
    for (const { nom, valeurs } of facettes) this.#panneaux.get(nom).completer(valeurs, plier);
    return { moteur, facettes };
  }

  /** @param {string} q @returns {Promise<import("./moteur.js").Reponse & {livrables: number[]}>} */
  async #repondre(moteur, q) {
    if (!this.#reponses.has(q)) {
      const reponse = await moteur.chercher(q, { frappe: true });
      const livrables = reponse.resultats.map(({ numero }) => numero).filter((numero) => numero < moteur.livrables);
      this.#reponses.set(q, { ...reponse, livrables });
    }
    return this.#reponses.get(q);
  }

  async #selection({ moteur, facettes }, { q, choix }) {
    const reponse = q ? await this.#repondre(moteur, q) : null;
    const trouves = reponse && reponse.mode !== "vide" ? reponse.livrables : null;
    return { reponse, trouves, ...selectionner(moteur.livrables, facettes, choix, trouves) };
  }

  /** The results in their order. */
  async #trier(moteur, { tri, q }, { trouves, retenus }) {
    const voulu = tri || triHabituel(q);
    if (voulu === "pertinence" && trouves) return ordonner(trouves, retenus);
    if (voulu === "titre") return ordonner(await moteur.parTitre(), retenus);
    return ordonner(retenus.keys(), retenus);
  }

  // What is shown

  /** Shows the state: at once what was asked, then the counts, then the results. */
  async #montrer() {
    const tour = (this.#tour += 1);
    const etat = this.#etat;
    this.#montrerReglages(etat);
    this.#un(".explorer-fait").textContent = "";
    this.#un(".explorer-adresse").hidden = true;
    const simple = !ecrireAdresse(etat, this.#noms);
    if (simple) this.#montrerTout();
    if (simple && !this.#donnees) return;
    this.#zone.setAttribute("aria-busy", "true");
    try {
      const donnees = await this.#charger();
      if (tour !== this.#tour) return;
      const inconnus = garderConnus(etat, donnees.facettes);
      if (inconnus) this.#montrerReglages(etat);
      const selection = await this.#selection(donnees, etat);
      const ordre = await this.#trier(donnees.moteur, etat, selection);
      if (tour !== this.#tour) return;
      this.#actualiser(selection);
      this.#un(".explorer-panne").hidden = true;
      if (simple) return;
      this.#montrerChoix(etat, donnees.facettes);
      this.#montrerRemarques(selection.reponse, inconnus);
      await this.#montrerResultats(donnees, etat, selection, ordre, tour);
    } catch (erreur) {
      if (tour !== this.#tour) return;
      console.warn(erreur.message);
      this.#montrerTout();
      this.#un(".explorer-panne").hidden = false;
    } finally {
      if (tour === this.#tour) this.#zone.removeAttribute("aria-busy");
    }
  }

  /** The list that the page came with. */
  #montrerTout() {
    this.#ordre = null;
    this.#un("h2").replaceChildren(...this.#titre.map((noeud) => noeud.cloneNode(true)));
    this.#un(".explorer-remarques").replaceChildren();
    const parties = ["resultats", "vide", "choix", "panne", "emporter"];
    for (const partie of parties) this.#un(`.explorer-${partie}`).hidden = true;
    this.#un(".explorer-toutes").hidden = false;
    this.#annoncer(this.#un("h2").textContent);
  }

  /** What the reader set: boxes, order, view. */
  #montrerReglages({ q, choix, tri, vue }) {
    const nombre = [...choix.values()].reduce((somme, ids) => somme + ids.size, 0);
    this.#un(".explorer-panneau > summary span").textContent = nombre ? `Filtrer (${nombre})` : "Filtrer";
    for (const [nom, panneau] of this.#panneaux) panneau.cocher(choix.get(nom));
    const liste = this.#un("#tri-ressources");
    liste.querySelector("[value=pertinence]").hidden = !q;
    liste.querySelector("[value=pertinence]").disabled = !q;
    liste.value = tri || triHabituel(q);
    for (const bouton of this.#zone.querySelectorAll("[data-vue]")) {
      bouton.setAttribute("aria-pressed", String(bouton.dataset.vue === vue));
    }
  }

  /** @param {import("./facettes.js").Selection} selection */
  #actualiser({ comptes, nombre }) {
    for (const [nom, panneau] of this.#panneaux) panneau.actualiser(comptes.get(nom), this.#etat.choix.get(nom));
    this.#un(".explorer-voir").textContent = nombre ? `Voir ${nombre > 1 ? "les " : ""}${ressources(nombre)}` : "Voir que faire";
  }

  /** One button for each choice, to take it back. */
  #montrerChoix({ q, choix }, facettes) {
    const jetons = q ? [this.#jeton(`«\u00a0${q}\u00a0»`, "les mots", () => this.#vider())] : [];
    for (const { nom, titre, valeurs } of facettes) {
      for (const { id, label } of valeurs.filter((valeur) => choix.get(nom)?.has(valeur.id))) {
        jetons.push(this.#jeton(label, titre, () => this.#choisir(nom, id, false)));
      }
    }
    this.#un(".explorer-jetons").replaceChildren(...jetons);
    this.#un(".explorer-choix").hidden = !jetons.length;
  }

  #jeton(label, titre, retirer) {
    const bouton = element("button", "jeton");
    bouton.type = "button";
    const croix = element("span", "jeton-croix", "×");
    croix.setAttribute("aria-hidden", "true");
    bouton.append(element("span", "invisible", `Retirer ${titre}\u00a0: `), element("span", "jeton-label", label), croix);
    bouton.addEventListener("click", async () => {
      const place = [...this.#un(".explorer-jetons").children].indexOf(bouton.parentElement);
      await retirer();
      const restants = this.#zone.querySelectorAll(".explorer-choix:not([hidden]) .jeton");
      if (restants.length) restants[Math.min(place, restants.length - 1)].focus();
      else this.#allerAuTitre();
    });
    return element("li", "", bouton);
  }

  #montrerRemarques(reponse, inconnus) {
    const dites = reponse ? remarques(reponse) : [];
    if (reponse?.mode === "vide") dites.push("Ces mots sont trop courants pour trier les ressources\u00a0: essayez-en un autre.");
    if (inconnus) dites.push("Cette adresse demande un choix qui n’existe pas, ou qui n’existe plus\u00a0: il est laissé de côté.");
    this.#un(".explorer-remarques").replaceChildren(...dites.map((mot) => element("p", "bandeau", mot)));
  }

  async #montrerResultats({ moteur, facettes }, etat, selection, ordre, tour) {
    const pages = Math.ceil(ordre.length / PAR_PAGE);
    const page = Math.min(etat.page, Math.max(pages, 1));
    const titre = this.#un("h2");
    titre.textContent = ordre.length ? ressources(ordre.length) : "Aucune ressource";
    if (pages > 1) titre.append(element("span", "doux", `, page ${page} sur ${pages}`));
    this.#annoncer(titre.textContent);
    const fiches = await moteur.fiches(ordre.slice((page - 1) * PAR_PAGE, page * PAR_PAGE));
    if (tour !== this.#tour) return;
    this.#ordre = ordre;
    const reconnait = selection.reponse?.reconnait ?? (() => false);
    const icone = (genre) => this.#panneaux.get("formats")?.icone(genre) ?? "";
    const cartes = element("div", etat.vue ? "cartes cartes-compactes" : "cartes");
    cartes.append(...fiches.map((fiche) => carte(fiche, { racine: this.#racine, reconnait, icone })));
    const resultats = this.#un(".explorer-resultats");
    resultats.replaceChildren(cartes);
    if (pages > 1) {
      const adresse = (numero) => ecrireAdresse({ ...etat, page: numero }, this.#noms) || location.pathname;
      resultats.append(pagination(page, pages, adresse));
    }
    resultats.hidden = !ordre.length;
    this.#un(".explorer-toutes").hidden = true;
    this.#un(".explorer-emporter").hidden = !ordre.length;
    this.#montrerVide(ordre.length === 0, etat, selection, facettes);
  }

  /** Where nothing answers: which choice stands in the way. */
  #montrerVide(vide, { q, choix }, { sans }, facettes) {
    this.#un(".explorer-vide").hidden = !vide;
    if (!vide) return;
    const noms = [...sans].filter(([, nombre]) => nombre).sort((a, b) => b[1] - a[1]);
    const pistes = noms.slice(0, PISTES).map(([nom, nombre]) => {
      const facette = facettes.find((une) => une.nom === nom);
      const labels = facette ? facette.valeurs.filter(({ id }) => choix.get(nom).has(id)).map(({ label }) => label) : [q];
      const cites = labels.map((label) => `«\u00a0${label}\u00a0»`).join(" et ");
      const bouton = element("button", "", `Retirer ${cites}`);
      bouton.type = "button";
      bouton.addEventListener("click", async () => {
        await this.#retirer(nom);
        this.#allerAuTitre();
      });
      const piste = element("li", "", bouton);
      piste.append(`\u00a0: ${ressources(nombre)}`);
      return piste;
    });
    this.#un(".explorer-pistes").replaceChildren(...pistes);
    this.#un(".explorer-ailleurs").hidden = !q;
    this.#un(".explorer-ailleurs a").href = `${this.#racine}recherche/?q=${encodeURIComponent(q)}`;
  }

  #annoncer(texte) {
    const annonce = this.#un(".explorer-annonce");
    if (this.#tour > 1 && annonce.textContent !== texte) annonce.textContent = texte;
  }

  // What is taken away

  /** Every result, in the order that is shown, whatever the page. */
  async #exporter() {
    const fait = this.#un(".explorer-fait");
    const bouton = this.#un(".explorer-csv");
    if (bouton.getAttribute("aria-disabled")) return;
    bouton.setAttribute("aria-disabled", "true");
    try {
      fait.textContent = "Préparation du fichier…";
      const donnees = await this.#charger();
      const ordre = this.#ordre;
      const lignes = [COLONNES];
      for (let debut = 0; debut < ordre.length; debut += LOT) {
        for (const fiche of await donnees.moteur.fiches(ordre.slice(debut, debut + LOT))) lignes.push(this.#ligne(fiche));
        if (ordre.length > LOT) {
          fait.textContent = `Préparation du fichier\u00a0: ${(lignes.length - 1).toLocaleString("fr-FR")} sur ${ressources(ordre.length)}…`;
        }
      }
      telecharger(`ressources-${jour(new Date())}.csv`, ecrireTableur(lignes));
      fait.textContent = `Fichier prêt\u00a0: ${ressources(ordre.length)}.`;
    } catch (erreur) {
      console.warn(erreur.message);
      fait.textContent = "Le fichier n’a pas pu être préparé. Vérifiez votre connexion, puis recommencez.";
    } finally {
      bouton.removeAttribute("aria-disabled");
    }
  }

  #ligne({ titre, adresse, genre, cibles, date, resume }) {
    return [titre, new URL(this.#racine + adresse, location.href).href, genre, cibles.join(", "), date, resume];
  }

  async #copier() {
    const adresse = new URL(ecrireAdresse(this.#etat, this.#noms) || location.pathname, location.href).href;
    try {
      await navigator.clipboard.writeText(adresse);
      this.#un(".explorer-fait").textContent = "Lien copié\u00a0: il mène à cette liste, avec vos choix.";
    } catch {
      const champ = this.#un("#adresse-liste");
      champ.value = adresse;
      this.#un(".explorer-adresse").hidden = false;
      champ.focus();
      champ.select();
    }
  }
}

/** @param {number} nombre */
function ressources(nombre) {
  return compter(nombre, "ressource", "ressources");
}

/** What most deliverables have comes first, as in the page; years keep their order. */
function parUsage(nom, valeurs) {
  return nom === "annees" ? valeurs : [...valeurs].sort((a, b) => b.numeros.length - a.numeros.length);
}

/** Takes out of the state the ids that no facet has. @returns {boolean} whether there were some */
function garderConnus(etat, facettes) {
  let inconnus = false;
  for (const { nom, valeurs } of facettes) {
    const connus = new Set(valeurs.map(({ id }) => id));
    for (const id of etat.choix.get(nom) ?? []) {
      if (!connus.has(id)) inconnus = etat.choix.get(nom).delete(id);
    }
  }
  return inconnus;
}

const zone = document.querySelector(".explorer");
if (zone) new Explorateur(zone);
