"""Speed against plain baselines, each in a child process of its own and by CPU time.

Ratios are what counts: both sides run on the same machine, in the same minutes, on the same rows and factors. Short work
is the best of many runs beside its baseline; long work runs once and is measured by the CPU time of all its threads.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile

import growth
import record

PAIRS = "16"
FULL = {"rows": 1_000_000, "factors": 30, "gam_rows": 100_000, "gam_factors": 20}
SHORT = {"rows": 3_000, "factors": 30, "gam_rows": 500, "gam_factors": 5}
DEBIAN_PYTHON = "/usr/bin/python3"


def run(arguments):
    unknown = [a for a in arguments if a not in ("--short", "--growth")]
    if unknown:
        print(f"performance: '{unknown[0]}' is unknown; expected nothing, --short or --growth.", file=sys.stderr)
        return 2
    short = "--short" in arguments
    if "--growth" in arguments:
        return growth.run(build("Fit"), short)
    size = SHORT if short else FULL
    program = build("Fit")
    folder = tempfile.mkdtemp(prefix="healthscore-performance-")
    try:
        found = measure(program, size, os.path.join(folder, "rows.bin"), os.path.join(folder, "gam.bin"))
    finally:
        shutil.rmtree(folder)
    found["serving"] = serving(short)
    goals = goals_of(found)
    if short:
        print(f"performance: dry run, {len(goals)} figures taken on too few rows to mean anything")
        return 0
    for goal in goals:
        print(f"{goal['id']:>3} {goal['what']}: {goal['found']} (goal {goal['goal']}, {word(goal)})")
    document = record.write("performance", {"size": size, "measurements": found, "goals": goals})
    record.place("performance.md", "results", table_of(document))
    return 0 if all(goal["held"] in (True, None) for goal in goals) else 1


def build(name):
    """One of the programs under bench/, built as a release."""
    project = os.path.join("bench", name)
    subprocess.run(["dotnet", "build", "-c", "Release", "-v", "q", project], cwd=record.TOP, check=True, stdout=sys.stderr)
    return os.path.join(record.TOP, project, "bin", "Release", "net10.0", f"HealthScore.Bench.{name}.dll")


def measure(program, size, file, gam_file):
    def ours(mode, *rest, rows=size["rows"], factors=size["factors"], of=file):
        return child(["dotnet", program, mode, of, str(rows), str(factors), *rest])

    for of, rows, factors in ((file, "rows", "factors"), (gam_file, "gam_rows", "gam_factors")):
        subprocess.run(["dotnet", program, "generate", of, str(size[rows]), str(size[factors])], check=True)
    small = {"rows": size["gam_rows"], "factors": size["gam_factors"], "of": gam_file}
    return {
        "refit": ours("refit", "1"),
        "refit_2_threads": ours("refit", "2"),
        "fit_1_thread": ours("fit", "1", "0"),
        "fit_2_threads": ours("fit", "2", "0"),
        "pairs_1_thread": ours("fit", "1", PAIRS),
        "pairs_2_threads": ours("fit", "2", PAIRS),
        "intervals_2_threads": ours("fit", "2", PAIRS, "intervals"),
        "bins": ours("bins"),
        "bins_with_pairs": ours("bins", "12"),
        "row": ours("row"),
        "row_with_pairs": ours("row", "12"),
        "binning": ours("binning"),
        "bootstrap": ours("bootstrap"),
        "explain": ours("explain"),
        "fasttree": ours("fasttree"),
        "xgboost": xgboost(file, size),
        "fit_for_gam": ours("fit", "1", "0", **small),
        "gam": ours("gam", **small),
    }


def child(command):
    """Runs one measurement; its last line of output is the result."""
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr}")
    result = json.loads(done.stdout.strip().splitlines()[-1])
    print(f"{' '.join(os.path.basename(part) for part in command[1:4])}: {json.dumps(result)}", file=sys.stderr)
    return result


def xgboost(file, size):
    """None where Debian's python3-xgboost is not installed."""
    if subprocess.run([DEBIAN_PYTHON, "-c", "import xgboost"], capture_output=True).returncode != 0:
        return None
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "xgboost_fit.py")
    return child([DEBIAN_PYTHON, script, file, str(size["rows"]), str(size["factors"])])


