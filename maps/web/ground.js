// The ground: land, borders of governorates and, closer in, of districts. It is there without any network.
const LAND = '#f7f3ea';
const ground = page.ground.areas.map((area) => {
  const path = new Path2D();
  const rings = area.rings.map((polygon) => polygon.map((steps) => walk(steps, page.ground.scale)));
  for (const polygon of rings) for (const ring of polygon) addLine(path, ring, true);
  return { ...area, path, rings };
});
const groundOf = (level) => ground.filter((area) => area.level === level);

// Differences between points, in parts of a degree, as points.
function walk(steps, scale) {
  const points = [];
  let [x, y] = [0, 0];
  for (let i = 0; i < steps.length; i += 2) {
    x += steps[i];
    y += steps[i + 1];
    points.push([x / scale, y / scale]);
  }
  return points;
}

function drawGround(pen, view, overTiles) {
  drawIn(pen, view, (pixel) => {
    pen.lineJoin = 'round';
    pen.fillStyle = LAND;
    if (!overTiles) for (const { path } of groundOf(1)) pen.fill(path, 'evenodd');
    if (view.zoom >= 8.5) {
      pen.strokeStyle = overTiles ? 'rgba(90, 84, 70, 0.35)' : '#ddd6c6';
      pen.lineWidth = 0.9 * pixel;
      for (const { path } of groundOf(2)) pen.stroke(path);
    }
    pen.strokeStyle = overTiles ? 'rgba(70, 64, 50, 0.55)' : '#a9a294';
    pen.lineWidth = (view.zoom >= 8.5 ? 1.5 : 1) * pixel;
    for (const { path } of groundOf(1)) pen.stroke(path);
  });
}

// The middle of the largest outline, by area; good enough to stand a name on. [lon, lat]
function middle(area) {
  const line = area.rings.map((polygon) => polygon[0]).sort((a, b) => b.length - a.length)[0];
  let [twice, cx, cy] = [0, 0, 0];
  for (let i = 0; i < line.length; i += 1) {
    const [[ax, ay], [bx, by]] = [line[i], line[(i + 1) % line.length]];
    const cross = ax * by - bx * ay;
    twice += cross;
    cx += (ax + bx) * cross;
    cy += (ay + by) * cross;
  }
  return twice ? [cx / (3 * twice), cy / (3 * twice)] : line[0];
}
for (const area of groundOf(1)) area.middle = middle(area).map((degrees, i) => (i ? mercatorY(degrees) : mercatorX(degrees)));
const towns = (page.ground.towns ?? []).map(([name, en, lat, lon, rank]) => ({ name, en, rank, x: mercatorX(lon), y: mercatorY(lat) }));
