"""Closed-form risk, gradient and Hessian of a shallow tanh network in NumPy, written for speed: everything that does not depend on
theta is prepared once, every large array is reused, the Gauss-Newton term is one S^T S, which NumPy hands to BLAS as a symmetric
rank-N update (dsyrk), and the curvature blocks of all neurons are one matrix product."""
import numpy as np


class Landscape:
    def __init__(self, nodes, weights, targets, width):
        self.x = np.ascontiguousarray(np.asarray(nodes, dtype=float))
        self.weights = np.asarray(weights, dtype=float)
        self.targets = np.asarray(targets, dtype=float)
        self.count, self.dim = self.x.shape
        self.width = width
        self.size = width * (self.dim + 2) + 1
        m = self.dim + 1
        self.extended = np.hstack([self.x, np.ones((self.count, 1))])
        self.products = (self.extended[:, :, None] * self.extended[:, None, :]).reshape(self.count, m * m)
        self.root = np.sqrt(2 * self.weights)[:, None]
        self.features = np.empty((self.count, self.size))
        self.scaled = np.empty((self.count, self.size))
        blocks = np.arange(width)[:, None] * (self.dim + 2)
        self.inner = blocks + np.arange(m)[None, :]
        self.outer = (blocks + self.dim + 1).ravel()

    def _forward(self, theta):
        neurons = theta[:-1].reshape(self.width, self.dim + 2)
        t = np.tanh(self.extended @ neurons[:, : self.dim + 1].T)
        a = neurons[:, self.dim + 1]
        residual = t @ a + (theta[-1] - self.targets)
        return a, t, residual

    def risk(self, theta):
        _, _, residual = self._forward(theta)
        return self.weights @ (residual * residual)

    def risk_gradient(self, theta):
        a, t, residual = self._forward(theta)
        return self.weights @ (residual * residual), self._gradient(a, t, 1 - t * t, 2 * self.weights * residual)

    def _gradient(self, a, t, first, wr):
        gradient = np.empty(self.size)
        blocks = gradient[:-1].reshape(self.width, self.dim + 2)
        blocks[:, : self.dim + 1] = ((first * wr[:, None]).T @ self.extended) * a[:, None]
        blocks[:, self.dim + 1] = wr @ t
        gradient[-1] = wr.sum()
        return gradient

    def risk_gradient_hessian(self, theta):
        a, t, residual = self._forward(theta)
        first = 1 - t * t
        wr = 2 * self.weights * residual
        risk = self.weights @ (residual * residual)
        m = self.dim + 1

        blocks = self.features[:, :-1].reshape(self.count, self.width, self.dim + 2)
        np.multiply((first * a)[:, :, None], self.extended[:, None, :], out=blocks[:, :, :m])
        blocks[:, :, m] = t
        self.features[:, -1] = 1
        np.multiply(self.features, self.root, out=self.scaled)
        hessian = self.scaled.T @ self.scaled
        gradient = wr @ self.features

        weighted = wr[:, None] * first
        mixed = weighted.T @ self.extended
        curvature = ((weighted * (t * (-2 * a))).T @ self.products).reshape(self.width, m, m)
        hessian[self.inner[:, :, None], self.inner[:, None, :]] += curvature
        hessian[self.outer[:, None], self.inner] += mixed
        hessian[self.inner, self.outer[:, None]] += mixed
        return risk, gradient, hessian
