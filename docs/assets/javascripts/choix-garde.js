// What a reader does and where, kept on the device (« Pour vous »): other pages offer it, until the reader takes it back.
// socle.js loads this where something was kept, and keeps room for it before anything is painted.

const site = new URL("../..", import.meta.url);
/** Sites of one host share their storage: the key holds the folder of this one, as in socle.js. */
const CLE = `${site.pathname}pour-vous`;

/** @returns {string} the choice that was kept, as an address says it: "?cible=btp&territoire=73", or "" */
export function kept() {
  try {
    const garde = localStorage.getItem(CLE) ?? "";
    return garde.startsWith("?") ? garde : "";
  } catch {
    return "";
  }
}

/** Keeps a choice on the device; forgets it where there is none. @param {string} choix @returns {boolean} whether it could */
export function keep(choix) {
  try {
    if (choix) localStorage.setItem(CLE, choix);
    else localStorage.removeItem(CLE);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {URLSearchParams} choix @param {{cibles: Record<string, string>, territoires: Record<string, string>}} noms
 * @returns {string} what it names, "Garages, Savoie"; "" where a part of it is known no more
 */
export function nameOf(choix, { cibles, territoires }) {
  const parts = [[choix.get("cible"), cibles], [choix.get("territoire"), territoires]].filter(([id]) => id);
  const dits = parts.map(([id, connus]) => (Object.hasOwn(connus, id) ? connus[id] : ""));
  return dits.every(Boolean) ? dits.join(", ") : "";
}

/** Where a choice leads: on the list of deliverables, to what holds for it there. @param {URLSearchParams} choix */
function addressFor(choix) {
  if (location.pathname !== `${site.pathname}livrables/`) return `${site.href}pour-vous/?${choix}`;
  const noms = { cible: "cibles", territoire: "territoires" };
  const facettes = new URLSearchParams([...choix].map(([nom, id]) => [noms[nom] ?? nom, id]));
  return `${site.href}livrables/?${facettes}`;
}

function close() {
  document.documentElement.classList.remove("choix-garde");
}

/** Shows the choice above the page, with the way to forget it. */
export async function offer() {
  const choix = new URLSearchParams(kept());
  let nom;
  try {
    const reponse = await fetch(`${site.href}pour-vous/noms.json`);
    if (!reponse.ok) throw new Error(reponse.statusText);
    nom = nameOf(choix, await reponse.json());
  } catch {
    return close(); // kept for the next page
  }
  if (!nom) {
    keep("");
    return close();
  }
  const bande = document.createElement("aside");
  bande.className = "choix-garde-bande md-grid";
  bande.setAttribute("aria-label", "Votre choix");
  const [lien, bouton] = ["a", "button"].map((nom) => document.createElement(nom));
  lien.className = bouton.className = "jeton";
  lien.href = addressFor(choix);
  lien.textContent = `Pour vous\u00a0: ${nom}`;
  bouton.type = "button";
  bouton.textContent = "×";
  bouton.setAttribute("aria-label", `Oublier ce choix\u00a0: ${nom}`);
  bouton.addEventListener("click", () => {
    keep("");
    close();
    bande.remove();
    document.querySelector("main").focus({ preventScroll: true }); // the button goes away under the keyboard
  });
  bande.append(lien, bouton);
  document.querySelector("main").before(bande);
}
