// Everything together: one map, one layer, filters that redraw it.
const map = window.map_waqai; // made by Folium in the script before
const layer = new EventLayer();
const HOME = homeBounds();

function homeBounds() {
  const corners = [];
  for (const shape of data.outlines.shapes) {
    for (const polygon of polygonsOf(shape.geometry)) for (const [lon, lat] of polygon[0]) corners.push([lat, lon]);
  }
  if (!corners.length) places.lat.forEach((lat, i) => corners.push([lat, places.lon[i]]));
  return corners.length ? L.latLngBounds(corners) : map.getBounds();
}

// An event that nobody dated is pinned as such, unless that is switched off, and lies in no chosen stretch of time.
const onMap = () => select((e) => isPlaced(e) && shown(e) && (isDated(e) || state.undated));
const inView = (e) => map.getBounds().contains([places.lat[events.place[e]], places.lon[events.place[e]]]);

function home(animate) {
  const phone = map.getSize().x < 700;
  map.fitBounds(HOME, { paddingTopLeft: [12, phone ? 60 : 20], paddingBottomRight: [phone ? 12 : byId('wq-filter').offsetWidth + 24, byId('wq-time').offsetHeight + 22], animate });
}

// The map moves only as far as it must for the place to stand clear of the panels.
function bringIntoView(place) {
  const phone = map.getSize().x < 700;
  const below = byId('wq-time').offsetHeight + 40;
  map.panInside([places.lat[place], places.lon[place]], phone
    ? { paddingTopLeft: [30, 110], paddingBottomRight: [30, below + byId('wq-side').offsetHeight] }
    : { paddingTopLeft: [byId('wq-side').offsetWidth + 60, 40], paddingBottomRight: [280, below] });
}

function refresh() {
  const chosen = onMap();
  layer.show(chosen);
  drawTimeline();
  byId('wq-undated-label').classList.toggle('wq-off', state.from !== null); // an undated event lies in no stretch
  byId('wq-open-undated').querySelector('b').textContent = number(select((e) => kindShown(e) && !isDated(e)).length);
  byId('wq-open-unplaced').querySelector('b').textContent = number(select((e) => kindShown(e) && isDated(e) && !isPlaced(e) && inTime(e)).length);
  if (told && side.mode !== null && !Array.isArray(side.mode) && byId('wq-back').hidden) side.fill();
}

function report() {
  const chosen = onMap();
  const seen = chosen.filter(inView).length;
  const parts = [bdi(`${number(chosen.length)} / ${number(total)}`, 'ltr')];
  const aside = (count, ar, en) => { if (count) parts.push(make('small', 'wq-aside', ' · ', bdi(number(count), 'ltr'), ' ', bilingual(ar, en))); };
  aside(chosen.filter((e) => !isDated(e)).length, 'بلا تاريخ', 'undated');
  aside(chosen.length - seen, 'خارج الإطار', 'out of view');
  byId('wq-count').replaceChildren(...parts);
  byId('wq-open-list').querySelector('b').textContent = number(seen);
  document.body.style.setProperty('--head', `${byId('wq-head').offsetHeight}px`); // what lies under it on a phone gives way
}

const TOLD_AS = {
  undated: ['wq-pale', 'بلا تاريخ ', 'undated'],
  not: ['wq-hollow', 'مخطط أو مقترح أو منفي ', 'did not happen'],
};

// What a ring, or one of its badges, counts.
function tipLines({ manner, counts }) {
  const [drawn, ar, en] = TOLD_AS[manner] ?? ['wq-solid'];
  const lines = counts.map(([type, count]) => {
    const dot = make('i', `wq-dot ${drawn}`);
    dot.style.setProperty('--colour', types[type].colour);
    return make('div', '', dot, ` ${types[type].ar} `, english(types[type].en), ' ', bdi(number(count), 'ltr'));
  });
  return ar ? [make('div', 'wq-fact', ar, english(en)), ...lines] : lines;
}

