"""Bagged XGBoost of depth 2 on the fixed folds, paired with the formula: `xgboost_folds.py DATA SCORED JSON`.

DATA is a shared set; SCORED holds the same rows in the same order with the formula's churn_probability, the outcome
(1, 0) and the fold, as `crossval --out` writes them; JSON names the columns that are no factors. Texts become one
column per value, numbers stay, an empty cell is missing. Each of three bags keeps another fifth of the training rows
back, by outcome, and stops where 50 more trees did not lower the log-loss there; the bags' probabilities are averaged.
Nothing of the tested fold is seen. Prints one line of JSON. Runs with Debian's python3-xgboost and python3-pandas.
"""

import csv
import json
import sys

import numpy
import pandas
import xgboost

BAGS = 3
KEPT_BACK = 0.2
MOST_TREES = 3_000
PATIENCE = 50
SETTINGS = {
    "objective": "binary:logistic",
    "eval_metric": "logloss",
    "tree_method": "hist",
    "max_depth": 2,
    "eta": 0.05,
    "subsample": 0.8,
    "colsample_bytree": 0.8,
    "nthread": 1,
}
DEVIATE_95 = 1.959963984540054
MISSING = ["", " ", "NA", "NaN", "null", "?"]


def main(data, scored, no_factors):
    table = pandas.read_csv(data, na_values=MISSING, keep_default_na=False, low_memory=False)
    table = table[[column for column in table.columns if column not in no_factors]]
    values = pandas.get_dummies(table).to_numpy(dtype=float)
    with open(scored, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if len(rows) != len(values):
        raise SystemExit(f"{scored}: {len(rows)} rows, but {data} has {len(values)}.")
    formula = numpy.array([float(row["churn_probability"]) for row in rows])
    churned = numpy.array([row["outcome"] == "1" for row in rows])
    folds = numpy.array([row["fold"] for row in rows])
    other = numpy.zeros(len(rows))
    trees = []
    for fold in sorted(set(folds)):
        test = folds == fold
        other[test], grown = bagged(values[~test], churned[~test], values[test])
        trees += grown
    result = {"factors": table.shape[1], "trees": float(numpy.mean(trees)), "version": xgboost.__version__}
    print(json.dumps({**result, **paired(formula, other, churned, folds)}))


def bagged(values, churned, wanted):
    """Mean probability of the bags for the wanted rows, and the trees each bag kept."""
    probabilities, trees = numpy.zeros(len(wanted)), []
    for bag in range(BAGS):
        back = kept_back(churned, bag)
        grown = xgboost.train(
            {**SETTINGS, "seed": bag},
            xgboost.DMatrix(values[~back], label=churned[~back], nthread=1),
            num_boost_round=MOST_TREES,
            evals=[(xgboost.DMatrix(values[back], label=churned[back], nthread=1), "back")],
            early_stopping_rounds=PATIENCE,
            verbose_eval=False,
        )
        kept = (0, grown.best_iteration + 1)
        probabilities += grown.predict(xgboost.DMatrix(wanted, nthread=1), iteration_range=kept) / BAGS
        trees.append(kept[1])
    return probabilities, trees


def kept_back(churned, bag):
    random = numpy.random.default_rng(bag)
    back = numpy.zeros(len(churned), dtype=bool)
    for outcome in (True, False):
        rows = numpy.flatnonzero(churned == outcome)
        back[random.permutation(rows)[: round(KEPT_BACK * len(rows))]] = True
    return back


def paired(formula, other, churned, folds):
    """Means over folds of both models, and of formula less other with 95 % intervals paired by row."""
    auc, loss = {"formula": [], "other": []}, {"formula": [], "other": []}
    auc_variance = loss_variance = 0.0
    names = sorted(set(folds))
    for fold in names:
        at = folds == fold
        y = churned[at]
        parts = {"formula": components(formula[at], y), "other": components(other[at], y)}
        losses = {"formula": log_losses(formula[at], y), "other": log_losses(other[at], y)}
        for model in ("formula", "other"):
            auc[model].append(parts[model][0].mean())
            loss[model].append(losses[model].mean())
        for mine, theirs in zip(parts["formula"], parts["other"]):
            auc_variance += (mine - theirs).var(ddof=1) / len(mine)
        difference = losses["formula"] - losses["other"]
        loss_variance += difference.var(ddof=1) / len(difference)
    return {
        **{f"{model}_auc": numpy.mean(auc[model]) for model in auc},
        **{f"{model}_log_loss": numpy.mean(loss[model]) for model in loss},
        "auc_difference": interval(auc, auc_variance, len(names)),
        "log_loss_difference": interval(loss, loss_variance, len(names)),
    }


def components(p, churned):
    """DeLong's: per churned row the share of retained rows below it, per retained row of churned rows above; ties half."""
    yes, no = p[churned], p[~churned]
    below, above = numpy.sort(no), numpy.sort(yes)
    of_churned = (below.searchsorted(yes, "left") + below.searchsorted(yes, "right")) / (2 * len(no))
    of_retained = 1 - (above.searchsorted(no, "left") + above.searchsorted(no, "right")) / (2 * len(yes))
    return of_churned, of_retained


def log_losses(p, churned):
    p = numpy.clip(p, 1e-15, 1 - 1e-15)
    return -numpy.log(numpy.where(churned, p, 1 - p))


def interval(figures, variance, folds):
    """Difference, its lower and its upper end; the variance given is the sum over folds."""
    difference = numpy.mean(figures["formula"]) - numpy.mean(figures["other"])
    half = DEVIATE_95 * numpy.sqrt(variance) / folds
    return [difference, difference - half, difference + half]


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], json.loads(sys.argv[3]))
