// Movements: an arrow from where people or forces set out to where they went.
const moving = select((e) => events.origin[e] !== NONE && events.destination[e] !== NONE && events.origin[e] !== events.destination[e]);

const movementsShown = () => moving.filter((e) => kept[e] && inTime(e) && (state.undated || isDated(e)));

const MOST_ARROWS = 24; // the largest; the others are reached by their events
const NEAR = 70; // pixels: ends nearer than this are one, at the place that most of them name

// One arrow for all that went from about here to about there, as far as this scale tells places apart.
function gatherMovements(list, scale) {
  const cell = (place) => `${Math.floor((placeX[place] * scale) / NEAR)} ${Math.floor((placeY[place] * scale) / NEAR)}`;
  const arrows = new Map();
  for (const e of list) {
    const ends = [cell(events.origin[e]), cell(events.destination[e])];
    const happened = HAPPENED[events.fact[e]];
    const key = `${ends} ${happened}`;
    const arrow = arrows.get(key);
    if (arrow) arrow.events.push(e); else arrows.set(key, { happened, events: [e] });
  }
  const largest = [...arrows.values()].sort((a, b) => b.events.length - a.events.length).slice(0, MOST_ARROWS).reverse();
  for (const arrow of largest) {
    arrow.origin = mostOf(arrow.events.map((e) => events.origin[e]));
    arrow.destination = mostOf(arrow.events.map((e) => events.destination[e]));
    arrow.type = mostOf(arrow.events.map((e) => events.type[e])); // its colour
  }
  return largest;
}

function mostOf(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}

// A bow, so that those who go and those who come back are two. Null where both ends are one point on the screen.
function bow({ origin, destination }, view) {
  const [ax, ay] = [view.x(placeX[origin]), view.y(placeY[origin])];
  const [bx, by] = [view.x(placeX[destination]), view.y(placeY[destination])];
  const long = Math.hypot(bx - ax, by - ay);
  if (long < 18) return null;
  const bend = Math.min(0.2, 60 / long);
  return { ax, ay, bx, by, cx: (ax + bx) / 2 - (by - ay) * bend, cy: (ay + by) / 2 + (bx - ax) * bend };
}
const along = ({ ax, ay, bx, by, cx, cy }, t) => [
  (1 - t) ** 2 * ax + 2 * (1 - t) * t * cx + t * t * bx,
  (1 - t) ** 2 * ay + 2 * (1 - t) * t * cy + t * t * by,
];

function drawArrows(pen, view, arrows) {
  for (const arrow of arrows) {
    arrow.bow = bow(arrow, view);
    if (arrow.bow) drawArrow(pen, arrow.bow, arrow);
  }
}

function drawArrow(pen, line, { events: list, happened, type }) {
  const width = Math.min(5, 1.4 + Math.log2(list.length) * 0.6);
  const { colour } = types[type];
  const head = 6 + width * 1.4;
  const [nearX, nearY] = along(line, 0.9);
  const angle = Math.atan2(line.by - nearY, line.bx - nearX);
  const [endX, endY] = [line.bx - Math.cos(angle) * head * 0.8, line.by - Math.sin(angle) * head * 0.8];
  const stroke = (ink, wide) => {
    pen.beginPath();
    pen.moveTo(line.ax, line.ay);
    pen.quadraticCurveTo(line.cx, line.cy, endX, endY);
    pen.strokeStyle = ink;
    pen.lineWidth = wide;
    pen.stroke();
  };
  stroke('rgba(255, 255, 255, 0.8)', width + 2.4);
  pen.setLineDash(happened ? [] : [5, 4]);
  stroke(colour, width);
  pen.setLineDash([]);
  pen.beginPath();
  for (const turn of [0, 2.6, -2.6]) {
    const far = turn ? head : 0;
    pen.lineTo(line.bx + Math.cos(angle + turn) * far, line.by + Math.sin(angle + turn) * far);
  }
  pen.closePath();
  pen.fillStyle = happened ? colour : '#fff';
  pen.strokeStyle = happened ? '#fff' : colour;
  pen.lineWidth = 1;
  pen.fill();
  pen.stroke();
  disc(pen, line.ax, line.ay, 2.6, '#fff');
  disc(pen, line.ax, line.ay, 1.7, colour);
}

function arrowAt(arrows, { x, y }) {
  const near = ({ bow: line, events: list }) => line && Array.from({ length: 25 }, (_, i) => along(line, i / 24))
    .some(([px, py], i, points) => i && distanceToPiece(x, y, points[i - 1], [px, py]) < 4 + Math.min(3, list.length / 4));
  return arrows.findLast(near) ?? null;
}

function distanceToPiece(x, y, [ax, ay], [bx, by]) {
  const square = (bx - ax) ** 2 + (by - ay) ** 2;
  const t = square ? Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / square)) : 0;
  return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
}
