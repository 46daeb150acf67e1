// Clusters: events that share a place, and places that would overlap on the screen, as one ring each. What did
// not happen never counts in a ring of what did.

function groupByPlace(chosen) {
  const groups = new Map();
  for (const e of chosen) {
    const hollow = HOLLOW[events.fact[e]];
    const key = events.place[e] * 2 + (hollow ? 1 : 0);
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { place: events.place[e], hollow, events: [] }));
    group.events.push(e);
  }
  return [...groups.values()];
}

const radiusOf = (n) => (n === 1 ? 5.5 : Math.min(27, 9 + 3.1 * Math.log2(n)));

// Greedy: the fullest place takes in its neighbours; the ring stays on that place, never between two.
function cluster(groups, project) {
  for (const group of groups) {
    const point = project(places.lat[group.place], places.lon[group.place]);
    group.x = point.x;
    group.y = point.y;
  }
  const order = [...groups].sort((a, b) => b.events.length - a.events.length || a.place - b.place);
  const cell = 36;
  const grid = new Map();
  const key = (cx, cy) => cx * 100003 + cy;
  for (const group of order) {
    const at = key(Math.floor(group.x / cell), Math.floor(group.y / cell));
    if (!grid.has(at)) grid.set(at, []);
    grid.get(at).push(group);
    group.taken = false;
  }
  const rings = [];
  for (const seed of order) {
    if (seed.taken) continue;
    seed.taken = true;
    const ring = { x: seed.x, y: seed.y, hollow: seed.hollow, groups: [seed], count: seed.events.length };
    const reach = Math.max(16, radiusOf(ring.count) + 7);
    const cx = Math.floor(seed.x / cell);
    const cy = Math.floor(seed.y / cell);
    for (let dx = -1; dx <= 1; dx += 1) {
      for (let dy = -1; dy <= 1; dy += 1) {
        for (const other of grid.get(key(cx + dx, cy + dy)) ?? []) {
          if (other.taken || other.hollow !== seed.hollow) continue;
          if (Math.hypot(other.x - seed.x, other.y - seed.y) > reach) continue;
          other.taken = true;
          ring.groups.push(other);
          ring.count += other.events.length;
        }
      }
    }
    rings.push(finish(ring));
  }
  return rings.sort((a, b) => a.count - b.count);
}

function finish(ring) {
  const counts = new Map();
  let cored = true;
  for (const group of ring.groups) {
    for (const e of group.events) {
      counts.set(events.type[e], (counts.get(events.type[e]) ?? 0) + 1);
      cored &&= CORED[events.fact[e]];
    }
  }
  ring.counts = [...counts].sort((a, b) => a[0] - b[0]);
  ring.radius = radiusOf(ring.count);
  ring.cored = cored;
  // What did not happen stands beside what did, not under it.
  if (ring.hollow) ring.x += ring.radius + 4;
  return ring;
}
