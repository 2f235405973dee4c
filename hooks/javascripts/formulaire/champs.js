// The fields of a form as values of a record, and back: the HTML says of each field what it takes (formulaire.html). A part is
// the elements of `data-champ` below it, in the order of the file.
import { bouton, element } from "./elements.js";
import { fetchJson } from "./json.js";
import { countWords, fold } from "./regles.js";
import { isoOf, frenchOf, withWholeEnd } from "./dates-francaises.js";
import { addressOf, clean, mailboxOf, onOneLine, phoneOf, tidy } from "./textes.js";

/** @typedef {Record<string, any>} Valeurs */

/** What Word and mails put before the lines of a list: signs (U+F0A7, F0B7 and F0D8 of its own fonts), « o » and a tab, numbers. */
const PUCE = /^\s*(?:[-–—•*·▪◦‣➢✓\uf0a7\uf0b7\uf0d8\uf0fc]\s+|[\uf0a7\uf0b7\uf0d8\uf0fc]|o\t\s*|\d{1,2}[.)][\t ]+(?!\S*\s\d{4}\b))/u;

const controlOf = (champ) => champ.querySelector("input, textarea, select");
/** The fields of a part, or of a form, without those of its parts. @param {ParentNode} partie @returns {HTMLElement[]} */
const champsOf = (partie) =>
  [...partie.querySelectorAll("[data-champ]")].filter((champ) => (champ.parentElement.closest("[data-partie]") ?? null) === (partie.matches("[data-partie]") ? partie : null));
const elementsOf = (champ) => [...champ.querySelector("[data-elements]").children];
const isEmpty = (valeur) => valeur === undefined || valeur === "" || (typeof valeur === "object" && !Object.keys(valeur).length);

/** Names of what may be chosen, by kind: where they come from a file, they come once. */
export class Noms {
  /** @type {Map<string, Map<string, string>>} */
  #noms = new Map();
  /** Kinds of which all is known. */
  #entiers = new Set();
  /** @type {Map<string, Promise<void>>} */
  #venues = new Map();

