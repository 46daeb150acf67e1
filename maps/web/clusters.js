// Clusters: events that share a place, and places that would overlap on the screen, as one ring each. What did
// not happen never counts in the ring of what did: it stands on a dashed badge of its own.

function groupByPlace(chosen) {
  const groups = new Map();
  for (const e of chosen) {
    const place = events.place[e];
    let group = groups.get(place);
    if (!group) groups.set(place, (group = { place, events: [] }));
    group.events.push(e);
  }
  return [...groups.values()];
}

const radiusOf = (n) => (n === 1 ? 5.5 : Math.min(24, 8.5 + 2.1 * Math.log2(n)));

// Greedy: the fullest place takes in its neighbours; the ring stays on that place, never between two.
function cluster(groups, project) {
  for (const group of groups) {
    const point = project(places.lat[group.place], places.lon[group.place]);
    group.x = point.x;
    group.y = point.y;
    group.taken = false;
  }
  const order = [...groups].sort((a, b) => b.events.length - a.events.length || a.place - b.place);
  const cell = 44;
  const grid = new Map();
  const key = (cx, cy) => cx * 100003 + cy;
  for (const group of order) {
    const at = key(Math.floor(group.x / cell), Math.floor(group.y / cell));
    if (!grid.has(at)) grid.set(at, []);
    grid.get(at).push(group);
  }
  const rings = [];
  for (const seed of order) {
    if (seed.taken) continue;
    seed.taken = true;
    const ring = { x: seed.x, y: seed.y, groups: [seed] };
    const reach = Math.min(cell, radiusOf(seed.events.length) + 15);
    const cx = Math.floor(seed.x / cell);
    const cy = Math.floor(seed.y / cell);
    for (let dx = -1; dx <= 1; dx += 1) {
      for (let dy = -1; dy <= 1; dy += 1) {
        for (const other of grid.get(key(cx + dx, cy + dy)) ?? []) {
          if (other.taken || Math.hypot(other.x - seed.x, other.y - seed.y) > reach) continue;
          other.taken = true;
          ring.groups.push(other);
        }
      }
    }
    rings.push(finish(ring));
  }
  return rings.sort((a, b) => a.count - b.count);
}

function finish(ring) {
  const happened = new Map();
  const not = new Map();
  let cored = true;
  for (const group of ring.groups) {
    for (const e of group.events) {
      const counts = HOLLOW[events.fact[e]] ? not : happened;
      counts.set(events.type[e], (counts.get(events.type[e]) ?? 0) + 1);
      cored &&= CORED[events.fact[e]];
    }
  }
  const sum = (counts) => [...counts.values()].reduce((a, b) => a + b, 0);
  const listed = (counts) => [...counts].sort((a, b) => a[0] - b[0]);
  ring.hollow = happened.size === 0;
  ring.counts = listed(ring.hollow ? not : happened);
  ring.count = sum(ring.hollow ? not : happened);
  ring.not = ring.hollow ? [] : listed(not); // shown as a badge
  ring.notCount = ring.hollow ? 0 : sum(not);
  ring.radius = radiusOf(ring.count);
  ring.cored = cored;
  return ring;
}
