// Choosing days by mouse, touch and keys.
const KEYS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10, Home: -1e6, End: 1e6 };

function startBrush() {
  const box = byId('wq-brush');
  const bucketAt = (x) => ((x - box.getBoundingClientRect().left) / box.clientWidth) * axis.buckets;
  let drag = null;
  const dragged = (event) => {
    const at = bucketAt(event.clientX);
    if (drag.what === 'start') chooseBuckets(Math.min(Math.round(at), Math.ceil(drag.b) - 1), Math.round(drag.b));
    else if (drag.what === 'end') chooseBuckets(Math.round(drag.a), Math.max(Math.round(at), Math.floor(drag.a) + 1));
    else if (drag.what === 'window') shiftFrom(drag, Math.round(at - drag.at));
    else if (Math.abs(event.clientX - drag.x) > 3) chooseBuckets(Math.floor(Math.min(drag.at, at)), Math.ceil(Math.max(drag.at, at)));
  };
  box.addEventListener('pointerdown', (event) => {
    const what = { 'wq-start': 'start', 'wq-end': 'end', 'wq-window': 'window' }[event.target.id] ?? 'new';
    const [a, b] = edges();
    drag = { what, at: bucketAt(event.clientX), a, b, x: event.clientX };
    box.setPointerCapture(event.pointerId);
    if (what === 'start' || what === 'end') event.target.focus();
    event.preventDefault();
  });
  box.addEventListener('pointermove', (event) => { if (drag) dragged(event); else tellBucket(Math.floor(bucketAt(event.clientX))); });
  box.addEventListener('pointerup', (event) => {
    if (drag?.what === 'new' && Math.abs(event.clientX - drag.x) <= 3) chooseBuckets(Math.floor(drag.at), Math.floor(drag.at) + 1);
    drag = null;
  });
  box.addEventListener('pointercancel', () => { drag = null; });
  box.addEventListener('pointerleave', () => tellBucket(-1));
  box.addEventListener('dblclick', wholeTime);
  const keys = (id, move) => byId(id).addEventListener('keydown', (event) => {
    const step = KEYS[event.key];
    if (step) { move(step, ...edges()); event.preventDefault(); }
    if (event.key === 'Escape') { wholeTime(); event.stopPropagation(); }
  });
  keys('wq-start', (step, a, b) => chooseBuckets(Math.min(Math.round(a) + step, Math.ceil(b) - 1), Math.round(b)));
  keys('wq-end', (step, a, b) => chooseBuckets(Math.round(a), Math.max(Math.round(b) + step, Math.floor(a) + 1)));
}

// Moves the chosen days by some buckets, as wide as they were. False at the end of the axis.
function shiftFrom({ a, b }, by) {
  const wide = Math.max(1, Math.round(b - a));
  const start = Math.max(0, Math.min(axis.buckets - wide, Math.round(a) + by));
  if (start === Math.round(a)) return false;
  chooseBuckets(start, start + wide);
  return true;
}

// What a bar counts, beside it.
function tellBucket(bucket) {
  const node = byId('wq-bar-tip');
  node.hidden = !(bucket >= 0 && bucket < axis.buckets);
  if (node.hidden) return;
  const [from, to] = [axis.starts[bucket], axis.starts[bucket + 1] - 1];
  const days = { day: iso(from), month: iso(from).slice(0, 7), year: iso(from).slice(0, 4) }[axis.unit] ?? `${iso(from)} – ${iso(to)}`;
  const pale = bars.pale[bucket];
  const spread = pale > 0.05 ? ` + ${pale.toFixed(1)}` : '';
  node.replaceChildren(bdi(days, 'ltr'), ' ', make('b', 'wq-n', `${number(bars.sure[bucket])}${spread}`));
  if (spread) node.append(' ', t('spread'));
  const x = ((bucket + 0.5) / axis.buckets) * byId('wq-brush').clientWidth;
  node.style.left = `${Math.max(70, Math.min(byId('wq-brush').clientWidth - 70, x))}px`;
}
