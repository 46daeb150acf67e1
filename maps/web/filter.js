// The filters: what a reader ticks and types, how many events each choice would give, and the way back.
const YET_MORE = 60; // choices listed at once; the box above the list finds the others

// ---- choices that an event has one or several of; none ticked means all ----
const BANDS = [80, 60, 0]; // per cent: sure, fairly sure, unsure
const bandOf = (percent) => BANDS.findIndex((least) => percent >= least);
const placeOf = (e, column) => (isPlaced(e) ? places[column][events.place[e]] ?? NONE : NONE);
const own = (value) => (value === NONE || value === null ? [] : [value]);

const FACETS = [
  {
    id: 'governorate',
    values: (e) => own(governorateOf(e)),
    options: () => divisions.pcode.map((_, i) => i),
    key: (i) => divisions.pcode[i],
    label: (i) => nameText(divisions.name[i], divisions.en[i]),
  },
  { id: 'confidence', values: (e) => own(bandOf(events.confidence[e])), options: () => BANDS.map((_, i) => i), key: (i) => ['high', 'medium', 'low'][i], label: (i) => t(`confidence_${['high', 'medium', 'low'][i]}`), fixed: true },
  { id: 'place_precision', values: (e) => own(placeOf(e, 'precision')), options: () => [1, 2, 3], key: String, label: (i) => t(`place_precision_${i}`), fixed: true },
  { id: 'day_precision', values: (e) => own(dayPrecision(e)), options: () => [1, 2, 3], key: String, label: (i) => t(`day_precision_${i}`), fixed: true },
  { id: 'actor', values: (e) => events.actors[e], options: () => actors.name.map((_, i) => i), key: (i) => actors.name[i], label: (i) => nameText(actors.name[i], actors.en[i]) },
  { id: 'source', values: (e) => events.outlets[e], options: () => outlets.map((_, i) => i), key: (i) => outlets[i], label: (i) => outlets[i] },
];
const facetOf = (id) => FACETS.find((facet) => facet.id === id);
const governorateOf = (e) => placeOf(e, 'admin1');
// How wide the stretch is in which the event lies: a day, a week at most, more.
const dayPrecision = (e) => (isDated(e) ? (events.to[e] - events.from[e] < 1 ? 1 : events.to[e] - events.from[e] < 8 ? 2 : 3) : NONE);

for (const facet of FACETS) {
  facet.ticked = new Set();
  facet.test = (e) => facet.values(e).some((value) => facet.ticked.has(value));
}
function tick(facet, value, on) {
  if (on) facet.ticked.add(value); else facet.ticked.delete(value);
  setFilter(facet.id, facet.ticked.size ? facet.test : null);
}

// ---- words: every one of them must stand somewhere in what is told of the event ----
const search = { text: '', folded: null };
const TOLD_IN = ['title', 'title_en', 'place_name', 'place_name_en', 'attribution', 'origin', 'destination', 'subtype'];
function foldedTexts() {
  search.folded ??= events.id.map((id, e) => {
    const words = told(e);
    const place = isPlaced(e) ? [places.name[events.place[e]], places.en[events.place[e]]] : [];
    const held = [2, 1].flatMap((level) => divisionOf(e, level) ?? []);
    const quotes = (words.sources ?? []).flatMap((source) => [source.evidence, source.source, source.article, source.attribution]);
    const who = (words.actors ?? []).flatMap((actor) => [actor.name, actor.name_en]);
    return fold([id, ...TOLD_IN.map((name) => words[name]), ...place, ...held, ...quotes, ...who].filter((text) => typeof text === 'string').join('\n')).toLowerCase();
  });
  return search.folded;
}
const everyEvent = () => events.id.keys();
async function searchFor(text) {
  search.text = text;
  const words = fold(text).toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) { setFilter('text', null); return; }
  await readWords(everyEvent());
  if (search.text !== text) return; // the reader has typed on
  const folded = foldedTexts();
  setFilter('text', (e) => words.every((word) => folded[e].includes(word)));
}

// ---- how many events each choice would give, the other filters standing ----
const isListed = (e) => kept[e] === 1 && inTime(e) && (isDated(e) || state.undated);
function countChoices() {
  const counts = { type: types.map(() => 0), fact: facts.map(() => 0) };
  for (const facet of FACETS) counts[facet.id] = new Map();
  const tests = [...filters];
  const count = {
    type: (e) => { counts.type[events.type[e]] += 1; },
    fact: (e) => { counts.fact[events.fact[e]] += 1; },
  };
  for (const { id, values } of FACETS) {
    const here = counts[id];
    count[id] = (e) => { for (const value of values(e)) here.set(value, (here.get(value) ?? 0) + 1); };
  }
  const all = Object.values(count);
  for (let e = 0; e < total; e += 1) {
    if (!inTime(e) || !(isDated(e) || state.undated)) continue;
    let failed = null;
    let fails = 0;
    for (const [name, test] of tests) {
      if (test(e)) continue;
      failed = name;
      fails += 1;
      if (fails > 1) break;
    }
    if (!fails) all.forEach((one) => one(e));
    else if (fails === 1) count[failed]?.(e);
  }
  return counts;
}

// ---- the panel ----
const onlyHere = () => FACETS.filter((facet) => facet.options().length && facetTotals[facet.id].size);
const facetTotals = {};
function tallyAll() {
  for (const { id, values } of FACETS) {
    const here = (facetTotals[id] = new Map());
    for (let e = 0; e < total; e += 1) for (const value of values(e)) here.set(value, (here.get(value) ?? 0) + 1);
  }
}

function choice(checked, label, mark, toggle) {
  const input = make('input');
  input.type = 'checkbox';
  input.checked = checked;
  input.addEventListener('change', () => toggle(input.checked));
  return make('label', 'wq-check', input, mark, make('span', 'wq-label', bdi(label)), make('bdi', 'wq-n'));
}

