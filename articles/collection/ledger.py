"""What is known of every address and article, in a file beside the store; every change is one transaction."""

import zlib
from collections.abc import Container, Iterable
from itertools import islice
from pathlib import Path
from typing import Final

from articles.collection.entry import Entry, from_json
from articles.collection.holdings import Holdings
from articles.collection.ledger_file import LedgerFile
from articles.collection.records import Known, Spooled, Wanted

_HOUR: Final = 3600.0
_DAY: Final = 24 * _HOUR
_ASTRAY: Final = 120.0  # seconds that a clock may be set back by now and then
_BATCH_BYTES: Final = 100_000_000  # of pages held at a time
_DOUBLINGS: Final = 8  # of the hours between two looks at a page that stays the same


class Ledger(LedgerFile):
    """What is known of every address and article."""

    keep_pages = False  # may be set: pages stay in the spool, so that they can be read again

    def __init__(self, path: Path | str) -> None:
        super().__init__(path)
        self.articles = Holdings(self._db)

    # --- Listings ---

    def listing(self, address: str, terms: bytes) -> Known:
        """What is known of a feed, sitemap, list or file that was read by the same settings."""
        row = self._db.execute(
            "SELECT etag, modified, digest, asked FROM listing WHERE address = ? AND terms = ?", (address, terms)
        ).fetchone()
        return Known(*row) if row else Known()

    def listed(self, address: str, source: str, terms: bytes, known: Known, entries: Iterable[Entry]) -> int:
        """A listing was read: its new and changed pages are wanted; how many are new.

        The listing is known to be read only together with what it named: a run that is killed asks again.
        """
        with self.transaction():
            new = sum(self.want(entry, source, known.asked) for entry in entries)
            self._db.execute(
                "INSERT OR REPLACE INTO listing VALUES (?, ?, ?, ?, ?, ?, ?)",
                (address, source, known.etag, known.modified, known.digest, terms, known.asked),
            )
        return new

    def want(self, entry: Entry, source: str, now: float, hops: int = 0) -> bool:
        """A page that a listing or a redirect names: is it new? Where the listing says something else it is due again.

        The first source that names a page keeps it: two that list it differently would take turns.
        """
        added = self._db.execute(
            "INSERT INTO page (address, source, state, entry, mark, hops, seen) VALUES (?, ?, 'wanted', ?, ?, ?, ?) "
            "ON CONFLICT DO NOTHING",
            (entry.address, source, entry.to_json(), entry.mark(), hops, now),
        ).rowcount
        changed = 0
        if not added:
            changed = self._db.execute(
                "UPDATE page SET entry = ?1, mark = ?2, tries = 0, state = 'wanted' "
                "WHERE address = ?3 AND source = ?4 AND mark <> ?2",
                (entry.to_json(), entry.mark(), entry.address, source),
            ).rowcount
        if changed:
            # What waits in the spool is older than what the listing says now and was never read: it is asked for whole.
            self._db.execute(
                "UPDATE page SET etag = NULL, modified = NULL, digest = NULL WHERE address = ? "
                "AND (article IS NULL OR EXISTS (SELECT 1 FROM spool WHERE spool.address = page.address))",
                (entry.address,),
            )
        if entry.whole and (added or changed):
            self.spool(entry.address, entry.address, None, b"", Known(asked=now))
        return bool(added)

    def recheck(self, source: str, days: float, hours: float, now: float) -> int:
        """Pages first seen within so many days are asked again, at intervals that double while nothing changes."""
        return self._db.execute(
            "UPDATE page SET state = 'wanted', tries = 0 WHERE source = ?1 AND seen >= ?2 AND fetched IS NOT NULL "
            "AND state IN ('read', 'refused', 'elsewhere') AND fetched + ?3 * (1 << min(unchanged, ?4)) <= ?5",
            (source, now - days * _DAY, hours * _HOUR, _DOUBLINGS, now),
        ).rowcount

    def set_back(self, now: float) -> None:
        """Times that lie ahead were noted by a clock that has been set back since: they count as now.

        Else nothing would be asked for again until the clock has caught up. What was to be left alone until later is so
        for a day at most.
        """
        with self.transaction():
            ahead = self._db.execute("SELECT max(max(seen), coalesce(max(fetched), 0)) FROM page").fetchone()[0]
            if ahead is not None and ahead > now + _ASTRAY:
                self._db.execute(
                    "UPDATE page SET seen = min(seen, ?1), fetched = min(fetched, ?1), "
                    "not_before = min(not_before, ?2)",
                    (now, now + _DAY),
                )

    # --- Pages ---

    def wanted(self, source: str, now: float, limit: int, skip: Container[str] = ()) -> list[Wanted]:
        """At most ``limit`` pages of a source to ask for: new ones first, then those asked least lately."""
        rows = self._db.execute(
            "SELECT address, source, entry, hops, etag, modified, digest, tries FROM page "
            "WHERE state = 'wanted' AND source = ? AND not_before <= ? ORDER BY fetched, seen DESC, address",
            (source, now),
        )
        return [*islice((_wanted(row) for row in rows if row[0] not in skip), limit)]

    def state(self, address: str) -> str | None:
        """Wanted, spooled, read, refused, elsewhere, or null for an address nobody named."""
        row = self._db.execute("SELECT state FROM page WHERE address = ?", (address,)).fetchone()
        return row[0] if row else None

    def spool(self, address: str, url: str, charset: str | None, data: bytes, known: Known) -> None:
        """A page was fetched: kept until it is read."""
        with self.transaction():
            self._db.execute(
                "INSERT OR REPLACE INTO spool VALUES (?, ?, ?, ?)", (address, url, charset, zlib.compress(data, 1))
            )
            self._db.execute(
                "UPDATE page SET state = 'spooled', etag = ?, modified = ?, digest = ?, tries = 0, reason = NULL, "
                "fetched = ? WHERE address = ?",
                (known.etag, known.modified, known.digest, known.asked, address),
            )

    def unchanged(self, address: str, now: float) -> None:
        """A page was asked for again and is as it was."""
        self._db.execute(
            "UPDATE page SET state = iif(article IS NULL, 'refused', 'read'), fetched = ?, tries = 0, "
            "unchanged = unchanged + 1 WHERE address = ?",
            (now, address),
        )

    def failed(self, address: str, reason: str, *, not_before: float, give_up: int) -> bool:
        """A page could not be had in this run: is it given up?"""
        row = self._db.execute(
            "UPDATE page SET tries = tries + 1, reason = ?1, not_before = ?2, "
            "state = iif(tries + 1 >= ?3, iif(article IS NULL, 'refused', 'read'), state) "
            "WHERE address = ?4 RETURNING tries",
            (reason, not_before, give_up, address),
        ).fetchone()
        return bool(row and row[0] >= give_up)

    def refused(self, address: str, reason: str, now: float) -> None:
        """A page that holds no article, or may not be asked for; what it gave before stays."""
        with self.transaction():
            self._unspool(address)
            self._db.execute(
                "UPDATE page SET state = 'refused', reason = ?, fetched = coalesce(fetched, ?) WHERE address = ?",
                (reason, now, address),
            )

    def elsewhere(self, address: str, target: str, now: float) -> None:
        """A page that leads to another, which has its own row."""
        with self.transaction():
            self._unspool(address)
            self._db.execute(
                "UPDATE page SET state = 'elsewhere', reason = NULL, unchanged = iif(target = ?1, unchanged + 1, 0), "
                "target = ?1, fetched = ?2, tries = 0 WHERE address = ?3",
                (target, now, address),
            )

    def leads(self, address: str, target: str) -> bool:
        """Does a page lead to another, by any number of redirects that are known?"""
        passed: set[str] = set()
        while address not in passed:
            passed.add(address)
            row = self._db.execute(
                "SELECT target FROM page WHERE address = ? AND state = 'elsewhere'", (address,)
            ).fetchone()
            if row is None:
                return False
            if row[0] == target:
                return True
            address = row[0]
        return False

    def spooled(self, limit: int) -> list[Spooled]:
        """Pages that wait to be read, by address."""
        rows = self._db.execute(
            "SELECT page.address, source, entry, hops, url, charset, data, article FROM spool "
            "JOIN page USING (address) WHERE state = 'spooled' ORDER BY page.address LIMIT ?",
            (limit,),
        )
        found, size = list[Spooled](), 0
        for address, source, entry, hops, url, charset, data, article in rows:
            page = zlib.decompress(data)
            found.append(Spooled(address, source, from_json(entry), hops, url, charset, page, article))
            size += len(page)
            if size > _BATCH_BYTES:
                break
        return found

    def read(self, address: str, article: str) -> None:
        """A page was read, and its article is in the store."""
        self._unspool(address)
        self._db.execute(
            "UPDATE page SET state = 'read', article = ?, unchanged = 0, reason = NULL WHERE address = ?",
            (article, address),
        )

    def _unspool(self, address: str) -> None:
        if not self.keep_pages:
            self._db.execute("DELETE FROM spool WHERE address = ?", (address,))

    def everything_again(self, files: Iterable[str]) -> int:
        """The pages that were kept, and the files of the sources named, are read anew; how many pages those are."""
        with self.transaction():
            for source in files:
                self._db.execute("DELETE FROM listing WHERE source = ?", (source,))
            self._db.execute("UPDATE article SET stored = 0 WHERE instead IS NULL")
            return self._db.execute(
                "UPDATE page SET state = 'spooled' WHERE state IN ('read', 'refused') "
                "AND address IN (SELECT address FROM spool)"
            ).rowcount

    def unpublished(self) -> bool:
        """May the store hold what has not been published?"""
        return self._db.execute("SELECT 1 FROM unpublished").fetchone() is not None

    def to_publish(self, now: float) -> None:
        """The store is about to change."""
        self._db.execute("INSERT INTO unpublished SELECT ? WHERE NOT EXISTS (SELECT 1 FROM unpublished)", (now,))

    def published(self) -> None:
        """What the store holds has been published."""
        self._db.execute("DELETE FROM unpublished")

    def counts(self) -> dict[tuple[str, str], int]:
        """Pages by source and state."""
        rows = self._db.execute("SELECT source, state, count(*) FROM page GROUP BY source, state")
        return {(source, state): count for source, state, count in rows}


def _wanted(row: tuple[str, str, str, int, str | None, str | None, bytes | None, int]) -> Wanted:
    address, source, entry, hops, etag, modified, digest, tries = row
    return Wanted(address, source, from_json(entry), hops, Known(etag, modified, digest), tries)
