// The search page. Its state is its address: ?q= the question, &sorte= one kind of results, &page= how many tens are shown.
import { compter, dater, doter, element, inacheve, remarques, surligner } from "./affichage.js";

/** @typedef {{question: string, sorte: string, page: number}} Etat */

const RACINE = new URL("../../../", import.meta.url).href;
const LONGUEUR = 200;
const PAR_PAGE = 10;
const PREMIERS = 5; // as many as most screens show: the others of a first page come once the last of these is seen
const PAUSE = 250;
const VOISINES = 8;

/** @returns {Etat} */
function lireAdresse() {
  const parametres = new URLSearchParams(location.search);
  return {
    question: (parametres.get("q") ?? "").trim().slice(0, LONGUEUR),
    sorte: parametres.get("sorte") ?? "",
    page: Math.max(1, Math.floor(Number(parametres.get("page"))) || 1),
  };
}

/** @param {Etat} etat */
function adresseDe({ question, sorte, page }) {
  const parametres = new URLSearchParams({ ...(question && { q: question }), ...(sorte && { sorte }), ...(page > 1 && { page }) });
  return `${location.pathname}?${parametres}`.replace(/\?$/, "");
}

async function charger() {
  const { ouvrir } = await import("./recherche.js");
  return ouvrir(RACINE);
}

class Recherche {
  #form;
  #champ;
  #zone;
  #compte;
  #notes;
  #sortes;
  #liste;
  #suite;
  #titre = document.title;
  #moteur;
  #minuterie;
  /** Waits for the last of the first results to be seen. @type {IntersectionObserver | undefined} */
  #guetteur;
  #frappe = false;
  /** Number of the last question: the answers to former ones come too late. */
  #tour = 0;
  /** Whether the next question typed is a new one, to which the reader may want to come back. */
  #neuve = true;
  /** @type {Etat} */
  #etat = lireAdresse();

  constructor(form, zone) {
    this.#form = form;
    this.#champ = form.querySelector("input[type=search]");
    this.#zone = zone;
    [this.#compte, this.#notes, this.#sortes, this.#liste, this.#suite] = ["compte", "notes", "sortes", "liste", "suite"].map((nom) =>
      zone.querySelector(`.resultats-${nom}`),
    );
    this.#champ.value = this.#etat.question;
    form.addEventListener("focusin", () => this.#pret().catch(() => {})); // told once there is a question
    form.addEventListener("submit", (evenement) => {
      evenement.preventDefault();
      this.#demander(false);
      this.#neuve = true;
    });
    this.#champ.addEventListener("change", () => (this.#neuve = true));
    this.#champ.addEventListener("input", () => {
      clearTimeout(this.#minuterie);
      this.#minuterie = setTimeout(() => this.#demander(true), PAUSE);
    });
    this.#suite.querySelector("button").addEventListener("click", () => this.#continuer());
    addEventListener("popstate", () => {
      this.#etat = lireAdresse();
      this.#champ.value = this.#etat.question;
      this.#neuve = true;
      this.#frappe = false;
      this.#chercher();
    });
    if (this.#etat.question) this.#chercher();
  }

  #pret() {
    this.#moteur ??= charger();
    return this.#moteur;
  }

  /** Asks what the field holds. @param {boolean} frappe whether it is still being typed */
  #demander(frappe) {
    clearTimeout(this.#minuterie);
    const question = this.#champ.value.trim().slice(0, LONGUEUR);
    if (question === this.#etat.question && frappe === this.#frappe) return;
    this.#frappe = frappe;
    this.#aller({ ...this.#etat, question, page: 1 }, this.#neuve && question !== this.#etat.question);
    this.#neuve = false;
  }

  /** @param {Etat} etat @param {boolean} nouvelle whether the reader may come back to what is shown now */
  #aller(etat, nouvelle) {
    this.#etat = etat;
    history[nouvelle ? "pushState" : "replaceState"](null, "", adresseDe(etat));
    return this.#chercher();
  }

