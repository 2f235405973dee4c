// Dates as people write them, as a record writes them (records/dates.py), and back. What is no date stays as it was typed: the
// rules then say what is wrong with it.

const MOIS = ["janv", "fevr", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec"];
const two = (nombre) => String(nombre).padStart(2, "0");
const plain = (texte) => texte.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/\s+/g, " ").trim();

/** @param {string} mot @returns {number} from 1; 0 for none */
const monthOf = (mot) => MOIS.findIndex((mois) => mot.startsWith(mois) || mot.startsWith(mois.slice(0, 3)) && mot.length <= 4 && mois !== "juin" && mois !== "juil") + 1;

/** What stands before a date: its day of the week, which must be its own. */
const AVANT = /^(?:le )?(?:((?:lun|mar|mercre|jeu|vendre|same)di|dimanche),? )?(?:le )?/;
const HEURE = String.raw`(\d{1,2}) ?(?:heures?|h|:)(?: ?(\d{2}))?(?::00)?`;

/** @param {string} brut plain @returns {string} AAAA-MM-JJ or less; "" for no date */
function dayOf(brut) {
  const texte = brut.replace(AVANT, "");
  const chiffres = /^(?:(\d{1,2}) ?[./-] ?)?(\d{1,2}) ?[./-] ?(\d{4})$/.exec(texte);
  if (chiffres) return [chiffres[3], two(chiffres[2]), ...(chiffres[1] ? [two(chiffres[1])] : [])].join("-");
  const iso = /^(\d{4})[./-](\d{1,2})(?:[./-](\d{1,2}))?$/.exec(texte);
  if (iso) return [iso[1], two(iso[2]), ...(iso[3] ? [two(iso[3])] : [])].join("-");
  const mots = /^(?:(\d{1,2})(?: ?er|°)? )?([a-z]+)\.? (\d{4})$/.exec(texte);
  const mois = mots ? monthOf(mots[2]) : 0;
  if (mois) return [mots[3], two(mois), ...(mots[1] ? [two(mots[1])] : [])].join("-");
  return /^\d{4}$/.test(texte) ? texte : "";
}

/** @param {string} texte plain @returns {string} MM-JJ; "" for no day of a year */
function dayOfYear(texte) {
  const chiffres = /^(\d{1,2}) ?[./-] ?(\d{1,2})$/.exec(texte);
  if (chiffres) return `${two(chiffres[2])}-${two(chiffres[1])}`;
  const mots = /^(\d{1,2})(?:er)? ([a-z]+)\.?$/.exec(texte);
  const mois = mots ? monthOf(mots[2]) : 0;
  return mois ? `${two(mois)}-${two(mots[1])}` : "";
}

/**
 * @param {string} texte @param {string} [sorte] « when » takes an hour, « season » two days of a year
 * @returns {string} as a record writes it, or as it was
 */
export function isoOf(texte, sorte) {
  const net = plain(texte);
  if (sorte === "season") {
    const bouts = /^(?:du )?(.+?) (?:au|jusqu'au|a) (.+)$/.exec(net.replaceAll("’", "'"));
    const [debut, fin] = bouts ? [dayOfYear(bouts[1]), dayOfYear(bouts[2])] : [];
    return debut && fin ? `${debut}/${fin}` : texte;
  }
  const heure = new RegExp(`^(.+?)(?:[t,]? ?(?:a (?:partir de )?)?| )${HEURE}$`).exec(net);
  const jour = dayOf(heure ? heure[1].replace(/[t, ]+$/, "") : net);
  const nomme = AVANT.exec(net)[1];
  if (!jour || (nomme && jour[9] && nomme !== new Date(jour).toLocaleDateString("fr", { weekday: "long", timeZone: "UTC" }))) return texte;
  return heure ? `${jour}T${two(heure[2])}:${heure[3] ?? "00"}` : jour;
}

/** @param {string} debut that says its end too: « 8 octobre 2026 de 14h à 16h », « du 8 au 9 octobre 2026 » (records/values.py, `french_range`) */
function endsOf(debut) {
  const net = plain(debut).replace(/^du |(?<= )de (?=\d)/g, "");
  for (const { 0: joint, index } of net.matchAll(/ (?:au|a)(?: le)? | ?[-–—] ?/g)) {
    const [un, reste] = [net.slice(0, index), net.slice(index + joint.length)];
    const dit = isoOf(reste);
    const de = [un, `${un} ${dit.slice(0, 4)}`, un + reste.replace(/^\D*\d+(?:er)?/, "")].map((mots) => isoOf(mots)).find((mots) => ISO.test(mots)) ?? "";
    const a = hourOf(reste, de) ?? dit;
    if (de < a && de.length === a.length) return [de, a];
  }
}

const ISO = /^\d{4}-\d\d/;
/** @param {string} net @param {string} jour @returns {string | undefined} an hour with its day */
function hourOf(net, jour) {
  const heure = new RegExp(`^(?:a )?${HEURE}$`).exec(net);
  return heure && /^.{7}-\d\d/.test(jour) ? `${jour.slice(0, 10)}T${two(heure[1])}:${heure[2] ?? "00"}` : undefined;
}

/**
 * The end of what begins on a day is an hour of that day, where no day is written (records/values.py, `_date`).
 * @param {any} valeurs @returns {any} the same, with the whole date
 */
export function withWholeEnd(valeurs) {
  const [debut, fin] = [valeurs.debut, valeurs.fin].map((une) => (typeof une === "string" ? une : ""));
  const bout = hourOf(plain(fin), debut);
  if (bout) valeurs.fin = bout;
  const bouts = !fin && frenchOf(debut) === debut && endsOf(debut);
  if (bouts) [valeurs.debut, valeurs.fin] = bouts;
  return valeurs;
}

/** @param {string} texte as a record writes it @returns {string} as the form shows it */
export function frenchOf(texte) {
  const saison = /^(\d\d)-(\d\d)\/(\d\d)-(\d\d)$/.exec(texte);
  if (saison) return `du ${saison[2]}/${saison[1]} au ${saison[4]}/${saison[3]}`;
  const [tout, annee, mois, jour, heure] = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d:\d\d))?)?)?$/.exec(texte) ?? [];
  if (!tout) return texte;
  return `${[jour, mois, annee].filter(Boolean).join("/")}${heure ? ` à ${heure}` : ""}`;
}
