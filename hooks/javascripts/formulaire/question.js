// A question that is put before something is lost: a dialog of the page, in its words and its look. Escape answers no.
import { bouton, element } from "./elements.js";

/** @param {string} texte @param {string} oui what is done @param {string} non what is kept @returns {Promise<boolean>} */
export function ask(texte, oui, non) {
  return new Promise((resolve) => {
    const dialogue = element("dialog", { className: "question" });
    const dit = element("p", { id: "question" }, texte);
    dialogue.setAttribute("aria-labelledby", dit.id);
    dialogue.append(dit, element("p", {}, bouton(non, "rester", () => dialogue.close("")), " ", bouton(oui, "remplacer", () => dialogue.close("oui"))));
    dialogue.addEventListener("close", () => {
      dialogue.remove();
      resolve(dialogue.returnValue === "oui");
    });
    document.body.append(dialogue);
    dialogue.showModal();
  });
}
