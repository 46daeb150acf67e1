// Everything together: each part fills its own corner of the page and subscribes to what it shows.
startWords();
startLayout();
startFilter();
startTimeline();
startSide();
startView();
startShading();
startTiles();
startPicking();
startCounts();
startSaving();
startHelp();
startPicture();
await startLink();
// For the console and the tests: what is shown, as it stands now.
const said = async (wanted) => { await readWords(wanted); return wanted.map(told); };
window.waqai = {
  page, data, said, open: openEvent, events, state, map, layer, onMap, setTime, fold, shading, timeline: () => ({ axis, bars }),
};
document.body.dataset.ready = String(Math.round(performance.now())); // milliseconds since loading began
