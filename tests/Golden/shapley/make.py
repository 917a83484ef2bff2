#!/usr/bin/python3
"""XGBoost's own trees and its contributions for a few rows, to hold ours against. Needs python3-xgboost (Debian 12: 1.7.4).

    /usr/bin/python3 tests/Golden/shapley/make.py > tests/Golden/shapley/contributions.json

The rows are made up, and encoded as the challenger encodes them: a number with the mean where it is missing beside a column
that says so, ranks, one column a level. `trees` are XGBoost's text dump with its covers (the sum of second derivatives in a
node), `contributions` its path-dependent Shapley values (pred_contribs) by column, the last one the base.
"""
import json
import platform

import numpy
import xgboost

ROWS, EXPLAINED = 3000, 40
KINDS = ["number", "missing", "number", "rank", "level", "level", "level"] + ["number"] * 5


def rows(random):
    usage = random.normal(size=ROWS)
    unmeasured = random.random(ROWS) < 0.2
    plan = random.integers(0, 4, ROWS)
    columns = [numpy.where(unmeasured, usage[~unmeasured].mean(), usage), unmeasured, random.exponential(size=ROWS)]
    columns += [random.integers(0, 4, ROWS)] + [plan == level for level in range(3)]
    columns += [random.normal(size=ROWS) for _ in range(5)]
    x = numpy.column_stack(columns).astype(numpy.float32)
    log_odds = -0.5 - x[:, 0] + 0.8 * x[:, 1] * x[:, 4] + 0.4 * x[:, 2] * (x[:, 3] > 1) + 0.7 * x[:, 7] * x[:, 8]
    churned = random.random(ROWS) < 1 / (1 + numpy.exp(-log_odds))
    return x, churned


def case(name, settings, rounds, x, churned):
    settings = {"objective": "binary:logistic", "tree_method": "exact", "nthread": 1, "seed": 1, **settings}
    model = xgboost.train(settings, xgboost.DMatrix(x, label=churned), num_boost_round=rounds)
    some = xgboost.DMatrix(x[:EXPLAINED])
    return {
        "name": name,
        "trees": [json.loads(tree) for tree in model.get_dump(dump_format="json", with_stats=True)],
        "rows": x[:EXPLAINED].tolist(),
        "contributions": model.predict(some, pred_contribs=True).tolist(),
        "margins": model.predict(some, output_margin=True).tolist(),
    }


def main():
    x, churned = rows(numpy.random.default_rng(20260401))
    few = {"max_depth": 3, "eta": 0.3}
    deep = {"max_depth": 0, "max_leaves": 48, "grow_policy": "lossguide", "tree_method": "hist", "eta": 0.5}
    document = {
        "versions": {"python": platform.python_version(), "numpy": numpy.__version__, "xgboost": xgboost.__version__},
        "kinds": KINDS,
        "cases": [case("12 trees of depth 3", few, 12, x, churned), case("3 trees of 48 leaves", deep, 3, x, churned)],
    }
    print(json.dumps(document, separators=(",", ":")))


if __name__ == "__main__":
    main()
