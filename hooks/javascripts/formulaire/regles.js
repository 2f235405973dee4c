// The rules of a kind of record, as the check has them: the table is exported from the model (hooks/prst/records/regles.py), and
// here each of its rules is a function of its name. Nothing is evaluated. The twin is pydantic over records/types.py.
import { isoOf } from "./dates-francaises.js";
import { onOneLine } from "./ecriture.js";
import { days, isRule } from "./recurrence.js";

/**
 * @typedef {Record<string, any>} Values keys of a record, with texts, lists and objects; what is empty is left out
 * @typedef {(string | number)[]} Path
 * @typedef {{path: Path, code: string, message: string, remede: string}} Problem
 * @typedef {{rule: string, code?: string, [name: string]: any}} Rule
 * @typedef {{name: string, required?: boolean, description: string, part?: string, most?: number, once?: string | true, default?: string, rules: Rule[], between?: Rule[], together?: Rule}} Field
 * @typedef {{model: string, parts: Record<string, Field[]>, labels: Record<string, string>, messages: Record<string, [string, string]>, plans: Record<string, {plan: string, debut: number}>, left: {words: string, address: string}, nothing: string}} Table
 * @typedef {object} Context
 * @property {string} today AAAA-MM-JJ
 * @property {(target: string, id: string) => boolean | undefined} known whether an id exists; undefined where that is not known
 * @property {(code: string, value: string) => string | undefined} [holder] which other record has a former id or a synonym
 * @property {(named: string) => string} [structureOf] what is the same of two fields that name one structure
 */
/**
 * @typedef {object} Pris what records of a kind have taken, as it is published (outputs/pages/formulaire.py)
 * @property {Record<string, string>} ids each with the file that holds it, "" for that of its name
 * @property {Record<string, string>} [mots] targets by the words that lead to them
 * @property {{ids: Record<string, string>, noms: Record<string, string>}} [structures] what each is today, by id and by name
 */

/** What is wrong with a value: the code of a message, and what it quotes. */
class Wrong extends Error {
  /** @param {string} code @param {Record<string, unknown>} [said] */
  constructor(code, said = {}) {
    super(code);
    this.said = said;
  }
}

const OTHER_SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
/** A text as one word is read. @param {unknown} value */
function word(value) {
  if (typeof value !== "string") throw new Wrong("texte_attendu", { got: got(value) });
  return value.replace(OTHER_SPACES, " ").trim();
}

const whole = (pattern, flags = "u") => new RegExp(`^(?:${pattern})$`, flags);
const signs = (text) => [...text].length;
/** A text on one line, as the check reads it. @param {string} text */
const collapse = (text) => text.replace(/[ \t\r\n]{2,}|[\t\r\n]/g, " ").trim();

/** @param {unknown} value */
function got(value) {
  if (Array.isArray(value)) return ", et c’est une liste qui est écrite";
  return typeof value === "object" && value ? ", et ce sont des lignes « clé: valeur » qui sont écrites" : "";
}

/** Lower case without accents, ligatures or typographic apostrophes, as `fold` of records/types.py. @param {string} text */
export function fold(text) {
  const plain = text.normalize("NFKD").replace(/[\u0300-\u036f]+/g, "").toLowerCase();
  return plain.replaceAll("œ", "oe").replaceAll("æ", "ae").replaceAll("ß", "ss").replaceAll("’", "'");
}

/** The id that resembles a text most. @param {string} text @param {number} [most] */
export function slugify(text, most = 100) {
  return (fold(text).match(/[a-z0-9]+/g) ?? []).join("-").slice(0, most).replace(/^-+|-+$/g, "");
}

const likely = (suggestion) => (suggestion ? ` ; vouliez-vous dire « ${suggestion} » ?` : "");

/** How alike two words are, out of 100: what they have in common in order (rapidfuzz, `fuzz.ratio`). */
function alike(one, other) {
  let row = new Array(other.length + 1).fill(0);
  for (const sign of one) {
    const next = [0];
    for (let at = 1; at <= other.length; at += 1) next[at] = sign === other[at - 1] ? row[at - 1] + 1 : Math.max(row[at], next[at - 1]);
    row = next;
  }
  return one.length + other.length ? (200 * row[other.length]) / (one.length + other.length) : 100;
}

/** @param {string} given @param {string[]} candidates @returns {string} the one that resembles it most, or "" */
export function nearest(given, candidates) {
  const typed = fold(given.slice(0, 100));
  let best = ["", 0];
  for (const candidate of candidates) {
    const score = alike(typed, fold(candidate));
    if (score >= 60 && score > best[1]) best = [candidate, score];
  }
  return best[0];
}

// Dates, of the precision that their author had.

const ISO = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::00)?)?)?)?$/;
const FRENCH = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const two = (number) => String(number).padStart(2, "0");
/** @param {number} year @param {number} month from 1 @param {number} day */
const exists = (year, month, day) => month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();

