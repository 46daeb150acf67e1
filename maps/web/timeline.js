// The timeline: the histogram, and a brush that chooses a stretch of days on it.
const whole = extent(); // null where no event has a day
let axis = null; // as drawn: all, or the stretch that the reader has gone into
let bars = null;

const isZoomed = () => axis !== null && (axis.first > whole.first || axis.last < whole.last);

function layAxis(first, last) {
  axis = makeAxis(first, last, byId('wq-brush').clientWidth);
  countBars();
}

function countBars() {
  bars = histogram(axis, !isZoomed());
  drawTimeline();
}

function drawTimeline() {
  const box = byId('wq-brush');
  const canvas = byId('wq-bars');
  const [width, height] = [box.clientWidth, box.clientHeight];
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const pen = canvas.getContext('2d');
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  const [wide, floor] = [width / axis.buckets, height - 16];
  drawTicks(pen, axis, width, height);
  const [left, right] = [edges()[0] * wide, edges()[1] * wide];
  if (state.from !== null) drawBars(pen, bars, wide, floor, [BAR.off, BAR.offPale]);
  pen.save();
  pen.beginPath();
  pen.rect(left, 0, right - left, height);
  pen.clip();
  if (state.from !== null) pen.clearRect(left, 0, right - left, floor);
  drawBars(pen, bars, wide, floor, [BAR.on, BAR.onPale]);
  pen.restore();
  placeHandles(left, right);
}

// Where the chosen days begin and end, in buckets of the axis.
const edges = () => (state.from === null ? [0, axis.buckets] : [positionOf(axis, state.from), positionOf(axis, state.to + 1)]);

function placeHandles(left, right) {
  const pane = byId('wq-window');
  pane.style.left = `${left}px`;
  pane.style.width = `${right - left}px`;
  pane.hidden = state.from === null;
  const [from, to] = [state.from ?? whole.min, state.to ?? whole.max];
  // The outermost buckets of the whole axis hold all that lies beyond them.
  byId('wq-from').textContent = from < whole.first ? `≤ ${iso(axis.first)}` : iso(from);
  byId('wq-to').textContent = to > whole.last ? `≥ ${iso(axis.last)}` : iso(to);
  for (const [id, x, at, text] of [['wq-start', left, edges()[0], iso(from)], ['wq-end', right, edges()[1], iso(to)]]) {
    const handle = byId(id);
    handle.style.left = `${x}px`;
    handle.setAttribute('aria-valuemin', '0');
    handle.setAttribute('aria-valuemax', String(axis.buckets));
    handle.setAttribute('aria-valuenow', String(Math.round(at)));
    handle.setAttribute('aria-valuetext', text);
  }
}

// Chooses whole buckets, half-open; all of them choose no time at all.
function chooseBuckets(a, b) {
  const start = Math.max(0, Math.min(axis.buckets - 1, a));
  const end = Math.max(start + 1, Math.min(axis.buckets, b));
  if (!isZoomed() && start === 0 && end === axis.buckets) { setTime(null, null); return; }
  const from = !isZoomed() && start === 0 ? whole.min : axis.starts[start];
  const to = !isZoomed() && end === axis.buckets ? whole.max : axis.starts[end] - 1;
  setTime(from, to);
}

// Goes into the chosen days, with a little on either side.
const canZoom = () => state.from !== null && axis.unit !== 'day' && state.to - state.from < (axis.last - axis.first) * 0.7;
function zoomTime() {
  if (!canZoom()) return;
  const slack = Math.max(3, Math.round((state.to - state.from + 1) * 0.15));
  layAxis(Math.max(whole.first, state.from - slack), Math.min(whole.last, state.to + slack));
}

function wholeTime() {
  layAxis(whole.first, whole.last);
  setTime(null, null);
}

function startTimeline() {
  if (!whole) { byId('wq-time').classList.add('wq-empty'); return; }
  layAxis(whole.first, whole.last);
  startBrush();
  startPlaying();
  on('filters', countBars);
  on('time', drawTimeline);
  window.addEventListener('resize', () => layAxis(axis.first, axis.last));
}
