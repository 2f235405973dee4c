// Which day of an event a result shows: the answer changes with the reader's day, the index does not.
import { isPast, jour } from "../dates.js";

/** @typedef {import("./moteur.js").Fiche["date"]} Dates */

/** A day as the index writes it: « 2027-06-21/2027-06-25? ». @param {string} quand */
function read(quand) {
  const [debut, fin] = quand.replace("?", "").split("/");
  return { debut, fin, incertaine: quand.endsWith("?") };
}

/**
 * Of the days of an event the first that is not over, the last where all are.
 * @param {string[]} dates in their order @param {string} aujourdhui @returns {{debut: string, incertaine: boolean, passee: boolean}}
 */
function next(dates, aujourdhui) {
  const lues = dates.map(read);
  const suivante = lues.find(({ debut, fin }) => !isPast(debut.slice(0, 10), fin, aujourdhui));
  return { ...(suivante ?? lues.at(-1)), passee: !suivante };
}

/** @param {Dates} date @param {string} [aujourdhui] @returns {string} the day of a deliverable; of an event the next one, the last where all are over */
export function shownDate(date, aujourdhui = jour(new Date())) {
  return typeof date === "string" ? date : next(date, aujourdhui).debut;
}

/** What a result says of the day that it shows: « » for nothing. @param {Dates} date @param {string} [aujourdhui] */
export function dateMark(date, aujourdhui = jour(new Date())) {
  if (typeof date === "string") return "";
  const { passee, incertaine } = next(date, aujourdhui);
  return passee ? "Passé" : incertaine ? "Date à confirmer" : "";
}
