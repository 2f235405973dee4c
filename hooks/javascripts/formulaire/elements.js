// Elements of a page, made from text that is never read as HTML.

/** @param {string} nom @param {Record<string, unknown>} [proprietes] @param {(Node | string)[]} enfants @returns {HTMLElement} */
export function element(nom, proprietes = {}, ...enfants) {
  const fait = Object.assign(document.createElement(nom), proprietes);
  fait.append(...enfants);
  return fait;
}

/** A place that screen readers read out when it changes. @param {string} classe @returns {HTMLElement} */
export function annonce(classe) {
  const fait = element("p", { className: classe });
  fait.setAttribute("role", "status");
  return fait;
}

/** @param {string} libelle @param {string} geste its name, for style sheets and tests @param {() => void} suite @returns {HTMLElement} */
export function bouton(libelle, geste, suite) {
  const fait = element("button", { type: "button", className: "bouton bouton-clair" }, libelle);
  fait.dataset.geste = geste;
  fait.addEventListener("click", suite);
  return fait;
}
