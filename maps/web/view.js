// The map and what part of the world it shows.
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

const inView = (e) => map.getBounds().contains([places.lat[events.place[e]], places.lon[events.place[e]]]);

function home(animate) {
  map.fitBounds(HOME, { ...paddings(false), animate });
}

// The map moves only as far as it must for the place to stand clear of the panels.
function bringIntoView(place) {
  map.panInside([places.lat[place], places.lon[place]], paddings(true));
}

// The view in the address: the middle of the map and its zoom. Without one the whole map is shown.
const viewInLink = {
  write(said) {
    const { lat, lng } = map.getCenter();
    said.set('view', `${lat.toFixed(4)},${lng.toFixed(4)},${map.getZoom()}`);
  },
  read(said) {
    const [lat, lon, zoom] = (said.get('view') ?? '').split(',').map(Number);
    if (said.has('view') && [lat, lon, zoom].every(Number.isFinite)) map.setView([lat, lon], zoom, { animate: false });
    else home(false);
  },
};

// The panels change sides with the language: what the map shows between them stays there.
function keepMiddle(change) {
  const middle = () => { const { paddingTopLeft: [left], paddingBottomRight: [right] } = paddings(false); return (left - right) / 2; };
  const before = middle();
  change();
  map.panBy([before - middle(), 0], { animate: false });
}

// Leaflet writes its scale in English.
function nameScale() {
  for (const line of document.querySelectorAll('.leaflet-control-scale-line')) {
    const [length, unit] = line.textContent.split(/\s+/);
    line.textContent = `${length} ${t(/^(km|كم)$/.test(unit) ? 'km' : 'metres')}`;
  }
}

function startView() {
  map.options.closePopupOnClick = false;
  layer.addTo(map);
  const label = () => map.getContainer().setAttribute('aria-label', t('map_label'));
  label();
  onLanguage(() => { label(); nameScale(); layer.redraw(); });
  map.on('move', nameScale);
  linkParts.push(viewInLink);
  const showChosen = () => layer.show(onMap());
  on('filters time', showChosen);
  on('selection', () => layer.redraw());
  layer.onDrawn = () => changed('view');
  byId('wq-in').addEventListener('click', () => map.zoomIn(1));
  byId('wq-out').addEventListener('click', () => map.zoomOut(1));
  byId('wq-home').addEventListener('click', () => home(true));
  window.addEventListener('beforeprint', () => map.invalidateSize());
  home(false);
  nameScale();
  showChosen();
}
