// The page that a record will have, while it is written: drawn by the very templates of such pages (hooks/prst/outputs/pages/apercu.py).
// What a page takes from other records is left out, and said. Screen readers read it when they go there, not at each key.
import MarkdownIt from "../vendor/markdown-it.js";
import { element } from "./elements.js";
import { escape, fill, Html } from "./gabarits.js";
import { fold } from "./regles.js";

/** @typedef {{gabarit: string, gabarits: Record<string, any[]>, choix: Record<string, Record<string, [string, string]>>, retire: string[], ajoute: string[]}} Dessin */
/** @typedef {(vers: string, id: string) => string | undefined} Nom gives the name of an id, where it is known */
/** @typedef {{kind: string, regles: import("./regles.js").Table}} Donnees */

// Numbers and dates in words, as outputs/french.py writes them.

const NBSP = "\u00a0";
const numberOf = (valeur) => Number(String(valeur).replace(/\s/g, "").replace(",", ".").replace("\u2212", "-"));
const figure = (valeur) => (Number.isNaN(numberOf(valeur)) ? String(valeur) : numberOf(valeur).toLocaleString("fr-FR", { maximumFractionDigits: 3 }));
const plural = (nombre, un, plusieurs) => `${figure(nombre)}${NBSP}${numberOf(nombre) < 2 ? un : plusieurs}`;
const hourOf = (heure, minute) => `${heure}${NBSP}h${minute ? `${NBSP}${String(minute).padStart(2, "0")}` : ""}`;

/** @param {string} texte as a record writes it */
function partsOf(texte) {
  const [tout, annee, mois, jour, heure, minute] = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d))?)?)?/.exec(texte ?? "") ?? [];
  return tout && { annee, mois: Number(mois ?? 0), jour: Number(jour ?? 0), heure: heure && hourOf(Number(heure), Number(minute)) };
}
const inFrench = (annee, mois, jour, options) => new Date(Date.UTC(Number(annee), mois - 1, jour || 1)).toLocaleDateString("fr-FR", { timeZone: "UTC", ...options }).replace(/^1 /, "1er ");

/** @param {string} texte */
function longDate(texte) {
  const parts = partsOf(texte);
  if (!parts) return texte;
  const { annee, mois, jour, heure } = parts;
  if (!mois) return annee;
  const dit = inFrench(annee, mois, jour, { ...(jour && { day: "numeric" }), month: "long", year: "numeric" });
  return heure ? `${dit} à ${heure}` : dit;
}

/** Days in words, and hours apart, of what takes place once (outputs/pages/rendez_vous.py, `word`). @param {string} debut @param {string | null} fin */
function whenOf(debut, fin) {
  const [un, autre] = [partsOf(debut), partsOf(fin ?? debut)];
  if (!un?.jour || !autre?.jour) {
    const [premier, dernier] = [longDate(debut), longDate(fin ?? debut)];
    return { jours: premier === dernier ? `en ${premier}` : `${/^[ao]/.test(premier) ? "d’" : "de "}${premier.replace(` ${dernier.slice(-4)}`, "")} à ${dernier}`, heures: "" };
  }
  const heures = un.heure ? (fin && autre.heure ? `De ${un.heure} à ${autre.heure}` : `À ${un.heure}`) : "";
  const [premier, dernier] = [debut.slice(0, 10), (fin ?? debut).slice(0, 10)];
  if (premier >= dernier) return heures && !(fin && autre.heure) ? { jours: `le ${longDate(debut)}`, heures: "" } : { jours: `le ${longDate(premier)}`, heures };
  const meme = un.annee === autre.annee && un.mois === autre.mois;
  const depart = un.annee !== autre.annee ? longDate(premier) : inFrench(un.annee, un.mois, un.jour, meme ? { day: "numeric" } : { day: "numeric", month: "long" });
  return { jours: `du ${meme && un.jour === 1 ? "1er" : depart} au ${longDate(dernier)}`, heures };
}

// Values as the model reads them.

const LIRE = MarkdownIt("commonmark", { html: false }).enable("table");
/** @param {string} texte @returns {Html} as outputs/pages/rendering.py: headings come under those of the page */
function markdown(texte) {
  const html = LIRE.render(texte);
  const rangs = [...new Set([...html.matchAll(/<h([1-6])>/g)].map(([, rang]) => rang))].sort();
  return new Html(html.replace(/<(\/?)h([1-6])>/g, (_tout, fin, rang) => `<${fin}h${Math.min(rangs.indexOf(rang) + 3, 6)}>`));
}