  /** @param {string} vers @param {string} id @param {string} nom */
  add(vers, id, nom) {
    if (!this.#noms.has(vers)) this.#noms.set(vers, new Map());
    if (id && !this.#noms.get(vers).has(id)) this.#noms.get(vers).set(id, nom);
  }

  /** @param {string} vers */
  complete(vers) {
    this.#entiers.add(vers);
  }

  /** @param {string} vers @param {string} id */
  of(vers, id) {
    return this.#noms.get(vers)?.get(id);
  }

  /** Whether an id exists; undefined where that is not known here. @param {string} vers @param {string} id */
  known(vers, id) {
    return this.#noms.get(vers)?.has(id) || (this.#entiers.has(vers) ? false : undefined);
  }

  /** @param {string} vers @param {string} adresse @returns {Promise<void>} */
  fetched(vers, adresse) {
    if (!this.#venues.has(vers)) {
      const venue = fetchJson(adresse).then((venus) => {
        for (const [id, nom] of Object.entries(venus)) this.add(vers, id, nom);
        this.complete(vers);
      });
      venue.catch(() => this.#venues.delete(vers)); // the next time may do
      this.#venues.set(vers, venue);
    }
    return this.#venues.get(vers);
  }

  /** @param {string} vers @returns {[string, string][]} */
  all(vers) {
    return [...(this.#noms.get(vers) ?? [])];
  }
}

// Reading

/** @param {ParentNode} partie @returns {Valeurs} what its fields hold; what is empty is left out */
export function read(partie) {
  const valeurs = {};
  for (const champ of champsOf(partie)) {
    const valeur = READ[champ.dataset.controle](champ);
    const oblige = champ.dataset.controle === "partie" && champ.hasAttribute("data-oblige");
    if (!isEmpty(valeur) || oblige) valeurs[champ.dataset.champ] = valeur;
  }
  return withWholeEnd(valeurs);
}

const lines = (champ) => clean(controlOf(champ).value).split(/\r\n?|\n/).map((ligne) => onOneLine(ligne.replace(PUCE, ""))).filter(Boolean);

/** @type {Record<string, (champ: HTMLElement) => any>} */
const READ = {
  ligne(champ) {
    const texte = onOneLine(controlOf(champ).value);
    return ({ email: mailboxOf, tel: phoneOf, url: addressOf }[controlOf(champ).inputMode] ?? String)(texte);
  },
  texte: (champ) => (champ.hasAttribute("data-libre") ? tidy : onOneLine)(controlOf(champ).value),
  date: (champ) => isoOf(onOneLine(controlOf(champ).value), champ.dataset.date),
  choix: (champ) => controlOf(champ).value,
  oui: (champ) => (controlOf(champ).checked ? "oui" : ""),
  parmi: (champ) => chosen(champ, onOneLine(controlOf(champ).value)),
  cases: (champ) => [...champ.querySelectorAll("[data-cases] input:checked")].sort((une, autre) => une.dataset.ordre - autre.dataset.ordre).map(({ value }) => value),
  lignes: (champ) => lines(champ).map((ligne) => (champ.dataset.date ? isoOf(ligne, champ.dataset.date) : chosen(champ, ligne))),
  partie: read,
  parties: (champ) => elementsOf(champ).map(read).filter((valeurs) => !isEmpty(valeurs)),
};

/** The id that words lead to among those of a field, or the words themselves. @param {HTMLElement} champ @param {string} texte */
function chosen(champ, texte) {
  if (!texte) return "";
  const folded = fold(texte).replace(/\s+/g, " ");
  let id = "";
  for (const option of champ.querySelectorAll("datalist option")) {
    const [mot, nom] = option.value.split(" → ");
    if (fold(option.value) === folded) return option.dataset.id;
    if (fold(mot) === folded || option.dataset.id === texte) id ||= option.dataset.id;
    if (nom && fold(nom) === folded) id ||= option.dataset.id;
  }
  return id || texte;
}

// Writing

/**
 * Puts values into the fields of a part; the others are emptied.
 * @param {ParentNode} partie @param {Valeurs} valeurs @param {Noms} noms
 * @returns {string[]} what has no place here: keys without a field, and values that their field cannot show (« format: tract »)
 */
export function write(partie, valeurs, noms) {
  const champs = champsOf(partie);
  const restes = [];
  for (const champ of champs) restes.push(...(WRITE[champ.dataset.controle](champ, valeurs[champ.dataset.champ], noms) ?? []).map((suite) => champ.dataset.champ + suite));
  const connus = new Set(champs.map((champ) => champ.dataset.champ));
  return [...Object.keys(valeurs).filter((cle) => !connus.has(cle)), ...restes];
}

const text = (valeur) => (typeof valeur === "string" ? valeur : "");
/** A value that a field does not show, as what follows its key. @returns {string[]} */
const left = (valeur) => (isEmpty(valeur) ? [] : [` : ${typeof valeur === "string" ? valeur : JSON.stringify(valeur)}`]);
/** Writes a text. @returns {string[]} */
const put = (valeur, ecrire) => {
  ecrire(text(valeur));
  return typeof valeur === "string" ? [] : left(valeur);
};
const NON = /^(?:non|false)$/i;
const listed = (valeur) => (Array.isArray(valeur) ? valeur : isEmpty(valeur) ? [] : [valeur]);

/** Each returns what it could not show, as what follows the name of the field. @type {Record<string, (champ: HTMLElement, valeur: any, noms: Noms) => string[]>} */
const WRITE = {
  ligne: (champ, valeur) => put(valeur, (texte) => (controlOf(champ).value = texte)),
  texte: (champ, valeur) => put(valeur, (texte) => (controlOf(champ).value = texte)),
  date: (champ, valeur) => put(valeur, (texte) => (controlOf(champ).value = frenchOf(texte))),
  choix(champ, valeur) {
    const control = controlOf(champ);
    const voulu = fold(text(valeur)).replace(/[\s-]+/g, "_");
    const option = [...control.options].find(({ value }) => value === valeur || value === voulu);
    control.value = option ? option.value : "";
    return option ? [] : left(valeur);
  },
  oui(champ, valeur) {
    const coche = (controlOf(champ).checked = /^(?:oui|true)$/i.test(text(valeur)));
    return coche || NON.test(text(valeur)) ? [] : left(valeur);
  },
  parmi: (champ, valeur, noms) => put(valeur, (texte) => name(champ, texte, noms)),
  cases(champ, valeur, noms) {
    for (const une of champ.querySelectorAll("[data-cases] input")) une.checked = false;
    for (const id of listed(valeur)) if (text(id)) check(champ, id, noms);
    return listed(valeur).filter((une) => !text(une)).flatMap(left);
  },
  lignes(champ, valeur, noms) {
    const control = controlOf(champ);
    const named = () => listed(valeur).map((une) => (champ.dataset.date ? frenchOf(text(une)) : (noms.of(champ.dataset.vers, une) ?? text(une)))).join("\n");
    const montre = (control.value = named());
    if (montre && champ.dataset.noms) propose(champ, noms).then(() => control.value === montre && (control.value = named()), () => {});
    return listed(valeur).filter((une) => !text(une)).flatMap(left);
  },
  partie: (champ, valeur, noms) => [...write(champ, isPart(valeur) ? valeur : {}, noms).map((cle) => `.${cle}`), ...(isPart(valeur) ? [] : left(valeur))],
  parties(champ, valeur, noms) {
    champ.querySelector("[data-elements]").replaceChildren();
    const dits = listed(valeur).filter((une) => !isPart(une)).flatMap(left);
    const restes = listed(valeur).filter(isPart).flatMap((une, rang) => write(add(champ), une, noms).map((cle) => `.${rang + 1}.${cle}`));
    openFirst(champ);
    return [...dits, ...restes];
  },
};

const isPart = (valeur) => typeof valeur === "object" && valeur !== null && !Array.isArray(valeur);

/** Shows the name of an id, once it is known. */
function name(champ, id, noms) {
  const control = controlOf(champ);
  const connu = noms.of(champ.dataset.vers, id);
  const mot = [...champ.querySelectorAll("datalist option")].find((option) => option.dataset.id === id)?.value;
  control.value = connu ?? mot ?? id;
  if (connu === undefined && mot === undefined && id && champ.dataset.noms) {
    propose(champ, noms).then(() => control.value === id && (control.value = noms.of(champ.dataset.vers, id) ?? id), () => {});
  }
}

/** Checks the box of an id, which is made where there is none. @returns {HTMLInputElement} */
function check(champ, id, noms) {
  const cases = champ.querySelector("[data-cases]");
  let une = [...cases.querySelectorAll("input")].find(({ value }) => value === id);
  if (!une) {
    const nom = element("span", {}, noms.of(champ.dataset.vers, id) ?? id);
    une = element("input", { type: "checkbox", value: id });
    cases.append(element("label", {}, une, " ", nom));
    if (nom.textContent === id && champ.dataset.noms) propose(champ, noms).then(() => (nom.textContent = noms.of(champ.dataset.vers, id) ?? id), () => {});
  }
  une.checked = true;
  une.dataset.ordre = nextRank();
  return une;
}

/** Boxes are read in the order in which they were checked: the first target of a record is its main one. */
let ordre = 0;
const nextRank = () => String((ordre += 1));

// Repeated parts

let rang = 0;

/** Adds a part to a list. @param {HTMLElement} champ @returns {HTMLElement} */
export function add(champ) {
  const fait = champ.querySelector("template").content.firstElementChild.cloneNode(true);
  rang += 1;
  for (const un of [fait, ...fait.querySelectorAll("*")]) {
    for (const attribut of ["id", "for", "list", "aria-describedby"]) {
      const lu = un.getAttribute(attribut);
      if (lu) un.setAttribute(attribut, lu.replaceAll(/\bf-[^ ]+/g, (id) => `${id}-${rang}`));
    }
  }
  champ.querySelector("[data-elements]").append(fait);
  number(champ);
  return fait;
}

/** A list that has to hold a part shows one to fill in. @param {HTMLElement} champ */
function openFirst(champ) {
  if (champ.hasAttribute("data-oblige") && !elementsOf(champ).length) add(champ);
}

/** Names the parts of a list by their rank. @param {HTMLElement} champ */
function number(champ) {
  elementsOf(champ).forEach((un, index) => {
    const nom = un.dataset.un.replace(/^une? /, "");
    un.querySelector("legend").textContent = `${nom[0].toUpperCase()}${nom.slice(1)} ${index + 1}`;
    un.querySelector(":scope > [data-retirer]").textContent = `Retirer ${nom} ${index + 1}`;
  });
}

/** Takes a part away, and offers it back where something was typed in it. @param {HTMLElement} un */
function remove(un) {
  const champ = un.closest("[data-controle=parties]");
  const elements = elementsOf(champ);
  const avant = elements[elements.indexOf(un) - 1];
  const suivant = un.nextSibling;
  const plein = !isEmpty(read(un));
  const legende = un.querySelector("legend").textContent;
  un.remove();
  number(champ);
  const etat = champ.querySelector("[data-retire]") ?? champ.appendChild(element("p", { className: "retire" }));
  etat.dataset.retire = "";
  etat.setAttribute("role", "status");
  etat.replaceChildren(`${legende}\u00a0: retiré. `);
  if (plein) {
    etat.append(
      bouton("Remettre", "remettre", () => {
        champ.querySelector("[data-elements]").insertBefore(un, suivant?.isConnected ? suivant : null);
        number(champ);
        etat.replaceChildren();
        controlOf(un).focus();
        champ.dispatchEvent(new Event("input", { bubbles: true }));
      }),
    );
  }
  (avant ? controlOf(avant) : champ.querySelector("[data-ajouter]")).focus();
  champ.dispatchEvent(new Event("input", { bubbles: true }));
}

// Choices that are looked for

/** Fetches the names of a field's records, and proposes them. @param {HTMLElement} champ @param {Noms} noms */
async function propose(champ, noms) {
  const { vers, noms: adresse } = champ.dataset;
  if (!adresse) return;
  await noms.fetched(vers, adresse);
  const liste = champ.querySelector("datalist");
  if (liste && !liste.options.length) {
    liste.append(
      ...noms.all(vers).map(([id, nom]) => {
        const option = element("option", { value: nom });
        option.dataset.id = id;
        return option;
      }),
    );
  }
}

/** Adds what was looked for to the boxes of a field, and says so. @param {HTMLElement} champ @param {Noms} noms */
async function choose(champ, noms) {
  const chercher = champ.querySelector("[data-chercher]");
  const texte = onOneLine(chercher.value);
  if (!texte) return;
  await propose(champ, noms).catch(() => {});
  const id = chosen(champ, texte);
  const existe = [...champ.querySelectorAll("datalist option")].some((option) => option.dataset.id === id) || noms.known(champ.dataset.vers, id);
  const etat = champ.querySelector("[data-choisi]") ?? chercher.parentElement.appendChild(element("span", { className: "choisi" }));
  etat.dataset.choisi = "";
  etat.setAttribute("role", "status");
  if (!existe) {
    etat.textContent = `«\u00a0${texte}\u00a0» n’est pas dans la liste.`;
    return;
  }
  check(champ, id, noms);
  chercher.value = "";
  etat.textContent = "Ajouté.";
  champ.dispatchEvent(new Event("input", { bubbles: true }));
}

// What the reader does

/**
 * Gives the fields of a form their behaviour. @param {HTMLFormElement} formulaire @returns {Noms}
 */
export function install(formulaire) {
  const noms = new Noms();
  for (const champ of formulaire.querySelectorAll("[data-controle=parties]")) openFirst(champ);
  for (const champ of formulaire.querySelectorAll("[data-vers]")) learn(champ, noms);
  for (const modele of formulaire.querySelectorAll("template")) for (const champ of modele.content.querySelectorAll("[data-vers]")) learn(champ, noms);

  formulaire.addEventListener("click", ({ target }) => {
    const champ = target.closest?.("[data-champ]");
    if (target.matches?.("[data-ajouter]")) controlOf(add(champ)).focus();
    if (target.matches?.("[data-retirer]")) remove(target.closest("[data-partie]"));
    if (target.matches?.("[data-ajouter-choix]")) {
      champ.querySelector("[data-chercher]").focus();
      void choose(champ, noms);
    }
  });
  formulaire.addEventListener("keydown", (event) => {
    // In a field of one line or a box, Enter would send the form: nobody means it.
    if (event.key !== "Enter" || event.isComposing || !event.target.matches("input:not([type=file])")) return;
    event.preventDefault();
    if (event.target.matches("[data-chercher]")) void choose(event.target.closest("[data-champ]"), noms);
  });
  formulaire.addEventListener("focusin", ({ target }) => {
    const champ = target.closest?.("[data-noms]");
    if (champ && target.matches("input:not([type=checkbox]), textarea")) propose(champ, noms).catch(() => {});
  });
  formulaire.addEventListener("focusout", ({ target }) => {
    if (target.matches?.("[data-chercher]")) void choose(target.closest("[data-champ]"), noms); // typed, and never added
  });
  formulaire.addEventListener("change", ({ target }) => {
    // A choice of the list is one gesture: what was picked there is added at once.
    if (target.matches?.("[data-chercher]")) {
      const champ = target.closest("[data-champ]");
      if ([...champ.querySelectorAll("datalist option")].some(({ value }) => value === target.value)) void choose(champ, noms);
    }
  });
  formulaire.addEventListener("input", ({ target }) => {
    if (target.matches?.("[data-cases] input")) target.dataset.ordre = nextRank();
    count(target);
  });
  count();

  /** @param {HTMLElement} [control] */
  function count(control) {
    for (const compte of (control?.closest?.("[data-champ]") ?? formulaire).querySelectorAll(".compte")) {
      const { value } = controlOf(compte.closest("[data-champ]"));
      const { mots, signes, seuls } = compte.dataset;
      const nombre = mots ? countWords(value, seuls) : [...onOneLine(value)].length;
      compte.textContent = nombre ? `${nombre} / ${mots ?? signes} ${mots ? "mots" : "signes"}` : "";
      compte.classList.toggle("depasse", nombre > Number(mots ?? signes));
    }
  }
  return noms;
}

/** Takes the names that a field shows, or proposes. @param {HTMLElement} champ @param {Noms} noms */
function learn(champ, noms) {
  const { vers } = champ.dataset;
  for (const option of champ.querySelectorAll("select option")) noms.add(vers, option.value, option.textContent.trim());
  for (const option of champ.querySelectorAll("datalist option")) noms.add(vers, option.dataset.id, option.value.split(" → ").at(-1));
  for (const une of champ.querySelectorAll("[data-cases] input")) noms.add(vers, une.value, une.closest("label").textContent.trim());
  if (!champ.dataset.noms) noms.complete(vers);
}

// Where a problem is

/**
 * The field of a place in the values, and the rank of a line in it. @param {HTMLFormElement} formulaire @param {(string | number)[]} chemin
 * @returns {{champ: HTMLElement, ligne: number | null}}
 */
export function placeOf(formulaire, chemin) {
  let partie = formulaire;
  let champ = formulaire;
  let ligne = null;
  for (const cle of chemin) {
    if (typeof cle === "string") {
      const trouve = champsOf(partie).find((un) => un.dataset.champ === cle);
      if (!trouve) break;
      champ = trouve;
      partie = trouve;
      ligne = null;
    } else if (champ.dataset.controle === "parties") {
      partie = elementsOf(champ).filter((un) => !isEmpty(read(un)))[cle] ?? champ;
    } else ligne = cle;
  }
  return { champ, ligne };
}

/** @param {HTMLElement} champ @returns {HTMLElement} what takes the focus of a field */
export const firstControl = (champ) => champ.querySelector("input:not([type=file]), textarea, select, [data-ajouter]");

/** Opens all that an element is folded in. @param {HTMLElement | null} dedans */
export function unfold(dedans) {
  for (let plie = dedans?.closest("details"); plie; plie = plie.parentElement.closest("details")) plie.open = true;
}
