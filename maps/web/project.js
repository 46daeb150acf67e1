// From degrees to pixels: Web Mercator, the world as a square of side 1 from which any scale is one multiplication.
const mercatorX = (lon) => lon / 360 + 0.5;
const mercatorY = (lat) => 0.5 - Math.log(Math.tan(Math.PI / 4 + (Math.max(-85, Math.min(85, lat)) * Math.PI) / 360)) / (2 * Math.PI);
const placeX = Float64Array.from(places.lon, mercatorX);
const placeY = Float64Array.from(places.lat, mercatorY);
const EARTH_KM = 40075.017; // around the equator

// A place's radius in kilometres: its outline's, or the uncertainty that it carries.
const placeReach = Float64Array.from(places.lon, (_, p) => (places.area[p] === NONE ? places.km[p] ?? 0 : areaReach(areas[places.area[p]], places.lat[p])));
function areaReach({ polygons, lines }, lat) {
  const points = [...polygons.map((polygon) => polygon[0]), ...lines].flat();
  const side = (axis) => points.reduce(([low, high], point) => [Math.min(low, point[axis]), Math.max(high, point[axis])], [Infinity, -Infinity]);
  const [west, east] = side(0);
  const [south, north] = side(1);
  return (Math.hypot((east - west) * Math.cos((lat * Math.PI) / 180), north - south) * 111.2) / 2;
}
const kmInPixels = (km, lat, scale) => (km / (EARTH_KM * Math.cos((lat * Math.PI) / 180))) * scale;
const reachInPixels = (place, scale) => kmInPixels(placeReach[place], places.lat[place], scale);

// What the map looks at now: `x` and `y` give container pixels of a point of the unit square.
function viewOf(leaflet) {
  const zoom = leaflet.getZoom();
  const size = leaflet.getSize();
  const centre = leaflet.project(leaflet.getCenter(), zoom);
  const scale = 256 * 2 ** zoom;
  const [left, top] = [centre.x - size.x / 2, centre.y - size.y / 2];
  return { zoom, size, scale, left, top, x: (mx) => mx * scale - left, y: (my) => my * scale - top };
}

// Outlines as paths in units that keep their precision on the canvas; `drawIn` sets the pen to them and gives the
// width of one pixel.
const UNIT = 2 ** 18;
const MIDDLE = [mercatorX(38.5), mercatorY(35)];
function addLine(path, points, closed) {
  points.forEach(([lon, lat], i) => {
    const [x, y] = [(mercatorX(lon) - MIDDLE[0]) * UNIT, (mercatorY(lat) - MIDDLE[1]) * UNIT];
    if (i) path.lineTo(x, y); else path.moveTo(x, y);
  });
  if (closed) path.closePath();
}
function drawIn(pen, view, draw) {
  pen.save();
  pen.translate(view.x(MIDDLE[0]), view.y(MIDDLE[1]));
  pen.scale(view.scale / UNIT, view.scale / UNIT);
  draw(UNIT / view.scale);
  pen.restore();
}
