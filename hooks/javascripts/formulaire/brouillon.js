// What is being written is kept on the reader's device, and offered back. Each open page has a draft of its own, under a key
// that no other page writes: two tabs overwrite nothing of each other.
import { annonce, bouton, element } from "./elements.js";
import { GARDE } from "./envoi.js";
import { ask } from "./question.js";

/** Milliseconds without a key after which what is typed is kept. */
const PAUSE = 600;
const OU =
  "Ce que vous écrivez est gardé dans ce navigateur, sur cet appareil seulement\u00a0: rien ne part avant que vous l’envoyiez. Sur un ordinateur partagé, pensez à l’effacer.";
const SANS =
  "Rien n’est gardé sur cet appareil\u00a0: si vous fermez cette page, ce que vous avez écrit est perdu. Téléchargez la fiche avant de partir.";
const REFUS = {
  refuse: "Votre navigateur refuse de garder un brouillon. Tout le reste fonctionne\u00a0: téléchargez la fiche avant de fermer cette page.",
  plein: "La place que ce navigateur donne aux sites est pleine\u00a0: le brouillon n’est plus gardé. Téléchargez la fiche avant de fermer cette page.",
};

/** @typedef {{cle: string, quand: string, titre: string, valeurs: any}} Garde a draft that is kept */

/** The drafts of one form, each under « prefix + name of its page ». */
export class Rayon {
  #prefixe;
  #stockage;
  /** @param {string} prefixe the folder of the site, the kind, and the record that is modified @param {() => Storage} [stockage] */
  constructor(prefixe, stockage = () => localStorage) {
    this.#prefixe = prefixe;
    this.#stockage = stockage;
  }

