// The form of a record (contribuer/formulaire/…): what is wrong is told as the check tells it, once a field was left or the
// form sent; a record that is not finished can be kept and sent all the same. Nothing leaves the page but by the reader's hand.
import { copy } from "./copier.js";
import { jour } from "./dates.js";
import { keepDrafts } from "./brouillon.js";
import { firstControl, install, read, write } from "./champs.js";
import { textOf } from "./ecriture.js";
import { annonce, element } from "./elements.js";
import { showWays } from "./envoi.js";
import { fetchJson } from "./json.js";
import { openAsked, openFile } from "./ouverture.js";
import { fileOf, idOf, wantedId } from "./nom.js";
import { watchTitle } from "./proche.js";
import { asked, FORMULAIRES } from "./reprise.js";
import { besides, problemsOf } from "./regles.js";
import { laterSaid, linkTo, mark, placed, plural, sentenceOf } from "./verdict.js";
import { offerPreview } from "./voir.js";

/** Milliseconds without a key after which the sentence at the end is said again: screen readers read it out. */
const PAUSE = 700;

/**
 * @typedef {object} Fiche a record that exists already
 * @property {string} id @property {string | null} texte its file, null where it is not known @property {(valeurs: any) => string} text its file with values
 */

/** What completes a form: its drafts, what an address asks for, a file that is opened, a preview. */
export class Formulaire {
  /** What the page says of its kind. */
  data;
  #form;
  #noms;
  #resume;
  #verdict;
  #envoi;
  #brouillon;
  /** Fields that were left once with something in them. @type {Set<HTMLElement>} */
  #quittes = new Set();
  /** Whether the form was sent once. */
  #tente = false;
  #minuterie;
  /** What is modified, where it exists already. @type {Fiche | null} */
  #existante = null;
  /** The name that the file of a new record has already, without its ending. */
  #nomme = "";
  /** Whether the file of a record had to be written anew: it was in a way that no change can keep. */
  #refaite = false;
  #garde = true;
  /** Ids that a new record may not have: those of the site are fetched once someone writes. @type {Set<string>} */
  #pris;
  #venus;
  /** What other records have, once it was fetched. @type {import("./regles.js").Pris | null} */
  #autres = null;
  /** What the summary says: it is made anew only where that changes, for a link that is being pressed must stay. */
  #resumes = "";

