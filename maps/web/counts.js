// How many events are shown, and how many of them cannot be on the map.
const isUndated = (e) => kept[e] === 1 && !isDated(e);
const isUnplaced = (e) => kept[e] === 1 && isDated(e) && !isPlaced(e) && inTime(e);

function countShown() {
  const chosen = onMap();
  const seen = chosen.filter(inView).length;
  const parts = [bdi(`${number(chosen.length)} / ${number(total)}`, 'ltr')];
  const aside = (count, key) => { if (count) parts.push(make('small', 'wq-aside', ' · ', say(key, { n: number(count) }))); };
  aside(chosen.filter((e) => !isDated(e)).length, 'undated_aside');
  aside(chosen.length - seen, 'out_of_view');
  byId('wq-count').replaceChildren(...parts);
  byId('wq-open-list').querySelector('b').textContent = number(seen);
}

function countAside() {
  byId('wq-open-undated').querySelector('b').textContent = number(select(isUndated).length);
  byId('wq-open-unplaced').querySelector('b').textContent = number(select(isUnplaced).length);
}

function startCounts() {
  on('view', countShown);
  on('filters time', countAside);
  onLanguage(countShown);
  countAside();
  countShown();
}
