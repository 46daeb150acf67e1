// The street map of others: fetched only when the reader asks, for it tells them who reads.
function startTiles() {
  let tiles = null;
  credit();
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
  const sources = [page.ground.attribution, layer.overTiles ? '© OpenStreetMap contributors' : null, 'Leaflet · Folium · Waqai'];
  byId('wq-credit').textContent = sources.filter(Boolean).join(' · ');
}
