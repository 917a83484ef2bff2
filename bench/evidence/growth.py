"""How the time of a fit grows with rows and factors, and what a sampling profiler says it goes to.

Each size is generated, fitted once on two threads with pairs, and thrown away. Where Linux' `perf` may be used, the fit runs
under it, and each sample is counted for the innermost step of the fit that it was taken in.
"""

import os
import re
import shutil
import subprocess
import tempfile

import performance
import record

FULL = [(250_000, 30), (1_000_000, 30), (4_000_000, 30), (250_000, 10), (250_000, 100)]
SHORT = [(3_000, 5)]
SAMPLES_A_SECOND = "199"
STEPS = {
    "canonical order": ("CanonicalOrder", "libcrypto", "Cryptography"),
    "prebins": ("PrebinnedRows::Learn", "PrebinnedRows+<>", "Prebins::"),
    "single curves": ("ShapeBoosting",),
    "ranking pairs": ("PairRanking",),
    "boosting pairs": ("PairBoosting", "BagPairs", "PairChoice", "BagRows", "PairFit"),
    "bins": ("CurveParts", "BinCompression", "PairTables"),
    "points of all rows": ("PointsRefit", "ScanSums", "DirectionCone"),
    "whole points, the line": ("FormulaTrainer",),
}
OUTSIDE = "compiling, collecting, memory"
READING = "MadeUpRows"


def run(program, short):
    found = []
    folder = tempfile.mkdtemp(prefix="healthscore-growth-")
    try:
        for rows, factors in SHORT if short else FULL:
            file = os.path.join(folder, "rows.bin")
            subprocess.run(["dotnet", program, "generate", file, str(rows), str(factors)], check=True)
            fit = ["dotnet", program, "fit", file, str(rows), str(factors), "2", performance.PAIRS]
            measured, shares = profiled(fit, os.path.join(folder, "perf.data"))
            found.append({"rows": rows, "factors": factors, "fit": measured, "shares": shares})
            os.remove(file)
    finally:
        shutil.rmtree(folder)
    if short:
        print(f"growth: dry run, {len(found)} fit on too few rows to mean anything")
        return 0
    for line in found:
        print(f"{line['rows']:>9,} x {line['factors']:>3}: {line['fit']['cpu_seconds']:.3g} s of CPU time, {line['shares']}")
    document = record.write("growth", {"fits": found})
    record.place("performance.md", "growth", text_of(document))
    return 0


def profiled(fit, data):
    """The measurement, and the share of each step in the samples; None where perf may not be used."""
    if subprocess.run(["perf", "record", "-o", os.devnull, "true"], capture_output=True).returncode != 0:
        return performance.child(fit), None
    # perf finds a method by a map in the temporary folder, and only where code is not mapped twice.
    os.environ.update({"DOTNET_PerfMapEnabled": "1", "DOTNET_EnableWriteXorExecute": "0"})
    measured = performance.child(["perf", "record", "-q", "-g", "-F", SAMPLES_A_SECOND, "-o", data, *fit])
    listing = ["perf", "script", "-i", data, "-F", "pid,ip,sym,dso"]
    samples = subprocess.run(listing, capture_output=True, text=True, check=True).stdout
    for pid in set(re.findall(r"^ *(\d+) *$", samples, re.MULTILINE)):
        for name in (f"perf-{pid}.map", f"perfinfo-{pid}.map"):
            if os.path.exists(os.path.join("/tmp", name)):
                os.remove(os.path.join("/tmp", name))
    return measured, shares_of(samples)


def shares_of(samples):
    counts = dict.fromkeys([*STEPS, OUTSIDE], 0)
    for sample in samples.split("\n\n"):
        frames = sample.splitlines()[1:]
        if not frames or any(READING in frame for frame in frames):
            continue
        counts[step_of(frames)] += 1
    return {step: count / max(1, sum(counts.values())) for step, count in counts.items()}


def step_of(frames):
    """The step of the innermost frame that is one of a step."""
    for frame in frames:
        for step, names in STEPS.items():
            if any(name in frame for name in names):
                return step
    return OUTSIDE


def text_of(document):
    fits = document["fits"]
    header = f"Commit {document['commit']} of {document['date']}; {document['machine']['processor']}, 2 threads, pairs sought.\n"
    sizes = [f"{fit['rows']:,} x {fit['factors']}" for fit in fits]
    rows = [
        ["CPU time", *(f"{fit['fit']['cpu_seconds']:.3g} s" for fit in fits)],
        ["time by the wall", *(f"{fit['fit']['wall_seconds']:.3g} s" for fit in fits)],
        ["memory handed out", *(f"{fit['fit']['allocated_bytes'] / 1e9:.2g} GB" for fit in fits)],
        ["pairs found", *(str(fit["fit"]["pairs"]) for fit in fits)],
    ]
    if all(fit["shares"] for fit in fits):
        rows += [[step, *(f"{fit['shares'][step]:.0%}" for fit in fits)] for step in fits[0]["shares"]]
    return header + "\n" + record.table(["rows x factors", *sizes], rows)
