// What an address asks of a form: to modify a record that stands, or to confirm its contact (reprise.js finds its text).
import { jour } from "./dates.js";
import { unfold } from "./champs.js";
import { annonce, element } from "./elements.js";
import { asked, confirmed, explain, FORMULAIRES, isId, textOfRecord } from "./reprise.js";

/** @typedef {import("./formulaire.js").Formulaire} Formulaire */

const same = (une, autre) => JSON.stringify(une ?? null) === JSON.stringify(autre ?? null);

/**
 * What a record shall say: what the reader changed, and of the rest what its file says, which a form may show otherwise.
 * @param {any} lues values of the file @param {any} debut values of the form as it was filled @param {any} maintenant
 */
export function wanted(lues, debut, maintenant) {
  const voulu = { ...lues };
  for (const cle of new Set([...Object.keys(debut), ...Object.keys(maintenant)])) {
    if (same(debut[cle], maintenant[cle])) continue;
    if (maintenant[cle] === undefined) delete voulu[cle];
    else voulu[cle] = maintenant[cle];
  }
  return voulu;
}

/**
 * Opens what the address asks for, where it asks for something.
 * @param {HTMLFormElement} formulaire @param {Formulaire} ouvert @param {import("./reprise.js").Demande | null} demande
 * @returns {Promise<void>}
 */
export async function openAsked(formulaire, ouvert, demande) {
  if (!demande) return;
  const { data } = ouvert;
  const racine = formulaire.dataset.racine;
  if (demande.sorte && demande.sorte !== data.kind) {
    location.replace(`${racine}contribuer/formulaire/${FORMULAIRES[demande.sorte]}/${location.search}`);
    return;
  }
  const attente = annonce("reprise");
  attente.textContent = "Ouverture de la fiche… Vous pourrez écrire quand elle sera là.";
  const champs = [...formulaire.children];
  formulaire.prepend(attente);
  const wait = (attend) => {
    for (const un of champs) un.inert = attend; // what would be typed now, the record would take the place of
    formulaire.setAttribute("aria-busy", String(attend));
  };
  wait(true);
  const trouve = await textOfRecord(`${racine}contribuer/formulaire/fiches/`, demande);
  const lue = "texte" in trouve ? await readRecord(trouve.texte) : trouve;
  wait(false);
  if ("motif" in lue) {
    const refus = explain(lue.motif, demande, { racine, ...data.destination });
    attente.replaceWith(refus);
    refus.focus();
    ouvert.modify(null);
    return;
  }
  show(formulaire, ouvert, demande, attente, trouve.texte, { texte: trouve.texte, ...lue });
}

/** @param {string} texte */
async function readRecord(texte) {
  try {
    const { edited, valuesOf } = await import("./modification.js");
    return { edited, valeurs: valuesOf(texte) };
  } catch {
    return { motif: "panne" };
  }
}

/** The name that a browser or a person gave to a file, without what tells copies apart: « guide (1).yml », « guide - Copie.yml ». */
const idOfFile = (nom) => {
  const id = nom.replace(/(?:\.(?:ya?ml|txt))+$/i, "").replace(/\s*\(\d+\)$| (?:- )?copie$/i, "");
  return isId(id) && id !== "a-nommer" ? id : "";
};

/**
 * Puts a file that was kept back into the form. Where a record of its name is published, it is a modification of that one; else
 * its name stays that of the new record: what was sent once does not become another record.
 * @param {HTMLFormElement} formulaire @param {Formulaire} ouvert @param {File} fichier
 * @returns {Promise<string>} what is told of it. Throws where it is no record.
 */
