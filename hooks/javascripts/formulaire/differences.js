// What differs between two lists, as Python's difflib finds it (SequenceMatcher without junk): both programs change the same lines.

/** The longest stretch that two parts have in common, the first of them. @returns {[number, number, number]} */
function longest(a, b, places, alo, ahi, blo, bhi) {
  let [besti, bestj, best] = [alo, blo, 0];
  let longueurs = new Map();
  for (let i = alo; i < ahi; i++) {
    const suivantes = new Map();
    for (const j of places.get(a[i]) ?? []) {
      if (j < blo) continue;
      if (j >= bhi) break;
      const longueur = (longueurs.get(j - 1) ?? 0) + 1;
      suivantes.set(j, longueur);
      if (longueur > best) [besti, bestj, best] = [i - longueur + 1, j - longueur + 1, longueur];
    }
    longueurs = suivantes;
  }
  return [besti, bestj, best];
}

/** @returns {[number, number, number][]} the stretches that two lists have in common, in their order, and an empty one at the end */
function matching(a, b) {
  const places = new Map();
  for (const [j, valeur] of b.entries()) places.set(valeur, [...(places.get(valeur) ?? []), j]);
  const found = [];
  const queue = [[0, a.length, 0, b.length]];
  while (queue.length) {
    const [alo, ahi, blo, bhi] = queue.pop();
    const [i, j, k] = longest(a, b, places, alo, ahi, blo, bhi);
    if (!k) continue;
    found.push([i, j, k]);
    if (alo < i && blo < j) queue.push([alo, i, blo, j]);
    if (i + k < ahi && j + k < bhi) queue.push([i + k, ahi, j + k, bhi]);
  }
  found.sort((un, autre) => un[0] - autre[0] || un[1] - autre[1]);
  const joined = [];
  for (const [i, j, k] of found) {
    const dernier = joined.at(-1);
    if (dernier && dernier[0] + dernier[2] === i && dernier[1] + dernier[2] === j) dernier[2] += k;
    else joined.push([i, j, k]);
  }
  return [...joined, [a.length, b.length, 0]];
}

/**
 * @param {string[]} a @param {string[]} b
 * @returns {[number, number, number, number][]} stretches of both that stand for one another: from and to before in the first,
 *   from and to before in the second
 */
export function opcodes(a, b) {
  const found = [];
  let [i, j] = [0, 0];
  for (const [ai, bj, taille] of matching(a, b)) {
    if (i < ai || j < bj) found.push([i, ai, j, bj]);
    if (taille) found.push([ai, ai + taille, bj, bj + taille]);
    [i, j] = [ai + taille, bj + taille];
  }
  return found;
}
