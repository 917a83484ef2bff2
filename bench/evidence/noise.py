"""What a fit makes of columns that mean nothing, of factors that mean little, and of pairs, where the truth is known.

Ten columns of noise stand beside the 35 factors of made-up businesses: of whose customers all decide by one formula,
additive or with one pair, or as `healthscore generate` lets them.
"""

import json
import subprocess
import sys

import performance
import record

# truth, strength of its pair, proof asked of curves, businesses, sizes
FULL = [
    ("Additive", 0, "Boosting", 16, [1500, 6000, 20000]),
    ("Additive", 0, "TrendOrCurve", 16, [1500, 6000]),
    ("OnePair", 0.5, "Boosting", 16, [20000]),
    ("OnePair", 1, "Boosting", 12, [20000]),
    ("Business", 0, "Boosting", 12, [1500, 6000]),
]
SHORT = [("Additive", 0, "TrendOrCurve", 1, [600])]
MOST_NOISE = 0.05
MOST_FALSE = 0.05
LEAST_FOUND = 0.95
TRUTHS = {"Additive": "one formula, additive", "OnePair": "one formula, one pair", "Business": "as generated"}


def run(arguments):
    if [a for a in arguments if a != "--short"]:
        print(f"noise: '{arguments[0]}' is unknown; expected nothing or --short.", file=sys.stderr)
        return 2
    short = "--short" in arguments
    program = performance.build("Fit")
    found, checks = [], []
    for part in SHORT if short else FULL:
        for line in measure(program, *part):
            found.append(line)
            checks += checks_of(line)
    if short:
        print(f"noise: dry run, {len(checks)} figures of too few businesses to mean anything")
        return 0
    for check in checks:
        print(("held    " if check["held"] else "MISSED  ") + check["what"])
    document = record.write("noise", {"businesses": found, "checks": checks})
    record.place("noise.md", "results", text_of(document))
    return 0 if all(check["held"] for check in checks) else 1


def measure(program, truth, pair, proof, seeds, sizes):
    command = ["dotnet", program, "noise", truth, str(pair), proof, str(seeds), *map(str, sizes)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def checks_of(line):
    checks = []

    def hold(condition, what):
        checks.append({"held": bool(condition), "what": f"{name_of(line)}, {line['rows']:,} rows: {what}"})

    out = line["noise"] - line["noise_kept"]
    hold(line["noise_kept"] <= MOST_NOISE * line["noise"], f"{out} of {line['noise']} columns of noise left out")
    if line["truth"] == "Additive":
        low = interval(line["with_false_pair"], line["seeds"])[0]
        hold(low <= MOST_FALSE, f"{line['with_false_pair']} of {line['seeds']} formulas have pairs, of which there are none")
    if line["truth"] == "OnePair":
        hold(line["true_pair"] >= LEAST_FOUND * line["seeds"], f"the pair found in {line['true_pair']} of {line['seeds']}")
    return checks


def name_of(line):
    pair = f" of {line['pair']:g}" if line["pair"] else ""
    return TRUTHS[line["truth"]] + pair + (", curves proven" if line["proof"] == "TrendOrCurve" else "")


def interval(count, of):
    """Wilson's 95 % interval of a share."""
    z = 1.96
    share, root = count / of, z * ((count / of * (1 - count / of) + z * z / (4 * of)) / of) ** 0.5
    middle = share + z * z / (2 * of)
    return (middle - root) / (1 + z * z / of), (middle + root) / (1 + z * z / of)


def text_of(document):
    header = ["customers decide by", "rows", "left", "noise left out", "weight of noise", "factors kept, by true weight: 0"]
    header += ["to .12", "to .25", "more", "the pair found", "formulas with another pair", "excess log-loss"]
    rows = []
    for line in document["businesses"]:
        false = interval(line["with_false_pair"], line["seeds"])
        rows.append(
            [name_of(line), f"{line['rows']:,}", f"{line['churned']:.0f}", f"{1 - line['noise_kept'] / line['noise']:.1%}"]
            + [f"{line['noise_weight']:.1%}"]
            + [f"{part['share']:.0%}" for part in line["kept"]]
            + [f"{line['true_pair']} of {line['seeds']}" if line["truth"] != "Additive" else "none there"]
            + [f"{line['with_false_pair']} of {line['seeds']} ({false[0]:.0%} to {false[1]:.0%})"]
            + [f"{line['excess_loss']:.4f}"]
        )
    checks = record.table(["what", "held"], [[c["what"], "yes" if c["held"] else "**no**"] for c in document["checks"]])
    made = f"Commit {document['commit']} of {document['date']}, {document['machine']['processor']}."
    return f"{made}\n\n{record.table(header, rows)}\n\n{checks}"
