// How many events lie in each bucket. Solid: known to lie within it. Pale: dated to a longer time that overlaps it, each
// event's one spread evenly over its days, so that the bars add up to the events and no first of a month stands out.
const BAR = { on: '#2563b8', off: '#c3c8d0', onPale: 'rgba(37, 99, 184, 0.30)', offPale: 'rgba(150, 156, 166, 0.32)' };

// `closed`: what lies before or after the axis counts in its outermost buckets.
function histogram(axis, closed) {
  const sure = new Float64Array(axis.buckets);
  const density = new Float64Array(axis.last - axis.first + 3); // change of events per day, by day of the axis
  const pale = new Float64Array(axis.buckets);
  for (let e = 0; e < total && isDated(e); e += 1) {
    if (!kept[e]) continue;
    const [from, to] = [events.from[e], events.to[e]];
    const [a, b] = [bucketOf(axis, from), to === from ? -2 : bucketOf(axis, to)];
    if (b === -2 || a === b) {
      if (a >= 0 && a < axis.buckets) sure[a] += 1;
      else if (closed) sure[a < 0 ? 0 : axis.buckets - 1] += 1;
      continue;
    }
    const share = 1 / (to - from + 1);
    density[Math.max(from, axis.first) - axis.first] += share;
    density[Math.min(to, axis.last) + 1 - axis.first] -= share;
    if (closed && from < axis.first) pale[0] += (axis.first - from) * share;
    if (closed && to > axis.last) pale[axis.buckets - 1] += (to - axis.last) * share;
  }
  let perDay = 0;
  for (let bucket = 0, day = axis.first; bucket < axis.buckets; bucket += 1) {
    for (; day < axis.starts[bucket + 1]; day += 1) {
      perDay += density[day - axis.first];
      pale[bucket] += perDay;
    }
  }
  return { sure, pale };
}

function drawBars(pen, { sure, pale }, wide, floor, [solidInk, paleInk]) {
  const most = Math.max(1, ...sure.map((n, i) => n + pale[i]));
  const tall = (n) => (n > 0.001 ? Math.max(1.5, (n / most) * (floor - 6)) : 0);
  for (let i = 0; i < sure.length; i += 1) {
    const [solid, light] = [tall(sure[i]), tall(pale[i])];
    pen.fillStyle = solidInk;
    pen.fillRect(i * wide, floor - solid, Math.max(1, wide - 1), solid);
    pen.fillStyle = paleInk;
    pen.fillRect(i * wide, floor - solid - light, Math.max(1, wide - 1), light);
  }
}

// Labels stand where a year, a month or a week begins, as many as there is room for.
const LABELS = [
  [UNITS[0], (day) => iso(day).slice(5)],
  [UNITS[1], (day) => iso(day).slice(5)],
  [UNITS[2], (day) => (iso(day).slice(5, 7) === '01' ? iso(day).slice(0, 4) : iso(day).slice(0, 7))],
  [UNITS[3], (day) => (iso(day).slice(5, 7) === '01' ? iso(day).slice(0, 4) : iso(day).slice(0, 7))],
  [UNITS[4], (day) => iso(day).slice(0, 4)],
  [ofMonths('two years', 24), (day) => iso(day).slice(0, 4)],
  [ofMonths('five years', 60), (day) => iso(day).slice(0, 4)],
  [UNITS[5], (day) => iso(day).slice(0, 4)],
  [UNITS[6], (day) => iso(day).slice(0, 4)],
];

function drawTicks(pen, axis, width, height) {
  pen.font = '11px system-ui, "Noto Sans", sans-serif';
  const fits = ([unit]) => ((axis.last - axis.first + 1) / unit.days) * 62 <= width;
  const [unit, label] = LABELS.find(fits) ?? LABELS.at(-1);
  pen.fillStyle = '#5a6068';
  pen.strokeStyle = 'rgba(0, 0, 0, 0.14)';
  pen.lineWidth = 1;
  pen.textAlign = 'center';
  pen.textBaseline = 'alphabetic';
  pen.direction = 'ltr';
  for (let day = unit.floor(axis.first); day <= axis.last; day = unit.next(day)) {
    if (day < axis.first) continue;
    const x = Math.round((positionOf(axis, day) / axis.buckets) * width) + 0.5;
    pen.beginPath();
    pen.moveTo(x, 0);
    pen.lineTo(x, height - 14);
    pen.stroke();
    const text = label(day);
    const half = pen.measureText(text).width / 2;
    if (x - half >= 0 && x + half <= width) pen.fillText(text, x, height - 3);
  }
}
