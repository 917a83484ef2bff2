"""How often the intervals that a model carries hold the truth, on data sets drawn anew from a known world."""

import sys

import performance
import record

FULL = 1000
SHORT = 20
LEAST, MOST = 0.93, 0.97
GOALS = ("AUC", "calibration slope", "threshold 0.164", "threshold 0.05", "account probability")


def run(arguments):
    if [a for a in arguments if a != "--short"]:
        print(f"coverage: '{arguments[0]}' is unknown; expected nothing or --short.", file=sys.stderr)
        return 2
    short = "--short" in arguments
    found = performance.child(["dotnet", performance.build("Fit"), "coverage", str(SHORT if short else FULL)])
    if short:
        print(f"coverage: dry run, {len(found['intervals'])} kinds of interval on too few repeats to mean anything")
        return 0
    for kind in found["intervals"]:
        kind["goal"] = kind["what"] in GOALS
        low, high = ends(kind)
        kind["held"] = (high >= LEAST and low <= MOST) if kind["goal"] else None
        print(f"{kind['what']}: {100 * kind['share']:.1f} % ({100 * low:.1f} to {100 * high:.1f}), {word(kind)}")
    document = record.write("coverage", found)
    record.place("coverage.md", "results", table_of(document))
    return 0 if all(kind["held"] is not False for kind in document["intervals"]) else 1


def ends(kind):
    """95 % interval of the share, from repeats that are independent of one another."""
    return kind["share"] - 1.96 * kind["error"], kind["share"] + 1.96 * kind["error"]


def word(kind):
    return {True: "held", False: "MISSED", None: "reported"}[kind["held"]]


def table_of(document):
    rows = []
    for kind in document["intervals"]:
        low, high = ends(kind)
        shown = f"{100 * low:.1f} to {100 * high:.1f} %"
        rows.append([kind["what"], f"{100 * kind['share']:.1f} %", shown, f"{kind['width']:.3g}", f"{kind['bias']:.2g}", word(kind)])
    head = f"Commit {document['commit']} of {document['date']}: {document['repeats']:,} repeats of {document['accounts']:,} accounts, "
    head += f"{document['cpu_seconds']:,.0f} CPU seconds.\n\n"
    return head + record.table(["95 % interval of", "holds the truth", "95 % interval of that", "mean width", "bias", ""], rows)
