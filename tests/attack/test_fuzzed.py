"""Whatever bytes a reader is given, it answers or refuses by name: a fixed set of damaged inputs for every reader.

``python -m benchmarks.fuzz`` tries the same readers for hours, guided by what their code does.
"""

import pytest

from tests.attack.mutations import mutated
from tests.attack.seeds import seeds
from tests.attack.targets import TARGETS

_SLOW = {
    "annotate": 12,
    "page": 25,
    "request": 30,
    "review": 25,
    "places": 25,
    "columns": 12,
    "export": 25,
}  # readers that take long over an input


@pytest.mark.parametrize("name", TARGETS)
def test_no_damaged_input_breaks_a_reader(name: str) -> None:
    for data in mutated(seeds()[name], _SLOW.get(name, 60)):
        TARGETS[name](data)


def test_every_target_has_seeds() -> None:
    assert set(seeds()) == set(TARGETS)
