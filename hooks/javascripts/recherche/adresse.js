// The whole state of the list of deliverables, as its address tells it: ?q=chute&themes=tms,rps&tri=titre&vue=compacte&page=2
import { LONGUEUR } from "./longueur.js";

/** Values of one facet that an address may choose: more is nobody's choice. */
const CHOIX = 100;
const TRIS = ["pertinence", "date", "titre"];

/**
 * @typedef {object} Etat
 * @property {string} q @property {import("./facettes.js").Choix} choix
 * @property {string} tri what the list is sorted by; « » for what is usual: relevance where there are words, else the date
 * @property {string} vue « » or « compacte » @property {number} page from 1 on
 */

/** @param {string} recherche `location.search` @param {string[]} noms facets that there are @returns {Etat} */
export function readAddress(recherche, noms) {
  const parametres = new URLSearchParams(recherche);
  const choix = new Map();
  for (const nom of noms) {
    const ids = parametres.getAll(nom).flatMap((texte) => texte.split(",")).map((id) => id.trim()).filter(Boolean);
    if (ids.length) choix.set(nom, new Set(ids.slice(0, CHOIX)));
  }
  const q = cut(parametres.get("q") ?? "");
  const tri = parametres.get("tri") ?? "";
  const page = /^\d{1,6}$/.test(parametres.get("page") ?? "") ? Math.max(1, Number(parametres.get("page"))) : 1;
  return {
    q,
    choix,
    tri: TRIS.includes(tri) && tri !== usualSort(q) && (q || tri !== "pertinence") ? tri : "",
    vue: parametres.get("vue") === "compacte" ? "compacte" : "",
    page,
  };
}

/** @param {Etat} etat @param {string[]} noms @returns {string} with its question mark; « » for the plain list */
export function writeAddress({ q, choix, tri, vue, page }, noms) {
  const parts = q ? [["q", q]] : [];
  for (const nom of noms) if (choix.get(nom)?.size) parts.push([nom, [...choix.get(nom)].sort()]);
  if (tri && tri !== usualSort(q)) parts.push(["tri", tri]);
  if (vue) parts.push(["vue", vue]);
  if (page > 1) parts.push(["page", String(page)]);
  if (!parts.length) return "";
  return `?${parts.map(([nom, valeur]) => `${nom}=${[valeur].flat().map(encodeURIComponent).join(",")}`).join("&")}`;
}

/** What the list is sorted by where nobody chose. @param {string} q */
export function usualSort(q) {
  return q ? "pertinence" : "date";
}

/** A question of a reader: what the search reads of it. @param {string} texte */
export function cut(texte) {
  return texte.slice(0, LONGUEUR).replace(/\p{Surrogate}/gu, "").trim(); // half a character cannot stand in an address
}