/** @param {string} text @returns {{year: number, month: number, day: number, hour: number, minute: number, text: string} | null} */
function partsOf(text) {
  const found = ISO.exec(text);
  if (!found) return null;
  const [year, month, day, hour, minute] = found.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
  const parts = { year, month: month ?? 0, day: day ?? 0, hour: hour ?? -1, minute: minute ?? 0 };
  let iso = found[1] + (month === undefined ? "" : `-${found[2]}`) + (day === undefined ? "" : `-${found[3]}`);
  if (hour !== undefined) iso += `T${found[4]}:${found[5]}`;
  return { ...parts, text: iso };
}

/** The day of a text whose month comes before its day: « 12/25/2026 » (records/values.py). @param {string} text */
function monthFirst(text) {
  const [, month, day, year] = /^(\d\d?)[./-](\d\d?)[./-](\d{4})$/.exec(text) ?? [];
  return exists(year, month, day) ? [year, two(month), two(day)].join("-") : "";
}

/** Comparable as the check compares dates: what is not known comes first. */
const rank = ({ year, month, day, hour, minute }) => ((((year * 13 + month) * 32 + day) * 26 + hour + 1) * 60 + minute);

/** The first day that a date may mean. */
const firstDay = ({ year, month, day }) => [year, two(month || 1), two(day || 1)].join("-");

