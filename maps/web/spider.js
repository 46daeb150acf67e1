// The spider: the few events of one ring, each on a leg of its own.
const LEGS = 12; // more open as a list

function spread(ring) {
  const list = eventsOf(ring);
  const far = Math.max(ring.radius + 30, (list.length * 21) / (2 * Math.PI));
  return list.map((e, i) => {
    const angle = (2 * Math.PI * i) / list.length - Math.PI / 2;
    return { e, dx: Math.cos(angle) * far, dy: Math.sin(angle) * far };
  });
}

function drawSpider(pen, view, { ring, legs }) {
  const [x, y] = [ring.x - view.left, ring.y - view.top];
  pen.strokeStyle = 'rgba(34, 37, 42, 0.6)';
  pen.lineWidth = 1.2;
  for (const { dx, dy } of legs) {
    pen.beginPath();
    pen.moveTo(x, y);
    pen.lineTo(x + dx, y + dy);
    pen.stroke();
  }
  disc(pen, x, y, 3.5, '#fff');
  disc(pen, x, y, 2.2, INK);
  for (const { e, dx, dy } of legs) {
    drawKilled(pen, x + dx, y + dy, 7.5, events.killed[e]);
    drawSymbol(pen, events.type[e], WAY_OF[events.fact[e]], x + dx, y + dy, 7.5, !isDated(e));
    const mark = !isDated(e) ? '?' : events.to[e] - events.from[e] >= VAGUE ? '~' : '';
    if (mark) drawMark(pen, mark, x + dx + 9.5, y + dy - 7.5);
    if (state.selected === e) { circle(pen, x + dx, y + dy, 12); pen.strokeStyle = '#14213d'; pen.lineWidth = 1.8; pen.stroke(); }
  }
}

function legAt({ ring, legs }, view, point) {
  const at = legs.find(({ dx, dy }) => Math.hypot(ring.x - view.left + dx - point.x, ring.y - view.top + dy - point.y) <= 11);
  return at ? at.e : null;
}
