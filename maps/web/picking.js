// What lies under the pointer: a word beside it, and what a click opens.
const TOLD_AS = { undated: 'undated', not: 'not_happened' };

// What a ring, or one of its badges, counts.
function tipLines({ manner, counts, claimed, killed, vague }) {
  const drawn = (type, count) => (manner === 'not' ? 'dashed' : claimed.get(type) === count ? 'hollow' : 'solid');
  const lines = counts.map(([type, count]) => make('div', '', typeMark(types[type], drawn(type, count)), ` ${entryName(types[type])} `, bdi(number(count), 'ltr')));
  const aside = (count, key) => { if (count) lines.push(make('div', 'wq-tip-aside', say(key, { n: number(count) }))); };
  aside([...claimed.values()].reduce((a, b) => a + b, 0), 'of_these_claimed');
  aside(vague, 'of_these_vague');
  aside(killed, 'killed_at_least');
  return manner in TOLD_AS ? [make('div', 'wq-fact', t(TOLD_AS[manner])), ...lines] : lines;
}

const namesOf = (place) => bothNames(places.name[place], places.en[place]);

function tipOf({ event, rings, arrow, area }) {
  if (area !== undefined) return [make('div', '', bothNames(ground[area].name, ground[area].en)), make('div', '', measured(area))];
  if (event !== undefined) {
    const days = isDated(event) ? bdi(spokenDays(events.from[event], events.to[event])) : t('undated');
    return [make('div', '', symbol(event), ` ${entryName(types[events.type[event]])}`), make('div', '', days)];
  }
  if (arrow) {
    const way = make('div', '', namesOf(arrow.origin), rtl() ? ' ← ' : ' → ', namesOf(arrow.destination));
    return [way, make('div', '', say('movements', { n: number(arrow.events.length) }))];
  }
  const [ring] = rings;
  const names = make('div', '', namesOf(ring.groups[0].place));
  if (ring.groups.length > 1) names.append(` +${ring.groups.length - 1}`);
  return [names, ring.wide ? make('div', 'wq-tip-aside', t('somewhere')) : '', ...ring.parts.flatMap(tipLines)];
}

function tip(under, point) {
  const node = byId('wq-tip');
  node.hidden = !under || !Object.keys(under).length;
  if (node.hidden) return;
  node.replaceChildren(...tipOf(under));
  const right = point.x > map.getSize().x - 260;
  node.style.left = right ? '' : `${point.x + 16}px`;
  node.style.right = right ? `${map.getSize().x - point.x + 16}px` : '';
  node.style.top = `${Math.max(8, Math.min(point.y - 20, map.getSize().y - node.offsetHeight - 8))}px`;
}

// One event opens; a few spread out; many stand in the list. So every event is within reach at any zoom.
function clicked({ containerPoint }) {
  const { event, rings, arrow, area } = layer.at(containerPoint);
  if (area !== undefined) { openArea(area); return; }
  if (event !== undefined) { side.mode = null; side.open(event); return; }
  const found = rings ? [...new Set(rings.flatMap(eventsOf))].sort((a, b) => a - b) : arrow?.events ?? [];
  layer.open(rings?.length === 1 && found.length > 1 && found.length <= LEGS ? rings[0] : null);
  if (found.length === 1) { side.mode = null; side.open(found[0]); } else if (found.length && !layer.spider) side.show(found);
}

// A double click goes in until the places of a ring stand apart.
function goneInto(event) {
  const [ring] = layer.at(event.containerPoint).rings ?? [];
  const spots = L.latLngBounds((ring?.groups ?? []).map(({ place }) => [places.lat[place], places.lon[place]]));
  if (ring?.groups.length > 1) map.fitBounds(spots.pad(0.4), { maxZoom: Math.max(map.getZoom() + 1, 12) });
  else map.setZoomAround(event.containerPoint, map.getZoom() + 1);
}

function startPicking() {
  map.doubleClickZoom.disable();
  map.on('click', clicked);
  map.on('dblclick', goneInto);
  map.on('mousemove', (event) => {
    const under = layer.at(event.containerPoint);
    map.getContainer().style.cursor = Object.keys(under).length ? 'pointer' : '';
    tip(under, event.containerPoint);
  });
  map.on('mouseout movestart', () => tip(null));
}
