// The events of the timeline page in their sections: a year holds its months, a month its days, then stretches of
// several days, then what the text dates no closer than the month. Longer stretches stand at the end of their year,
// what nobody dated at the end of all.
const MONTH_AT_MOST = 31;

function placeIn(sections, e) {
  if (!isDated(e)) { sections.undated.push(e); return; }
  const [first, last] = [events.from[e], events.to[e]];
  const { year, month } = calendar(first);
  const of = yearOf(sections, year);
  if (last - first >= MONTH_AT_MOST) { of.long.push(e); return; }
  const held = monthOf(of, month);
  if (first === last) push(held.days, first, e);
  else if (isMonth(first, last)) held.whole.push(e);
  else push(held.spans, `${first}/${last}`, e);
}
function push(map, key, e) {
  if (!map.has(key)) map.set(key, []);
  map.get(key).push(e);
}
function yearOf({ years }, year) {
  if (!years.has(year)) years.set(year, { year, months: new Map(), long: [] });
  return years.get(year);
}
function monthOf({ year, months }, month) {
  if (!months.has(month)) months.set(month, { year, month, days: new Map(), spans: new Map(), whole: [] });
  return months.get(month);
}

function grouped(chosen) {
  const sections = { years: new Map(), undated: [] };
  for (const e of chosen) placeIn(sections, e);
  return sections;
}

// The sections in the order of reading, each with its id, its heading and groups of [heading, events].
function sectionsOf(chosen) {
  const { years, undated } = grouped(chosen);
  const ordered = [...years.values()].sort((a, b) => a.year - b.year);
  const made = ordered.flatMap(({ year, months, long }) => {
    const held = [...months.values()].sort((a, b) => a.month - b.month).map(monthSection);
    if (long.length) held.push({ id: `long-${year}`, heading: () => sayText('longer_in', { year }), groups: [[null, long]] });
    return held;
  });
  if (undated.length) made.push({ id: 'undated', heading: () => t('no_date_section'), groups: [[null, undated]] });
  for (const section of made) section.events = section.groups.flatMap(([, events_]) => events_);
  return made;
}
function monthSection({ year, month, days, spans, whole }) {
  const groups = [...days].map(([day, held]) => [() => spokenWithWeekday(day), held]);
  for (const [key, held] of spans) groups.push([() => spokenDays(...key.split('/').map(Number)), held]);
  if (whole.length) groups.push([() => t('month_alone'), whole]);
  return { id: `month-${year}-${String(month + 1).padStart(2, '0')}`, heading: () => monthName(year, month), groups };
}
