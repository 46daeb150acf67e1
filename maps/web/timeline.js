// The timeline: how many events may lie in each bucket of days, and a brush that chooses a stretch of them.
// Solid bars are events known to lie within one bucket; pale ones span several and may lie in any.
const YEAR = 365.25;
const KEPT = 0.8; // the share of events that the axis must show at full scale
const dated = select(isDated);
const axis = dated.length ? makeAxis() : null;

// From the first to the last day; where that is more than twenty years, the shortest stretch that holds eight
// events in ten, so that an anniversary of 1982 or a ruin of 652 does not flatten the rest. What lies beyond
// stands in the outermost buckets.
function makeAxis() {
  const starts = dated.map((e) => events.from[e]).sort((a, b) => a - b);
  const min = starts[0];
  const max = dated.reduce((latest, e) => Math.max(latest, events.to[e]), min);
  const [first, last] = max - min <= 20 * YEAR ? [min, max] : densest(starts, min, max);
  const step = Math.max(1, Math.ceil((last - first + 1) / 160));
  const buckets = Math.ceil((last - first + 1) / step);
  return { first, last: first + buckets * step - 1, step, buckets, min, max };
}

function densest(starts, min, max) {
  const most = Math.ceil(starts.length * KEPT) - 1;
  let best = 0;
  for (let i = 1; i + most < starts.length; i += 1) {
    if (starts[i + most] - starts[i] < starts[best + most] - starts[best]) best = i;
  }
  const [low, high] = [starts[best], starts[best + most]];
  const slack = Math.round(Math.max(60, (high - low) * 0.1));
  return [Math.max(min, low - slack), Math.min(max, high + slack)];
}

const bucketOf = (day) => Math.max(0, Math.min(axis.buckets - 1, Math.floor((day - axis.first) / axis.step)));

function histogram() {
  const sure = new Array(axis.buckets).fill(0);
  const maybe = new Array(axis.buckets).fill(0);
  for (const e of dated) {
    if (!kept[e]) continue;
    const [a, b] = [bucketOf(events.from[e]), bucketOf(events.to[e])];
    if (a === b) sure[a] += 1;
    else for (let i = a; i <= b; i += 1) maybe[i] += 1;
  }
  return { sure, maybe };
}

const brush = { a: 0, b: axis ? axis.buckets : 0 }; // half-open, in buckets

function applyBrush() {
  const all = brush.a === 0 && brush.b === axis.buckets;
  state.from = all ? null : brush.a === 0 ? axis.min : axis.first + brush.a * axis.step;
  state.to = all ? null : brush.b === axis.buckets ? axis.max : axis.first + brush.b * axis.step - 1;
  changed('time');
}

function drawTimeline() {
  const box = byId('wq-brush');
  const canvas = byId('wq-bars');
  const [width, height] = [box.clientWidth, box.clientHeight];
  const ratio = window.devicePixelRatio || 1;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const pen = canvas.getContext('2d');
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  if (!axis) return;
  const { sure, maybe } = histogram();
  const floor = height - 16;
  const most = Math.max(1, ...sure.map((n, i) => n + maybe[i]));
  const wide = width / axis.buckets;
  const chosen = state.from !== null;
  for (let i = 0; i < axis.buckets; i += 1) {
    const on = !chosen || (i >= brush.a && i < brush.b);
    const tall = (n) => (n ? Math.max(1.5, (n / most) * (floor - 4)) : 0);
    const [solid, pale] = [tall(sure[i]), tall(maybe[i])];
    pen.fillStyle = on ? '#2f6fd6' : '#c4c9d1';
    pen.fillRect(i * wide, floor - solid, Math.max(1, wide - 1), solid);
    pen.fillStyle = on ? 'rgba(47, 111, 214, 0.28)' : 'rgba(150, 156, 166, 0.3)';
    pen.fillRect(i * wide, floor - solid - pale, Math.max(1, wide - 1), pale);
  }
  drawTicks(pen, width, height, wide);
  placeHandles(width, wide);
}

