-- What is known of every address, beside the store: a run that is killed goes on where it was.

-- Feeds, sitemaps, lists, files: what they were like when they were last read whole.
CREATE TABLE IF NOT EXISTS listing (
    address TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    etag TEXT,
    modified TEXT,              -- Last-Modified as sent
    digest BLOB,
    terms BLOB NOT NULL,        -- of the settings that it was read by: others would take other pages from it
    asked REAL NOT NULL         -- seconds since 1970
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS page (
    address TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('wanted', 'spooled', 'read', 'refused', 'elsewhere')),
    entry TEXT NOT NULL,        -- what the listing says of it, JSON
    mark TEXT NOT NULL,         -- changes when the listing says something else
    hops INTEGER NOT NULL DEFAULT 0,      -- redirects that led here
    etag TEXT,
    modified TEXT,
    digest BLOB,                -- of what was fetched last
    tries INTEGER NOT NULL DEFAULT 0,     -- that failed, one a run
    unchanged INTEGER NOT NULL DEFAULT 0, -- times asked again for nothing
    not_before REAL NOT NULL DEFAULT 0,
    seen REAL NOT NULL,         -- when a listing first named it
    fetched REAL,
    reason TEXT,                -- of a refusal or a failure
    target TEXT,                -- where it leads
    article TEXT                -- the id of the article that it gave
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS page_by_state ON page (state, source, not_before);
CREATE INDEX IF NOT EXISTS page_by_article ON page (article);
CREATE INDEX IF NOT EXISTS page_by_target ON page (target) WHERE target IS NOT NULL;

-- Fetched and not yet read: removed in the transaction that says what became of it, unless pages are to be kept.
CREATE TABLE IF NOT EXISTS spool (
    address TEXT PRIMARY KEY,
    url TEXT NOT NULL,          -- where it was found
    charset TEXT,
    data BLOB NOT NULL          -- deflated; empty where the feed's entry is the article
) WITHOUT ROWID;

-- Articles by the id that they have in the store.
CREATE TABLE IF NOT EXISTS article (
    id TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    address TEXT NOT NULL,      -- the page or file it was read from
    digest BLOB NOT NULL,       -- of all its fields
    words BLOB NOT NULL,        -- of its text and site: the same text twice on one site is one article
    instead TEXT,               -- the id of the article that is in the store instead of this one
    stored INTEGER NOT NULL DEFAULT 0  -- is what the store holds of it up to date, or to be withdrawn where `instead` is set?
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS article_by_words ON article (words);
CREATE INDEX IF NOT EXISTS article_instead ON article (instead) WHERE instead IS NOT NULL;

-- One row while the store may hold what the published files do not show yet.
CREATE TABLE IF NOT EXISTS unpublished (since REAL NOT NULL);
