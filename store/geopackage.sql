-- What makes the file a GeoPackage, the geometry of its places, and the words of its events (FTS5).
-- Events sit on few places, so geometry is kept once per place, and their index beats every spatial one.

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

ALTER TABLE place ADD COLUMN geom BLOB;

-- Terms come folded, with blanks between them and nothing within them that is no letter or digit: there is nothing to
-- find out about letters. What one write brings fits into memory, and so makes one piece of the index.
CREATE VIRTUAL TABLE words USING fts5 (told, detail = none, columnsize = 0, tokenize = "ascii");
INSERT INTO words (words, rank) VALUES ('hashsize', 64000000);

CREATE VIEW events AS
  SELECT e.key AS OGC_FID, p.geom AS geom, e.id, e.type, e.subtype,
         CAST(CASE WHEN f.overlay IS NULL THEN json_extract(coalesce(f.properties, a.properties), '$.title') END AS TEXT) AS title,
         e.date_start, e.date_end, e.factuality, e.verdict, p.place_id, p.name AS place_name, p.name_en AS place_name_en,
         e.time_precision, e.geo_precision, e.confidence, e.deaths_min, e.deaths_max, e.source_count,
         CAST(json_extract(coalesce(f.properties, a.properties), '$.sources[0].evidence') AS TEXT) AS evidence,
         CAST(json_extract(coalesce(f.properties, a.properties), '$.reason') AS TEXT) AS reason, e.updated
  FROM event e JOIN place p ON p.key = e.place JOIN face f ON f.event = e.key LEFT JOIN account a ON a.key = f.account
  WHERE e.verdict IS NULL OR e.verdict <> 'rejected';

CREATE VIEW sources AS
  SELECT a.key AS OGC_FID, e.id AS event, r.id AS article, r.url, r.source, r.published, r.title
  FROM account a JOIN event e ON e.key = a.event JOIN article r ON r.key = a.article;

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
  ('events', 'features', 'events', 'Dated, geolocated events with their evidence', 4326),
  ('sources', 'attributes', 'sources', 'The articles that tell each event', NULL);
INSERT INTO gpkg_geometry_columns VALUES ('events', 'geom', 'GEOMETRY', 4326, 0, 0);
