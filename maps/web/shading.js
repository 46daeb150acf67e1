// Governorates or districts shaded by what happened in them: events, or deaths, over the chosen days and filters. Only
// what happened counts (occurred or claimed), and only what its text places closely enough to lie in one area.
const SHADES = ['#fbe3c8', '#f6bf8d', '#e98d57', '#c9572c', '#8a2a12'];
const NICE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000];
const CLOSE = { 1: 30, 2: 10 }; // km: what is less sure than that lies in no one governorate, district
const MODES = ['pins', 'governorates', 'districts'];
const MEASURES = { events: () => 1, deaths: (e) => Math.max(0, events.killed[e]) };

const shading = {
  level: 0, // 1 governorates, 2 districts
  by: 'events',
  held: {}, // by level: the area of each place, as its number in the ground
  counted: null,
};

// ---- in which area a place lies: by its code, else by where its point lies ----
function within([lon, lat], rings) {
  let odd = false;
  for (const ring of rings.flat()) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const [[ax, ay], [bx, by]] = [ring[i], ring[j]];
      if (ay > lat !== by > lat && lon < ((bx - ax) * (lat - ay)) / (by - ay) + ax) odd = !odd;
    }
  }
  return odd;
}
function areaOfPlace(level) {
  if (shading.held[level]) return shading.held[level];
  const byCode = new Map();
  ground.forEach((area, i) => { if (area.level === level && area.pcode) byCode.set(area.pcode, i); });
  const candidates = ground.flatMap((area, i) => (area.level === level ? [i] : []));
  return (shading.held[level] = places.lon.map((lon, p) => {
    const division = places[`admin${level}`][p];
    if (division !== NONE) return byCode.get(divisions.pcode[division]) ?? NONE;
    if (places.area[p] !== NONE || (places.km[p] ?? 0) > CLOSE[level]) return NONE;
    return candidates.find((i) => within([lon, places.lat[p]], ground[i].rings)) ?? NONE;
  }));
}

// ---- counting ----
function countAreas() {
  const held = areaOfPlace(shading.level);
  const measure = MEASURES[shading.by];
  const counted = { areas: new Map(), elsewhere: 0, not: 0 };
  for (const e of onMap()) {
    if (!HAPPENED[events.fact[e]]) { counted.not += 1; continue; }
    const area = held[events.place[e]];
    if (area === NONE) { counted.elsewhere += measure(e); continue; }
    counted.areas.set(area, (counted.areas.get(area) ?? 0) + measure(e));
  }
  const most = Math.max(0, ...counted.areas.values());
  counted.breaks = breaksUpTo(most);
  counted.most = most;
  return (shading.counted = counted);
}
// Where each shade begins: round numbers, five at most.
function breaksUpTo(most) {
  const below = NICE.filter((n) => n <= most);
  const breaks = most <= SHADES.length ? Array.from({ length: most }, (_, i) => i + 1) : below.slice(-SHADES.length);
  if (breaks.length) breaks[0] = 1;
  return breaks;
}
const shadeOf = (n) => {
  const { breaks } = shading.counted;
  const at = breaks.filter((least) => n >= least).length - 1;
  return at < 0 ? null : SHADES[SHADES.length - breaks.length + at];
};
const areaName = ({ name, en }) => nameText(name, en);

// ---- drawing ----
function drawShades(pen, view) {
  if (!shading.level) return;
  const { areas: counts } = shading.counted ?? countAreas();
  drawIn(pen, view, (pixel) => {
    pen.lineJoin = 'round';
    for (const [i, n] of counts) {
      const fill = shadeOf(n);
      if (!fill) continue;
      pen.fillStyle = fill;
      pen.globalAlpha = layer.overTiles ? 0.75 : 1;
      pen.fill(ground[i].path, 'evenodd');
      pen.globalAlpha = 1;
    }
    for (const area of ground) {
      if (area.level > shading.level) continue;
      pen.strokeStyle = area.level === 1 ? '#7d766a' : 'rgba(125, 118, 106, 0.55)';
      pen.lineWidth = (area.level === 1 ? 1.3 : 0.7) * pixel;
      pen.stroke(area.path);
    }
  });
  labelAreas(pen, view, counts);
}
function labelAreas(pen, view, counts) {
  const taken = [];
  for (const [i, n] of [...counts].sort((a, b) => b[1] - a[1])) {
    if (!n) continue;
    const area = ground[i];
    area.middle ??= middle(area).map((degrees, k) => (k ? mercatorY(degrees) : mercatorX(degrees)));
    const [x, y] = [view.x(area.middle[0]), view.y(area.middle[1])];
    const lines = [number(n), ...(shading.level === 1 ? [areaName(area)] : [])];
    pen.font = '600 12px system-ui, "Noto Sans Arabic", sans-serif';
    const wide = Math.max(...lines.map((line) => pen.measureText(line).width)) / 2 + 2;
    const box = [x - wide, y - 9, x + wide, y + lines.length * 14 - 8];
    if (taken.some((b) => b[0] < box[2] && b[2] > box[0] && b[1] < box[3] && b[3] > box[1])) continue;
    taken.push(box);
    const dark = SHADES.indexOf(shadeOf(n)) >= 3;
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.lineWidth = 3;
    pen.strokeStyle = dark ? 'rgba(90, 25, 10, 0.65)' : 'rgba(255, 250, 240, 0.85)';
    pen.fillStyle = dark ? '#fff' : INK;
    lines.forEach((line, k) => {
      pen.font = `${k ? '' : '700 '}${k ? 11.5 : 13}px system-ui, "Noto Sans Arabic", sans-serif`;
      pen.strokeText(line, x, y + k * 14);
      pen.fillText(line, x, y + k * 14);
    });
  }
}

