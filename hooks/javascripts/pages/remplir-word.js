// A Word document of the site (ECMA-376) with its tokens replaced by what was typed: a ZIP file of which one part changes.
import { strFromU8, strToU8, unzipSync, zipSync } from "../vendor/fflate.js";

const PART = "word/document.xml";
const ENTITES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** @param {string} texte lines @returns {string} the same inside a run of text, whose lines break where they did */
function inRun(texte) {
  const lignes = texte.split("\n").map((ligne) => ligne.replace(/[&<>"]/g, (signe) => ENTITES[signe]));
  return lignes.join("</w:t><w:br/><w:t>");
}

/** @param {string} xml @param {Record<string, string>} valeurs @returns {string} */
const withValues = (xml, valeurs) => xml.replace(/JETON([a-z]+)JETON/g, (_jeton, nom) => inRun(valeurs[nom] ?? ""));

/**
 * @param {string} adresse of the document @param {Record<string, string>} valeurs what stands for each token, '' for none
 * @returns {Promise<Uint8Array>} the document filled in
 */
export async function filled(adresse, valeurs) {
  const venu = await fetch(adresse);
  if (!venu.ok) throw new Error(`${adresse}\u00a0: ${venu.status}`);
  const parties = unzipSync(new Uint8Array(await venu.arrayBuffer()));
  const xml = withValues(strFromU8(parties[PART]), valeurs);
  return zipSync({ ...parties, [PART]: strToU8(xml) });
}
