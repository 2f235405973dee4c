// Which day of an event a result shows: the answer changes with the reader's day, the index does not.
import { isPast, jour } from "../dates.js";

/**
 * @param {import("./moteur.js").Fiche["date"]} date
 * @param {string} [aujourdhui] @returns {string} the day of what has one, the next of several, « » where all are over
 */
export function shownDate(date, aujourdhui = jour(new Date())) {
  if (typeof date === "string") return date;
  const prochaine = date.find((quand) => {
    const [debut, fin] = quand.split("/");
    return !isPast(debut.slice(0, 10), fin, aujourdhui);
  });
  return prochaine?.split("/")[0] ?? "";
}
