-- A Waqai store is a GeoPackage: GDAL and QGIS open it while it is being written.
-- Events sit on few places, so geometry is kept once per place and an index on (place, starts) beats
-- every spatial index. starts and ends are inclusive minutes of Damascus civil time (interval.py); an
-- undated event has no end and starts after the end of time, so that it sorts last and no window holds it.
-- long marks events of more than SHORT_DAYS (interval.py), so that a window need not look back further for the rest.

CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);

INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
  ('WGS 84 geodetic', 4326, 'EPSG', 4326,
   'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]',
   'longitude and latitude in degrees on the WGS 84 ellipsoid');

CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));

CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents (table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));

CREATE TABLE waqai_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- One row per distinct location: a place as the text names it, with the geometry it was given; one for nowhere.
CREATE TABLE place (
  key INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, place_id TEXT, name TEXT, name_en TEXT, folded TEXT, pcode TEXT,
  west DOUBLE, south DOUBLE, east DOUBLE, north DOUBLE, geometry TEXT, geom BLOB);
CREATE INDEX place_by_id ON place (place_id);
CREATE INDEX place_by_box ON place (north, south, east, west);

-- The event as queries and GIS see it: its best telling with corrections laid over it.
CREATE TABLE event (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, place INTEGER NOT NULL REFERENCES place (key),
  starts INTEGER NOT NULL, ends INTEGER, long INTEGER NOT NULL, type TEXT NOT NULL, subtype TEXT, title TEXT, date_start TEXT, date_end TEXT,
  factuality TEXT, verdict TEXT, time_precision INTEGER, geo_precision INTEGER, confidence DOUBLE,
  deaths_min INTEGER, deaths_max INTEGER, source_count INTEGER NOT NULL, evidence TEXT, reason TEXT, updated TEXT NOT NULL,
  telling INTEGER NOT NULL, sources TEXT, overlay TEXT);
-- The indexes hold all that choosing and sorting a page needs, so that only its own rows are read.
CREATE INDEX event_by_place ON event (place, long, starts, ends, verdict, id);
CREATE INDEX event_by_start ON event (starts, id, ends, verdict);
CREATE INDEX event_by_window ON event (long, starts, ends, verdict, id);
CREATE INDEX event_by_type ON event (type, long, starts, ends, verdict, id);

-- What one set of articles says of an event; a later run over other articles adds a telling, never replaces one.
CREATE TABLE telling (
  key INTEGER PRIMARY KEY, event TEXT NOT NULL, articles TEXT NOT NULL, place INTEGER NOT NULL REFERENCES place (key),
  properties TEXT NOT NULL,
  UNIQUE (event, articles));

CREATE TABLE source (
  fid INTEGER PRIMARY KEY, event TEXT NOT NULL, telling INTEGER NOT NULL REFERENCES telling (key) ON DELETE CASCADE,
  article TEXT, url TEXT, source TEXT, published TEXT);
CREATE INDEX source_by_event ON source (event);
CREATE INDEX source_by_article ON source (article);
CREATE INDEX source_by_telling ON source (telling);

-- What reviewers decided; it stays when a run is repeated, and even while its event is not told.
CREATE TABLE correction (
  key INTEGER PRIMARY KEY, event TEXT NOT NULL, field TEXT NOT NULL, value TEXT, was TEXT,
  reviewer TEXT NOT NULL, why TEXT NOT NULL, made TEXT NOT NULL, patch TEXT NOT NULL);
CREATE INDEX correction_by_event ON correction (event);

CREATE VIRTUAL TABLE words USING fts5 (told, detail = none, tokenize = "unicode61 remove_diacritics 0");

CREATE VIEW events AS
  SELECT e.fid AS OGC_FID, p.geom AS geom, e.id, e.type, e.subtype, e.title, e.date_start, e.date_end, e.factuality,
         e.verdict, p.place_id, p.name AS place_name, p.name_en AS place_name_en, e.time_precision, e.geo_precision,
         e.confidence, e.deaths_min, e.deaths_max, e.source_count, e.evidence, e.reason, e.updated
  FROM event e LEFT JOIN place p ON p.key = e.place
  WHERE e.verdict IS NULL OR e.verdict <> 'rejected';

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
  ('events', 'features', 'events', 'Dated, geolocated events with their evidence', 4326),
  ('source', 'attributes', 'source', 'The articles that tell each event', NULL);
INSERT INTO gpkg_geometry_columns VALUES ('events', 'geom', 'GEOMETRY', 4326, 0, 0);
