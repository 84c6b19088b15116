"""Peer of the kernel benchmark: NumPy's closed form."""
import numpy as np

from numpy_landscape import Landscape
from peer import microseconds, serve

state = {}


def load(nodes, weights, targets, theta, width):
    state["landscape"] = Landscape(nodes, weights, targets, width)
    state["theta"] = np.asarray(theta)
    risk, gradient, hessian = state["landscape"].risk_gradient_hessian(state["theta"])
    return {"risk": risk, "gradient": gradient.tolist(), "hessian": hessian.ravel().tolist()}


def measure(seconds):
    landscape, theta = state["landscape"], state["theta"]
    return {"microseconds": microseconds(lambda: landscape.risk_gradient_hessian(theta), seconds), "variant": "closed form"}


def version():
    return {"version": "NumPy " + np.__version__}


serve({"load": load, "measure": measure, "version": version})
