// What is listed, as a file of the reader's own: GeoJSON as it came in, or a table for spreadsheets.
function geometryOf(e) {
  if (!isPlaced(e)) return null;
  const place = events.place[e];
  const { polygons, lines } = places.area[place] === NONE ? { polygons: [], lines: [] } : areas[places.area[place]];
  const parts = [];
  if (polygons.length === 1) parts.push({ type: 'Polygon', coordinates: polygons[0] });
  else if (polygons.length) parts.push({ type: 'MultiPolygon', coordinates: polygons });
  if (lines.length === 1) parts.push({ type: 'LineString', coordinates: lines[0] });
  else if (lines.length) parts.push({ type: 'MultiLineString', coordinates: lines });
  if (parts.length > 1) return { type: 'GeometryCollection', geometries: parts };
  return parts[0] ?? { type: 'Point', coordinates: [places.lon[place], places.lat[place]] };
}

const DIVISION = ['pcode', 'name', 'en'];
function placeProperties(e) {
  if (!isPlaced(e)) return {};
  const place = events.place[e];
  const said = {
    place_id: places.id[place], place_name: places.name[place], place_name_en: places.en[place], place_kind: places.kind[place],
    pcode: places.pcode[place], lat: places.lat[place], lon: places.lon[place], uncertainty_km: places.km[place], geo_precision: places.precision[place],
  };
  for (const level of [1, 2]) {
    const division = places[`admin${level}`][place];
    if (division !== NONE) DIVISION.forEach((part) => { said[`admin${level}_${part === 'pcode' ? 'pcode' : part === 'name' ? 'name' : 'name_en'}`] = divisions[part][division]; });
  }
  return said;
}
const propertiesOf = (e) => ({ id: events.id[e], type: types[events.type[e]].id, factuality: facts[events.fact[e]].id, ...placeProperties(e), ...told(e) });
const featureOf = (e) => ({ type: 'Feature', id: events.id[e], geometry: geometryOf(e), properties: propertiesOf(e) });

const asGeoJson = (chosen) => `{"type":"FeatureCollection","features":[\n${chosen.map((e) => JSON.stringify(featureOf(e))).join(',\n')}\n]}\n`;

const PLAIN = ['id', 'type', 'factuality', 'title', 'title_en', 'date_start', 'date_end', 'date_granularity', 'time_precision', 'place_name', 'place_name_en',
  'admin1_name', 'admin1_name_en', 'admin2_name', 'admin2_name_en', 'lat', 'lon', 'uncertainty_km', 'geo_precision', 'attribution', 'confidence'];
const CSV_COLUMNS = [...PLAIN, ...COUNTS.flatMap((name) => [`${name}_min`, `${name}_max`]), 'actors', 'source_count', 'outlets', 'evidence', 'urls'];
function tableRow(e) {
  const said = propertiesOf(e);
  const list = sourcesOf(e);
  const joined = (values) => [...new Set(values.filter(Boolean))].join(' … ');
  return [
    ...PLAIN.map((name) => said[name]),
    ...COUNTS.flatMap((name) => [said[name]?.min, said[name]?.max]),
    (said.actors ?? []).map((actor) => `${actor.name} (${actor.role})`).join('; '),
    list.length, joined(list.map((source) => source.source)), joined(list.map((source) => source.evidence)), joined(list.map((source) => source.url)),
  ];
}
// A spreadsheet runs a cell that begins so, and a quote may begin with «=».
const cell = (value) => {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
const asTable = (chosen) => `\ufeff${[CSV_COLUMNS, ...chosen.map(tableRow)].map((cells) => cells.map(cell).join(',')).join('\r\n')}\r\n`;

const FORMATS = { geojson: [asGeoJson, 'application/geo+json'], csv: [asTable, 'text/csv;charset=utf-8'] };
async function save(format) {
  const chosen = select(isListed);
  await readWords(chosen);
  const [write, type] = FORMATS[format];
  const link = make('a');
  link.href = URL.createObjectURL(new Blob([write(chosen)], { type }));
  link.download = `waqai-events.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
function startSaving() {
  for (const format of Object.keys(FORMATS)) byId(`wq-save-${format}`).addEventListener('click', () => save(format));
}
