// Names: seats and towns as there is room, governorates, and closer in the fullest place of each ring (+2: two more
// places in it). A name that would cover another or a ring is left out, or stands on another side of its point.
const TOWN_FROM = { 1: 5.75, 2: 8.5, 3: 10 }; // zoom, by rank
const widths = new Map();
function widthOf(pen, text, font) {
  const key = `${font}|${text}`;
  let wide = widths.get(key);
  if (wide === undefined) { pen.font = font; wide = pen.measureText(text).width; widths.set(key, wide); }
  return wide;
}

class Names {
  constructor(pen, view, rings) {
    Object.assign(this, { pen, view, boxes: [], written: new Set() });
    const cover = (x, y, radius) => this.boxes.push([x - radius, y - radius, x + radius, y + radius]);
    for (const ring of rings) {
      const [x, y] = [ring.x - view.left, ring.y - view.top];
      cover(x, y, ring.radius);
      for (const badge of ring.badges) { const spot = badgeSpot(ring, badge, x, y); cover(spot.x, spot.y, spot.size); }
    }
  }
  fits(box) {
    const { size } = this.view;
    if (box[0] < 0 || box[2] > size.x || box[1] < 0 || box[3] > size.y) return false;
    return !this.boxes.some((b) => b[0] < box[2] && b[2] > box[0] && b[1] < box[3] && b[3] > box[1]);
  }
  // A name in the page's language, the middle of its baseline at (x, y).
  write(name, x, y, { ink, px, weight = 600 }) {
    const { pen } = this;
    if (!name) return false;
    const font = `${weight} ${px}px system-ui, "Noto Sans Arabic", "Noto Sans", sans-serif`;
    const half = widthOf(pen, name, font) / 2 + 2;
    const box = [x - half, y - px, x + half, y + px * 0.35];
    if (!this.fits(box)) return false;
    this.boxes.push(box);
    Object.assign(pen, { font, textAlign: 'center', textBaseline: 'alphabetic', lineJoin: 'round', direction: rtl() ? 'rtl' : 'ltr' });
    Object.assign(pen, { lineWidth: 3, strokeStyle: 'rgba(251, 249, 244, 0.92)', fillStyle: ink });
    pen.strokeText(name, x, y);
    pen.fillText(name, x, y);
    return true;
  }
}

function drawNames(pen, view, rings) {
  const names = new Names(pen, view, rings);
  const near = view.zoom >= 8.5;
  if (near) for (const ring of [...rings].reverse()) nameRing(names, ring, view);
  for (const town of towns) if (view.zoom >= TOWN_FROM[town.rank] && !names.written.has(nameText(town.name, town.en))) nameTown(names, town, view);
  if (view.zoom < 6 || view.zoom > 10) return;
  for (const { name, en, middle: at } of groundOf(1)) {
    if (at) names.write(nameText(name, en), view.x(at[0]), view.y(at[1]), { ink: '#a09783', px: view.zoom >= 8 ? 15 : 12.5 });
  }
}

function nameRing(names, { groups, x, y, radius, badges }, view) {
  const { place } = groups[0];
  const more = groups.length > 1 ? ` +${groups.length - 1}` : '';
  const below = y - view.top + radius + (badges.some((badge) => badge.manner === 'undated') ? 24 : 15);
  const name = nameText(places.name[place], places.en[place]);
  if (names.write(name && name + more, x - view.left, below, { ink: '#33373e', px: 12 })) names.written.add(name);
}

// The dot of a town lies under any ring there; its name then goes beside the ring.
function nameTown(names, { name, en, rank, x, y }, view) {
  const [px, py] = [view.x(x), view.y(y)];
  if (px < -20 || py < -20 || px > view.size.x + 20 || py > view.size.y + 20) return;
  const covering = names.boxes.find((b) => b[0] < px && b[2] > px && b[1] < py && b[3] > py);
  const [top, bottom] = covering ? [covering[1], covering[3]] : [py - 4, py + 4];
  const how = { ink: rank === 1 ? '#4a4d52' : '#6a6a66', px: rank === 1 ? 12 : 11, weight: rank === 1 ? 600 : 500 };
  const text = nameText(name, en);
  const stands = names.write(text, px, bottom + how.px, how) || names.write(text, px, top - 3, how);
  if (stands && !covering) disc(names.pen, px, py, rank === 1 ? 2.2 : 1.6, '#77726a');
}
