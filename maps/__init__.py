"""The picture: GeoJSON features drawn onto one self-contained Folium page."""
