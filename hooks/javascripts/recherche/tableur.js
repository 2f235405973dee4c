// A list as a file that spreadsheets open: rows of the file of the whole catalogue (RFC 4180), as they are written there.

/** A row and its end; what is between two quotes may hold ends of lines. */
const LIGNE = /(?:"[^"]*"|[^"\r\n])+\r\n/g;

/** @param {string} texte @returns {string[]} the rows of a file, the first of which holds the names of the columns */
export function rowsOf(texte) {
  return texte.match(LIGNE) ?? [];
}

/** @param {string} texte @returns {string} a cell of a row (RFC 4180), of a text that Python has made safe (outputs/data/tables.py) */
export const cell = (texte) => (/[";\r\n]/.test(texte) ? `"${texte.replaceAll('"', '""')}"` : texte);

/** Offers a text as a file to keep. @param {string} nom @param {string} texte */
export function download(nom, texte) {
  const lien = document.createElement("a");
  lien.href = URL.createObjectURL(new Blob([texte], { type: "text/csv;charset=utf-8" }));
  lien.download = nom;
  lien.click();
  setTimeout(() => URL.revokeObjectURL(lien.href), 60_000); // once the browser has read it
}
