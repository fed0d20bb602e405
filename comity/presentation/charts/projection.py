"""From longitude and latitude to a plane: the Equal Earth projection, on which states keep their areas.

Source of the formula and its numbers: Bojan Šavrič, Tom Patterson, Bernhard Jenny, "The Equal Earth map projection",
International Journal of Geographical Information Science 33 (2019), 454-465, equations 8 and 9.
"""

from math import sqrt

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796


def projected(longitude: Numbers, latitude: Numbers) -> tuple[Numbers, Numbers]:
    """Give x (to the east) and y (to the south, as a canvas counts) on a globe of radius 1.

    Degrees from the middle meridian and the equator; a latitude beyond the poles stands at the pole.
    """
    theta = np.arcsin(sqrt(3) / 2 * np.sin(np.radians(np.clip(latitude, -90.0, 90.0))))
    squared = theta * theta
    sixth = squared**3
    slope = 9 * _A4 * sixth * squared + 7 * _A3 * sixth + 3 * _A2 * squared + _A1
    x = 2 * sqrt(3) / 3 * np.radians(longitude) * np.cos(theta) / slope
    y = theta * (_A1 + _A2 * squared + sixth * (_A3 + _A4 * squared))
    return x, -y


def from_meridian(longitude: float, meridian: float) -> float:
    """Give a longitude as counted from a meridian, -180 (inclusive) to 180 degrees."""
    return (longitude - meridian + 180.0) % 360.0 - 180.0
