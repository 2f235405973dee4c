// What the site publishes for its forms, fetched.

/** @param {string} adresse @param {RequestInit} [options] @returns {Promise<any>} Throws where it does not answer with JSON. */
export async function fetchJson(adresse, options) {
  const venue = await fetch(adresse, options);
  if (!venue.ok) throw new Error(`${venue.status} ${adresse}`);
  return venue.json();
}
