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
/** How an address may begin where only one meaning is possible; a name's endings are those of records/values.py. */
const SITE = /^(?:www\.[^\s/?#@]+\.[a-z]{2,}|(?:[a-z0-9-]+\.)+(?:fr|org|com|net|eu|info|bzh|alsace|corsica|re|gp|mq|gf|yt|nc|pf|be|ch|lu|coop))(?:[/?#]\S*)?$/i;
/** @param {string} texte an address as it was typed @returns {string} the whole one where it can only be that, as `prst reparer` writes it */
export function addressOf(texte) {
  const lien = /^(?:\[[^\]]*\]\((\S+)\)|<(\S+)>)$/.exec(texte);
  if (lien) return lien[1] ?? lien[2];
  if (SITE.test(texte)) return `https://${texte}`;
  if (/^webcals?:\/\/[^\s/]+\.\S+$/i.test(texte)) return texte.replace(/^webcals?/i, "https");
  const [, reste] = /^https(?::\/?|\/\/:?)([^\s/:][^\s/]*\.\S+)$/i.exec(texte) ?? [];
  return reste ? `https://${reste}` : texte;
}
/** @param {string} texte @returns {string} the one mailbox that a mail program copied: « Prévention <a@b.fr>; » */
export const mailboxOf = (texte) => /^(?:[^<>@]*<|mailto:)?\s*([^<>\s@,;]+@[^<>\s@,;]+?)\s*>?[.,; ]*$/i.exec(texte)?.[1] ?? texte;
/** @param {string} texte @returns {string} the one number that stands with words or other signs: « Tél. : 04-72-00-00-00 (standard) » */
export function phoneOf(texte) {
  const nu = texte.replace(/^t[ée]l(?:[ée]phone)?\.? ?:? ?|\(0\)|\s*\([^)\d]*\)$/gi, "").replace(/[ ./–-]+/g, " ").trim();
  if (/^[1-9](?: ?\d){8}$/.test(nu)) return `0${nu}`;
  return /[^\d .+]/.test(texte) && /^\+?\d(?: ?\d){5,12}$/.test(nu) ? nu : texte;
}
/** @param {string} texte @returns {string} lines without what stands around them */
export const tidy = (texte) => clean(texte).replace(/[ \t]+$/gm, "").trim();
