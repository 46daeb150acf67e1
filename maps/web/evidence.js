// What an event says of itself: the quoted words, how day and place were read from them, who tells it and how sure
// it is. Shared by the map and the timeline page. Text from articles enters by textContent alone.
const COUNTS = ['deaths', 'injured', 'missing', 'detained', 'displaced'];

function countText({ min, max }) {
  const [least, most] = [min ?? null, max ?? null];
  if (least !== null && least === most) return number(least);
  if (most === null) return `≥ ${number(least ?? 0)}`;
  if (least === null) return `≤ ${number(most)}`;
  return `${number(least)}–${number(most)}`;
}
const countNode = (count) => bdi(countText(count), 'ltr');

function symbol(e, className = '') {
  const mark = typeMark(types[events.type[e]], facts[events.fact[e]].drawn);
  if (className) mark.classList.add(className);
  return mark;
}
function badge(e) {
  const fact = facts[events.fact[e]];
  const node = make('span', 'wq-badge', symbol(e), ' ', make('b', '', entryName(types[events.type[e]])));
  if (fact.drawn !== 'solid') node.append(' ', make('span', 'wq-fact', entryName(fact)));
  return node;
}

// Only what a browser fetches when a reader asks for it: never javascript: or data:.
function safeLink(url, text) {
  if (typeof url !== 'string' || !/^https?:\/\//i.test(url)) return bdi(text);
  const link = make('a', '', bdi(text));
  link.href = url;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  return link;
}

// ---- when and where ----
const clock = (written) => (typeof written === 'string' && written.length > 10 ? written.slice(11, 16) : '');
function whenNode(e) {
  const { date_start: start, date_end: end } = told(e);
  if (!start && !end) return say('no_date');
  if (!isDated(e)) {
    const key = start ? 'since_day' : 'before_day';
    return say(key, { day: spoken(dayOf(start ?? end)) });
  }
  return make('span', '', bdi(spokenDays(events.from[e], events.to[e])), ' ', hoursNode(e));
}
function hoursNode(e) {
  const hours = [...new Set([told(e).date_start, told(e).date_end].map(clock))].filter(Boolean);
  return hours.length ? bdi(hours.join('–'), 'ltr') : null;
}
function isoNode(e) {
  const { date_start: start, date_end: end } = told(e);
  const written = (day) => String(day ?? '..').slice(0, 10);
  const text = !start && !end ? '' : written(start) === written(end) ? written(start) : `${written(start)} / ${written(end)}`;
  return text ? make('small', 'wq-iso', bdi(text, 'ltr')) : null;
}

const placeNames = (e) => (isPlaced(e)
  ? [places.name[events.place[e]], places.en[events.place[e]]]
  : [told(e).place_name, told(e).place_name_en]);
function whereNode(e) {
  const [ar, en] = placeNames(e);
  const node = make('span', '', ar || en ? bothNames(ar, en) : t(isPlaced(e) ? 'nameless' : 'no_place'));
  if (!isPlaced(e)) return node;
  const km = places.km[events.place[e]];
  if (km !== null) node.append(' ', bdi(`± ${km} ${t('km')}`));
  return node;
}
function divisionsNode(e) {
  const parts = [2, 1].map((level) => divisionOf(e, level)).filter(Boolean)
    .map(([ar, en], i, all) => say(all.length - i === 1 ? 'in_governorate' : 'in_district', { name: nameText(ar, en) }));
  return parts.length ? make('small', 'wq-divisions', ...parts.flatMap((part, i) => (i ? [t('comma'), part] : [part]))) : null;
}

// ---- the quoted words ----
// Offsets are Unicode code points; what overlaps carries several marks.
function quoteNode(source, quoted = true) {
  const letters = Array.from(String(source.evidence));
  const kinds = letters.map(() => []);
  for (const kind of ['trigger', 'date', 'place']) {
    const spans = Array.isArray(source.marks?.[kind]) ? source.marks[kind] : [];
    for (const span of spans) {
      const [start, end] = Array.isArray(span) ? span : [0, 0];
      for (let i = Math.max(0, start); i < Math.min(letters.length, end); i += 1) kinds[i].push(kind);
    }
  }
  const node = make('bdi', 'wq-quote');
  node.dir = 'auto';
  node.lang = 'ar';
  if (quoted) node.append('«');
  for (let i = 0; i < letters.length;) {
    const key = kinds[i].join(' ');
    let j = i + 1;
    while (j < letters.length && kinds[j].join(' ') === key) j += 1;
    const text = letters.slice(i, j).join('');
    if (!key) node.append(...prose(text).childNodes);
    else {
      const mark = make('mark', key.split(' ').map((kind) => `wq-mark-${kind}`).join(' '), text);
      mark.title = key.split(' ').map((kind) => t(`mark_${kind}`)).join(' · ');
      node.append(mark);
    }
    i = j;
  }
  if (quoted) node.append('»');
  return node;
}
function marksLegend(sources) {
  const kinds = ['trigger', 'date', 'place'].filter((kind) => sources.some((source) => source.marks?.[kind]?.length));
  return kinds.length ? make('p', 'wq-marks', ...kinds.map((kind) => make('mark', `wq-mark-${kind}`, t(`mark_${kind}`)))) : null;
}

function publishedNode(published) {
  const day = typeof published === 'object' && published ? published.date_start : published;
  return day ? make('span', '', ' · ', say('published_on', { day: bdi(String(day).replace('/', ' – '), 'ltr') })) : null;
}
function sourceNode(source) {
  const { article, url, source: outlet, published, evidence } = source;
  const line = make('footer', '', safeLink(url, outlet ?? url ?? article ?? ''));
  if (outlet && article) line.append(' · ', make('span', 'wq-article', bdi(article)));
  const day = publishedNode(published);
  if (day) line.append(day);
  const words = make('p', '', evidence ? quoteNode(source) : t('no_quote'));
  return make('blockquote', '', words, line);
}

// ---- what the sources say otherwise ----
const DIFFERING = [...COUNTS, 'days', 'factuality', 'attribution'];
const saidBy = {
  ...Object.fromEntries(COUNTS.map((name) => [name, (source) => (source[name] ? countText(source[name]) : null)])),
  days: ({ date_start: start, date_end: end }) => (start || end ? [...new Set([start, end].map((day) => String(day ?? '..').slice(0, 10)))].join(' / ') : null),
  factuality: ({ factuality }) => {
    const fact = facts.find((entry) => entry.id === factuality);
    return fact ? entryName(fact) : factuality ?? null;
  },
  attribution: ({ attribution }) => attribution ?? null,
};
// Side by side, a row a source: never one figure made of several.
function differences(sources) {
  if (sources.length < 2) return null;
  const columns = DIFFERING.filter((name) => new Set(sources.map((source) => saidBy[name](source))).size > 1);
  if (!columns.length) return null;
  const head = make('tr', '', headerCell('col', t('source')), ...columns.map((name) => headerCell('col', t(`said_${name}`))));
  const rows = sources.map((source) => make(
    'tr', '', headerCell('row', bdi(source.source ?? source.article ?? '')),
    ...columns.map((name) => make('td', '', bdi(saidBy[name](source) ?? '—'))),
  ));
  return make('table', 'wq-differences', make('caption', '', t('differences')), make('thead', '', head), make('tbody', '', ...rows));
}
function headerCell(scope, content) {
  const cell = make('th', '', content);
  cell.scope = scope;
  return cell;
}

// ---- reasons ----
// A quote that breaks inside a line of the other script reads backwards: a short one stays whole.
function quoted(part) {
  const node = bdi(part, 'rtl');
  if (part.length < 45) node.className = 'wq-whole';
  return node;
}
// A reason is English with Arabic quotes and names in it: a word of English outside the quotes makes it run so.
function reasonNode(reason, tag = 'p') {
  const text = String(reason);
  const node = make(tag, 'wq-reason');
  node.dir = /\p{Script=Latin}{3}/u.test(text.replace(/«[^»]*»/g, '')) ? 'ltr' : 'rtl';
  node.lang = node.dir === 'ltr' ? 'en' : 'ar';
  node.append(...text.split(/(«[^»]*»)/).map((part, i) => (i % 2 ? quoted(part) : prose(part))));
  return node;
}
const because = (reason) => (reason ? reasonNode(reason) : null);

function meter(share) {
  const node = make('span', 'wq-meter');
  node.style.setProperty('--share', `${Math.round(share * 100)}%`);
  node.setAttribute('aria-hidden', 'true');
  return make('span', 'wq-sure', node, bdi(`${Math.round(share * 100)}%`, 'ltr'));
}

function actorNode({ name, name_en: en, kind, role }) {
  const about = [role && wordFor('role', role), kind && wordFor('kind', kind)].filter(Boolean);
  const node = make('div', 'wq-actor', bothNames(name, en));
  if (about.length) node.append(' ', make('small', '', bdi(about.join(t('comma')))));
  return node;
}

// ---- the card ----
const row = (key, ...values) => make('div', 'wq-fact-row', make('dt', '', t(key)), make('dd', '', ...values));

function movementNode(words) {
  const end = (point, name) => (point ? bothNames(point.name, point.name_en) : name ? bdi(typeof name === 'object' ? name.name ?? '' : name) : null);
  const [from, to] = [end(words.origin_point, words.origin), end(words.destination_point, words.destination)];
  if (!from && !to) return null;
  return make('span', '', from ?? t('unknown_place'), ` ${rtl() ? '←' : '→'} `, to ?? t('unknown_place'));
}

function factRows(e) {
  const words = told(e);
  const movement = movementNode(words);
  const counts = COUNTS.filter((name) => words[name]);
  const fact = facts[events.fact[e]];
  return [
    row('when', whenNode(e), ' ', isoNode(e), because(words.date_reason)),
    row('where', whereNode(e), divisionsNode(e), because(words.place_reason)),
    movement && row('movement', movement),
    ...counts.map((name) => row(`said_${name}`, countNode(words[name]))),
    words.actors?.length && row('who', ...words.actors.map(actorNode)),
    words.attribution && row('by_whose_word', bdi(words.attribution), ' ', words.attribution_kind && make('small', '', wordFor('kind', words.attribution_kind))),
    row('did_it_happen', entryName(fact), because(words.factuality_reason)),
    words.confidence !== undefined && row('how_sure', meter(words.confidence), because(words.confidence_reason)),
    words.part_of && row('part_of', eventLink(words.part_of)),
    words.review && row('review', bdi([wordFor('verdict', words.review.verdict ?? ''), words.review.by, words.review.why].filter(Boolean).join(' · '))),
  ].filter(Boolean);
}

// Another event of the page: `openEvent` is the page's own way to show one.
function eventLink(id) {
  const e = numberOf(id);
  if (e === NONE) return bdi(id);
  const link = make('button', 'wq-action', t('the_whole_event'));
  link.type = 'button';
  link.addEventListener('click', () => openEvent(e));
  return link;
}

const titleText = (e) => nameText(told(e).title, told(e).title_en) || entryName(types[events.type[e]]);
function titles(e) {
  const { title, title_en: en } = told(e);
  const [first, other] = rtl() ? [title, en] : [en, title];
  const nodes = [make('h3', '', prose(titleText(e)))];
  if (first && other && first !== other) {
    const second = make('p', 'wq-title-other', prose(other));
    second.lang = rtl() ? 'en' : 'ar';
    second.dir = rtl() ? 'ltr' : 'rtl';
    nodes.push(second);
  }
  return nodes;
}

const sourcesOf = (e) => told(e).sources ?? [];
// The evidence of one event, all of it; `actions` are what the page lets a reader do with it.
function card(e, actions) {
  const words = told(e);
  const sources = sourcesOf(e);
  const reasoned = words.date_reason || words.place_reason || words.factuality_reason;
  const parts = [
    badge(e), ...titles(e),
    make('h4', '', t('evidence'), ' ', make('span', 'wq-n', bdi(number(sources.length)))),
    marksLegend(sources), ...sources.map(sourceNode), differences(sources),
    make('dl', '', ...factRows(e)),
  ];
  if (words.reason && !reasoned) parts.push(make('h4', '', t('why')), reasonNode(words.reason));
  parts.push(actions, make('p', 'wq-id', t('event_id'), ' ', bdi(events.id[e], 'ltr')));
  return make('article', 'wq-card', ...parts);
}
