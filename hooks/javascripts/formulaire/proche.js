// « Quelque chose de proche existe déjà »: what the search finds of a title while it is typed. It proposes, and stops nothing.
import { annonce, element } from "./elements.js";

/** Milliseconds without a key after which a title is looked for: longer than within a sentence. */
const PAUSE = 700;
/** Results that are compared with the title, and that are shown. */
const LUS = 12;
const MONTRES = 3;
/** Two words at least, and this share of those of both titles, are common to two that are near: « guide » and « prévention » are in many. */
const ASSEZ = 0.5;

/** @typedef {import("../recherche/moteur.js").Moteur} Moteur @typedef {{adresse: string, genre: string, titre: string}} Proche */

/**
 * @param {Moteur} moteur @param {string} titre @param {string} sorte kind of the records that are compared
 * @param {string} [sauf] address of the record that is being modified
 * @returns {Promise<Proche[]>} published records of that kind that are near, best first
 */
export async function near(moteur, titre, sorte, sauf = "") {
  const mots = moteur.cut(titre).gardes;
  const place = moteur.sortes.find(({ id }) => id === sorte);
  if (mots.length < 2 || !place) return [];
  const { mode, resultats, complets, presque, recognises } = await moteur.search(titre);
  if (mode !== "et" && mode !== "ou") return [];
  const numeros = resultats.map(({ numero }) => numero).filter((numero) => place.debut <= numero && numero < place.fin);
  const entiers = new Set(resultats.slice(presque, presque + complets).map(({ numero }) => numero));
  const fiches = (await moteur.fiches(numeros.slice(0, LUS))).map((fiche, rang) => ({ ...fiche, entiere: entiers.has(numeros[rang]) }));
  const ressemble = (fiche) => {
    const siens = moteur.cut(fiche.titre).gardes;
    const communs = siens.filter((mot) => recognises(mot)).length;
    return communs >= 2 && 2 * communs >= ASSEZ * (siens.length + mots.length);
  };
  // Where every word was found, in whatever part of a record, synonyms are: « affiche canicule » is near « fortes chaleurs ».
  const proches = fiches.filter((fiche) => fiche.adresse !== sauf && (fiche.entiere || ressemble(fiche)));
  return proches.slice(0, MONTRES).map(({ adresse, genre, titre: intitule }) => ({ adresse, genre, titre: intitule }));
}

/**
 * Looks for what is near while a title is typed.
 * @param {HTMLInputElement | HTMLTextAreaElement} champ of the title @param {HTMLElement} ou where it is told
 * @param {object} options
 * @param {string} options.racine way to the root of the site @param {string} options.sorte kind of the record
 * @param {() => string} [options.sauf] address of the record that is being modified
 * @param {() => Promise<{ask: typeof import("../recherche/chargement.js").ask}>} [options.engine]
 */
export function watchTitle(champ, ou, { racine, sorte, sauf = () => "", engine = () => import(`${racine}assets/javascripts/recherche/recherche.js`) }) {
  const dit = annonce("invisible");
  const liste = element("div", { className: "proches", hidden: true });
  ou.replaceChildren(dit, liste);
  let minuterie;
  let tour = 0;
  let montres = "";

  async function look() {
    const tien = ++tour;
    let proches = [];
    try {
      const { ask } = await engine();
      proches = await ask(racine, (moteur) => near(moteur, champ.value, sorte, sauf()));
    } catch {
      // The search could not be had: whoever reviews will look.
    }
    if (tien === tour) show(proches);
  }

  function show(proches) {
    const maintenant = proches.map(({ adresse }) => adresse).join(" ");
    if (maintenant === montres) return;
    montres = maintenant;
    liste.hidden = !proches.length;
    liste.replaceChildren(
      element("p", {}, "Quelque chose de proche existe déjà. Est-ce la même\u00a0? Complétez-la plutôt que d’en écrire une autre."),
      element(
        "ul",
        {},
        ...proches.map(({ adresse, genre, titre }) =>
          element("li", {}, `${genre}\u00a0: `, element("a", { href: racine + adresse, target: "_blank", rel: "noopener" }, titre, element("span", { className: "invisible" }, " (nouvel onglet)"))),
        ),
      ),
    );
    const combien = proches.length;
    dit.textContent = combien ? `${combien === 1 ? "Une fiche proche existe" : `${combien} fiches proches existent`} déjà\u00a0: voyez la liste sous le titre.` : "";
  }

  champ.addEventListener("input", () => {
    clearTimeout(minuterie);
    minuterie = setTimeout(look, PAUSE);
  });
  champ.addEventListener("change", () => {
    clearTimeout(minuterie);
    void look();
  });
  if (champ.value) void look();
}
