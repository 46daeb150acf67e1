// The canvas layer: outlines, areas, uncertainty and rings, drawn together in one pass.
const LAND = '#f4efe6';
const BORDER = '#9a968c';
const INK = '#22252a';

const EventLayer = L.Layer.extend({
  onAdd(map) {
    this._canvas = L.DomUtil.create('canvas', 'leaflet-zoom-animated');
    this._canvas.id = 'wq-canvas';
    map.getPane('overlayPane').appendChild(this._canvas);
    map.on('moveend resize viewreset', this.redraw, this);
    if (map.options.zoomAnimation) map.on('zoomanim', this._animate, this);
    this._groups = [];
    this.redraw();
  },
  _animate(event) {
    const scale = this._map.getZoomScale(event.zoom);
    const offset = this._map._latLngBoundsToNewLayerBounds(this._map.getBounds(), event.zoom, event.center).min;
    L.DomUtil.setTransform(this._canvas, offset, scale);
  },
  show(chosen) {
    this._groups = groupByPlace(chosen);
    this.redraw();
  },
  redraw() {
    const map = this._map;
    const size = map.getSize();
    const ratio = window.devicePixelRatio || 1;
    this._canvas.width = Math.round(size.x * ratio);
    this._canvas.height = Math.round(size.y * ratio);
    this._canvas.style.width = `${size.x}px`;
    this._canvas.style.height = `${size.y}px`;
    L.DomUtil.setPosition(this._canvas, map.containerPointToLayerPoint([0, 0]));
    const pen = this._canvas.getContext('2d');
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    const project = (lat, lon) => map.latLngToContainerPoint([lat, lon]);
    this.rings = cluster(this._groups, project);
    drawOutlines(pen, project, this.overTiles);
    drawAreas(pen, project, this._groups);
    this._drawUncertainty(pen);
    if (state.selected !== null) this._drawSelected(pen, project);
    const onScreen = this.rings.filter((ring) => inside(ring, size, 40));
    onScreen.forEach((ring) => drawRing(pen, ring));
    drawNames(pen, project, onScreen, map.getZoom(), size);
    this.onDrawn?.();
  },
  pixels(lat, km) {
    const metres = (40075016.686 * Math.cos((lat * Math.PI) / 180)) / 2 ** (this._map.getZoom() + 8);
    return (km * 1000) / metres;
  },
  // Where the text leaves a place open by more than its ring covers, the pin wears that radius as a halo.
  _drawUncertainty(pen) {
    for (const ring of this.rings) {
      if (ring.groups.length > 1) continue;
      const { place } = ring.groups[0];
      const km = places.km[place];
      if (km === null || places.area[place] >= 0) continue;
      const radius = this.pixels(places.lat[place], km);
      if (radius < ring.radius + 6 || radius > 400) continue;
      circle(pen, ring.groups[0].x, ring.groups[0].y, radius);
      pen.fillStyle = 'rgba(40, 60, 100, 0.035)';
      pen.fill();
      pen.strokeStyle = 'rgba(40, 60, 100, 0.28)';
      pen.lineWidth = 0.8;
      pen.stroke();
    }
  },
  _drawSelected(pen, project) {
    const place = events.place[state.selected];
    if (place < 0) return;
    pen.strokeStyle = '#14213d';
    pen.fillStyle = 'rgba(20, 33, 61, 0.10)';
    pen.lineWidth = 1.6;
    pen.setLineDash([6, 4]);
    if (places.area[place] >= 0) {
      traceShape(pen, areas[places.area[place]], project);
    } else {
      const { x, y } = project(places.lat[place], places.lon[place]);
      circle(pen, x, y, Math.max(13, this.pixels(places.lat[place], places.km[place] ?? 0)));
    }
    pen.fill('evenodd');
    pen.stroke();
    const ring = this.rings.find((one) => one.groups.some((group) => group.place === place));
    if (ring) { // it may cover the place, or stand on a neighbour
      circle(pen, ring.x, ring.y, ring.radius + 5);
      pen.stroke();
    }
    pen.setLineDash([]);
  },
  ringAt(point) {
    for (let i = this.rings.length - 1; i >= 0; i -= 1) {
      const ring = this.rings[i];
      if (Math.hypot(ring.x - point.x, ring.y - point.y) <= ring.radius + 4) return ring;
    }
    return null;
  },
});

const inside = (ring, size, margin) => ring.x > -margin && ring.y > -margin && ring.x < size.x + margin && ring.y < size.y + margin;

function circle(pen, x, y, radius) {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
}

function trace(pen, polygons, project) {
  pen.beginPath();
  for (const polygon of polygons) {
    for (const line of polygon) {
      line.forEach(([lon, lat], i) => {
        const { x, y } = project(lat, lon);
        if (i) pen.lineTo(x, y); else pen.moveTo(x, y);
      });
      pen.closePath();
    }
  }
}

// An area closes; the course of a road or a river does not, and a fill must not close it.
function traceShape(pen, { polygons, lines }, project) {
  trace(pen, polygons, project);
  for (const line of lines) {
    const there = line.map(([lon, lat]) => project(lat, lon));
    there.forEach(({ x, y }, i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y)));
    for (const { x, y } of there.reverse()) pen.lineTo(x, y);
  }
}

