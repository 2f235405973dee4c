// The days that a recurrence rule gives (RFC 5545, section 3.3.10), of the rules that the check admits (records/types.py).

const WEEK = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const DAY = 86_400_000;
const at = (year, month, day) => Date.UTC(year, month, day);
const iso = (time) => new Date(time).toISOString().slice(0, 10);
/** From Monday, 0. */
const weekday = (time) => (new Date(time).getUTCDay() + 6) % 7;

/** @param {string} text @returns {Record<string, string>} */
const partsOf = (text) => Object.fromEntries(text.split(";").map((part) => part.split("=")));

/**
 * @param {string} text in capitals @param {Record<string, string>} forms regular expression of the value of each part
 * @returns {boolean} whether it is a rule, of which no part stands twice
 */
export function isRule(text, forms) {
  const pairs = text.split(";").map((part) => part.split("="));
  const names = pairs.map(([name]) => name);
  const right = pairs.every(([name, value, ...more]) => {
    const form = forms[name];
    if (!form || value === undefined || more.length) return false;
    return new RegExp(name.startsWith("BY") ? `^(?:${form})(?:,(?:${form}))*$` : `^(?:${form})$`).test(value);
  });
  if (!right || new Set(names).size < names.length || !names.includes("FREQ")) return false;
  if (names.includes("COUNT") && names.includes("UNTIL")) return false;
  const fine = ["BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"].some((name) => names.includes(name));
  if (/FREQ=(DAILY|WEEKLY)/.test(text) && fine) return false;
  const rule = partsOf(text);
  const numbers = (name) => (rule[name] ?? "").split(",").filter(Boolean).map((one) => Math.abs(Number.parseInt(one, 10)));
  const within = (name, most) => numbers(name).every((one) => one >= 1 && one <= most);
  if (!within("BYMONTH", 12) || !within("BYMONTHDAY", 31) || !within("BYYEARDAY", 366) || !within("BYWEEKNO", 53) || !within("BYSETPOS", 366)) return false;
  if ((rule.BYDAY ?? "").split(",").some((one) => /^[+-]?0+[A-Z]/.test(one))) return false;
  return Boolean(rule.UNTIL) || days(text, "2024-01-01", 2100, 1).length > 0;
}

/**
 * @param {string} text a rule @param {string} start AAAA-MM-JJ @param {number} last year
 * @param {number} [most] days to find @returns {string[]} AAAA-MM-JJ
 */
export function days(text, start, last, most = Infinity) {
  const rule = partsOf(text);
  const first = Date.parse(`${start}T00:00:00Z`);
  const until = rule.UNTIL ? Date.parse(`${rule.UNTIL.slice(0, 4)}-${rule.UNTIL.slice(4, 6)}-${rule.UNTIL.slice(6, 8)}T00:00:00Z`) : Infinity;
  const count = Math.min(most, Number(rule.COUNT ?? Infinity));
  const found = [];
  if (Number.isNaN(until)) return found;
  for (const period of periodsOf(rule, first, last)) {
    for (const time of chosenIn(rule, period, first)) {
      if (time < first) continue;
      if (time > until || new Date(time).getUTCFullYear() > last || found.length >= count) return found;
      found.push(iso(time));
    }
  }
  return found;
}

/** The days, weeks, months or years that the interval leaves, each by its days. */
function* periodsOf(rule, first, last) {
  const step = Number(rule.INTERVAL ?? 1);
  const begin = new Date(first);
  const [year, month] = [begin.getUTCFullYear(), begin.getUTCMonth()];
  const end = at(last + 1, 0, 1);
  const range = (from, to) => Array.from({ length: Math.round((to - from) / DAY) }, (_one, index) => from + index * DAY);
  if (rule.FREQ === "YEARLY") for (let one = year; one <= last; one += step) yield range(at(one, 0, 1), at(one + 1, 0, 1));
  else if (rule.FREQ === "MONTHLY") for (let one = month; at(year, one, 1) < end; one += step) yield range(at(year, one, 1), at(year, one + 1, 1));
  else if (rule.FREQ === "DAILY") for (let one = first; one < end; one += step * DAY) yield [one];
  else {
    const back = (weekday(first) - WEEK.indexOf(rule.WKST ?? "MO") + 7) % 7;
    for (let one = first - back * DAY; one < end; one += 7 * step * DAY) yield range(one, one + 7 * DAY);
  }
}

