// Playing: the chosen days move on, bucket by bucket.
const SPEEDS = [1, 2, 4];
const playing = { timer: null, speed: 0 };

// Without a choice there is nothing to move: it begins with the first fortieth of the axis.
function stepTime(by) {
  const [a, b] = edges();
  if (state.from !== null && b > 0 && a < axis.buckets) return shiftFrom({ a, b }, by);
  const wide = Math.max(1, Math.round(axis.buckets / 40));
  if (by > 0) chooseBuckets(0, wide); else chooseBuckets(axis.buckets - wide, axis.buckets);
  return true;
}

function play() {
  pause();
  playing.timer = setInterval(() => { if (!stepTime(1)) pause(); }, 400 / SPEEDS[playing.speed]);
  if (edges()[1] >= axis.buckets) setTime(null, null); // from the end it begins anew
  stepTime(1);
  showPlaying();
}

function pause() {
  clearInterval(playing.timer);
  playing.timer = null;
  showPlaying();
}

function showPlaying() {
  byId('wq-play').textContent = playing.timer ? '❚❚' : '▶';
  byId('wq-play').setAttribute('aria-pressed', String(playing.timer !== null));
  byId('wq-speed').textContent = `${SPEEDS[playing.speed]}×`;
}

function startPlaying() {
  byId('wq-play').addEventListener('click', () => (playing.timer ? pause() : play()));
  byId('wq-speed').addEventListener('click', () => {
    playing.speed = (playing.speed + 1) % SPEEDS.length;
    if (playing.timer) play(); else showPlaying();
  });
  byId('wq-step-back').addEventListener('click', () => { pause(); stepTime(-1); });
  byId('wq-step-on').addEventListener('click', () => { pause(); stepTime(1); });
  byId('wq-zoom-time').addEventListener('click', zoomTime);
  byId('wq-whole-time').addEventListener('click', () => { pause(); wholeTime(); });
  // Keys of the whole page, where no field or button takes them: comma and full stop step, the space bar plays.
  document.addEventListener('keydown', (event) => {
    if (event.target.closest('input, textarea, select, button, a, [role=slider]') || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === ',' || event.key === '،') { pause(); stepTime(-1); }
    else if (event.key === '.') { pause(); stepTime(1); }
    else if (event.key === ' ') { if (playing.timer) pause(); else play(); event.preventDefault(); }
  });
  const enable = () => {
    byId('wq-whole-time').disabled = state.from === null && !isZoomed();
    byId('wq-zoom-time').disabled = !canZoom();
  };
  byId('wq-zoom-time').addEventListener('click', enable);
  on('time', enable);
  enable();
  showPlaying();
}
