// A list as a file that spreadsheets open: RFC 4180 with the semicolon and the byte order mark that French ones expect.

const FORMULE = /^[=+\-@\t\r]/;

/** @param {string[][]} lignes the first one holds the titles of the columns */
export function writeCsv(lignes) {
  return `\ufeff${lignes.map((ligne) => `${ligne.map(cellule).join(";")}\r\n`).join("")}`;
}

/** A text that a spreadsheet never computes. @param {string} texte */
function cellule(texte) {
  const sur = FORMULE.test(texte) ? `'${texte}` : texte;
  return /[";\r\n]/.test(sur) ? `"${sur.replaceAll('"', '""')}"` : sur;
}

/** Offers a text as a file to keep. @param {string} nom @param {string} texte */
export function download(nom, texte) {
  const lien = document.createElement("a");
  lien.href = URL.createObjectURL(new Blob([texte], { type: "text/csv;charset=utf-8" }));
  lien.download = nom;
  lien.click();
  setTimeout(() => URL.revokeObjectURL(lien.href), 60_000); // once the browser has read it
}