/** The days of a period that the rule chooses; what it does not say is as on the first day. */
function chosenIn(rule, period, first) {
  const begin = new Date(first);
  const list = (name) => rule[name]?.split(",");
  const numbers = (name) => list(name)?.map(Number);
  let months = numbers("BYMONTH");
  let monthDays = numbers("BYMONTHDAY");
  const [weeks, yearDays] = [numbers("BYWEEKNO"), numbers("BYYEARDAY")];
  let weekdays = list("BYDAY");
  if (!weeks && !yearDays && !monthDays && !weekdays) {
    if (rule.FREQ === "YEARLY") months ??= [begin.getUTCMonth() + 1];
    if (rule.FREQ === "YEARLY" || rule.FREQ === "MONTHLY") monthDays = [begin.getUTCDate()];
    if (rule.FREQ === "WEEKLY") weekdays = [WEEK[weekday(first)]];
  }
  const within = rule.FREQ === "MONTHLY" || (rule.FREQ === "YEARLY" && months) ? monthOf : yearOf;
  const kept = period.filter((time) => {
    const date = new Date(time);
    if (months && !months.includes(date.getUTCMonth() + 1)) return false;
    if (monthDays && !isOne(monthDays, date.getUTCDate(), monthOf(date).size)) return false;
    if (yearDays && !isOne(yearDays, yearOf(date).day, yearOf(date).size)) return false;
    if (weeks && !inWeeks(weeks, time, rule.WKST)) return false;
    return !weekdays || weekdays.some((one) => isDay(one, time, within(date), rule.FREQ));
  });
  const places = numbers("BYSETPOS");
  return places ? kept.filter((_time, index) => isOne(places, index + 1, kept.length)) : kept;
}

/** Whether a number from 1, of so many, is one of some; those below 0 count from the end. */
const isOne = (wanted, number, size) => wanted.includes(number) || wanted.includes(number - size - 1);
const monthOf = (date) => ({ day: date.getUTCDate(), size: new Date(at(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate() });
const yearOf = (date) => {
  const year = at(date.getUTCFullYear(), 0, 1);
  return { day: (date.getTime() - year) / DAY + 1, size: (at(date.getUTCFullYear() + 1, 0, 1) - year) / DAY };
};

/** Whether a day is the weekday that a rule names, and the nth of its month or year where it says so. */
function isDay(one, time, { day, size }, freq) {
  const [, nth, name] = /^([+-]?\d+)?([A-Z]{2})$/.exec(one);
  if (WEEK[weekday(time)] !== name) return false;
  if (!nth || (freq !== "MONTHLY" && freq !== "YEARLY")) return true;
  return Number(nth) > 0 ? Math.ceil(day / 7) === Number(nth) : Math.ceil((size - day + 1) / 7) === -Number(nth);
}

/** Whether a day is in one of some weeks of its year (ISO 8601, or from another first day). */
function inWeeks(wanted, time, wkst = "MO") {
  const start = WEEK.indexOf(wkst);
  const year = new Date(time).getUTCFullYear();
  const firstWeek = (of) => {
    const january = at(of, 0, 1);
    const back = (weekday(january) - start + 7) % 7;
    return january + (back <= 3 ? -back : 7 - back) * DAY;
  };
  const weeks = Math.round((firstWeek(year + 1) - firstWeek(year)) / (7 * DAY));
  const week = Math.floor((time - firstWeek(year)) / (7 * DAY)) + 1;
  if (week >= 1 && week <= weeks) return isOne(wanted, week, weeks);
  // The days of a year that belong to a week of another one: dateutil keeps them where that week is asked for.
  if (week < 1) return isOne(wanted, Math.round((firstWeek(year) - firstWeek(year - 1)) / (7 * DAY)), Math.round((firstWeek(year) - firstWeek(year - 1)) / (7 * DAY)));
  return wanted.includes(1);
}
