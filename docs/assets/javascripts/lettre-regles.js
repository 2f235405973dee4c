// The rules of a letter and its three forms: the twin of hooks/prst/analysis/digest.py and hooks/prst/outputs/pages/lettre.py,
// over what outputs/pages/composer.py publishes. A test composes the same letters on both sides (tests/browser/test_lettre.py).
// Days and months are ISO 8601 texts, which sort and compare as such.
import { concerns } from "./choix.js";

/** @param {string} jour @param {number} nombre @returns {string} so many days later */
export function addDays(jour, nombre) {
  const date = new Date(`${jour}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + nombre);
  return date.toISOString().slice(0, 10);
}

/** @param {string} mois "2026-11" @param {number} nombre @returns {string} so many months later, or earlier */
export function addMonths(mois, nombre) {
  const rang = Number(mois.slice(0, 4)) * 12 + Number(mois.slice(5)) - 1 + nombre;
  return `${String(Math.floor(rang / 12)).padStart(4, "0")}-${String((rang % 12) + 1).padStart(2, "0")}`;
}

/** @param {string} dernier @param {number} nombre @returns {{ mois: string[], depuis: string, jusqua: string }} so many months, the last first */
export function periodOf(dernier, nombre) {
  const mois = Array.from({ length: nombre }, (_, rang) => addMonths(dernier, -rang));
  return { mois, depuis: `${mois.at(-1)}-01`, jusqua: addDays(`${addMonths(dernier, 1)}-01`, -1) };
}

/** @param {string} mois @returns {string} « novembre 2026 » */
export function monthName(mois) {
  return new Intl.DateTimeFormat("fr", { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${mois}-01T00:00:00Z`));
}

/** @param {{ mois: string[] }} periode @returns {string} « novembre 2026 », « du 1er octobre au 30 novembre 2026 » */
export function periodName({ mois, jusqua }) {
  const [premier, dernier] = [monthName(mois.at(-1)), monthName(mois[0])];
  if (premier === dernier) return dernier;
  const debut = mois.at(-1).slice(0, 4) === mois[0].slice(0, 4) ? premier.replace(/ \d+$/, "") : premier;
  return `du 1er ${debut} au ${Number(jusqua.slice(8))} ${dernier}`;
}

/**
 * What is new in a period and what comes after a day, for a choice; the latest first.
 * @param index composer.json @param {object[]} nouvelles of the months of the period, the last month first
 * @param choix { cible, territoire, periode }: two Choix or null, and what periodOf gives @param {string} aujourdhui
 */
export function digest(index, nouvelles, { cible, territoire, periode }, aujourdhui) {
  const { limites } = index;
  const kept = (dit) => concerns(cible, dit.cibles) && concerns(territoire, dit.territoires);
  const isWide = (dit) => Boolean(cible) && !dit.cibles.includes(cible.id); // made for what contains the target
  const choose = (fiches) => fiches.filter(kept).sort((une, autre) => isWide(une) - isWide(autre));
  const nouveaux = choose(nouvelles.flatMap((mois) => mois.nouveaux));
  const mis_a_jour = choose(nouvelles.flatMap((mois) => mois.mis_a_jour).filter(({ ajoute }) => !ajoute || ajoute < periode.depuis));
  const dites = new Set([...nouveaux, ...mis_a_jour].map(({ adresse }) => adresse));
  const sures = dites.size < limites.peu ? choose(index.sures.filter(({ adresse }) => !dites.has(adresse))) : [];
  return { nouveaux, mis_a_jour, a_venir: announced(index, kept, aujourdhui), sures: sures.slice(0, limites.sures) };
}

function announced({ a_venir, series, limites }, kept, aujourdhui) {
  const vues = new Set();
  const trouves = [];
  const horizon = addDays(aujourdhui, limites.jours);
  for (const [rang, debut, fin, detail] of a_venir) {
    const dit = series[rang];
    if (fin < aujourdhui || debut > horizon || vues.has(dit.serie) || !kept(dit)) continue;
    vues.add(dit.serie);
    trouves.push({ ...dit, detail });
  }
  return trouves;
}

