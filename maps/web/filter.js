// The filter: which types and factualities are shown.
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
    input.checked = state[kind][i];
    input.dataset[kind] = entry.id;
    input.addEventListener('change', () => { state[kind][i] = input.checked; changed('filters'); });
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
    changed('filters');
  };
  byId('wq-all').addEventListener('click', () => setAll(true));
  byId('wq-none').addEventListener('click', () => setAll(false));
  const fold = (open) => {
    byId('wq-fold').setAttribute('aria-expanded', String(open));
    byId('wq-filter').classList.toggle('wq-folded', !open);
  };
  byId('wq-fold').addEventListener('click', () => fold(byId('wq-filter').classList.contains('wq-folded')));
  if (window.innerWidth < 700) fold(false);
  byId('wq-undated').addEventListener('change', (event) => { state.undated = event.target.checked; changed('filters'); });
  const undated = select((e) => !isDated(e));
  byId('wq-undated-label').hidden = !undated.some(isPlaced);
  byId('wq-undated-label').append(bdi(number(undated.length), 'ltr'));
  on('time', () => byId('wq-undated-label').classList.toggle('wq-off', state.from !== null)); // an undated event lies in no stretch
}
