// For whom and where, chosen in a form whose choice is the address of the page: letters and the year of occasions.

/** @typedef {{ id: string, nom: string, autour: Set<string> }} Choix what is chosen; `autour` tells what concerns it */

/**
 * @param {HTMLFormElement} formulaire @param {string} nom of one of its lists
 * @returns {Choix | null} none where everything is asked for
 */
export function chosen(formulaire, nom) {
  const option = formulaire.elements[nom]?.selectedOptions[0];
  if (!option?.value) return null;
  return { id: option.value, nom: option.dataset.nom ?? option.label, autour: new Set((option.dataset.autour ?? "").split(" ")) };
}

/** @param {Choix | null} choix @param {string[]} ids those that something names @returns {boolean} */
export function concerns(choix, ids) {
  return !choix || ids.some((id) => choix.autour.has(id));
}

/** @param {HTMLOptionElement} option @param {string} voulu an id, maybe a former one @returns {boolean} */
function isCalled({ value, dataset }, voulu) {
  return value === voulu || (dataset.anciens ?? "").split(" ").includes(voulu);
}

/**
 * Puts the choice of the address into a form. A list without that choice takes what it held when the page came.
 * @param {HTMLFormElement} formulaire @returns {string} what the address asks for and nobody knows, '' for nothing
 */
export function restore(formulaire) {
  const parametres = new URLSearchParams(location.search);
  const inconnus = [];
  for (const liste of formulaire.querySelectorAll("select")) {
    const voulu = parametres.get(liste.name);
    const option = voulu && [...liste.options].find((une) => isCalled(une, voulu.toLowerCase()));
    const sinon = [...liste.options].find(({ defaultSelected }) => defaultSelected) ?? liste.options[0];
    (option || sinon).selected = true;
    if (voulu && !option) inconnus.push(`«\u00a0${voulu.slice(0, 60)}\u00a0»`);
  }
  return inconnus.length ? `L’adresse demande ${inconnus.join(" et ")}, que le catalogue ne connaît pas ou plus.` : "";
}

/** @param {HTMLFormElement} formulaire @returns {string} "?cible=btp", or "" */
export function addressOf(formulaire) {
  const parametres = new URLSearchParams();
  for (const { name, value } of formulaire.querySelectorAll("select")) if (value) parametres.set(name, value);
  const texte = parametres.toString();
  return texte ? `?${texte}` : "";
}
