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
 * @typedef {object} Ouvert a form, for the modules that complete it
 * @property {() => any} values @property {(valeurs: any) => string[]} fill @property {() => void} changed @property {() => any} record
 * @property {any} data what the page says of its kind
 * @property {(vers: string, id: string) => string | undefined} name the name of an id, where it is known
 * @property {(fiche: {id: string, texte: string | null, text: (valeurs: any) => string} | null, nom?: string) => void} modify told
 *   which record is modified, or that none is, and the name that the file of a new one has already
 * @property {() => string} modified the id of the record that is modified, or ""
 * @property {() => Promise<{gardait: boolean} | null>} leave ends what is written here, before a file takes its place; null where the reader
 *   wants to stay
 */

/**
 * @param {HTMLFormElement} formulaire @param {import("./reprise.js").Demande | null} demande what the address asks for
 * @returns {Ouvert}
 */
export function start(formulaire, demande = null) {
  const donnees = JSON.parse(formulaire.querySelector("[data-donnees]").textContent);
  const noms = install(formulaire);
  const zone = (nom) => formulaire.querySelector(`[data-${nom}]`);
  const [resume, verdict, envoi] = ["resume", "verdict", "envoi"].map(zone);
  /** Fields that were left once with something in them. @type {Set<HTMLElement>} */
  const quittes = new Set();
  let tente = false;
  let minuterie;
  /** What is modified, where it exists already. @type {{id: string, texte: string | null, text: (valeurs: any) => string} | null} */
  let existante = null;
  /** The name that the file of a new record has already, without its ending. */
  let nomme = "";
  let garde = true;

  /** Ids that a new record may not have: those of the site are fetched once someone writes. @type {Set<string>} */
  const pris = new Set(Object.keys(donnees.pris.reserves));
  let venus;
  /** What other records have, once it was fetched. @type {import("./regles.js").Pris | null} */
  let autres = null;

  /** Fetches what other records have taken; without it, the check tells of it once the record has arrived. */
  function fetchTaken() {
    if (venus || !donnees.pris.adresse) return;
    const adresse = `${formulaire.dataset.racine}${donnees.pris.adresse}`;
    venus = fetchJson(adresse).then((lus) => {
      autres = lus;
      for (const id of Object.keys(autres.ids)) pris.add(id);
      check();
      if (!envoi.hidden) send();
    });
    venus.catch(() => (venus = undefined)); // the next time may do
  }

  /** What is said of a name that another record has. */
  function tellTaken(valeurs = values()) {
    const voulu = wantedId(donnees.kind, valeurs);
    const raison = donnees.pris.reserves[voulu];
    const phrase =
      existante || nomme || !pris.has(voulu)
        ? ""
        : `Le nom de fichier «\u00a0${voulu}\u00a0» est ${raison ? `réservé (${raison})` : "déjà pris\u00a0: une fiche le porte, ou l’a porté. Si c’est la même, corrigez-la plutôt"}. Celle-ci s’appellera «\u00a0${idOf(donnees.kind, valeurs, pris)}\u00a0».`;
    const dit = zone("nom-pris");
    if (dit.textContent !== phrase) dit.textContent = phrase;
  }

  const values = () => read(formulaire);
  const problems = (valeurs = values()) =>
    problemsOf(donnees.regles, valeurs, { today: jour(new Date()), known: (vers, id) => noms.known(vers, id), ...besides(autres, existante?.id ?? (nomme || idOf(donnees.kind, valeurs, pris))) });

  /** Shows what is wrong with the fields that were left, or with all once the form was sent. */
  function check() {
    const trouves = placed(formulaire, problems());
    mark(formulaire, trouves, (champ) => tente || quittes.has(champ));
    if (tente) summarize(trouves);
    clearTimeout(minuterie);
    minuterie = setTimeout(() => conclude(trouves), PAUSE);
    return trouves;
  }

  /** Says in one sentence whether all is well. */
  function conclude(trouves) {
    const phrase = sentenceOf(trouves) || `Tout est bon\u00a0: la fiche peut être envoyée.${laterSaid(values(), autres)}`;
    if (verdict.textContent !== phrase) verdict.textContent = phrase;
    tellTaken();
  }

  /** What the summary says: it is made anew only where that changes, for a link that is being pressed must stay. */
  let resumes = "";

  /** Lists what is wrong, with links to the fields. */
  function summarize(trouves) {
    const dits = trouves.map(({ nom, texte }) => `${nom} ${texte}`).join("\n");
    if (dits === resumes) return;
    resumes = dits;
    resume.hidden = !trouves.length;
    resume.querySelector("h2").textContent = plural(trouves.length, "chose à revoir", "choses à revoir");
    resume.querySelector("ul").replaceChildren(...trouves.map(linkTo));
  }

  /** The record as envoi.js sends it. */
  function record(valeurs = values()) {
    const id = existante?.id ?? (nomme || idOf(donnees.kind, valeurs, pris));
    return {
      fichier: fileOf(donnees.kind, id),
      texte: existante ? modified(valeurs) : textOf(donnees.schema, valeurs, donnees.forme),
      titre: String(valeurs.titre ?? valeurs.nom ?? ""),
      nature: donnees.un.replace(/^une? /, ""),
      existe: Boolean(existante),
      manques: problems(valeurs).length,
    };
  }

  /** Whether the file of a record had to be written anew: it was in a way that no change can keep. */
  let refaite = false;

  /** The file of a record that stands, with what was changed. */
  function modified(valeurs) {
    try {
      refaite = false;
      return existante.text(valeurs);
    } catch {
      refaite = true;
      return textOf(donnees.schema, valeurs, donnees.forme);
    }
  }

  function send() {
    envoi.hidden = false;
    const fiche = record();
    const ou = envoi.querySelector("div");
    if (existante?.texte === fiche.texte) ou.replaceChildren(element("p", {}, "Vous n’avez encore rien changé\u00a0: il n’y a rien à envoyer."));
    else showWays(ou, donnees.destination, fiche, { copy, sent: () => brouillon?.sent(), erase: () => brouillon?.erase() });
    if (refaite) ou.prepend(element("p", {}, "Ce fichier a dû être récrit en entier\u00a0: ses commentaires n’y sont plus. Dites-le en l’envoyant."));
  }

  function changed() {
    check();
    if (!envoi.hidden && envoi.querySelector("div").dataset.texte !== JSON.stringify(values())) send();
    envoi.querySelector("div").dataset.texte = JSON.stringify(values());
    brouillon?.changed();
  }

  /** @param {any} valeurs @returns {string[]} keys that have no field, which are told */
  function fill(valeurs) {
    const restes = write(formulaire, valeurs, noms);
    formulaire.dispatchEvent(new Event("input", { bubbles: true }));
    return restes;
  }

  formulaire.addEventListener("input", changed);
  formulaire.addEventListener("focusin", fetchTaken);
  formulaire.addEventListener("focusout", ({ target }) => {
    const champ = target.closest("[data-champ]");
    const rempli = target.type === "checkbox" ? target.checked : target.value;
    if (!champ || !(rempli || quittes.has(champ))) return; // who passes by was not wrong
    quittes.add(champ);
    check();
  });
  formulaire.addEventListener("submit", (event) => {
    event.preventDefault();
    tente = true;
    const trouves = check();
    conclude(trouves);
    send();
    (trouves.length ? resume : envoi).focus();
  });

  envoi.append(element("h2", {}, "Envoyer la fiche"), element("div"));
  const ajoute = formulaire.querySelector('[data-champ="ajoute_le"]');
  if (ajoute && !demande) write(ajoute.parentElement, { ...read(ajoute.parentElement), ajoute_le: jour(new Date()) }, noms);
  formulaire.hidden = false;
  document.querySelector("[data-sans-script]").hidden = true;
  const site = new URL(formulaire.dataset.racine, location.href).pathname;
  /** Drafts of a record that is modified are its own, and begin once the form holds it. @param {string} nom */
  const begin = (nom) =>
    keepDrafts(zone("brouillon"), {
      prefixe: `${site}formulaire/${nom}:`,
      read: values,
      write: fill,
      title: (valeurs) => String(valeurs.titre ?? valeurs.nom ?? valeurs.canal ?? ""),
      focus: () => firstControl(formulaire)?.focus(),
      keeps: garde,
    });
  let brouillon = demande ? null : begin(donnees.kind);
  conclude(placed(formulaire, problems()));

  zone("ouvrir").addEventListener("change", ({ target }) => void open(target));
  /** Puts a file that was kept back into the form. @param {HTMLInputElement} choix */
  async function open(choix) {
    const etat = choix.parentElement.querySelector("[role=status]") ?? choix.parentElement.appendChild(annonce("formulaire-ouvert"));
    try {
      etat.textContent = await openFile(formulaire, soi, choix.files[0]);
    } catch {
      etat.textContent = "Ce fichier n’est pas une fiche que l’on puisse lire. Choisissez un fichier .yml téléchargé ici.";
    } finally {
      choix.value = "";
    }
  }

  /** @type {Ouvert} */
  const soi = {
    values,
    fill,
    changed,
    record,
    data: donnees,
    name: (vers, id) => noms.of(vers, id),
    modify(fiche, nom = "") {
      existante = fiche;
      nomme = nom;
      brouillon = begin(fiche ? `${donnees.kind}/${fiche.id}` : donnees.kind);
    },
    modified: () => existante?.id ?? "",
    async leave() {
      if (brouillon && !(await brouillon.mayGo())) return null;
      const gardait = Boolean(brouillon?.holds());
      garde = brouillon?.end() ?? garde;
      brouillon = null;
      tente = false;
      quittes.clear();
      resume.hidden = envoi.hidden = true;
      resumes = "";
      return { gardait: gardait && garde };
    },
  };
  return soi;
}

/** Gives a form all that it has. @param {HTMLFormElement} formulaire @returns {Ouvert} */
function open(formulaire) {
  const demande = asked(location.search);
  const ouvert = start(formulaire, demande);
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