/** @param {string} url @returns {string} its host, "" where it has none */
function hostOf(url = "") {
  try {
    return new URL(url).hostname.replace(/^www\./, "");
  } catch {
    return "";
  }
}

/** The values of a part as a template finds them: what is absent has its default, « oui » is true. */
function modelOf({ parts }, nom, valeurs) {
  return Object.fromEntries(parts[nom].map((champ) => [champ.name, readField({ parts }, champ, valeurs[champ.name])]));
}
function readField(regles, { part, most, default: defaut, rules, required }, valeur) {
  if (most !== undefined) return (Array.isArray(valeur) ? valeur : []).map((un) => (part ? modelOf(regles, part, un) : un));
  if (part) return valeur || required ? modelOf(regles, part, valeur ?? {}) : null;
  const dit = valeur === undefined || valeur === "" ? (defaut ?? (required ? "" : null)) : valeur;
  if (rules.some(({ rule }) => rule === "choice") && dit) return fold(dit).replace(/[\s-]+/g, "_");
  return rules.some(({ rule }) => rule === "yes_no") && dit !== null ? /^(?:oui|true)$/i.test(dit) : dit;
}

// What templates ask of the catalogue: the browser knows names alone.

/** @param {Nom} nom @param {string} vers */
const register = (nom, vers) => ({
  get: (id) => ({ id, nom: nom(vers, id) ?? id, titre: nom(vers, id) ?? id, label: nom(vers, id) ?? id, intitule: nom(vers, id) ?? id }),
  has: (id) => nom(vers, id) !== undefined || id === A_DIRE.livrable,
});
const REGISTRES = ["livrables", "cibles", "relais", "groupes", "structures", "themes", "secteurs", "territoires", "formats", "competences"];

/** The chain of contact as far as a record tells it (analysis/contacts.py). @param {Nom} nom @param {[any, string][]} nommes */
function chainOf(nom, nommes) {
  const waysOf = (contact) => contact && (contact.courriel || contact.telephone || contact.formulaire);
  const connue = (id) => (nom("structures", id) === undefined ? null : { id, intitule: nom("structures", id) });
  const propre = nommes.find(([contact]) => waysOf(contact));
  const [contact, nommee] = propre ?? nommes[0] ?? [null, ""];
  const structure = connue(nommee);
  const directe = Boolean(propre || nommes.some(([, un]) => connue(un)));
  return {
    nommee: structure?.intitule ?? nommee,
    structure,
    actuelle: structure,
    contact: contact ?? null,
    origine: propre ? "fiche" : directe ? "structure" : "",
    qui: [{ ...(propre ? contact : {}), structure }],
    site: null,
    directe,
    a_confirmer: Boolean(contact?.a_confirmer) || !directe,
  };
}

/** Whom a record names, in the order of asking. */
const NOMMES = {
  groupes: ({ pilotes }) => pilotes.flatMap(pilotNames),
  relais: ({ contact, structure, nom }) => [...contactNames(contact), [null, structure ?? nom]],
  evenements: ({ contact, organisateur }) => [...contactNames(contact), ...(organisateur ? [[null, organisateur]] : [])],
  enquetes: ({ structure }) => (structure ? [[null, structure]] : []),
  structures: (fiche) => [[fiche, fiche.nom]],
};
const contactNames = (contact) => (contact ? [[contact, contact.structure]] : []);
const pilotNames = ({ structure, contact }) => [...contactNames(contact), [contact, structure]];

// What the page of each kind shows besides its record.

