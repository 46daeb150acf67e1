// The map and what part of the world it shows.
const map = window.map_waqai; // made by Folium in the script before
const layer = new EventLayer();
const HOME = homeBounds();

function homeBounds() {
  const corners = ground.flatMap((area) => area.rings.flatMap((polygon) => polygon[0].map(([lon, lat]) => [lat, lon])));
  if (!corners.length) places.lat.forEach((lat, i) => corners.push([lat, places.lon[i]]));
  return corners.length ? L.latLngBounds(corners) : map.getBounds();
}

// Where events of one corner of the country are all there is, the map opens on that corner.
function firstBounds() {
  if (!places.lat.length) return HOME; // every place is one of some event, or an end of its movement
  const spots = L.latLngBounds(places.lat.map((lat, p) => [lat, places.lon[p]])).pad(0.15);
  const size = (bounds) => Math.max(bounds.getEast() - bounds.getWest(), bounds.getNorth() - bounds.getSouth());
  return size(spots) < size(HOME) * 0.35 ? spots : HOME;
}

function inView(e) {
  const [x, y] = [layer.view.x(placeX[events.place[e]]), layer.view.y(placeY[events.place[e]])];
  return x >= 0 && y >= 0 && x <= layer.view.size.x && y <= layer.view.size.y;
}

function home(animate, bounds = HOME) {
  map.fitBounds(bounds, { maxZoom: 9.5, ...paddings(false), animate });
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
    else home(false, firstBounds());
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
  map.getContainer().setAttribute('role', 'region');
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
  home(false, firstBounds());
  nameScale();
  showChosen();
}
