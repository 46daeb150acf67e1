// Places that are no points: outlines of areas, courses of roads and rivers, circles of uncertainty.
const areaPaths = areas.map(({ polygons, lines }) => {
  const path = new Path2D();
  for (const polygon of polygons) for (const ring of polygon) addLine(path, ring, true);
  for (const line of lines) { // a course is no area: it goes back on itself, so that a fill holds nothing
    addLine(path, line, false);
    addLine(path, [...line].reverse(), false);
  }
  return path;
});

// Overlapping areas are filled as one, so that their shade says nothing of how many they are; what holds much of the view
// is not shaded at all.
function drawAreas(pen, view, groups) {
  const seen = new Map(groups.map(({ place }) => [places.area[place], place]));
  seen.delete(NONE);
  const across = Math.hypot(view.size.x, view.size.y);
  drawIn(pen, view, (pixel) => {
    const shade = new Path2D();
    for (const [area, place] of seen) if (reachInPixels(place, view.scale) < across / 3) shade.addPath(areaPaths[area]);
    pen.fillStyle = 'rgba(52, 66, 110, 0.06)';
    pen.fill(shade);
    pen.lineJoin = 'round';
    pen.strokeStyle = 'rgba(52, 66, 110, 0.45)';
    pen.lineWidth = pixel;
    pen.setLineDash([4 * pixel, 4 * pixel]);
    for (const area of seen.keys()) pen.stroke(areaPaths[area]);
  });
}

// Where the text leaves a place open by more than its ring covers, the circle that holds it.
function drawUncertainty(pen, view, rings) {
  const [shade, lines] = [new Path2D(), new Path2D()];
  for (const ring of rings) {
    if (ring.groups.length > (ring.wide ? 3 : 1)) continue;
    for (const { place } of ring.groups) {
      const radius = reachInPixels(place, view.scale);
      if (places.area[place] !== NONE || radius < ring.radius + 6 || radius > 900) continue;
      const [x, y] = [view.x(placeX[place]), view.y(placeY[place])];
      for (const path of [shade, lines]) { path.moveTo(x + radius, y); path.arc(x, y, radius, 0, 2 * Math.PI); }
    }
  }
  pen.fillStyle = 'rgba(52, 66, 110, 0.05)';
  pen.fill(shade);
  pen.strokeStyle = 'rgba(52, 66, 110, 0.32)';
  pen.lineWidth = 1;
  pen.stroke(lines);
}

// The event looked at: its whole area or circle, and the ring that it stands in.
function drawSelected(pen, view, rings) {
  const place = state.selected === null ? NONE : events.place[state.selected];
  if (place === NONE) return;
  pen.fillStyle = 'rgba(20, 33, 61, 0.10)';
  pen.strokeStyle = '#14213d';
  if (places.area[place] !== NONE) {
    drawIn(pen, view, (pixel) => {
      pen.lineWidth = 1.8 * pixel;
      pen.setLineDash([6 * pixel, 4 * pixel]);
      pen.fill(areaPaths[places.area[place]], 'evenodd');
      pen.stroke(areaPaths[places.area[place]]);
    });
  }
  pen.lineWidth = 1.8;
  pen.setLineDash([6, 4]);
  const ringed = (x, y, radius) => { circle(pen, x, y, radius); pen.stroke(); };
  const around = reachInPixels(place, view.scale);
  if (places.area[place] === NONE && around < 2000) ringed(view.x(placeX[place]), view.y(placeY[place]), Math.max(14, around));
  const ring = rings.find((one) => one.groups.some((group) => group.place === place));
  if (ring) ringed(ring.x - view.left, ring.y - view.top, ring.radius + 6); // it may stand on a neighbour
  pen.setLineDash([]);
}

// ---- where the symbol of a wide place stands: any point in it is as right, so one that is free ----
const unprojected = (mx, my) => [(mx - 0.5) * 360, (Math.atan(Math.exp((0.5 - my) * 2 * Math.PI)) * 360) / Math.PI - 90];

function holds(ring, [lon, lat]) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [[ax, ay], [bx, by]] = [ring[i], ring[j]];
    if (ay > lat !== by > lat && lon < ((bx - ax) * (lat - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}
const insideArea = ({ polygons }, point) => polygons.some(([outer, ...holes]) => holds(outer, point) && !holes.some((hole) => holds(hole, point)));

const TURNS = [0.35, 0.6].flatMap((far) => Array.from({ length: 8 }, (_, i) => [far * Math.cos((i * Math.PI) / 4), far * Math.sin((i * Math.PI) / 4)]));

function makeRoom(rings, scale) {
  const wides = rings.filter((ring) => ring.wide && ring.groups.length === 1).slice(-80); // the fullest
  const placed = rings.filter((ring) => !ring.wide);
  for (const ring of wides) {
    const { place } = ring.groups[0];
    const reach = reachInPixels(place, scale);
    const area = areas[places.area[place]];
    const free = ([dx, dy]) => {
      const [x, y] = [ring.x + dx * reach, ring.y + dy * reach];
      return placed.every((other) => Math.abs(other.x - x) > other.radius + ring.radius + 8 || Math.abs(other.y - y) > other.radius + ring.radius + 8)
        && (!area || insideArea(area, unprojected(x / scale, y / scale)));
    };
    const spot = [[0, 0], ...TURNS].find(free) ?? [0, 0];
    ring.x += spot[0] * reach;
    ring.y += spot[1] * reach;
    placed.push(ring);
  }
}
