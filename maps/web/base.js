// Data as embedded, and small makers of text and elements. Nothing here or elsewhere uses innerHTML: the words
// of an article are text and stay text.
const data = JSON.parse(document.getElementById('waqai-data').textContent);
const { events, places, areas, type: types, factuality: facts } = data;
const total = events.id.length;
const HOLLOW = facts.map((fact) => fact.drawn === 'hollow');
const CORED = facts.map((fact) => fact.drawn === 'cored');

async function unpack(node) {
  if (!node.dataset.packed) return JSON.parse(node.textContent);
  const bytes = Uint8Array.from(atob(node.textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(node.dataset.packed));
  return JSON.parse(await new Response(stream).text());
}
let told = null; // the words of each event, once unpacked
const toldReady = unpack(document.getElementById('waqai-told')).then(
  (rows) => { told = rows; },
  () => { told = null; }, // a browser of before 2023: the map works, the cards say why they cannot
);

const byId = (id) => document.getElementById(id);
const number = (n) => n.toLocaleString('en');

function make(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
  return node;
}
const bdi = (text, dir) => {
  const node = make('bdi', '', String(text));
  if (dir) node.dir = dir;
  return node;
};
const english = (text) => {
  const node = make('small', '', text);
  node.lang = 'en';
  node.dir = 'ltr';
  return node;
};
// Text from an article, its ISO dates kept from flipping inside right-to-left words.
function prose(text) {
  const node = make('bdi', '');
  String(text).split(/(\d{4}-\d{2}(?:-\d{2})?(?:T[\d:+]+)?)/).forEach((part, i) => node.append(i % 2 ? bdi(part, 'ltr') : part));
  return node;
}
const bilingual = (ar, en) => make('span', '', ar, ' ', english(en));

const DAY = 86400000;
const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const MONTHS = ['كانون الثاني', 'شباط', 'آذار', 'نيسان', 'أيار', 'حزيران', 'تموز', 'آب', 'أيلول', 'تشرين الأول', 'تشرين الثاني', 'كانون الأول'];
function spoken(day) {
  const date = new Date(day * DAY);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

// What is shown: types and factualities switched on, and the chosen days (null: all).
const state = { types: types.map(() => true), facts: facts.map(() => true), from: null, to: null, undated: true };
const listeners = [];
const onChange = (listener) => listeners.push(listener);
const changed = () => listeners.forEach((listener) => listener());

const isDated = (e) => events.from[e] !== null;
const isPlaced = (e) => events.place[e] >= 0;
const kindShown = (e) => state.types[events.type[e]] && state.facts[events.fact[e]];
// An event belongs to a stretch of days when it may lie in it: its own days and the stretch share one.
const inTime = (e) => state.from === null || (isDated(e) && events.from[e] <= state.to && events.to[e] >= state.from);
const shown = (e) => kindShown(e) && inTime(e);
function select(condition) {
  const chosen = [];
  for (let e = 0; e < total; e += 1) if (condition(e)) chosen.push(e);
  return chosen;
}
