"""What was found out about one happening: when, where, how many, whether, by whose word."""

from collections.abc import Mapping
from typing import NamedTuple

from events.attribution import Attribution
from events.model import Count
from events.mood import Modality
from events.spots import Where
from events.when import When


class Findings(NamedTuple):
    """What was found out about a happening."""

    when: When
    where: Where
    counts: Mapping[str, Count]
    mood: Modality
    source: Attribution | None
    summed: bool = False  # told with the deaths of more than one happening
