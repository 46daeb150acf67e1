// The layer: two canvases, one for the ground and one for the events, drawn anew when the view or the choice changes.
const EventLayer = L.Layer.extend({
  onAdd(leaflet) {
    this.canvases = ['wq-ground', 'wq-canvas'].map((id) => {
      const canvas = L.DomUtil.create('canvas', 'leaflet-zoom-animated');
      canvas.id = id;
      leaflet.getPane('overlayPane').appendChild(canvas);
      return canvas;
    });
    leaflet.on('moveend resize viewreset', this.redraw, this);
    leaflet.on('move', this.follow, this);
    if (leaflet.options.zoomAnimation) leaflet.on('zoomanim', this.animate, this);
    Object.assign(this, { groups: [], movements: [], arrows: [], rings: [], underlays: [], spider: null, clustered: null });
  },
  animate(event) {
    const scale = this._map.getZoomScale(event.zoom);
    const offset = this._map._latLngBoundsToNewLayerBounds(this._map.getBounds(), event.zoom, event.center).min;
    for (const canvas of this.canvases) L.DomUtil.setTransform(canvas, offset, scale);
  },
  show(chosen) {
    Object.assign(this, { groups: groupByPlace(chosen), movements: movementsShown(), clustered: null, spider: null });
    this.draw();
    this.onDrawn?.();
  },
  open(ring) {
    this.spider = ring && { ring, legs: spread(ring) };
    this.draw();
  },
  redraw() {
    this.draw();
    this.onDrawn?.();
  },
  // While the map is dragged: once a frame, and nobody is told.
  follow() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => { this.frame = null; this.draw(); });
  },
  draw() {
    if (!this._map) return;
    const view = viewOf(this._map);
    const [under, pen] = this.canvases.map((canvas) => this.clear(canvas, view.size));
    if (this.clustered !== view.scale) {
      this.all = cluster(this.groups, view.scale);
      makeRoom(this.all, view.scale);
      this.arrows = gatherMovements(this.movements, view.scale);
      if (this.clustered) this.spider = null; // its ring is no more
      this.clustered = view.scale;
    }
    this.view = view;
    this.rings = this.all.filter(({ x, y, radius }) => x > view.left - radius && y > view.top - radius && x < view.left + view.size.x + radius && y < view.top + view.size.y + radius).map(complete);
    drawGround(under, view, this.overTiles);
    for (const draw of this.underlays) draw(under, view);
    if (this.hidden) return; // an underlay stands in for the events, and says what lies where
    drawAreas(pen, view, this.groups);
    drawUncertainty(pen, view, this.rings);
    drawSelected(pen, view, this.rings);
    drawArrows(pen, view, this.arrows);
    for (const ring of this.rings) if (ring !== this.spider?.ring) drawRing(pen, ring, ring.x - view.left, ring.y - view.top);
    drawNames(pen, view, this.rings);
    if (this.spider) drawSpider(pen, view, this.spider);
  },
  clear(canvas, size) {
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(size.x * ratio), Math.round(size.y * ratio)];
    if (canvas.width !== width || canvas.height !== height) {
      Object.assign(canvas, { width, height });
      canvas.style.width = `${size.x}px`;
      canvas.style.height = `${size.y}px`;
    }
    L.DomUtil.setPosition(canvas, this._map.containerPointToLayerPoint([0, 0]));
    const pen = canvas.getContext('2d');
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, size.x, size.y);
    return pen;
  },
  // The rings under a point, the topmost first; one that others cover is found as well.
  ringsAt({ x, y }) {
    const { view } = this;
    const hits = (ring) => Math.hypot(ring.x - view.left - x, ring.y - view.top - y) <= ring.radius + 4
      || ring.badges.some((badge) => {
        const spot = badgeSpot(ring, badge, ring.x - view.left, ring.y - view.top);
        return Math.hypot(spot.x - x, spot.y - y) <= spot.size + 2;
      });
    return this.rings.filter(hits).reverse();
  },
  // What lies under a point: an event on a leg of the spider, rings, or an arrow.
  at(point) {
    if (this.hidden) return this.hidden(point);
    const leg = this.spider && legAt(this.spider, this.view, point);
    if (leg !== null) return { event: leg };
    const rings = this.ringsAt(point);
    if (rings.length) return { rings };
    const arrow = arrowAt(this.arrows, point);
    return arrow ? { arrow } : {};
  },
});
