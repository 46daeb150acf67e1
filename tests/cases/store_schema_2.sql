-- A store of schema 2, as that version of Waqai wrote it: five events, two corrections. Its words (FTS5) are left out.
PRAGMA application_id = 1196444487;
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
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
CREATE TABLE place (
  key INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, place_id TEXT, name TEXT, name_en TEXT, folded TEXT, pcode TEXT,
  west DOUBLE, south DOUBLE, east DOUBLE, north DOUBLE, geometry TEXT, geom BLOB);
CREATE TABLE event (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, place INTEGER NOT NULL REFERENCES place (key),
  starts INTEGER NOT NULL, ends INTEGER, long INTEGER NOT NULL, type TEXT NOT NULL, subtype TEXT, title TEXT, date_start TEXT, date_end TEXT,
  factuality TEXT, verdict TEXT, time_precision INTEGER, geo_precision INTEGER, confidence DOUBLE,
  deaths_min INTEGER, deaths_max INTEGER, source_count INTEGER NOT NULL, evidence TEXT, reason TEXT, updated TEXT NOT NULL,
  telling INTEGER NOT NULL, sources TEXT, overlay TEXT);
CREATE TABLE telling (
  key INTEGER PRIMARY KEY, event TEXT NOT NULL, articles TEXT NOT NULL, place INTEGER NOT NULL REFERENCES place (key),
  properties TEXT NOT NULL,
  UNIQUE (event, articles));
CREATE TABLE source (
  fid INTEGER PRIMARY KEY, event TEXT NOT NULL, telling INTEGER NOT NULL REFERENCES telling (key) ON DELETE CASCADE,
  article TEXT, url TEXT, source TEXT, published TEXT);
