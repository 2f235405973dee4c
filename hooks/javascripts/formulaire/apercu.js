// The head of the page that a resource will have, while it is written: the very template of such pages, in which marks stand in the
// place of values (hooks/prst/outputs/pages/apercu.py). Screen readers read it when they go there, not at each key.
import { bouton, element } from "./elements.js";

/** Milliseconds without a key after which it is drawn again. */
const PAUSE = 300;
const MARQUE = /⟦([a-z.]+)⟧/g;

/** @typedef {{plein: string, nu: string}} Modeles */
/** @typedef {(vers: string, id: string) => string | undefined} Nom gives the name of an id, where it is known */

/** @param {string} html made at build, without anything that was typed @param {string} racine @returns {DocumentFragment} */
function parse(html, racine) {
  const modele = document.createElement("template");
  modele.innerHTML = html.replaceAll('href="../../', `href="${racine}`);
  // The page of the form has its own headings.
  for (const titre of modele.content.querySelectorAll("h1, h2")) titre.setAttribute("role", "presentation");
  return modele.content;
}

/**
 * Puts values in the place of marks; a line whose value is missing goes. @param {ParentNode} partie
 * @param {Record<string, string>} valeurs marks that it does not name are left
 */
function fillMarks(partie, valeurs) {
  const vides = new Set();
  const put = (texte, hote) =>
    texte.replace(MARQUE, (marque, nom) => {
      if (!Object.hasOwn(valeurs, nom)) return marque;
      if (!valeurs[nom]) vides.add(hote);
      return valeurs[nom];
    });
  for (const un of [...(partie.matches ? [partie] : []), ...partie.querySelectorAll("*")]) {
    for (const { name, value } of [...un.attributes].filter((attribut) => attribut.value.includes("⟦"))) {
      const mis = put(value, un);
      if (name === "href" && !/^(?:https?:|mailto:|tel:|\.\.?\/)/i.test(mis)) un.removeAttribute(name);
      else un.setAttribute(name, mis.startsWith("tel:") ? mis.replace(/[ .]/g, "") : mis);
    }
    for (const texte of un.childNodes) if (texte.nodeType === Node.TEXT_NODE) texte.data = put(texte.data, un);
  }
  for (const vide of vides) vide.closest("li, p, .acces-nature")?.remove();
}

/** One line for each of some things, made of the one that the template shows. @param {HTMLElement} ligne @param {Record<string, string>[]} choses */
function repeat(ligne, choses) {
  for (const valeurs of choses) {
    const copie = ligne.cloneNode(true);
    ligne.before(copie);
    fillMarks(copie, valeurs);
  }
  ligne.remove();
}

/**
 * @param {Modeles} modeles @param {any} fiche values of a resource @param {string} racine @param {Nom} nom
 * @returns {DocumentFragment} the head of its page
 */
export function preview(modeles, fiche, racine, nom) {
  const page = parse(modeles.plein, racine);
  const nu = parse(modeles.nu, racine);
  const { contact = {}, cibles = [], liens = [] } = fiche;
  if (!fiche.promesse) page.querySelector(".fiche-promesse").replaceWith(nu.querySelector(".fiche-resume"));
  const [exemple, archive] = page.querySelectorAll(".bandeau");
  if (fiche.exemple !== "oui") exemple.remove();
  if (fiche.statut !== "archive") archive.remove();
  repeat(page.querySelector(".puces li"), cibles.map((id) => ({ "cible.id": id, "cible.nom": nom("cibles", id) ?? id })));
  showLinks(page, nu, liens);
  showContact(page.querySelector(".contact"), contact, racine, nom);
  const format = fiche.format ? nom("formats", fiche.format) ?? fiche.format : "";
  fillMarks(page, { titre: fiche.titre || "Sans titre", promesse: fiche.promesse ?? "", resume: fiche.resume ?? "", format });
  return page;
}

function showLinks(page, nu, liens) {
  if (!liens.length) return page.querySelector(".acces").replaceWith(nu.querySelector(".vide"));
  const [premier, autre] = page.querySelectorAll(".acces li");
  const values = (nom) => ({ libelle, url = "" }) => ({ [`${nom}.libelle`]: libelle || url, [`${nom}.url`]: url, [`${nom}.hote`]: hostOf(url) });
  repeat(premier, liens.slice(0, 1).map(values("premier")));
  repeat(autre, liens.slice(1).map(values("lien")));
  return undefined;
}

/** @param {string} url @returns {string} its host, "" where it has none */
function hostOf(url) {
  try {
    return new URL(url).hostname.replace(/^www\./, "");
  } catch {
    return "";
  }
}

function showContact(bloc, contact, racine, nom) {
  const connue = contact.structure ? nom("structures", contact.structure) : undefined;
  const voies = ["courriel", "telephone", "formulaire"].filter((voie) => contact[voie]);
  if (connue) bloc.querySelector(".contact-structure").replaceChildren(element("a", { href: `${racine}structures/${contact.structure}/` }, connue));
  if (contact.nom) bloc.querySelector(".contact-structure").nextElementSibling.textContent = [contact.nom, contact.role].filter(Boolean).join(", ");
  if (!voies.length) bloc.querySelector(".contact-voies").remove();
  if (contact.a_confirmer !== "oui" && (voies.length || connue)) bloc.querySelector(".contact-manque").remove();
  fillMarks(bloc, Object.fromEntries(["structure", "courriel", "telephone", "formulaire", "role", "suppleant"].map((cle) => [cle, contact[cle] ?? ""])));
}

/**
 * Offers the preview of a form, and keeps it up to date while it is open.
 * @param {HTMLFormElement} formulaire @param {HTMLElement} ou @param {Modeles} modeles @param {() => any} values
 * @param {string} racine @param {Nom} nom
 */
export function offerPreview(formulaire, ou, modeles, values, racine, nom) {
  let minuterie;
  const draw = () => ou.replaceChildren(element("p", { className: "apercu-titre" }, "Aperçu du haut de la page"), element("div", { className: "fiche apercu" }, preview(modeles, values(), racine, nom)));
  const bascule = bouton("Voir l’aperçu", "apercu", () => {
    ou.hidden = !ou.hidden;
    bascule.setAttribute("aria-expanded", String(!ou.hidden));
    bascule.textContent = ou.hidden ? "Voir l’aperçu" : "Fermer l’aperçu";
    if (!ou.hidden) draw();
  });
  bascule.setAttribute("aria-expanded", "false");
  formulaire.querySelector("[type=submit]").after(" ", bascule);
  formulaire.addEventListener("input", () => {
    if (ou.hidden) return;
    clearTimeout(minuterie);
    minuterie = setTimeout(draw, PAUSE);
  });
}
