// The path of a new pilot: what is ticked is kept on the device, for the group of the page, and nowhere else.
// Without JavaScript the list is ticked and printed all the same.

const site = new URL("../..", import.meta.url);
const plie = document.querySelector(".nouveau-pilote");
/** Sites of one host share their storage: the key holds the folder of this one, as in socle.js. */
const CLE = `${site.pathname}parcours/${plie.dataset.cle}`;
const cases = Array.from(plie.querySelectorAll("[data-pas]"));

/** @returns {Set<string> | null} the steps that were ticked; null where the browser keeps nothing */
function kept() {
  try {
    return new Set((localStorage.getItem(CLE) ?? "").split(" "));
  } catch {
    return null;
  }
}

/** @param {string[]} pas @returns {boolean} whether they are kept */
function keep(pas) {
  try {
    if (pas.length) localStorage.setItem(CLE, pas.join(" "));
    else localStorage.removeItem(CLE);
    return true;
  } catch {
    return false;
  }
}

function show(gardees) {
  const faites = cases.filter((une) => une.checked).length;
  const avance = plie.querySelector("[data-avance]");
  avance.hidden = !faites;
  avance.textContent = `${faites} sur ${cases.length}`;
  plie.querySelector("[data-garde]").hidden = !gardees || !faites;
  plie.querySelector("[data-refuse]").hidden = gardees;
}

const connus = kept();
for (const une of cases) une.checked = connus?.has(une.dataset.pas) ?? false;
show(connus !== null);

plie.addEventListener("change", () => {
  show(keep(cases.filter((une) => une.checked).map((une) => une.dataset.pas)));
});
plie.querySelector("[data-oublier]").addEventListener("click", () => {
  for (const une of cases) une.checked = false;
  show(keep([]));
  cases[0].focus(); // the button goes away under the keyboard
});