function tip(ring, point) {
  const node = byId('wq-tip');
  node.hidden = !ring;
  if (!ring) return;
  const place = ring.groups[0].place;
  const names = make('div', '', bdi(places.name[place] ?? ''), ' ', english(places.en[place] ?? ''));
  if (ring.groups.length > 1) names.append(` +${ring.groups.length - 1}`);
  node.replaceChildren(names, ...[ring, ...ring.badges].flatMap(tipLines));
  const right = point.x > map.getSize().x - 240;
  node.style.left = right ? '' : `${point.x + 16}px`;
  node.style.right = right ? `${map.getSize().x - point.x + 16}px` : '';
  node.style.top = `${Math.max(8, point.y - 20)}px`;
}

function clicked(event) {
  const ring = layer.ringAt(event.containerPoint);
  if (!ring) return;
  const inRing = ring.groups.flatMap((group) => group.events);
  if (inRing.length === 1) { side.mode = null; side.open(inRing[0]); return; }
  const spots = L.latLngBounds(ring.groups.map((group) => [places.lat[group.place], places.lon[group.place]]));
  const apart = ring.groups.length > 1 && spots.getNorthEast().distanceTo(spots.getSouthWest()) > 300;
  if (apart && map.getZoom() < 12) map.fitBounds(spots.pad(0.4), { maxZoom: Math.max(map.getZoom() + 1, 12) });
  else side.show(inRing);
}

function startTiles() {
  let tiles = null;
  byId('wq-tiles').addEventListener('change', (event) => {
    byId('wq-tiles-note').hidden = true;
    layer.overTiles = event.target.checked;
    if (event.target.checked) {
      tiles = L.tileLayer('https://tile.openstreetmap.org/{z}/{x}/{y}.png', { maxZoom: 19 });
      tiles.on('tileerror', () => { byId('wq-tiles-note').hidden = false; });
      tiles.addTo(map);
    } else tiles?.remove();
    credit();
    layer.redraw();
  });
}

function credit() {
  const sources = [data.outlines.attribution, layer.overTiles ? '© OpenStreetMap contributors' : null, 'Leaflet · Folium · Waqai'];
  byId('wq-credit').textContent = sources.filter(Boolean).join(' · ');
}

function start() {
  byId('wq-title').textContent = data.title;
  startFilter();
  startTimeline();
  startTiles();
  layer.onDrawn = report;
  map.options.closePopupOnClick = false;
  layer.addTo(map);
  map.getContainer().setAttribute('aria-label', 'خريطة الأحداث Map of events; the list button gives them as text');
  map.on('click', clicked);
  map.on('mousemove', (event) => {
    const ring = layer.ringAt(event.containerPoint);
    map.getContainer().style.cursor = ring ? 'pointer' : '';
    tip(ring, event.containerPoint);
  });
  map.on('mouseout movestart', () => tip(null));
  map.on('moveend', () => { if (told && side.mode === 'view' && byId('wq-back').hidden) side.fill(); });
  byId('wq-in').addEventListener('click', () => map.zoomIn(1));
  byId('wq-out').addEventListener('click', () => map.zoomOut(1));
  byId('wq-home').addEventListener('click', () => home(true));
  byId('wq-open-list').addEventListener('click', () => side.show('view'));
  byId('wq-open-undated').addEventListener('click', () => side.show('undated'));
  byId('wq-open-unplaced').addEventListener('click', () => side.show('unplaced'));
  byId('wq-close').addEventListener('click', side.close);
  byId('wq-back').addEventListener('click', side.back);
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape' && !byId('wq-side').hidden) side.close(); });
  window.addEventListener('beforeprint', () => map.invalidateSize());
  byId('wq-undated').addEventListener('change', (event) => { state.undated = event.target.checked; changed(); });
  const undated = select((e) => !isDated(e));
  byId('wq-undated-label').hidden = !undated.some(isPlaced);
  byId('wq-undated-label').append(bdi(number(undated.length), 'ltr'));
  onChange(refresh);
  credit();
  home(false);
  refresh();
  document.body.dataset.ready = 'true';
}
start();
