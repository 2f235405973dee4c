// Fills the templates of record pages in the browser: they come as trees (hooks/prst/outputs/pages/apercu.py), and each kind of node
// is a function of its name. Nothing is evaluated as code. What Jinja does with each is said in its template designer documentation.

/** HTML that is safe as it stands: all else is escaped where it is written. */
export class Html {
  /** @param {string} texte */
  constructor(texte) {
    this.texte = texte;
  }

  toString() {
    return this.texte;
  }
}

const SIGNES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };
/** @param {unknown} valeur @returns {string} */
export const escape = (valeur) => (valeur instanceof Html ? valeur.texte : valeur === null || valeur === undefined ? "" : String(valeur).replace(/[&<>"']/g, (signe) => SIGNES[signe]));
/** Whether Python takes a value for true. @param {any} valeur */
const isTrue = (valeur) => (Array.isArray(valeur) ? valeur.length > 0 : valeur instanceof Html ? valeur.texte !== "" : Boolean(valeur));

/** What a catalogue is asked for by id: `get` and `has` answer. @typedef {{get: (id: string) => any, has: (id: string) => boolean}} Registre */

/** @param {any} de @param {any} cle */
function member(de, cle) {
  if (de === null || de === undefined) return null;
  if (typeof de === "string") return cle === "startswith" ? (...debuts) => debuts.flat().some((debut) => de.startsWith(debut)) : (de.at(cle) ?? null);
  if (Array.isArray(de)) return Number.isInteger(cle) ? (de.at(cle) ?? null) : null;
  if (typeof de.get === "function") return de.get(cle) ?? null;
  return Object.hasOwn(de, cle) ? de[cle] : null;
}

const within = (un, dans) => (typeof dans === "string" || Array.isArray(dans) ? dans.includes(un) : Boolean(dans?.has?.(un)));
/** @type {Record<string, (un: any, autre: any) => boolean>} */
const COMPARE = {
  eq: (un, autre) => (un ?? null) === (autre ?? null),
  ne: (un, autre) => (un ?? null) !== (autre ?? null),
  gt: (un, autre) => un > autre,
  gteq: (un, autre) => un >= autre,
  lt: (un, autre) => un < autre,
  lteq: (un, autre) => un <= autre,
  in: within,
  notin: (un, dans) => !within(un, dans),
};

/** Filters that Jinja has; those of the site are given. */
const FILTRES = {
  lower: (valeur) => String(valeur).toLowerCase(),
  upper: (valeur) => String(valeur).toUpperCase(),
  length: (valeur) => valeur?.length ?? 0,
  replace: (valeur, un, autre) => String(valeur).replaceAll(un, autre),
  join: (valeur, entre = "") => valeur.join(entre),
  last: (valeur) => valeur.at(-1),
  list: (valeur) => valeur,
  map: (valeur, nom, { attribute } = {}) => valeur.map((un) => member(un, attribute)),
};

/** What a template sees: names of its own, then those around. */
const inner = (portee, noms = {}) => Object.assign(Object.create(portee), noms);

/** @typedef {Record<string, any>} Portee @typedef {{gabarits: Record<string, any[]>, filtres: Record<string, Function>, communs: Portee, modules: Map<string, Portee>}} Ecrivain */

/** @type {Record<string, (soi: Ecrivain, portee: Portee, ...parts: any[]) => any>} */
const VALEURS = {
  "=": (_soi, _portee, valeur) => valeur,
  html: (_soi, _portee, texte) => new Html(texte),
  ".": (soi, portee, de, cle) => member(value(soi, portee, de), value(soi, portee, cle)),
  "[:]": (soi, portee, de, debut, fin) => (value(soi, portee, de) ?? []).slice(value(soi, portee, debut) ?? 0, value(soi, portee, fin) ?? undefined),
  "()": (soi, portee, quoi, donnes, nommes) => call(soi, portee, quoi, donnes, nommes),
  "|": (soi, portee, nom, de, donnes, nommes) => (soi.filtres[nom] ?? FILTRES[nom])(value(soi, portee, de), ...donnes.map((un) => value(soi, portee, un)), named(soi, portee, nommes)),
  est: (soi, portee, _nom, de) => (value(soi, portee, de) ?? null) === null,
  et: (soi, portee, un, autre) => chosen(value(soi, portee, un), (premier) => (isTrue(premier) ? value(soi, portee, autre) : premier)),
  ou: (soi, portee, un, autre) => chosen(value(soi, portee, un), (premier) => (isTrue(premier) ? premier : value(soi, portee, autre))),
  non: (soi, portee, un) => !isTrue(value(soi, portee, un)),
  cmp: (soi, portee, un, suite) => suite.every(([signe, autre]) => COMPARE[signe](value(soi, portee, un), value(soi, portee, autre))),
  "?": (soi, portee, si, alors, sinon) => value(soi, portee, isTrue(value(soi, portee, si)) ? alors : sinon),
  "~": (soi, portee, ...parts) => new Html(parts.map((un) => escape(value(soi, portee, un))).join("")),
  "+": (soi, portee, un, autre) => value(soi, portee, un) + value(soi, portee, autre),
  "-": (soi, portee, un, autre) => value(soi, portee, un) - value(soi, portee, autre),
  table: (soi, portee, ...paires) => Object.fromEntries(paires.map(([cle, un]) => [value(soi, portee, cle), value(soi, portee, un)])),
  liste: (soi, portee, ...parts) => parts.map((un) => value(soi, portee, un)),
};

const chosen = (valeur, suite) => suite(valeur);
const named = (soi, portee, nommes) => Object.fromEntries(Object.entries(nommes).map(([nom, un]) => [nom, value(soi, portee, un)]));

/** @param {Ecrivain} soi @param {Portee} portee @param {any} arbre @returns {any} */
function value(soi, portee, arbre) {
  if (arbre === null) return null;
  if (typeof arbre === "string") return portee[arbre] ?? null;
  const [sorte, ...parts] = arbre;
  return VALEURS[sorte](soi, portee, ...parts);
}

function call(soi, portee, quoi, donnes, nommes, caller) {
  const appele = value(soi, portee, quoi);
  const args = donnes.map((un) => value(soi, portee, un));
  if (!appele?.macro) return appele(...args);
  const [noms, defauts, corps, autour] = appele.macro;
  const siens = inner(autour, { caller });
  noms.forEach((nom, rang) => {
    const defaut = defauts[rang - noms.length + defauts.length];
    siens[nom] = rang < args.length ? args[rang] : Object.hasOwn(nommes, nom) ? value(soi, portee, nommes[nom]) : defaut === undefined ? null : value(soi, autour, defaut);
  });
  return new Html(write(soi, siens, corps));
}

/** What stands at the top of a template that others borrow from. @param {Ecrivain} soi @param {string} nom */
function moduleOf(soi, nom) {
  if (!soi.modules.has(nom)) {
    const portee = inner(soi.communs);
    soi.modules.set(nom, portee);
    write(soi, portee, soi.gabarits[nom]);
  }
  return soi.modules.get(nom);
}

/** @type {Record<string, (soi: Ecrivain, portee: Portee, ...parts: any[]) => string>} */
const ECRITS = {
  o: (soi, portee, arbre) => escape(value(soi, portee, arbre)),
  if: (soi, portee, si, alors, sinon) => write(soi, portee, isTrue(value(soi, portee, si)) ? alors : sinon),
  pour(soi, portee, noms, dans, corps, sinon, si) {
    const one = (un) => (noms.length === 1 ? { [noms[0]]: un } : Object.fromEntries(noms.map((nom, rang) => [nom, un[rang]])));
    const eux = (value(soi, portee, dans) ?? []).filter((un) => si === null || isTrue(value(soi, inner(portee, one(un)), si)));
    if (!eux.length) return write(soi, portee, sinon);
    const loop = (rang) => ({ first: !rang, last: rang === eux.length - 1, index: rang + 1, index0: rang });
    return eux.map((un, rang) => write(soi, inner(portee, { ...one(un), loop: loop(rang) }), corps)).join("");
  },
  soit(soi, portee, nom, arbre) {
    portee[nom] = value(soi, portee, arbre);
    return "";
  },
  dans: (soi, portee, nom) => write(soi, inner(portee), soi.gabarits[nom]),
  de(soi, portee, nom, noms) {
    for (const [un, alias] of noms) portee[alias] = moduleOf(soi, nom)[un];
    return "";
  },
  macro(_soi, portee, nom, noms, defauts, corps) {
    portee[nom] = { macro: [noms, defauts, corps, portee] };
    return "";
  },
  avec: (soi, portee, [, quoi, donnes, nommes], corps) => escape(call(soi, portee, quoi, donnes, nommes, () => new Html(write(soi, inner(portee), corps)))),
};

/** @param {Ecrivain} soi @param {Portee} portee @param {any[]} corps @returns {string} */
const write = (soi, portee, corps) => corps.map((un) => (typeof un === "string" ? un : ECRITS[un[0]](soi, portee, ...un.slice(1)))).join("");

/**
 * @param {Record<string, any[]>} gabarits trees by name @param {string} nom of the one that is filled
 * @param {Portee} contexte what it shows @param {Portee} communs what all templates see @param {Record<string, Function>} filtres
 * @returns {string} HTML
 */
export function fill(gabarits, nom, contexte, communs, filtres) {
  const soi = { gabarits, filtres, communs, modules: new Map() };
  return write(soi, inner(communs, contexte), gabarits[nom]);
}
