"""The types keep apart by colour, and by shape where an eye that lacks a cone takes two colours for one.

Colours are seen as Machado, Oliveira and Fernandes (2009) model full dichromacy, and compared in Oklab (Ottosson 2020):
a hundred times the distance; two large patches differ plainly from about 2, two small symbols from about 5.
"""

from itertools import combinations

import numpy as np
import pytest

from maps.columns import vocabulary

EYES = {
    "most": np.eye(3),
    "no red": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "no green": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "no blue": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_OKLAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
TYPES = vocabulary()["type"]


def oklab(colour: str, eye: str) -> np.ndarray:
    srgb = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(EYES[eye] @ linear, 0, 1)
    lab: np.ndarray = TO_OKLAB @ np.cbrt(TO_CONES @ seen)
    return lab


def apart(one: str, other: str, eye: str) -> float:
    return 100 * float(np.linalg.norm(oklab(one, eye) - oklab(other, eye)))


@pytest.mark.parametrize("eye", EYES)
def test_two_types_of_like_colour_differ_in_shape(eye: str) -> None:
    alike = [
        (one["id"], other["id"])
        for one, other in combinations(TYPES, 2)
        if one["shape"] == other["shape"] and apart(one["colour"], other["colour"], eye) < 12
    ]
    assert alike == []


def test_most_eyes_tell_every_colour_from_every_other() -> None:
    alike = [
        (one["id"], other["id"])
        for one, other in combinations(TYPES, 2)
        if apart(one["colour"], other["colour"], "most") < 6
    ]
    assert alike == []


def test_few_pairs_need_their_shape_to_be_told_apart() -> None:
    alike = {
        (one["id"], other["id"])
        for eye in EYES
        for one, other in combinations(TYPES, 2)
        if apart(one["colour"], other["colour"], eye) < 4
    }
    assert len(alike) <= 5, sorted(alike)