/** Parts of a letter that have something to say @returns {{ titre: string, lignes: object[], suite: string[] | null }[]} */
export function partsOf({ parties, limites }, trouve) {
  const nouveaux = trouve.nouveaux.slice(0, limites.nouveautes);
  const dits = {
    nouveaux,
    mis_a_jour: trouve.mis_a_jour.slice(0, limites.nouveautes - nouveaux.length),
    a_venir: trouve.a_venir.slice(0, limites.evenements),
    sures: trouve.sures,
  };
  return Object.entries(parties)
    .map(([nom, [titre, suite, adresse]]) => {
      return { titre, lignes: dits[nom], suite: dits[nom].length < trouve[nom].length ? [suite, adresse] : null };
    })
    .filter(({ lignes }) => lignes.length);
}

/** @param index composer.json @param choix as of `digest` @returns {string} the subject of a letter */
export function subject({ nom }, { cible, territoire, periode }) {
  const noms = [cible, territoire].filter(Boolean).map((un) => un.nom);
  return `${nom}\u00a0: la lettre, ${periodName(periode)}${noms.length ? ` (${noms.join(", ")})` : ""}`;
}

// HTML

const SIGNES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&#39;", '"': "&#34;" };
const escape = (texte) => texte.replace(/[&<>'"]/g, (signe) => SIGNES[signe]);

/** A piece, whose slots stand between its texts @param {Record<string, string>} valeurs HTML */
const fill = (morceau, valeurs) => morceau.map((un, rang) => (rang % 2 ? (valeurs[un] ?? "") : un)).join("");

/** @param {string} adresse @param {string} racine @returns {string} what leads there from a page; '' for none */
const towards = (adresse, racine) => (adresse && !/^[a-z][a-z0-9+.-]*:/i.test(adresse) ? racine + adresse : (adresse ?? ""));

function lineHtml(morceaux, ligne, racine) {
  const titre = escape(ligne.titre);
  const adresse = escape(towards(ligne.adresse, racine));
  const valeurs = adresse ? { lien: fill(morceaux.lien, { adresse, titre }) } : { nom: fill(morceaux.nom, { titre }) };
  for (const nom of ["detail", "texte"]) if (ligne[nom]) valeurs[nom] = fill(morceaux[nom], { texte: escape(ligne[nom]) });
  if (ligne.ressources) {
    const liens = ligne.ressources.map(([nom, la]) => fill(morceaux.ressource, { titre: escape(nom), adresse: escape(racine + la) }));
    valeurs.ressources = fill(morceaux.ressources, { ressource: liens.join("") });
  }
  return fill(morceaux.ligne, valeurs);
}

/** @param morceaux `page` or `courriel` of composer.json @param {string} titre @param parties of `partsOf` @param {string} racine @returns {string} HTML */
export function body(morceaux, titre, parties, racine) {
  const faites = parties.map(({ titre: nom, lignes, suite }, rang) => {
    return fill(morceaux.partie, {
      rang: String(rang + 1),
      titre: escape(nom),
      ligne: lignes.map((ligne) => lineHtml(morceaux, ligne, racine)).join(""),
      suite: suite ? fill(morceaux.suite, { texte: escape(suite[0]), adresse: escape(racine + suite[1]) }) : "",
    });
  });
  return fill(morceaux.corps, { titre: escape(titre), partie: faites.join("") });
}

// Plain text

/** Python's textwrap, of words that spaces separate; « n° » stays with its number @param {number} colonnes @returns {string} */
function wrap(texte, colonnes, premiere = "", suivantes = premiere) {
  const morceaux = texte.replace(/° (?=\d)/g, "°\u00a0").split(/( +)/).filter(Boolean);
  const lignes = [];
  while (morceaux.length) {
    const marge = lignes.length ? suivantes : premiere;
    if (lignes.length && !morceaux[0].trim()) morceaux.shift();
    const ligne = [];
    let reste = colonnes - marge.length;
    while (morceaux.length && ([...morceaux[0]].length <= reste || (!ligne.length && [...morceaux[0]].length > colonnes - marge.length))) {
      reste -= [...morceaux[0]].length;
      ligne.push(morceaux.shift());
    }
    if (ligne.length && !ligne.at(-1).trim()) ligne.pop();
    if (ligne.length) lignes.push(marge + ligne.join(""));
  }
  return lignes.join("\n");
}

function lineText({ titre, detail, texte, adresse, ressources }, base, colonnes) {
  const rangs = [wrap(titre, colonnes, "* ", "  ")];
  for (const un of [detail, texte]) if (un) rangs.push(wrap(un, colonnes, "  "));
  if (adresse) rangs.push(`  ${towards(adresse, base)}`);
  for (const [nom, la] of ressources ?? []) rangs.push(wrap(nom, colonnes, "  - ", "    "), `    ${base}${la}`);
  return rangs.join("\n");
}

/** @returns {string} a letter as lines of few columns */
export function plainText({ base, adieu, lettres, limites: { colonnes } }, titre, parties) {
  const blocs = [`${wrap(titre, colonnes)}\n${base}`];
  for (const { titre: nom, lignes, suite } of parties) {
    blocs.push(`${nom.toUpperCase()}\n${"-".repeat([...nom].length)}`, ...lignes.map((ligne) => lineText(ligne, base, colonnes)));
    if (suite) blocs.push(`${wrap(`${suite[0]}\u00a0:`, colonnes)}\n${base}${suite[1]}`);
  }
  blocs.push(`${wrap(adieu, colonnes)}\n${base}${lettres}`);
  return `${blocs.join("\n\n")}\n`;
}

// Mail

/** @param {string} texte @returns {string} base64 of its UTF-8 */
function base64(texte) {
  return btoa(Array.from(new TextEncoder().encode(texte), (octet) => String.fromCharCode(octet)).join(""));
}

/** @param {string} texte @returns {string} encoded words of at most 75 characters (RFC 2047, section 2) */
function encodedWords(texte) {
  const mots = [""];
  for (const signe of texte) {
    if (new TextEncoder().encode(mots.at(-1) + signe).length > 39) mots.push("");
    mots[mots.length - 1] += signe;
  }
  return mots.map((mot) => `=?utf-8?B?${base64(mot)}?=`).join("\r\n ");
}

/** A draft that holds the plain text and the HTML (RFC 2046, section 5.1.4) @returns {string} ASCII, lines as RFC 5322 wants them */
export function mail({ entetes }, sujet, html, texte) {
  const part = (type, contenu) => {
    const lignes = base64(contenu.replaceAll("\n", "\r\n")).match(/.{1,76}/g) ?? [];
    return `--lettre\r\nContent-Type: ${type}; charset="utf-8"\r\nContent-Transfer-Encoding: base64\r\n\r\n${lignes.join("\r\n")}\r\n`;
  };
  const tete = `Subject: ${encodedWords(sujet.replace(/\s+/g, " "))}\r\n${entetes}MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="lettre"\r\n\r\n`;
  return `${tete}${part("text/plain", texte)}${part("text/html", html)}--lettre--\r\n`;
}

/** A letter in all its forms @returns {{ sujet: string, parties: object[], corps: string, html: string, texte: string, courriel: string }} */
export function written(index, sujet, parties) {
  const corps = body(index.courriel, sujet, parties, index.base);
  const html = fill(index.courriel.lettre, { titre: escape(sujet), corps });
  const texte = plainText(index, sujet, parties);
  return { sujet, parties, corps, html, texte, courriel: mail(index, sujet, html, texte) };
}

/** The letter of relays and companies @returns as `written` */
export function compose(index, nouvelles, choix, aujourdhui) {
  return written(index, subject(index, choix), partsOf(index, digest(index, nouvelles, choix, aujourdhui)));
}
