"""XGBoost's histogram trees on the rows that bench/Fit made: `xgboost_fit.py FILE ROWS FACTORS`, one line of JSON.

CPU time covers the matrix and the training, not reading the file; one thread, because waiting threads spin. The grown
model then attributes rows (pred_contribs: exact Shapley values of trees) many at a call, which is the cheapest a row gets.
Runs with Debian's python3-xgboost.
"""

import json
import resource
import sys
import time

import numpy
import xgboost


EXPLAINED_ROWS = 2_000
REPEATS = 5


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main(file, rows, factors):
    columns = numpy.fromfile(file).reshape(factors + 1, -1)[:, :rows]
    start, wall = cpu(), time.perf_counter()
    matrix = xgboost.DMatrix(columns[:factors].T, label=columns[factors], nthread=1)
    settings = {
        "objective": "binary:logistic",
        "tree_method": "hist",
        "grow_policy": "lossguide",
        "max_leaves": 31,
        "max_depth": 0,
        "eta": 0.1,
        "nthread": 1,
    }
    model = xgboost.train(settings, matrix, num_boost_round=100)
    result = {
        "cpu_seconds": cpu() - start,
        "wall_seconds": time.perf_counter() - wall,
        "witness": float(model.predict(matrix).mean()),
        "version": xgboost.__version__,
    }
    few = xgboost.DMatrix(columns[:factors, :EXPLAINED_ROWS].T, nthread=1)
    result["contributions_seconds_a_row"] = best(lambda: model.predict(few, pred_contribs=True)) / few.num_row()
    print(json.dumps(result))


def best(work):
    """Seconds of the least disturbed of a few runs."""
    seconds = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
