// The end of the form: where a record goes by what the site's forge and mailbox allow, and what happens next.
// Addresses are made beforehand, so that a press needs nothing that comes later: browsers let a page copy, or open another
// one, within the reader's own gesture only.
import { annonce, bouton, element } from "./elements.js";

/**
 * Where records of this site are sent (hooks/prst/outputs/envoi.py).
 * @typedef {object} Destination
 * @property {string} site its name
 * @property {string} base its address @property {"github" | "gitlab" | "gitea" | ""} forge
 * @property {{page: string, nom: string, contenu: string} | null} nouveau where a file is created, and the parameters of its name
 *   and content; GitLab takes no content
 * @property {string} modifier what the path of a file follows, to the forge's editor
 * @property {{page: string, titre: string, texte: string} | null} demande where an issue is opened
 * @property {string} courriel the mailbox of the site, or ""
 * @property {string} joindre the page, form or telephone by which those who review are asked, or ""
 * @property {string} qui who reviews
 * @property {string} relecture who reviews and how long it takes, in the words of site.yml, or ""
 */
/**
 * @typedef {object} Fiche
 * @property {string} fichier path from the top of the repository @property {string} texte the YAML
 * @property {string} titre @property {string} nature « ressource », « relais »…
 * @property {boolean} [existe] whether the file is there already
 * @property {number} [manques] how many things are missing or wrong
 * @property {string} [sujet] the subject of its mail, where its title does not name it
 */
/**
 * @typedef {object} Voie a way to send
 * @property {"deposer" | "demander" | "ecrire"} cle @property {string} libelle @property {string} href
 * @property {boolean} entier whether the address holds the record: else it is copied, to be pasted
 * @property {string[]} suite what to do over there
 */

/** GitHub answers to 8,191 bytes at most. Whoever is not signed in is sent to a page whose address holds this one, encoded again. */
const FORGE_MAX = 8000;
/** Characters of an address that mail programs take whole. */
const MAIL_MAX = 2000;
const FORGES = { github: "GitHub", gitlab: "GitLab", gitea: "Forgejo" };
const A_COLLER = "(collez ici la fiche\u00a0: elle vient d’être copiée)";

/** Said once the reader went to send a record, which may not have left. */
export const GARDE = "La fiche est gardée sur cet appareil tant que vous ne l’effacez pas.";

/** Halves of characters, which no address can hold, as browsers show them. @param {string} texte */
const whole = (texte) => texte.replace(/\p{Cs}/gu, "\ufffd");

/** @param {string} page @param {Record<string, string>} parametres @returns {string} */
function addressOf(page, parametres) {
  const query = Object.entries(parametres).filter(([nom]) => nom).map(([nom, valeur]) => [nom, whole(valeur)]);
  return `${page}?${new URLSearchParams(query)}`;
}

/** @param {string} href @returns {boolean} whether a forge takes it, also from a reader who has to sign in first */
export function fitsForge(href) {
  return encodeURIComponent(href).length <= FORGE_MAX;
}