def serving(short):
    """What bench/Serving measures of a running server; None where there is none."""
    project = os.path.join("bench", "Serving")
    if not os.path.isdir(os.path.join(record.TOP, project)):
        return None
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        command = ["dotnet", "run", "-c", "Release", "--project", project, "--", "--out", file.name]
        subprocess.run(command + (["--short"] if short else []), cwd=record.TOP, check=True, stdout=sys.stderr)
        return json.load(file)


def goals_of(found):
    fit, two, refit = found["fit_1_thread"], found["fit_2_threads"], found["refit"]
    pairs, two_pairs = found["pairs_1_thread"], found["pairs_2_threads"]
    bins, row, binning = found["bins"], found["row"], found["binning"]
    bootstrap, count = found["bootstrap"], two_pairs["pairs"]
    goals = [
        goal("P1", "joint re-fit of given bins, 1 thread, over a bare read of them", over(refit), "at most 560x", 560),
        timed("P2", "whole fit from raw columns, no pairs, 2 threads", two, "at most 10 s", 10),
        versus("P3", "fit without pairs over XGBoost's, CPU time", fit, found["xgboost"], 1.0),
        versus("P3", "fit without pairs over FastTree's, CPU time", fit, found["fasttree"], 1.0),
        versus("P3", "fit without pairs over the GAM's, CPU time", found["fit_for_gam"], found["gam"], 1 / 50),
        versus("P3", f"fit with {pairs['pairs']} pairs over XGBoost's, CPU time", pairs, found["xgboost"], 1.0),
        versus("P3", f"fit with {pairs['pairs']} pairs over FastTree's, CPU time", pairs, found["fasttree"], 1.0),
        timed("P4", f"whole fit that found {count} pairs, 5 bags, 2 threads", two_pairs, "at most 20 s", 20),
        timed("P4", "the same with intervals", found["intervals_2_threads"], "reported", None),
        goal("P5", "scoring binned rows over a bare read of them", over(bins), "at most 4x", 4),
        goal("P5", "the same with 12 pairs beside the 30 factors", over(found["bins_with_pairs"]), "reported", None),
        goal("P6", "one row to health, contributions and probability over reading and binning", over(row), "at most 3x", 3),
        explained("P6", "the same row over a row of XGBoost's pred_contribs", row, found["xgboost"], 1 / 1000),
        goal("P6", "bytes allocated by it", row["allocated_bytes"], "0", 0, " bytes"),
        goal("P6", "one row with 12 pairs over reading and binning", over(found["row_with_pairs"]), "at most 3x", 3),
        goal("P6", "bytes allocated by it", found["row_with_pairs"]["allocated_bytes"], "0", 0, " bytes"),
        goal("P7", "exact bins of a falling curve of 77 prebins", binning["wall_seconds"] * 1000, "at most 2 ms", 2, " ms"),
        *explanations(found["explain"], found["xgboost"]),
        threads("P1", refit, found["refit_2_threads"]),
        threads("P2", fit, two),
        threads("P4", pairs, two_pairs),
        goal("P11", "1,000 bootstraps of AUC, calibration error and threshold", bootstrap["wall_seconds"], "at most 0.5 s", 0.5, " s"),
        goal("P11", "their standard error of the AUC over ours, which needs none", bootstrap["witness"], "reported", None),
    ]  # fmt: skip
    return goals + serving_goals(found["serving"])


def serving_goals(served):
    if served is None:
        return []
    pressed, alone, batch = served["pressed"], served["alone"], served["batch"]
    return [
        at_least("S1", "unary Score over a bare endpoint with the same bytes, 8 x 10 calls at once", pressed["ratio"], 0.55, "x"),
        at_least("S1", "unary Score over a bare endpoint with the same bytes, one call at a time", alone["ratio"], 0.75, "x"),
        goal("S1", "bytes allocated a call", pressed["allocated_bytes_per_call"], "at most 5,120", 5120, " bytes"),
        at_least("S2", "BatchScore with contributions, accounts a second", batch["accounts_per_second"], 250_000, ""),
        goal("S2", "bytes allocated an account", batch["allocated_bytes_per_account"], "at most 700", 700, " bytes"),
    ]


