#!/usr/bin/env python3
"""Scores one account:  python3 score.py 127.0.0.1:5151 tenure=3 contract=Month-to-month"""

import sys

import grpc

from healthscore_client import Service, set_factors


def value_of(text):
    try:
        return float(text)
    except ValueError:
        return text


def main(arguments):
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    service = Service(arguments[0])
    request = service.message("ScoreRequest")(account_id="sample")
    set_factors(request, {key: value_of(text) for key, _, text in (a.partition("=") for a in arguments[1:])})
    try:
        answer = service.Score(request)
    except grpc.RpcError as error:
        print(error.details(), file=sys.stderr)
        return 1
    finally:
        service.close()
    if not answer.HasField("health_points"):
        print("no score:", ", ".join(answer.reasons))
        return 0
    band = answer.DESCRIPTOR.fields_by_name["band"].enum_type.values_by_number[answer.band].name
    print(f"health {answer.health:.2f}, {band}, churn {answer.churn_probability:.4f}")
    for c in answer.contributions:
        print(f"{c.points / 1e7:8.2f}  {c.title}: {c.bin}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
