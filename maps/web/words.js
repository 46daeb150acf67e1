// The page in one of two languages: every word of the interface stands in words.toml, in both.
let language = page.language;
const rtl = () => language === 'ar';
const languageListeners = [];
const onLanguage = (listener) => languageListeners.push(listener);

function t(key) {
  const word = page.words[key];
  if (!word) throw new Error(`words.toml has no ${key}`);
  return word[language];
}
// A word for a value that comes from outside: what words.toml does not know is shown as it came.
const wordFor = (kind, value) => page.words[`${kind}_${value}`]?.[language] ?? String(value);

// A sentence with gaps, {so}; what fills them is kept from flipping the words around it.
function say(key, values = {}) {
  const sentence = document.createDocumentFragment();
  t(key).split(/\{(\w+)\}/).forEach((part, i) => {
    if (i % 2 === 0) sentence.append(part);
    else sentence.append(values[part] instanceof Node ? values[part] : bdi(values[part]));
  });
  return sentence;
}
const sayText = (key, values) => say(key, values).textContent;

// A name in the page's language; where there is none in it, the other one.
function named(ar, en) {
  const own = rtl() ? ar : en;
  const text = own || (rtl() ? en : ar) || '';
  const node = bdi(text);
  const lang = own === ar && ar ? 'ar' : en === text ? 'en' : 'ar';
  if (lang !== language) node.lang = lang;
  return node;
}
const nameText = (ar, en) => (rtl() ? ar || en : en || ar) || '';
const entryName = (entry) => entry[language];
// Both names, the page's language first, where a reader may need either.
function bothNames(ar, en) {
  const first = named(ar, en);
  if (!ar || !en || ar === en) return make('span', '', first);
  const other = make('small', 'wq-other', bdi(rtl() ? en : ar));
  other.lang = rtl() ? 'en' : 'ar';
  return make('span', '', first, ' ', other);
}

const ATTRIBUTES = { t: null, tLabel: 'aria-label', tTitle: 'title', tPlaceholder: 'placeholder' };
function translate() {
  document.documentElement.lang = language;
  document.documentElement.dir = rtl() ? 'rtl' : 'ltr';
  for (const [name, attribute] of Object.entries(ATTRIBUTES)) {
    const marker = `data-${name.replace(/[A-Z]/, (c) => `-${c.toLowerCase()}`)}`;
    for (const node of document.querySelectorAll(`[${marker}]`)) {
      const text = t(node.dataset[name]);
      if (attribute) node.setAttribute(attribute, text); else node.textContent = text;
    }
  }
}

function setLanguage(chosen) {
  if (chosen === language || !['ar', 'en'].includes(chosen)) return;
  language = chosen;
  translate();
  languageListeners.forEach((listener) => listener());
}

// ---- days ----
const MONTHS = {
  ar: ['كانون الثاني', 'شباط', 'آذار', 'نيسان', 'أيار', 'حزيران', 'تموز', 'آب', 'أيلول', 'تشرين الأول', 'تشرين الثاني', 'كانون الأول'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
};
const WEEKDAYS = {
  ar: ['الأحد', 'الاثنين', 'الثلاثاء', 'الأربعاء', 'الخميس', 'الجمعة', 'السبت'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};
const calendar = (day) => {
  const date = new Date(day * DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate(), weekday: date.getUTCDay() };
};
const monthName = (year, month) => `${MONTHS[language][month]} ${year}`;
function spoken(day) {
  const { year, month, day: number } = calendar(day);
  return `${number} ${monthName(year, month)}`;
}
const spokenWithWeekday = (day) => `${WEEKDAYS[language][calendar(day).weekday]} ${spoken(day)}`;
const isMonth = (first, last) => calendar(first).day === 1 && calendar(last + 1).day === 1 && last - first < 31;
const isYear = (first, last) => calendar(first).day === 1 && calendar(first).month === 0 && calendar(last + 1).year === calendar(first).year + 1 && calendar(last + 1).month === 0 && calendar(last + 1).day === 1;

// A stretch of days in words, no finer than it is: a month is named as a month.
function spokenDays(first, last) {
  if (first === last) return spoken(first);
  if (isMonth(first, last)) return monthName(calendar(first).year, calendar(first).month);
  if (isYear(first, last)) return String(calendar(first).year);
  const [a, b] = [calendar(first), calendar(last)];
  if (a.year === b.year && a.month === b.month) return `${a.day}–${b.day} ${monthName(a.year, a.month)}`;
  return `${spoken(first)} – ${spoken(last)}`;
}

// The governorate (1) or district (2) that holds the event's place, as [name, English name].
function divisionOf(e, level) {
  if (!isPlaced(e)) {
    const names = [`admin${level}_name`, `admin${level}_name_en`].map((name) => told(e)[name]);
    return names.some(Boolean) ? names : null;
  }
  const division = places[`admin${level}`][events.place[e]];
  return division === NONE ? null : [divisions.name[division], divisions.en[division]];
}

function startWords() {
  translate();
  byId('wq-title').textContent = page.title;
}
