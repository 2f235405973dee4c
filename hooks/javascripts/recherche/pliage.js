// Texts as they are compared: without case, accents nor ligatures.

/** @param {string} texte @returns {string} as prst.records.types.fold does */
export function fold(texte) {
  return withoutAccents(texte).toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/ß/g, "ss");
}

/** @param {string} texte */
export function withoutAccents(texte) {
  return texte.normalize("NFKD").replace(/[\u0300-\u036f]+/g, "");
}

/** Its words, whatever stands between them: « SAINT-Étienne » is « saint etienne ». @param {string} texte */
export function foldWords(texte) {
  return fold(texte).replace(/[^a-z0-9]+/g, " ").trim();
}
