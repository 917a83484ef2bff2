#!/usr/bin/python3
"""Fits of scikit-learn, statsmodels, XGBoost and mgcv, to hold ours against.

    /usr/bin/python3 tests/Golden/fitting/make.py > tests/Golden/fitting/fitting.json

Needs Debian 12's python3-sklearn, python3-statsmodels, python3-xgboost and r-cran-mgcv. Rows are entries of factors, as
the re-fit sees them: missing is the last entry of each.
"""
import json
import math
import platform
import subprocess
import tempfile
from pathlib import Path

import numpy
import sklearn
import statsmodels
import statsmodels.api
import xgboost
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

SIZES = [4, 3, 5]
EFFECTS = [[-0.8, 0.1, 0.9, 0.3], [0.5, -0.5, 0.0], [-1.0, -0.3, 0.0, 0.6, 0.2]]


def rows_of(count, seed):
    random = numpy.random.default_rng(seed)
    entries = [random.integers(0, size, count) for size in SIZES]
    odds = -0.7 + sum(numpy.array(effect)[column] for effect, column in zip(EFFECTS, entries))
    return entries, (random.random(count) < 1 / (1 + numpy.exp(-odds))).astype(int)


def one_hot(entries, first):
    return numpy.column_stack([(column == k).astype(float)
                               for size, column in zip(SIZES, entries) for k in range(first, size)])


def logistic(x, y, **settings):
    return LogisticRegression(solver="newton-cg", tol=1e-10, max_iter=10_000, **settings).fit(x, y)


def regression(count, seed, shrinkage, least_pull):
    """Ridge on the one-hot: none; the re-fit's least pull; its pull in units of the rows' own information."""
    entries, y = rows_of(count, seed)
    x = one_hot(entries, 0)
    rate = y.mean()
    pull = shrinkage * x.sum(axis=0) * rate * (1 - rate) + least_pull
    free = logistic(one_hot(entries, 1), y, penalty=None)
    ridge = logistic(x, y, penalty="l2", C=1 / least_pull)
    pulled = logistic(x / numpy.sqrt(pull), y, penalty="l2", C=1.0)
    fit = statsmodels.api.Logit(y, statsmodels.api.add_constant(one_hot(entries, 1))).fit(disp=0, tol=1e-14)
    return {
        "sizes": SIZES, "entries": [column.tolist() for column in entries], "churned": y.tolist(),
        "free_log_odds": free.decision_function(one_hot(entries, 1)).tolist(),
        "ridge": {"least_pull": least_pull, "intercept": ridge.intercept_[0], "points": ridge.coef_[0].tolist()},
        "pulled": {"shrinkage": shrinkage, "intercept": pulled.intercept_[0],
                   "points": (pulled.coef_[0] / numpy.sqrt(pull)).tolist()},
        "logit": {"coefficients": fit.params.tolist(), "standard_errors": fit.bse.tolist()},
    }


def isotonic(count, seed):
    """Pool adjacent violators of the churn rates of ten bins that rise but for noise."""
    random = numpy.random.default_rng(seed)
    entry = random.integers(0, 10, count)
    y = (random.random(count) < 0.15 + 0.04 * entry).astype(int)
    rate = IsotonicRegression(increasing=True).fit(entry, y).predict(numpy.arange(10))
    return {"entries": entry.tolist(), "churned": y.tolist(), "rates": rate.tolist(),
            "raw_rates": [y[entry == k].mean() for k in range(10)]}


def stump(x, y, **settings):
    """The one split of a tree of one level: its cut, leaves and gain."""
    given = {"objective": "binary:logistic", "base_score": 0.5, "eta": 1.0, "max_depth": 1, "tree_method": "exact",
             "min_child_weight": 0.0, "lambda": 2.0, **settings}
    model = xgboost.train(given, xgboost.DMatrix(x[:, None], label=y), num_boost_round=1)
    tree = json.loads(model.get_dump(dump_format="json", with_stats=True)[0])
    if "split" not in tree:
        return None
    leaves = {child["nodeid"]: child["leaf"] for child in tree["children"]}
    return {"cut": tree["split_condition"], "left": leaves[tree["yes"]], "right": leaves[tree["no"]],
            "gain": tree["gain"]}


