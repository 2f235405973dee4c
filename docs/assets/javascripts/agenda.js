// The calendar: filters that stand in the address, the reader's today, what is over. Without it the page shows everything.
import { isPast, jour, moveToPast } from "./dates.js";

/**
 * @param {string} valeurs what an event has, "cible:btp territoire:69"
 * @param {Map<string, string[]>} choix for each filter in use, the values of which an event must have one
 */
export function matches(valeurs, choix) {
  const siennes = new Set(valeurs.split(" "));
  return [...choix].every(([nom, voulues]) => voulues.some((une) => siennes.has(`${nom}:${une}`)));
}

/** @param {string} aujourdhui "2026-11-22" @param {string} premier "2026-10" @param {string} dernier */
export function publishedMonth(aujourdhui, premier, dernier) {
  const mois = aujourdhui.slice(0, 7);
  return mois >= premier && mois <= dernier ? mois : "";
}

/** @param {number} nombre */
export function annonce(nombre) {
  return nombre ? `${nombre.toLocaleString("fr-FR")}\u00a0rendez-vous` : "Aucun rendez-vous";
}

const linesOf = (parent) => [...parent.querySelectorAll(".rendez-vous-mois > li")];

/** @param {string} aujourdhui */
function markToday(aujourdhui) {
  document.querySelector(`td[data-jour="${aujourdhui}"]`)?.setAttribute("aria-current", "date");
}

/** Shows the way to the reader's own month. @param {HTMLFormElement} formulaire @param {string} aujourdhui */
function showThisMonth(formulaire, aujourdhui) {
  const { premier, dernier, agenda } = formulaire.dataset;
  const place = document.querySelector("[data-ce-mois]");
  const mois = publishedMonth(aujourdhui, premier, dernier);
  if (!place || !mois) return;
  const lien = place.querySelector("a");
  lien.setAttribute("href", `${agenda}${mois}/`);
  if (new URL(lien.href).pathname === location.pathname) lien.setAttribute("aria-current", "page");
  place.hidden = false;
}

/** Marks the reader's own month among all, and slides to it. @param {HTMLFormElement} formulaire @param {string} aujourdhui */
function markThisMonth(formulaire, aujourdhui) {
  const lien = document.querySelector(`.mois-choix a[href^="${formulaire.dataset.agenda}${aujourdhui.slice(0, 7)}/"]`);
  if (!lien) return;
  lien.setAttribute("aria-current", "date");
  const liste = lien.closest("ul");
  liste.scrollLeft = lien.getBoundingClientRect().left - liste.getBoundingClientRect().left - 6;
}

/** Puts a line among others, by their first day. @param {HTMLElement} ligne @param {HTMLElement} liste */
function insert(ligne, liste) {
  const apres = [...liste.children].find(({ dataset }) => dataset.debut > ligne.dataset.debut);
  liste.insertBefore(ligne, apres ?? null);
}

/** Puts the milestones of groups, which stand apart without JavaScript, among the other lines: a filter shows them. */
function mergeMilestones() {
  const [liste, jalons] = ["[data-liste]", "[data-jalons]"].map((une) => document.querySelector(une));
  if (!jalons) return;
  for (const mois of jalons.querySelectorAll("[data-mois]")) {
    const siens = [...liste.querySelectorAll("[data-mois]")];
    const meme = siens.find(({ dataset }) => dataset.mois === mois.dataset.mois);
    const apres = siens.find(({ dataset }) => dataset.mois > mois.dataset.mois) ?? liste.querySelector("[data-rien]");
    if (!meme) apres.before(mois);
    else for (const ligne of linesOf(mois)) insert(ligne, meme.querySelector("ul"));
  }
  for (const ligne of linesOf(jalons)) insert(ligne, liste.querySelector("ul"));
  jalons.remove();
}

/** Takes away what is over: events go to their own list where the page has one. @param {string} aujourdhui */
function clearPast(aujourdhui) {
  const finies = linesOf(document).filter((ligne) => isPast(ligne.dataset.debut, ligne.dataset.fin, aujourdhui));
  const jalons = finies.filter((ligne) => "jalon" in ligne.dataset);
  if (moveToPast(finies.filter((ligne) => !jalons.includes(ligne)))) for (const ligne of jalons) ligne.remove();
}

/** @param {HTMLFormElement} formulaire @returns {Map<string, string[]>} */
function readChoix(formulaire) {
  const choix = new Map();
  for (const liste of formulaire.querySelectorAll("select")) {
    const option = liste.selectedOptions[0];
    const vaut = option?.dataset.vaut ?? option?.value;
    if (vaut) choix.set(liste.name, vaut.split(" "));
  }
  return choix;
}

/** Puts the choices of the address into the form; what the form does not know is left out. @param {HTMLFormElement} formulaire */
function restoreAddress(formulaire) {
  const parametres = new URLSearchParams(location.search);
  for (const liste of formulaire.querySelectorAll("select")) {
    const voulue = parametres.get(liste.name) ?? "";
    liste.value = [...liste.options].some((option) => option.value === voulue) ? voulue : "";
  }
}

