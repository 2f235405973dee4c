// Copies a letter, with its looks, for mail programs and newsletter tools. Without JavaScript, the file opens by a link.

/** @param {string} adresse @returns {Promise<HTMLElement>} the body of the HTML file */
async function readLettre(adresse) {
  const reponse = await fetch(adresse);
  if (!reponse.ok) throw new Error(`${adresse} : ${reponse.status}`);
  return new DOMParser().parseFromString(await reponse.text(), "text/html").body;
}

/** @param {HTMLButtonElement} bouton whose `data-copier` names the HTML file to copy */
async function copy(bouton) {
  const etat = bouton.closest("section").querySelector("[role=status]");
  const corps = readLettre(bouton.dataset.copier);
  const blob = (type, textOf) => {
    const promis = corps.then((lu) => new Blob([textOf(lu)], { type }));
    promis.catch(() => {}); // told below, once for both
    return promis;
  };
  try {
    // Promises, made while the button is pressed: Safari lets nothing be copied after a wait.
    await navigator.clipboard.write([
      new ClipboardItem({
        "text/html": blob("text/html", (lu) => lu.innerHTML),
        "text/plain": blob("text/plain", (lu) => lu.textContent.replace(/\n\s*\n+/g, "\n\n").trim()),
      }),
    ]);
    etat.textContent = "Copié : collez dans votre message.";
  } catch {
    etat.textContent = "Votre navigateur n’a pas voulu copier. Ouvrez la lettre seule, sélectionnez tout, puis copiez.";
  }
}

if (typeof ClipboardItem !== "undefined" && navigator.clipboard) {
  for (const bouton of document.querySelectorAll("[data-copier]")) {
    bouton.hidden = false;
    bouton.addEventListener("click", () => copy(bouton));
  }
}
