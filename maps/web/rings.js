// Rings and badges on the canvas. What nobody dated is pale and has a question mark, what did not happen is dashed.
const STYLES = {
  dated: { ink: INK, alpha: 1, dash: [], mark: '' },
  undated: { ink: '#6b6f76', alpha: 0.45, dash: [], mark: '?' },
  not: { ink: '#6b6f76', alpha: 1, dash: [2.5, 2], mark: '' },
};

function drawRing(pen, ring, x, y) {
  drawKilled(pen, x, y, ring.radius, ring.main.killed);
  if (ring.wide) drawSomewhere(pen, x, y, ring.radius + (ring.main.killed ? 6 : 3));
  if (ring.main.count === 1) drawPin(pen, ring, x, y); else drawCount(pen, ring, x, y);
  for (const badge of ring.badges) drawBadge(pen, badge, badgeSpot(ring, badge, x, y));
}

// Dots about a symbol: it stands for an area, somewhere within.
function drawSomewhere(pen, x, y, radius) {
  circle(pen, x, y, radius);
  pen.strokeStyle = 'rgba(40, 48, 66, 0.75)';
  pen.lineWidth = 1.4;
  pen.setLineDash([0.1, 3.6]);
  pen.lineCap = 'round';
  pen.stroke();
  pen.setLineDash([]);
  pen.lineCap = 'butt';
}

function drawPin(pen, { main, groups, radius }, x, y) {
  const [type] = main.counts[0];
  const e = groups.flatMap((group) => [...group.events]).find((one) => MANNERS[mannerOf(one)] === main.manner);
  drawSymbol(pen, type, WAY_OF[events.fact[e]], x, y, radius, main.manner === 'undated');
  const mark = STYLES[main.manner].mark || (main.vague ? '~' : '');
  if (mark) drawMark(pen, mark, x + radius + 2, y - radius);
  drawTellers(pen, events.toldBy[e], x, y + radius + 4.5);
}

function drawMark(pen, mark, x, y) {
  pen.lineWidth = 3;
  pen.strokeStyle = 'rgba(255, 255, 255, 0.9)';
  pen.font = '700 11px system-ui, "Noto Sans", sans-serif';
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.strokeText(mark, x, y + 0.5);
  write(pen, mark, x, y, '#3c4048', '700 11px');
}

// Two or more sources: a dot each, four at the most.
function drawTellers(pen, tellers, x, y) {
  const dots = Math.min(4, tellers);
  for (let i = 0; dots > 1 && i < dots; i += 1) {
    const at = x + (i - (dots - 1) / 2) * 4;
    disc(pen, at, y, 2.2, '#fff');
    disc(pen, at, y, 1.4, INK);
  }
}

// A donut of types: what is claimed is the thin, hollow part of its arc.
function drawCount(pen, { main, radius }, x, y) {
  const { ink, alpha, dash, mark } = STYLES[main.manner];
  const thin = main.manner === 'not';
  const band = thin ? 1.6 : Math.max(4.2, radius * 0.28);
  disc(pen, x, y, radius + 1, '#fff');
  let angle = -Math.PI / 2;
  pen.globalAlpha = alpha;
  pen.setLineDash(dash);
  const arc = (end, middle, line, colour) => {
    pen.beginPath();
    pen.arc(x, y, middle, angle, end);
    pen.lineWidth = line;
    pen.strokeStyle = colour;
    pen.stroke();
  };
  const turn = (2 * Math.PI) / main.count;
  for (const [type, n] of main.counts) {
    const claimed = main.claimed.get(type) ?? 0;
    const { colour } = types[type];
    if (n > claimed) { arc(angle + turn * (n - claimed), radius - (thin ? 1 : band / 2), band, colour); angle += turn * (n - claimed); }
    if (claimed) { arc(angle + turn * claimed, radius - 0.8, 1.6, colour); angle += turn * claimed; }
  }
  pen.setLineDash([]);
  pen.globalAlpha = 1;
  if (!thin && main.counts.length > 1) separate(pen, x, y, radius, band, main);
  const text = `${main.count < 10000 ? main.count : `${Math.round(main.count / 1000)}k`}${mark}`;
  write(pen, text, x, y, ink, `${thin ? 'italic ' : ''}600 ${radius > 17 ? 12 : 11}px`);
}

// White lines between the types: two colours that an eye takes for one stay two parts.
function separate(pen, x, y, radius, band, { counts, count }) {
  let angle = -Math.PI / 2;
  pen.strokeStyle = '#fff';
  pen.lineWidth = 1;
  pen.beginPath();
  for (const [, n] of counts) {
    pen.moveTo(x + Math.cos(angle) * (radius - band), y + Math.sin(angle) * (radius - band));
    pen.lineTo(x + Math.cos(angle) * (radius + 0.5), y + Math.sin(angle) * (radius + 0.5));
    angle += (2 * Math.PI * n) / count;
  }
  pen.stroke();
}

// Beside what happened on known days: what did not happen above, what nobody dated below.
function badgeSpot({ radius }, { manner, count }, x, y) {
  const size = 4.5 + 3.1 * `${count}${STYLES[manner].mark}`.length;
  const side = manner === 'not' ? -1 : 1;
  return { x: x + radius * 0.72 + size * 0.5, y: y + side * (radius * 0.72 + size * 0.4), size };
}

function drawBadge(pen, { manner, counts, count }, { x, y, size }) {
  const { ink, dash, mark, alpha } = STYLES[manner];
  disc(pen, x, y, size, '#fff');
  pen.strokeStyle = counts.length === 1 ? types[counts[0][0]].colour : ink;
  pen.globalAlpha = alpha;
  pen.lineWidth = 1.2;
  pen.setLineDash(dash);
  circle(pen, x, y, size);
  pen.stroke();
  pen.setLineDash([]);
  pen.globalAlpha = 1;
  write(pen, `${count}${mark}`, x, y, ink, `${manner === 'not' ? 'italic ' : ''}600 9.5px`);
}