function drawKinds() {
  for (const [kind, list, entries] of [['types', 'type', types], ['facts', 'fact', facts]]) {
    const present = new Set(events[list]);
    byId(`wq-${kind}`).replaceChildren(...entries.flatMap((entry, i) => {
      if (!present.has(i)) return [];
      const mark = kind === 'types' ? typeMark(entry) : typeMark({ shape: 'circle', colour: INK }, entry.drawn);
      const node = choice(state[kind][i], entryName(entry), mark, (on) => { state[kind][i] = on; changed('filters'); });
      node.firstChild.dataset[kind] = entry.id;
      node.dataset.choice = `${list}:${i}`;
      return [node];
    }));
  }
}

function drawFacet(facet) {
  const box = byId(`wq-facet-${facet.id}`);
  const wanted = fold(box.querySelector('input[type=search]')?.value ?? '').toLowerCase();
  const options = facet.options().filter((value) => facetTotals[facet.id].get(value));
  if (!facet.fixed) options.sort((a, b) => facetTotals[facet.id].get(b) - facetTotals[facet.id].get(a) || a - b);
  const found = options.filter((value) => facet.ticked.has(value) || !wanted || fold(facet.label(value)).toLowerCase().includes(wanted));
  const nodes = found.slice(0, YET_MORE).map((value) => {
    const node = choice(facet.ticked.has(value), facet.label(value), null, (on) => tick(facet, value, on));
    node.dataset.choice = `${facet.id}:${value}`;
    node.firstChild.dataset[facet.id] = facet.key(value);
    return node;
  });
  if (found.length > YET_MORE) nodes.push(make('p', 'wq-none', say('choices_more', { n: number(found.length - YET_MORE) })));
  box.querySelector('.wq-choices').replaceChildren(...nodes);
}

function facetBox(facet) {
  const box = make('details', 'wq-facet', make('summary', '', make('span', ''), ' ', make('b', 'wq-n')));
  box.id = `wq-facet-${facet.id}`;
  box.firstChild.firstChild.dataset.t = `facet_${facet.id}`;
  if (!facet.fixed && facetTotals[facet.id].size > 12) {
    const find = make('input', 'wq-find');
    find.type = 'search';
    find.dataset.tPlaceholder = 'find_choice';
    find.dataset.tLabel = 'find_choice';
    find.addEventListener('input', () => { drawFacet(facet); showCounts(); });
    box.append(find);
  }
  const list = make('div', 'wq-choices');
  list.setAttribute('role', 'group');
  list.dataset.tLabel = `facet_${facet.id}`;
  box.append(list);
  return box;
}

const isChanged = () => search.text.trim() !== '' || !state.undated || FACETS.some((facet) => facet.ticked.size)
  || types.some((type, i) => state.types[i] !== (type.shown ?? true)) || facts.some((fact, i) => state.facts[i] !== (fact.shown ?? true));

function showCounts() {
  const counts = countChoices();
  for (const node of document.querySelectorAll('[data-choice]')) {
    const [id, value] = node.dataset.choice.split(':');
    const n = (Array.isArray(counts[id]) ? counts[id][value] : counts[id].get(Number(value))) ?? 0;
    node.lastChild.textContent = number(n);
    node.classList.toggle('wq-empty-choice', n === 0);
  }
  for (const facet of onlyHere()) byId(`wq-facet-${facet.id}`).querySelector('summary .wq-n').textContent = facet.ticked.size ? number(facet.ticked.size) : '';
  byId('wq-undated-n').textContent = number(select((e) => kept[e] === 1 && !isDated(e)).length);
  const listed = select(isListed).length;
  byId('wq-found').replaceChildren(say('found', { n: number(listed), all: number(total) }));
  byId('wq-reset').disabled = !isChanged();
}
let countsDue = null;
function countSoon(wait) { // not at every step of a brush: they follow when it rests
  clearTimeout(countsDue);
  countsDue = setTimeout(showCounts, wait);
}

function setKinds(kind, on) {
  state[kind].fill(on);
  drawFilter();
  changed('filters');
}

function drawFilter() {
  drawKinds();
  for (const facet of onlyHere()) drawFacet(facet);
  byId('wq-search').value = search.text;
  byId('wq-undated').checked = state.undated;
  showCounts();
}

function forgetFilters() {
  for (const facet of FACETS) { facet.ticked.clear(); filters.delete(facet.id); }
  filters.delete('text');
  search.text = '';
  state.types = types.map((type) => type.shown ?? true);
  state.facts = facts.map((fact) => fact.shown ?? true);
  state.undated = true;
}

function startFilter() {
  tallyAll();
  byId('wq-facets').append(...onlyHere().map(facetBox));
  translate();
  byId('wq-all').addEventListener('click', () => setKinds('types', true));
  byId('wq-none').addEventListener('click', () => setKinds('types', false));
  byId('wq-reset').addEventListener('click', () => { forgetFilters(); drawFilter(); changed('filters'); });
  let typing = null;
  byId('wq-search').addEventListener('input', (event) => {
    clearTimeout(typing);
    typing = setTimeout(() => searchFor(event.target.value), 150);
  });
  byId('wq-undated').addEventListener('change', (event) => { state.undated = event.target.checked; changed('filters'); });
  byId('wq-undated-label').hidden = !select((e) => !isDated(e)).length;
  on('filters', () => countSoon(0));
  on('time', () => {
    byId('wq-undated-label').classList.toggle('wq-off', state.from !== null); // an undated event lies in no stretch
    countSoon(120);
  });
  onLanguage(drawFilter);
  drawFilter();
}
