// Copies a letter, with its looks, for mail programs and newsletter tools. socle.js copies addresses.

/**
 * Copies what is known already, as a reader's own copy would: the other way, Chromium reads styled HTML under the policy of
 * the page, and writes an error for each style. @param {Record<string, string>} formes @returns {boolean} whether it did
 */
function copyNow(formes) {
  let fait = false;
  const put = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    for (const [type, texte] of Object.entries(formes)) event.clipboardData.setData(type, texte);
    fait = true;
  };
  document.addEventListener("copy", put, { capture: true });
  try {
    return document.execCommand("copy") && fait;
  } finally {
    document.removeEventListener("copy", put, { capture: true });
  }
}

/** Copies what comes later: Safari lets nothing be copied after a wait, but takes promises. @param {Record<string, Promise<string>>} formes */
async function copyLater(formes) {
  const blobs = Object.entries(formes).map(([type, texte]) => {
    const promis = Promise.resolve(texte).then((lu) => new Blob([lu], { type }));
    promis.catch(() => {}); // told by whoever waits for all
    return [type, promis];
  });
  await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
}

/**
 * To be called while a button is pressed.
 * @param {Record<string, string | Promise<string>>} formes what to copy, by its type @param {HTMLElement} etat tells how it went
 * @param {string} sinon what to do where the browser refuses
 */
export async function copy(formes, etat, sinon) {
  try {
    if (!Object.values(formes).every((texte) => typeof texte === "string") || !copyNow(formes)) await copyLater(formes);
    etat.textContent = "Copié\u00a0: il reste à coller.";
  } catch {
    etat.textContent = `Votre navigateur n’a pas voulu copier. ${sinon}`;
  }
}
