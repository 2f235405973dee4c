// The page of a relay on the reader's day: what is new since the last visit, and the next dates of sending. The day of the last
// visit stays in the browser, and goes away with « Oublier ». Without JavaScript all is there, with its dates.
import { jour } from "./dates.js";

/** Occasions that are shown: what one prepares at once. */
const PROCHAINES = 3;
/** News that are shown before the others are asked for. */
const DERNIERES = 3;

const page = document.querySelector("[data-relais]");
const aujourdhui = jour(new Date());

/** Sites of one host share their storage: the key holds the folder of this one. */
const cle = `${new URL("../../", import.meta.url).pathname}visite:${page?.dataset.relais}`;

/** @returns {string} the day of the visit before this one, '' where none is known */
function lastVisit() {
  try {
    const [avant = "", derniere = ""] = (localStorage.getItem(cle) ?? "").split(" ").filter((un) => /^\d{4}-\d\d-\d\d$/.test(un));
    const depuis = derniere && derniere < aujourdhui ? derniere : avant;
    localStorage.setItem(cle, `${depuis || aujourdhui} ${aujourdhui}`);
    return depuis === aujourdhui ? "" : depuis;
  } catch {
    return ""; // Storage may be refused: then nothing is remembered.
  }
}

function forget() {
  try {
    localStorage.removeItem(cle);
  } catch {
    // There was nothing to forget.
  }
}

/** @param {HTMLElement} section */
function showNews(section) {
  const lignes = [...section.querySelectorAll("li")];
  const depuis = lastVisit();
  const mot = section.querySelector(".nouveautes-depuis");
  const suite = section.querySelector(".nouveautes-suite");
  const nouvelles = depuis ? lignes.filter(({ dataset }) => dataset.jour >= depuis) : lignes.slice(0, DERNIERES);

  function fold(montrees) {
    for (const ligne of lignes) ligne.hidden = !montrees.includes(ligne);
    suite.hidden = montrees.length === lignes.length;
  }

  if (depuis) {
    const nombre = nouvelles.length > 1 ? `${nouvelles.length} ressources` : nouvelles.length ? "une ressource" : "rien de nouveau";
    const le = new Date(`${depuis}T12:00`).toLocaleDateString("fr-FR", { day: "numeric", month: "long", year: "numeric" });
    mot.firstElementChild.textContent = `Depuis votre dernière visite, le ${le.replace(/^1 /, "1er ")}\u00a0: ${nombre}. Seul votre navigateur retient cette date.`;
    mot.hidden = false;
  }
  fold(nouvelles);
  suite.querySelector("button").addEventListener("click", () => {
    fold(lignes);
    const premiere = lignes.find((ligne) => !nouvelles.includes(ligne));
    premiere.tabIndex = -1;
    premiere.focus(); // the button goes away under the keyboard
  });
  mot.querySelector("button").addEventListener("click", () => {
    forget();
    fold(lignes);
    mot.firstElementChild.textContent = "Cette date est oubliée.";
    mot.querySelector("button").remove();
    mot.tabIndex = -1;
    mot.focus();
  });
}

/** Leaves the next occasions that are not over. @param {HTMLElement} liste */
function showNext(liste) {
  const aVenir = [...liste.children].filter((un) => !(un.querySelector(".moment-titre [data-apres]")?.dataset.apres < aujourdhui));
  for (const un of liste.children) un.hidden = !aVenir.slice(0, PROCHAINES).includes(un);
  liste.parentElement.hidden = !aVenir.length;
}

const nouveautes = document.querySelector(".nouveautes");
if (nouveautes) showNews(nouveautes);
const envois = document.querySelector(".moments-prochains");
if (envois) showNext(envois);
