// Shows the frame that a relay chooses, and the code to paste: that of its oEmbed file. Without it the code is adapted by hand.
import { copy } from "./copier.js";

const bloc = document.querySelector("[data-integrer]");
const formulaire = bloc.querySelector("form");
const apercu = bloc.querySelector("[data-apercu]");
const etat = apercu.querySelector("[role=status]");
const { racine, script } = bloc.dataset;
const code = (nom) => bloc.querySelector(`[data-code=${nom}]`);

/** @param {string} html @returns {string} the same with our script, as outputs/pages/integrer.py makes it */
function fitted(html) {
  return `${html.replace("<iframe ", '<iframe data-catalogue-prst="" ')}\n<script src="${script}" async></script>`;
}

let demande = 0;
async function show() {
  const [tranche, via] = [formulaire.elements.tranche.value, formulaire.elements.via?.value];
  const numero = ++demande;
  try {
    const { html, title } = await (await fetch(`${racine}integrer/${tranche}oembed.json`)).json();
    if (numero !== demande) return; // another one was chosen meanwhile
    const simple = via ? html.replaceAll(/(src|href)="([^"]*)"/g, `$1="$2?via=${via}"`) : html;
    code("simple").textContent = simple;
    code("ajuste").textContent = fitted(simple);
    const cadre = document.createElement("iframe");
    cadre.title = title;
    cadre.sandbox = "allow-scripts allow-popups allow-popups-to-escape-sandbox";
    cadre.dataset.cataloguePrst = "";
    cadre.src = `${racine}integrer/${tranche}${via ? `?via=${via}` : ""}`;
    apercu.querySelector("iframe")?.remove();
    apercu.append(cadre);
    apercu.hidden = false;
    etat.textContent = `${title}.`;
  } catch {
    etat.textContent = "Le code n’a pas pu être préparé. Vérifiez votre connexion, puis choisissez à nouveau.";
    apercu.hidden = false;
  }
}

addEventListener("message", ({ source, data }) => {
  const cadre = apercu.querySelector("iframe");
  if (source !== cadre?.contentWindow || data?.prst !== "hauteur" || !Number.isInteger(data.hauteur) || data.hauteur < 100 || data.hauteur > 10000) return; // as integrer.js
  cadre.style.height = `${data.hauteur}px`;
});

for (const ligne of bloc.querySelectorAll("[data-copie]")) {
  const bouton = document.createElement("button");
  const dit = document.createElement("span");
  Object.assign(bouton, { type: "button", className: "bouton bouton-clair", textContent: "Copier ce code" });
  dit.setAttribute("role", "status");
  bouton.addEventListener("click", () => copy({ "text/plain": code(ligne.dataset.copie).textContent }, dit, "Sélectionnez le code ci-dessus."));
  ligne.append(bouton, dit);
}

const demandes = new URLSearchParams(location.search);
for (const champ of formulaire.elements) {
  const voulu = demandes.get(champ.name);
  if ([...champ.options].some(({ value }) => value === voulu)) champ.value = voulu;
}
formulaire.hidden = false;
formulaire.addEventListener("change", show);
show();