// ---- what lies under the pointer ----
function shadedAt(point) {
  const { lat, lng } = map.containerPointToLatLng([point.x, point.y]);
  const area = ground.findIndex((one) => one.level === shading.level && within([lng, lat], one.rings));
  return area === -1 ? {} : { area };
}
const measured = (area) => say(shading.by === 'deaths' ? 'killed_at_least' : 'events_counted', { n: number(shading.counted.areas.get(area) ?? 0) });
function openArea(area) {
  const held = areaOfPlace(shading.level);
  const list = onMap().filter((e) => HAPPENED[events.fact[e]] && held[events.place[e]] === area);
  list.heading = () => areaName(ground[area]);
  side.show(list);
}

// ---- the legend, and the numbers as a table ----
function fillLegend() {
  const box = byId('wq-shades');
  box.hidden = !shading.level;
  if (!shading.level) return;
  const { areas: counts, breaks, most, elsewhere, not } = shading.counted;
  const ranges = breaks.map((least, i) => {
    const last = i + 1 < breaks.length ? breaks[i + 1] - 1 : most;
    const swatch = make('i', 'wq-swatch');
    swatch.style.background = SHADES[SHADES.length - breaks.length + i];
    return make('li', '', swatch, bdi(least === last ? number(least) : `${number(least)}–${number(last)}`, 'ltr'));
  });
  const rows = [...counts].filter(([, n]) => n).sort((a, b) => b[1] - a[1])
    .map(([i, n]) => make('tr', '', headerCell('row', bdi(areaName(ground[i]))), make('td', '', bdi(number(n)))));
  const open = box.querySelector('details')?.open ?? false;
  const table = make('details', '', make('summary', '', t('as_table')), make('table', '', make('tbody', '', ...rows)));
  table.open = open;
  box.replaceChildren(
    make('h2', '', t(`shaded_${shading.by}_${shading.level}`)), ranges.length ? make('ul', '', ...ranges) : make('p', '', t('no_events')),
    elsewhere ? make('p', 'wq-shade-note', say('in_no_area', { n: number(elsewhere) })) : '',
    not ? make('p', 'wq-shade-note', say('not_counted', { n: number(not) })) : '', rows.length ? table : '',
  );
}

function countAgain() {
  shading.counted = null;
  if (shading.level) countAreas();
  fillLegend();
}
function setShading(level, by) {
  Object.assign(shading, { level, by });
  layer.hidden = level ? shadedAt : null;
  byId('wq-mode').value = MODES[level];
  byId('wq-measure').value = by;
  byId('wq-measure-label').hidden = !level;
  countAgain();
  layer.redraw();
}

function startShading() {
  layer.underlays.push(drawShades);
  const chosen = () => setShading(MODES.indexOf(byId('wq-mode').value), byId('wq-measure').value);
  for (const id of ['wq-mode', 'wq-measure']) byId(id).addEventListener('change', chosen);
  onLanguage(fillLegend);
  linkParts.push({
    write(said) {
      if (!shading.level) return;
      said.set('areas', MODES[shading.level]);
      said.set('by', shading.by);
    },
    read(said) {
      setShading(Math.max(0, MODES.indexOf(said.get('areas'))), said.get('by') in MEASURES ? said.get('by') : 'events');
    },
  });
}
on('filters time', countAgain); // before the layer draws
