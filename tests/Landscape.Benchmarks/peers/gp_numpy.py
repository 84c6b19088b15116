"""Peer of the sampling benchmark: LAPACK's Cholesky (dpotrf through SciPy), overwriting its input."""
import time

import numpy as np
import scipy
import scipy.linalg

from peer import serve


def cholesky(nodes, length, nugget, repetitions):
    x = np.asarray(nodes)
    squared = ((x[:, None, :] - x[None, :, :]) ** 2).sum(axis=2)
    covariance = np.exp(-squared / (2 * length * length)) + nugget * np.eye(len(x))
    times = []
    for _ in range(repetitions):
        a = np.asfortranarray(covariance)
        start = time.process_time()
        scipy.linalg.cholesky(a, lower=True, overwrite_a=True, check_finite=False)
        times.append(time.process_time() - start)
    return {"milliseconds": 1e3 * min(times)}


def version():
    return {"version": "SciPy " + scipy.__version__}


serve({"cholesky": cholesky, "version": version})
