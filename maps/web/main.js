// Everything together: each part fills its own corner of the page and subscribes to what it shows.
startFilter();
startTimeline();
startSide();
startView();
startTiles();
startPicking();
startCounts();
document.body.dataset.ready = 'true';
