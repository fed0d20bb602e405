"""The gamma function's logarithm and its derivatives over arrays, for arguments above 0: scipy would weigh 140 MB.

Each argument is moved up by recurrence to where the asymptotic series holds (Abramowitz & Stegun 1964, 6.1.41, 6.3.18
and 6.4.12); errors are below 1e-9.
"""

import numpy as np

from comity.measurement.grid import Floats

_MOVED = 8


def log_gamma(x: Floats) -> Floats:
    """The logarithm of the gamma function."""
    far = x + _MOVED
    series = 1 / (12 * far) - 1 / (360 * far**3) + 1 / (1260 * far**5)
    below = sum(np.log(x + step) for step in range(_MOVED))
    return np.asarray((far - 0.5) * np.log(far) - far + 0.5 * np.log(2 * np.pi) + series - below)


def digamma(x: Floats) -> Floats:
    """The first derivative of `log_gamma`."""
    far = x + _MOVED
    series = np.log(far) - 1 / (2 * far) - 1 / (12 * far**2) + 1 / (120 * far**4) - 1 / (252 * far**6)
    return np.asarray(series - sum(1 / (x + step) for step in range(_MOVED)))


def trigamma(x: Floats) -> Floats:
    """The second derivative of `log_gamma`."""
    far = x + _MOVED
    series = 1 / far + 1 / (2 * far**2) + 1 / (6 * far**3) - 1 / (30 * far**5) + 1 / (42 * far**7)
    return np.asarray(series + sum(1 / (x + step) ** 2 for step in range(_MOVED)))
