"""Sources that are files into batches: articles that are new or changed, refused rows counted and named."""

from collections.abc import Iterator

from articles.collection.admission import BATCH, Admission, Batch
from articles.collection.entry import Span
from articles.collection.filing import File, files_of
from articles.collection.ledger import Ledger
from articles.collection.reading import finished, kept_as
from articles.collection.report import SourceReport
from articles.collection.settings import Source
from articles.model import Article, Refusal


def file_batches(
    source: Source, report: SourceReport, ledger: Ledger, admission: Admission, span: Span
) -> Iterator[Batch]:
    """Files that are new or changed, their articles in batches; a file counts as read once its last is settled."""
    for file in files_of(report.name, source, ledger, span, report):
        batch = Batch()
        for item in file.items(source, report):
            if isinstance(item, Refusal):
                report.refused += 1
                report.fault(item.where, item.reason, item.row)
                continue
            article = finished(item, source, report.name)
            if span.holds(article.published):
                _take(article, file, batch, report, ledger=ledger, admission=admission)
            if len(batch.articles) >= BATCH:
                yield batch
                batch = Batch()
        batch.file = None if file.broken else file
        yield batch


def _take(
    article: Article, file: File, batch: Batch, report: SourceReport, *, ledger: Ledger, admission: Admission
) -> None:
    """An article into the batch, unless the store has it as it is or its id is another's."""
    kept = kept_as(article, report.name, file.address, site=article.id)
    was = ledger.articles.find(kept.id)
    with ledger.transaction():
        admitted = admission.admit(kept, batch)
    if admitted:
        report.take(kept.digest)
        batch.articles[article.id] = article
    else:
        report.known += 1
        if was and was.words != kept.words:
            report.refused += 1
            reason = f"its id {article.id} is that of another article, in {was.address}: give each its own"
            report.fault(file.address, reason)
