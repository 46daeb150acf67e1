// Clusters: events that share a place, and places that would overlap on the screen, as one ring each. A ring counts
// what happened on known days; what nobody dated and what did not happen never count with it: each stands on a badge
// of its own, or, where there is nothing else, in a ring that is drawn pale or dashed.
const MANNERS = ['dated', 'undated', 'not'];
const mannerOf = (e) => (HOLLOW[events.fact[e]] ? 'not' : isDated(e) ? 'dated' : 'undated');

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
  const counts = { dated: new Map(), undated: new Map(), not: new Map() };
  const cored = { dated: true, undated: true, not: true };
  for (const group of ring.groups) {
    for (const e of group.events) {
      const manner = mannerOf(e);
      counts[manner].set(events.type[e], (counts[manner].get(events.type[e]) ?? 0) + 1);
      cored[manner] &&= CORED[events.fact[e]];
    }
  }
  const parts = MANNERS.filter((manner) => counts[manner].size).map((manner) => ({
    manner,
    cored: cored[manner],
    counts: [...counts[manner]].sort((a, b) => a[0] - b[0]),
    count: [...counts[manner].values()].reduce((a, b) => a + b, 0),
  }));
  ring.badges = parts.slice(1);
  return Object.assign(ring, parts[0], { radius: radiusOf(parts[0].count) });
}
