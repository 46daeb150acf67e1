"""HTTP: the store as GeoJSON over OGC API - Features."""
