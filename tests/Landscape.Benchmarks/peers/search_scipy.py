"""Peer of the search benchmark: SciPy's trust-exact on NumPy's closed-form derivatives, then Newton's method to the tolerance.

trust-exact's subproblem solver can loop for ever (SciPy 1.10). A run that takes longer than any honest one is stopped and its time is
not counted: the peer is favoured."""
import signal
import time
import warnings

import numpy as np
import scipy
from scipy.optimize import minimize

from numpy_landscape import Landscape
from peer import serve

warnings.filterwarnings("ignore")
np.seterr(all="ignore")  # runs to infinity overflow; they are dropped below
POLISH_STEPS = 20
LONGEST_RUN = 3  # seconds of processor time; a run of 1,000 steps takes a fifth of one


def stop(*_):
    raise TimeoutError


signal.signal(signal.SIGVTALRM, stop)


class Remembered:
    """trust-exact asks for gradient and Hessian one after the other at the same point: they are computed together, once."""

    def __init__(self, landscape):
        self.landscape = landscape
        self.point = None

    def _at(self, theta):
        if self.point is None or not np.array_equal(theta, self.point):
            self.point = theta.copy()
            _, self.derivative, self.second = self.landscape.risk_gradient_hessian(theta)

    def gradient(self, theta):
        self._at(theta)
        return self.derivative

    def hessian(self, theta):
        self._at(theta)
        return self.second


def polish(landscape, theta, tolerance):
    best, best_norm = None, np.inf
    for _ in range(POLISH_STEPS):
        _, gradient, hessian = landscape.risk_gradient_hessian(theta)
        norm = np.abs(gradient).max()
        if norm < best_norm:
            best, best_norm = theta, norm
        if not norm > tolerance or not np.isfinite(norm):
            break
        theta = theta - np.linalg.solve(hessian, gradient)
    return best if best_norm <= tolerance else None


def search(nodes, weights, targets, width, starts, max_steps, tolerance):
    landscape = Landscape(nodes, weights, targets, width)
    remembered = Remembered(landscape)
    points, seconds, stopped = [], 0.0, 0
    for theta in starts:
        begin = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST_RUN)
        try:
            run = minimize(
                landscape.risk, np.asarray(theta), method="trust-exact", jac=remembered.gradient, hess=remembered.hessian,
                options={"maxiter": max_steps, "gtol": 1e-8},
            )
            found = polish(landscape, run.x, tolerance)
        except (np.linalg.LinAlgError, ValueError):
            found = None
        except TimeoutError:
            stopped += 1
            continue
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        seconds += time.process_time() - begin
        if found is not None:
            points.append(found.tolist())
    return {"seconds": seconds, "points": points, "stopped": stopped}


def version():
    return {"version": "SciPy " + scipy.__version__}


serve({"search": search, "version": version})
