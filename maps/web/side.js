// The side panel: lists of events, and the card of one.
const PAGE = 100; // list entries shown at once

// What each list holds, and its heading.
const LISTS = {
  view: [() => onMap().filter(inView), 'الأحداث في الإطار', 'Events in view'],
  undated: [() => select(isUndated), 'بلا تاريخ', 'Undated'],
  unplaced: [() => select(isUnplaced), 'بلا مكان', 'Unplaced'],
};

const side = {
  mode: null, // the name of a list, or a fixed list of events
  get lists() { return !byId('wq-side').hidden && byId('wq-back').hidden && side.mode !== null; },
  async show(mode) {
    side.mode = mode;
    byId('wq-side').hidden = false;
    byId('wq-back').hidden = true;
    if (state.selected !== null) setSelected(null);
    await side.fill();
    byId('wq-side-title').focus();
  },
  async fill() {
    const { mode } = side;
    const [chosen, ar, en] = Array.isArray(mode)
      ? [[...mode].sort((a, b) => a - b), 'أحداث المكان', 'Events here']
      : [LISTS[mode][0](), ...LISTS[mode].slice(1)];
    await reading(chosen.slice(0, PAGE), () => {
      if (mode !== side.mode) return; // the reader has gone on
      byId('wq-side-title').replaceChildren(...bilingual(ar, en).childNodes, ' ', make('b', 'wq-n', number(chosen.length)));
      byId('wq-side-body').replaceChildren(make('p', 'wq-none', bilingual('لا أحداث هنا', 'No events here')));
      byId('wq-side-body').scrollTop = 0;
      if (chosen.length) { byId('wq-side-body').replaceChildren(); side.append(chosen, 0); }
    });
  },
  append(chosen, start) {
    const body = byId('wq-side-body');
    body.append(...chosen.slice(start, start + PAGE).map(listEntry));
    const next = chosen.slice(start + PAGE, start + 2 * PAGE);
    if (!next.length) return;
    const button = make('button', 'wq-more', bilingual(`المزيد (${number(chosen.length - start - PAGE)})`, 'More'));
    button.type = 'button';
    button.addEventListener('click', () => reading(next, () => { button.remove(); side.append(chosen, start + PAGE); }));
    body.append(button);
  },
  async open(e) {
    byId('wq-side').hidden = false;
    await reading([e], () => {
      byId('wq-side-title').replaceChildren(...bilingual('حدث', 'Event').childNodes);
      byId('wq-side-body').replaceChildren(card(e));
      byId('wq-side-body').scrollTop = 0;
      byId('wq-back').hidden = side.mode === null;
      setSelected(e);
      if (isPlaced(e)) bringIntoView(events.place[e]);
      byId('wq-side-title').focus();
    });
  },
  back() {
    if (side.mode !== null) side.show(side.mode);
  },
  close() {
    side.mode = null;
    byId('wq-side').hidden = true;
    if (state.selected !== null) setSelected(null);
  },
};

// Shows what needs the events' words, once they are there.
async function reading(wanted, show) {
  try {
    await readWords(wanted);
  } catch {
    const old = bilingual('هذا المتصفح قديم ولا يستطيع عرض النصوص', 'This browser is too old to unpack the texts');
    byId('wq-side-body').replaceChildren(make('p', 'wq-none', old));
    return;
  }
  show();
}

function startSide() {
  on('filters time', () => { if (side.lists) side.fill(); });
  on('view', () => { if (side.lists && side.mode === 'view') side.fill(); });
  for (const name of Object.keys(LISTS)) byId(name === 'view' ? 'wq-open-list' : `wq-open-${name}`).addEventListener('click', () => side.show(name));
  byId('wq-close').addEventListener('click', side.close);
  byId('wq-back').addEventListener('click', side.back);
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape' && !byId('wq-side').hidden) side.close(); });
}
