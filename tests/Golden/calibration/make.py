#!/usr/bin/python3
"""Calibration of scikit-learn's CalibratedClassifierCV, to hold ours against. Needs python3-sklearn (Debian 12: 1.2.1).

    /usr/bin/python3 tests/Golden/calibration/make.py > tests/Golden/calibration/calibration.json

One classifier, calibrated on its out-of-fold scores (ensemble=False). Scores are rounded, so that the isotonic map is one of
few steps.
"""
import json
import platform

import numpy
import sklearn
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.calibration import CalibratedClassifierCV
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

ROWS, STEP = 3000, 0.5


class RoundedLogistic(ClassifierMixin, BaseEstimator):
    """A logistic regression on few rows, twice as bold as it should be, whose scores are a few steps."""

    def fit(self, x, y):
        self.classes_ = numpy.unique(y)
        self.line_ = LogisticRegression(C=100.0).fit(x[:400], y[:400])
        return self

    def decision_function(self, x):
        return numpy.round(2 * self.line_.decision_function(x) / STEP).clip(-6, 11) * STEP

    def predict(self, x):
        return (self.decision_function(x) > 0).astype(int)


random = numpy.random.default_rng(11)
x = random.normal(size=(ROWS, 6))
odds = -1 + x @ numpy.array([1.0, -0.8, 0.6, 0.3, 0, 0]) + 0.7 * numpy.maximum(x[:, 0], 0)
y = (random.random(ROWS) < 1 / (1 + numpy.exp(-odds))).astype(int)
folds = StratifiedKFold(5)
scores = cross_val_predict(RoundedLogistic(), x, y, cv=folds, method="decision_function")


def calibrator(method):
    fitted = CalibratedClassifierCV(RoundedLogistic(), method=method, cv=folds, ensemble=False).fit(x, y)
    return fitted.calibrated_classifiers_[0].calibrators[0]


sigmoid, isotonic = calibrator("sigmoid"), calibrator("isotonic")
steps = numpy.unique(scores)
print(json.dumps({
    "versions": {"python": platform.python_version(), "numpy": numpy.__version__, "scikit-learn": sklearn.__version__},
    "scores": scores.tolist(), "churned": y.tolist(),
    # Platt's p = 1 / (1 + exp(a score + b)), towards (n + 1) / (n + 2) and 1 / (n + 2) instead of 1 and 0.
    "sigmoid": {"slope": -sigmoid.a_, "intercept": -sigmoid.b_},
    "isotonic": {"scores": steps.tolist(), "rates": isotonic.predict(steps).tolist()},
}))
