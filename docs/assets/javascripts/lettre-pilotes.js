// The rules of the letter of pilots: the twin of hooks/prst/outputs/pages/lettre_pilotes.py, over what it publishes. A test
// composes the same letters on both sides (tests/browser/test_lettre.py). Days are ISO 8601 texts, which compare as such.
import { concerns } from "./choix.js";
import { addDays, periodName, written } from "./lettre-regles.js";

/** @param {{ id: string, autour: Set<string> }} groupes all, those of a theme, or one @returns {(dit: object) => boolean} */
function isOf({ id, autour }) {
  if (id.startsWith("groupe.")) return (dit) => autour.has(dit.groupe);
  if (id.startsWith("theme.")) return (dit) => (dit.themes ?? []).some((un) => autour.has(un));
  return () => true;
}

/**
 * @param index composer.json @param pilotes pilotes.json @param choix { cible, territoire, periode, groupes }
 * @param {string} aujourdhui @returns as `written`
 */
export function composePilots(index, pilotes, { cible, territoire, periode, groupes }, aujourdhui) {
  const bornes = { periode: [periode.depuis, periode.jusqua], a_venir: [aujourdhui, addDays(aujourdhui, pilotes.jours)] };
  const isAsked = isOf(groupes);
  const counts = ({ partie, debut, fin }) => {
    const quand = pilotes.parties[partie][3];
    return quand ? Boolean(debut) && fin >= bornes[quand][0] && debut <= bornes[quand][1] : true;
  };
  const nouvelles = pilotes.nouvelles.map((dit) => ({ ...pilotes.groupes[dit.groupe], ...dit }));
  const trouvees = nouvelles.filter((dit) => {
    return counts(dit) && isAsked(dit) && concerns(cible, dit.cibles ?? []) && concerns(territoire, dit.territoires);
  });
  const parties = Object.entries(pilotes.parties)
    .map(([nom, [titre, suite, adresse]]) => {
      const lignes = trouvees.filter(({ partie }) => partie === nom);
      return { titre, lignes: lignes.slice(0, pilotes.lignes), suite: lignes.length > pilotes.lignes ? [suite, adresse] : null };
    })
    .filter(({ lignes }) => lignes.length);
  const noms = [groupes.id === "tous" ? null : groupes, cible, territoire].filter(Boolean).map((un) => un.nom);
  const sujet = `${index.nom}\u00a0: la lettre des pilotes, ${periodName(periode)}${noms.length ? ` (${noms.join(", ")})` : ""}`;
  return written(index, sujet, parties);
}
