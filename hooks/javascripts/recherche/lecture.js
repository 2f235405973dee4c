// Files that a page reads, each once.

/** @param {string} adresse @param {RequestInit} [options] @returns {Promise<any>} */
export async function fetchJson(adresse, options) {
  const reponse = await fetch(adresse, options);
  if (!reponse.ok) throw new Error(`${adresse}\u00a0: ${reponse.status}`);
  return reponse.json();
}

/** Reads each file once; one that failed is asked for again. @returns {(adresse: string) => Promise<any>} */
export function createReader() {
  /** @type {Map<string, Promise<any>>} */
  const lus = new Map();
  return (adresse) => {
    if (!lus.has(adresse)) {
      const promis = fetchJson(adresse);
      promis.catch(() => lus.delete(adresse));
      lus.set(adresse, promis);
    }
    return lus.get(adresse);
  };
}
