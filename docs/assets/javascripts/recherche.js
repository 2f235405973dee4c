// Search page: reads ?q=, ranks the entries of recherche/index.json and shows them. Text of users and of records is only
// ever set with textContent.

/** @typedef {[url: string, kind: string, title: string, summary: string, folded: string]} Entry */

const LONGUEUR = 200;
const PAR_PAGE = 30;

/** @param {string} texte @returns {string} lower case, without accents, apostrophes as spaces */
export function plier(texte) {
  return texte
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** @param {string} question @returns {string[]} distinct folded words; letters that stand alone (l’, d’) are left out */
export function mots(question) {
  const tous = [...new Set(plier(question.slice(0, LONGUEUR)).split(" ").filter(Boolean))];
  const utiles = tous.filter((mot) => mot.length > 1 || /\p{N}/u.test(mot));
  return utiles.length ? utiles : tous;
}

/**
 * @param {Entry[]} entrees @param {string[]} cherches
 * @returns {{resultats: Entry[], tous: boolean}} best first; `tous` tells that each result holds every word
 */
export function chercher(entrees, cherches) {
  if (!cherches.length) return { resultats: [], tous: true };
  const notes = entrees.map((entree) => {
    const texte = ` ${entree[4]}`;
    const titre = ` ${plier(entree[2])}`;
    let trouves = 0;
    let dansTitre = 0;
    for (const mot of cherches) {
      if (titre.includes(` ${mot}`)) dansTitre += 1;
      if (texte.includes(` ${mot}`) || titre.includes(` ${mot}`)) trouves += 1;
    }
    return { entree, trouves, dansTitre };
  });
  const tous = notes.some((note) => note.trouves === cherches.length);
  const gardes = notes.filter((note) => (tous ? note.trouves === cherches.length : note.trouves > 0));
  gardes.sort((a, b) => b.trouves - a.trouves || b.dansTitre - a.dansTitre);
  return { resultats: gardes.map((note) => note.entree), tous };
}

/** @param {string} nom @param {string} classe @param {string} texte */
function element(nom, classe, texte) {
  const noeud = document.createElement(nom);
  if (classe) noeud.className = classe;
  noeud.textContent = texte;
  return noeud;
}

/** @param {Entry} entree @param {string} racine */
function ligne([url, genre, titre, resume], racine) {
  const item = document.createElement("li");
  const lien = element("a", "", titre);
  lien.href = racine + url;
  const tete = element("p", "resultat-titre", "");
  tete.append(lien);
  item.append(element("p", "resultat-genre", genre), tete);
  if (resume) item.append(element("p", "resultat-resume", resume));
  return item;
}

/** @param {string} question @param {number} nombre @param {boolean} tous */
export function annonce(question, nombre, tous) {
  const cite = `«\u00a0${question}\u00a0»`;
  if (!nombre) return `Rien ne correspond à ${cite}. Les conseils ci-dessous peuvent vous aider.`;
  const compte = nombre === 1 ? "1 résultat" : `${nombre.toLocaleString("fr-FR")} résultats`;
  return tous ? `${compte} pour ${cite}` : `Aucune page ne contient tous ces mots. ${compte} avec une partie de ${cite}`;
}

/** @param {HTMLElement} zone */
async function demarrer(zone) {
  const { racine, index } = zone.dataset;
  const compte = zone.querySelector(".resultats-compte");
  const liste = zone.querySelector(".resultats-liste");
  const suite = zone.querySelector(".resultats-suite");
  const question = (new URLSearchParams(location.search).get("q") ?? "").trim().slice(0, LONGUEUR);
  document.querySelector("#q").value = question;
  const cherches = mots(question);
  if (!cherches.length) {
    compte.textContent = question ? annonce(question, 0, true) : "Écrivez un mot ci-dessus : les résultats s’afficheront ici.";
    return;
  }
  document.title = `${question} – ${document.title}`;
  compte.textContent = "Recherche en cours…";
  let entrees;
  try {
    const reponse = await fetch(index);
    if (!reponse.ok) throw new Error(String(reponse.status));
    entrees = await reponse.json();
  } catch {
    compte.textContent = "La recherche n’a pas pu se charger. Vérifiez votre connexion, puis rechargez la page.";
    return;
  }
  const { resultats, tous } = chercher(entrees, cherches);
  compte.textContent = annonce(question, resultats.length, tous);
  let montres = 0;

  function montrer() {
    const lot = resultats.slice(montres, montres + PAR_PAGE).map((entree) => ligne(entree, racine));
    liste.append(...lot);
    montres += lot.length;
    suite.hidden = montres >= resultats.length;
    return lot;
  }

  montrer();
  suite.querySelector("button").addEventListener("click", () => montrer()[0]?.querySelector("a").focus());
}

if (typeof document !== "undefined") {
  const zone = document.querySelector("[data-recherche]");
  if (zone) demarrer(zone);
}