def stumps(count, seed, phase):
    """Splits of prebin codes: free, against either direction, and of the missing code from all others."""
    random = numpy.random.default_rng(seed)
    code = random.integers(0, 12, count)
    missing = random.random(count) < 0.2
    odds = -0.5 + 0.5 * numpy.sin(code / 2.0 + phase) + 1.1 * missing
    y = (random.random(count) < 1 / (1 + numpy.exp(-odds))).astype(int)
    there = ~missing
    return {
        "codes": numpy.where(missing, 12, code).tolist(), "churned": y.tolist(), "lambda": 2.0,
        "free": stump(code[there].astype(float), y[there]),
        "rising": stump(code[there].astype(float), y[there], monotone_constraints="(1)"),
        "falling": stump(code[there].astype(float), y[there], monotone_constraints="(-1)"),
        "missing": stump(missing.astype(float), y),
    }


def shapes(count, seed):
    """Penalised splines by REML of two curves, with their standard errors at every value."""
    random = numpy.random.default_rng(seed)
    one, two = random.integers(0, 60, count), random.integers(0, 40, count)
    odds = -1 + 1.2 * numpy.sin(one / 10.0) + 1.5 * numpy.tanh((two - 20) / 6.0)
    y = (random.random(count) < 1 / (1 + numpy.exp(-odds))).astype(int)
    script = """
        library(mgcv)
        d <- read.csv("rows.csv")
        fit <- gam(y ~ s(one, k = 20) + s(two, k = 20), family = binomial, data = d, method = "REML")
        for (name in c("one", "two")) {
          grid <- data.frame(one = 0, two = 0)[rep(1, max(d[[name]]) + 1), ]
          grid[[name]] <- 0:max(d[[name]])
          at <- predict(fit, grid, type = "terms", se.fit = TRUE)
          term <- paste0("s(", name, ")")
          write.csv(data.frame(fit = at$fit[, term], se = at$se.fit[, term]), paste0(name, ".csv"))
        }
        writeLines(c(paste0(R.version$major, ".", R.version$minor), as.character(packageVersion("mgcv"))), "versions")
    """
    with tempfile.TemporaryDirectory() as folder:
        numpy.savetxt(Path(folder, "rows.csv"), numpy.column_stack([one, two, y]), "%d", ",", header="one,two,y",
                      comments="")
        subprocess.run(["Rscript", "--vanilla", "-e", script], cwd=folder, check=True, capture_output=True)
        curves = {name: numpy.genfromtxt(Path(folder, f"{name}.csv"), delimiter=",", skip_header=1)[:, 1:]
                  for name in ("one", "two")}
        versions = Path(folder, "versions").read_text().split()
    return versions, {
        "one": one.tolist(), "two": two.tolist(), "churned": y.tolist(),
        "curves": [{"fit": curve[:, 0].tolist(), "se": curve[:, 1].tolist()} for curve in curves.values()],
    }


(r, mgcv), smooth = shapes(4000, 6)
print(json.dumps({
    "versions": {"python": platform.python_version(), "numpy": numpy.__version__, "scikit-learn": sklearn.__version__,
                 "statsmodels": statsmodels.__version__, "xgboost": xgboost.__version__, "r": r, "mgcv": mgcv},
    "regression": regression(600, 1, shrinkage=2.0, least_pull=1e-3),
    "isotonic": isotonic(800, 2),
    "stumps": [stumps(900, seed, phase) for seed, phase in ((3, 0.0), (4, 3.0), (5, 4.5))],
    "shapes": smooth,
}))
