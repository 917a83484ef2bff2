"""Partial pooling against own formulas and one for all, on made-up businesses whose true weights are known.

Every business is learned from three ways; all are then held against another, larger business of the same kind, and their
weights against the true ones. The same accounts under random names of segments and stages show how often a difference is
found where there is none.
"""

import json
import subprocess
import sys

import performance
import record

FULL = [{"seeds": 12, "sizes": [700, 1500, 2500]}, {"seeds": 1, "sizes": [20000]}]
SHORT = [{"seeds": 1, "sizes": [600]}]
MANY_CHURNED = 900
LEAST_RANK_CORRELATION = 0.85
LEAST_COLLAPSED = 0.8
FEW_CHURNED = (11, 60)


def run(arguments):
    if [a for a in arguments if a != "--short"]:
        print(f"segments: '{arguments[0]}' is unknown; expected nothing or --short.", file=sys.stderr)
        return 2
    short = "--short" in arguments
    size = SHORT if short else FULL
    program = performance.build("Fit")
    found = [business for part in size for business in learn(program, part)]
    checks = [check for business in found for check in checks_of(business)]
    if short:
        print(f"segments: dry run, {len(checks)} figures of too few businesses to mean anything")
        return 0
    for check in checks:
        print(("held    " if check["held"] else "MISSED  ") + check["what"])
    document = record.write("segments", {"size": size, "businesses": found, "checks": checks})
    record.place("segments.md", "results", text_of(document))
    return 0 if all(check["held"] for check in checks) else 1


def learn(program, part):
    sizes = [str(accounts) for accounts in part["sizes"]]
    command = ["dotnet", program, "segments", str(part["seeds"]), *sizes]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def checks_of(business):
    checks = []

    def hold(condition, what):
        checks.append({"held": bool(condition), "what": f"{business['accounts']} accounts: {what}"})

    for line in business["segments"]:
        if line["segment"] == "enterprise" and FEW_CHURNED[0] <= line["churned"] <= FEW_CHURNED[1]:
            for key, word in (("auc", "AUC"), ("rank_correlation", "rank correlation of weights")):
                partial, own, common = (line[way][key] for way in ("partial", "own", "all"))
                hold(
                    partial > own and partial > common,
                    f"enterprise, {line['churned']:.0f} left: {word} {partial:.4f} > own {own:.4f} and all {common:.4f}",
                )
        if line["churned"] >= MANY_CHURNED:
            found = line["partial"]["rank_correlation_of_spread"]
            hold(
                found >= LEAST_RANK_CORRELATION,
                f"{line['segment']}, {line['churned']:.0f} left: rank correlation of what a standard deviation is worth "
                f"{found:.3f} >= {LEAST_RANK_CORRELATION}",
            )
    for kind in ("segments", "stages"):
        collapsed = business["collapsed_" + kind]
        hold(
            collapsed >= LEAST_COLLAPSED * business["seeds"],
            f"{kind} of random names kept the common weights in {collapsed} of {business['seeds']}",
        )
    return checks


def text_of(document):
    header = ["accounts", "segment", "left", "own formula", "one for all", "partial pooling", "own weights in", "no own formula in"]
    rows = []
    for business in document["businesses"]:
        for line in business["segments"]:
            rows.append(
                [business["accounts"], line["segment"], f"{line['churned']:.0f}"]
                + [figures(line, way) for way in ("own", "all", "partial")]
                + [f"{line['own_weights']} of {business['seeds']}", f"{line['own_empty']} of {business['seeds']}"]
            )
    checks = record.table(["what", "held"], [[c["what"], "yes" if c["held"] else "**no**"] for c in document["checks"]])
    made = f"Commit {document['commit']} of {document['date']}, {document['machine']['processor']}."
    return f"{made}\n\n{record.table(header, rows)}\n\n{checks}"


def figures(line, way):
    part = line[way]
    figures = f"{part['auc']:.4f} / {part['log_loss']:.4f} / {part['rank_correlation']:.2f}"
    best = max(line[other]["auc"] for other in ("own", "all", "partial"))
    return f"**{figures}**" if part["auc"] == best else figures
