#!/usr/bin/python3
"""Figures of scikit-learn for small tables, to hold ours against. Needs python3-sklearn (Debian 12: 1.2.1).

    /usr/bin/python3 tests/Golden/metrics/make.py > tests/Golden/metrics/metrics.json

DeLong's variance is not in scikit-learn: it is computed here from its definition, all pairs of rows, in numpy.
The calibration line is LogisticRegression without penalty on the log-odds.
"""
import json
import math
import platform

import numpy
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score


def delong_variance(p, y):
    churned, retained = p[y], p[~y]
    right = (churned[:, None] > retained[None, :]) + 0.5 * (churned[:, None] == retained[None, :])
    by_churned, by_retained = right.mean(axis=1), right.mean(axis=0)
    return by_churned.var(ddof=1) / len(churned) + by_retained.var(ddof=1) / len(retained)


def jackknife_variance(p, y, accounts):
    left_out = [roc_auc_score(y[accounts != a], p[accounts != a]) for a in sorted(set(accounts))]
    n = len(left_out)
    return (n - 1) / n * sum((a - sum(left_out) / n) ** 2 for a in left_out)


def calibration_line(p, y):
    x = numpy.log(p / (1 - p))[:, None]
    line = LogisticRegression(penalty=None, solver="newton-cg", tol=1e-12, max_iter=1000).fit(x, y)
    slope, intercept = line.coef_[0, 0], line.intercept_[0]
    fitted = 1 / (1 + numpy.exp(-(intercept + slope * x[:, 0])))
    weight = fitted * (1 - fitted)
    design = numpy.column_stack([numpy.ones(len(p)), x[:, 0]])
    covariance = numpy.linalg.inv((design * weight[:, None]).T @ design)
    return slope, intercept, math.sqrt(covariance[1, 1]), math.sqrt(covariance[0, 0])


def ece_debiased(p, y, bins=15):
    """Plain error, and twice it less the folded normal's mean, bins by the middle rank of each tie."""
    n = len(p)
    ranks = numpy.array([(2 * (p < v).sum() + (p == v).sum()) / (2 * n) for v in p])
    which = numpy.floor(bins * ranks + 1e-12).astype(int)
    total = 0.0
    for b in sorted(set(which)):
        inside = which == b
        m, share = inside.sum(), y[inside].mean()
        gap = abs(p[inside].mean() - share)
        s = math.sqrt(share * (1 - share) / m)
        redrawn = gap if s == 0 else (s * math.sqrt(2 / math.pi) * math.exp(-gap * gap / (2 * s * s))
                                      + gap * math.erf(gap / (s * math.sqrt(2))))
        total += m / n * (2 * gap - redrawn)
    return max(0.0, total)


def case(name, rows, places, churn_of):
    random = numpy.random.default_rng(rows)
    p = numpy.round(random.beta(1.2, 3.0, rows), places).clip(0.01, 0.99)
    y = random.random(rows) < churn_of(p)
    accounts = random.integers(0, max(2, rows // 3), rows)
    slope, intercept, error, intercept_error = calibration_line(p, y)
    return {
        "name": name, "probabilities": p.tolist(), "churned": y.astype(int).tolist(), "accounts": accounts.tolist(),
        "auc": roc_auc_score(y, p), "delong_variance": delong_variance(p, y),
        "jackknife_variance": jackknife_variance(p, y, accounts),
        "log_loss": log_loss(y, p), "brier": brier_score_loss(y, p), "ece": ece_debiased(p, y),
        "calibration_slope": slope, "calibration_intercept": intercept, "calibration_slope_error": error,
        "calibration_intercept_error": intercept_error,
    }


print(json.dumps({
    "versions": {"python": platform.python_version(), "numpy": numpy.__version__, "scikit-learn": sklearn.__version__},
    "cases": [
        case("no ties, calibrated", 60, 12, lambda p: p),
        case("many ties", 90, 1, lambda p: p),
        case("too bold", 300, 3, lambda p: 0.5 * p + 0.15),
    ],
}, indent=1))