export async function openFile(formulaire, ouvert, fichier) {
  const texte = await fichier.text();
  const { edited, twice, valuesOf } = await import("./modification.js");
  const valeurs = valuesOf(texte);
  const { kind } = ouvert.data;
  const id = idOfFile(fichier.name);
  const demande = { sorte: id && Object.hasOwn(FORMULAIRES, kind) ? kind : "", id, confirmer: false };
  const publiee = await textOfRecord(`${formulaire.dataset.racine}contribuer/formulaire/fiches/`, demande);
  const existe = "texte" in publiee || publiee.motif === "personne";
  const avant = ouvert.modified();
  const quitte = await ouvert.leave();
  if (!quitte) return "";
  formulaire.querySelector(".reprise, .reprise-refus")?.remove();
  let restes;
  if (existe) {
    const dit = annonce("reprise");
    formulaire.prepend(dit);
    restes = show(formulaire, ouvert, demande, dit, publiee.texte ?? null, { texte, edited, valeurs });
  } else {
    restes = ouvert.fill(valeurs);
    ouvert.modify(null, id);
    if (entete) [document.getElementById("titre").textContent, document.title] = entete;
  }
  const adresse = new URL(location.href);
  for (const cle of ["modifier", "confirmer"]) adresse.searchParams.delete(cle);
  if (existe) adresse.searchParams.set("modifier", `${kind}/${id}`);
  history.replaceState(history.state, "", adresse);
  return [
    "Fiche ouverte.",
    existe ? "Une fiche publiée porte ce nom de fichier\u00a0: vous la modifiez." : "",
    !existe && publiee.motif === "panne" ? "Impossible de savoir si une fiche de ce nom est déjà publiée\u00a0: vérifiez votre connexion." : "",
    avant && !(existe && avant === id) ? `Vous ne modifiez plus la fiche «\u00a0${avant}\u00a0».` : "",
    quitte.gardait ? "Ce que vous aviez écrit est gardé en brouillon, dans le formulaire où vous l’avez écrit." : "",
    restes.length ? `Ces lignes n’ont pas de place dans ce formulaire${existe ? ", et restent dans le fichier" : ""}\u00a0: ${restes.join(", ")}.` : "",
    ...twice(valeurs),
  ].filter(Boolean).join(" ");
}

/** What the page was called before a record was shown in it. @type {[string, string] | undefined} */
let entete;

/**
 * Fills the form with a record, and says which one it is. @param {string | null} publie the text that stands, where it is known
 * @returns {string[]} what the form does not show of it
 */
function show(formulaire, ouvert, demande, attente, publie, { texte, edited, valeurs: lues }) {
  const { sorte, id, confirmer } = demande;
  const aujourdhui = jour(new Date());
  const restes = ouvert.fill(lues);
  const debut = ouvert.values();
  const contact = confirmer ? confirm(formulaire, ouvert) : undefined;
  ouvert.modify({
    id,
    texte: publie,
    text(maintenant) {
      const voulu = wanted(lues, debut, maintenant);
      if (same(voulu, lues) && !confirmer) return texte;
      if (same(debut.modifie_le, maintenant.modifie_le)) voulu.modifie_le = aujourdhui;
      return edited(texte, voulu, ouvert.data.forme);
    },
  });
  const titre = String(lues.titre ?? lues.nom ?? id);
  const page = element("a", { href: `${formulaire.dataset.racine}${sorte}/${id}/` }, titre);
  attente.replaceChildren(confirmer ? "Vous confirmez le contact de la fiche «\u00a0" : "Vous modifiez la fiche «\u00a0", page, confirmer ? `\u00a0». ${CONFIRMER[contact?.muet ? "muet" : "dit"]}` : "\u00a0». Changez ce qu’il faut, puis envoyez\u00a0: le reste est gardé tel quel.");
  const nom = `${confirmer ? "Confirmer un contact" : "Modifier une fiche"}\u00a0: ${titre}`;
  entete ??= [document.getElementById("titre").textContent, document.title];
  document.getElementById("titre").textContent = nom;
  document.querySelector(".formulaire-page > .fiche-tete .fiche-resume")?.remove(); // says how to begin a new one
  document.title = `${nom} – ${ouvert.data.destination.site}`;
  contact?.champ?.focus();
  return restes;
}

/** What to do of a contact that says how it is reached, or does not. */
const CONFIRMER = {
  dit: "Corrigez-le s’il le faut, puis envoyez.",
  muet: "Dites ci-dessous comment le joindre (courriel, formulaire ou téléphone), décochez «\u00a0À confirmer\u00a0», puis envoyez.",
};

/**
 * Takes away that the contact is to be confirmed, where it says how it is reached, and unfolds it.
 * @returns {{champ: HTMLElement | undefined, muet: boolean}} what takes the focus, and whether it does not say it
 */
function confirm(formulaire, ouvert) {
  const valeurs = ouvert.values();
  const dit = confirmed(valeurs.contact ?? valeurs);
  ouvert.fill(valeurs.contact ? { ...valeurs, contact: dit } : dit);
  const champ = formulaire.querySelector('[data-champ="contact"]') ?? formulaire.querySelector('[data-champ="courriel"]');
  unfold(champ);
  return { champ: champ?.querySelector("input"), muet: dit.a_confirmer === "oui" };
}