CREATE TABLE correction (
  key INTEGER PRIMARY KEY, event TEXT NOT NULL, field TEXT NOT NULL, value TEXT, was TEXT,
  reviewer TEXT NOT NULL, why TEXT NOT NULL, made TEXT NOT NULL, patch TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (told, detail = none, tokenize = "unicode61 remove_diacritics 0");
CREATE INDEX place_by_id ON place (place_id);
CREATE INDEX place_by_box ON place (north, south, east, west);
CREATE INDEX event_by_place ON event (place, long, starts, ends, verdict, id);
CREATE INDEX event_by_start ON event (starts, id, ends, verdict);
CREATE INDEX event_by_window ON event (long, starts, ends, verdict, id);
CREATE INDEX event_by_type ON event (type, long, starts, ends, verdict, id);
CREATE INDEX source_by_event ON source (event);
CREATE INDEX source_by_article ON source (article);
CREATE INDEX source_by_telling ON source (telling);
CREATE INDEX correction_by_event ON correction (event);
CREATE VIEW events AS
  SELECT e.fid AS OGC_FID, p.geom AS geom, e.id, e.type, e.subtype, e.title, e.date_start, e.date_end, e.factuality,
         e.verdict, p.place_id, p.name AS place_name, p.name_en AS place_name_en, e.time_precision, e.geo_precision,
         e.confidence, e.deaths_min, e.deaths_max, e.source_count, e.evidence, e.reason, e.updated
  FROM event e LEFT JOIN place p ON p.key = e.place
  WHERE e.verdict IS NULL OR e.verdict <> 'rejected';
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system');
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system');
INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]', 'longitude and latitude in degrees on the WGS 84 ellipsoid');
INSERT INTO gpkg_contents VALUES ('events', 'features', 'events', 'Dated, geolocated events with their evidence', '2026-11-22T16:32:54.744Z', NULL, NULL, NULL, NULL, 4326);
INSERT INTO gpkg_contents VALUES ('source', 'attributes', 'source', 'The articles that tell each event', '2026-11-22T16:32:54.744Z', NULL, NULL, NULL, NULL, NULL);
INSERT INTO gpkg_geometry_columns VALUES ('events', 'geom', 'GEOMETRY', 4326, 0, 0);
INSERT INTO waqai_meta VALUES ('schema', '2');
INSERT INTO place VALUES (1, 'a70b40e68057222533e7426f', 'shaar', 'الشعار', 'Al-Shaar', 'الشعار', NULL, 37.16, 36.2, 37.16, 36.2, '{"type":"Point","coordinates":[37.16,36.2]}', X'47500001E6100000010100000014AE47E17A9442409A99999999194240');
INSERT INTO place VALUES (2, '4350b51509e0a4c443ffed5c', 'old-homs', 'حمص القديمة', 'Al-Shaar', 'حمص القديمه', NULL, 36.71, 34.73, 36.71, 34.73, '{"type":"Point","coordinates":[36.71,34.73]}', X'47500001E610000001010000007B14AE47E15A42403D0AD7A3705D4140');
INSERT INTO place VALUES (3, 'dfbaa657c79ffc4cecafdb69', 'ghouta', 'الغوطة الشرقية', 'Al-Shaar', 'الغوطه الشرقيه', NULL, 36.3, 33.4, 3.65999999999999943152e+01, 3.36999999999999957358e+01, '{"type":"Polygon","coordinates":[[[36.3,33.4],[36.599999999999994,33.4],[36.599999999999994,33.699999999999996],[36.3,33.699999999999996],[36.3,33.4]]]}', X'47500001E61000000103000000010000000500000066666666662642403333333333B34040CCCCCCCCCC4C42403333333333B34040CCCCCCCCCC4C42409999999999D9404066666666662642409999999999D9404066666666662642403333333333B34040');
INSERT INTO place VALUES (4, 'd0a4ab4084d75d1a54396ea4', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO event VALUES (1, 'shelling', 1, 1060274880, 1060276319, 0, 'shelling', 'artillery', NULL, '2016-12-04', '2016-12-04', 'occurred', 'corrected', 1, 1, 0.8, 5, 5, 3, 'قتل خمسة مدنيين في قصف على السوق', 'أمس counted from the article''s date, 2016-12-07; date_start corrected by Rana: seen the video', '2026-01-01T00:00:00+00:00', 1, '[{"article":"A","url":"https://news.example/A","source":"وكالة الأفق","published":"2016-12-07","evidence":"قتل خمسة مدنيين في قصف على السوق"},{"article":"B","url":"https://news.example/B","source":"وكالة الأفق","published":"2016-12-07","evidence":"قتل خمسة مدنيين في قصف على السوق"},{"article":"D","url":"https://news.example/D","source":"وكالة الأفق","published":"2016-12-07","evidence":"قتل خمسة مدنيين في قصف على السوق"}]', '{"date_start":"2016-12-04","date_end":"2016-12-04","date_granularity":"day","time_precision":1,"review":{"verdict":"corrected","fields":["date_start"],"by":"Rana","why":"seen the video","made":"2026-01-01T00:00:00+00:00"},"reason":"أمس counted from the article''s date, 2016-12-07; date_start corrected by Rana: seen the video","title":null}');
INSERT INTO event VALUES (2, 'battle', 2, 1061016450, 1061016450, 0, 'battle', 'artillery', 'قصف مدفعي على حي الشعار', '2018-05-02T23:30+03:00', '2018-05-02T23:30+03:00', 'claimed', 'rejected', 1, 1, 0.8, 5, 5, 1, 'قتل خمسة مدنيين في قصف على السوق', 'أمس counted from the article''s date, 2016-12-07; verdict corrected by Rana: another Homs', '2026-01-01T00:00:00+00:00', 2, NULL, '{"review":{"verdict":"rejected","fields":["verdict"],"by":"Rana","why":"another Homs","made":"2026-01-01T00:00:00+00:00"},"reason":"أمس counted from the article''s date, 2016-12-07; verdict corrected by Rana: another Homs"}');
INSERT INTO event VALUES (3, 'siege', 3, 1060885440, 1060925759, 0, 'siege', 'artillery', 'قصف مدفعي على حي الشعار', '2018-02-01', '2018-02-28', 'occurred', NULL, 1, 1, 0.8, 5, 5, 2, 'قتل خمسة مدنيين في قصف على السوق', 'أمس counted from the article''s date, 2016-12-07', '2026-01-01T00:00:00+00:00', 3, NULL, NULL);
INSERT INTO event VALUES (4, 'undated', 1, 5258966400, NULL, 0, 'protest', 'artillery', 'قصف مدفعي على حي الشعار', NULL, NULL, 'occurred', NULL, NULL, 1, 0.8, NULL, NULL, 1, 'قتل خمسة مدنيين في قصف على السوق', 'أمس counted from the article''s date, 2016-12-07', '2026-01-01T00:00:00+00:00', 4, NULL, NULL);
INSERT INTO event VALUES (5, 'unplaced', 4, 1061366400, 1061367839, 0, 'aid', 'artillery', 'قصف مدفعي على حي الشعار', '2019-01-01', '2019-01-01', 'occurred', NULL, 1, NULL, 0.8, 5, 5, 1, 'قتل خمسة مدنيين في قصف على السوق', 'أمس counted from the article''s date, 2016-12-07', '2026-01-01T00:00:00+00:00', 5, NULL, NULL);
INSERT INTO telling VALUES (1, 'shelling', '["A","B"]', 1, '{"type":"shelling","subtype":"artillery","title":"قصف مدفعي على حي الشعار","date_start":"2016-12-06","date_end":"2016-12-06","date_granularity":"day","time_precision":1,"place_id":"shaar","place_name":"الشعار","place_name_en":"Al-Shaar","lat":36.2,"lon":37.16,"uncertainty_km":1.0,"geo_precision":1,"origin":null,"destination":null,"actors":[{"name":"الدفاع المدني","role":"source"}],"deaths":{"min":5,"max":5},"injured":{"min":10,"max":null},"displaced":null,"factuality":"occurred","attribution":"الدفاع المدني","confidence":0.8,"reason":"أمس counted from the article''s date, 2016-12-07","sources":[{"article":"A","url":"https://news.example/A","source":"وكالة الأفق","published":"2016-12-07","evidence":"قتل خمسة مدنيين في قصف على السوق"},{"article":"B","url":"https://news.example/B","source":"وكالة الأفق","published":"2016-12-07","evidence":"قتل خمسة مدنيين في قصف على السوق"}],"id":"shelling"}');
INSERT INTO telling VALUES (2, 'battle', '["B"]', 2, '{"type":"battle","subtype":"artillery","title":"قصف مدفعي على حي الشعار","date_start":"2018-05-02T23:30+03:00","date_end":"2018-05-02T23:30+03:00","date_granularity":"day","time_precision":1,"place_id":"old-homs","place_name":"حمص القديمة","place_name_en":"Al-Shaar","lat":34.73,"lon":36.71,"uncertainty_km":1.0,"geo_precision":1,"origin":null,"destination":null,"actors":[{"name":"الدفاع المدني","role":"source"}],"deaths":{"min":5,"max":5},"injured":{"min":10,"max":null},"displaced":null,"factuality":"claimed","attribution":"الدفاع المدني","confidence":0.8,"reason":"أمس counted from the article''s date, 2016-12-07","sources":[{"article":"B","url":"https://news.example/B","source":"وكالة الأفق","published":"2016-12-07","evidence":"قتل خمسة مدنيين في قصف على السوق"}],"id":"battle"}');
INSERT INTO telling VALUES (3, 'siege', '["B","C"]', 3, '{"type":"siege","subtype":"artillery","title":"قصف مدفعي على حي الشعار","date_start":"2018-02-01","date_end":"2018-02-28","date_granularity":"day","time_precision":1,"place_id":"ghouta","place_name":"الغوطة الشرقية","place_name_en":"Al-Shaar","lat":36.2,"lon":37.16,"uncertainty_km":1.0,"geo_precision":1,"origin":null,"destination":null,"actors":[{"name":"الدفاع المدني","role":"source"}],"deaths":{"min":5,"max":5},"injured":{"min":10,"max":null},"displaced":null,"factuality":"occurred","attribution":"الدفاع المدني","confidence":0.8,"reason":"أمس counted from the article''s date, 2016-12-07","sources":[{"article":"B","url":"https://news.example/B","source":"وكالة الأفق","published":"2016-12-07","evidence":"قتل خمسة مدنيين في قصف على السوق"},{"article":"C","url":"https://news.example/C","source":"وكالة الأفق","published":"2016-12-07","evidence":"قتل خمسة مدنيين في قصف على السوق"}],"id":"siege"}');
INSERT INTO telling VALUES (4, 'undated', '["A"]', 1, '{"type":"protest","subtype":"artillery","title":"قصف مدفعي على حي الشعار","date_start":null,"date_end":null,"date_granularity":"day","time_precision":null,"place_id":"shaar","place_name":"الشعار","place_name_en":"Al-Shaar","lat":36.2,"lon":37.16,"uncertainty_km":1.0,"geo_precision":1,"origin":null,"destination":null,"actors":[{"name":"الدفاع المدني","role":"source"}],"deaths":null,"injured":{"min":10,"max":null},"displaced":null,"factuality":"occurred","attribution":"الدفاع المدني","confidence":0.8,"reason":"أمس counted from the article''s date, 2016-12-07","sources":[{"article":"A","url":"https://news.example/A","source":"وكالة الأفق","published":"2016-12-07","evidence":"قتل خمسة مدنيين في قصف على السوق"}],"id":"undated"}');
INSERT INTO telling VALUES (5, 'unplaced', '["A"]', 4, '{"type":"aid","subtype":"artillery","title":"قصف مدفعي على حي الشعار","date_start":"2019-01-01","date_end":"2019-01-01","date_granularity":"day","time_precision":1,"place_id":null,"place_name":null,"place_name_en":null,"lat":null,"lon":null,"uncertainty_km":null,"geo_precision":null,"origin":null,"destination":null,"actors":[{"name":"الدفاع المدني","role":"source"}],"deaths":{"min":5,"max":5},"injured":{"min":10,"max":null},"displaced":null,"factuality":"occurred","attribution":"الدفاع المدني","confidence":0.8,"reason":"أمس counted from the article''s date, 2016-12-07","sources":[{"article":"A","url":"https://news.example/A","source":"وكالة الأفق","published":"2016-12-07","evidence":"قتل خمسة مدنيين في قصف على السوق"}],"id":"unplaced"}');
INSERT INTO telling VALUES (6, 'shelling', '["D"]', 1, '{"type":"shelling","subtype":"artillery","title":"قصف مدفعي على حي الشعار","date_start":"2016-12-06","date_end":"2016-12-06","date_granularity":"day","time_precision":1,"place_id":"shaar","place_name":"الشعار","place_name_en":"Al-Shaar","lat":36.2,"lon":37.16,"uncertainty_km":1.0,"geo_precision":1,"origin":null,"destination":null,"actors":[{"name":"الدفاع المدني","role":"source"}],"deaths":{"min":5,"max":5},"injured":{"min":10,"max":null},"displaced":null,"factuality":"occurred","attribution":"الدفاع المدني","confidence":0.95,"reason":"أمس counted from the article''s date, 2016-12-07","sources":[{"article":"D","url":"https://news.example/D","source":"وكالة الأفق","published":"2016-12-07","evidence":"قتل خمسة مدنيين في قصف على السوق"}],"id":"shelling"}');
INSERT INTO source VALUES (1, 'shelling', 1, 'A', 'https://news.example/A', 'وكالة الأفق', '2016-12-07');
INSERT INTO source VALUES (2, 'shelling', 1, 'B', 'https://news.example/B', 'وكالة الأفق', '2016-12-07');
INSERT INTO source VALUES (3, 'battle', 2, 'B', 'https://news.example/B', 'وكالة الأفق', '2016-12-07');
INSERT INTO source VALUES (4, 'siege', 3, 'B', 'https://news.example/B', 'وكالة الأفق', '2016-12-07');
INSERT INTO source VALUES (5, 'siege', 3, 'C', 'https://news.example/C', 'وكالة الأفق', '2016-12-07');
INSERT INTO source VALUES (6, 'undated', 4, 'A', 'https://news.example/A', 'وكالة الأفق', '2016-12-07');
INSERT INTO source VALUES (7, 'unplaced', 5, 'A', 'https://news.example/A', 'وكالة الأفق', '2016-12-07');
INSERT INTO source VALUES (8, 'shelling', 6, 'D', 'https://news.example/D', 'وكالة الأفق', '2016-12-07');
INSERT INTO correction VALUES (1, 'shelling', 'date_start', '2016-12-04/2016-12-04', '2016-12-06', 'Rana', 'seen the video', '2026-01-01T00:00:00+00:00', '{"date_start":"2016-12-04","date_end":"2016-12-04","date_granularity":"day","time_precision":1}');
INSERT INTO correction VALUES (2, 'battle', 'verdict', 'rejected', NULL, 'Rana', 'another Homs', '2026-01-01T00:00:00+00:00', '{"verdict":"rejected"}');
