// Movements: an arrow from where people or forces set out to where they went, one for each pair of places.
const moving = select((e) => events.origin[e] !== NONE && events.destination[e] !== NONE && events.origin[e] !== events.destination[e]);

function movementsShown() {
  const arrows = new Map();
  for (const e of moving) {
    if (!kept[e] || !inTime(e) || !(state.undated || isDated(e))) continue;
    const happened = HAPPENED[events.fact[e]];
    const key = `${events.origin[e]} ${events.destination[e]} ${happened}`;
    const arrow = arrows.get(key);
    if (arrow) arrow.events.push(e);
    else arrows.set(key, { origin: events.origin[e], destination: events.destination[e], happened, events: [e] });
  }
  return [...arrows.values()].sort((a, b) => a.events.length - b.events.length);
}

// The type that most of them are of gives the colour.
function mainType(list) {
  const counts = new Map();
  for (const e of list) counts.set(events.type[e], (counts.get(events.type[e]) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0][0];
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

function drawArrow(pen, line, { events: list, happened }) {
  const width = Math.min(6, 1.6 + Math.log2(list.length));
  const colour = types[mainType(list)].colour;
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
