// What depends on the reader's day: pages are the same whatever the day they were built.
// Dates in the page are ISO 8601 days, which sort and compare as text.

/** @param {Date} date @returns {string} the day in the reader's own time zone, "2026-03-03" */
export function jour(date) {
  const twoDigits = (nombre) => String(nombre).padStart(2, "0");
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
}

/** @param {string | undefined} debut @param {string | undefined} fin @param {string} aujourdhui */
export function isPast(debut, fin, aujourdhui) {
  return (fin || debut || "") < aujourdhui;
}

/**
 * Moves what is over to the page's list of past events, the latest first. @param {HTMLElement[]} finis
 * @returns {boolean} whether the page has such a list
 */
export function moveToPast(finis) {
  const section = document.querySelector("[data-passes]");
  if (!section) return false;
  const liste = section.querySelector("ul");
  finis.sort((a, b) => b.dataset.fin.localeCompare(a.dataset.fin));
  liste.prepend(...finis); // over since the page was made: later than those that it holds
  section.hidden = !liste.children.length;
  return true;
}

/**
 * Keeps what is to come, once for each event and up to `data-limite`; moves what is past to the page's list of past events where it has one.
 * @param {HTMLElement} liste @param {string} aujourdhui
 */
function sortRendezVous(liste, aujourdhui) {
  const limite = Number(liste.dataset.limite) || Infinity;
  const finis = [];
  const vus = new Set();
  for (const item of [...liste.children]) {
    const passe = isPast(item.dataset.debut, item.dataset.fin, aujourdhui);
    const dejaVu = vus.has(item.dataset.fiche);
    if (passe) finis.push(item);
    else vus.add(item.dataset.fiche);
    item.hidden = !passe && (dejaVu || vus.size > limite);
  }
  const ailleurs = moveToPast(finis);
  for (const item of finis) item.hidden = !ailleurs;
  liste.hidden = vus.size === 0;
  const vide = liste.parentElement.querySelector(".vide");
  if (vide) vide.hidden = vus.size > 0;
}

/** Hides the dates of one event that are over, unless all are, and folds those beyond `data-limite`. @param {HTMLElement} liste @param {string} aujourdhui */
function markDates(liste, aujourdhui) {
  const items = [...liste.children];
  const aVenir = items.filter((item) => !isPast(item.dataset.debut, item.dataset.fin, aujourdhui));
  if (aVenir.length) {
    for (const item of items) item.hidden = !aVenir.includes(item);
  }
  foldDates(liste, aVenir.length ? aVenir : items);
}

/** Leaves the first dates, and a button that shows the others. @param {HTMLElement} liste @param {HTMLElement[]} dates */
function foldDates(liste, dates) {
  const limite = Number(liste.dataset.limite) || Infinity;
  const autres = dates.slice(limite);
  if (autres.length < 2) return; // a button would take the room of the one date that it hides
  const suite = liste.nextElementSibling;
  for (const date of autres) date.classList.add("repliee");
  suite.querySelector("span").textContent = String(autres.length);
  suite.hidden = false;
  suite.querySelector("button").addEventListener("click", () => {
    for (const date of autres) date.classList.remove("repliee");
    suite.hidden = true;
    autres[0].tabIndex = -1;
    autres[0].focus(); // the button goes away under the keyboard
  });
}

/** Of lots that take turns, the one of a month. @param {string} aujourdhui @param {number} lots @returns {number} */
export function lotOf(aujourdhui, lots) {
  const [annee, mois] = aujourdhui.split("-").map(Number);
  return (12 * annee + mois - 1) % lots;
}

function apply() {
  const aujourdhui = jour(new Date());
  for (const liste of document.querySelectorAll("ul.rendez-vous:not(.rendez-vous-passes, .rendez-vous-mois)")) {
    sortRendezVous(liste, aujourdhui);
  }
  for (const liste of document.querySelectorAll("ul.dates")) markDates(liste, aujourdhui);
  for (const avis of document.querySelectorAll("[data-depuis]")) avis.hidden = avis.dataset.depuis > aujourdhui;
  for (const avis of document.querySelectorAll("[data-apres]")) avis.hidden = avis.dataset.apres >= aujourdhui;
  for (const offre of document.querySelectorAll("[data-jusqua]")) offre.hidden = offre.dataset.jusqua < aujourdhui;
  for (const lot of document.querySelectorAll("[data-lot]")) lot.hidden = lotOf(aujourdhui, Number(lot.dataset.lots)) !== Number(lot.dataset.lot);
}

if (typeof document !== "undefined") apply();
