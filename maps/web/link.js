// The address: what is chosen, as #event=…&from=…&type=… on the map and #event-…&from=…&type=… on the timeline page, so
// that a link restores what its sender saw. Both pages understand both.
const LISTED = [['type', 'types', types], ['fact', 'facts', facts]];

function described() {
  const said = new URLSearchParams();
  if (language !== page.language) said.set('lang', language);
  if (state.from !== null) { said.set('from', iso(state.from)); said.set('to', iso(state.to)); }
  for (const [name, kind, entries] of LISTED) {
    if (entries.every((entry, i) => state[kind][i] === (entry.shown ?? true))) continue;
    said.set(name, entries.filter((_, i) => state[kind][i]).map((entry) => entry.id).join(' '));
  }
  if (!state.undated) said.set('undated', 'no');
  for (const facet of FACETS) for (const value of facet.ticked) said.append(facet.id, facet.key(value));
  if (search.text.trim()) said.set('q', search.text.trim());
  for (const part of linkParts) part.write(said);
  return said;
}
const IS_MAP = byId('waqai') !== null || document.querySelector('.folium-map') !== null;
const asMap = (said, id) => { if (id) said.set('event', id); return said.toString() && `#${said}`; };
const asTimeline = (said, id) => { said.delete('view'); return id ? `#event-${[encodeURIComponent(id), said.toString()].filter(Boolean).join('&')}` : said.toString() && `#${said}`; };
const addressed = (e) => (IS_MAP ? asMap : asTimeline)(described(), e === null ? null : events.id[e]);
const otherPage = (e) => page.other_page + (IS_MAP ? asTimeline : asMap)(described(), e === null ? null : events.id[e]);

function read(address) {
  const text = address.replace(/^#/, '');
  const anchored = /^event-([^&]*)&?(.*)$/s.exec(text);
  const said = new URLSearchParams(anchored ? anchored[2] : text);
  if (anchored) said.set('event', new URLSearchParams(`id=${anchored[1].replaceAll('+', '%2B')}`).get('id')); // never throws
  return said;
}

const dayIn = (text) => (/^-?\d{4,6}-\d{2}-\d{2}$/.test(text ?? '') ? Math.round(Date.parse(text) / DAY) : NaN);

// Chooses what the address says. Resolves to the event it names, or null.
async function follow(address) {
  const said = read(address);
  setLanguage(said.get('lang') ?? page.language);
  forgetFilters();
  for (const [name, kind, entries] of LISTED) {
    if (!said.has(name)) continue;
    const wanted = new Set(said.get(name).split(' '));
    state[kind] = entries.map((entry) => wanted.has(entry.id));
  }
  state.undated = said.get('undated') !== 'no';
  for (const facet of FACETS) {
    const wanted = new Set(said.getAll(facet.id));
    if (!wanted.size) continue;
    for (const value of facet.options()) if (wanted.has(facet.key(value))) facet.ticked.add(value);
    if (facet.ticked.size) filters.set(facet.id, facet.test);
  }
  const [from, to] = [dayIn(said.get('from')), dayIn(said.get('to'))];
  const some = from <= to; // false for what is no day
  [state.from, state.to] = some ? [from, to] : [null, null];
  for (const part of linkParts) part.read(said);
  drawFilter();
  changed('filters');
  changed('time');
  if (said.get('q')) { byId('wq-search').value = said.get('q'); await searchFor(said.get('q')); }
  const id = said.get('event');
  return id === null ? null : numberOf(id);
}

let written = null;
let linkDue = null;
function writeAddress() {
  clearTimeout(linkDue);
  linkDue = setTimeout(() => {
    written = addressed(state.selected);
    if (page.other_page) byId('wq-other-page').href = otherPage(state.selected);
    if (written !== location.hash) history.replaceState(null, '', written || location.pathname + location.search);
  }, 150);
}
// The address of an event as things stand.
const permalink = (e) => location.href.split('#')[0] + addressed(e);

async function startLink() {
  const arrive = async () => {
    const e = await follow(location.hash);
    if (e === NONE) lackingEvent(); else if (e !== null) await openEvent(e); else if (state.selected !== null) closeEvent();
  };
  byId('wq-other-page').hidden = !page.other_page;
  if (page.other_page) byId('wq-other-page').href = page.other_page;
  if (location.hash) await arrive();
  on('filters time selection view', writeAddress);
  onLanguage(writeAddress);
  window.addEventListener('hashchange', () => { if (location.hash !== written) arrive(); });
}
