// What an address asks of a form: to modify a record that stands, or to confirm its contact (reprise.js finds its text).
import { jour } from "./dates.js";
import { element } from "./elements.js";
import { asked, confirmed, explain, FORMULAIRES, textOfRecord } from "./reprise.js";

/** @typedef {import("./formulaire.js").Ouvert} Ouvert */

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
 * @param {HTMLFormElement} formulaire @param {Ouvert} ouvert @param {import("./reprise.js").Demande | null} demande
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
  const attente = element("p", { className: "reprise" }, "Ouverture de la fiche…");
  attente.setAttribute("role", "status");
  formulaire.prepend(attente);
  const trouve = await textOfRecord(`${racine}contribuer/formulaire/fiches/`, demande);
  const lue = "texte" in trouve ? await readRecord(trouve.texte) : trouve;
  if ("motif" in lue) {
    const refus = explain(lue.motif, demande, { racine, ...data.destination });
    attente.replaceWith(refus);
    refus.focus();
    ouvert.modify(null);
    return;
  }
  show(formulaire, ouvert, demande, attente, trouve.texte, lue);
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

/** Fills the form with a record, and says which one it is. */
function show(formulaire, ouvert, demande, attente, texte, { edited, valeurs: lues }) {
  const { sorte, id, confirmer } = demande;
  const aujourdhui = jour(new Date());
  ouvert.fill(lues);
  const debut = ouvert.values();
  const contact = confirmer ? confirm(formulaire, ouvert) : undefined;
  ouvert.modify({
    id,
    texte,
    text(maintenant) {
      const voulu = wanted(lues, debut, maintenant);
      if (same(voulu, lues) && !confirmer) return texte;
      if (same(debut.modifie_le, maintenant.modifie_le)) voulu.modifie_le = aujourdhui;
      return edited(texte, voulu, ouvert.data.forme);
    },
  });
  const titre = String(lues.titre ?? lues.nom ?? id);
  const page = element("a", { href: `${formulaire.dataset.racine}${sorte}/${id}/` }, titre);
  attente.replaceChildren(confirmer ? "Vous confirmez le contact de la fiche « " : "Vous modifiez la fiche « ", page, confirmer ? ` ». ${CONFIRMER[contact?.muet ? "muet" : "dit"]}` : " ». Changez ce qu’il faut, puis envoyez : le reste est gardé tel quel.");
  const nom = `${confirmer ? "Confirmer un contact" : "Modifier une fiche"} : ${titre}`;
  document.getElementById("titre").textContent = nom;
  document.querySelector(".formulaire-page > .fiche-tete .fiche-resume")?.remove(); // says how to begin a new one
  document.title = `${nom} – ${ouvert.data.destination.site}`;
  contact?.champ?.focus();
}

/** What to do of a contact that says how it is reached, or does not. */
const CONFIRMER = {
  dit: "Corrigez-le s’il le faut, puis envoyez.",
  muet: "Dites ci-dessous comment le joindre (courriel, formulaire ou téléphone), décochez « À confirmer », puis envoyez.",
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
  for (let plie = champ?.closest("details"); plie; plie = plie.parentElement.closest("details")) plie.open = true;
  return { champ: champ?.querySelector("input"), muet: dit.a_confirmer === "oui" };
}