/** A link as a page shows it (outputs/pages/fiches.py, `describe_link`). */
function linkOf({ libelle, url }, { natures, videos, copies }) {
  const hote = hostOf(url);
  const isOf = (domaines) => domaines.some((domaine) => hote === domaine || hote.endsWith(`.${domaine}`));
  const fin = /\.[^./]*$/.exec(url.split(/[?#]/)[0])?.[0].toLowerCase();
  const nature = { mailto: "courriel", tel: "téléphone" }[url.split(":")[0]] ?? natures[fin] ?? (isOf(videos) ? "vidéo" : "page web");
  return { libelle: libelle || url, url, hote, nature, copie: isOf(copies) };
}

/** @type {Record<string, (fiche: any, aide: any) => Record<string, any>>} */
const CONTEXTES = {
  livrables: (fiche, { nom, dessin }) => ({
    format: fiche.format ? (nom("formats", fiche.format) ?? fiche.format) : "",
    groupe: fiche.groupe ? { id: fiche.groupe, nom: nom("groupes", fiche.groupe) ?? fiche.groupe } : null,
    ailleurs: () => "",
    liens: fiche.liens.map((lien) => linkOf(lien, dessin)),
  }),
  evenements(fiche) {
    const { lieu, statut, debut, fin, date_a_confirmer: marque } = fiche;
    const seul = debut && !fiche.recurrence && !fiche.saison && !fiche.autres_dates.length && !fiche.modifications.length;
    if (!seul) return { lieu, retire: [".dates, .dates-suite, .dates-une"] };
    const dit = whenOf(debut, fin);
    return { lieu, heures: dit.heures, occurrences: [{ ...dit, debut, fin: fin ?? debut, lieu, statut, marque: marque ? "Date à confirmer" : "", alerte: false }] };
  },
  relais: (fiche, { nom }) => ({ cibles: fiche.cibles.map((touchee) => [{ id: touchee.cible, nom: nom("cibles", touchee.cible) ?? touchee.cible }, touchee]) }),
  groupes(fiche, { dessin }) {
    const action = fiche.fiche_action;
    const dit = action && [...dessin.cadre, "actions", "moyens", "ecarts", "revisions"].some((cle) => (Array.isArray(action[cle]) ? action[cle].length : action[cle]));
    if (action) action.cadre_revu_le = lastChange(action);
    const etats = dessin.etats.map(([cle, [nom, finies]]) => stateOf(nom, finies, (action?.actions ?? []).filter(({ etat }) => etat === cle), dessin.actions)).filter(({ nombre }) => nombre);
    const revisions = [...(action?.revisions ?? [])].sort((une, autre) => String(autre.le).localeCompare(String(une.le)));
    return {
      feuille: dit ? { cadre: dessin.cadre.some((cle) => (Array.isArray(action[cle]) ? action[cle].length : action[cle])), etats, revisions, seule: "", word: "" } : null,
      contribuent: fiche.contributeurs.map((nommee) => ({ nommee, structure: null, role: "" })),
    };
  },
  enquetes(fiche) {
    const rank = (un) => numberOf(un.question ?? 1);
    const results = (rang) => fiche.resultats.filter((un) => rank(un) === rang + 1);
    return { questions: fiche.questions.map((question, rang) => [question, figuresOf(question, results(rang), numberOf(fiche.reponses ?? 0))]), compte: answered(fiche), non_mesure: unmeasured(fiche, results) };
  },
  structures(fiche, { nom }) {
    const sienne = { ...fiche, structure: fiche.nom, formulaire: fiche.page_contact, role: null, suppleant: null, nom: null };
    const chaine = chainOf(nom, [[sienne, fiche.nom]]);
    chaine.qui[0].structure = fiche;
    const actuelle = fiche.remplacee_par ? register(nom, "structures").get(fiche.remplacee_par) : fiche;
    return { actuelle, chaine, fonctions: fiche.fonctions, total: 0, retire: fiche.remplacee_par ? [".fiche-cote"] : [] };
  },
  retours: (fiche, { nom }) => ({ groupe: fiche.groupe ? { id: fiche.groupe, nom: nom("groupes", fiche.groupe) ?? fiche.groupe } : null }),
  diffusions(fiche) {
    for (const [champ, dit] of Object.entries(A_DIRE)) fiche[champ] ||= dit;
    return {};
  },
  cibles: () => ({}),
};

/** What an act has to say, where it does not yet. */
const A_DIRE = { relais: "Relais à dire", livrable: "Livrable à dire", canal: "canal à dire", date: "date à dire" };
const lastChange = ({ revisions, cadre_valide_le: valide }) => {
  const change = revisions.filter(({ cadre }) => cadre).map(({ le }) => String(le)).sort().at(-1);
  return change && valide && change > valide ? change : null;
};
const stateOf = (nom, finies, actions, montrees) => {
  const vues = finies ? 0 : actions.length <= montrees + 1 ? actions.length : montrees;
  return { nom, finies, nombre: actions.length, montrees: actions.slice(0, vues), suite: actions.slice(vues) };
};

/** How many answered of how many (outputs/pages/enquetes.py). */
function answered({ reponses, interroges }) {
  if (reponses === null) return "";
  const dit = plural(reponses, "réponse", "réponses");
  const [eux, tous] = [numberOf(reponses), numberOf(interroges ?? 0)];
  if (!tous) return dit;
  return `${dit} sur ${plural(tous, "interrogé", "interrogés")}, soit ${share(percent(eux, tous), eux)}`;
}

/** What is not nothing is never said to be 0 % (outputs/french.py, `share`). */
const share = (taux, part) => `${part > 0 && !taux ? "moins de 1" : figure(taux)}${NBSP}%`;

/** A half goes up, and what is less than the whole is never said to be all of it (records/types.py, `percent`). */
function percent(part, tout) {
  const taux = Math.floor((200 * part + tout) / (2 * tout));
  return part < tout ? Math.min(taux, 99) : taux;
}

/** What was counted of a question, as the table of its chart tells it (outputs/pages/enquetes.py); null where nothing was. */
function figuresOf({ question, plusieurs_reponses: plusieurs }, resultats, reponses) {
  if (!resultats.length) return null;
  const counted = ({ nombre }) => nombre !== null;
  const shareOf = ({ nombre, part }) => (nombre === null ? (part ?? 0) : reponses ? percent(numberOf(nombre), reponses) : 0);
  const dits = resultats.every((un) => !counted(un) || numberOf(un.nombre) <= reponses);
  const sous = resultats.every(counted) ? `Nombre de réponses, sur ${figure(reponses)}` : `En % des ${plural(reponses, "réponse", "réponses")}`;
  return {
    question,
    sous_titre: plusieurs ? `${sous}${NBSP}; chacun pouvait en donner plusieurs` : sous,
    lignes: resultats.map((un) => [un.reponse, un.nombre, dits ? shareOf(un) : null]),
  };
}

/** The table of a chart, open: its drawing comes with the page (overrides/fiches/_graphique.html). */
function chiffres({ question, sous_titre: sous, lignes }) {
  const cases = ([titre, ...valeurs]) => `<th scope="row">${escape(titre)}</th>${valeurs.map((un) => `<td class="aligne-right">${un === null ? '<span class="doux">non dit</span>' : escape(figure(un))}</td>`).join("")}`;
  const colonnes = `<th scope="col">Réponse</th><th scope="col" class="aligne-right">Nombre</th><th scope="col" class="aligne-right">Part (%)</th>`;
  return new Html(
    `<div class="graphique"><h3>${escape(question)}</h3><p class="doux">${escape(sous)}</p><details open><summary>Le tableau des chiffres<span class="invisible">${NBSP}: ${escape(question)}</span></summary>` +
      `<div class="tableau tableau-chiffres"><table><thead><tr>${colonnes}</tr></thead><tbody>${lignes.map((ligne) => `<tr>${cases(ligne)}</tr>`).join("")}</tbody></table></div></details></div>`,
  );
}
const unmeasured = ({ reponses, interroges, resultats, questions, non_mesure: dit }, results) => [
  ...(reponses === null ? ["Combien ont répondu."] : []),
  ...(interroges === null ? [`Combien ont été interrogés exactement${NBSP}: cette page ne calcule donc pas la part de ceux qui ont répondu.`] : []),
  ...(resultats.length ? questions.filter((_une, rang) => !results(rang).length).map(({ question }) => `Les réponses à «${NBSP}${question}${NBSP}»${NBSP}: elles ne sont pas comptées ici.`) : []),
  ...dit,
];

/** @param {Donnees} donnees @param {Dessin} dessin @param {any} valeurs @param {string} racine @param {Nom} nom */
function contextOf({ kind, regles }, dessin, valeurs, racine, nom) {
  const fiche = modelOf(regles, regles.model, valeurs);
  const libelle = (champ, valeur) => chosen(dessin.choix[champ]?.[valeur] ?? [valeur, ""]);
  const terms = (vers) => new Html((fiche[vers] ?? []).map((id) => escape(nom(vers, id) ?? id)).join(", "));
  Object.assign(fiche, {
    id: "",
    kind,
    intitule: [fiche.titre ?? fiche.nom ?? "Sans titre", fiche.sigle && !fold(fiche.nom ?? "").includes(fold(fiche.sigle)) ? `(${fiche.sigle})` : ""].filter(Boolean).join(" "),
    choix: (champ) => libelle(champ, fiche[champ]),
    les_choix: (champ) => fiche[champ].map((valeur) => libelle(champ, valeur)),
  });
  if (!fiche.titre && !fiche.nom) fiche.titre = fiche.nom = "Sans titre";
  const cibles = (fiche.cibles ?? []).filter((id) => typeof id === "string").map((id) => register(nom, "cibles").get(id));
  const livrables = Array.isArray(fiche.livrables) ? fiche.livrables.map((id) => register(nom, "livrables").get(id)) : [];
  const groupes = Array.isArray(fiche.groupes) ? fiche.groupes.map((id) => register(nom, "groupes").get(id)) : [];
  const propres = CONTEXTES[kind](fiche, { nom, dessin });
  return { fiche, racine, cibles, ...(kind !== "evenements" && { livrables }), groupes, themes: terms("themes"), secteurs: terms("secteurs"), territoires: terms("territoires"), ...propres };
}
const chosen = ([nom, phrase]) => ({ nom, phrase });

/**
 * @param {Donnees} donnees @param {Dessin} dessin @param {any} valeurs of a record @param {string} racine @param {Nom} nom
 * @returns {DocumentFragment} its page
 */
export function preview(donnees, dessin, valeurs, racine, nom) {
  const contexte = contextOf(donnees, dessin, valeurs, racine, nom);
  const catalogue = { ...Object.fromEntries(REGISTRES.map((vers) => [vers, register(nom, vers)])), structure: (id) => (nom("structures", id) === undefined ? null : { id, intitule: nom("structures", id) }) };
  const contacts = {
    of: (fiche) => chainOf(nom, (NOMMES[donnees.kind] ?? (({ contact }) => contactNames(contact)))(fiche)),
    of_pilot: (pilote) => chainOf(nom, pilotNames(pilote)),
    of_function: (structure, fonction) => chainOf(nom, [[fonction, structure.nom]]),
  };
  const communs = { pluriel: plural, catalogue, contacts, site: { base: "" }, section: { get: () => true }, chiffres };
  const filtres = { date_longue: longDate, iso: String, nombre: figure, markdown, hote: hostOf, icone: () => "", nom_de: (id) => nom("structures", id) ?? id };
  const modele = document.createElement("template");
  modele.innerHTML = fill(dessin.gabarits, dessin.gabarit, contexte, communs, filtres);
  return tidied(modele.content, dessin, contexte);
}

/** What leads nowhere yet, or is another page's, goes; headings and ids are those of the page of the form. */
function tidied(page, dessin, { retire = [] }) {
  for (const un of page.querySelectorAll([...dessin.retire, ...retire].join(", "))) un.remove();
  for (const un of page.querySelectorAll("ul")) if (!un.children.length) un.remove();
  for (const un of page.querySelectorAll("section")) if (un.children.length === 1 && /^H\d$/.test(un.firstElementChild.tagName)) un.remove();
  for (const un of page.querySelectorAll(".fiche-type > :not(.icone)")) if (!un.textContent.trim()) un.remove();
  for (const titre of page.querySelectorAll("h1, h2, h3, h4")) titre.setAttribute("role", "presentation");
  for (const un of page.querySelectorAll("*")) {
    for (const nom of ["id", "aria-labelledby"]) un.removeAttribute(nom);
    const vers = un.getAttribute("href");
    if (Object.values(A_DIRE).includes(un.textContent)) un.removeAttribute("href");
    if (vers !== null && !/^(?:https?:|mailto:|tel:|\.\.?\/|\/(?!\/))/i.test(vers)) un.removeAttribute("href");
  }
  return page;
}

/** @param {string[]} ajoute @returns {Node[]} what the page will hold besides */
const toldLater = (ajoute) => (ajoute.length ? [element("p", { className: "doux" }, `La page publiée montrera aussi${NBSP}: ${ajoute.join(`${NBSP}; `)}.`)] : []);

/**
 * Draws the preview of a form.
 * @param {HTMLElement} ou @param {Donnees} donnees @param {Dessin} dessin @param {() => any} values @param {string} racine @param {Nom} nom
 */
export function draw(ou, donnees, dessin, values, racine, nom) {
  const page = element("div", { className: "apercu" }, preview(donnees, dessin, values(), racine, nom));
  ou.replaceChildren(element("p", { className: "apercu-titre" }, "Aperçu de la page"), page, ...toldLater(dessin.ajoute));
}
