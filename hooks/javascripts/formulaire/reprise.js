// « ?modifier=livrables/ID »: the record that an address asks to modify, and why it cannot be had where it cannot.
import { element } from "./elements.js";
import { fetchJson } from "./json.js";

/** Folder of the form of each kind that has pages. */
export const FORMULAIRES = { livrables: "livrable", cibles: "cible", relais: "relais", groupes: "groupe", evenements: "evenement", structures: "structure", enquetes: "enquete", retours: "retour" };
const IDENTIFIANT = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** @param {string} texte */
export const isId = (texte) => IDENTIFIANT.test(texte);

/** @typedef {{sorte: string, id: string, confirmer: boolean}} Demande */
/** @typedef {"forme" | "inconnue" | "personne" | "panne"} Motif why a text cannot be had */

/**
 * @param {string} search the query of an address
 * @returns {Demande | null} null where nothing is asked for; kind and id are "" where what is asked has no sense
 */
export function asked(search) {
  const voulu = new URLSearchParams(search);
  const texte = voulu.get("modifier");
  if (texte === null) return null;
  const [sorte, id, ...reste] = texte.trim().replace(/^\/+|\/+$/g, "").replace(/\.yml$/, "").split("/");
  const sain = Object.hasOwn(FORMULAIRES, sorte) && IDENTIFIANT.test(id ?? "") && !reste.length;
  return { sorte: sain ? sorte : "", id: sain ? id : "", confirmer: voulu.get("confirmer") === "contact" };
}

/** A record may have changed since. @param {string} adresse */
const fetchAnew = (adresse) => fetchJson(adresse, { cache: "no-cache" });

/** @param {string[]} premiers first id of each file, in their order @param {string} id @returns {number} the file that may hold it, -1 for none */
export function fileOf(premiers, id) {
  let rang = -1;
  while (rang + 1 < premiers.length && premiers[rang + 1] <= id) rang += 1;
  return rang;
}

/**
 * The text of a record, as hooks/prst/outputs/sources.py publishes it.
 * @param {string} dossier address of « fiches/ » @param {Demande} demande @returns {Promise<{texte: string} | {motif: Motif}>}
 */
export async function textOfRecord(dossier, { sorte, id }) {
  if (!sorte) return { motif: "forme" };
  try {
    const rang = fileOf(await fetchAnew(`${dossier}${sorte}/index.json`), id);
    const textes = rang < 0 ? {} : await fetchAnew(`${dossier}${sorte}/${rang}.json`);
    if (!Object.hasOwn(textes, id)) return { motif: "inconnue" };
    return textes[id] === null ? { motif: "personne" } : { texte: textes[id] };
  } catch {
    return { motif: "panne" };
  }
}

/**
 * Says why a record cannot be modified here, and what to do.
 * @param {Motif} motif @param {Demande} demande
 * @param {{racine: string, modifier: string, courriel: string, joindre: string, qui: string}} site `racine`: the way to its root; the rest as in envoi.js
 * @returns {HTMLElement}
 */
export function explain(motif, { sorte, id }, { racine, modifier, courriel, joindre, qui }) {
  const lien = (href, texte) => element("a", { href }, texte);
  const nom = `«\u00a0${sorte}/${id}\u00a0»`;
  const fichier = `catalogue/${sorte}/${id}.yml`;
  const ecrire = courriel ? lien(`mailto:${courriel}?subject=${encodeURIComponent(`Fiche ${sorte}/${id}`)}`, `écrivez à ${qui || courriel}`) : joindre ? lien(/^http/.test(joindre) ? joindre : `tel:${joindre.replace(/[^\d+]/g, "")}`, `demandez à ${qui}`) : "";
  const chercher = lien(`${racine}recherche/?${new URLSearchParams({ q: id.replaceAll("-", " ") })}`, "cherchez-la sur le site");
  const autrement = [...(modifier ? [lien(modifier + fichier, "Modifier son fichier dans la forge")] : []), ...(ecrire ? [ecrire] : [])];
  /** @type {Record<Motif, (Node | string)[]>} */
  const dits = {
    forme: ["Cette adresse ne nomme aucune fiche. Ouvrez la page de la fiche et choisissez «\u00a0Modifier cette fiche\u00a0»."],
    inconnue: [`Aucune fiche publiée ne porte l’identifiant ${nom}\u00a0: elle a peut-être changé de nom, ou n’est pas encore parue. `, "Voyez ", lien(`${racine}${sorte}/${id}/`, "où mène son adresse"), ", ou ", chercher, "."],
    personne: [`La fiche ${nom} nomme une personne\u00a0: son texte n’est pas publié ici. `, ...autrement.flatMap((un, rang) => (rang ? [", ou ", un] : [un])), autrement.length ? "." : ""],
    panne: [`La fiche ${nom} n’est pas venue. Vérifiez votre connexion et rechargez la page. Sinon\u00a0: `, ...(autrement.length ? autrement.flatMap((un, rang) => (rang ? [", ou ", un] : [un])) : [chercher]), "."],
  };
  const fait = element("div", { className: "reprise-refus", tabIndex: -1 }, element("p", {}, ...dits[motif]), element("p", {}, "Vous pouvez aussi remplir ce formulaire pour en proposer une nouvelle."));
  fait.setAttribute("role", "alert");
  return fait;
}

/**
 * @param {{[cle: string]: any}} contact of a record, or a structure @returns {{[cle: string]: any}} the same, confirmed where something
 *   says how to reach it: ways of its own, or the record of its structure
 */
export function confirmed(contact) {
  const { a_confirmer: _, ...reste } = contact;
  const joignable = ["courriel", "formulaire", "telephone", "page_contact"].some((cle) => reste[cle]) || IDENTIFIANT.test(reste.structure ?? "");
  return joignable ? reste : contact;
}
