// « Pour vous »: shows what holds for the target and the place that the reader names. The choice is the address of the
// page; it stays on the device only where the reader says so.
import { createReader } from "../recherche/lecture.js";
import { territoriesBeginning, territoriesOf } from "../recherche/lieux.js";
import { addressOf, chosen, concerns, restore } from "./choix.js";
import { keep, kept } from "./choix-garde.js";
import { copy } from "./copier.js";
import { jour } from "./dates.js";

const formulaire = document.querySelector("form[data-pour-vous]");
const { racine } = formulaire.dataset;
const nombre = Number(formulaire.dataset.nombre);
const etat = document.querySelector(".pour-vous-dit");
const reponse = document.querySelector(".pour-vous");
const { cible, territoire, lieu, garder } = formulaire.elements;
/** « Isère, Savoie ou Drôme » */
const OU = new Intl.ListFormat("fr", { type: "disjunction" });
const fetchOnce = createReader();
/** @param {string} nom of a file of the page @returns {Promise<any>} */
const read = (nom) => fetchOnce(`${racine}pour-vous/${nom}.json`);

/** The places that a text may name. @param {string} texte @returns {{trouves: HTMLOptionElement[], sur: boolean}} `sur`: it names one */
function placesOf(texte) {
  const options = [...territoire.options].filter(({ value }) => value);
  const dits = options.map(({ value, label, dataset }) => ({ id: value, nom: label, villes: dataset.villes?.split("|") ?? [] }));
  const nommes = territoriesOf(texte, dits.map(({ id, nom, villes }) => ({ id, noms: [nom, ...villes] })));
  const ids = nommes.length > 1 ? nommes : [...new Set([...nommes, ...territoriesBeginning(texte, dits)])];
  return { trouves: options.filter(({ value }) => ids.includes(value)), sur: nommes.length === 1 && ids.length === 1 };
}

/** Takes what was typed as the place. @returns {string} what to say of it */
function takePlace() {
  const texte = lieu.value.trim();
  if (!texte) return "";
  const { trouves, sur } = placesOf(texte);
  if (sur) {
    trouves[0].selected = true;
    return "";
  }
  const dit = `«\u00a0${texte}\u00a0»`;
  if (trouves.length) return `${dit} peut être dans ${OU.format(trouves.map(({ label }) => label))}\u00a0: choisissez dans la liste.`;
  return `${dit} n’est pas un lieu que le catalogue connaît\u00a0: choisissez votre département dans la liste.`;
}

/** @param {string} nom @param {object} attributs @param {...(Node | string)} contenu */
function element(nom, attributs, ...contenu) {
  const cree = document.createElement(nom);
  for (const [cle, valeur] of Object.entries(attributs)) cree.setAttribute(cle, valeur);
  cree.append(...contenu);
  return cree;
}

const link = (adresse, texte) => element("a", { href: /^[a-z]+:/.test(adresse) ? adresse : racine + adresse }, texte);
const note = (texte) => element("span", { class: "doux" }, texte);

/** How near what names some places is: 0 for the reader's own. @param {string[]} ids */
function distance(ids) {
  const ou = chosen(formulaire, "territoire");
  const rangs = ou ? [ou.id, "region", "national"] : ["region", "national"];
  const trouves = ids.map((id) => rangs.indexOf(id)).filter((rang) => rang >= 0);
  return trouves.length ? Math.min(...trouves) : rangs.length;
}

/** What serves at once first, where that is told; then the nearest. */
const nearest = (lignes) => [...lignes].sort((a, b) => Number(!a.sert) - Number(!b.sert) || distance(a.territoires) - distance(b.territoires));

/** @param {string[]} ids @returns {string} the names of places, '' for all of France */
function placeNames(ids) {
  if (ids.includes("national")) return "";
  const noms = ids.map((id) => [...territoire.options].find(({ value }) => value === id)?.label ?? id);
  return noms.length > 3 ? `${noms.slice(0, 3).join(", ")}…` : noms.join(", ");
}

