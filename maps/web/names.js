// Names: governorates, and the fullest place of each ring when zoomed in (+2: two more places in it); a name that would cover another or a
// ring is left out.
function drawNames(pen, project, rings, zoom, size) {
  const boxes = rings.map((ring) => [ring.x - ring.radius, ring.y - ring.radius, ring.x + ring.radius, ring.y + ring.radius]);
  const place = (ar, en, x, y, colour, px) => {
    pen.font = `600 ${px}px system-ui, "Noto Sans Arabic", sans-serif`;
    const name = nameText(ar, en);
    if (!name) return;
    const wide = pen.measureText(name).width / 2 + 2;
    const box = [x - wide, y - px, x + wide, y + px * 0.4];
    if (box[2] < 0 || box[0] > size.x || box[3] < 0 || box[1] > size.y) return;
    if (boxes.some((b) => b[0] < box[2] && b[2] > box[0] && b[1] < box[3] && b[3] > box[1])) return;
    boxes.push(box);
    pen.textAlign = 'center';
    pen.textBaseline = 'alphabetic';
    pen.lineWidth = 3;
    pen.strokeStyle = 'rgba(250, 248, 243, 0.9)';
    pen.fillStyle = colour;
    pen.direction = rtl() ? 'rtl' : 'ltr';
    pen.strokeText(name, x, y);
    pen.fillText(name, x, y);
  };
  for (const shape of zoom >= 6.5 ? data.outlines.shapes : []) {
    const [lon, lat] = middle(shape);
    const { x, y } = project(lat, lon);
    place(shape.name, shape.en, x, y, '#8a8170', zoom >= 8 ? 14 : 12);
  }
  if (zoom < 8.5) return;
  for (const ring of [...rings].reverse()) {
    const { place: p } = ring.groups[0];
    const others = ring.groups.length > 1 ? ` +${ring.groups.length - 1}` : '';
    place(places.name[p] && places.name[p] + others, places.en[p] && places.en[p] + others, ring.x, ring.y + ring.radius + 14, '#3b3f46', 12);
  }
}

// The middle of the longest outline, by area; good enough to stand a name on.
function middle(shape) {
  if (shape.middle) return shape.middle;
  const line = polygonsOf(shape.geometry).map((polygon) => polygon[0]).sort((a, b) => b.length - a.length)[0];
  let [twice, cx, cy] = [0, 0, 0];
  for (let i = 0; i < line.length - 1; i += 1) {
    const cross = line[i][0] * line[i + 1][1] - line[i + 1][0] * line[i][1];
    twice += cross;
    cx += (line[i][0] + line[i + 1][0]) * cross;
    cy += (line[i][1] + line[i + 1][1]) * cross;
  }
  shape.middle = twice ? [cx / (3 * twice), cy / (3 * twice)] : line[0];
  return shape.middle;
}
