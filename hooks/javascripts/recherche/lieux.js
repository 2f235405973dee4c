// The place that a question names: « 73 », « Savoie », « Chambéry », « 73000 »; what holds there is what is asked for.
import { foldWords } from "./pliage.js";

/** Words of the longest name. */
const MOTS = 5;

/** Postal codes of Guadeloupe's series that stayed with two islands when these left it, in 2007. @type {Record<string, string>} */
const PARTIES = { 97133: "977", 97150: "978" };

/** @typedef {{nom: string, mots: string[], ids: string[]}} Nomme */

/**
 * The department of a French postal code, as its files of the index name it: 20200 is in « 2b », 97400 in « 974 »; « » for another word.
 * Corsica has 200 and 201 in the south, 202 and 206 in the north; overseas the first three digits tell, but for two islands.
 * @param {string} mot
 */
export function ofPostalCode(mot) {
  if (!/^\d{5}$/.test(mot)) return "";
  if (PARTIES[mot]) return PARTIES[mot];
  if (mot.startsWith("20")) return /^20[01]/.test(mot) ? "2a" : "2b";
  return mot.slice(0, /^9[78]/.test(mot) ? 3 : 2);
}

/** Departments of the postal codes among words, those written with a blank included. @param {string[]} mots @returns {string[]} */
export function postalCodes(mots) {
  return mots.flatMap((mot, rang) => [mot, apart(mots.slice(rang, rang + 2))]).map(ofPostalCode).filter(Boolean);
}

/** A postal code of two words, « 38 000 »; « » for others. @param {string[]} parts */
function apart([premier, second = ""]) {
  return /^\d{2}$/.test(premier) && /^\d{3}$/.test(second) ? premier + second : "";
}

/** Towns of several postal codes, whose name a number follows: « Lyon 3 », « Paris 15e ». */
const ARRONDISSEMENTS = ["paris", "lyon", "marseille"];

/**
 * How many words after the name of a place are part of an address there: « cedex 09 », « 3eme arrondissement », « 3 ».
 * @param {string} nom @param {string[]} suite the words that follow
 */
function addressed(nom, suite) {
  if (suite[0] === "cedex") return /^\d{1,2}$/.test(suite[1] ?? "") ? 2 : 1;
  const ordinal = /^\d{1,2}(?:er|e|eme|nd)$/.test(suite[0] ?? "");
  const nombre = /^\d{1,2}$/.test(suite[0] ?? "") && Number(suite[0]) <= 20;
  const nomme = /^arr(?:ondissements?|d?t)?$/.test(suite[1] ?? "");
  if (!ARRONDISSEMENTS.includes(nom) || !(ordinal || (nombre && (nomme || suite.length === 1)))) return 0;
  return nomme ? 2 : 1;
}

/**
 * The names of places among the words of a question, the longest first: « haute savoie » is not « savoie ».
 * A number is a place where nothing follows that it may count: « btp 73 », « 38 000 Grenoble », « 73 Savoie », but not « 80 salariés ».
 * What is a word of every day too is one where no other stands beside it: « 38200 Vienne », but not « que quelqu’un vienne ».
 * @param {string[]} mots folded @param {Map<string, Set<string>>} connus territories by name @returns {Nomme[]}
 */
export function namedPlaces(mots, connus) {
  const nommes = [];
  const lettres = mots.filter((mot) => !/^\d/.test(mot)).length;
  const named = (debut) => {
    for (let fin = Math.min(mots.length, debut + MOTS); fin > debut; fin -= 1) {
      const parts = mots.slice(debut, fin);
      const separe = parts.length === 2 ? apart(parts) : "";
      const code = ofPostalCode(parts.length === 1 ? parts[0] : separe);
      const nom = parts.join(" ");
      const ids = connus.get(code ? `${code}@` : nom) ?? (parts.length === lettres ? connus.get(`${nom}=`) : undefined);
      const nombre = separe || (/^\d/.test(parts[0]) && !code);
      const said = () => named(fin)?.ids.some((id) => separe || ids.has(id));
      if (ids && (!nombre || fin === mots.length || said())) return { nom, mots: parts, ids: [...ids] };
    }
    return null;
  };
  for (let debut = 0; debut < mots.length; debut += 1) {
    const nomme = named(debut);
    if (!nomme) continue;
    const fin = debut + nomme.mots.length;
    const suite = mots.slice(fin, fin + addressed(nomme.nom, mots.slice(fin)));
    nommes.push({ ...nomme, mots: [...nomme.mots, ...suite] });
    debut = fin + suite.length - 1;
  }
  return settle(nommes);
}

