// « Vous avez transmis une ressource ? » on a relay's page: writes the record of an act as it is typed, and sends it by the
// reader's own mail program. Nothing leaves the page otherwise. The rules are those of the check (records/types.py).
import { copy } from "./copier.js";
import { jour } from "./dates.js";

const PLUS_LONG = 1800;
/** Characters of an address that mail programs and forges still take whole. */
const DOSSIER = "catalogue/diffusions/";
/** What the check refuses wherever it stands: commands, marks of direction, signs without a shape (records/reading.py). */
const INTERDITS =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\u00ad\u200b\u200e\u200f\u061c\u202a-\u202e\u2060-\u2069\ufdd0-\ufdef\ufeff\ufffd-\uffff\u{1fffe}\u{1ffff}\u{e0000}-\u{e007f}]|\p{Cs}/gu;
const CLES = ["date", "livrable", "relais", "canal", "cible", "touches", "bilan", "commentaire", "lien", "ajoute_le"];
const LIBRES = new Set(["canal", "commentaire", "lien"]);

/** @param {string} texte @returns {string} one line, without what nobody sees */
export function tidy(texte) {
  return texte.normalize("NFC").replace(/[\t\r\n]+/g, " ").replace(INTERDITS, "").replace(/ {2,}/g, " ").trim();
}

/**
 * Free texts stand between quotes, with the escapes that YAML and JSON share (YAML 1.2.2, section 7.3.1).
 * @param {Record<string, string>} valeurs @param {string} schema first line @returns {string} the record
 */
export function write(valeurs, schema) {
  const lignes = CLES.filter((cle) => valeurs[cle]).map(
    (cle) => `${cle}: ${LIBRES.has(cle) ? JSON.stringify(valeurs[cle]) : valeurs[cle]}`,
  );
  return `${[schema, ...lignes].join("\n")}\n`;
}

/** @param {Record<string, string>} valeurs @returns {string} the name of the file; an id has 100 characters at most */
export function fileName(valeurs) {
  const nom = [valeurs.date || "AAAA-MM-JJ", valeurs.relais, valeurs.livrable || "ressource"].join("-");
  return `${nom.slice(0, 100).replace(/-+$/, "")}.yml`;
}

/**
 * @param {string} texte « 12/05/2026 », « 05/2026 », « 2026-05-12 » or « 2026-05 »
 * @returns {string} as a record writes it, "" where there is no such day
 */