  async #continuer() {
    const montres = this.#liste.children.length;
    await this.#aller({ ...this.#etat, page: this.#etat.page + 1 }, false);
    this.#liste.children[montres]?.querySelector("a").focus();
  }

  async #chercher() {
    const tour = ++this.#tour;
    const { question } = this.#etat;
    document.title = question ? `\u2068${question}\u2069 – ${this.#titre}` : this.#titre; // isolates a right-to-left question
    if (!question) return this.#vider();
    doter(this.#zone, { "aria-busy": "true" });
    if (!this.#liste.children.length) this.#compte.textContent = "Recherche en cours…";
    let trouve;
    try {
      trouve = await this.#trouver(question);
    } catch {
      if (tour === this.#tour) this.#echouer();
      return;
    }
    if (tour === this.#tour) this.#montrer(question, trouve);
  }

  /** What the words find, sorted into kinds, and what is shown of it. */
  async #trouver(question) {
    const moteur = await this.#pret();
    const reponse = await moteur.chercher(question, { frappe: true }); // as in the box, whose count must hold
    const sortes = moteur.sortes
      .map(({ id, label, debut, fin }) => ({
        id,
        label,
        resultats: reponse.resultats.filter(({ numero }) => debut <= numero && numero < fin),
      }))
      .filter(({ resultats }) => resultats.length);
    const choisie = sortes.find(({ id }) => id === this.#etat.sorte);
    const retenus = choisie?.resultats ?? reponse.resultats;
    const numeros = retenus.slice(0, this.#etat.page * PAR_PAGE).map(({ numero }) => numero);
    const [premiers, restants] = this.#etat.page > 1 ? [numeros, []] : [numeros.slice(0, PREMIERS), numeros.slice(PREMIERS)];
    const fiches = await moteur.fiches(premiers);
    const proches = reponse.mode === "inconnu" ? await moteur.proches(reponse.mots.at(-1), VOISINES) : [];
    return { reponse, sortes, choisie, retenus, fiches, restants, proches };
  }

  #vider(...compte) {
    this.#guetteur?.disconnect();
    doter(this.#zone, { "aria-busy": "false" });
    this.#compte.replaceChildren(...compte);
    for (const partie of [this.#notes, this.#sortes, this.#liste]) partie.replaceChildren();
    for (const partie of [this.#notes, this.#sortes, this.#suite]) partie.hidden = true;
  }

  #echouer() {
    const bouton = element("button", "bouton bouton-clair", "Réessayer");
    bouton.type = "button";
    bouton.addEventListener("click", () => location.reload());
    this.#vider("La recherche n’a pas pu se charger. Vérifiez votre connexion.");
    this.#notes.replaceChildren(element("p", "", bouton));
    this.#notes.hidden = false;
  }

  #montrer(question, { reponse, sortes, choisie, retenus, fiches, restants, proches }) {
    const cite = () => ["«\u00a0", element("bdi", "", question), "\u00a0»"];
    if (reponse.mode === "vide") {
      this.#vider("Écrivez au moins un mot\u00a0: ", ...cite(), " n’en contient pas à chercher.");
      return;
    }
    if (!reponse.resultats.length && this.#frappe && inacheve(reponse)) {
      this.#vider("Continuez à écrire…");
      return;
    }
    if (!reponse.resultats.length) {
      this.#vider("Rien ne correspond à ", ...cite(), ".");
      this.#suggerer(proches);
      return;
    }
    this.#guetteur?.disconnect();
    doter(this.#zone, { "aria-busy": "false" });
    this.#compte.replaceChildren(`${compter(retenus.length, "résultat", "résultats")} pour `, ...cite());
    const dites = remarques(reponse);
    this.#notes.replaceChildren(...dites.map((phrase) => element("p", "", phrase)));
    this.#notes.hidden = !dites.length;
    this.#montrerSortes(sortes, choisie, reponse.resultats.length);
    this.#liste.replaceChildren(...fiches.map((fiche) => resultat(fiche, reponse.reconnait)));
    const autres = retenus.length > fiches.length + restants.length;
    this.#suite.hidden = !autres || restants.length > 0;
    if (restants.length) this.#attendre(restants, reponse.reconnait, autres);
  }

  /** Shows the rest of a first page once its last result is seen; where it cannot be had, the button to ask for more. */
  #attendre(restants, reconnait, autres) {
    const tour = this.#tour;
    this.#guetteur = new IntersectionObserver(async (vus, guetteur) => {
      if (!vus.some(({ isIntersecting }) => isIntersecting)) return;
      guetteur.disconnect();
      const moteur = await this.#pret();
      const fiches = await moteur.fiches(restants).catch(() => []);
      if (tour !== this.#tour) return;
      this.#liste.append(...fiches.map((fiche) => resultat(fiche, reconnait)));
      this.#suite.hidden = fiches.length > 0 && !autres;
    });
    this.#guetteur.observe(this.#liste.lastElementChild);
  }

  /** Ways on where nothing is found. @param {string[]} proches words of the catalogue that begin as the last one */
  #suggerer(proches) {
    const liens = proches.map((mot) => lienVers(adresseDe({ question: mot, sorte: "", page: 1 }), mot));
    const mots = element("p", "", "Mots proches dans le catalogue\u00a0: ");
    mots.append(...liens.flatMap((lien, rang) => (rang ? [", ", lien] : [lien])));
    const aide = element("p", "", "Choisissez ci-dessous qui vous êtes ou un thème, ou voyez ");
    aide.append(lienVers("#aide", "à qui demander"), ".");
    this.#notes.replaceChildren(...(liens.length ? [mots] : []), aide);
    this.#notes.hidden = false;
  }

  #montrerSortes(sortes, choisie, tous) {
    const actif = this.#sortes.contains(document.activeElement);
    this.#sortes.hidden = sortes.length < 2;
    this.#sortes.replaceChildren(
      ...[{ id: "", label: "Tout", resultats: { length: tous } }, ...sortes].map(({ id, label, resultats }) => {
        const bouton = element("button", "sorte", `${label} `);
        bouton.append(element("span", "doux", resultats.length.toLocaleString("fr-FR")));
        doter(bouton, { type: "button", "aria-pressed": String(id === (choisie?.id ?? "")) });
        bouton.addEventListener("click", () => this.#aller({ ...this.#etat, sorte: id, page: 1 }, true));
        return bouton;
      }),
    );
    if (actif) this.#sortes.querySelector("[aria-pressed=true]").focus();
  }
}

/** @param {string} adresse @param {string | Node} contenu */
function lienVers(adresse, contenu) {
  const lien = element("a", "", contenu);
  lien.href = adresse;
  return lien;
}

/** @param {import("./moteur.js").Fiche} fiche @param {(mot: string) => boolean} reconnait */
function resultat({ adresse, genre, titre, resume, cibles, date, archive }, reconnait) {
  const tete = element("p", "resultat-genre", genre);
  if (date) {
    const quand = element("time", "", dater(date));
    quand.dateTime = date;
    tete.append(" · ", quand);
  }
  if (archive) tete.append(" ", element("span", "marque", "Archivé"));
  const item = element("li", "resultat");
  item.append(tete, element("h2", "resultat-titre", lienVers(RACINE + adresse, surligner(titre, reconnait))));
  if (resume) item.append(element("p", "resultat-resume", surligner(resume, reconnait)));
  if (cibles.length) item.append(element("p", "resultat-cibles", `Pour\u00a0: ${cibles.join(", ")}`));
  return item;
}

if (typeof document !== "undefined") {
  const zone = document.querySelector(".resultats");
  if (zone) new Recherche(document.querySelector("main form[role=search]"), zone);
}
