// « Vous avez transmis une ressource ? » on a relay's page: writes the record of an act as it is typed, and sends it by the
// reader's own mail program. Nothing leaves the page otherwise. It writes and sends as the form does (hooks/javascripts/formulaire/).
import { copy } from "./copier.js";
import { jour } from "./dates.js";
import { isoOf } from "../formulaire/dates-francaises.js";
import { textOf } from "../formulaire/ecriture.js";
import { download, fileAddress, mailAddress } from "../formulaire/envoi.js";
import { fileOf, idOf } from "../formulaire/nom.js";
import { addressOf, onOneLine } from "../formulaire/textes.js";
import { Saisie } from "../formulaire/saisie.js";

export { mailAddress };

/** @param {string} texte as it was typed @returns {string} the day or month as a record writes it, "" where there is none */
export function dateOf(texte) {
  const ecrit = isoOf(onOneLine(texte), "day_or_less");
  const [, mois, jourDuMois] = /^\d{4}-(\d\d)(-\d\d)?$/.exec(ecrit) ?? [];
  if (!mois || Number(mois) < 1 || Number(mois) > 12) return "";
  const date = new Date(`${ecrit}${jourDuMois ? "" : "-01"}T12:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(ecrit) ? ecrit : "";
}

/** @param {string} texte @returns {boolean} whether it is the address of a page on the web */
function isAddress(texte) {
  try {
    const { protocol, hostname, username } = new URL(texte);
    return /^https?:$/.test(protocol) && hostname.includes(".") && !username && !/\s/.test(texte);
  } catch {
    return false;
  }
}

/** @param {string} texte @param {Record<string, string>} titres titles by id @returns {string} the id of a resource, or "" */
export function resourceOf(texte, titres) {
  const net = onOneLine(texte);
  const adresse = /\/livrables\/([a-z0-9-]+)\/?(?:[?#].*)?$/.exec(net);
  if (adresse) return adresse[1];
  if (Object.hasOwn(titres, net)) return net;
  const memes = Object.keys(titres).filter((id) => onOneLine(titres[id]).toLowerCase() === net.toLowerCase());
  return memes.length === 1 ? memes[0] : "";
}

/** @type {import("../formulaire/saisie.js").Regles} */
const REGLES = {
  livrable: (v) => (v.choix ? "" : "Choisissez la ressource que vous avez transmise."),
  autre: (v) =>
    v.choix !== "?" || v.livrable
      ? ""
      : v.autre
        ? "Aucune ressource ne porte ce titre. Choisissez-le dans la liste, ou collez l’adresse de sa page."
        : "Dites quelle ressource\u00a0: son titre, ou l’adresse de sa page.",
  date: (v, aujourdhui) => {
    if (!v.quand) return "Dites quand\u00a0: le jour, ou le mois.";
    if (!v.date) return "Cette date n’existe pas. Écrivez-la comme 12/05/2026, ou 05/2026.";
    if (v.date > aujourdhui) return "Cette date n’est pas encore passée\u00a0: notez la diffusion quand elle a eu lieu.";
    return v.date < "1900" ? "Cette date est trop ancienne\u00a0: vérifiez l’année." : "";
  },
  canal: (v) => (v.canal ? "" : "Dites comment\u00a0: lettre d’information, réunion, salon…"),
  touches: (v) =>
    !v.touches || /^\d{1,8}$/.test(v.touches) ? "" : "Écrivez un nombre entier, sans mot ni unité, ou laissez vide.",
  commentaire: () => "",
  lien: (v) => (!v.lien || isAddress(v.lien) ? "" : "Écrivez l’adresse entière, qui commence par https://."),
};

/** @param {HTMLFormElement} formulaire */
function start(formulaire) {
  const { racine, relais, courriel, sujet, forge, nom, contenu } = formulaire.dataset;
  const forme = JSON.parse(formulaire.dataset.forme);
  const site = { courriel, nouveau: { page: forge, nom, contenu } };
  const champs = formulaire.elements;
  const etat = formulaire.querySelector(".declarer-etat");
  const autre = formulaire.querySelector("[data-autre]");
  const envoyer = formulaire.querySelector("[data-envoyer]");
  const deposer = formulaire.querySelector("[data-deposer]");
  /** @type {Record<string, string>} */
  let titres = {};
  let demande = false;
  const saisie = new Saisie(formulaire, REGLES, show);

  /** @returns {Record<string, string>} what was typed, as the record writes it */
  function read() {
    const libre = (cle) => onOneLine(champs[cle].value);
    const choix = champs.livrable.value;
    return {
      choix,
      autre: libre("autre"),
      livrable: choix === "?" ? resourceOf(champs.autre.value, titres) : choix,
      relais,
      quand: libre("date"),
      date: dateOf(champs.date.value),
      canal: libre("canal"),
      cible: champs.cible.value,
      touches: libre("touches").replace(/[\s.]+(?=\d{3}(?:\D|$))/g, ""),
      bilan: champs.bilan.value,
      commentaire: libre("commentaire"),
      lien: addressOf(libre("lien")),
      ajoute_le: jour(new Date()),
    };
  }

  function show() {
    const valeurs = read();
    autre.hidden = valeurs.choix !== "?";
    const fiche = { texte: textOf("diffusion", pickOf(valeurs), forme), fichier: fileOf("diffusions", idOf("diffusions", valeurs)), titre: "", nature: "", sujet };
    formulaire.querySelector("[data-fiche]").textContent = fiche.texte;
    formulaire.querySelector("[data-fichier]").textContent = fiche.fichier;
    if (envoyer) envoyer.href = mailAddress(site, fiche).href;
    if (deposer) deposer.href = fileAddress(site, fiche).href;
    return { fiche, faux: saisie.check(valeurs, valeurs.ajoute_le) };
  }

  /** What of the form is of the record. */
  function pickOf(valeurs) {
    return Object.fromEntries(Object.keys(forme).filter((cle) => valeurs[cle]).map((cle) => [cle, valeurs[cle]]));
  }

  /** @returns {ReturnType<typeof show> | undefined} the record, where it can be sent */
  const ready = (event) => saisie.ready(event, show, etat);

  const sinon = "Sélectionnez la fiche et copiez-la à la main.";
  const copyRecord = (fiche) => copy({ "text/plain": fiche.texte }, etat, sinon);

  envoyer?.addEventListener("click", (event) => {
    const vu = ready(event);
    if (!vu) return;
    etat.textContent = "Votre messagerie s’ouvre. Sinon, copiez la fiche et envoyez-la.";
    if (!mailAddress(site, vu.fiche).entier) copyRecord(vu.fiche);
  });
  deposer?.addEventListener("click", (event) => {
    const vu = ready(event);
    if (vu && !fileAddress(site, vu.fiche).entier) copyRecord(vu.fiche);
  });
  formulaire.querySelector("[data-copie]").addEventListener("click", (event) => {
    const vu = ready(event);
    if (vu) copyRecord(vu.fiche);
  });
  formulaire.querySelector("[data-telecharger]").addEventListener("click", (event) => {
    const vu = ready(event);
    if (!vu) return;
    download(vu.fiche);
    etat.textContent = "Téléchargée.";
  });
  formulaire.addEventListener("submit", (event) => {
    event.preventDefault();
    (envoyer ?? formulaire.querySelector("[data-copie]")).click();
  });
  formulaire.addEventListener("input", show);
  formulaire.addEventListener("change", () => {
    if (champs.livrable.value === "?" && !demande) {
      demande = true;
      void name();
    }
    show();
  });
  champs.lien.addEventListener("blur", ({ target }) => {
    if (target.value) target.value = addressOf(onOneLine(target.value)); // shown as it is sent
  });

  /** Asks for the names of all resources, once. */
  async function name() {
    try {
      const venue = await fetch(`${racine}relais/ressources.json`);
      if (!venue.ok) throw new Error(String(venue.status));
      titres = await venue.json();
      formulaire.querySelector("#d-titres").replaceChildren(
        ...Object.values(titres).map((titre) => Object.assign(document.createElement("option"), { value: titre })),
      );
      show();
    } catch {
      demande = false;
      etat.textContent = "La liste des ressources n’est pas venue\u00a0: collez l’adresse de la page de la ressource.";
    }
  }

  formulaire.hidden = false;
  formulaire.parentElement.querySelector("[data-sans-script]").hidden = true;
  if (location.hash === "#declarer") formulaire.closest("details").open = true;
  show();
}

const formulaire = document.querySelector("form[data-declarer]");
if (formulaire) start(formulaire);
