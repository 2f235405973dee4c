// Words that a misspelt one may be taken for: few letters apart, and alike to the ear. The words and the rules by which French
// sounds are in one file (hooks/prst/outputs/search/repairs.py), which only a question with an unknown word asks for.

/** Letters of the shortest word that is taken for another. */
const COURT = 4;
/** Letters from which a word may sound otherwise in its vowels, and from which two letters may differ. */
const [LONG, TRES_LONG] = [6, 9];
/** Letters of the shortest beginning that words of one family share. */
const SOUCHE = 4;

export class Reparation {
  #sons;
  #voyelles;
  #nasales;
  #familles;
  #mots;

  /** @param {{sons: [string, string][], voyelles: string, nasales: string, fins: [string, string][], mots: string}} fichier @param {(mot: string) => string} fold */
  constructor({ sons, voyelles, nasales, fins, mots }, fold) {
    this.#sons = sons.map(([ecrit, son]) => [new RegExp(ecrit, "g"), son.replace("\\1", "$1")]);
    [this.#voyelles, this.#nasales] = [voyelles, nasales].map((signes) => new RegExp(signes, "g"));
    this.#familles = fins.map(([siennes, autres]) => [new RegExp(`^(.{${SOUCHE},}?)(?:${siennes})s?$`), autres.split(" ")]);
    this.#mots = mots.split(" ").map((ecrit) => ({ ecrit, plie: fold(ecrit) }));
  }

  /** How a folded word sounds. @param {string} mot */
  sound(mot) {
    return this.#sons.reduce((texte, [ecrit, son]) => texte.replace(ecrit, son), mot);
  }

  /** The consonants of what a word sounds like. @param {string} son */
  #bones(son) {
    return son.replace(this.#nasales, "n").replace(this.#voyelles, "");
  }

  /** The word that a misspelt one is taken for, as it is written. @param {string} mot folded @returns {{ecrit: string, plie: string} | undefined} */
  nearest(mot) {
    if (mot.length < COURT || /\d/.test(mot)) return undefined;
    const [alike, close] = mot.length < LONG ? [1, 0] : mot.length < TRES_LONG ? [2, 1] : [3, 2];
    const son = this.sound(mot);
    let meilleur;
    for (const { ecrit, plie } of this.#mots) {
      const ecart = distance(mot, plie, alike);
      if (ecart > alike) continue;
      const sien = this.sound(plie);
      const pareil = sien === son;
      if (!pareil && (ecart > close || this.#bones(sien) !== this.#bones(son))) continue;
      const rang = 2 * ecart + (pareil ? 0 : 1);
      if (!meilleur || rang < meilleur.rang) meilleur = { ecrit, plie, rang };
    }
    return meilleur ?? this.#relative(mot);
  }

  /** The first word of the family of another one: « élevage » of « éleveur ». @param {string} mot folded */
  #relative(mot) {
    for (const [ecrit, autres] of this.#familles) {
      const souche = ecrit.exec(mot)?.[1];
      const formes = souche === undefined ? [] : autres.flatMap((fin) => [souche + fin, `${souche}${fin}s`]);
      const trouve = formes.map((forme) => this.#mots.find(({ plie }) => plie === forme)).find(Boolean);
      if (trouve) return trouve;
    }
    return undefined;
  }

  /** Words to propose where none is taken for an unknown one: few letters apart. @param {string} mot folded @param {number} combien */
  neighbours(mot, combien) {
    const permis = mot.length < LONG || /\d/.test(mot) ? 0 : mot.length < TRES_LONG ? 1 : 2;
    const proches = this.#mots.map(({ ecrit, plie }) => ({ ecrit, ecart: plie[0] === mot[0] ? distance(mot, plie, permis) : Infinity }));
    return proches
      .filter(({ ecart }) => ecart <= permis)
      .sort((a, b) => a.ecart - b.ecart)
      .slice(0, combien)
      .map(({ ecrit }) => ecrit);
  }
}

/**
 * Letters by which two words differ: others, more, less, or two in the other order (optimal string alignment).
 * @param {string} a @param {string} b @param {number} permis above it any greater number is returned
 */
export function distance(a, b, permis) {
  if (Math.abs(a.length - b.length) > permis) return Infinity;
  let [avant, precedente] = [[], Array.from({ length: b.length + 1 }, (_, rang) => rang)];
  for (let i = 1; i <= a.length; i += 1) {
    const ligne = [i];
    for (let j = 1; j <= b.length; j += 1) {
      ligne[j] = Math.min(precedente[j] + 1, ligne[j - 1] + 1, precedente[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) ligne[j] = Math.min(ligne[j], avant[j - 2] + 1);
    }
    [avant, precedente] = [precedente, ligne];
  }
  return precedente[b.length];
}