/** Of a name of several places, those that another name tells alone: « 38200 Vienne » is in the Isère. @param {Nomme[]} nommes */
function settle(nommes) {
  const surs = new Set(nommes.flatMap(({ ids }) => (ids.length === 1 ? ids : [])));
  return nommes.map((nomme) => {
    const siens = nomme.ids.filter((id) => surs.has(id));
    return siens.length ? { ...nomme, ids: siens } : nomme;
  });
}

/** Words that are often written short. @type {Record<string, string>} */
const COURTS = { saint: "st", sainte: "ste", ferrand: "fd" };
const ARTICLES = ["l", "la", "le", "les"];
/** Words that stand around the names of places and name none: « dans l’Ain », « dép. 38 », « Lyon ou Grenoble ». */
const AUTOUR = new Set([...ARTICLES, ..."a au aux commune d dans de dep departement dept du en et ou ville".split(" ")]);
/** Departments in which a town may be of which the beginning is told: of more, nobody would choose among them. */
const PLUSIEURS = 4;

/** A name as it is compared: « Saint » is often written « St ». @param {string} nom @returns {string[]} */
const wordsOf = (nom) => foldWords(nom).split(" ").map((mot) => COURTS[mot] ?? mot);

/** The same without its article, which many leave out: « Puy-en-Velay », « Réunion ». @param {string[]} mots */
const withoutArticle = (mots) => (ARTICLES.includes(mots[0]) ? mots.slice(1) : mots);

/** The words of a whole text that may name places; of a number below ten, as its department is written. @param {string} texte */
function tellingWords(texte) {
  const mots = wordsOf(texte);
  const dits = mots.filter((mot) => !AUTOUR.has(mot));
  return dits.length === 1 && /^[1-9]$/.test(dits[0]) ? [`0${dits[0]}`] : mots;
}

/**
 * The territories that a whole text may name, by code, postal code or name of a town, as in an address: « 73 », « St-Étienne »,
 * « 38000 Grenoble », « Lyon 3e », « en Savoie », « Chambéry Cedex »; none where a word of it names nothing.
 * @param {string} texte @param {Iterable<{id: string, noms: string[]}>} lieux @returns {string[]} ids
 */
export function territoriesOf(texte, lieux) {
  const connus = new Map();
  for (const { id, noms } of lieux) {
    const code = id.toLowerCase();
    const formes = noms.map(wordsOf).flatMap((mots) => [mots, withoutArticle(mots)]).map((mots) => mots.join(" "));
    for (const nom of [code, `${code}@`, ...formes]) connus.set(nom, (connus.get(nom) ?? new Set()).add(id));
  }
  const mots = tellingWords(texte);
  const nommes = namedPlaces(mots, connus);
  const combien = (dits) => dits.filter((mot) => !AUTOUR.has(mot)).length;
  const entier = combien(nommes.flatMap(({ mots: siens }) => siens)) === combien(mots);
  return entier ? [...new Set(nommes.flatMap(({ ids }) => ids))] : [];
}

/**
 * The territories of the towns of which a whole text is the beginning: « Clermont », « Chamonix ». Whoever asks does not
 * say so for sure: another town may begin so that nobody wrote down.
 * @param {string} texte @param {Iterable<{id: string, villes: string[]}>} lieux @returns {string[]} ids; none where they are many
 */
export function territoriesBeginning(texte, lieux) {
  const debut = `${withoutArticle(wordsOf(texte)).join(" ")} `;
  const begins = (ville) => withoutArticle(wordsOf(ville)).join(" ").startsWith(debut);
  const trouves = [...lieux].filter(({ villes }) => debut.trim() && villes.some(begins)).map(({ id }) => id);
  return trouves.length <= PLUSIEURS ? trouves : [];
}
