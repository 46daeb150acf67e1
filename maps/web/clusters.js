// Clusters: events that share a place, and places that would overlap on the screen, as one ring each. A ring counts
// what happened on known days; what nobody dated and what did not happen never count with it: each stands on a badge
// of its own, or, where there is nothing else, in a ring that is drawn pale or dashed. What is known only to lie
// somewhere in an area that is larger than a ring never joins what is known to the point.
const MANNERS = ['dated', 'undated', 'not'];
const HAPPENED = facts.map((fact) => fact.drawn === 'solid' || fact.drawn === 'hollow');
const mannerOf = (e) => (!HAPPENED[events.fact[e]] ? 2 : isDated(e) ? 0 : 1);
const WIDE = 30; // pixels: an area or an uncertainty of a larger radius is wide

// The events of each place, in order of days.
function groupByPlace(chosen) {
  const ends = new Uint32Array(places.lon.length + 1);
  for (const e of chosen) ends[events.place[e] + 1] += 1;
  for (let p = 0; p < places.lon.length; p += 1) ends[p + 1] += ends[p];
  const starts = ends.slice();
  const sorted = new Uint32Array(chosen.length);
  for (const e of chosen) { sorted[starts[events.place[e]]] = e; starts[events.place[e]] += 1; }
  const groups = [];
  for (let p = 0; p < places.lon.length; p += 1) {
    if (ends[p + 1] > ends[p]) groups.push({ place: p, events: sorted.subarray(ends[p], ends[p + 1]) });
  }
  return groups;
}

const radiusOf = (n) => (n === 1 ? 7 : Math.min(26, 9 + 2.1 * Math.log2(n)));

// Rings in pixels of the whole world at this scale (pixels to the world), points and wide ones apart.
function cluster(groups, scale) {
  const wide = (group) => reachInPixels(group.place, scale) > WIDE;
  for (const group of groups) {
    group.x = placeX[group.place] * scale;
    group.y = placeY[group.place] * scale;
    group.taken = false;
  }
  const rings = gather(groups.filter((group) => !wide(group)));
  const wides = gather(groups.filter(wide));
  for (const ring of wides) ring.wide = true;
  return [...wides, ...rings].sort((a, b) => b.wide - a.wide || a.total - b.total);
}

// Greedy: the fullest place takes in its neighbours; the ring stays on that place, never between two.
function gather(groups) {
  const order = [...groups].sort((a, b) => b.events.length - a.events.length || a.place - b.place);
  const cell = 60;
  const grid = new Map();
  const key = (cx, cy) => cx * 4194304 + cy;
  for (const group of order) {
    const at = key(Math.floor(group.x / cell), Math.floor(group.y / cell));
    const held = grid.get(at);
    if (held) held.push(group); else grid.set(at, [group]);
  }
  const rings = [];
  for (const seed of order) {
    if (seed.taken) continue;
    seed.taken = true;
    const ring = { x: seed.x, y: seed.y, groups: [seed], total: seed.events.length, wide: false, parts: null };
    const cx = Math.floor(seed.x / cell);
    const cy = Math.floor(seed.y / cell);
    for (let dx = -1; dx <= 1; dx += 1) {
      for (let dy = -1; dy <= 1; dy += 1) {
        for (const other of grid.get(key(cx + dx, cy + dy)) ?? []) {
          if (other.taken) continue;
          const reach = Math.min(cell, radiusOf(ring.total) + radiusOf(other.events.length) + 5);
          if ((other.x - seed.x) ** 2 + (other.y - seed.y) ** 2 > reach * reach) continue;
          other.taken = true;
          ring.groups.push(other);
          ring.total += other.events.length;
        }
      }
    }
    ring.radius = radiusOf(ring.total);
    rings.push(ring);
  }
  return rings;
}

const eventsOf = (ring) => ring.groups.flatMap((group) => [...group.events]).sort((a, b) => a - b);

// Counts what a ring holds, once it is looked at: by manner and type, and of these how many are claimed.
function complete(ring) {
  if (ring.parts) return ring;
  const told = MANNERS.map(() => ({ all: new Map(), claimed: new Map(), killed: 0, vague: 0 }));
  for (const group of ring.groups) {
    for (const e of group.events) {
      const part = told[mannerOf(e)];
      const type = events.type[e];
      part.all.set(type, (part.all.get(type) ?? 0) + 1);
      if (WAY_OF[events.fact[e]] === 'hollow') part.claimed.set(type, (part.claimed.get(type) ?? 0) + 1);
      if (events.killed[e] > 0) part.killed += events.killed[e];
      if (events.to[e] - events.from[e] >= VAGUE) part.vague += 1;
    }
  }
  ring.parts = MANNERS.map((manner, i) => ({
    manner,
    counts: [...told[i].all].sort((a, b) => a[0] - b[0]),
    claimed: told[i].claimed,
    count: [...told[i].all.values()].reduce((a, b) => a + b, 0),
    killed: told[i].killed,
    vague: told[i].vague,
  })).filter((part) => part.count);
  [ring.main, ...ring.badges] = ring.parts;
  ring.only = ring.total === 1 ? ring.groups[0].events[0] : null;
  ring.radius = radiusOf(ring.main.count);
  return ring;
}
const WAY_OF = facts.map((fact) => fact.drawn);
const VAGUE = 6; // days after the first: dated to a week or longer
