// What lies under the pointer: a word beside it, and what a click opens.
const TOLD_AS = { undated: ['wq-pale', 'undated'], not: ['wq-hollow', 'not_happened'] };

// What a ring, or one of its badges, counts.
function tipLines({ manner, counts }) {
  const [drawn, key] = TOLD_AS[manner] ?? ['wq-solid'];
  const lines = counts.map(([type, count]) => {
    const dot = make('i', `wq-dot ${drawn}`);
    dot.style.setProperty('--colour', types[type].colour);
    return make('div', '', dot, ` ${entryName(types[type])} `, bdi(number(count), 'ltr'));
  });
  return key ? [make('div', 'wq-fact', t(key)), ...lines] : lines;
}

function tip(ring, point) {
  const node = byId('wq-tip');
  node.hidden = !ring;
  if (!ring) return;
  const place = ring.groups[0].place;
  const names = make('div', '', bothNames(places.name[place], places.en[place]));
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

function startPicking() {
  map.on('click', clicked);
  map.on('mousemove', (event) => {
    const ring = layer.ringAt(event.containerPoint);
    map.getContainer().style.cursor = ring ? 'pointer' : '';
    tip(ring, event.containerPoint);
  });
  map.on('mouseout movestart', () => tip(null));
}
