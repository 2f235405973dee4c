// Copies a letter, with its looks, for mail programs and newsletter tools. Without JavaScript, the file opens by a link.

/** @param {HTMLButtonElement} bouton whose `data-copier` names the HTML file to copy */
async function copy(bouton) {
  const etat = bouton.closest("section").querySelector("[role=status]");
  try {
    const texte = await (await fetch(bouton.dataset.copier)).text();
    const corps = new DOMParser().parseFromString(texte, "text/html").body;
    await navigator.clipboard.write([
      new ClipboardItem({
        "text/html": new Blob([corps.innerHTML], { type: "text/html" }),
        "text/plain": new Blob([corps.textContent.replace(/\n\s*\n+/g, "\n\n").trim()], { type: "text/plain" }),
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
