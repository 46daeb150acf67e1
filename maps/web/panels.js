// Panels: the filter, the side list and an event's card. Text from articles enters by textContent alone.
const PAGE = 100; // list entries shown at once

function startFilter() {
  const counts = types.map(() => 0);
  const factCounts = facts.map(() => 0);
  for (let e = 0; e < total; e += 1) {
    counts[events.type[e]] += 1;
    factCounts[events.fact[e]] += 1;
  }
  const box = (kind, i, count, mark, entry) => {
    const input = make('input');
    input.type = 'checkbox';
    input.checked = true;
    input.dataset[kind] = entry.id;
    input.addEventListener('change', () => { state[kind][i] = input.checked; changed(); });
    return make('label', 'wq-check', input, mark, make('span', 'wq-label', entry.ar, ' ', english(entry.en)), bdi(number(count), 'ltr'));
  };
  types.forEach((type, i) => {
    if (!counts[i]) return;
    const mark = make('i', 'wq-dot');
    mark.style.background = type.colour;
    byId('wq-types').append(box('types', i, counts[i], mark, type));
  });
  facts.forEach((fact, i) => {
    if (factCounts[i]) byId('wq-facts').append(box('facts', i, factCounts[i], make('i', `wq-dot wq-${fact.drawn}`), fact));
  });
  const setAll = (on) => {
    byId('wq-types').querySelectorAll('input').forEach((input) => { input.checked = on; });
    state.types.fill(on);
    changed();
  };
  byId('wq-all').addEventListener('click', () => setAll(true));
  byId('wq-none').addEventListener('click', () => setAll(false));
  const fold = (open) => {
    byId('wq-fold').setAttribute('aria-expanded', String(open));
    byId('wq-filter').classList.toggle('wq-folded', !open);
  };
  byId('wq-fold').addEventListener('click', () => fold(byId('wq-filter').classList.contains('wq-folded')));
  if (window.innerWidth < 700) fold(false);
}

// ---- what an event says ----
function whenText(e) {
  const [from, to] = told[e].dates;
  if (!from && !to) return bilingual('بلا تاريخ في النص', 'no date in the text');
  if (!from) return make('span', '', 'قبل ', bdi(to.slice(0, 10), 'ltr'), ' ', english('at some time before'));
  if (!to) return make('span', '', 'منذ ', bdi(from.slice(0, 10), 'ltr'), ' ', english('since, end not told'));
  const clock = (written) => (written.length > 10 ? ` ${written.slice(11, 16)}` : '');
  const [a, b] = [events.from[e], events.to[e]];
  const arabic = a === b ? spoken(a) : `بين ${spoken(a)} و${spoken(b)}`;
  const western = a !== b ? `${iso(a)}${clock(from)} – ${iso(b)}${clock(to)}` : iso(a) + clock(from) + (from === to ? '' : ` –${clock(to)}`);
  return make('span', '', bdi(arabic, 'rtl'), ' ', bdi(western, 'ltr'));
}

function whereText(e) {
  const place = events.place[e];
  const name = place < 0 ? told[e].place : places.name[place];
  if (place < 0 && !name) return bilingual('بلا مكان محدد في النص', 'no place in the text');
  const parts = [bdi(name ?? 'مكان بلا اسم')];
  if (place >= 0 && places.en[place]) parts.push(' ', english(places.en[place]));
  if (place < 0) parts.push(' ', bilingual('(غير محدد على الخريطة)', 'not located'));
  else if (places.area[place] >= 0) parts.push(' ', bilingual('منطقة', 'area'));
  else if (places.km[place] !== null) parts.push(' ', bdi(`± ${places.km[place]} km`, 'ltr'));
  return make('span', '', ...parts);
}

const COUNTS = { deaths: ['قتلى', 'Killed'], injured: ['جرحى', 'Injured'], displaced: ['نازحون', 'Displaced'] };
const ROLES = { perpetrator: 'الفاعل', target: 'الهدف', party: 'طرف', source: 'المصدر' };
function countText({ min, max }) {
  if (min !== null && min === max) return bdi(number(min), 'ltr');
  if (max === null || max === undefined) return bdi(`≥ ${number(min)}`, 'ltr');
  if (min === null || min === undefined) return bdi(`≤ ${number(max)}`, 'ltr');
  return bdi(`${number(min)} – ${number(max)}`, 'ltr');
}

function badge(e) {
  const type = types[events.type[e]];
  const fact = facts[events.fact[e]];
  const dot = make('i', `wq-dot wq-${fact.drawn}`);
  dot.style.setProperty('--colour', type.colour);
  const parts = [dot, ' ', make('b', '', type.ar), ' ', english(type.en)];
  if (fact.drawn !== 'solid') parts.push(make('span', 'wq-fact', fact.ar, ' ', english(fact.en)));
  return make('span', 'wq-badge', ...parts);
}

