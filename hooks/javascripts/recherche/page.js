// The search page. Its state is its address: ?q= the question, &sorte= one kind of results, &page= how many tens are shown.
import { count, element, formatDate, highlight, isUnfinished, remarques, setAttributes } from "./affichage.js";
import { released } from "./appui.js";
import { dateMark, shownDate } from "./jours.js";
import { LONGUEUR } from "./longueur.js";
import { fold } from "./pliage.js";

/** @typedef {{question: string, sorte: string, page: number}} Etat */

const RACINE = new URL("../../../", import.meta.url).href;
const PAR_PAGE = 10; // the address counts pages by it: ?page=2 shows twenty
const PREMIERS = 5; // as many as most screens show: the others of a first page come once the last of these is seen
const PAUSE = 250; // milliseconds: longer than in the box, because the whole page moves
const VOISINES = 8;
/** Words that lead to the name of a place. */
const PETITS = new Set(["a", "au", "aux", "dans", "de", "des", "du", "en", "la", "le", "les", "pres", "pour", "sur", "l", "d"]);

/** @returns {Etat} */
function readAddress() {
  const parametres = new URLSearchParams(location.search);
  return {
    question: (parametres.get("q") ?? "").trim().slice(0, LONGUEUR),
    sorte: parametres.get("sorte") ?? "",
    page: Math.max(1, Math.floor(Number(parametres.get("page"))) || 1),
  };
}

/** @param {Etat} etat */
function addressOf({ question, sorte, page }) {
  const parametres = new URLSearchParams({ ...(question && { q: question }), ...(sorte && { sorte }), ...(page > 1 && { page }) });
  return `${location.pathname}?${parametres}`.replace(/\?$/, "");
}

/** Asks the engine, which comes with the first question. @template T @param {(moteur: import("./moteur.js").Moteur) => Promise<T>} question @returns {Promise<T>} */
async function ask(question) {
  const recherche = await import("./recherche.js");
  return recherche.ask(RACINE, question);
}

class Recherche {
  #form;
  #champ;
  #zone;
  #compte;
  #notes;
  #filtres;
  #sortes;
  #liste;
  #suite;
  #titre = document.title;
  #minuterie;
  /** Waits for the last of the first results to be seen. @type {IntersectionObserver | undefined} */
  #guetteur;
  #frappe = false;
  /** Number of the last question: the answers to former ones come too late. */
  #tour = 0;
  /** Whether the next question typed is a new one, to which the reader may want to come back. */
  #neuve = true;
  /** @type {Etat} */
  #etat = readAddress();

  constructor(form, zone) {
    this.#form = form;
    this.#champ = form.querySelector("input[type=search]");
    this.#zone = zone;
    [this.#compte, this.#notes, this.#filtres, this.#sortes, this.#liste, this.#suite] = ["compte", "notes", "filtres", "sortes", "liste", "suite"].map((nom) =>
      zone.querySelector(`.resultats-${nom}`),
    );
    this.#champ.value = this.#etat.question;
    form.addEventListener("focusin", () => ask(async () => {}).catch(() => {})); // told once there is a question
    form.addEventListener("submit", (evenement) => {
      evenement.preventDefault();
      this.#ask(false);
      this.#neuve = true;
    });
    this.#champ.addEventListener("change", () => (this.#neuve = true));
    this.#champ.addEventListener("input", () => {
      clearTimeout(this.#minuterie);
      this.#minuterie = setTimeout(() => this.#ask(true), PAUSE);
    });
    this.#suite.querySelector("button").addEventListener("click", () => this.#showMore());
    addEventListener("popstate", () => {
      this.#etat = readAddress();
      this.#champ.value = this.#etat.question;
      this.#neuve = true;
      this.#frappe = false;
      this.#search();
    });
    if (this.#etat.question) this.#search();
  }