function drawTicks(pen, width, height, wide) {
  pen.fillStyle = '#50555c';
  pen.strokeStyle = 'rgba(0, 0, 0, 0.12)';
  pen.font = '10.5px system-ui, sans-serif';
  pen.textAlign = 'center';
  const span = axis.last - axis.first;
  const room = Math.max(1, Math.floor(width / 46)); // labels that fit
  const years = [1, 2, 5, 10, 20, 50, 100, 200].find((n) => span / YEAR / n <= room) ?? 500;
  const unit = ['year', 'month', 'day'].find((u) => span / { year: 365, month: 30, day: 1 }[u] >= 2) ?? 'day';
  let free = 0;
  for (let day = axis.first; day <= axis.last; day += 1) {
    const text = iso(day);
    const opens = unit === 'day' || text.endsWith(unit === 'year' ? '-01-01' : '-01');
    if (!opens || (unit === 'year' && Number(text.slice(0, 4)) % years)) continue;
    const label = unit === 'year' ? text.slice(0, 4) : unit === 'month' ? text.slice(0, 7) : text.slice(5);
    const x = ((day - axis.first) / axis.step) * wide;
    const half = pen.measureText(label).width / 2 + 6;
    if (x - half < free || x + half > width) continue;
    free = x + half;
    pen.beginPath();
    pen.moveTo(x, 0);
    pen.lineTo(x, height - 14);
    pen.stroke();
    pen.fillText(label, x, height - 3);
  }
}

function placeHandles(width, wide) {
  const [left, right] = [brush.a * wide, brush.b * wide];
  const pane = byId('wq-window');
  pane.style.left = `${left}px`;
  pane.style.width = `${right - left}px`;
  pane.hidden = state.from === null;
  byId('wq-start').style.left = `${left}px`;
  byId('wq-end').style.left = `${right}px`;
  const [from, to] = [state.from ?? axis.min, state.to ?? axis.max];
  // The outermost buckets hold all that lies beyond them.
  byId('wq-from').textContent = from < axis.first ? `≤ ${iso(axis.first)}` : iso(from);
  byId('wq-to').textContent = to > axis.last ? `≥ ${iso(axis.last)}` : iso(to);
  for (const [id, now, text] of [['wq-start', brush.a, iso(from)], ['wq-end', brush.b, iso(to)]]) {
    const handle = byId(id);
    handle.setAttribute('aria-valuemin', '0');
    handle.setAttribute('aria-valuemax', String(axis.buckets));
    handle.setAttribute('aria-valuenow', String(now));
    handle.setAttribute('aria-valuetext', text);
  }
}

function moveBrush(a, b) {
  brush.a = Math.max(0, Math.min(axis.buckets - 1, a));
  brush.b = Math.max(brush.a + 1, Math.min(axis.buckets, b));
  applyBrush();
}

function startTimeline() {
  const box = byId('wq-brush');
  if (!axis) { byId('wq-time').classList.add('wq-empty'); return; }
  const bucketAt = (x) => ((x - box.getBoundingClientRect().left) / box.clientWidth) * axis.buckets;
  let drag = null;
  const dragged = (event) => {
    const at = bucketAt(event.clientX);
    if (drag.what === 'start') moveBrush(Math.min(Math.round(at), brush.b - 1), brush.b);
    else if (drag.what === 'end') moveBrush(brush.a, Math.max(Math.round(at), brush.a + 1));
    else if (drag.what === 'window') {
      const wide = drag.b - drag.a;
      const a = Math.max(0, Math.min(axis.buckets - wide, drag.a + Math.round(at - drag.at)));
      moveBrush(a, a + wide);
    } else if (Math.abs(event.clientX - drag.x) > 3) {
      moveBrush(Math.floor(Math.min(drag.at, at)), Math.ceil(Math.max(drag.at, at)));
    }
  };
  box.addEventListener('pointerdown', (event) => {
    const what = { 'wq-start': 'start', 'wq-end': 'end', 'wq-window': 'window' }[event.target.id] ?? 'new';
    drag = { what, at: bucketAt(event.clientX), a: brush.a, b: brush.b, x: event.clientX };
    box.setPointerCapture(event.pointerId);
    if (what === 'start' || what === 'end') event.target.focus();
    event.preventDefault();
  });
  box.addEventListener('pointermove', (event) => { if (drag) dragged(event); });
  box.addEventListener('pointerup', () => { drag = null; });
  box.addEventListener('pointercancel', () => { drag = null; });
  box.addEventListener('dblclick', () => moveBrush(0, axis.buckets));
  const keys = (id, move) => byId(id).addEventListener('keydown', (event) => {
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10, Home: -1e6, End: 1e6 }[event.key];
    if (step) { move(step); event.preventDefault(); }
    if (event.key === 'Escape') moveBrush(0, axis.buckets);
  });
  keys('wq-start', (step) => moveBrush(Math.min(brush.a + step, brush.b - 1), brush.b));
  keys('wq-end', (step) => moveBrush(brush.a, Math.max(brush.b + step, brush.a + 1)));
  window.addEventListener('resize', drawTimeline);
  on('filters time', drawTimeline);
  drawTimeline();
}
