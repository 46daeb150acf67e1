// Where the panels stand: the filters where a line begins, lists and evidence where it ends; on a phone, one at a time.
const isPhone = () => window.innerWidth < 700;

function foldFilter(folded) {
  byId('wq-fold').setAttribute('aria-expanded', String(!folded));
  byId('wq-filter').classList.toggle('wq-folded', folded);
}
const openFilter = () => foldFilter(false);

// What of the map the panels leave free, as Leaflet's paddings; `side`: with the side panel open.
function paddings(side) {
  if (document.body.classList.contains('wq-picture')) {
    const caption = byId('wq-caption').offsetWidth + 30;
    return { paddingTopLeft: [rtl() ? 20 : caption, 20], paddingBottomRight: [rtl() ? caption : 20, 24] };
  }
  const below = byId('wq-time').offsetHeight + 22;
  if (isPhone()) {
    return { paddingTopLeft: [12, side ? 110 : 60], paddingBottomRight: [12, below + (side ? byId('wq-side').offsetHeight + 60 : 0)] };
  }
  const [start, end] = [byId('wq-filter').offsetWidth + 24, side ? byId('wq-side').offsetWidth + 100 : 64];
  const [left, right] = rtl() ? [end, start] : [start, end];
  return { paddingTopLeft: [left, side ? 40 : 20], paddingBottomRight: [right, below] };
}

function startLayout() {
  for (const part of ['head', 'time']) { // what lies under them gives way
    const panel = byId(`wq-${part}`);
    new ResizeObserver(() => document.body.style.setProperty(`--${part}`, `${panel.offsetHeight}px`)).observe(panel);
  }
  byId('wq-fold').addEventListener('click', () => foldFilter(!byId('wq-filter').classList.contains('wq-folded')));
  if (isPhone()) foldFilter(true);
  byId('wq-language').addEventListener('click', () => keepMiddle(() => setLanguage(rtl() ? 'en' : 'ar')));
}
