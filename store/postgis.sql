-- What PostgreSQL holds besides the shared tables: geometry for GIS programs, the words of events, a view of both.

ALTER TABLE place ADD COLUMN geom geometry(Geometry, 4326)
  GENERATED ALWAYS AS (ST_SetSRID(ST_GeomFromGeoJSON(geometry), 4326)) STORED;
CREATE INDEX place_by_geom ON place USING gist (geom);

CREATE TABLE words (event bigint PRIMARY KEY REFERENCES event (key) ON DELETE CASCADE, terms text[] NOT NULL);
-- What is new waits in a list beside the index; every write ends with taking it in (postgis.py), many rows at once.
CREATE INDEX words_by_term ON words USING gin (terms);

CREATE FUNCTION relates(relation text, geometry text, wkt text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  one geometry := ST_SetSRID(ST_GeomFromGeoJSON(geometry), 4326);
  other geometry := ST_SetSRID(ST_GeomFromText(wkt), 4326);
BEGIN
  RETURN CASE relation
    WHEN 'intersects' THEN ST_Intersects(one, other) WHEN 'disjoint' THEN ST_Disjoint(one, other)
    WHEN 'contains' THEN ST_Contains(one, other) WHEN 'within' THEN ST_Within(one, other)
    WHEN 'touches' THEN ST_Touches(one, other) WHEN 'crosses' THEN ST_Crosses(one, other)
    WHEN 'overlaps' THEN ST_Overlaps(one, other) WHEN 'equals' THEN ST_Equals(one, other) END;
END $$;

CREATE VIEW events AS
  SELECT e.key, p.geom, e.id, e.type, e.subtype,
         CASE WHEN f.overlay IS NULL THEN coalesce(f.properties, a.properties)::json ->> 'title' END AS title,
         e.date_start, e.date_end, e.factuality, e.verdict, p.place_id, p.name AS place_name, p.name_en AS place_name_en,
         e.time_precision, e.geo_precision, e.confidence, e.deaths_min, e.deaths_max, e.source_count,
         coalesce(f.properties, a.properties)::json #>> '{sources,0,evidence}' AS evidence,
         coalesce(f.properties, a.properties)::json ->> 'reason' AS reason, e.updated
  FROM event e JOIN place p ON p.key = e.place JOIN face f ON f.event = e.key LEFT JOIN account a ON a.key = f.account
  WHERE e.verdict IS NULL OR e.verdict <> 'rejected';

CREATE VIEW sources AS
  SELECT a.key, e.id AS event, r.id AS article, r.url, r.source, r.published, r.title
  FROM account a JOIN event e ON e.key = a.event JOIN article r ON r.key = a.article;
