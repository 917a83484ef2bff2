#!/usr/bin/python3
"""Expected maximum profit of small tables by numerical integration, to hold ours against.

    /usr/bin/python3 tests/Golden/profit/make.py > tests/Golden/profit/profit.json

Needs python3-scipy. Verbraken, Verbeke and Baesens (2013), with customer value 200, offer 10, contact 1 and acceptance
Beta(6, 14), as the R package EMP has them by default. Neither a convex hull nor an incomplete beta function is used here:
at each acceptance the best of all thresholds is taken, and the profit is integrated numerically.
"""
import json
import platform

import numpy
import scipy
from scipy.integrate import quad
from scipy.stats import beta

VALUE, OFFER, CONTACT = 200.0, 10.0, 1.0
DELTA, PHI = OFFER / VALUE, CONTACT / VALUE
ACCEPTANCE = beta(6, 14)


def emp(p, y):
    thresholds = numpy.unique(p)[::-1]
    churned = numpy.array([0.0] + [(p[y] >= t).sum() / len(p) for t in thresholds])
    retained = numpy.array([0.0] + [(p[~y] >= t).sum() / len(p) for t in thresholds])

    def best(gamma):
        profits = VALUE * (gamma * (1 - DELTA) - PHI) * churned - VALUE * (DELTA + PHI) * retained
        at = int(numpy.argmax(profits))
        return profits[at], churned[at] + retained[at]

    # The best threshold changes at kinks: fine pieces keep the quadrature exact between them.
    edges = numpy.linspace(0, 1, 4001)
    nodes, weights = numpy.polynomial.legendre.leggauss(4)
    profit = share = 0.0
    for low, high in zip(edges, edges[1:]):
        gammas = low + (high - low) * (nodes + 1) / 2
        density = ACCEPTANCE.pdf(gammas) * weights * (high - low) / 2
        found = [best(gamma) for gamma in gammas]
        profit += sum(d * f[0] for d, f in zip(density, found))
        share += sum(d * f[1] for d, f in zip(density, found))
    return profit, share


def case(name, rows, places, churn_of):
    random = numpy.random.default_rng(rows)
    p = numpy.round(random.beta(1.2, 3.0, rows), places).clip(0.01, 0.99)
    y = random.random(rows) < churn_of(p)
    profit, share = emp(p, y)
    return {"name": name, "probabilities": p.tolist(), "churned": y.astype(int).tolist(),
            "profit": profit, "called": share}


print(json.dumps({
    "versions": {"python": platform.python_version(), "numpy": numpy.__version__, "scipy": scipy.__version__},
    "value": VALUE,
    "beta": [{"x": x, "below": float(ACCEPTANCE.cdf(x)), "mean_below": quad(lambda g: g * ACCEPTANCE.pdf(g), 0, x)[0]}
             for x in (0.0, 0.05, 0.2, 0.3, 0.5, 0.9, 1.0)],
    "cases": [
        case("calibrated", 60, 12, lambda p: p),
        case("many ties", 90, 1, lambda p: p),
        case("upside down", 200, 3, lambda p: 1 - p),
        case("rare", 300, 3, lambda p: 0.1 * p),
    ],
}, indent=1))
