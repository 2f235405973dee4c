// The buttons of « Transmettre »: copies a text with its looks or without, opens the device's share sheet.
const bloc = document.querySelector("[data-transmettre]");

/** @param {Element} noeud @returns {string} what it says, with the address of each link: outputs/kits.py says the same */
function said(noeud) {
  const copie = noeud.cloneNode(true);
  for (const br of copie.querySelectorAll("br")) br.replaceWith("\n");
  for (const img of copie.querySelectorAll("img")) img.replaceWith(img.alt);
  for (const lien of copie.querySelectorAll("a")) {
    const [mots, adresse] = [lien.textContent, lien.getAttribute("href")];
    const seul = lien.parentNode.textContent === mots;
    if (mots !== adresse.replace("mailto:", "")) lien.replaceWith(seul ? `${mots}\u00a0: ${adresse}` : `${mots} (${adresse})`);
  }
  return copie.textContent.trim();
}

/** What stands in lines rather than in a paragraph, and how each is said. */
const LIGNES = {
  "UL, OL": (un) => Array.from(un.children, (item) => `– ${said(item)}`),
  TABLE: (un) => Array.from(un.rows, (rang) => Array.from(rang.cells, said).join(", ")),
};

/** @param {Element} texte @returns {string} its paragraphs, one empty line apart, and a line for each item or row */
function plain(texte) {
  const blocs = Array.from(texte.children, (un) => {
    const lignes = Object.entries(LIGNES).find(([sorte]) => un.matches(sorte))?.[1];
    return lignes ? lignes(un).join("\n") : said(un);
  });
  return blocs.join("\n\n");
}

function button(mots, formes, texte, etat, copy) {
  const bouton = document.createElement("button");
  bouton.type = "button";
  bouton.className = "bouton bouton-clair";
  bouton.textContent = mots;
  bouton.addEventListener("click", () => copy(formes(texte), etat, "Sélectionnez le texte ci-dessus."));
  return bouton;
}

// What copies is fetched when a text is unfolded: nothing may be waited for between a press and the copy (Safari).
bloc.addEventListener(
  "toggle",
  async ({ target: pli }) => {
    const texte = pli.querySelector("[data-texte]");
    if (!pli.open || !texte || pli.dataset.pret) return;
    pli.dataset.pret = "oui";
    const { copy } = await import("./copier.js");
    const etat = document.createElement("span");
    etat.className = "copier-etat";
    etat.setAttribute("role", "status");
    const ligne = document.createElement("p");
    ligne.className = "transmettre-actions";
    ligne.append(
      button("Copier le texte", (un) => ({ "text/plain": plain(un) }), texte, etat, copy),
      button("Copier avec la mise en forme", (un) => ({ "text/html": un.dataset.html ?? un.innerHTML, "text/plain": plain(un) }), texte, etat, copy),
      etat,
    );
    texte.after(ligne);
  },
  true,
);

const partager = bloc.querySelector("[data-partager]");
if (navigator.share) {
  partager.hidden = false;
  partager.addEventListener("click", () => {
    const url = document.querySelector("link[rel=canonical]").href;
    const texte = bloc.querySelector("[data-texte=reseaux]");
    const text = plain(texte).split("\n").slice(0, -1).join("\n"); // the address goes apart
    navigator.share({ title: document.querySelector("h1").textContent, text, url }).catch(() => {}); // given up
  });
}