  /** @returns {Garde[]} the latest first; what is not a draft of ours is left alone */
  all() {
    const gardes = [];
    try {
      const stockage = this.#stockage();
      for (let rang = 0; rang < stockage.length; rang++) {
        const cle = stockage.key(rang);
        const lu = cle.startsWith(this.#prefixe) && read(stockage.getItem(cle));
        if (lu) gardes.push({ ...lu, cle: cle.slice(this.#prefixe.length) });
      }
    } catch {
      return [];
    }
    return gardes.sort((un, autre) => autre.quand.localeCompare(un.quand));
  }

  /** @param {string} cle @param {Omit<Garde, "cle">} brouillon @returns {"" | "refuse" | "plein"} why it could not be kept */
  keep(cle, brouillon) {
    try {
      this.#stockage().setItem(this.#prefixe + cle, JSON.stringify(brouillon));
      return "";
    } catch (erreur) {
      return /quota/i.test(erreur?.name ?? "") ? "plein" : "refuse";
    }
  }

  /** @returns {"" | "refuse" | "plein"} why nothing can be kept here */
  refusal() {
    const essai = "essai";
    const refus = this.keep(essai, { quand: "", titre: "", valeurs: {} });
    this.erase(essai);
    return refus;
  }

  /** @param {string} cle */
  erase(cle) {
    try {
      this.#stockage().removeItem(this.#prefixe + cle);
    } catch {
      // What is refused holds nothing.
    }
  }
}

/** @param {string | null} texte @returns {Omit<Garde, "cle"> | undefined} */
function read(texte) {
  try {
    const lu = JSON.parse(texte ?? "");
    const sain = typeof lu?.quand === "string" && !Number.isNaN(Date.parse(lu.quand)) && typeof lu.valeurs === "object" && lu.valeurs !== null;
    return sain ? { quand: lu.quand, titre: String(lu.titre ?? ""), valeurs: lu.valeurs } : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} quand an instant in ISO 8601 @returns {string} « 27 novembre 2026 à 14:05 » */
const dated = (quand) => new Date(quand).toLocaleString("fr-FR", { dateStyle: "long", timeStyle: "short" });

/**
 * Keeps what is typed in a form, and offers back what was left.
 * @param {HTMLElement} ou where it says so
 * @param {object} formulaire
 * @param {string} formulaire.prefixe see Rayon
 * @param {() => any} formulaire.read its values @param {(valeurs: any) => void} formulaire.write puts values back
 * @param {(valeurs: any) => string} formulaire.title what names a draft
 * @param {boolean} [formulaire.keeps] false where the reader wants no draft
 * @param {() => void} [formulaire.focus] goes to its first field
 * @param {() => Storage} [formulaire.stockage] @param {() => Date} [formulaire.now]
 * @typedef {object} Brouillon
 * @property {() => void} changed to be told that something was typed @property {() => void} flush that the page may go
 * @property {() => boolean} sent that the reader went to send the record; says whether it is kept on the device meanwhile
 * @property {() => void} erase that it has left
 * @property {() => boolean} holds whether something was typed
 * @property {() => Promise<boolean>} mayGo keeps what the form holds, before a file takes its place; says whether nothing is lost, be it
 *   because the reader does not mind
 * @property {() => boolean} end that another one takes over; says whether it shall keep drafts
 * @returns {Brouillon}
 */
export function keepDrafts(ou, { prefixe, read, write, title, focus, keeps = true, stockage, now = () => new Date() }) {
  const rayon = new Rayon(prefixe, stockage);
  const moi = Math.random().toString(36).slice(2, 10);
  /** Drafts whose pages are open elsewhere. */
  const ouverts = new Set();
  const depart = JSON.stringify(read());
  let dernier = depart;
  let minuterie;
  let garder = true;
  let parti = false;
  let refus = rayon.refusal();
  let gardes = 0;
  const fin = new AbortController();

  const etat = annonce("brouillon-etat");
  const avis = annonce("brouillon-avis");
  const offres = element("ul", { className: "brouillon-offres", hidden: true });
  const explication = element("span", {}, OU);
  const bascule = bouton("Effacer le brouillon", "oublier", () => (garder ? forget() : resume()));
  const suite = element("span");
  tell(refus);
  ou.replaceChildren(avis, offres, element("p", { className: "brouillon-ou" }, explication, " ", bascule, " ", suite), etat);

  function offer() {
    const autres = rayon.all().filter(({ cle }) => cle !== moi && !ouverts.has(cle));
    offres.replaceChildren(
      ...autres.map((garde) => {
        const nom = garde.titre ? ` («\u00a0${garde.titre.slice(0, 80)}\u00a0»)` : "";
        return element(
          "li",
          {},
          bouton(`Reprendre le brouillon du ${dated(garde.quand)}${nom}`, "reprendre", () => void take(garde)),
          " ",
          bouton("Effacer", "effacer", () => {
            rayon.erase(garde.cle);
            etat.textContent = `Brouillon du ${dated(garde.quand)} effacé.`;
            offer();
            (offres.querySelector("button") ?? bascule).focus();
          }),
        );
      }),
    );
    offres.hidden = !autres.length;
  }

  /** Puts a draft back in the form. What was typed here before is kept as a draft of its own. */
  async function take(garde) {
    flush();
    if (holds() && !(await agreed(garder ? setAside() : "refuse"))) return;
    write(garde.valeurs);
    dernier = "";
    if (save()) rayon.erase(garde.cle);
    etat.textContent = `Brouillon du ${dated(garde.quand)} repris.`;
    offer();
    focus?.();
  }

  const holds = () => JSON.stringify(read()) !== depart;

  /** Keeps what the form holds as a draft of its own. */
  function setAside() {
    gardes += 1;
    return rayon.keep(`${moi}-avant-${gardes}`, { quand: now().toISOString(), titre: title(read()), valeurs: read() });
  }

  async function mayGo() {
    flush();
    return !holds() || agreed(garder && save() ? "" : "refuse");
  }

  /** @param {string} echec why it is not kept @returns {boolean | Promise<boolean>} */
  const agreed = (echec) => !echec || ask("Ce que vous avez écrit ici n’est pas gardé, et sera remplacé. Continuer\u00a0?", "Remplacer ce que j’ai écrit", "Rester ici");

  /** Says in one place whether what is typed is kept. @param {"" | "refuse" | "plein"} echec */
  function tell(echec) {
    if (echec) avis.textContent = REFUS[echec];
    explication.textContent = echec ? "" : OU;
    bascule.hidden = echec === "refuse";
  }

  /** @returns {boolean} whether what the form holds is kept, or needs not be */
  function save() {
    clearTimeout(minuterie);
    const valeurs = read();
    const ecrit = JSON.stringify(valeurs);
    if (!garder || ecrit === dernier) return !refus;
    const echec = ecrit === depart ? (rayon.erase(moi), "") : rayon.keep(moi, { quand: now().toISOString(), titre: title(valeurs), valeurs });
    if (echec !== refus) tell(echec);
    if (!echec && refus) avis.textContent = "Le brouillon est de nouveau gardé.";
    refus = echec;
    if (!echec) dernier = ecrit;
    suite.textContent = echec || ecrit === depart ? "" : `Gardé à ${now().toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" })}.`;
    return !echec;
  }

  function flush() {
    if (minuterie !== undefined) save();
    minuterie = undefined;
  }

  /** The reader went to send the record; nobody knows whether it has left. */
  function sent() {
    flush();
    const garde = garder && save();
    if (garde) explication.textContent = GARDE;
    return garde;
  }

  /** @param {boolean} voulu whether the reader wants no draft, or says that the record has left */
  function stop(voulu) {
    clearTimeout(minuterie);
    minuterie = undefined;
    rayon.erase(moi);
    garder = false;
    parti = !voulu;
    dernier = "";
    suite.textContent = "";
    explication.textContent = voulu ? SANS : "La fiche est partie\u00a0: son brouillon a été effacé de cet appareil.";
    bascule.textContent = voulu ? "Garder un brouillon" : "Pas encore envoyée\u00a0: le garder";
  }

  function forget() {
    stop(true);
    etat.textContent = "Brouillon effacé de cet appareil.";
  }

  function resume() {
    garder = true;
    parti = false;
    tell(refus);
    bascule.textContent = "Effacer le brouillon";
    if (save()) etat.textContent = "Brouillon gardé sur cet appareil.";
  }

  if (!keeps) stop(true);
  listen();
  offer();
  const { signal } = fin;
  addEventListener("pagehide", flush, { signal });
  document.addEventListener("visibilitychange", () => document.hidden && flush(), { signal });
  addEventListener("storage", ({ key }) => void ((key === null || key.startsWith(prefixe)) && offer()), { signal });
  addEventListener("beforeunload", (evenement) => void (refus && JSON.stringify(read()) !== depart && evenement.preventDefault()), { signal });

  /** Pages of one form tell one another that they are open: the later is told that there is another. */
  function listen() {
    if (typeof BroadcastChannel === "undefined") return;
    const canal = new BroadcastChannel(prefixe);
    canal.addEventListener("message", ({ data }) => {
      if (data?.parti && ouverts.delete(data.parti)) offer();
      if (data?.pour && data.pour !== moi) return;
      if (!data?.qui || data.qui === moi) return;
      ouverts.add(data.qui);
      if (data.pour) {
        avis.textContent =
          "Ce formulaire est déjà ouvert dans un autre onglet. Chaque onglet garde son propre brouillon\u00a0: rien n’est écrasé, mais n’écrivez pas la même fiche deux fois.";
      } else canal.postMessage({ qui: moi, pour: data.qui });
      offer();
    });
    canal.postMessage({ qui: moi });
    const { signal } = fin;
    addEventListener("pagehide", () => canal.postMessage({ parti: moi }), { signal });
    addEventListener("pageshow", ({ persisted }) => persisted && canal.postMessage({ qui: moi }), { signal });
    signal.addEventListener("abort", () => {
      canal.postMessage({ parti: moi });
      canal.close();
    });
  }

  return {
    changed() {
      if (parti) resume(); // another record, or more of this one
      clearTimeout(minuterie);
      minuterie = setTimeout(flush, PAUSE);
    },
    sent,
    erase: () => stop(false),
    holds,
    mayGo,
    flush,
    end() {
      flush();
      fin.abort();
      return garder || parti;
    },
  };
}