function safeLink(url, text) {
  if (!/^https?:\/\//i.test(url ?? '')) return bdi(text);
  const link = make('a', '', bdi(text));
  link.href = url;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  return link;
}

function fact(ar, en, value) {
  return make('div', 'wq-fact-row', make('dt', '', ar, ' ', english(en)), make('dd', '', value));
}

function sourceNode([article, url, source, published, evidence]) {
  const day = typeof published === 'object' && published ? published.date_start : published;
  const line = make('footer', '', safeLink(url, source ?? url ?? article ?? ''));
  if (source && article) line.append(' · ', bdi(article));
  if (day) line.append(' · نُشر ', english('published'), ' ', bdi(day.replace('/', ' – '), 'ltr')); // both bounds, where inferred
  return make('blockquote', '', make('p', '', evidence ? prose(`«${evidence}»`) : bilingual('بلا اقتباس', 'no quote')), line);
}

// A quote that breaks inside a line of the other script reads backwards: a short one stays whole.
function quoted(part) {
  const node = bdi(part, 'rtl');
  if (part.length < 45) node.className = 'wq-whole';
  return node;
}

// A reason is mostly English with quoted Arabic: it runs the way most of its letters do.
function reasonNode(reason) {
  const letters = (script) => (reason.match(new RegExp(`\\p{Script=${script}}`, 'gu')) ?? []).length;
  const node = make('p', 'wq-reason');
  node.dir = letters('Latin') > letters('Arabic') ? 'ltr' : 'rtl';
  node.append(...reason.split(/(«[^»]*»)/).map((part, i) => (i % 2 ? quoted(part) : prose(part))));
  return node;
}

function card(e) {
  const words = told[e];
  const rows = [fact('متى', 'When', whenText(e)), fact('أين', 'Where', whereText(e))];
  for (const [name, [ar, en]] of Object.entries(COUNTS)) if (words[name]) rows.push(fact(ar, en, countText(words[name])));
  if (words.actors.length) {
    const list = words.actors.map(([name, role]) => make('div', '', bdi(name), ' ', make('small', '', ROLES[role] ?? role)));
    rows.push(fact('من', 'Who', make('span', '', ...list)));
  }
  if (words.attribution) rows.push(fact('بحسب', 'According to', bdi(words.attribution)));
  if (words.confidence !== undefined) rows.push(fact('الثقة', 'Confidence', bdi(`${Math.round(words.confidence * 100)}%`, 'ltr')));
  if (words.review) rows.push(fact('مراجعة', 'Review', bdi(words.review.filter(Boolean).join(' · '))));
  const node = make('article', 'wq-card', badge(e), words.title ? make('h3', '', prose(words.title)) : null, words.title_en ? make('p', 'wq-title-en', english(words.title_en)) : null, make('dl', '', ...rows));
  const heading = make('h4', '');
  heading.append(...bilingual('الدليل من النص', 'Evidence').childNodes);
  node.append(heading, ...words.sources.map(sourceNode));
  if (words.reason) node.append(make('h4', '', 'لماذا؟ ', english('Why')), reasonNode(words.reason));
  node.append(make('p', 'wq-id', bdi(events.id[e], 'ltr')));
  return node;
}

function listEntry(e) {
  const words = told[e];
  const quote = words.sources.find((source) => source[4])?.[4];
  const entry = make('button', 'wq-entry', badge(e), make('span', 'wq-entry-text', prose(words.title ?? quote ?? '')), make('span', 'wq-entry-when', whenText(e), ' · ', whereText(e)));
  entry.type = 'button';
  entry.dataset.event = events.id[e];
  entry.addEventListener('click', () => side.open(e));
  return entry;
}

// ---- the side panel ----
const side = {
  mode: null, // in view, undated, unplaced, or a fixed list of events
  async show(mode, focus = true) {
    await toldReady;
    side.mode = mode;
    byId('wq-side').hidden = false;
    byId('wq-back').hidden = true;
    layer.selected = null;
    layer.redraw();
    if (told) side.fill(); else side.excuse();
    if (focus) byId('wq-side-title').focus();
  },
  fill() {
    const [chosen, title] = side.chosen();
    const sorted = chosen.sort((a, b) => (events.from[a] ?? 1e9) - (events.from[b] ?? 1e9) || a - b);
    byId('wq-side-title').replaceChildren(...title.childNodes, ' ', make('b', 'wq-n', number(chosen.length)));
    const body = byId('wq-side-body');
    body.replaceChildren();
    const more = (start) => {
      body.append(...sorted.slice(start, start + PAGE).map(listEntry));
      if (sorted.length <= start + PAGE) return;
      const button = make('button', 'wq-more', bilingual(`المزيد (${number(sorted.length - start - PAGE)})`, 'More'));
      button.type = 'button';
      button.addEventListener('click', () => { button.remove(); more(start + PAGE); });
      body.append(button);
    };
    more(0);
    if (!sorted.length) body.append(make('p', 'wq-none', bilingual('لا أحداث هنا', 'No events here')));
    body.scrollTop = 0;
  },
  chosen() {
    if (Array.isArray(side.mode)) return [[...side.mode], bilingual('أحداث المكان', 'Events here')];
    if (side.mode === 'undated') return [select((e) => kindShown(e) && !isDated(e)), bilingual('بلا تاريخ', 'Undated')];
    if (side.mode === 'unplaced') return [select((e) => kindShown(e) && isDated(e) && !isPlaced(e) && inTime(e)), bilingual('بلا مكان', 'Unplaced')];
    return [onMap().filter(inView), bilingual('الأحداث في الإطار', 'Events in view')];
  },
  excuse() {
    byId('wq-side-body').replaceChildren(make('p', 'wq-none', bilingual('هذا المتصفح قديم ولا يستطيع عرض النصوص', 'This browser is too old to unpack the texts')));
  },
  async open(e) {
    await toldReady;
    byId('wq-side').hidden = false;
    if (!told) { side.excuse(); return; }
    byId('wq-side-title').replaceChildren(...bilingual('حدث', 'Event').childNodes);
    byId('wq-side-body').replaceChildren(card(e));
    byId('wq-side-body').scrollTop = 0;
    byId('wq-back').hidden = side.mode === null;
    layer.selected = e;
    layer.redraw();
    if (isPlaced(e)) bringIntoView(events.place[e]);
    byId('wq-side-title').focus();
  },
  back() {
    if (side.mode !== null) side.show(side.mode);
  },
  close() {
    side.mode = null;
    byId('wq-side').hidden = true;
    layer.selected = null;
    layer.redraw();
  },
};