function section(identite, titre, ...contenu) {
  return element("section", { class: "partie", "aria-labelledby": identite }, element("h2", { id: identite }, titre), ...contenu);
}

const list = (lignes) => element("ul", { class: "pour-vous-liste" }, ...lignes);

function line({ titre, adresse }, details, resume = "") {
  const dits = details.filter(Boolean).join(" · ");
  return element("li", {}, link(adresse, titre), ...(dits ? [" ", note(dits)] : []), ...(resume ? [element("p", {}, resume)] : []));
}

/** @param {object} venu what holds for the target */
function resources(venu) {
  const ou = chosen(formulaire, "territoire");
  const tout = new URLSearchParams();
  if (cible.value) tout.set("cibles", cible.value);
  if (ou) tout.set("territoires", ou.id);
  const groupes = venu.groupes.map(({ titre, fiches }) => ({ titre, fiches: nearest(fiches.filter(({ territoires }) => concerns(ou, territoires))).slice(0, nombre) }));
  const pleins = groupes.filter(({ fiches }) => fiches.length);
  if (!pleins.length) return section("ressources", "Vos ressources", element("p", { class: "vide" }, "Aucune ressource ne vaut encore pour ce choix. ", link("livrables/", "Parcourez toutes les ressources"), "."));
  return section(
    "ressources",
    "Vos ressources",
    ...pleins.flatMap(({ titre, fiches }) => [
      element("h3", {}, titre),
      list(fiches.map((fiche) => line(fiche, [fiche.format, placeNames(fiche.territoires)], fiche.resume))),
    ]),
    element("p", { class: "suite" }, link(`livrables/?${tout}`, "Voir toutes ces ressources, et les trier")),
  );
}

function relays(lignes) {
  const [pour, ou] = [chosen(formulaire, "cible"), chosen(formulaire, "territoire")];
  const proches = nearest(lignes.filter((une) => (!une.cibles.length || concerns(pour, une.cibles)) && concerns(ou, une.territoires)));
  // Whoever can be written to or called comes first: one without an address is no answer to « Qui appeler ».
  proches.sort((a, b) => Number(!a.voies.length) - Number(!b.voies.length) || distance(a.territoires) - distance(b.territoires));
  if (!proches.length) return section("appeler", "Qui appeler", element("p", { class: "vide" }, "Aucun relais connu pour ce choix. ", link("relais/", "Voyez tous les relais"), "."));
  return section(
    "appeler",
    ou ? "Qui appeler près de vous" : "Qui appeler",
    list(proches.slice(0, nombre).map((une) => element("li", {}, link(une.adresse, une.titre), " ", note([une.type, placeNames(une.territoires)].filter(Boolean).join(" · ")), ...une.voies.flatMap(({ href, texte }) => [element("br", {}), link(href, texte)])))),
  );
}

function events({ series, dates }) {
  const [pour, ou, aujourdhui] = [chosen(formulaire, "cible"), chosen(formulaire, "territoire"), jour(new Date())];
  const vues = new Set();
  const lignes = [];
  for (const [rang, , fin, detail] of dates) {
    const une = series[rang];
    if (fin < aujourdhui || vues.has(une.serie) || !concerns(ou, une.territoires)) continue;
    if (pour && une.cibles.length && !concerns(pour, une.cibles)) continue;
    vues.add(une.serie);
    lignes.push(line(une, [detail]));
    if (lignes.length === nombre) break;
  }
  const contenu = lignes.length ? list(lignes) : element("p", { class: "vide" }, "Aucun rendez-vous annoncé pour ce choix.");
  return section("agenda", ou ? "Ce qui se passe près de vous" : "Ce qui se passe", contenu, element("p", { class: "suite" }, link("agenda/", "Tout l’agenda")));
}

