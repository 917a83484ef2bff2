"""Formula and challenger on the fixed folds of the shared sets, beside the goals and the reference models.

Nothing is chosen here: `init` infers the configuration and `crossval` fits inside each fold's training rows only.
Every run on the fixed folds is kept in docs/evidence/accuracy-runs.csv, because looking often is a way of fitting;
`--dry`, for work on this program itself, measures and prints but writes nothing.
"""

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile

import accuracy_tables
import record

# name: label column, churned value, columns left out, goal (AUC at least, log-loss at most) or None for the control
SETS = {
    "telco_ibm": ("Churn", "Yes", "fold", (0.849, 0.411)),
    "telecom_mlc5000": ("churn", "yes", "fold", (0.918, 0.182)),
    "iranian_telecom": ("Churn", "1", "fold", (0.978, 0.135)),
    "online_retail_uci": ("churned", "1", "fold,oot", (0.751, 0.580)),
    "saas_pysurvival": ("churned", "1", "fold,months_active", (0.917, 0.375)),
    "bank_churners_card": ("Attrition_Flag", "Attrited Customer", "fold", (0.990, 0.088)),
    "saas_ravenstack": ("churned", "1", "fold", None),
}
STRETCH = {"telecom_mlc5000": (0.922, 0.172)}
# what XGBoost may not see beside the label and the columns left out: names of accounts, and the two published answers
NO_FACTORS = ("customerID", "CLIENTNUM", "Naive_Bayes")
# the gate of train: refused without pairs, passed with them
GATE = ("telecom_mlc5000", 0.02)
GATE_FAILED = 4
OUT_OF_TIME = ("online_retail_uci", "oot", 0.594)
REFERENCE = accuracy_tables.REFERENCE
DEBIAN_PYTHON = "/usr/bin/python3"
AUC_SLACK = 0.004
LOG_LOSS_SLACK = 1.05
CONTROL_SLACK = 0.005
SAME = 1e-9


class Refused(Exception):
    """A program ended with another exit code than 0, or answered otherwise than it said."""


def run(arguments):
    quick, dry = "--quick" in arguments, "--dry" in arguments
    names = [a for a in arguments if not a.startswith("--")] or (["telco_ibm"] if quick else list(SETS))
    unknown = [name for name in names if name not in SETS] + [
        a for a in arguments if a.startswith("--") and a not in ("--quick", "--dry")
    ]
    if unknown:
        print(f"accuracy: {unknown[0]} is unknown; the sets are {', '.join(SETS)}.", file=sys.stderr)
        return 2
    data = os.path.join(record.SHARED, "datasets")
    if not os.path.isdir(data):
        print("accuracy: the shared data sets do not stand at ../shared/datasets beside the checkout.", file=sys.stderr)
        print("accuracy: 0 held, 1 missed")
        return 1
    program = build()
    results = [result for result in (measure(name, data, program) for name in names) if result]
    unmeasured = len(names) - len(results)
    if not dry and not (quick and os.environ.get("CI")):
        accuracy_tables.keep(results)
        if len(results) == len(SETS):
            record.write("accuracy", {"seeds": {"fit": "the program's default"}, "sets": results})
        accuracy_tables.publish()
    checks = [check for result in results for check in result["checks"]]
    for check in checks:
        print(("held    " if check["held"] else "MISSED  ") + check["what"])
    for stretch in [stretch for result in results for stretch in result["stretch"]]:
        print(("beyond  " if stretch["held"] else "short   ") + stretch["what"] + " (stretch, not counted)")
    held = sum(check["held"] for check in checks)
    missed = len(checks) - held + unmeasured
    print(f"accuracy: {held} held, {missed} missed")
    return 0 if missed == 0 else 1


def build():
    """The command-line program, built once; the same bytes as `dotnet run -c Release --project src/Cli` runs."""
    project = os.path.join("src", "Cli")
    command = ["dotnet", "build", "-c", "Release", "-v", "q", project]
    subprocess.run(command, cwd=record.TOP, check=True, stdout=sys.stderr)
    return os.path.join(record.TOP, project, "bin", "Release", "net10.0", "healthscore.dll")


def measure(name, data, program):
    """A set's metrics and checks; None, with the program's words, where it did not run."""
    label, churned, left_out, goal = SETS[name]
    file = os.path.join(data, name, "data.csv")
    folder = tempfile.mkdtemp(prefix="healthscore-accuracy-")
    try:
        yaml = os.path.join(folder, "healthscore.yaml")
        said = healthscore(
            program, "init", "--data", file, "--label", label, "--churned", churned, "--exclude", left_out, "--out", yaml
        )
        scored = os.path.join(folder, "scored.csv")
        folds = ("--folds-column", "fold", "--json", "--out", scored)
        metrics = json.loads(healthscore(program, "crossval", "--config", yaml, "--data", file, *folds).stdout)
        xgboost = on_the_same_folds(file, scored, [label, *left_out.split(",")], metrics["formula"])
        later = out_of_time(program, yaml, file, folder) if name == OUT_OF_TIME[0] else None
        with open(yaml, encoding="utf-8") as text:
            configuration = text.read()
        gate = checks_of_gate(program, configuration, file, folder) if name == GATE[0] else []
    except Refused as refused:
        print(f"{name}: {refused}", file=sys.stderr)
        return None
    finally:
        shutil.rmtree(folder)
    models = accuracy_tables.reference(name)
    metrics["agreement"].pop("differing", None)  # names accounts
    result = {
        "dataset": name,
        "goal": goal,
        "metrics": metrics,
        "xgboost": xgboost,
        "out_of_time": later,
        "init_said": said.stderr.strip()[-2000:],
        "checks": checks_of(name, goal, metrics, models, configuration) + checks_of_time(name, later) + gate,
        "stretch": goals_of(name, STRETCH[name], metrics["formula"]) if name in STRETCH else [],
    }
    for line in accuracy_tables.printed(result):
        print(f"{name}: {line}")
    return result


