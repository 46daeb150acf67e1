// The address: what is chosen, as #event=…&from=…&type=…, so that a link restores what its sender saw.
const LISTED = [['type', 'types', types], ['fact', 'facts', facts]];

function described() {
  const said = new URLSearchParams();
  if (language !== data.language) said.set('lang', language);
  if (state.from !== null) { said.set('from', iso(state.from)); said.set('to', iso(state.to)); }
  for (const [name, kind, entries] of LISTED) {
    if (entries.every((entry, i) => state[kind][i] === (entry.shown ?? true))) continue;
    said.set(name, entries.filter((_, i) => state[kind][i]).map((entry) => entry.id).join(' '));
  }
  if (!state.undated) said.set('undated', 'no');
  for (const facet of FACETS) for (const value of facet.ticked) said.append(facet.id, facet.key(value));
  if (search.text.trim()) said.set('q', search.text.trim());
  for (const part of linkParts) part.write(said);
  if (state.selected !== null) said.set('event', events.id[state.selected]);
  return said;
}

const dayIn = (text) => (/^-?\d{4,6}-\d{2}-\d{2}$/.test(text ?? '') ? Math.round(Date.parse(text) / DAY) : NaN);

// Chooses what the address says. Resolves to the event it names, or null.
async function follow(address) {
  const said = new URLSearchParams(address.replace(/^#/, ''));
  setLanguage(said.get('lang') ?? data.language);
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
    const said = described().toString();
    written = said ? `#${said}` : '';
    if (written !== location.hash) history.replaceState(null, '', written || location.pathname + location.search);
  }, 150);
}
// The address of an event as things stand.
function permalink(e) {
  const said = described();
  said.set('event', events.id[e]);
  return `${location.href.split('#')[0]}#${said}`;
}

async function startLink() {
  const arrive = async () => {
    const e = await follow(location.hash);
    if (e === NONE) side.lacking(); else if (e !== null) await side.open(e); else if (state.selected !== null) side.close();
  };
  if (location.hash) await arrive();
  on('filters time selection view', writeAddress);
  onLanguage(writeAddress);
  window.addEventListener('hashchange', () => { if (location.hash !== written) arrive(); });
}
