"""Memory: events written once, queried and exported."""
