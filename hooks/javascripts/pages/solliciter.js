// « Solliciter le réseau communication »: says whether a request is in time, and writes it for the reader to send. Nothing is
// sent, and nothing is kept once the page is left.
import { copy } from "./copier.js";
import { jour } from "./dates.js";
import { onOneLine, tidy } from "../formulaire/textes.js";
import { Saisie } from "../formulaire/saisie.js";

/** Characters of an address that mail programs take whole. */
const MAIL_MAX = 2000;
const A_COLLER = "(collez ici la demande\u00a0: elle vient d’être copiée)";
/** What stands in a reminder for its day, the next one, the moment and the identity (outputs/pages/reseau.py). */
const MARQUES = /20200101T000000Z|20200101|20200102|0{32}/g;

/** @typedef {{ nombre: number, unite: "semaines" | "jours" }} Delai */

/** @param {string} jourIso @param {number} jours @returns {string} the day some days later, or earlier */
function shifted(jourIso, jours) {
  const date = new Date(`${jourIso}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + jours);
  return date.toISOString().slice(0, 10);
}

/** @param {string} jourIso @param {Set<string>} feries @returns {boolean} whether people work on it */
function isWorked(jourIso, feries) {
  const rang = new Date(`${jourIso}T12:00:00Z`).getUTCDay();
  return rang > 0 && rang < 6 && !feries.has(jourIso);
}

/** The first worked day from one on, in a direction. @param {string} depuis @param {1 | -1} sens @param {Set<string>} feries */
function nearestWorked(depuis, sens, feries) {
  let un = depuis;
  while (!isWorked(un, feries)) un = shifted(un, sens);
  return un;
}

/** @param {string} depuis @param {Delai} delai @param {1 | -1} sens @param {Set<string>} feries @returns {string} a worked day */
function awayFrom(depuis, { nombre, unite }, sens, feries) {
  if (unite === "semaines") return nearestWorked(shifted(depuis, sens * 7 * nombre), sens, feries);
  let un = depuis;
  for (let reste = nombre; reste; reste -= 1) un = nearestWorked(shifted(un, sens), sens, feries);
  return un;
}

/**
 * The last day on which to ask for something: a worked one, which leaves the whole lead time before the day it is wanted on.
 * @param {string} pourLe @param {Delai} delai @param {Set<string>} feries public holidays @returns {string}
 */
export const lastDay = (pourLe, delai, feries) => awayFrom(pourLe, delai, -1, feries);

/**
 * The first day for which a request of today is in time: where nobody works, it is read on the next worked day.
 * @param {string} aujourdhui @param {Delai} delai @param {Set<string>} feries @returns {string}
 */
export const firstDay = (aujourdhui, delai, feries) => awayFrom(nearestWorked(aujourdhui, 1, feries), delai, 1, feries);

/** @param {string} jourIso @returns {string} "mardi 1er juin 2027" */
function inWords(jourIso) {
  const options = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return new Date(`${jourIso}T12:00:00Z`).toLocaleDateString("fr-FR", options).replace(/ 1 /, " 1er ");
}

/** @param {string} texte @returns {boolean} whether it is a day of the years that people mean */
const isDay = (texte) => /^20\d\d-\d\d-\d\d$/.test(texte);

/**
 * What is answered at once. @param {{ quand: string, delai: Delai | null, dit: string, aConfirmer: boolean }} demande
 * @param {string} aujourdhui @param {Set<string>} feries @returns {{ verdict: string, phrases: string[], dernier: string }}
 */
export function answerOf({ quand, delai, dit, aConfirmer }, aujourdhui, feries) {
  const suite = aConfirmer ? ["Le réseau n’a pas encore dit s’il peut prendre ce genre de demande\u00a0: posez la question."] : [];
  if (!delai) {
    const tot = "Demandez dès aujourd’hui\u00a0: le réseau vous dira ce qu’il peut faire pour cette date.";
    return { verdict: "Délai non connu.", phrases: [tot, ...suite], dernier: "" };
  }
  const dernier = lastDay(quand, delai, feries);
  const connus = [...feries].some((ferie) => ferie.slice(0, 4) === quand.slice(0, 4));
  if (!connus) suite.push("Les jours fériés de cette année-là ne sont pas encore connus\u00a0: prenez un peu d’avance.");
  const compte = `Il faut ${dit} au réseau.`;
  if (aujourdhui < dernier) {
    return { verdict: `Vous êtes dans les temps\u00a0: demandez au plus tard le ${inWords(dernier)}.`, phrases: [compte, ...suite], dernier };
  }
  if (aujourdhui === dernier) {
    return { verdict: "C’est le dernier jour\u00a0: envoyez votre demande aujourd’hui.", phrases: [compte, ...suite], dernier };
  }
  const phrases = [
    `${compte} Le dernier jour était le ${inWords(dernier)}.`,
    `Demandez quand même, en disant ce qui peut attendre. En demandant aujourd’hui, comptez sur le ${inWords(firstDay(aujourdhui, delai, feries))}.`,
  ];
  return { verdict: "Le délai est dépassé.", phrases: [...phrases, ...suite], dernier };
}

/** @param {Record<string, string>} lignes labels by name @param {Record<string, string>} valeurs @returns {string} the request as text */
export function textOf(lignes, valeurs) {
  const dites = Object.entries(lignes).filter(([nom]) => valeurs[nom]);
  return dites.map(([nom, libelle]) => `${libelle}\u00a0: ${valeurs[nom].includes("\n") ? "\n" : ""}${valeurs[nom]}`).join("\n");
}

/** A mail (RFC 6068). @param {string} courriel @param {string} sujet @param {string} texte @returns {{ href: string, entier: boolean }} */
export function mailOf(courriel, sujet, texte) {
  const message = (corps) =>
    `mailto:${courriel}?subject=${encodeURIComponent(sujet)}&body=${encodeURIComponent(`Bonjour,\n\n${corps}\n`.replaceAll("\n", "\r\n"))}`;
  const href = message(texte);
  return href.length <= MAIL_MAX ? { href, entier: true } : { href: message(A_COLLER), entier: false };
}

/** @param {string} modele a calendar file @param {string} dernier @returns {string} the same, of this day */
function reminderOf(modele, dernier) {
  const compact = (jourIso) => jourIso.replaceAll("-", "");
  const instant = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const unique = [...crypto.getRandomValues(new Uint8Array(16))].map((octet) => octet.toString(16).padStart(2, "0")).join("");
  const valeurs = { "20200101T000000Z": instant, 20200101: compact(dernier), 20200102: compact(shifted(dernier, 1)) };
  return modele.replace(MARQUES, (marque) => valeurs[marque] ?? unique);
}

/** @param {string} nom @param {BlobPart} contenu @param {string} type */
function download(nom, contenu, type) {
  const lien = document.createElement("a");
  lien.href = URL.createObjectURL(new Blob([contenu], { type }));
  lien.download = nom;
  lien.click();
  setTimeout(() => URL.revokeObjectURL(lien.href), 10_000); // at once, Firefox would lose it
}

/** Whom a request goes to, in a sentence. @param {DOMStringMap} vers */
function whereTo({ qui, courriel, formulaire, telephone }) {
  if (courriel) return `À envoyer à ${qui}, ${courriel}.`;
  if (formulaire) return `${qui} répond par sa page de contact\u00a0: la demande, une fois copiée, est à y coller.`;
  return telephone ? `Appelez ${qui} au ${telephone.replaceAll(" ", "\u00a0")}\u00a0: la demande vous dira quoi demander, et pourra suivre par écrit.` : "";
}

/** @type {import("../formulaire/saisie.js").Regles} */
const REGLES = {
  qui: (v) => (v.qui ? "" : "Dites qui demande."),
  aide: (v) => (v.aide ? "" : "Choisissez ce qu’il vous faut."),
  quand: (v, aujourdhui) =>
    !isDay(v.jour) ? "Dites pour quel jour, même à peu près." : v.jour < aujourdhui ? "Cette date est passée\u00a0: vérifiez l’année et le mois." : "",
  projet: (v) => (v.projet ? "" : "Dites en une phrase ce qui se prépare."),
  attente: (v) => (v.attente ? "" : "Dites ce que vous attendez du réseau."),
};

/** @param {HTMLFormElement} formulaire */
function start(formulaire) {
  const lignes = JSON.parse(formulaire.dataset.lignes);
  const feries = new Set(formulaire.dataset.feries.split(" ").filter(Boolean));
  const champs = formulaire.elements;
  const un = (selecteur) => formulaire.querySelector(selecteur);
  const [etat, reponse, seul] = [un(".reseau-etat"), un(".reseau-reponse"), un("[data-seul]")];
  const options = [...champs.aide.options];
  const saisie = new Saisie(formulaire, REGLES, show);

  function read() {
    const choisie = champs.aide.selectedOptions[0];
    const { nombre, unite, delai, rappel, ...vers } = choisie.dataset;
    const jourVoulu = champs.quand.value;
    const demande = {
      quand: jourVoulu,
      delai: nombre ? { nombre: Number(nombre), unite } : null,
      dit: delai,
      aConfirmer: "aConfirmer" in choisie.dataset,
    };
    const aujourdhui = jour(new Date());
    const repondu = choisie.value && isDay(jourVoulu) && jourVoulu >= aujourdhui ? answerOf(demande, aujourdhui, feries) : null;
    const cibles = [...formulaire.querySelectorAll("[name=cibles]:checked")].map(({ value }) => value);
    const valeurs = {
      qui: onOneLine(champs.qui.value),
      aide: choisie.value && choisie.label,
      projet: tidy(champs.projet.value),
      but: champs.but.value,
      cibles: cibles.join(", "),
      attente: tidy(champs.attente.value),
      jour: jourVoulu,
      quand: isDay(jourVoulu) ? inWords(jourVoulu) : "",
      dernier: repondu ? (repondu.dernier ? inWords(repondu.dernier) : "délai non connu") : "",
      suivi: onOneLine(champs.suivi.value),
    };
    return { valeurs, repondu, choisie, aujourdhui, vers: { ...vers, rappel } };
  }

  /** Labels follow who asks, and whether it is about a meeting; a partner is only offered what is. */
  function adapt(choisie) {
    const structure = champs.pour?.value === "structure";
    const reunion = structure || "reunion" in choisie.dataset;
    for (const option of options) option.hidden = option.disabled = Boolean(structure && option.value && !("reunion" in option.dataset));
    if (choisie.disabled) champs.aide.value = options.find((option) => option.value && !option.disabled)?.value ?? "";
    for (const libelle of formulaire.querySelectorAll("[data-libelle]")) {
      libelle.dataset.groupe ??= libelle.textContent;
      const { groupe, structure: siStructure, reunion: siReunion } = libelle.dataset;
      libelle.textContent = (structure && siStructure) || (reunion && siReunion) || groupe;
    }
    if (structure) champs.qui.removeAttribute("list");
    else champs.qui.setAttribute("list", "r-groupes");
  }

  /** Says whether it is in time, once: readers are told of what changes. */
  function answer(repondu) {
    const textes = repondu ? [repondu.verdict, ...repondu.phrases] : [];
    if (textes.join("\n") === [...reponse.children].map(({ textContent }) => textContent).join("\n")) return;
    reponse.replaceChildren(...textes.map((texte, rang) => {
      const ligne = document.createElement("p");
      const fort = document.createElement(rang ? "span" : "strong");
      fort.textContent = texte;
      ligne.append(fort);
      return ligne;
    }));
  }

  /** What can be done meanwhile stands in the table below: it is shown here too. @param {string} id */
  function showAlone(id) {
    if (seul.dataset.de === id) return;
    seul.dataset.de = id;
    const liste = document.querySelector(`#appui-${CSS.escape(id || "-")} ul[data-seul]`);
    seul.hidden = !liste;
    if (!liste) return;
    const titre = Object.assign(document.createElement("p"), { textContent: "Sans attendre, vous pouvez déjà\u00a0:" });
    const copie = liste.cloneNode(true);
    delete copie.dataset.seul;
    seul.replaceChildren(titre, copie);
  }

  function show() {
    adapt(champs.aide.selectedOptions[0]);
    const vu = read();
    const texte = textOf(lignes, vu.valeurs);
    un("[data-texte]").textContent = texte;
    answer(vu.repondu);
    showAlone(champs.aide.value);
    const { courriel, formulaire: page, rappel } = vu.vers;
    const [envoyer, ouvrir] = [un("[data-envoyer]"), un("[data-page]")];
    envoyer.hidden = !courriel;
    if (courriel) envoyer.href = mailOf(courriel, `Demande au réseau communication\u00a0: ${vu.valeurs.aide}`, texte).href;
    ouvrir.hidden = Boolean(courriel) || !page;
    if (page) ouvrir.href = page;
    un("[data-vers]").textContent = whereTo(vu.vers);
    un("[data-rappeler]").hidden = !(rappel && vu.repondu?.dernier >= vu.aujourdhui);
    return { ...vu, texte, faux: saisie.check(vu.valeurs, vu.aujourdhui) };
  }

  /** @returns {ReturnType<typeof show> | undefined} the request, where it can be sent */
  const ready = (event) => saisie.ready(event, show, etat);

  const keep = ({ texte }) => copy({ "text/plain": texte }, etat, "Sélectionnez la demande et copiez-la à la main.");

  un("[data-envoyer]").addEventListener("click", (event) => {
    const vu = ready(event);
    if (!vu) return;
    etat.textContent = `Votre messagerie s’ouvre. Sinon, copiez la demande et envoyez-la à ${vu.vers.courriel}.`;
    if (!mailOf(vu.vers.courriel, "", vu.texte).entier) keep(vu);
  });
  un("[data-page]").addEventListener("click", (event) => {
    const vu = ready(event);
    if (vu) keep(vu);
  });
  un("[data-copie]").addEventListener("click", (event) => {
    const vu = ready(event);
    if (vu) keep(vu);
  });
  un("[data-rappeler]").addEventListener("click", () => {
    const { repondu, vers } = read();
    download("rappel-reseau-communication.ics", reminderOf(vers.rappel, repondu.dernier), "text/calendar;charset=utf-8");
    etat.textContent = "Ouvrez le fichier téléchargé\u00a0: votre agenda vous le rappellera la veille.";
  });
  un("[data-document]").addEventListener("click", async (event) => {
    const vu = ready(event);
    if (!vu) return;
    try {
      const { filled } = await import("./remplir-word.js");
      const contenu = await filled(formulaire.dataset.word, vu.valeurs);
      download("demande-au-reseau-communication.docx", contenu, "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
      etat.textContent = "Téléchargé.";
    } catch {
      etat.textContent = "Le document n’est pas venu. Vérifiez votre connexion, ou copiez la demande.";
    }
  });
  formulaire.addEventListener("submit", (event) => {
    event.preventDefault();
    un("[data-copie]").click();
  });
  formulaire.addEventListener("input", show);
  formulaire.addEventListener("change", show);
  const demande = new URLSearchParams(location.search).get("groupe"); // from the page of a group
  if (demande) champs.qui.value = onOneLine(demande).slice(0, champs.qui.maxLength);
  formulaire.hidden = false;
  show();
}

const formulaire = document.querySelector("form[data-solliciter]");
if (formulaire) start(formulaire);
