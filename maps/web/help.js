// The help overlay, single-key commands and full screen.
const HELP_KEYS = [
  ['?', 'key_help'], ['/', 'key_search'], ['E', 'key_list'], ['N / P', 'key_neighbours'], ['A', 'key_areas'],
  ['T', 'key_language'], ['F', 'key_full'], ['0', 'key_home'], ['+ / −', 'key_zoom'], ['Esc', 'key_close'],
];
let keysOn = true; // single keys can be switched off: they disturb who dictates

function fillHelp() {
  const rows = HELP_KEYS.map(([key, what]) => make('tr', '', headerCell('row', make('kbd', '', bdi(key, 'ltr'))), make('td', '', t(what))));
  const keys = make('input');
  keys.type = 'checkbox';
  keys.checked = keysOn;
  keys.addEventListener('change', () => { keysOn = keys.checked; });
  const close = make('button', '', t('close'));
  close.type = 'button';
  close.autofocus = true;
  close.addEventListener('click', () => byId('wq-help').close());
  const heading = make('h2', '', t('help'));
  heading.id = 'wq-help-title';
  byId('wq-help').setAttribute('aria-labelledby', heading.id);
  byId('wq-help').replaceChildren(
    heading, ...['help_pins', 'help_facts', 'help_places', 'help_time', 'help_link'].map((key) => make('p', '', t(key))),
    make('table', '', make('tbody', '', ...rows)), make('label', 'wq-check', keys, make('span', '', t('keys_on'))), close,
  );
}

function toggleFull() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {}); // refused where the page is framed: nothing is lost
}

const COMMANDS = {
  '?': () => byId('wq-open-help').click(),
  '/': () => { openFilter(); byId('wq-search').focus(); },
  e: () => side.show('view'),
  n: () => side.step(1),
  p: () => side.step(-1),
  t: () => byId('wq-language').click(),
  f: toggleFull,
  a: () => setShading((shading.level + 1) % MODES.length, shading.by),
  0: () => home(true),
};
function pressed(event) {
  if (event.key === 'Escape' && !byId('wq-help').open && !byId('wq-side').hidden) { side.close(); return; }
  // Until the next frame the focus is still in a dialog that was just closed, hence [open].
  const typing = event.target.closest?.('input:not([type=checkbox]), textarea, select, dialog[open]');
  if (!keysOn || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const command = COMMANDS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!command) return;
  event.preventDefault();
  command();
}
function startHelp() {
  byId('wq-open-help').addEventListener('click', () => { fillHelp(); byId('wq-help').showModal(); });
  byId('wq-full').hidden = !document.fullscreenEnabled;
  byId('wq-full').addEventListener('click', toggleFull);
  document.addEventListener('keydown', pressed);
}
