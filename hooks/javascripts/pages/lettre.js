// Composes a letter in the page: for whom, where and of when the reader says, of what is not over on the reader's day.
// Without it the letters of the months stay readable, and their files can be downloaded.
import { createReader } from "../recherche/lecture.js";
import { addressOf, chosen, restore } from "./choix.js";
import { copy } from "./copier.js";
import { jour } from "./dates.js";
import { composePilots } from "./lettre-pilotes.js";
import { body, compose, monthName, periodOf } from "./lettre-regles.js";

const bloc = document.querySelector("[data-lettre]");
const formulaire = bloc.querySelector("form");
const { racine } = bloc.dataset;
const etat = bloc.querySelector("[role=status]");
const apercu = document.querySelector("[data-apercu]");
const fetchOnce = createReader();
/** @param {string} adresse relative to the root @returns {Promise<any>} */
const read = (adresse) => fetchOnce(racine + adresse);
/** The letter of the present choice, and the same once it is there. @type {Promise<object>} */
let lettre;
/** @type {object | null} */
let faite = null;

/** @param {string} aujourdhui @returns what is chosen: on the page of a month, that month */
function readChoix(aujourdhui) {
  if (!formulaire) return { cible: null, territoire: null, periode: periodOf(bloc.dataset.lettre, 1) };
  const { value } = formulaire.elements.periode;
  const nombre = Number(/^(\d+)-mois$/.exec(value)?.[1]);
  const periode = nombre ? periodOf(aujourdhui.slice(0, 7), nombre) : periodOf(value, 1);
  const [cible, territoire, groupes] = ["cible", "territoire", "groupes"].map((nom) => chosen(formulaire, nom));
  return { cible, territoire, groupes, periode };
}

async function write() {
  const aujourdhui = jour(new Date());
  const choix = readChoix(aujourdhui);
  const index = await read(bloc.dataset.index);
  if (choix.groupes) return { ...composePilots(index, await read(index.pilotes), choix, aujourdhui), index };
  const connus = choix.periode.mois.filter((mois) => index.mois.includes(mois));
  const nouvelles = await Promise.all(connus.map((mois) => read(`${index.lettres}${mois}/nouveautes.json`)));
  return { ...compose(index, nouvelles, choix, aujourdhui), index };
}

const plural = (nombre, un, plusieurs) => `${nombre}\u00a0${nombre < 2 ? un : plusieurs}`;

/** @param {object} faite @returns {string} what a letter tells, in a sentence */
function summary({ parties, index }) {
  if (!parties.length) return "Rien de nouveau ni à venir pour ce choix\u00a0: élargissez le public, le lieu ou la période.";
  if (formulaire.elements.groupes?.value) {
    return `Votre lettre\u00a0: ${parties.map(({ titre, lignes }) => `${titre.toLowerCase()} (${lignes.length})`).join(", ")}.`;
  }
  const nombres = Object.fromEntries(parties.map(({ titre, lignes }) => [titre, lignes.length]));
  const [nouveaux, mis_a_jour, a_venir, sures] = ["nouveaux", "mis_a_jour", "a_venir", "sures"].map((nom) => nombres[index.parties[nom][0]] ?? 0);
  const dits = [
    nouveaux + mis_a_jour ? plural(nouveaux + mis_a_jour, "nouveauté", "nouveautés") : "rien de nouveau",
    a_venir ? plural(a_venir, "rendez-vous", "rendez-vous") : "aucun rendez-vous",
    ...(sures ? [plural(sures, "valeur sûre", "valeurs sûres")] : []),
  ];
  return `Votre lettre\u00a0: ${dits.join(", ")}.`;
}

/** Shows the letter of the present choice, unless another was made meanwhile. @param {string} avis said before @param {boolean} annonce */
async function show(avis = "", annonce = true) {
  const voulue = write();
  lettre = voulue;
  faite = null;
  let texte;
  try {
    const venue = await voulue;
    if (lettre !== voulue) return;
    faite = venue;
    if (formulaire) bloc.querySelector("[data-objet]").textContent = faite.sujet;
    apercu.innerHTML = body(faite.index.page, faite.sujet, faite.parties, racine);
    for (const bouton of bloc.querySelectorAll("[data-forme]")) bouton.disabled = !faite.parties.length;
    texte = annonce ? summary(faite) : "";
  } catch {
    if (lettre !== voulue) return;
    // The page of a month still shows what was written when it was made.
    texte = formulaire ? "La lettre n’a pas pu être composée\u00a0: vérifiez la connexion, puis rechargez la page." : "";
  }
  etat.textContent = `${avis} ${texte}`.trim();
}

/** Offers the letter as a file. @param {string} forme @param {string} nom @param {string} type */
async function download(forme, nom, type) {
  const lien = document.createElement("a");
  lien.href = URL.createObjectURL(new Blob([(await lettre)[forme]], { type }));
  lien.download = nom;
  lien.click();
  setTimeout(() => URL.revokeObjectURL(lien.href), 60_000); // once the browser has read it
}

const SINON = formulaire
  ? "Sélectionnez la lettre dans la page, puis copiez."
  : "Ouvrez la lettre seule, sélectionnez tout, puis copiez.";
/** @param {string} forme @returns {string | Promise<string>} what is to be copied, or what will be */
const formOf = (forme) => (faite ? faite[forme] : lettre.then((venue) => venue[forme]));
const GESTES = {
  mise_en_page: () => copy({ "text/html": formOf("corps"), "text/plain": formOf("texte") }, etat, SINON),
  texte: () => copy({ "text/plain": formOf("texte") }, etat, SINON),
  courriel: () => download("courriel", "lettre.eml", "message/rfc822"),
};

/** Offers the present month, which may have brought nothing yet. */
function offerMonth() {
  const liste = formulaire.elements.periode;
  const mois = jour(new Date()).slice(0, 7);
  if ([...liste.options].some(({ value }) => value === mois)) return;
  const nom = monthName(mois);
  liste.add(new Option(nom[0].toUpperCase() + nom.slice(1), mois), 0);
}

for (const bouton of bloc.querySelectorAll("[data-forme]")) {
  bouton.hidden = false;
  bouton.addEventListener("click", () => GESTES[bouton.dataset.forme]());
}
if (formulaire) {
  offerMonth();
  bloc.hidden = false;
  formulaire.addEventListener("submit", (event) => event.preventDefault());
  formulaire.addEventListener("change", () => {
    history.pushState(null, "", location.pathname + addressOf(formulaire));
    show();
  });
  addEventListener("popstate", () => show(restore(formulaire)));
  show(restore(formulaire));
} else {
  show("", false);
}