/** The rules of one value, by name: each returns what the field holds, or throws. @type {Record<string, (value: any, rule: Rule, context: Context) => any>} */
const VALUE = {
  length(value, { max, line }) {
    if (typeof value !== "string") throw new Wrong("string_type", { got: got(value) });
    const text = line ? collapse(value) : value.trim();
    if (!text) throw new Wrong("string_too_short");
    if (signs(text) > max) throw new Wrong("string_too_long", { max_length: max, length: signs(line ? text : value) });
    return text;
  },
  words(value, { max, alone }) {
    const mots = countWords(value, alone);
    if (!mots || mots > max) throw new Wrong("trop_de_mots", { mots, limite: max });
    return value;
  },
  form(value, { code, pattern }) {
    const text = code === "string_pattern_mismatch" ? value : word(value);
    if (!whole(pattern).test(text)) throw new Wrong(code);
    return text;
  },
  people(value, { number, pattern }) {
    const text = word(value);
    if (/^[-\u2212]/.test(text) && whole(number).test(text.slice(1).trimStart())) throw new Wrong("nombre_negatif");
    if (!whole(number).test(text)) throw new Wrong("nombre");
    if (!whole(pattern).test(text)) throw new Wrong("nombre_excessif");
    return text;
  },
  id(value, { code, pattern, max, lower }) {
    const text = word(value);
    const read = lower && /^[\x00-\x7f]*$/.test(text) ? text.toLowerCase() : text;
    if (!whole(pattern).test(read) || read.length > max) throw new Wrong(code, { suggested: likely(slugify(read, max)) });
    return read;
  },
  reference(value, { target }, { known }) {
    if (known(target, value) === false) throw new Wrong("inconnu");
    return value;
  },
  yes_no(value, { code, yes }) {
    if (typeof value === "boolean") return value;
    const text = word(value).toLowerCase();
    if (!["oui", "non", "true", "false"].includes(text)) throw new Wrong(code);
    return yes.includes(text);
  },
  choice(value, { choices }) {
    const text = fold(word(value)).replace(/[\s-]+/g, "_");
    if (choices.includes(text)) return text;
    throw new Wrong("literal_error", { value: text, expected: choices.join(", "), nearest: likely(nearest(text, choices)) });
  },
  date(value, { least, greatest, hour, heure, moins, whole: full }) {
    const text = word(value);
    const parts = partsOf(text);
    const meant = suggestionOf(text);
    if (!parts && (meant || !FRENCH.test(text))) throw new Wrong("date", { suggested: dateMeant(text, heure) || likely(meant), heure, moins });
    const { year, month, day, minute } = parts ?? {};
    const real = parts && exists(year, text.length > 4 ? month : 1, text.length > 7 ? day : 1) && parts.hour < 24 && minute < 60;
    if (!real || year < least || year > greatest) throw new Wrong("date_inexistante", { suggested: likely(monthFirst(text)) });
    if (hour === false && parts.hour >= 0) throw new Wrong("date_sans_heure");
    if (full && !parts.day) throw new Wrong("date_complete");
    return parts;
  },
  today(value, { code }, { today }) {
    const late = typeof value === "string" ? Number(value) > Number(today.slice(0, 4)) : firstDay(value) > today;
    if (late) throw new Wrong(code, { jour: today, ...(typeof value === "object" && { value: value.text }) });
    return value;
  },
  mailbox(value, { pattern, examples, max }) {
    const text = word(value);
    if (text.length > max || !whole(pattern).test(text)) throw new Wrong("courriel");
    if (new RegExp(examples).test(text.slice(text.lastIndexOf("@") + 1).toLowerCase())) throw new Wrong("courriel_exemple");
    return text;
  },
  url(value, rule) {
    const text = word(value);
    const scheme = text.split(":")[0].toLowerCase();
    if (scheme === "mailto") VALUE.mailbox(mailboxOf(text, rule), { ...rule, max: 254, pattern: rule.mailbox });
    else if (scheme !== "tel") webAddress(scheme === "http" || scheme === "https" ? text : "", rule);
    else if (text.includes(" ") || !whole(rule.phone).test(text.slice(4))) throw address(rule);
    return text;
  },
  recurrence(value, { code, parts, max }) {
    const given = word(value);
    const text = given.toUpperCase().replace(/^RRULE:/, "").replace(/UNTIL=(\d{4})-(\d\d)-(\d\d)/g, "UNTIL=$1$2$3");
    if (!isRule(text, parts) || text.length > max || !/^[\x00-\x7f]*$/.test(given)) throw new Wrong(code);
    return text;
  },
  markdown(value, rule) {
    const { brackets, whole: advice } = rule;
    if (crowded(value, brackets)) throw new Wrong("crochets");
    for (const lien of linksOf(value)) {
      const scheme = lien.split("/")[0].includes(":") ? lien.split(":")[0].toLowerCase() : "";
      try {
        if (scheme === "http" || scheme === "https") webAddress(lien, rule);
        else if (scheme === "mailto") mailboxOf(lien, rule);
        else if (!["", "tel"].includes(scheme) || /^(?:\/|www\.)/i.test(lien)) throw new Wrong("url", { raison: "", remede: advice });
      } catch (wrong) {
        throw new Wrong("lien_de_fiche", { ...wrong.said, lien });
      }
    }
    return value;
  },
  relative(value, { kind, kinds, whole: advice }, { known }) {
    for (const lien of linksOf(value)) {
      if (lien.split("/")[0].includes(":")) continue;
      const path = lien.split(/[?#]/)[0];
      const { steps, above } = targetOf(path);
      const [folder, id] = [steps[0] || kind, steps[1]];
      const lost = id
        ? kinds.includes(folder) && (steps.length > 2 || known(folder, id) === false)
        : steps.length > 2 || !path.endsWith("/") || ![...kinds, "agenda", ""].includes(steps.length ? folder : "");
      if (!path || above || lost) throw new Wrong("lien_de_fiche", { lien, raison: "", remede: advice });
    }
    return value;
  },
  named: (value) => value,
  whole(value, { whole: advice }) {
    const lien = linksOf(value).find((href) => !href.split("/")[0].includes(":") && !href.startsWith("/"));
    if (lien !== undefined) throw new Wrong("lien_de_fiche", { lien, raison: "", remede: advice });
    return value;
  },
};

/** Where a relative address leads from the page of a record, which stands two folders below the root. @param {string} path */
function targetOf(path) {
  const steps = ["", ""];
  let above = false;
  for (const step of path.split("/")) {
    if (step === "..") above = steps.pop() === undefined || above;
    else if (step && step !== ".") steps.push(step);
  }
  return { steps, above };
}

/** @param {string} text @param {string} alone punctuation that stands alone, and is no word */
export function countWords(text, alone) {
  return text.split(/\s+/).filter((one) => [...one].some((sign) => !alone.includes(sign))).length;
}

/** @param {string} text */
function suggestionOf(text) {
  const found = FRENCH.exec(text);
  const [day, month, year] = found ? found.slice(1).map(Number) : [];
  return found && exists(year, month, day) ? `${found[3]}-${two(month)}-${two(day)}` : "";
}

/** What is said of a year of two figures; "" of another text. @param {string} text */
function shortYear(text) {
  const found = /^(\d{1,2}[/.-]\d{1,2}[/.-])(\d{2})$/.exec(text);
  const whole = found ? suggestionOf(`${found[1]}20${found[2]}`) : "";
  return whole && ` : l’année a quatre chiffres. Est-ce « ${whole} » ?`;
}

const STAMP = /^(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d)(?::?\d\d(?:\.\d+)?)?(?:[+-]\d\d:?\d\d)?)?$/;

/** What is said of a text that is nearly a date; "" of another one (records/loading.py, `_date_meant`). @param {string} text @param {string} hours what is said of a field that takes them */
function dateMeant(text, hours) {
  if (shortYear(text)) return shortYear(text);
  const full = isoOf(`${text}${/^\d\d?[/.]\d\d?$/.test(text) ? "/" : " "}2000`);
  if (/^2000-/.test(full)) return " : il manque l’année";
  const [, year, month, day, hour, minute] = STAMP.exec(text) ?? [];
  if (!exists(Number(year), Number(month), Number(day)) || hour > "23" || minute > "59" || (hour && !hours)) return "";
  const stamp = [year, month, day].join("-") + (hour ? `T${hour}:${minute}` : "");
  return ` : les programmes l’écrivent autrement. Est-ce « ${stamp} » ?`;
}

// Addresses of the web as browsers read them (records/urls.py).

const UNSAFE = /[\s<>"\\^`{|}]/;
const OWN_NETWORK = /(?:^|\.)(?:localhost|local|internal|lan|intranet|corp|home|home\.arpa)$/;
/** Networks that nobody reaches from elsewhere (IANA, "IPv4 Special-Purpose Address Registry"), but for those of documentation. */
const PRIVATE = /^(?:0|10|127)\.|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|^169\.254\.|^172\.(?:1[6-9]|2\d|3[01])\.|^192\.0\.0\.(?!9$|10$)|^192\.168\.|^198\.1[89]\.|^2(?:4\d|5[0-5])\./;
const address = ({ form }, raison = "", remede = form) => new Wrong("url", { raison, remede });

/** @param {string} text @param {{form: string, copied: string}} rule */
function webAddress(text, rule) {
  if (text.length > 2000) throw address(rule, " : elle dépasse 2 000 caractères", "Cherchez une adresse plus courte.");
  if (UNSAFE.test(text)) throw address(rule);
  const place = /^[a-z]+:\/\/([^/?#]*)/i.exec(text)?.[1] ?? "";
  if (/@|%40/.test(place)) {
    throw address(
      rule,
      " : ce qui précède « @ » est un nom d’utilisateur, et le site est ce qui suit",
      "Retirez ce qui va jusqu’à « @ », ou écrivez mailto: devant un courriel.",
    );
  }
  const unopened = () => address(rule, " : aucun navigateur ne l’ouvre", rule.copied);
  const [name, port] = /^(.*?)(?::([^:\]]*))?$/.exec(place).slice(1);
  if (/[[\]]/.test(place) ? !/^\[[0-9a-f:.]+\]$/i.test(name) : name.includes(":")) throw unopened();
  if (port && (!/^\d+$/.test(port) || Number(port) > 65535)) throw unopened();
  if (!name.includes(".")) throw address(rule);
  let host;
  try {
    host = new URL(text).hostname;
  } catch {
    throw unopened();
  }
  checkHost(host, rule);
}

/** @param {string} host as a browser understood it @param {{form: string, copied: string}} rule */
function checkHost(host, rule) {
  if (host.startsWith("[")) throw address(rule, " : un site porte un nom, non un numéro", rule.copied);
  const name = host.replace(/\.$/, "");
  const labels = name.split(".");
  const numbered = /^\d+$/.test(labels.at(-1));
  if (numbered ? PRIVATE.test(name) : OWN_NETWORK.test(name)) {
    throw address(rule, " : elle ne s’ouvre que sur un réseau privé", "Donnez une adresse que tout le monde peut ouvrir.");
  }
  const possible = /^(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/.test(labels.at(-1)) && labels.every((one) => /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/.test(one));
  if (!numbered && (host.length > 253 || !possible)) throw address(rule, " : le nom du site n’est pas possible", rule.copied);
}

/** The mailbox of a `mailto:` address (RFC 6068). @param {string} text @param {{form: string, copied: string}} rule */
function mailboxOf(text, rule) {
  if (UNSAFE.test(text) || text.length > 2000) throw address(rule);
  const [path, query = ""] = text.slice(text.indexOf(":") + 1).split("#")[0].split(/\?(.*)/s);
  const others = [...new Set([...new URLSearchParams(query).keys()].map((name) => name.toLowerCase()))].filter((name) => !["subject", "body"].includes(name));
  if (others.length) {
    throw address(
      rule,
      ` : elle remplit aussi « ${others.sort().join(", ")} » à l’insu de qui écrit`,
      "Gardez la boîte aux lettres, et au plus « ?subject= » et « body= ».",
    );
  }
  return path;
}

// Markdown: enough of it to see where its links lead. What a whole reader would find besides is told by the check.

/** @param {string} text @param {number} most */
function crowded(text, most) {
  const count = (one) => one.match(/[[<]/g)?.length ?? 0;
  return count(text) > most && text.split(/\n[ \t]*\n/).some((block) => !block.trimStart().startsWith("|") && count(block) > most);
}

/** What no reader of Markdown makes a link of (markdown-it, "validateLink"). */
const NO_LINK = /^(?:javascript|vbscript|file|data):/i;
/** @param {string} text @returns {string[]} */
function linksOf(text) {
  const prose = text.replace(/^ {0,3}(`{3,}|~{3,})[\s\S]*?(?:^ {0,3}\1|(?![\s\S]))/gm, "").replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, "");
  const inline = [...prose.matchAll(/(?<!!)\[[^\]]*\]\(\s*(?:<([^<>\n]*)>|([^\s()]*(?:\([^\s()]*\)[^\s()]*)*))/g)].map(([, pointed, plain]) => pointed ?? plain);
  const auto = [...prose.matchAll(/<([a-z][a-z0-9+.-]{1,31}:[^\s<>]*)>/gi)].map(([, href]) => href);
  const defined = [...prose.matchAll(/^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)/gm)].map(([, href]) => href);
  return [...inline, ...auto, ...defined].filter((href) => !NO_LINK.test(href)).map((href) => encodeURI(href).replace(/%25(?=[0-9a-f]{2})/gi, "%"));
}

// Between the fields of a part: what was read of the others stands in `read`; what could not be read is not there.

/** The number that a text writes; null where nothing stands. @param {unknown} text */
const figure = (text) => (typeof text === "string" ? Number(text.replace(/\s/g, "").replace(",", ".").replace("\u2212", "-")) : null);
/** The rank of the question of a result, from 1. */
const rankOf = (one) => figure(one.get("question")) ?? 1;
const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);

/** @type {Record<string, (value: any, rule: Rule, read: Map<string, any>, labels: Record<string, string>, context: Context) => void>} */
const BETWEEN = {
  after(value, { start, needed, day }, read, labels) {
    if (!value) return;
    if (needed && read.has(start) && !read.get(start)) throw new Wrong(needed);
    const first = read.get(start);
    if (!first) return;
    const hour = (one) => one.hour >= 0;
    if (!day && (hour(value) !== hour(first) || Boolean(value.day) !== Boolean(first.day))) throw new Wrong("fin_autre_precision");
    if (rank(value) < rank(first)) throw new Wrong("fin_avant_debut", { debut: labels[start] ?? start });
  },
  with(value, { other, code }, read) {
    const given = value !== undefined && value !== null && value !== "";
    if (given && read.has(other) && !read.get(other)) throw new Wrong(code);
  },
  state(value, { needs }, read, labels) {
    const needed = needs[value ?? ""];
    if (needed && read.has(needed) && !read.get(needed)) throw new Wrong("jalon_incomplet", { cle: labels[needed] ?? needed });
    if (value && value !== "fait" && read.get("fait_le")) throw new Wrong("jalon_deja_fait");
    if (value === "prevu" && read.get("nouvelle_date")) throw new Wrong("jalon_deja_decale");
  },
  either(value, { other, code }, read) {
    if (!value && read.has(other) && !read.get(other)) throw new Wrong(code);
  },
  consent(value, _rule, read) {
    if (value && read.has("nom") && !read.get("nom")) throw new Wrong("consentement_sans_nom");
    if (!value && read.get("nom")) throw new Wrong("nom_sans_consentement");
  },
  contact(value, { ways, id }, read) {
    if (read.get("nom") && read.has("publication_consentie") && !read.get("publication_consentie")) throw new Wrong("nom_sans_consentement");
    const reached = ways.some((way) => !read.has(way) || read.get(way));
    if (!value && !reached && !whole(id).test(read.get("structure") ?? "")) throw new Wrong("contact_muet");
  },
  share(value, { whole: all }, read) {
    const part = figure(value);
    if (part === null && read.has("nombre") && figure(read.get("nombre")) === null) throw new Wrong("resultat_sans_chiffre");
    if (part < 0 || part > all) throw new Wrong("part_excessive");
    if (part !== null && figure(read.get("nombre") ?? null) !== null) throw new Wrong("resultat_deux_fois");
  },
  answered(value, _rule, read) {
    const asked = read.get("questions")?.length;
    const wrong = asked && (value ?? []).map(rankOf).find((one) => one < 1 || one > asked);
    if (wrong !== undefined && asked) throw new Wrong("resultat_sans_question", { rang: wrong, questions: asked });
    const [twice] = again((value ?? []).map((one) => JSON.stringify([rankOf(one), fold(one.get("reponse"))])));
    if (twice !== undefined) throw new Wrong("reponse_double", { reponse: value[twice].get("reponse") });
  },
  survey(value, { whole: all }, read, _labels, { today }) {
    const answers = figure(value);
    const asked = figure(read.get("interroges"));
    const results = read.get("resultats") ?? [];
    if (answers === null) {
      if (results.length) throw new Wrong("resultats_sans_reponses");
      return;
    }
    if (results.length && !answers) throw new Wrong("resultats_de_personne");
    if (asked !== null && answers > asked) throw new Wrong("reponses_au_dela", { interroges: asked });
    for (const [index, question] of (read.get("questions") ?? []).entries()) {
      if (question.get("plusieurs_reponses")) continue;
      const own = results.filter((one) => rankOf(one) === index + 1);
      const [numbers, shares] = ["nombre", "part"].map((key) => own.map((one) => figure(one.get(key))).filter((one) => one !== null));
      const said = { question: question.get("question") };
      const rounded = (number) => Math.round(number * 1e4) / 1e4;
      const total = rounded(sum(shares));
      const least = rounded((sum(shares.map((share) => Math.max(share - 0.5, 0))) * answers) / all);
      if (total > all + shares.length / 2) throw new Wrong("parts_au_dela", { ...said, total: String(total).replace(".", ",") });
      if (sum(numbers) + least > answers) {
        throw new Wrong("resultats_au_dela", { ...said, total: Math.ceil(sum(numbers) + rounded((total * answers) / all)) });
      }
    }
    const date = read.get("date");
    if (answers && date && firstDay(date) > today) throw new Wrong("enquete_future", { date: date.text, jour: today });
  },
  season(value, { without }, read, labels) {
    const start = read.get("debut");
    if (!value || !start) return;
    const other = without.find((name) => read.get(name));
    if (other) throw new Wrong("saison_et_dates", { cle: labels[other] ?? other });
    const first = value.split("/")[0];
    if (!start.day || start.hour >= 0 || `${two(start.month)}-${two(start.day)}` !== first) {
      throw new Wrong("saison_ailleurs", { exemple: `${start.year}-${first}` });
    }
  },
  recurs(value, _rule, read) {
    const start = read.get("debut");
    if (!value || !start) return;
    if (!start.day) throw new Wrong("recurrence_sans_jour");
    const found = days(value, start.text.slice(0, 10), start.year + YEARS_CHECKED, OFTEN + 1);
    if (!found.length) throw new Wrong("recurrence_jamais");
    if (found.length > OFTEN) throw new Wrong("recurrence_trop_frequente");
  },
  changes(value, _rule, read) {
    const start = read.get("debut");
    if (!value?.length || !start || !read.has("recurrence")) return;
    const changed = value.map((one) => one.get("date").text);
    const first = [start.year, two(start.month || 1), two(start.day || 1)].join("-");
    const [month, day] = read.get("saison")?.slice(0, 5).split("-").map(Number) ?? [];
    const rule = month ? `FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=${day}` : read.get("recurrence");
    const last = Math.max(start.year, ...changed.map((one) => Number(one.slice(0, 4))));
    const given = new Set(rule ? days(rule, first, last) : start.day ? [first] : []);
    for (const jour of changed) {
      if (changed.filter((one) => one === jour).length > 1) throw new Wrong("modification_double", { jour });
      if (!given.has(jour)) throw new Wrong("modification_ailleurs", { jour });
    }
  },
};

/**
 * What the check knows of the other records. @param {Pris | null} pris @param {string} own id of the record
 * @returns {Pick<Context, "holder" | "structureOf">} nothing where that was not fetched
 */
export function besides(pris, own) {
  if (!pris) return {};
  const among = (found, key) => (found && Object.hasOwn(found, key) ? found[key] : undefined);
  const fileOf = (id) => (id === own ? `${own}.yml` : among(pris.ids, id) === "" ? `${id}.yml` : among(pris.ids, id));
  const holders = {
    ancien_id_pris: (id) => (id !== own && fileOf(id) === `${own}.yml` ? undefined : fileOf(id)),
    synonyme_double: (word) => (among(pris.mots, fold(word)) === own ? undefined : among(pris.mots, fold(word))),
  };
  return {
    holder: (code, value) => holders[code](value),
    structureOf: (named) => among(pris.structures?.ids, named) ?? among(pris.structures?.noms, fold(named)) ?? fold(named),
  };
}

/**
 * What the parts of a record say together, and beside other records, as `check_groups`, `check_former_ids` and `check_synonyms` of
 * records/checks.py: where, of which kind, and what is quoted.
 * @type {Record<string, (read: Map<string, any>, table: Table, context: Context, rule: Rule) => Iterable<[Path, string, Record<string, unknown>]>>}
 */
const TOGETHER = {
  *milestones(read, { plans }) {
    const plan = plans[fold(read.get("plan") ?? "")];
    for (const [index, one] of (plan ? (read.get("jalons") ?? []) : []).entries()) {
      for (const key of ["date", "nouvelle_date", "fait_le"]) {
        const day = one.get(key);
        if (day && day.year < plan.debut) yield [["jalons", index, key], "jalon_avant_plan", { ...plan, value: day.text }];
      }
    }
  },
  *indicators(read) {
    const own = read.get("indicateurs") ?? [];
    for (const index of again(own.map((one) => fold(one.get("nom"))))) yield [["indicateurs", index, "nom"], "indicateur_double", { value: own[index].get("nom") }];
  },
  *readings(read) {
    const own = read.get("indicateurs") ?? [];
    const readings = read.get("releves") ?? [];
    const names = own.map((one) => one.get("nom"));
    const ranks = readings.map((one) => names.map(fold).indexOf(fold(one.get("indicateur"))));
    for (const [index, one] of read.has("indicateurs") ? readings.entries() : []) {
      const value = one.get("indicateur");
      const choix = names.length ? `Les siens : ${names.join(", ")}.` : "";
      if (ranks[index] < 0) yield [["releves", index, "indicateur"], "indicateur_inconnu", { value, nearest: likely(nearest(value, names)), choix }];
    }
    for (const rank of new Set(ranks)) if (rank >= 0 && !own[rank].get("unite")) yield [["indicateurs", rank], "indicateur_sans_unite", {}];
    for (const index of again(readings.map((one) => JSON.stringify([fold(one.get("indicateur")), one.get("le").text])))) {
      yield [["releves", index, "le"], "releve_double", { value: readings[index].get("le").text }];
    }
  },
  *members(read, _table, { structureOf = fold }) {
    const leading = read.get("pilotes") ?? [];
    for (const index of again(leading.map((one) => JSON.stringify([structureOf(one.get("structure")), fold(one.get("role") ?? "pilote")])))) {
      yield [["pilotes", index, "structure"], "doublon", { value: leading[index].get("structure") }];
    }
    const others = read.get("contributeurs") ?? [];
    for (const index of again(others.map(structureOf))) yield [["contributeurs", index], "doublon", { value: others[index] }];
  },
  *taken(read, _table, { holder }, { field, codes: [code] }) {
    for (const [index, value] of (holder ? (read.get(field) ?? []) : []).entries()) {
      const autre = holder(code, value);
      if (autre !== undefined) yield [[field, index], code, { value, autre }];
    }
  },
};

/** The ranks of those that stand before already. @param {string[]} keys */
const again = (keys) => [...keys.keys()].filter((index) => keys.indexOf(keys[index]) < index);

/** As in records/model.py: a rule must give a day within some years, and no more than one a week. */
const YEARS_CHECKED = 5;
const OFTEN = 53 * (YEARS_CHECKED + 1);

/**
 * @param {Table} table @param {Values} values @param {Context} context
 * @returns {Problem[]} what is wrong, in the order of the form
 */
export function problemsOf(table, values, context) {
  /** @type {Problem[]} */
  const found = [];
  readPart(table, table.model, values, [], context, found);
  const told = new Set(found.map(({ path }) => path.join(".")));
  for (const [path, value] of leftOf(table.left, values, [])) {
    if (!told.has(path.join("."))) found.push(problem(table, path, "exemple_laisse", { value }));
  }
  return found;
}

/** Where a value is still that of an example. @returns {Generator<[Path, string]>} */
function* leftOf({ words, address: host }, value, path) {
  if (typeof value === "string") {
    if (whole(words).test(fold(value).trim()) || whole(host, "iu").test(value.trim())) yield [path, value];
  } else if (typeof value === "object" && value) {
    for (const [key, one] of Object.entries(value)) yield* leftOf({ words, address: host }, one, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}

/** @param {Table} table @param {Path} path @param {string} code @param {Record<string, unknown>} said @returns {Problem} */
function problem({ messages }, path, code, said) {
  const shorten = (value) => {
    const text = [...String(value).split(/\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/).join(" ")];
    return text.length <= 300 ? text.join("") : `${text.slice(0, 299).join("")}…`;
  };
  const fill = (text) => text.replace(/\{([a-z_]+)\}/g, (_all, name) => shorten(said[name] ?? ""));
  const [message, remede] = messages[`${code} ${path.at(-1)}`] ?? messages[code];
  return { path, code, message: fill(message).replaceAll("» ?.", "» ?"), remede: fill(remede).trim() };
}

/** Reads a part, and returns what its fields hold, or undefined where any is wrong. */
function readPart(table, name, values, path, context, found) {
  const fields = table.parts[name];
  const before = found.length;
  const read = new Map();
  for (const field of fields) {
    const at = [...path, field.name];
    const value = values[field.name];
    const absent = value === undefined || value === null || (value === "" && !field.required);
    const values_ = absent ? undefined : readField(table, field, value, at, context, found);
    if (absent && field.required) {
      found.push(problem(table, at, "missing", { description: describe(table, field) }));
      continue;
    }
    if (!absent && values_ === WRONG) continue;
    const held = absent ? defaultOf(field) : values_;
    try {
      for (const rule of field.between ?? []) BETWEEN[rule.rule](held, rule, read, table.labels, context);
      read.set(field.name, held);
    } catch (wrong) {
      if (!(wrong instanceof Wrong)) throw wrong;
      found.push(problem(table, at, wrong.message, { value: typeof value === "string" ? value : "", ...wrong.said }));
    }
  }
  tellNames(table, fields, path, read, context, found);
  for (const { together } of fields) {
    if (together) for (const [at, code, said] of TOGETHER[together.rule](read, table, context, together)) found.push(problem(table, [...path, ...at], code, said));
  }
  const names = fields.map((field) => field.name);
  for (const key of Object.keys(values).filter((key) => !names.includes(key))) {
    found.push(problem(table, [...path, key], "extra_forbidden", { nearest: likely(nearest(key, names)) }));
  }
  return found.length > before ? WRONG : read;
}

/** Tells what looks like the id of a structure and is none, and a contact that nothing but such an id leads to. */
function tellNames(table, fields, path, read, { known }, found) {
  const ways = fields.flatMap(({ between = [] }) => between.find(({ rule }) => rule === "contact")?.ways ?? []);
  const mute = ways.length > 0 && ![...ways, "a_confirmer"].some((way) => !read.has(way) || read.get(way));
  for (const { name, rules, most } of fields) {
    const named = rules.find(({ rule }) => rule === "named");
    for (const [index, id] of named ? [read.get(name) ?? []].flat().entries() : []) {
      if (!whole(named.pattern).test(id) || id.length > named.max || known(named.target, id) !== false) continue;
      const at = [...path, name, ...(most === undefined ? [] : [index])];
      if (id.includes("-")) found.push(problem(table, at, "inconnu", { value: id }));
      else if (mute) found.push(problem(table, at, "contact_muet", {}));
    }
  }
}

const WRONG = Symbol("wrong");
const describe = ({ labels }, { name, description }) => (labels[name] ? description : `« ${name}: ». ${description}`);
const defaultOf = ({ default: given }) => (given === "non" ? false : given === "oui" ? true : (given ?? null));

/** Reads a field, and returns what it holds, or WRONG. */
function readField(table, field, value, path, context, found) {
  if (field.most === undefined) return readValue(table, field, value, path, context, found);
  if (!Array.isArray(value)) {
    found.push(problem(table, path, "tuple_type", { value: typeof value === "string" ? value : "…" }));
    return WRONG;
  }
  const before = found.length;
  const read = value.map((one, index) => readValue(table, field, one, [...path, index], context, found));
  if (!value.length && field.required) found.push(problem(table, path, "too_short", {}));
  if (value.length > field.most) found.push(problem(table, path, "too_long", { max_length: field.most }));
  const ids = field.rules.some(({ rule }) => rule === "reference");
  if (field.once && (ids || found.length === before)) tellTwice(table, field, value.map((one, index) => (read[index] === WRONG || field.part ? one : read[index])), path, found);
  return found.length > before ? WRONG : read;
}

/** Tells what stands twice in a list, without making it unreadable. */
function tellTwice(table, { once }, value, path, found) {
  const keys = value.map((one) => (once === true ? one : one[once]));
  keys.forEach((key, index) => {
    if (keys.indexOf(key) < index) found.push(problem(table, once === true ? [...path, index] : [...path, index, once], "doublon", { value: key }));
  });
}

/** The line that says all that stands in the place of a text (records/loading.py, `_one_of`); "" of what is no such list. */
function asOneText({ name, rules }, value) {
  if (!Array.isArray(value) || value.length < 2 || rules[0].rule !== "length" || !value.every((one) => typeof one === "string" && one)) return "";
  const whole = value.join(value.slice(0, -1).every((one) => /[.!?;:]$/.test(one)) ? " " : ", ");
  return ` Réunissez ces lignes en un texte : « ${name}: ${onOneLine(whole, true)} ».`;
}

/** Whether a text says that there is nothing to say, where nothing need be said (records/values.py, `says_nothing`). */
function saysNothing({ nothing }, { required }, value, code) {
  return !required && typeof value === "string" && !["nombre", "inconnu"].includes(code) && whole(nothing).test(fold(value).replace(OTHER_SPACES, " ").split(/\s+/).join(" ").replace(/^[ ().]+|[ ().]+$/g, ""));
}

function readValue(table, field, value, path, context, found) {
  if (field.part) {
    if (typeof value === "object" && value && !Array.isArray(value)) return readPart(table, field.part, value, path, context, found);
    const keys = table.parts[field.part].map(({ name }) => name).join(", ");
    found.push(problem(table, path, "model_type", { keys, got: got(value) }));
    return WRONG;
  }
  try {
    return field.rules.reduce((held, rule) => VALUE[rule.rule](held, rule, context), value);
  } catch (wrong) {
    if (!(wrong instanceof Wrong)) throw wrong;
    const empty = typeof value === "string" && !value.trim();
    const said = { description: describe(table, field), value: typeof value === "string" ? value : "", ligne: asOneText(field, value), ...wrong.said };
    if (saysNothing(table, field, value, wrong.message)) {
      found.push(problem(table, path, "rien", said));
      return WRONG;
    }
    const none = wrong.message === "id" && field.rules.some(({ rule }) => rule === "reference");
    found.push(problem(table, path, empty ? "string_too_short" : none ? "inconnu" : wrong.message, said));
    return WRONG;
  }
}
