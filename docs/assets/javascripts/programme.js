// « Que diffuser, quand » for whom and where the reader says: a target has a page of its own, a territory filters it.
import { jour } from "./dates.js";
import { addressOf, chosen, concerns, restore } from "./choix.js";

const formulaire = document.querySelector("form[data-programme]");
const etat = formulaire.querySelector("[role=status]");
const occasions = [...document.querySelectorAll(".moment")];

const count = (nombre) => `${nombre}\u00a0${nombre < 2 ? "occasion" : "occasions"}`;

/** Shows what concerns the territory, and of each month whether something is left. @param {string} avis said before */
function filter(avis) {
  const territoire = chosen(formulaire, "territoire");
  for (const une of occasions) une.hidden = !concerns(territoire, une.dataset.territoires.split(" "));
  for (const rien of document.querySelectorAll(".mois-rien[data-ajoute]")) rien.remove();
  for (const liste of document.querySelectorAll(".mois .moments")) {
    if (liste.querySelector(".moment:not([hidden])") || liste.closest(".mois").querySelector(".mois-en-cours")) continue;
    const rien = document.createElement("p");
    rien.className = "mois-rien";
    rien.dataset.ajoute = "";
    rien.textContent = "Rien pour ce lieu.";
    liste.after(rien);
  }
  for (const titre of document.querySelectorAll("[data-occasions]")) {
    const vues = titre.parentElement.querySelectorAll(".moment:not([hidden])").length;
    titre.textContent = count(vues);
  }
  const vues = occasions.filter((une) => !une.hidden).length;
  const compte = `${count(vues)}${territoire ? ` pour\u00a0: ${territoire.nom}` : ""}.`;
  etat.textContent = `${avis} ${territoire || avis ? compte : ""}`.trim();
}

/** @returns {boolean} whether the reader is sent to the page of the target that is asked for */
function leave() {
  const { cible } = formulaire.elements;
  if (cible.value === formulaire.dataset.programme) return false;
  const page = cible.value ? cible.selectedOptions[0].dataset.page : `${formulaire.dataset.racine}que-diffuser-quand/`;
  if (!page) return false;
  const { value } = formulaire.elements.territoire;
  location.assign(page + (value ? `?territoire=${encodeURIComponent(value)}` : ""));
  return true;
}

function start() {
  const avis = restore(formulaire);
  if (!leave()) filter(avis);
}

/** Leaves what is over for the end of its month. @param {Element} liste */
function endWithPast(liste) {
  liste.append(...liste.querySelectorAll(":scope > :has(.moment-titre [data-apres]:not([hidden]))"));
}

for (const liste of document.querySelectorAll(".mois .moments")) endWithPast(liste);
const courant = [...document.querySelectorAll(".mois [data-apres]")].find((marque) => marque.dataset.apres >= jour(new Date()));
courant?.closest(".mois").querySelector("details")?.setAttribute("open", "");
formulaire.hidden = false;
formulaire.addEventListener("submit", (event) => event.preventDefault());
formulaire.addEventListener("change", () => {
  if (leave()) return;
  const parametres = new URLSearchParams(addressOf(formulaire));
  parametres.delete("cible"); // the page says it
  const suite = parametres.toString();
  history.pushState(null, "", location.pathname + (suite ? `?${suite}` : ""));
  filter("");
});
addEventListener("popstate", start);
start();
