"""Whether the challenger's contributions add up on every row of the shared sets, and what their counts weigh.

For each set a challenger is trained on all rows, written and read back as `challenger.json`, and explains every row both ways.
"""

import json
import os
import subprocess
import sys

import accuracy
import performance
import record

MOST = 1e-12


def run(arguments):
    names = list(arguments) or list(accuracy.SETS)
    unknown = [name for name in names if name not in accuracy.SETS]
    if unknown:
        print(f"explanations: {unknown[0]} is unknown; the sets are {', '.join(accuracy.SETS)}.", file=sys.stderr)
        return 2
    data = os.path.join(record.SHARED, "datasets")
    if not os.path.isdir(data):
        print("explanations: the shared data sets do not stand at ../shared/datasets beside the checkout.", file=sys.stderr)
        return 1
    program = performance.build("Fit")
    found = [{"dataset": name, **explained(program, data, name)} for name in names]
    for line in found:
        print(f"{'held  ' if holds(line) else 'MISSED'}  {line['dataset']}: {line['rows']} rows, largest gap {largest(line):.1e}")
    if len(found) == len(accuracy.SETS):
        document = record.write("explanations", {"most": MOST, "sets": found})
        record.place(os.path.join("how-to", "explain-the-trees.md"), "results", text_of(document))
    return 0 if all(holds(line) for line in found) else 1


def explained(program, data, name):
    label, churned, left_out, _ = accuracy.SETS[name]
    command = ["dotnet", program, "explanations", os.path.join(data, name, "data.csv"), label, churned, left_out]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{name}: exit {done.returncode}\n{done.stderr}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def largest(line):
    return max(line["interventional"], line["path_dependent"])


def holds(line):
    return largest(line) <= MOST


def text_of(document):
    header = ["data set", "rows", "trees", "leaves", "patterns counted", "`challenger.json`", "largest gap, all training rows", "largest gap, path-dependent"]  # fmt: skip
    rows = [
        [
            line["dataset"],
            f"{line['rows']:,}",
            line["trees"],
            f"{line['leaves']:,}",
            f"{line['patterns']:,}",
            f"{line['file_bytes'] / 1000:,.0f} kB",
            f"{line['interventional']:.1e}",
            f"{line['path_dependent']:.1e}",
        ]
        for line in document["sets"]
    ]
    return f"Commit {document['commit']} of {document['date']}.\n\n" + record.table(header, rows)
