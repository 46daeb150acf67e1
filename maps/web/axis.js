// The axis of the timeline: a stretch of days cut into calendar units, so that what is dated to a month stands in one
// month's bar and never on its first day.
const YEAR = 365.25;
const KEPT = 0.8; // the share of events that the whole axis must show at full scale
const NARROWEST = 4.6; // pixels of a bar

// Months counted from the year 0; Date.UTC would take the years 0 to 99 for those of the last century.
const monthOf = (day) => { const date = new Date(day * DAY); return date.getUTCFullYear() * 12 + date.getUTCMonth(); };
const monthStart = (month) => Math.round(new Date(0).setUTCFullYear(Math.floor(month / 12), ((month % 12) + 12) % 12, 1) / DAY);
const ofMonths = (name, months) => {
  const floor = (day) => monthStart(Math.floor(monthOf(day) / months) * months);
  return { name, floor, next: (start) => monthStart(monthOf(start) + months), days: months * 30.4 };
};
// `floor`: the first day of the unit that holds a day; `next`: of the unit after one that begins there.
const UNITS = [
  { name: 'day', floor: (day) => day, next: (start) => start + 1, days: 1 },
  { name: 'week', floor: (day) => day - ((((day + 3) % 7) + 7) % 7), next: (start) => start + 7, days: 7 }, // from Monday
  ofMonths('month', 1), ofMonths('quarter', 3), ofMonths('year', 12), ofMonths('decade', 120), ofMonths('century', 1200),
];

// `starts` are the first days of the buckets and, last, the day after all of them.
function makeAxis(first, last, width) {
  const most = Math.max(40, width / NARROWEST);
  const unit = UNITS.find(({ days }) => (last - first + 1) / days <= most) ?? UNITS.at(-1);
  const starts = [unit.floor(first)];
  while (starts.at(-1) <= last) starts.push(unit.next(starts.at(-1)));
  return { unit: unit.name, starts, buckets: starts.length - 1, first: starts[0], last: starts.at(-1) - 1 };
}

// The bucket that holds a day of the axis; before it -1, after it the number of buckets.
function bucketOf({ starts, buckets, first, last }, day) {
  if (day < first) return -1;
  if (day > last) return buckets;
  let [low, high] = [0, buckets - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= day) low = middle; else high = middle - 1;
  }
  return low;
}

// Where a day begins, in buckets and parts of one, kept within the axis.
function positionOf(axis, day) {
  const bucket = bucketOf(axis, day);
  if (bucket < 0) return 0;
  if (bucket >= axis.buckets) return axis.buckets;
  return bucket + (day - axis.starts[bucket]) / (axis.starts[bucket + 1] - axis.starts[bucket]);
}

// All days of the events, and the days that the whole axis shows: where the first are more than twenty years, the
// shortest stretch that holds eight events in ten, so that an anniversary of 1982 or a ruin of 652 does not flatten the
// rest. What lies beyond stands in the outermost buckets.
function extent() {
  const count = select(isDated).length; // they stand first, in order
  if (!count) return null;
  const starts = events.from.subarray(0, count);
  const [min, max] = [starts[0], events.to.subarray(0, count).reduce((a, b) => Math.max(a, b))];
  const [first, last] = max - min <= 20 * YEAR ? [min, max] : densest(starts, min, max);
  return { min, max, first, last };
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