const polygonsOf = (geometry) => (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates);

function drawOutlines(pen, project, overTiles) {
  pen.lineJoin = 'round';
  for (const shape of data.outlines.shapes) {
    if (!/Polygon$/.test(shape.geometry.type)) continue;
    trace(pen, polygonsOf(shape.geometry), project);
    pen.fillStyle = LAND;
    if (!overTiles) pen.fill();
    pen.strokeStyle = BORDER;
    pen.lineWidth = 1;
    pen.stroke();
  }
}

function drawAreas(pen, project, groups) {
  const seen = new Set();
  for (const group of groups) {
    const area = places.area[group.place];
    if (area < 0 || seen.has(area)) continue;
    seen.add(area);
    traceShape(pen, areas[area], project);
    pen.fillStyle = 'rgba(183, 65, 14, 0.045)';
    pen.fill('evenodd');
    pen.strokeStyle = 'rgba(140, 60, 20, 0.55)';
    pen.lineWidth = 1;
    pen.setLineDash([5, 4]);
    pen.stroke();
    pen.setLineDash([]);
  }
}

// How each manner of ring is drawn: what nobody dated pale and with a question mark, what did not happen dashed.
const STYLES = {
  dated: { ink: INK, alpha: 1, dash: [], mark: '' },
  undated: { ink: '#6b6f76', alpha: 0.42, dash: [], mark: '?' },
  not: { ink: '#6b6f76', alpha: 1, dash: [2.5, 2], mark: '' },
};

function drawRing(pen, ring) {
  if (ring.count === 1) drawPin(pen, ring); else drawCount(pen, ring);
  for (const badge of ring.badges) drawBadge(pen, ring, badge);
}

function write(pen, text, x, y, ink, font) {
  pen.font = `${font} system-ui, "Noto Sans", sans-serif`;
  pen.fillStyle = ink;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(text, x, y + 0.5);
}

function disc(pen, x, y, radius, fill) {
  circle(pen, x, y, radius);
  pen.fillStyle = fill;
  pen.fill();
}

// Beside what happened on known days: what did not happen above, what nobody dated below.
function drawBadge(pen, { x, y, radius }, { manner, counts, count }) {
  const { ink, dash, mark } = STYLES[manner];
  const text = `${count}${mark}`;
  const font = `${manner === 'not' ? 'italic ' : ''}600 9.5px`;
  pen.font = `${font} system-ui, "Noto Sans", sans-serif`;
  const size = Math.max(6.5, pen.measureText(text).width / 2 + 3.5);
  const side = manner === 'not' ? -1 : 1;
  const [bx, by] = [x + radius * 0.72 + size * 0.5, y + side * (radius * 0.72 + size * 0.4)];
  disc(pen, bx, by, size, '#fff');
  pen.strokeStyle = counts.length === 1 ? types[counts[0][0]].colour : ink;
  pen.globalAlpha = STYLES[manner].alpha;
  pen.lineWidth = 1.2;
  pen.setLineDash(dash);
  circle(pen, bx, by, size);
  pen.stroke();
  pen.setLineDash([]);
  pen.globalAlpha = 1;
  write(pen, text, bx, by, ink, font);
}

function drawCount(pen, { x, y, radius, manner, counts, count }) {
  const { ink, alpha, dash, mark } = STYLES[manner];
  const thin = manner === 'not';
  const band = thin ? 1.6 : Math.max(4, radius * 0.27);
  disc(pen, x, y, radius + 1, '#fff');
  let angle = -Math.PI / 2;
  pen.globalAlpha = alpha;
  pen.lineWidth = band;
  pen.setLineDash(dash);
  for (const [type, n] of counts) {
    const end = angle + (2 * Math.PI * n) / count;
    pen.beginPath();
    pen.arc(x, y, radius - (thin ? 1 : band / 2), angle, end);
    pen.strokeStyle = types[type].colour;
    pen.stroke();
    angle = end;
  }
  pen.setLineDash([]);
  pen.globalAlpha = 1;
  write(pen, `${count}${mark}`, x, y, ink, `${thin ? 'italic ' : ''}600 ${radius > 17 ? 12 : 11}px`);
}

function drawPin(pen, { x, y, radius, manner, cored, counts }) {
  const { colour } = types[counts[0][0]];
  const { ink, alpha, dash, mark } = STYLES[manner];
  disc(pen, x, y, radius + 1.2, '#fff');
  pen.globalAlpha = alpha;
  if (manner === 'dated') {
    disc(pen, x, y, radius, colour);
    if (cored) disc(pen, x, y, 2.2, '#fff');
    return;
  }
  circle(pen, x, y, radius - 0.6);
  pen.strokeStyle = colour;
  pen.lineWidth = manner === 'not' ? 1.5 : 2.2;
  pen.setLineDash(dash);
  pen.stroke();
  pen.setLineDash([]);
  pen.globalAlpha = 1;
  if (mark) write(pen, mark, x, y, ink, '700 8.5px');
}