function followed(venu) {
  const absolue = (adresse) => new URL(racine + adresse, location.href).href;
  const choix = addressOf(formulaire);
  const voies = [
    ["La lettre du mois pour ce choix", venu.lettre + choix],
    ["Que diffuser, quand", venu.programme],
    ...(venu.agenda ? [["S’abonner à ces rendez-vous dans votre agenda", absolue(venu.agenda).replace(/^https?:/, "webcal:")]] : []),
    ...(venu.page ? [["Tout ce qu’il y a pour ce public", venu.page]] : []),
  ];
  const lignes = voies.map(([texte, adresse]) => element("li", {}, link(adresse, texte)));
  if (venu.flux) lignes.push(element("li", {}, "Le flux des nouveautés", cible.value ? " pour ce public\u00a0: " : "\u00a0: ", ...feed(absolue(venu.flux))));
  return section("suivre", "Pour suivre", list(lignes));
}

/** The address of a feed: to be copied, because a browser would show its code. @param {string} adresse */
function feed(adresse) {
  const bouton = element("button", { type: "button", class: "bouton bouton-clair" }, "Copier", element("span", { class: "invisible" }, " l’adresse du flux"));
  const dit = element("span", { class: "copier-etat", role: "status" });
  bouton.addEventListener("click", () => copy({ "text/plain": adresse }, dit, "Sélectionnez l’adresse."));
  const ecrite = element("span", { class: "a-copier" }, element("code", {}, adresse), " ", bouton, " ", dit);
  return [ecrite, " ", link("rester-au-courant/#flux", "Comment s’y abonner")];
}

let demande = 0;

/** Shows the answer to the present choice, unless another was made meanwhile. @param {string} avis said before */
async function show(avis = "") {
  const celle = ++demande;
  const [pour, ou] = [chosen(formulaire, "cible"), chosen(formulaire, "territoire")];
  document.querySelector(".pour-vous-sans").hidden = Boolean(pour || ou);
  if (!pour && !ou) {
    reponse.hidden = true;
    etat.textContent = avis;
    return;
  }
  try {
    const [venu, lignes, calendrier] = await Promise.all([read(pour ? `cibles/${pour.id}` : "tous"), read("relais"), read("rendez-vous")]);
    if (celle !== demande) return;
    reponse.replaceChildren(resources(venu), relays(lignes), events(calendrier), followed(venu));
    reponse.hidden = false;
    etat.textContent = `${avis} Pour\u00a0: ${[pour?.nom, ou?.nom].filter(Boolean).join(", ")}.`.trim();
  } catch {
    if (celle === demande) etat.textContent = "La réponse n’a pas pu être chargée\u00a0: vérifiez la connexion, puis rechargez la page.";
  }
}

/** Takes the choice that was kept, unless the address makes one; what nobody knows any more is forgotten, and not told. */
function recall() {
  if (location.search || !kept()) return;
  history.replaceState(null, "", location.pathname + kept());
  if (!restore(formulaire)) return;
  history.replaceState(null, "", location.pathname);
  keep("");
}

function start() {
  recall();
  garder.checked = Boolean(kept()) && kept() === location.search;
  lieu.value = new URLSearchParams(location.search).get("lieu") ?? "";
  const avis = restore(formulaire);
  const dit = territoire.value ? "" : takePlace();
  if (lieu.value && !dit) history.replaceState(null, "", location.pathname + addressOf(formulaire));
  if (!dit) lieu.value = "";
  show([avis, dit].filter(Boolean).join(" "));
}

formulaire.hidden = false;
formulaire.addEventListener("submit", (event) => {
  event.preventDefault();
  lieu.dispatchEvent(new Event("change", { bubbles: true }));
});
formulaire.addEventListener("change", (event) => {
  let dit = "";
  if (event.target === lieu) {
    dit = takePlace();
    if (!dit) lieu.value = "";
  }
  if (event.target === territoire) lieu.value = ""; // the list answered what the text left open
  const choix = addressOf(formulaire);
  if (choix !== location.search) history.pushState(null, "", location.pathname + choix);
  if (!keep(garder.checked ? choix : "")) garder.checked = false;
  if (event.target !== garder) show(dit);
});
addEventListener("popstate", start);
start();
