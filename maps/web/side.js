// The side panel: lists of events, and the evidence of one.
const PAGE = 100; // list entries shown at once

// What each list holds, and its heading.
const LISTS = {
  view: [() => onMap().filter(inView), 'events_in_view'],
  undated: [() => select(isUndated), 'undated'],
  unplaced: [() => select(isUnplaced), 'unplaced'],
};

function listEntry(e) {
  const quote = sourcesOf(e).find((source) => source.evidence)?.evidence;
  const entry = make(
    'button', 'wq-entry', badge(e), make('span', 'wq-entry-text', prose(nameText(told(e).title, told(e).title_en) || quote || '')),
    make('span', 'wq-entry-when', whenNode(e), ' · ', whereNode(e)),
  );
  entry.type = 'button';
  entry.dataset.event = events.id[e];
  entry.addEventListener('click', () => side.open(e));
  return entry;
}

const side = {
  mode: null, // the name of a list, or a fixed list of events
  opener: null, // what had the focus before the panel opened
  get lists() { return !byId('wq-side').hidden && byId('wq-back').hidden && side.mode !== null; },
  reveal() {
    if (byId('wq-side').hidden) side.opener = document.activeElement;
    byId('wq-side').hidden = false;
  },
  async show(mode) {
    side.mode = mode;
    side.reveal();
    byId('wq-back').hidden = true;
    if (state.selected !== null) setSelected(null);
    await side.fill();
    byId('wq-side-title').focus();
  },
  listed() {
    if (side.mode === null) return select(isListed);
    return Array.isArray(side.mode) ? [...side.mode].sort((a, b) => a - b) : LISTS[side.mode][0]();
  },
  async fill() {
    const { mode } = side;
    const chosen = side.listed();
    await reading(chosen.slice(0, PAGE), () => {
      if (mode !== side.mode) return; // the reader has gone on
      const heading = mode.heading?.() ?? t(Array.isArray(mode) ? 'events_here' : LISTS[mode][1]);
      byId('wq-side-title').replaceChildren(heading, ' ', make('b', 'wq-n', bdi(number(chosen.length))));
      byId('wq-side-body').replaceChildren(make('p', 'wq-none', t('no_events')));
      byId('wq-side-body').scrollTop = 0;
      if (chosen.length) { byId('wq-side-body').replaceChildren(); side.append(chosen, 0); }
    });
  },
  append(chosen, start) {
    const body = byId('wq-side-body');
    body.append(...chosen.slice(start, start + PAGE).map(listEntry));
    const next = chosen.slice(start + PAGE, start + 2 * PAGE);
    if (!next.length) return;
    const button = make('button', 'wq-more', say('more', { n: number(chosen.length - start - PAGE) }));
    button.type = 'button';
    button.addEventListener('click', () => reading(next, () => { button.remove(); side.append(chosen, start + PAGE); }));
    body.append(button);
  },
  async open(e) {
    side.reveal();
    await reading([e], () => {
      byId('wq-side-title').replaceChildren(t('event'));
      byId('wq-side-body').replaceChildren(isListed(e) ? '' : make('p', 'wq-none', t('hidden_by_filters')), card(e, actionsOf(e)));
      byId('wq-side-body').scrollTop = 0;
      byId('wq-back').hidden = side.mode === null;
      setSelected(e);
      if (isPlaced(e)) bringIntoView(events.place[e]);
      byId('wq-side-title').focus({ preventScroll: true });
    });
  },
  // The event before or after this one in the list that it was opened from, else among all that are listed.
  step(by) {
    if (state.selected === null) return;
    const order = side.listed();
    const at = order.indexOf(state.selected);
    const next = order[at === NONE ? 0 : at + by];
    if (next !== undefined) side.open(next);
  },
  lacking() {
    side.mode = null;
    side.reveal();
    byId('wq-back').hidden = true;
    byId('wq-side-title').replaceChildren(t('event'));
    byId('wq-side-body').replaceChildren(make('p', 'wq-none', t('no_such_event')));
  },
  redraw() {
    if (byId('wq-side').hidden) return;
    if (state.selected !== null) side.open(state.selected); else if (side.mode !== null) side.fill();
  },
  back() {
    if (side.mode !== null) side.show(side.mode);
  },
  close() {
    side.mode = null;
    byId('wq-side').hidden = true;
    if (state.selected !== null) setSelected(null);
    side.opener?.focus?.();
  },
};

const openEvent = (e) => side.open(e);
const lackingEvent = () => side.lacking();
const closeEvent = () => side.close();

// Shows what needs the events' words, once they are there.
async function reading(wanted, show) {
  try {
    await readWords(wanted);
  } catch {
    byId('wq-side-body').replaceChildren(make('p', 'wq-none', t('too_old')));
    return;
  }
  show();
}

function actionsOf(e) {
  const step = (key, by) => {
    const order = side.listed();
    const button = actionButton(key, () => side.step(by));
    button.disabled = order[order.indexOf(e) + by] === undefined;
    return button;
  };
  const elsewhere = page.other_page ? make('a', 'wq-action', t('timeline_page')) : null;
  if (elsewhere) elsewhere.href = otherPage(e);
  return make(
    'div', 'wq-actions', step('previous', -1), step('next', 1),
    copyButton('cite_ar', () => citation(e, 'ar')), copyButton('cite_en', () => citation(e, 'en')), copyButton('copy_link', () => permalink(e)), elsewhere,
  );
}

function startSide() {
  on('filters time', () => { if (side.lists) side.fill(); });
  on('view', () => { if (side.lists && side.mode === 'view') side.fill(); });
  onLanguage(side.redraw);
  for (const name of Object.keys(LISTS)) byId(name === 'view' ? 'wq-open-list' : `wq-open-${name}`).addEventListener('click', () => side.show(name));
  byId('wq-close').addEventListener('click', side.close);
  byId('wq-back').addEventListener('click', side.back);
}
