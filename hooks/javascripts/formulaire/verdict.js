// What is told of what is wrong with a form: at each field, in the links of the summary, and in one sentence at the end.
import { firstControl, placeOf, unfold } from "./champs.js";
import { element } from "./elements.js";

/** Codes of what is not there yet, rather than wrong. */
const ABSENT = new Set(["missing", "contact_muet"]);

/** @typedef {import("./regles.js").Problem} Problem */
/** @typedef {{champ: HTMLElement, texte: string, manque: boolean, nom: string}} Dit what is said of a field */

/** @param {HTMLFormElement} form @param {Problem[]} problems @returns {Dit[]} the first problem of each field, in their order */
export function placed(form, problems) {
  /** @type {Map<HTMLElement, Dit>} */
  const parChamp = new Map();
  for (const problem of problems) {
    const { champ, ligne } = placeOf(form, problem.path);
    if (!parChamp.has(champ)) parChamp.set(champ, saidOf(champ, ligne, problem));
  }
  return [...parChamp.values()];
}

/** Tells at each field what is wrong with it. @param {HTMLFormElement} form @param {Dit[]} dits @param {(champ: HTMLElement) => boolean} told of which */
export function mark(form, dits, told) {
  const textes = new Map(dits.map(({ champ, texte }) => [champ, texte]));
  for (const champ of form.querySelectorAll("[data-champ]")) {
    const texte = told(champ) ? textes.get(champ) ?? "" : "";
    if (texte && !erreurs.has(champ)) erreurs.set(champ, createError(champ));
    const dit = erreurs.get(champ);
    if (dit) {
      if (dit.textContent !== texte) dit.textContent = texte;
      dit.hidden = !texte;
    }
    for (const control of controlsOf(champ)) {
      if (texte) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }
}

// In words

/** @param {HTMLElement} champ @param {number | null} ligne @param {Problem} problem @returns {Dit} */
function saidOf(champ, ligne, { message, remede, code }) {
  const texte = `${ligne === null ? "" : `Ligne ${ligne + 1}\u00a0: `}${inItsWords(champ, message, code)} ${remede}`.trim();
  const nom = code === "contact_muet" ? "de quoi joindre le contact" : fullLabel(champ);
  return { champ, texte: capitalized(texte), manque: ABSENT.has(code), nom };
}

/** A date is quoted as it was typed. @param {HTMLElement} champ @param {string} message @param {string} code */
function inItsWords(champ, message, code) {
  if (code === "missing") return "Ce renseignement manque.";
  const saisi = champ.dataset.date && champ.querySelector("input")?.value.trim();
  return saisi ? message.replace(/«\s.*?\s»/, () => `«\u00a0${saisi}\u00a0»`) : message;
}

/** @param {Dit[]} dits @returns {string} what is missing and how much is wrong, or "" */
export function sentenceOf(dits) {
  const manquent = dits.filter(({ manque }) => manque).map(({ nom }) => nom);
  const faux = dits.length - manquent.length;
  const restes = [
    manquent.length ? `il manque encore ${manquent.join(" ; ")}` : "",
    faux ? plural(faux, "renseignement est à corriger", "renseignements sont à corriger") : "",
  ];
  const reste = restes.filter(Boolean).join(", et ");
  return reste && `${capitalized(reste)}\u00a0: vous pouvez tout de même garder ou envoyer la fiche.`;
}

/** What a browser cannot know, or does not know yet, by field. @type {[string, (valeurs: any, pris: any) => any][]} */
const PLUS_TARD = [
  ["qu’aucune autre cible n’a ces synonymes", ({ synonymes }, pris) => !pris && synonymes],
  ["qu’aucune autre fiche n’a cet ancien identifiant", ({ anciens_ids }, pris) => !pris && anciens_ids],
  ["que le fichier est bien au chemin indiqué", ({ fichiers }) => fichiers?.some(({ chemin }) => chemin)],
];

/** @param {any} valeurs @param {import("./regles.js").Pris | null} pris @returns {string} what will be looked at once a record has arrived */
export function laterSaid(valeurs, pris) {
  const restes = PLUS_TARD.filter(([, given]) => given(valeurs, pris)).map(([quoi]) => quoi);
  return restes.length ? ` À son arrivée, nous vérifierons encore ${restes.join(" ; ")}.` : "";
}

export const plural = (nombre, un, plusieurs) => `${nombre} ${nombre > 1 ? plusieurs : un}`;
const capitalized = (texte) => texte[0].toUpperCase() + texte.slice(1);

/** The way to a field in words: « Contact, Courriel ». @param {HTMLElement} champ */
function fullLabel(champ) {
  const partie = champ.parentElement.closest("[data-partie]");
  return [...(partie ? [partie.querySelector("legend").firstChild.textContent.trim()] : []), labelOf(champ)].join(", ");
}

/** @param {HTMLElement} champ */
function labelOf(champ) {
  const texte = champ.querySelector("legend, label")?.firstChild?.textContent.trim() || champ.querySelector("label")?.textContent.trim();
  return (texte || "").replace(/\s+/g, " ");
}

// On the page

/** An item of the summary. @param {Dit} dit */
export function linkTo({ champ, texte, nom }) {
  const control = firstControl(champ) ?? champ;
  const lien = element("a", { href: `#${control.id}` }, capitalized(nom));
  lien.addEventListener("click", (event) => {
    event.preventDefault();
    unfold(control);
    control.focus();
  });
  return element("li", {}, lien, ` : ${texte}`);
}

/** Where what is wrong with a field is told, once something was. @type {WeakMap<HTMLElement, HTMLElement>} */
const erreurs = new WeakMap();
let rang = 0;

/** Makes the place where what is wrong with a field is told, which its control names: before its parts, or under it. @param {HTMLElement} champ */
function createError(champ) {
  rang += 1;
  const dit = element("p", { className: "champ-erreur", id: `erreur-${rang}` });
  const avant = champ.matches("[data-controle^=partie]") && (champ.querySelector(":scope > .aide") ?? champ.firstElementChild);
  if (avant) avant.after(dit);
  else champ.append(dit);
  for (const un of champ.matches("fieldset") ? [champ, ...champ.querySelectorAll(":scope > .chercher > input")] : controlsOf(champ)) {
    un.setAttribute("aria-describedby", `${un.getAttribute("aria-describedby") ?? ""} ${dit.id}`.trim());
  }
  return dit;
}

/** @param {HTMLElement} champ @returns {HTMLElement[]} what takes its value, but for those of its parts */
const controlsOf = (champ) => [...champ.querySelectorAll("input:not([type=file]), textarea, select")].filter((control) => control.closest("[data-champ]") === champ);
