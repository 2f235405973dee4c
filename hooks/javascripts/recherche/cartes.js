// Deliverables as overrides/fiches/carte.html shows them, and the pages of their list.
import { element, formatDate, highlight } from "./affichage.js";
import { shownDate } from "./jours.js";

/** Targets that a card names, as in overrides/fiches/carte.html. */
const CIBLES = 3;
/** Pages named on each side of the present one. */
const AUTOUR = 2;

/**
 * @param {import("./moteur.js").Fiche} fiche
 * @param {{racine: string, recognises: (mot: string) => boolean, icone: (genre: string) => Node | string}} contexte
 */
export function carte(fiche, { racine, recognises, icone }) {
  const article = element("article", "carte");
  const format = element("p", "carte-format", icone(fiche.genre));
  format.append(fiche.genre);
  if (fiche.archive) format.append(" ", element("span", "marque", "Archivé"));
  if (fiche.ailleurs) format.append(" ", element("span", "marque marque-lieu", fiche.ailleurs));
  const lien = element("a", "", highlight(fiche.titre, recognises));
  lien.href = racine + fiche.adresse;
  const cibles = element("ul", "puces");
  cibles.setAttribute("aria-label", "Pour qui");
  cibles.append(...fiche.cibles.slice(0, CIBLES).map((nom) => element("li", "", nom)));
  const autres = fiche.cibles.length - CIBLES;
  if (autres > 0) cibles.append(element("li", "", `et ${autres} autre${autres > 1 ? "s" : ""}`));
  article.append(format, element("h3", "carte-titre", lien), element("p", "carte-resume", highlight(fiche.resume, recognises)), cibles);
  const quand = shownDate(fiche.date);
  const pied = element("p", "carte-date");
  if (quand) {
    const date = element("time", "", formatDate(quand));
    date.dateTime = quand;
    pied.append(date);
  }
  if (fiche.contact) pied.append(whomToAsk(fiche.contact, racine));
  if (pied.hasChildNodes()) article.append(pied);
  return article;
}

/** @param {[string, string]} contact who is asked, and where @param {string} racine */
function whomToAsk([nom, adresse], racine) {
  const contact = element("span", "carte-contact", "Contact\u00a0: ");
  const lien = adresse ? element("a", "", nom) : nom;
  if (adresse) lien.href = adresse.includes(":") ? adresse : racine + adresse;
  contact.append(lien);
  return contact;
}

/**
 * Links to the pages of a list, as on the pages that were made beforehand.
 * @param {number} page @param {number} pages @param {(page: number) => string} adresse
 */
export function pagination(page, pages, adresse) {
  const navigation = element("nav", "pagination");
  navigation.setAttribute("aria-label", "Pages de la liste");
  const numeros = element("ol");
  for (let numero = 1; numero <= pages; numero += 1) {
    if (numero !== 1 && numero !== pages && Math.abs(numero - page) > AUTOUR) continue;
    const lien = linkTo(numero, "", "");
    lien.append(element("span", "invisible", "Page "), String(numero));
    if (numero === page) lien.setAttribute("aria-current", "page");
    numeros.append(element("li", "", lien));
  }
  if (page > 1) navigation.append(linkTo(page - 1, "pagination-pas", "Page précédente"));
  navigation.append(numeros);
  if (page < pages) navigation.append(linkTo(page + 1, "pagination-pas", "Page suivante"));
  return navigation;

  function linkTo(numero, classe, texte) {
    const lien = element("a", classe, texte);
    lien.href = adresse(numero);
    lien.dataset.page = String(numero);
    return lien;
  }
}
