// Which day of an event a result shows: the answer changes with the reader's day, the index does not.
import { isPast, jour } from "../dates.js";

/** @param {string[]} dates of an event, in their order @param {string} aujourdhui @returns {string | undefined} the first that is not over */
function next(dates, aujourdhui) {
  return dates.find((quand) => {
    const [debut, fin] = quand.split("/");
    return !isPast(debut.slice(0, 10), fin, aujourdhui);
  });
}

/**
 * @param {import("./moteur.js").Fiche["date"]} date
 * @param {string} [aujourdhui] @returns {string} the day of a deliverable; of an event the next one, the last where all are over
 */
export function shownDate(date, aujourdhui = jour(new Date())) {
  return typeof date === "string" ? date : (next(date, aujourdhui) ?? date.at(-1)).split("/")[0];
}

/** Whether a result is an event that is over. @param {import("./moteur.js").Fiche["date"]} date @param {string} [aujourdhui] */
export function isOver(date, aujourdhui = jour(new Date())) {
  return typeof date !== "string" && next(date, aujourdhui) === undefined;
}
