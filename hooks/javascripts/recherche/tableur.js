// A list as a file that spreadsheets open: RFC 4180 with the semicolon and the byte order mark that French ones expect.

/**
 * @param {string[][]} lignes the first one holds the titles of the columns
 * @param {RegExp} formule beginnings of texts that a spreadsheet would compute (hooks/prst/outputs/data/tables.py)
 */
export function writeCsv(lignes, formule) {
  return `\ufeff${lignes.map((ligne) => `${ligne.map((texte) => cellule(texte, formule)).join(";")}\r\n`).join("")}`;
}

/** A text that a spreadsheet never computes. @param {string} texte @param {RegExp} formule */
function cellule(texte, formule) {
  const sur = formule.test(texte) ? `'${texte}` : texte;
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
