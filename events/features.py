"""GeoJSON features of a set of articles, merged in memory."""

from collections.abc import Iterable
from typing import Any

from events.accounts import accounts
from events.merge import merge
from events.model import Annotation
from gazetteer import Gazetteer


def features(annotations: Iterable[Annotation], gazetteer: Gazetteer) -> list[dict[str, Any]]:
    """The features of a set of articles; the same happening in several of them is one feature."""
    told = [account for annotation in annotations for account in accounts(annotation, gazetteer)]
    return [event.feature for event in merge(told)]
