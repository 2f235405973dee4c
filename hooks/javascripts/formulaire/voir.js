// The button that shows what page a record will have: what draws it is fetched when it is asked for first.
import { bouton, element } from "./elements.js";
import { fetchJson } from "./json.js";

/** Milliseconds without a key after which it is drawn again. */
const PAUSE = 300;

/**
 * @param {HTMLFormElement} formulaire @param {HTMLElement} ou @param {import("./formulaire.js").Formulaire} ouvert @param {string} racine
 */
export function offerPreview(formulaire, ou, ouvert, racine) {
  let minuterie;
  let venu;
  const fetched = () => {
    venu ??= Promise.all([import("./apercu.js"), fetchJson(racine + ouvert.data.apercu)]);
    return venu;
  };

  async function draw() {
    try {
      const [{ draw: drawn }, dessin] = await fetched();
      if (!ou.hidden) drawn(ou, ouvert.data, dessin, () => ouvert.values(), racine, (vers, id) => ouvert.name(vers, id));
    } catch {
      venu = undefined; // the next time may do
      ou.replaceChildren(element("p", {}, "L’aperçu n’a pas pu être chargé\u00a0: vérifiez votre connexion, puis rouvrez-le. La fiche n’en dépend pas."));
    }
  }

  const bascule = bouton("Voir l’aperçu", "apercu", () => {
    ou.hidden = !ou.hidden;
    bascule.setAttribute("aria-expanded", String(!ou.hidden));
    bascule.textContent = ou.hidden ? "Voir l’aperçu" : "Fermer l’aperçu";
    if (!ou.hidden) void draw();
  });
  bascule.setAttribute("aria-expanded", "false");
  formulaire.querySelector("[type=submit]").after(" ", bascule);
  formulaire.addEventListener("input", () => {
    if (ou.hidden) return;
    clearTimeout(minuterie);
    minuterie = setTimeout(draw, PAUSE);
  });
}