/** @param {HTMLFormElement} formulaire @returns {string} "?cible=btp", or "" */
function addressOf(formulaire) {
  const parametres = new URLSearchParams();
  for (const liste of formulaire.querySelectorAll("select")) if (liste.value) parametres.set(liste.name, liste.value);
  const texte = parametres.toString();
  return texte ? `?${texte}` : "";
}

/** Shows in each day and each week of a grid what the list shows, counts the rest, and leads to it. */
function filterGrille() {
  const courtes = linesOf(document).filter((ligne) => !ligne.hidden && !("longue" in ligne.dataset));
  for (const cellule of document.querySelectorAll("td[data-jour], td[data-du]")) {
    const titres = [...cellule.querySelectorAll("li")];
    if (!titres.length) continue;
    const { jour: seul, du = seul, au = seul } = cellule.dataset;
    const siennes = courtes.filter(
      ({ dataset: { debut, fin } }) => (debut === fin) === Boolean(seul) && debut <= au && fin >= du,
    );
    const nommees = new Set(siennes.map((ligne) => ligne.dataset.ligne));
    for (const titre of titres) titre.hidden = !nommees.has(titre.dataset.ligne);
    const vus = new Set(titres.filter((titre) => !titre.hidden).map((titre) => titre.dataset.ligne));
    const autres = siennes.filter((ligne) => !vus.has(ligne.dataset.ligne));
    count(cellule.querySelector("[data-autres]"), autres);
    count(cellule.querySelector("[data-nombre]"), siennes);
  }
}

/** Shows beside the grid what the list shows of what has no cell. */
function filterHorsGrille() {
  const bloc = document.querySelector(".grille-aussi");
  if (!bloc) return;
  const vues = new Set(linesOf(document).filter((ligne) => !ligne.hidden).map((ligne) => ligne.dataset.ligne));
  const siennes = [...bloc.querySelectorAll("li")];
  for (const ligne of siennes) ligne.hidden = !vues.has(ligne.dataset.ligne);
  bloc.hidden = siennes.every((ligne) => ligne.hidden);
}

/** @param {HTMLElement | null} place @param {HTMLElement[]} lignes */
function count(place, lignes) {
  if (!place) return;
  place.textContent = String(lignes.length);
  place.closest("p").hidden = lignes.length === 0;
  if (lignes.length) place.closest("a").setAttribute("href", `#${lignes[0].id}`);
}

/** @param {HTMLFormElement} formulaire */
function filter(formulaire) {
  const choix = readChoix(formulaire);
  let nombre = 0;
  const toutes = linesOf(document);
  for (const ligne of toutes) {
    ligne.hidden = !matches(ligne.dataset.valeurs, choix);
    if (!ligne.hidden) nombre += 1;
  }
  for (const mois of document.querySelectorAll(".agenda-mois")) mois.hidden = !linesOf(mois).some((ligne) => !ligne.hidden);
  filterGrille();
  filterHorsGrille();
  const rien = document.querySelector("[data-rien]");
  const vide = nombre === 0 && toutes.every((ligne) => "jalon" in ligne.dataset);
  if (rien) rien.hidden = !vide;
  const aucun = document.querySelector("[data-aucun]");
  if (aucun) aucun.hidden = nombre > 0 || vide;
  for (const place of document.querySelectorAll(".filtres [role=status], [data-compte]")) place.textContent = annonce(nombre);
  const suite = addressOf(formulaire);
  formulaire.querySelector("button").hidden = !suite;
  for (const lien of document.querySelectorAll("a[data-garde]")) {
    // by its attribute: the property would make the address absolute, and paper writes absolute addresses out
    lien.setAttribute("href", lien.getAttribute("href").split("?")[0] + suite);
  }
}

/** @param {HTMLFormElement} formulaire */
function keep(formulaire) {
  const adresse = `${location.pathname}${addressOf(formulaire)}`;
  if (adresse !== location.pathname + location.search) history.pushState(null, "", adresse);
  filter(formulaire);
}

function start() {
  const aujourdhui = jour(new Date());
  markToday(aujourdhui);
  mergeMilestones();
  clearPast(aujourdhui);
  const formulaire = document.querySelector("[data-filtres]");
  if (!formulaire) return;
  showThisMonth(formulaire, aujourdhui);
  markThisMonth(formulaire, aujourdhui);
  const restore = () => {
    restoreAddress(formulaire);
    filter(formulaire);
  };
  formulaire.addEventListener("change", () => keep(formulaire));
  formulaire.addEventListener("submit", (evenement) => evenement.preventDefault());
  formulaire.addEventListener("reset", (evenement) => {
    evenement.preventDefault();
    for (const liste of formulaire.querySelectorAll("select")) liste.value = "";
    keep(formulaire);
    formulaire.querySelector("select")?.focus(); // the button goes away under the keyboard
  });
  addEventListener("popstate", restore);
  addEventListener("pageshow", restore); // browsers put back the form, but not what it had hidden
  formulaire.hidden = false;
  restore();
}

if (typeof document !== "undefined") start();
