"""XGBoost's histogram trees on the rows that bench/Fit made: `xgboost_fit.py FILE ROWS FACTORS`, one line of JSON.

CPU time covers the matrix and the training, not reading the file; one thread, because waiting threads spin. Runs with
Debian's python3-xgboost.
"""

import json
import resource
import sys
import time

import numpy
import xgboost


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
    print(json.dumps(result))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