export function dateOf(texte) {
  const net = texte.trim().replace(/\s*[./-]\s*/g, "-");
  const francais = /^(?:(\d{1,2})-)?(\d{1,2})-(\d{4})$/.exec(net);
  const iso = /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/.exec(net);
  if (!francais && !iso) return "";
  const [annee, mois, jourDuMois] = iso ? [iso[1], iso[2], iso[3]] : [francais[3], francais[2], francais[1]];
  const deux = (nombre) => nombre.padStart(2, "0");
  if (Number(mois) < 1 || Number(mois) > 12) return "";
  if (!jourDuMois) return `${annee}-${deux(mois)}`;
  const ecrit = `${annee}-${deux(mois)}-${deux(jourDuMois)}`;
  const date = new Date(`${ecrit}T12:00:00Z`);
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
  const net = tidy(texte);
  const adresse = /\/livrables\/([a-z0-9-]+)\/?(?:[?#].*)?$/.exec(net);
  if (adresse) return adresse[1];
  if (Object.hasOwn(titres, net)) return net;
  const memes = Object.keys(titres).filter((id) => tidy(titres[id]).toLowerCase() === net.toLowerCase());
  return memes.length === 1 ? memes[0] : "";
}

/**
 * A mail that holds the record, or the place where to paste it (RFC 6068; its lines end in CRLF).
 * @param {{courriel: string, sujet: string, fiche: string, fichier: string}} quoi @returns {{href: string, entier: boolean}}
 */
export function mailOf({ courriel, sujet, fiche, fichier }) {
  const message = (texte) => {
    const corps = `Bonjour,\n\nVoici ce que nous avons transmis, à mettre dans ${fichier} :\n\n${texte}`;
    return `mailto:${courriel}?subject=${encodeURIComponent(sujet)}&body=${encodeURIComponent(corps.replaceAll("\n", "\r\n"))}`;
  };
  const href = message(fiche);
  if (href.length <= PLUS_LONG) return { href, entier: true };
  return { href: message("(collez ici la fiche, qui vient d’être copiée)"), entier: false };
}

/** What is wrong with each field, in words; "" where nothing is. @type {Record<string, (v: Record<string, string>, a: string) => string>} */
const REGLES = {
  livrable: (v) => (v.choix ? "" : "Choisissez la ressource que vous avez transmise."),
  autre: (v) =>
    v.choix !== "?" || v.livrable
      ? ""
      : v.autre
        ? "Aucune ressource ne porte ce titre. Choisissez-le dans la liste, ou collez l’adresse de sa page."
        : "Dites quelle ressource : son titre, ou l’adresse de sa page.",
  date: (v, aujourdhui) => {
    if (!v.quand) return "Dites quand : le jour, ou le mois.";
    if (!v.date) return "Cette date n’existe pas. Écrivez-la comme 12/05/2026, ou 05/2026.";
    if (v.date > aujourdhui) return "Cette date n’est pas encore passée : notez la diffusion quand elle a eu lieu.";
    return v.date < "1900" ? "Cette date est trop ancienne : vérifiez l’année." : "";
  },
  canal: (v) => (v.canal ? "" : "Dites comment : lettre d’information, réunion, salon…"),
  touches: (v) =>
    !v.touches || /^\d{1,8}$/.test(v.touches) ? "" : "Écrivez un nombre entier, sans mot ni unité, ou laissez vide.",
  commentaire: () => "",
  lien: (v) => (!v.lien || isAddress(v.lien) ? "" : "Écrivez l’adresse entière, qui commence par https://."),
};

/** @param {HTMLFormElement} formulaire */
function start(formulaire) {
  const { racine, relais, schema, courriel, sujet, forge, nom, contenu } = formulaire.dataset;
  const champs = formulaire.elements;
  const etat = formulaire.querySelector(".declarer-etat");
  const autre = formulaire.querySelector("[data-autre]");
  const envoyer = formulaire.querySelector("[data-envoyer]");
  const deposer = formulaire.querySelector("[data-deposer]");
  const touches = new Set();
  /** @type {Record<string, string>} */
  let titres = {};
  let demande = false;
  let tente = false;

  /** @returns {Record<string, string>} what was typed, as the record writes it */
  function read() {
    const libre = (cle) => tidy(champs[cle].value);
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
      lien: libre("lien"),
      ajoute_le: jour(new Date()),
    };
  }

  /** Shows what is wrong, of the fields that were left or of all. @returns {HTMLElement | undefined} the first of them */
  function check(valeurs, tous) {
    let premier;
    for (const [cle, regle] of Object.entries(REGLES)) {
      const erreur = regle(valeurs, jour(new Date()));
      const champ = champs[cle];
      const montre = erreur && (tous || touches.has(cle));
      const dit = formulaire.querySelector(`#d-${cle}-erreur`);
      dit.hidden = !montre;
      dit.textContent = montre ? erreur : "";
      if (montre) champ.setAttribute("aria-invalid", "true");
      else champ.removeAttribute("aria-invalid");
      if (erreur) premier ??= champ;
    }
    return premier;
  }

  function show() {
    const valeurs = read();
    autre.hidden = valeurs.choix !== "?";
    const fiche = write(valeurs, schema);
    const fichier = DOSSIER + fileName(valeurs);
    formulaire.querySelector("[data-fiche]").textContent = fiche;
    formulaire.querySelector("[data-fichier]").textContent = fichier;
    check(valeurs, tente);
    if (envoyer) envoyer.href = mailOf({ courriel, sujet, fiche, fichier }).href;
    if (deposer) deposer.href = place(fiche, fichier).href;
    return { valeurs, fiche, fichier };
  }

  /** The page of the forge, with the record where it takes one. */
  function place(fiche, fichier) {
    const nomme = `${forge}?${nom}=${encodeURIComponent(fichier)}`;
    const entier = `${nomme}&${contenu}=${encodeURIComponent(fiche)}`;
    return contenu && entier.length <= 4 * PLUS_LONG ? { href: entier, entier: true } : { href: nomme, entier: false };
  }

  /** @returns {ReturnType<typeof show> | undefined} the record, where it can be sent */
  function ready(event) {
    tente = true;
    const vu = show();
    const faux = check(vu.valeurs, true);
    if (!faux) return vu;
    event.preventDefault();
    etat.textContent = "Il reste à compléter ou à corriger : voyez les champs marqués.";
    faux.focus();
    return undefined;
  }

  const sinon = "Sélectionnez la fiche et copiez-la à la main.";
  const copyRecord = (fiche) => copy({ "text/plain": fiche }, etat, sinon);

  envoyer?.addEventListener("click", (event) => {
    const vu = ready(event);
    if (!vu) return;
    etat.textContent = "Votre messagerie s’ouvre. Sinon, copiez la fiche et envoyez-la.";
    if (!mailOf({ courriel, sujet, ...vu }).entier) copyRecord(vu.fiche);
  });
  deposer?.addEventListener("click", (event) => {
    const vu = ready(event);
    if (vu && !place(vu.fiche, vu.fichier).entier) copyRecord(vu.fiche);
  });
  formulaire.querySelector("[data-copie]").addEventListener("click", (event) => {
    const vu = ready(event);
    if (vu) copyRecord(vu.fiche);
  });
  formulaire.querySelector("[data-telecharger]").addEventListener("click", (event) => {
    const vu = ready(event);
    if (!vu) return;
    const lien = document.createElement("a");
    lien.href = URL.createObjectURL(new Blob([vu.fiche], { type: "application/yaml" }));
    lien.download = fileName(vu.valeurs);
    lien.click();
    URL.revokeObjectURL(lien.href);
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
  formulaire.addEventListener("focusout", ({ target }) => {
    if (!target.name || !(target.value || touches.has(target.name))) return; // who passes by was not wrong
    touches.add(target.name);
    show();
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
      etat.textContent = "La liste des ressources n’est pas venue : collez l’adresse de la page de la ressource.";
    }
  }

  formulaire.hidden = false;
  formulaire.parentElement.querySelector("[data-sans-script]").hidden = true;
  if (location.hash === "#declarer") formulaire.closest("details").open = true;
  show();
}

const formulaire = document.querySelector("form[data-declarer]");
if (formulaire) start(formulaire);
