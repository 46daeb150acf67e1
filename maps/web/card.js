// What an event says: its card, and its line in a list. Text from articles enters by textContent alone.
function whenText(e) {
  const { date_start: from, date_end: to } = told(e);
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
  const name = place < 0 ? told(e).place_name : places.name[place];
  if (place < 0 && !name) return bilingual('بلا مكان محدد في النص', 'no place in the text');
  const parts = [bdi(name ?? 'مكان بلا اسم')];
  if (place >= 0 && places.en[place]) parts.push(' ', english(places.en[place]));
  if (place < 0) parts.push(' ', bilingual('(غير محدد على الخريطة)', 'not located'));
  else if (places.area[place] >= 0) parts.push(' ', bilingual('منطقة', 'area'));
  else if (places.km[place] !== null) parts.push(' ', bdi(`± ${places.km[place]} km`, 'ltr'));
  return make('span', '', ...parts);
}

const COUNTS = { deaths: ['قتلى', 'Killed'], injured: ['جرحى', 'Injured'], displaced: ['نازحون', 'Displaced'] };
const ROLES = { doer: 'الفاعل', target: 'الهدف', party: 'طرف', mediator: 'الوسيط' };
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

function sourceNode({ article, url, source, published, evidence }) {
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
  const words = told(e);
  const rows = [fact('متى', 'When', whenText(e)), fact('أين', 'Where', whereText(e))];
  for (const [name, [ar, en]] of Object.entries(COUNTS)) if (words[name]) rows.push(fact(ar, en, countText(words[name])));
  if (words.actors) {
    const list = words.actors.map(({ name, role }) => make('div', '', bdi(name), ' ', make('small', '', ROLES[role] ?? role)));
    rows.push(fact('من', 'Who', make('span', '', ...list)));
  }
  if (words.attribution) rows.push(fact('بحسب', 'According to', bdi(words.attribution)));
  if (words.confidence !== undefined) rows.push(fact('الثقة', 'Confidence', bdi(`${Math.round(words.confidence * 100)}%`, 'ltr')));
  if (words.review) rows.push(fact('مراجعة', 'Review', bdi(['verdict', 'by', 'why'].map((name) => words.review[name]).filter(Boolean).join(' · '))));
  const node = make('article', 'wq-card', badge(e), words.title ? make('h3', '', prose(words.title)) : null, words.title_en ? make('p', 'wq-title-en', english(words.title_en)) : null, make('dl', '', ...rows));
  const heading = make('h4', '');
  heading.append(...bilingual('الدليل من النص', 'Evidence').childNodes);
  node.append(heading, ...(words.sources ?? []).map(sourceNode));
  if (words.reason) node.append(make('h4', '', 'لماذا؟ ', english('Why')), reasonNode(words.reason));
  node.append(make('p', 'wq-id', bdi(events.id[e], 'ltr')));
  return node;
}

function listEntry(e) {
  const words = told(e);
  const quote = words.sources?.find((source) => source.evidence)?.evidence;
  const entry = make('button', 'wq-entry', badge(e), make('span', 'wq-entry-text', prose(words.title ?? quote ?? '')), make('span', 'wq-entry-when', whenText(e), ' · ', whereText(e)));
  entry.type = 'button';
  entry.dataset.event = events.id[e];
  entry.addEventListener('click', () => side.open(e));
  return entry;
}
