// One shape for each type, as paths about (0, 0) that look equally large at radius 1; drawn on the canvas and, in
// legends and lists, as SVG.
function polygonPath(corners, turn, inner) {
  const points = [];
  const steps = inner ? corners * 2 : corners;
  for (let i = 0; i < steps; i += 1) {
    const far = inner && i % 2 ? inner : 1;
    const angle = (turn + (360 / steps) * i - 90) * (Math.PI / 180);
    points.push(`${(Math.cos(angle) * far).toFixed(3)} ${(Math.sin(angle) * far).toFixed(3)}`);
  }
  return `M${points.join('L')}Z`;
}
const SHAPES = {
  circle: 'M0-.92A.92.92 0 1 1 0 .92A.92.92 0 1 1 0-.92Z',
  square: 'M-.8-.8H.8V.8H-.8Z',
  diamond: polygonPath(4, 0).replace(/1\.000/g, '1.15'),
  up: 'M0-1.05L1.05.8H-1.05Z',
  down: 'M0 1.05L1.05-.8H-1.05Z',
  arrow: 'M1.15 0L.05 1.05V.48H-1.05V-.48H.05V-1.05Z',
  star: polygonPath(4, 0, 0.45).replace(/1\.000/g, '1.25'),
  burst: polygonPath(8, 0, 0.62).replace(/1\.000/g, '1.12'),
  cross: 'M-.55-1.0L0-.45L.55-1.0L1.0-.55L.45 0L1.0 .55L.55 1.0L0 .45L-.55 1.0L-1.0 .55L-.45 0L-1.0-.55Z',
  plus: 'M-.36-1.05H.36V-.36H1.05V.36H.36V1.05H-.36V.36H-1.05V-.36H-.36Z',
  pentagon: polygonPath(5, 0),
  hexagon: polygonPath(6, 30),
  flag: 'M-.85-1.1H1.05L.55-.45L1.05.2H-.4V1.1H-.85Z',
};
const PATHS = types.map((type) => new Path2D(SHAPES[type.shape]));
const INK = '#22252a';

// How each way of being drawn looks: filled in the type's colour or white, its outline's width in pixels and dashes.
const WAYS = {
  solid: { filled: true, line: 0, dash: [] },
  hollow: { filled: false, line: 2.2, dash: [] },
  dashed: { filled: false, line: 1.4, dash: [2.2, 1.8] },
  struck: { filled: false, line: 1.4, dash: [2.2, 1.8], struck: true },
};

// A type's symbol as SVG, for legends and lists; `drawn` as in types.toml.
function typeMark(type, drawn = 'solid') {
  const space = 'http://www.w3.org/2000/svg';
  const way = WAYS[drawn];
  const svg = document.createElementNS(space, 'svg');
  const path = document.createElementNS(space, 'path');
  const set = (node, values) => Object.entries(values).forEach(([name, value]) => node.setAttribute(name, value));
  set(svg, { viewBox: '-8 -8 16 16', width: 16, height: 16, class: 'wq-symbol', 'aria-hidden': 'true' });
  set(path, {
    d: SHAPES[type.shape], transform: 'scale(5.6)', fill: way.filled ? type.colour : '#fff', stroke: way.filled ? 'none' : type.colour,
    'stroke-width': way.line / 5.6, 'stroke-dasharray': way.dash.map((n) => n / 5.6).join(' ') || 'none', 'stroke-linejoin': 'round',
  });
  svg.append(path);
  if (way.struck) {
    const line = document.createElementNS(space, 'path');
    set(line, { d: 'M-7 7L7-7', stroke: INK, 'stroke-width': 1.4 });
    svg.append(line);
  }
  return svg;
}

function circle(pen, x, y, radius) {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
}

function disc(pen, x, y, radius, fill) {
  circle(pen, x, y, radius);
  pen.fillStyle = fill;
  pen.fill();
}

function write(pen, text, x, y, ink, font) {
  pen.font = `${font} system-ui, "Noto Sans", sans-serif`;
  pen.fillStyle = ink;
  pen.direction = 'ltr';
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(text, x, y + 0.5);
}

// A pin: the symbol of one event. Pale: nobody dated it.
function drawSymbol(pen, type, drawn, x, y, radius, pale = false) {
  const way = WAYS[drawn];
  const { colour } = types[type];
  pen.save();
  pen.translate(x, y);
  pen.scale(radius, radius);
  pen.lineJoin = 'round';
  pen.strokeStyle = '#fff';
  pen.lineWidth = (way.line + 2.8) / radius;
  pen.stroke(PATHS[type]);
  if (pale) pen.globalAlpha = 0.55;
  pen.fillStyle = way.filled ? colour : '#fff';
  pen.fill(PATHS[type]);
  pen.strokeStyle = way.filled ? 'rgba(20, 22, 28, 0.55)' : colour; // a dark edge keeps pale colours off the paper
  pen.lineWidth = (way.line || 0.7) / radius;
  pen.setLineDash(way.dash.map((n) => n / radius));
  pen.stroke(PATHS[type]);
  if (way.struck) {
    pen.setLineDash([]);
    pen.strokeStyle = INK;
    pen.lineWidth = 1.4 / radius;
    pen.beginPath();
    pen.moveTo(-1.2, 1.2);
    pen.lineTo(1.2, -1.2);
    pen.stroke();
  }
  pen.restore();
}

// People reported killed: a dark ring about a symbol or a cluster, thicker the more there were at the least.
function drawKilled(pen, x, y, radius, killed) {
  if (!killed) return;
  const line = Math.min(2.8, 0.8 + Math.log10(killed) * 0.45);
  circle(pen, x, y, radius + 2 + line / 2);
  pen.strokeStyle = 'rgba(24, 24, 28, 0.72)';
  pen.lineWidth = line;
  pen.stroke();
}
