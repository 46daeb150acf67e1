// The map for a report: on paper and as a picture, the panels give way to a caption that says what is shown.
function legendOf(entries, column, mark, chosen) {
  const counts = entries.map(() => 0);
  for (const e of chosen) counts[events[column][e]] += 1;
  return entries.flatMap((entry, i) => (counts[i] ? [make('li', '', mark(entry), ' ', entryName(entry), ' ', make('b', 'wq-n', bdi(number(counts[i]))))] : []));
}
const factMark = (fact) => typeMark({ shape: 'circle', colour: INK }, fact.drawn);

// The first and last day on which what is shown may have happened.
function daysShown(chosen) {
  const known = chosen.filter(isDated);
  if (!known.length) return null;
  const first = known.reduce((day, e) => Math.min(day, events.from[e]), Infinity);
  const last = known.reduce((day, e) => Math.max(day, events.to[e]), -Infinity);
  return state.from === null ? [first, last] : [state.from, state.to];
}

function fillCaption() {
  const chosen = onMap();
  const days = daysShown(chosen);
  const aside = [['of_these_undated', chosen.filter((e) => !isDated(e)).length], ['unplaced_aside', select(isUnplaced).length]].filter(([, n]) => n);
  const shades = shading.level ? byId('wq-shades').cloneNode(true) : null;
  if (shades) { shades.id = 'wq-caption-shades'; shades.querySelector('details')?.remove(); }
  byId('wq-caption').replaceChildren(
    make('h1', '', bdi(page.title)),
    days ? make('p', 'wq-caption-days', bdi(days[0] === days[1] ? spoken(days[0]) : `${spoken(days[0])} – ${spoken(days[1])}`)) : '',
    make('p', '', say('shown_events', { n: number(chosen.length) }), ...aside.flatMap(([key, n]) => [' · ', say(key, { n: number(n) })])),
    ...(shades ? [shades] : [
      make('ul', '', ...legendOf(types, 'type', typeMark, chosen)),
      make('ul', '', ...legendOf(facts, 'fact', factMark, chosen)),
      make('p', 'wq-caption-note', t('caption_note')),
    ]),
    make('p', 'wq-caption-credit', bdi(byId('wq-credit').textContent, 'ltr')),
  );
}

function asPicture(paper) {
  document.body.classList.add('wq-picture');
  document.body.classList.toggle('wq-paper', paper);
  byId('wq-caption').hidden = false;
  fillCaption();
  map.invalidateSize({ pan: false, animate: false });
}
function asPage() {
  if (page.isPicture) return;
  document.body.classList.remove('wq-picture', 'wq-paper');
  byId('wq-caption').hidden = true;
  map.invalidateSize({ pan: false, animate: false });
}

function startPicture() {
  window.addEventListener('beforeprint', () => asPicture(true));
  window.addEventListener('afterprint', asPage);
  linkParts.push({
    write() {},
    read(said) {
      if (said.get('picture') !== 'yes') return;
      page.isPicture = true;
      asPicture(false);
      if (!said.has('view')) home(false, firstBounds());
    },
  });
}