def on_the_same_folds(file, scored, no_factors, formula):
    """Bagged XGBoost on the very folds, paired with the formula; None where Debian's packages are not installed."""
    if subprocess.run([DEBIAN_PYTHON, "-c", "import pandas, xgboost"], capture_output=True).returncode != 0:
        return None
    with open(file, encoding="utf-8") as lines:
        header = next(csv.reader(lines))
    left_out = [c for c in header if c in no_factors or c.startswith(NO_FACTORS)]
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "xgboost_folds.py")
    found = json.loads(ran([DEBIAN_PYTHON, script, file, scored, json.dumps(left_out)]))
    for figure in ("auc", "log_loss"):
        if abs(found["formula_" + figure] - formula[figure]) > SAME:
            raise Refused(f"{figure} of the scored rows is {found['formula_' + figure]}, not {formula[figure]}")
    return found


def out_of_time(program, yaml, file, folder):
    """A model of the earlier snapshot on the later one."""
    _, column, _ = OUT_OF_TIME
    model = os.path.join(folder, "model")
    healthscore(program, "train", "--config", yaml, "--data", file, "--where", column + "=train", "--out", model)
    return json.loads(
        healthscore(program, "evaluate", "--model", model, "--data", file, "--where", column + "=test", "--json").stdout
    )


def healthscore(program, *arguments):
    """Runs a verb; its own words are shown where it fails."""
    done = subprocess.run(["dotnet", program, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode != 0:
        raise Refused(f"healthscore {' '.join(arguments)}: exit {done.returncode}\n{done.stderr}")
    return done


def ran(command):
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode != 0:
        raise Refused(f"{command[1]}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def checks_of(name, goal, metrics, models, configuration):
    formula, challenger = metrics["formula"], metrics.get("challenger")
    checks = []

    def hold(condition, what):
        checks.append({"held": bool(condition), "what": f"{name}: {what}"})

    if goal is None:
        bound = metrics["prior_log_loss"] + CONTROL_SLACK
        hold(formula["log_loss"] <= bound, f"formula log-loss {formula['log_loss']:.4f} <= prior's + .005 = {bound:.4f}")
        return checks
    checks += goals_of(name, goal, formula)
    auc, log_loss = models[REFERENCE]
    hold(
        challenger and challenger["auc"] >= auc - AUC_SLACK,
        f"challenger AUC {accuracy_tables.shown(challenger, 'auc')} >= {REFERENCE} {auc:.4f} - .004",
    )
    hold(
        challenger and challenger["log_loss"] <= log_loss * LOG_LOSS_SLACK,
        f"challenger log-loss {accuracy_tables.shown(challenger, 'log_loss')} <= {REFERENCE} {log_loss:.4f} x 1.05",
    )
    if name == "bank_churners_card":
        kept = configuration.split("factors:", 1)[-1].split("left_out:", 1)[0]
        hold("naive_bayes" not in kept.lower(), "both Naive Bayes columns were left out by init as leaks")
    return checks


def goals_of(name, goal, formula):
    """Both figures of the formula against an AUC at least and a log-loss at most."""
    auc, log_loss = formula["auc"], formula["log_loss"]
    return [
        {"held": auc >= goal[0], "what": f"{name}: formula AUC {auc:.4f} >= {goal[0]}"},
        {"held": log_loss <= goal[1], "what": f"{name}: formula log-loss {log_loss:.4f} <= {goal[1]}"},
    ]


def checks_of_gate(program, configuration, file, folder):
    """train with a limit to the gap: exit 4 and nothing written without pairs, a model with them."""
    name, most = GATE
    yaml = os.path.join(folder, "gate.yaml")
    with open(yaml, "w", encoding="utf-8") as text:
        text.write(configuration.replace("max_auc_gap: null", f"max_auc_gap: {most}"))
    checks = []
    for options, expected in ((["--max-pairs", "0"], GATE_FAILED), ([], 0)):
        model = os.path.join(folder, "gated" + "".join(options))
        done = subprocess.run(
            ["dotnet", program, "train", "--config", yaml, "--data", file, "--out", model, *options],
            capture_output=True, text=True, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        held = done.returncode == expected and os.path.exists(model) == (expected == 0)
        said = next((line for line in done.stderr.splitlines() if "below the challenger's" in line), "a model is written")
        what = f"train {' '.join(options) or 'with pairs'}, max_auc_gap {most}: exit {done.returncode}, {said.strip()}"
        checks.append({"held": held, "what": f"{name}: {what}"})
    return checks


def checks_of_time(name, later):
    if later is None:
        return []
    log_loss, most = later["formula"]["log_loss"], OUT_OF_TIME[2]
    return [{"held": log_loss <= most, "what": f"{name} out of time: formula log-loss {log_loss:.4f} <= {most}"}]