/** A record between fences longer than any of its own (CommonMark 0.31, section 4.5). @param {string} texte */
function fenced(texte) {
  const barre = "`".repeat(Math.max(2, ...[...texte.matchAll(/`+/g)].map(([suite]) => suite.length)) + 1);
  return `${barre}yaml\n${texte}${texte.endsWith("\n") ? "" : "\n"}${barre}`;
}

/** @param {Fiche} fiche @returns {string} one line that says what is proposed */
export function subjectOf({ titre, nature, existe, manques, sujet }) {
  if (sujet) return sujet;
  const nom = titre.replace(/\s+/g, " ").trim().slice(0, 150) || "sans titre";
  return `${existe ? "Modification" : "Proposition"} (${nature}${manques ? ", à compléter" : ""})\u00a0: ${nom}`;
}

/** The forge's editor, with the record where it takes one. @param {Destination} site @param {Fiche} fiche */
export function fileAddress({ nouveau, modifier }, { fichier, texte, existe }) {
  if (existe) return { href: `${modifier}${fichier}`, entier: false };
  const { page, nom, contenu } = nouveau;
  const href = contenu ? addressOf(page, { [nom]: fichier, [contenu]: texte }) : "";
  return href && fitsForge(href) ? { href, entier: true } : { href: addressOf(page, { [nom]: fichier }), entier: false };
}

/** An issue that holds the record, for those who may not write in the repository. @param {Destination} site @param {Fiche} fiche */
export function issueAddress({ demande }, fiche) {
  const titled = (corps) => addressOf(demande.page, { [demande.titre]: subjectOf(fiche), [demande.texte]: corps });
  const pour = `Pour \`${fiche.fichier}\` :\n\n`;
  const href = titled(pour + fenced(fiche.texte));
  return fitsForge(href) ? { href, entier: true } : { href: titled(pour + A_COLLER), entier: false };
}

/**
 * A mail that holds the record (RFC 6068; its lines end in CRLF, section 5), without its first line, which only editors of files read.
 * @param {Destination} site @param {Fiche} fiche
 */
export function mailAddress({ courriel }, fiche) {
  const message = (texte) => {
    const corps = whole(`Bonjour,\n\nVoici une fiche, à mettre dans ${fiche.fichier} :\n\n${texte}`).replaceAll("\n", "\r\n");
    return `mailto:${courriel}?subject=${encodeURIComponent(whole(subjectOf(fiche)))}&body=${encodeURIComponent(corps)}`;
  };
  const href = message(fiche.texte.replace(/^#.*\n/, ""));
  return href.length <= MAIL_MAX ? { href, entier: true } : { href: message(A_COLLER), entier: false };
}

/**
 * What to do in a forge's editor. @param {string} forge @param {boolean} entier @param {boolean} existe
 * @returns {string[]}
 */
function inTheForge(forge, entier, existe) {
  return [
    `Connectez-vous à ${FORGES[forge]} s’il le demande\u00a0: un compte gratuit suffit.`,
    ...(entier ? [] : [existe ? "Remplacez tout le texte du fichier par la fiche, qui est copiée." : "Collez dans le grand cadre la fiche, qui est copiée."]),
    forge === "github"
      ? "Appuyez sur le bouton vert «\u00a0Commit changes…\u00a0» ou «\u00a0Propose changes\u00a0», puis sur «\u00a0Create pull request\u00a0»."
      : forge === "gitlab"
        ? "Appuyez sur «\u00a0Commit changes\u00a0», puis sur «\u00a0Create merge request\u00a0»."
        : "Choisissez «\u00a0Créer une nouvelle branche\u00a0», puis «\u00a0Proposer une modification\u00a0».",
  ];
}

/**
 * The ways that a site has, the shortest for the reader first. A record with something missing goes to people, not into the
 * forge, whose check would refuse it. @param {Destination} site @param {Fiche} fiche @returns {Voie[]}
 */
export function waysOf(site, fiche) {
  const forge = FORGES[site.forge];
  const voies = [];
  if (site.nouveau && !fiche.manques) {
    const depot = fileAddress(site, fiche);
    const libelle = `${fiche.existe ? "Modifier le fichier" : "Déposer le fichier"} sur ${forge}`;
    voies.push({ cle: "deposer", libelle, ...depot, suite: inTheForge(site.forge, depot.entier, Boolean(fiche.existe)) });
  }
  if (site.demande) {
    const ticket = issueAddress(site, fiche);
    const suite = [
      `Connectez-vous à ${forge} s’il le demande\u00a0: un compte gratuit suffit.`,
      ...(ticket.entier ? [] : ["Collez dans le texte la fiche, qui est copiée."]),
      "Envoyez la demande\u00a0: quelqu’un mettra la fiche en place.",
    ];
    voies.push({ cle: "demander", libelle: `La confier à l’équipe, sur ${forge}`, ...ticket, suite });
  }
  if (site.courriel) {
    const courriel = mailAddress(site, fiche);
    const suite = [
      courriel.entier
        ? "Votre messagerie s’ouvre avec la fiche\u00a0: il reste à l’envoyer."
        : "Votre messagerie s’ouvre\u00a0: collez-y la fiche, qui est copiée, et envoyez.",
      `Si rien ne s’ouvre, téléchargez le fichier et envoyez-le à ${site.courriel}.`,
    ];
    voies.push({ cle: "ecrire", libelle: "L’envoyer par courriel", ...courriel, suite });
  }
  return voies;
}

/**
 * What happens after a record was sent: who reviews it, when, and what to keep.
 * @param {Destination} site @param {Fiche} fiche @returns {string[]}
 */
export function receiptOf(site, fiche) {
  const qui = site.qui || "L’équipe du site";
  const sansNouvelles = site.courriel ? `écrivez à ${site.courriel}` : site.joindre && `adressez-vous à ${qui} (${site.joindre})`;
  const adresse = site.base + fiche.fichier.replace(/^catalogue\//, "").replace(/\.yml$/, "/");
  const page = /^catalogue\/diffusions\//.test(fiche.fichier) ? "" : ` Sa page sera ${adresse}.`;
  return [
    site.relecture
      ? `Relecture\u00a0: ${site.relecture.replace(/[\s.]+$/, "")}.`
      : `${qui} relit les fiches avant de les publier. Le délai n’est pas annoncé${sansNouvelles ? ` : sans nouvelles, ${sansNouvelles} en citant le nom du fichier` : ""}.`,
    fiche.existe ? "D’ici là, la page reste comme elle est." : `D’ici là, elle ne paraît pas sur le site.${page}`,
    `À garder\u00a0: le nom du fichier, ${fiche.fichier}, et une copie de la fiche («\u00a0Télécharger\u00a0»).`,
  ];
}

/** @param {Fiche} fiche @returns {string} the name of the file, without its folder */
export function fileName({ fichier }) {
  return fichier.slice(fichier.lastIndexOf("/") + 1);
}

/** Hands the file to the reader. @param {Fiche} fiche */
export function download(fiche) {
  const lien = document.createElement("a");
  // Not application/yaml: Safari would add .txt or show the file rather than keep it under its name.
  lien.href = URL.createObjectURL(new Blob([fiche.texte], { type: "application/octet-stream" }));
  lien.download = fileName(fiche);
  lien.click();
  setTimeout(() => URL.revokeObjectURL(lien.href), 10_000); // at once, Firefox would lose it
}

/** @param {string[]} phrases */
const listed = (phrases) => element("ol", {}, ...phrases.map((phrase) => element("li", {}, phrase)));

/**
 * Says that the draft stays, as nobody here knows whether a record has left, and offers to erase it.
 * @param {HTMLElement} accuse takes the focus then @param {() => void} [erase]
 */
function keptUntil(accuse, erase) {
  const dit = element("p", { className: "envoi-garde" }, `${GARDE} `);
  dit.append(
    bouton("C’est envoyé\u00a0: effacer le brouillon", "parti", () => {
      erase?.();
      dit.replaceChildren("Brouillon effacé de cet appareil.");
      accuse.focus();
    }),
  );
  return dit;
}

/**
 * Shows the ways to send a record in an element, and a receipt once one was taken.
 * @param {HTMLElement} ou emptied first @param {Destination} site @param {Fiche} fiche
 * @param {object} gestes
 * @param {(formes: Record<string, string>, etat: HTMLElement, sinon: string) => Promise<void>} gestes.copy copier.js
 * @param {(voie: Voie) => unknown} [gestes.sent] told that the reader left by one of the ways; says whether a draft is kept
 * @param {() => void} [gestes.erase] erases it, where the reader says that the record has left
 */
export function showWays(ou, site, fiche, { copy, sent, erase }) {
  const etat = annonce("envoi-etat");
  const accuse = element("div", { className: "envoi-accuse", hidden: true, tabIndex: -1 });
  const copyRecord = () => copy({ "text/plain": fiche.texte }, etat, "Ouvrez «\u00a0Voir le fichier\u00a0», sélectionnez-le et copiez-le à la main.");

  const links = waysOf(site, fiche).map((voie, rang) => {
    const lien = element("a", { className: rang ? "bouton bouton-clair" : "bouton", href: voie.href }, voie.libelle);
    if (voie.cle !== "ecrire") Object.assign(lien, { target: "_blank", rel: "noopener" });
    lien.dataset.voie = voie.cle;
    lien.addEventListener("click", () => {
      if (!voie.entier) copyRecord();
      accuse.replaceChildren(
        element("h3", {}, "Ce qu’il reste à faire"),
        listed(voie.suite),
        element("h3", {}, "Et ensuite"),
        element("ul", {}, ...receiptOf(site, fiche).map((phrase) => element("li", {}, phrase))),
      );
      accuse.hidden = false;
      if (sent?.(voie)) accuse.append(keptUntil(accuse, erase));
    });
    return element("li", {}, lien, ...(voie.cle === "ecrire" ? [] : [element("span", { className: "envoi-onglet" }, " (nouvel onglet)")]));
  });
  const seule = `Ce site ne dit pas encore où envoyer une fiche. Téléchargez-la et remettez-la à ${site.qui || "l’équipe du site"}${site.joindre ? ` (${site.joindre})` : ""}.`;
  ou.replaceChildren(
    ...(links.length ? [element("ul", { className: "envoi-voies" }, ...links)] : [element("p", {}, seule)]),
    element(
      "p",
      { className: "envoi-garder" },
      bouton("Télécharger", "telecharger", () => {
        download(fiche);
        etat.textContent = `Téléchargée sous le nom ${fileName(fiche)}.`;
      }),
      " ",
      bouton("Copier", "copier", copyRecord),
    ),
    etat,
    accuse,
    element(
      "details",
      { className: "envoi-fichier" },
      element("summary", {}, "Voir le fichier"),
      element("p", {}, element("code", {}, fiche.fichier)),
      element("pre", { tabIndex: 0 }, element("code", {}, fiche.texte)),
    ),
  );
}
