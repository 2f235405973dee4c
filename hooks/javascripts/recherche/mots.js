// Words of questions and of texts, cut and compared as hooks/prst/outputs/search/words.py does.
import { FrenchStemmer } from "../vendor/french-stemmer.js";
import { LONGUEUR } from "./longueur.js";
import { fold, withoutAccents } from "./pliage.js";

/** Words of a question that are read: each asks for a file. */
const MOTS = 12;

/** Letters and digits of a word that has both: « ed6087 » is « ed » and « 6087 »; nothing for another word. @param {string} mot */
export function cutApart(mot) {
  return /[a-z]/.test(mot) && /\d/.test(mot) ? mot.match(/[a-z]+|\d+/g) : [];
}

/** Pairs of words of a question that a hyphen joins: « burn-out ». @param {string} question @returns {[string, string][]} folded */
export function hyphenated(question) {
  const plie = fold(question.slice(0, LONGUEUR)).replace(/[\u2010\u2011]/g, "-");
  return [...plie.matchAll(/(?:^|[^a-z0-9-])([a-z]+)-([a-z]+)(?![a-z0-9-])/g)].map(([, premier, second]) => [premier, second]);
}

export class Lexique {
  #vides;
  #irreguliers;
  #racines = new FrenchStemmer();

  /** @param {{vides: string, irreguliers: Object<string, string>}} entree of the search */
  constructor({ vides, irreguliers }) {
    this.#vides = new Set(vides.split(" "));
    this.#irreguliers = new Map(Object.entries(irreguliers)); // « constructor » is a word, not what an object inherits
  }

  /** The term that a folded word counts as. @param {string} forme */
  stem(forme) {
    let mot = this.#irreguliers.get(forme) ?? forme;
    if (/^.{3,}ees?$/.test(mot)) mot = mot.replace(/ees?$/, "e");
    return this.#racines.stemWord(mot);
  }

  /** Whether a folded word is searched for. @param {string} mot */
  isKept(mot) {
    return !this.#vides.has(mot) && (mot.length > 1 || /\d/.test(mot));
  }

  /**
   * The words of a question, folded, once each: those to search for, and those that every text has. One of these that is
   * written in capitals among others is an acronym: « marquage CE ».
   * @param {string} question @returns {{gardes: string[], courants: string[]}}
   */
  cut(question) {
    const ecrits = withoutAccents(question.slice(0, LONGUEUR)).match(/[a-z0-9œæßẞ]+/gi) ?? [];
    const crie = !ecrits.some((mot) => /[a-zœæß]/.test(mot));
    const [gardes, courants] = [new Set(), new Set()];
    for (const ecrit of ecrits) {
      const mot = fold(ecrit);
      const sigle = !crie && mot.length > 1 && /^[A-ZŒÆ]+$/.test(ecrit);
      if (sigle || this.isKept(mot)) gardes.add(mot);
      else if (mot.length > 1) courants.add(mot);
    }
    const choisis = (mots) => [...mots].slice(0, MOTS);
    return { gardes: choisis(gardes), courants: choisis(courants) };
  }
}
