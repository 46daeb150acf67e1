// What the reader has chosen, in one place. Whoever changes it calls `changed` with a topic; whoever shows it
// subscribes with `on`. Topics: 'filters' (which events), 'time' (the chosen days), 'selection' (the event looked at),
// 'view' (the map has moved and is drawn). Listeners run in the order in which they subscribed.
const state = {
  types: types.map((type) => type.shown ?? true),
  facts: facts.map((fact) => fact.shown ?? true),
  undated: true, // events that nobody dated stand on the map
  from: null, // the chosen days, both inclusive; null: all
  to: null,
  selected: null,
};
const listeners = { filters: [], time: [], selection: [], view: [] };
const on = (topics, listener) => topics.split(' ').forEach((topic) => listeners[topic].push(listener));
const changed = (topic) => listeners[topic].forEach((listener) => listener());

// Which events the filters keep, whatever their days. Each filter is a test by name: one more is one more line.
const kept = new Uint8Array(total);
const filters = new Map([
  ['type', (e) => state.types[events.type[e]]],
  ['fact', (e) => state.facts[events.fact[e]]],
]);
function sift() {
  const tests = [...filters.values()];
  for (let e = 0; e < total; e += 1) kept[e] = tests.every((test) => test(e)) ? 1 : 0;
}
// A filter under a name; null takes it away. Types and factualities change in `state`: then changed('filters').
function setFilter(name, test) {
  if (test) filters.set(name, test); else filters.delete(name);
  changed('filters');
}
on('filters', sift);
sift();

function setTime(from, to) {
  [state.from, state.to] = [from, to];
  changed('time');
}

function setSelected(e) {
  state.selected = e;
  changed('selection');
}

// An event belongs to a stretch of days when it may lie in it: its own days and the stretch share one.
const inTime = (e) => state.from === null || (isDated(e) && events.from[e] <= state.to && events.to[e] >= state.from);
const shown = (e) => kept[e] === 1 && inTime(e);
function select(condition) {
  const chosen = [];
  for (let e = 0; e < total; e += 1) if (condition(e)) chosen.push(e);
  return chosen;
}

// The events on the map. What nobody dated is pinned as such, unless that is switched off, and lies in no stretch of time.
let mapped = null;
on('filters time', () => { mapped = null; });
const onMap = () => (mapped ??= select((e) => kept[e] === 1 && isPlaced(e) && inTime(e) && (state.undated || isDated(e))));

// What parts of the page have in its address: {write(said), read(said)}, `said` being URLSearchParams.
const linkParts = [];
