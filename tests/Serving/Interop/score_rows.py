"""Scores the rows on standard input one by one and as a batch; prints what came back, doubles to the bit."""

import json
import sys

sys.path.insert(0, sys.argv[1])
from healthscore_client import Service, set_factors  # noqa: E402

service = Service(sys.argv[2])
rows = json.load(sys.stdin)


def told(status, band, coverage, health, probability, points):
    return [status, band, coverage.hex(), health, probability.hex(), list(points)]


def alone(values):
    request = service.message("ScoreRequest")(account_id="row")
    set_factors(request, values)
    a = service.Score(request)
    points = [c.points for c in a.contributions]
    return told(a.status, a.band, a.coverage, a.health_points, a.churn_probability, points)


def together():
    request = service.message("BatchScoreRequest")(rows=len(rows))
    for key in rows[0]:
        column = request.factors.add(factor=key)
        values = [row[key] for row in rows]
        levels = sorted({value for value in values if isinstance(value, str)})
        if levels:
            column.codes.levels.extend(levels)
            column.codes.codes.extend(0 if value is None else levels.index(value) + 1 for value in values)
        else:
            column.numbers.values.extend(float("nan") if value is None else value for value in values)
    a = service.BatchScore(request)
    width = len(a.contribution_keys)
    return [
        told(
            a.statuses[r],
            a.bands[r],
            a.coverage[r],
            a.health_points[r],
            a.churn_probabilities[r],
            a.contribution_points[r * width : (r + 1) * width],
        )
        for r in range(len(rows))
    ]


json.dump({"alone": [alone(row) for row in rows], "together": together()}, sys.stdout)
