// What people type, without what nobody sees, as records hold it.

/** What the check refuses wherever it stands: commands, marks of direction, signs without a shape (records/reading.py). */
const INTERDITS =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\u00ad\u200b\u200e\u200f\u061c\u202a-\u202e\u2060-\u2069\ufdd0-\ufdef\ufeff\ufffd-\uffff\u{1fffe}\u{1ffff}\u{e0000}-\u{e007f}]|\p{Cs}/gu;

/** What breaks a line in Word, InDesign and mails, and stands in no record. */
const LIGNES = /\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g;

/** @param {string} texte */
export const clean = (texte) => texte.normalize("NFC").replace(LIGNES, "\n").replace(INTERDITS, "");
/** @param {string} texte @returns {string} one line */
export const onOneLine = (texte) => clean(texte).replace(/\s*[\t\r\n]+\s*/g, " ").trim();
/** @param {string} texte @returns {string} lines without what stands around them */
export const tidy = (texte) => clean(texte).replace(/[ \t]+$/gm, "").trim();