  /** Asks what the field holds. @param {boolean} frappe whether it is still being typed */
  #ask(frappe) {
    clearTimeout(this.#minuterie);
    const question = this.#champ.value.trim().slice(0, LONGUEUR);
    if (question === this.#etat.question && frappe === this.#frappe) return;
    this.#frappe = frappe;
    this.#go({ ...this.#etat, question, page: 1 }, this.#neuve && question !== this.#etat.question);
    this.#neuve = false;
  }

  /** @param {Etat} etat @param {boolean} nouvelle whether the reader may come back to what is shown now */
  #go(etat, nouvelle) {
    this.#etat = etat;
    history[nouvelle ? "pushState" : "replaceState"](null, "", addressOf(etat));
    return this.#search();
  }

  async #showMore() {
    const montres = this.#liste.children.length;
    await this.#go({ ...this.#etat, page: this.#etat.page + 1 }, false);
    this.#liste.children[montres]?.querySelector("a").focus();
  }

  async #search() {
    const tour = ++this.#tour;
    const { question } = this.#etat;
    document.title = question ? `\u2068${question}\u2069 – ${this.#titre}` : this.#titre; // isolates a right-to-left question
    if (!question) return this.#clear();
    setAttributes(this.#zone, { "aria-busy": "true" });
    if (!this.#liste.children.length) document.documentElement.classList.add("cherche");
    if (!this.#liste.children.length) this.#compte.textContent = "Recherche en cours…";
    let trouve;
    try {
      trouve = await ask((moteur) => this.#find(moteur, question));
      await released();
    } catch {
      if (tour === this.#tour) this.#fail();
      return;
    }
    if (tour === this.#tour) this.#show(question, trouve);
  }

  /** What the words find, sorted into kinds, and what is shown of it. */
  async #find(moteur, question) {
    const reponse = await moteur.search(question, { frappe: true }); // as in the box, whose count must hold
    const trouves = [...reponse.resultats, ...reponse.pilotes];
    const sortes = moteur.sortes
      .map(({ id, label, debut, fin }) => ({ id, label, resultats: trouves.filter(({ numero }) => debut <= numero && numero < fin) }))
      .filter(({ resultats }) => resultats.length);
    // Where pilots alone are answered, their pages are shown, under their own name.
    const choisie = sortes.find(({ id }) => id === this.#etat.sorte) ?? (reponse.resultats.length ? undefined : sortes[0]);
    const retenus = choisie?.resultats ?? reponse.resultats;
    const numeros = retenus.slice(0, this.#etat.page * PAR_PAGE).map(({ numero }) => numero);
    const [premiers, restants] = this.#etat.page > 1 ? [numeros, []] : [numeros.slice(0, PREMIERS), numeros.slice(PREMIERS)];
    const fiches = await moteur.fiches(premiers);
    const inconnu = reponse.absents.at(-1);
    const proches = reponse.mode === "inconnu" && inconnu ? await moteur.proches(inconnu, VOISINES) : [];
    return { moteur, reponse, sortes, choisie, retenus, fiches, restants, proches };
  }

  /** What was asked for is there: what stands below is shown again (socle.js and recherche.css hide it meanwhile). */
  #settle() {
    this.#guetteur?.disconnect();
    setAttributes(this.#zone, { "aria-busy": "false" });
    document.documentElement.classList.remove("cherche");
  }

  #clear(...compte) {
    this.#settle();
    this.#compte.replaceChildren(...compte);
    for (const partie of [this.#notes, this.#sortes, this.#liste, this.#filtres]) partie.replaceChildren();
    for (const partie of [this.#notes, this.#sortes, this.#suite, this.#filtres]) partie.hidden = true;
  }

  #fail() {
    const bouton = element("button", "bouton bouton-clair", "Réessayer");
    bouton.type = "button";
    bouton.addEventListener("click", () => location.reload());
    this.#clear("La recherche n’a pas pu se charger. Vérifiez votre connexion.");
    this.#notes.replaceChildren(element("p", "", bouton));
    this.#notes.hidden = false;
  }

  #show(question, { moteur, reponse, sortes, choisie, retenus, fiches, restants, proches }) {
    const cite = () => ["«\u00a0", element("bdi", "", question), "\u00a0»"];
    if (reponse.mode === "vide") {
      if (reponse.courants.length) this.#clear(...cite(), "\u00a0: trop de pages contiennent ce mot. Ajoutez-en un autre.");
      else this.#clear("Écrivez au moins un mot\u00a0: ", ...cite(), " n’en contient pas à chercher.");
      return;
    }
    if (!sortes.length && this.#frappe && isUnfinished(reponse)) {
      this.#clear("Continuez à écrire…");
      return;
    }
    if (!sortes.length) {
      const { lieu, mots } = reponse;
      if (lieu && mots.every((mot) => lieu.mots.includes(mot))) this.#clear(`Rien n’est fait pour ce territoire en particulier\u00a0: ${lieu.label}.`);
      else this.#clear("Rien ne correspond à ", ...cite(), ".");
      this.#showLieu(question, reponse);
      this.#suggest(proches);
      return;
    }
    this.#settle();
    this.#compte.replaceChildren(`${count(retenus.length, "résultat", "résultats")} pour `, ...cite());
    this.#showLieu(question, reponse);
    const dites = remarques({ ...reponse, lieu: null });
    this.#notes.replaceChildren(...dites.map((phrase) => element("p", "", phrase)));
    if (reponse.mode === "ou" && reponse.pilotes.length && choisie?.id !== "pilotes") this.#notes.append(this.#linkToManual(reponse));
    this.#notes.hidden = !dites.length;
    this.#showSortes(sortes, choisie, reponse.resultats.length);
    this.#showAffiner(question, sortes, choisie);
    this.#liste.replaceChildren(...fiches.map((fiche) => resultat(fiche, reponse.recognises)));
    const autres = retenus.length > fiches.length + restants.length;
    this.#suite.hidden = !autres || restants.length > 0;
    if (restants.length) this.#showRest(moteur, restants, reponse.recognises, autres);
  }

  /** Shows the rest of a first page once its last result is seen; where it cannot be had, the button to ask for more. */
  #showRest(moteur, restants, recognises, autres) {
    const tour = this.#tour;
    this.#guetteur = new IntersectionObserver(async (vus, guetteur) => {
      if (!vus.some(({ isIntersecting }) => isIntersecting)) return;
      guetteur.disconnect();
      // Their numbers hold for the engine that found them: after a publication, everything is asked anew.
      const fiches = await ask(async (present) => (present === moteur ? moteur.fiches(restants) : null)).catch(() => []);
      if (tour !== this.#tour) return;
      if (!fiches) return this.#search();
      this.#liste.append(...fiches.map((fiche) => resultat(fiche, recognises)));
      this.#suite.hidden = fiches.length > 0 && !autres;
    });
    this.#guetteur.observe(this.#liste.lastElementChild);
  }

  /** Ways on where nothing is found. @param {string[]} proches words of the catalogue that begin as the last one */
  #suggest(proches) {
    const liens = proches.map((mot) => linkTo(addressOf({ question: mot, sorte: "", page: 1 }), mot));
    const mots = element("p", "", "Mots proches dans le catalogue\u00a0: ");
    mots.append(...liens.flatMap((lien, rang) => (rang ? [", ", lien] : [lien])));
    const aide = element("p", "", "Choisissez ci-dessous qui vous êtes ou un thème, ou voyez ");
    aide.append(linkTo("#aide", "à qui demander"), ".");
    this.#notes.replaceChildren(...(liens.length ? [mots] : []), aide);
    this.#notes.hidden = false;
  }

  /** The place that the question names: a choice that can be taken back, and the way to its page. */
  #showLieu(question, { lieu }) {
    this.#filtres.replaceChildren();
    this.#filtres.hidden = !lieu;
    if (!lieu) return;
    const retirer = element("button", "jeton");
    retirer.type = "button";
    const croix = element("span", "jeton-croix", "×");
    croix.setAttribute("aria-hidden", "true");
    retirer.append(element("span", "jeton-label", lieu.label), element("span", "invisible", " : ne plus choisir ce territoire"), croix);
    retirer.addEventListener("click", () => {
      this.#champ.value = withoutWords(question, lieu.mots);
      this.#neuve = true;
      this.#ask(false);
      this.#champ.focus();
    });
    this.#filtres.append(element("span", "doux", "Ce qui vaut pour"), " ", retirer);
    if (lieu.adresse) this.#filtres.append(" ", linkTo(RACINE + lieu.adresse, "Page de ce territoire"));
  }

  /** Pilots find their pages even where companies are answered by a part of their words. */
  #linkToManual({ pilotes }) {
    const lien = linkTo(addressOf({ ...this.#etat, sorte: "pilotes", page: 1 }), count(pilotes.length, "page du guide", "pages du guide"));
    const phrase = element("p", "", "Vous pilotez un groupe\u00a0? Voyez ");
    phrase.append(lien, " et de la boîte à outils.");
    return phrase;
  }

  /** The way to the list of deliverables, which chooses among what was found by all facets. */
  #showAffiner(question, sortes, choisie) {
    const ressources = sortes.find(({ id }) => id === "livrables")?.resultats.length ?? 0;
    if (ressources < 2 || (choisie && choisie.id !== "livrables")) return;
    const lien = linkTo(`${RACINE}livrables/?${new URLSearchParams({ q: question })}`, `Affiner ces ${count(ressources, "ressource", "ressources")}`);
    this.#filtres.append(...(this.#filtres.hidden ? [] : [" "]), lien);
    this.#filtres.hidden = false;
  }

  #showSortes(sortes, choisie, tous) {
    const actif = this.#sortes.contains(document.activeElement);
    this.#sortes.hidden = sortes.length < 2 && !choisie;
    this.#sortes.replaceChildren(
      ...[...(tous ? [{ id: "", label: "Tout", resultats: { length: tous } }] : []), ...sortes].map(({ id, label, resultats }) => {
        const bouton = element("button", "sorte", `${label} `);
        bouton.append(element("span", "doux", resultats.length.toLocaleString("fr-FR")));
        setAttributes(bouton, { type: "button", "aria-pressed": String(id === (choisie?.id ?? "")) });
        bouton.addEventListener("click", () => this.#go({ ...this.#etat, sorte: id, page: 1 }, true));
        return bouton;
      }),
    );
    if (actif) this.#sortes.querySelector("[aria-pressed=true]").focus();
  }
}

/** A question without the words that name a place, and the small ones that led to it: « btp en Savoie » is « btp ». @param {string} question @param {string[]} mots folded */
function withoutWords(question, mots) {
  const retires = new Set(mots);
  const gardes = question.split(/\s+/).filter((part) => !(part.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).map(fold).some((mot) => retires.has(mot)));
  while (PETITS.has(fold(gardes.at(-1) ?? ""))) gardes.pop();
  return gardes.join(" ");
}

/** @param {string} adresse @param {string | Node} contenu */
function linkTo(adresse, contenu) {
  const lien = element("a", "", contenu);
  lien.href = adresse;
  return lien;
}

/** @param {import("./moteur.js").Fiche} fiche @param {(mot: string) => boolean} recognises */
function resultat({ adresse, genre, titre, resume, cibles, date, archive, ailleurs }, recognises) {
  const tete = element("p", "resultat-genre", genre);
  const jourMontre = shownDate(date);
  if (jourMontre) {
    const quand = element("time", "", formatDate(jourMontre));
    quand.dateTime = jourMontre;
    tete.append(" · ", quand);
  }
  if (archive) tete.append(" ", element("span", "marque", "Archivé"));
  if (dateMark(date)) tete.append(" ", element("span", "marque", dateMark(date)));
  if (ailleurs) tete.append(" ", element("span", "marque marque-lieu", ailleurs));
  const item = element("li", "resultat");
  item.append(tete, element("h2", "resultat-titre", linkTo(RACINE + adresse, highlight(titre, recognises))));
  if (resume) item.append(element("p", "resultat-resume", highlight(resume, recognises)));
  if (cibles.length) item.append(element("p", "resultat-cibles", `Pour\u00a0: ${cibles.join(", ")}`));
  return item;
}

if (typeof document !== "undefined") {
  const zone = document.querySelector(".resultats");
  if (zone) new Recherche(document.querySelector("main form[role=search]"), zone);
}
