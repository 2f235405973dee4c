// Lists of numbers as the index writes them (hooks/prst/outputs/search/shards.py).

export class Nombres {
  #valeurs;
  #derniers;
  #base;

  /** @param {string} chiffres the digits, by rising value @param {number} derniers how many of them end a number; the others say that more follow */
  constructor(chiffres, derniers) {
    this.#valeurs = new Map([...chiffres].map((chiffre, valeur) => [chiffre, valeur]));
    this.#derniers = derniers;
    this.#base = chiffres.length - derniers;
  }

  /** Numbers of variable length, lowest digit first. @param {string} texte @returns {number[]} */
  read(texte) {
    const lus = [];
    let somme = 0;
    let rang = 1;
    for (const chiffre of texte) {
      const valeur = this.#valeurs.get(chiffre);
      if (valeur < this.#derniers) {
        lus.push(somme + valeur * rang);
        somme = 0;
        rang = 1;
      } else {
        somme += (valeur - this.#derniers) * rang;
        rang *= this.#base;
      }
    }
    return lus;
  }

  /** Numbers that rise, written as gaps. @param {string} texte @returns {number[]} */
  readRising(texte) {
    let dernier = -1;
    return this.read(texte).map((ecart) => (dernier += ecart + 1));
  }

  /** Counts above one, by the place of their document. @param {string} texte @returns {Map<number, number>} */
  readCounts(texte) {
    const lus = this.read(texte);
    const comptes = new Map();
    let place = -1;
    for (let rang = 0; rang < lus.length; rang += 2) {
      place += lus[rang] + 1;
      comptes.set(place, lus[rang + 1] + 2);
    }
    return comptes;
  }
}
