// The timeline page: the events that the filters keep, for reading and for paper. A section is filled when it comes
// near the window, so that tens of thousands of events open at once.
const PRINTED = 3000; // events that go onto paper; more is no reading
let sections = [];
const nodes = new Map(); // by section

// Under the heading of its day an event tells the hours alone.
const itemWhen = (e) => (events.from[e] === events.to[e] && isDated(e) ? hoursNode(e) : whenNode(e));
function item(e, level) {
  const words = told(e);
  const counts = COUNTS.filter((name) => words[name]);
  const where = make('p', 'wq-item-where', whereNode(e), ' ', divisionsNode(e));
  const figures = make('p', 'wq-item-figures', ...counts.flatMap((name, i) => [i ? ' · ' : '', t(`said_${name}`), ' ', make('b', '', countNode(words[name]))]));
  const node = make(
    'article', 'wq-item', make('header', '', badge(e), ' ', make('span', 'wq-item-when', itemWhen(e))),
    make(level, 'wq-item-title', prose(titleText(e))), where, counts.length ? figures : null, marksLegend(sourcesOf(e)), ...sourcesOf(e).map(sourceNode), differences(sourcesOf(e)), whyNode(e), actionsNode(e),
  );
  node.id = `event-${events.id[e]}`;
  node.dataset.event = events.id[e];
  node.classList.toggle('wq-chosen', state.selected === e);
  return node;
}
function whyNode(e) {
  const node = make('details', 'wq-item-why', make('summary', '', t('how_read')), make('dl', '', ...factRows(e)));
  const { reason } = told(e);
  if (reason) node.append(reasonNode(reason));
  return node;
}
function actionsNode(e) {
  const onMap = page.other_page ? make('a', 'wq-action', t('on_the_map')) : null;
  if (onMap) onMap.href = otherPage(e);
  return make(
    'div', 'wq-actions', onMap, copyButton('cite_ar', () => citation(e, 'ar')), copyButton('cite_en', () => citation(e, 'en')),
    copyButton('copy_link', () => permalink(e)),
  );
}

// ---- sections ----
function skeleton(section) {
  const heading = make('h2', '', section.heading(), ' ', make('small', 'wq-n', bdi(number(section.events.length))));
  const node = make('section', 'wq-section', heading);
  node.id = section.id;
  node.style.setProperty('--events', section.events.length);
  nodes.set(section, node);
  near.observe(node);
  return node;
}
function fill(section) {
  const node = nodes.get(section);
  if (node.dataset.filled) return;
  node.dataset.filled = 'yes';
  for (const [heading, held] of section.groups) {
    const group = make('div', 'wq-day', heading ? make('h3', '', heading()) : null, ...held.map((e) => item(e, heading ? 'h4' : 'h3')));
    node.append(group);
  }
}
async function fillSoon(section) {
  if (nodes.get(section)?.dataset.filled) return;
  try {
    await readWords(section.events);
  } catch {
    byId('wq-days').replaceChildren(make('p', 'wq-none', t('too_old')));
    return;
  }
  if (nodes.has(section)) fill(section); // else the filters have changed meanwhile
}
const near = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    near.unobserve(entry.target);
    fillSoon(sections.find((section) => section.id === entry.target.id));
  }
}, { rootMargin: '1200px' });

function layDays() {
  near.disconnect();
  nodes.clear();
  sections = sectionsOf(select(isListed));
  byId('wq-days').replaceChildren(...sections.map(skeleton));
  if (!sections.length) byId('wq-days').append(make('p', 'wq-none', t('no_events')));
  const options = sections.map((section) => {
    const option = make('option', '', `${section.heading()} (${number(section.events.length)})`);
    option.value = section.id;
    return option;
  });
  const first = make('option', '', t('go_to'));
  first.value = '';
  byId('wq-jump').replaceChildren(first, ...options);
  prepareForPaper();
}

// In the other language: what was at the top of the window stays there.
async function layAgain() {
  const top = [...document.querySelectorAll('.wq-item')].find((node) => node.getBoundingClientRect().bottom > 80);
  const e = top ? numberOf(top.dataset.event) : NONE;
  layDays();
  if (e !== NONE && window.scrollY > 0) (await nodeOf(e)).scrollIntoView({ block: 'start' });
}

// ---- one event ----
async function nodeOf(e) {
  const section = sections.find(({ events: held }) => held.includes(e));
  await fillSoon(section);
  return nodes.get(section).querySelector(`[data-event="${CSS.escape(events.id[e])}"]`);
}
async function openEvent(e) {
  if (!isListed(e)) { byId('wq-notice').textContent = t('hidden_by_filters'); byId('wq-notice').hidden = false; return; }
  const node = await nodeOf(e);
  document.querySelector('.wq-chosen')?.classList.remove('wq-chosen');
  node.classList.add('wq-chosen');
  setSelected(e);
  node.tabIndex = -1;
  node.focus({ preventScroll: true });
  node.scrollIntoView({ block: 'center' });
}
function lackingEvent() {
  byId('wq-notice').textContent = t('no_such_event');
  byId('wq-notice').hidden = false;
}
function closeEvent() {
  document.querySelector('.wq-chosen')?.classList.remove('wq-chosen');
  setSelected(null);
}

// ---- paper ----
// Filling is quick once the words are there, and a browser that prints waits for nothing else.
async function prepareForPaper() {
  const listed = sections.flatMap((section) => section.events);
  byId('wq-too-many').hidden = listed.length <= PRINTED;
  byId('wq-too-many').replaceChildren(say('too_many_for_paper', { n: number(PRINTED) }));
  if (listed.length <= PRINTED) await readWords(listed).catch(() => {});
}
function onPaper() {
  if (byId('wq-too-many').hidden) for (const section of sections) if (section.events.every(isRead)) fill(section);
}

// ---- days ----
function showDays() {
  byId('wq-day-from').value = state.from === null ? '' : iso(state.from);
  byId('wq-day-to').value = state.to === null ? '' : iso(state.to);
}
function daysChosen() {
  const [from, to] = ['wq-day-from', 'wq-day-to'].map((id) => dayIn(byId(id).value));
  if (Number.isNaN(from) && Number.isNaN(to)) { setTime(null, null); return; }
  const start = Number.isNaN(from) ? -1e7 : from;
  const end = Number.isNaN(to) ? 1e7 : to;
  if (start <= end) setTime(start, end);
}

function startReading() {
  startWords();
  startFilter();
  startSaving();
  on('filters time', () => { byId('wq-notice').hidden = true; layDays(); });
  on('time', showDays);
  onLanguage(layAgain);
  for (const id of ['wq-day-from', 'wq-day-to']) byId(id).addEventListener('change', daysChosen);
  byId('wq-jump').addEventListener('change', (event) => {
    if (event.target.value) byId(event.target.value).scrollIntoView();
    event.target.value = '';
  });
  byId('wq-language').addEventListener('click', () => setLanguage(rtl() ? 'en' : 'ar'));
  byId('wq-print').addEventListener('click', async () => { await prepareForPaper(); window.print(); });
  window.addEventListener('beforeprint', onPaper);
  if (window.innerWidth < 900) byId('wq-filter').open = false;
  layDays();
}
startReading();
await startLink();
window.waqai = { data, events, state, setTime, fold, sections: () => sections }; // for the console and the tests
document.body.dataset.ready = 'true';