  /** @param {HTMLFormElement} form @param {import("./reprise.js").Demande | null} demande what the address asks for */
  constructor(form, demande) {
    this.#form = form;
    this.data = JSON.parse(form.querySelector("[data-donnees]").textContent);
    this.#pris = new Set(Object.keys(this.data.pris.reserves));
    this.#noms = install(form);
    [this.#resume, this.#verdict, this.#envoi] = ["resume", "verdict", "envoi"].map((nom) => this.#zone(nom));
    this.#envoi.append(element("h2", {}, "Envoyer la fiche"), element("div"));
    this.#listen();
    const ajoute = form.querySelector('[data-champ="ajoute_le"]');
    if (ajoute && !demande) write(ajoute.parentElement, { ...read(ajoute.parentElement), ajoute_le: jour(new Date()) }, this.#noms);
    form.hidden = false;
    document.querySelector("[data-sans-script]").hidden = true;
    this.#brouillon = demande ? null : this.#begin(this.data.kind);
    this.#conclude(placed(form, this.#problems()));
  }

  #zone(nom) {
    return this.#form.querySelector(`[data-${nom}]`);
  }

  #listen() {
    this.#form.addEventListener("input", () => this.changed());
    this.#form.addEventListener("focusin", () => this.#fetchTaken());
    this.#form.addEventListener("focusout", ({ target }) => {
      const champ = target.closest("[data-champ]");
      const rempli = target.type === "checkbox" ? target.checked : target.value;
      if (!champ || !(rempli || this.#quittes.has(champ))) return; // who passes by was not wrong
      this.#quittes.add(champ);
      this.#check();
    });
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#tente = true;
      const trouves = this.#check();
      this.#conclude(trouves);
      this.#send();
      (trouves.length ? this.#resume : this.#envoi).focus();
    });
    this.#zone("ouvrir").addEventListener("change", ({ target }) => void this.#open(target));
  }

  // What is written

  values() {
    return read(this.#form);
  }

  /** @param {any} valeurs @returns {string[]} keys that have no field, which are told */
  fill(valeurs) {
    const restes = write(this.#form, valeurs, this.#noms);
    this.#form.dispatchEvent(new Event("input", { bubbles: true }));
    return restes;
  }

  changed() {
    this.#check();
    const ou = this.#envoi.querySelector("div");
    const texte = JSON.stringify(this.values());
    if (!this.#envoi.hidden && ou.dataset.texte !== texte) this.#send();
    ou.dataset.texte = texte;
    this.#brouillon?.changed();
  }

  /** The name of an id, where it is known. @param {string} vers @param {string} id @returns {string | undefined} */
  name(vers, id) {
    return this.#noms.of(vers, id);
  }

  // What is wrong

  #problems(valeurs = this.values()) {
    const known = (vers, id) => this.#noms.known(vers, id);
    return problemsOf(this.data.regles, valeurs, { today: jour(new Date()), known, ...besides(this.#autres, this.#idOf(valeurs)) });
  }

  /** Shows what is wrong with the fields that were left, or with all once the form was sent. */
  #check() {
    const trouves = placed(this.#form, this.#problems());
    mark(this.#form, trouves, (champ) => this.#tente || this.#quittes.has(champ));
    if (this.#tente) this.#summarize(trouves);
    clearTimeout(this.#minuterie);
    this.#minuterie = setTimeout(() => this.#conclude(trouves), PAUSE);
    return trouves;
  }

  /** Says in one sentence whether all is well. */
  #conclude(trouves) {
    say(this.#verdict, sentenceOf(trouves) || `Tout est bon\u00a0: la fiche peut être envoyée.${laterSaid(this.values(), this.#autres)}`);
    this.#tellTaken();
  }

  /** Lists what is wrong, with links to the fields. */
  #summarize(trouves) {
    const dits = trouves.map(({ nom, texte }) => `${nom} ${texte}`).join("\n");
    if (dits === this.#resumes) return;
    this.#resumes = dits;
    this.#resume.hidden = !trouves.length;
    this.#resume.querySelector("h2").textContent = plural(trouves.length, "chose à revoir", "choses à revoir");
    this.#resume.querySelector("ul").replaceChildren(...trouves.map(linkTo));
  }

  // Its name

  #idOf(valeurs) {
    return this.#existante?.id ?? (this.#nomme || idOf(this.data.kind, valeurs, this.#pris));
  }

  /** Fetches what other records have taken; without it, the check tells of it once the record has arrived. */
  #fetchTaken() {
    const { adresse } = this.data.pris;
    if (this.#venus || !adresse) return;
    this.#venus = fetchJson(this.#form.dataset.racine + adresse).then((lus) => {
      this.#autres = lus;
      for (const id of Object.keys(lus.ids)) this.#pris.add(id);
      this.#check();
      if (!this.#envoi.hidden) this.#send();
    });
    this.#venus.catch(() => (this.#venus = undefined)); // the next time may do
  }

  /** Says that another record has the name that this one would have. */
  #tellTaken() {
    const voulu = wantedId(this.data.kind, this.values());
    const libre = this.#existante || this.#nomme || !this.#pris.has(voulu);
    const raison = this.data.pris.reserves[voulu];
    const pourquoi = raison ? `réservé (${raison})` : "déjà pris\u00a0: une fiche le porte, ou l’a porté. Si c’est la même, corrigez-la plutôt";
    const phrase = `Le nom de fichier «\u00a0${voulu}\u00a0» est ${pourquoi}. Celle-ci s’appellera «\u00a0${this.#idOf(this.values())}\u00a0».`;
    say(this.#zone("nom-pris"), libre ? "" : phrase);
  }

  // What is sent

  /** The record as envoi.js sends it. */
  record() {
    const valeurs = this.values();
    return {
      fichier: fileOf(this.data.kind, this.#idOf(valeurs)),
      texte: this.#existante ? this.#edited(valeurs) : textOf(this.data.schema, valeurs, this.data.forme),
      titre: String(valeurs.titre ?? valeurs.nom ?? ""),
      nature: this.data.un.replace(/^une? /, ""),
      existe: Boolean(this.#existante),
      manques: this.#problems(valeurs).length,
    };
  }

  /** The file of a record that stands, with what was changed. */
  #edited(valeurs) {
    try {
      this.#refaite = false;
      return this.#existante.text(valeurs);
    } catch {
      this.#refaite = true;
      return textOf(this.data.schema, valeurs, this.data.forme);
    }
  }

  #send() {
    this.#envoi.hidden = false;
    const fiche = this.record();
    const ou = this.#envoi.querySelector("div");
    if (this.#existante?.texte === fiche.texte) ou.replaceChildren(element("p", {}, "Vous n’avez encore rien changé\u00a0: il n’y a rien à envoyer."));
    else showWays(ou, this.data.destination, fiche, { copy, sent: () => this.#brouillon?.sent(), erase: () => this.#brouillon?.erase() });
    if (this.#refaite) ou.prepend(element("p", {}, "Ce fichier a dû être récrit en entier\u00a0: ses commentaires n’y sont plus. Dites-le en l’envoyant."));
  }

  // What takes its place

  /** Begins the drafts of what is written: those of a record that is modified are its own. @param {string} nom */
  #begin(nom) {
    const site = new URL(this.#form.dataset.racine, location.href).pathname;
    return keepDrafts(this.#zone("brouillon"), {
      prefixe: `${site}formulaire/${nom}:`,
      read: () => this.values(),
      write: (valeurs) => this.fill(valeurs),
      title: (valeurs) => String(valeurs.titre ?? valeurs.nom ?? valeurs.canal ?? ""),
      focus: () => firstControl(this.#form)?.focus(),
      keeps: this.#garde,
    });
  }

  /** The id of the record that is modified, or "". */
  modified() {
    return this.#existante?.id ?? "";
  }

  /** @param {Fiche | null} fiche the record that is modified, or that none is @param {string} nom the name that the file of a new one has already */
  modify(fiche, nom = "") {
    this.#existante = fiche;
    this.#nomme = nom;
    this.#brouillon = this.#begin(fiche ? `${this.data.kind}/${fiche.id}` : this.data.kind);
  }

  /** Ends what is written here, before a file takes its place. @returns {Promise<{gardait: boolean} | null>} null where the reader wants to stay */
  async leave() {
    if (this.#brouillon && !(await this.#brouillon.mayGo())) return null;
    const gardait = Boolean(this.#brouillon?.holds());
    this.#garde = this.#brouillon?.end() ?? this.#garde;
    this.#brouillon = null;
    this.#tente = false;
    this.#quittes.clear();
    this.#resume.hidden = this.#envoi.hidden = true;
    this.#resumes = "";
    return { gardait: gardait && this.#garde };
  }

  /** Puts a file that was kept back into the form. @param {HTMLInputElement} choix */
  async #open(choix) {
    const etat = choix.parentElement.querySelector("[role=status]") ?? choix.parentElement.appendChild(annonce("formulaire-ouvert"));
    try {
      etat.textContent = await openFile(this.#form, this, choix.files[0]);
    } catch {
      etat.textContent = "Ce fichier n’est pas une fiche que l’on puisse lire. Choisissez un fichier .yml téléchargé ici.";
    } finally {
      choix.value = "";
    }
  }
}

/** Says a sentence, unless it is said already: a screen reader would read it out again. @param {HTMLElement} ou @param {string} phrase */
function say(ou, phrase) {
  if (ou.textContent !== phrase) ou.textContent = phrase;
}

/** Gives a form all that it has. @param {HTMLFormElement} formulaire @returns {Formulaire} */
function open(formulaire) {
  const demande = asked(location.search);
  const ouvert = new Formulaire(formulaire, demande);
  const titre = formulaire.querySelector('[data-champ="titre"] textarea, [data-champ="titre"] input, [data-champ="nom"] input');
  const sauf = () => (ouvert.modified() ? `${ouvert.data.kind}/${ouvert.modified()}/` : "");
  const racine = new URL(formulaire.dataset.racine, location.href).href;
  if (titre) watchTitle(titre, formulaire.querySelector("[data-proche]"), { racine, sorte: ouvert.data.kind, sauf });
  offerPreview(formulaire, formulaire.querySelector("[data-apercu]"), ouvert, racine);
  void openAsked(formulaire, ouvert, demande);
  return ouvert;
}

const formulaire = document.querySelector("form[data-formulaire]");
/** The form of this page, for the modules that complete it. */
export const ouvert = formulaire ? open(formulaire) : null;

// The page that leads to the forms: an address that asks it for a record means the form of its kind.
const genre = document.querySelector("[data-genres]") && asked(location.search)?.sorte;
if (genre) location.replace(`${FORMULAIRES[genre]}/${location.search}`);
