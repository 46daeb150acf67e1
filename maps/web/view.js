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

function startView() {
  map.options.closePopupOnClick = false;
  layer.addTo(map);
  map.getContainer().setAttribute('aria-label', 'خريطة الأحداث Map of events; the list button gives them as text');
  const showChosen = () => layer.show(onMap());
  on('filters time', showChosen);
  on('selection', () => layer.redraw());
  layer.onDrawn = () => changed('view');
  byId('wq-in').addEventListener('click', () => map.zoomIn(1));
  byId('wq-out').addEventListener('click', () => map.zoomOut(1));
  byId('wq-home').addEventListener('click', () => home(true));
  window.addEventListener('beforeprint', () => map.invalidateSize());
  home(false);
  showChosen();
}
