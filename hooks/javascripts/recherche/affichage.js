// What the search box, the search page and the list of deliverables show alike. Text of readers and of records is only ever
// set as text, never as HTML.

/** @param {string} nom @param {string} [classe] @param {string | Node} [contenu] @returns {HTMLElement} */
export function element(nom, classe = "", contenu = "") {
  const cree = document.createElement(nom);
  if (classe) cree.className = classe;
  cree.append(contenu);
  return cree;
}

/** Sets attributes. @param {HTMLElement} noeud @param {Object<string, string>} attributs */
export function setAttributes(noeud, attributs) {
  for (const [nom, valeur] of Object.entries(attributs)) noeud.setAttribute(nom, valeur);
}

/** A text whose searched words stand in <mark>. @param {string} texte @param {(mot: string) => boolean} recognises */
export function highlight(texte, recognises) {
  const fragment = document.createDocumentFragment();
  for (const part of texte.split(/([\p{L}\p{N}\p{M}]+)/u)) {
    fragment.append(part && recognises(part) ? element("mark", "", part) : part);
  }
  return fragment;
}

/** « 1 résultat », « 2 480 résultats ». */
export function count(nombre, un, plusieurs) {
  return `${nombre.toLocaleString("fr-FR")} ${nombre > 1 ? plusieurs : un}`;
}

/** What was made of a question: the place that it names, which words were corrected, which are missing. @param {import("./moteur.js").Reponse} reponse */
export function remarques({ mode, resultats, complets, presque, lieu, corrections, absents }) {
  const dites = Object.entries(corrections).map(
    ([mot, pris]) => `Aucune page ne contient «\u00a0${mot}\u00a0»\u00a0: voici les résultats pour «\u00a0${pris}\u00a0».`,
  );
  if (lieu) dites.push(`Ce qui vaut pour ${lieu.label}.`);
  if (mode === "ou" && absents.length) {
    dites.push(`Rien ne contient «\u00a0${absents.join("\u00a0», «\u00a0")}\u00a0»\u00a0: voici les pages qui contiennent les autres mots.`);
  } else if (mode === "ou") {
    dites.push("Aucune page ne contient tous ces mots\u00a0: voici celles qui en contiennent une partie.");
  } else if (presque) {
    const dit = presque > 1 ? `Les ${presque} premiers résultats ont presque tous ces mots dans leur titre` : "Le premier résultat a presque tous ces mots dans son titre";
    dites.push(`${dit}${presque + complets === resultats.length ? "\u00a0; les suivants les contiennent tous" : ""}.`);
  } else if (complets < resultats.length) {
    const dit = complets > 1 ? `Seules ${complets} pages contiennent` : "Une seule page contient";
    dites.push(`${dit} tous ces mots\u00a0: les suivantes en contiennent une partie.`);
  }
  return dites;
}

/**
 * Whether the last word has so few letters that its absence is no news: the engine looks for beginnings from four on.
 * @param {import("./moteur.js").Reponse} reponse
 */
export function isUnfinished({ absents }) {
  return absents.length > 0 && absents.at(-1).length < 4;
}

/** « 2026 », « mars 2026 », « 1er mars 2026 ». @param {string} iso a date, its year or its month, with or without the hour */
export function formatDate(iso) {
  const [annee, mois, jour] = iso.slice(0, 10).split("-").map(Number);
  if (!mois) return String(annee);
  const date = new Date(Date.UTC(annee, mois - 1, jour || 1));
  const nom = new Intl.DateTimeFormat("fr-FR", { month: "long", year: "numeric", timeZone: "UTC" }).format(date);
  return jour ? `${jour === 1 ? "1er" : jour} ${nom}` : nom;
}