def readable(value):
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def over(measurement):
    return measurement["wall_seconds"] / measurement["baseline_seconds"]


def versus(number, what, ours, theirs, most):
    if theirs is None:
        return unmeasured(number, what, f"at most {most:g}x")
    ratio = ours["cpu_seconds"] / theirs["cpu_seconds"]
    shown = goal(number, what, ratio, f"at most {most:g}x", most)
    shown["found"] += f" ({ours['cpu_seconds']:.2f} s over {theirs['cpu_seconds']:.2f} s)"
    return shown


def explained(number, what, ours, xgboost, most):
    """One row with its contributions: ours in nanoseconds over XGBoost's in microseconds."""
    if xgboost is None:
        return unmeasured(number, what, "at most 1/1,000")
    theirs = xgboost["contributions_seconds_a_row"]
    shown = goal(number, what, ours["wall_seconds"] / theirs, "at most 1/1,000", most)
    shown["found"] = f"1/{theirs / ours['wall_seconds']:,.0f} "
    shown["found"] += f"({ours['wall_seconds'] * 1e9:.0f} ns over {theirs * 1e6:.0f} µs)"
    return shown


def timed(number, what, fit, text, most):
    shown = goal(number, what, fit["wall_seconds"], text, most, " s")
    shown["found"] += f" ({fit['cpu_seconds']:.3g} s of CPU time)"
    return shown


def explanations(ours, xgboost):
    """The trees' Shapley values against all training rows, one row at a time on one thread."""
    seconds = ours["wall_seconds"]
    trees = "100 trees of 31 leaves scored and explained, a row"
    goals = [
        goal("P8", trees, seconds * 1e6, "at most 50 µs", 50, " µs"),
        goal("P8", "bytes allocated by it", ours["allocated_bytes"], "0", 0, " bytes"),
        goal("P8", "the same over ML.NET's contributions, not additive, of the same trees", over(ours), "reported", None),
    ]  # fmt: skip
    if xgboost is None:
        goals.append(unmeasured("P8", "the same over XGBoost's pred_contribs of its trees", "reported"))
    else:
        ratio = seconds / xgboost["contributions_seconds_a_row"]
        goals.append(goal("P8", "the same over XGBoost's pred_contribs of its trees", ratio, "reported", None))
    return goals + [
        goal("P8", "counting the background rows, once at training", ours["counting_seconds"], "reported", None, " s"),
        goal("P8", "filling the tables, once a program that explains", ours["tables_seconds"], "reported", None, " s"),
        goal("P8", "challenger.json with the counts", ours["file_bytes"] / 1e6, "reported", None, " MB"),
    ]


def threads(which, one, two):
    what = f"{which} on 1 thread over 2 threads, by the wall"
    return goal("P9", what, one["wall_seconds"] / two["wall_seconds"], "reported", None)


def unmeasured(number, what, text):
    return {"id": number, "what": what, "found": "not measured", "goal": text, "held": None}


def goal(number, what, value, text, most, unit="x"):
    held = None if most is None else value <= most
    return {"id": number, "what": what, "found": readable(value) + unit, "goal": text, "held": held}


def at_least(number, what, value, least, unit):
    return {"id": number, "what": what, "found": readable(value) + unit, "goal": f"at least {least:,}{unit}", "held": value >= least}


def word(goal):
    without = "" if goal["goal"] == "reported" else "not measured"
    return {True: "held", False: "MISSED", None: without}[goal["held"]]


def table_of(document):
    machine, versions = document["machine"], document["versions"]
    where = f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gib']} GiB, {machine['system']}"
    xgb = (document["measurements"]["xgboost"] or {}).get("version", "not installed")
    header = f"Commit {document['commit']} of {document['date']}. {where}.\n"
    header += f".NET SDK {versions['dotnet']}, Microsoft.ML {versions['Microsoft.ML']}, XGBoost {xgb}.\n"
    rows = [[g["id"], g["what"], g["found"], g["goal"], word(g).replace("MISSED", "**missed**")] for g in document["goals"]]
    return header + "\n" + record.table(["", "what", "found", "goal", ""], rows)
