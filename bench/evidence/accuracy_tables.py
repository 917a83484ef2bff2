"""The list of runs on the fixed folds, and the tables of docs/accuracy.md."""

import csv
import json
import os

import record

REFERENCE = "mlnet_fasttree_tuned"
DEPTH_1 = "xgb_depth1_early_stop_bag3"
DEPTH_2 = "xgb_depth2_early_stop_bag3"
ADDITIVE = ("logreg", "mlnet_lbfgs", "mlnet_gam_default", DEPTH_1)
SMALL = 0.002
RUNS = os.path.join(record.TOP, "docs", "evidence", "accuracy-runs.csv")
RUN_COLUMNS = [
    "commit", "date", "dataset", "formula_auc", "formula_log_loss", "challenger_auc", "challenger_log_loss", "note",
]  # fmt: skip


def reference(name, protocol="cv5"):
    """AUC and log-loss of the reference models on a set, as they came with it."""
    with open(os.path.join(record.SHARED, "datasets", "baselines.csv"), encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["dataset"] == name and row["protocol"] == protocol]
    return {row["model"]: (float(row["auc_mean"]), float(row["logloss_mean"])) for row in rows}


def best(models):
    """Name and figure of the highest AUC and of the lowest log-loss."""
    models = {name: figures for name, figures in models.items() if name != "prior"}
    auc = max(models, key=lambda name: models[name][0])
    log_loss = min(models, key=lambda name: models[name][1])
    return (auc, models[auc][0]), (log_loss, models[log_loss][1])


def shown(part, key):
    value = (part or {}).get(key)
    return "" if value is None else f"{value:.4f}"


def printed(result):
    """What the command says of a set while it runs."""
    metrics, found, later = result["metrics"], result["xgboost"], result["out_of_time"]
    parts = [f"rows {metrics['rows']}, prior log-loss {metrics['prior_log_loss']:.4f}"]
    for part in ("formula", "challenger", "equal_weights"):
        if metrics.get(part):
            parts.append(f"{part} {shown(metrics[part], 'auc')} / {shown(metrics[part], 'log_loss')}")
    yield "; ".join(parts)
    yield f"pairs a fold {pairs(metrics)}"
    if "agreement" in metrics:
        cells = zip(AGREEMENT_HEADER[1:], agreement_row(result)[1:])
        yield "formula beside challenger: " + ", ".join(f"{name} {cell}" for name, cell in cells)
    if found:
        yield f"XGBoost on the same folds {shown(found, 'other_auc')} / {shown(found, 'other_log_loss')}"
        auc, log_loss = signed(found["auc_difference"]), signed(found["log_loss_difference"])
        yield f"formula less XGBoost: AUC {auc}, log-loss {log_loss}"
    yield knowledge(result)
    if later:
        row = time_row("formula", later["formula"])
        yield "out of time: " + ", ".join(" ".join(cells) for cells in zip(TIME_HEADER, row))


def pairs(metrics):
    return " ".join(str(count) for count in metrics["formula"].get("pairs", []))


def signed(interval):
    """Difference and its 95 % interval."""
    return "{:+.4f} ({:+.4f} to {:+.4f})".format(*interval)


def keep(results):
    """Adds a line per set to the list of runs, unless that very line already stands there."""
    rows = read_runs()
    for result in results:
        row = run_row(result["dataset"], result["metrics"], f"pairs a fold: {pairs(result['metrics'])}")
        new = [row]
        if result["out_of_time"]:
            new.append(run_row(result["dataset"], result["out_of_time"], "out of time, oot=train to oot=test"))
        rows += [row for row in new if row not in rows]
    os.makedirs(os.path.dirname(RUNS), exist_ok=True)
    with open(RUNS, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, RUN_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def run_row(name, metrics, note):
    formula, challenger = metrics["formula"], metrics.get("challenger")
    return {
        **record.commit(),
        "dataset": name,
        "formula_auc": shown(formula, "auc"),
        "formula_log_loss": shown(formula, "log_loss"),
        "challenger_auc": shown(challenger, "auc"),
        "challenger_log_loss": shown(challenger, "log_loss"),
        "note": note,
    }


def read_runs():
    if not os.path.exists(RUNS):
        return []
    with open(RUNS, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def publish():
    """The tables of docs/accuracy.md from the two files under docs/evidence/."""
    runs = [[row[column] for column in RUN_COLUMNS] for row in read_runs()]
    place("runs", record.table([c.replace("_", " ") for c in RUN_COLUMNS], runs))
    path = os.path.join(record.TOP, "docs", "evidence", "accuracy.json")
    if not os.path.exists(path):
        return
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    sets = document["sets"]
    processor = document["machine"]["processor"]
    place("results", f"Commit {document['commit']} of {document['date']}, {processor}.\n\n" + results_table(sets))
    place("agreement", agreement_table(sets))
    place("kinds", kinds_table(sets))
    place("all", all_table(sets))
    place("best", gap_table(sets))
    place("knowledge", "\n".join(f"- **{entry['dataset']}**: {knowledge(entry)}" for entry in sets))
    place("xgboost", xgboost_table(sets))
    place("time", time_table(sets))
    place("goals", goals_table(sets))


def place(marker, text):
    record.place("accuracy.md", marker, text)


def results_table(sets):
    header = ["data set", "rows", "prior", "formula", "challenger", "equal weights", "boosted stumps", "tuned FastTree"]
    rows = []
    for entry in sets:
        metrics, known = entry["metrics"], reference(entry["dataset"])
        rows.append(
            [entry["dataset"], metrics["rows"], f"{metrics['prior_log_loss']:.4f}"]
            + [both(metrics.get(part)) for part in ("formula", "challenger", "equal_weights")]
            + [figures(known.get(model)) for model in (DEPTH_1, REFERENCE)]
        )
    return record.table(header, rows)


AGREEMENT_HEADER = [
    "data set", "AUC less the challenger's", "log-loss less the challenger's", "Spearman", "Kendall", "same band",
    "weighted kappa", "directions broken",
]  # fmt: skip


def agreement_table(sets):
    return record.table(AGREEMENT_HEADER, [agreement_row(entry) for entry in sets])


def agreement_row(entry):
    """The gap of the formula to the challenger with its 95 % interval, and how far both agree."""
    agreement = entry["metrics"].get("agreement")
    if agreement is None:
        return [entry["dataset"]] + ["not measured"] + [""] * (len(AGREEMENT_HEADER) - 2)
    gaps = [agreement[figure] for figure in ("auc", "log_loss")]
    broken = [d for d in agreement["directions"] if d["broken"]]
    return (
        [entry["dataset"]]
        + [signed([gap["formula_less_challenger"], gap["low"], gap["high"]]) for gap in gaps]
        + [f"{agreement['spearman']:.3f}", f"{agreement['kendall']:.3f}", f"{agreement['same_band_share']:.1%}"]
        + ["" if agreement["weighted_kappa"] is None else f"{agreement['weighted_kappa']:.3f}"]
        + [f"{len(broken)} of {len(agreement['directions'])}" if agreement["directions"] else "none declared"]
    )


KINDS = ["noise", "unseen_value", "segment", "combination", "curve"]


def kinds_table(sets):
    """Why rows are in different bands by formula and challenger."""
    rows = []
    for entry in sets:
        kinds = {kind["kind"]: kind for kind in entry["metrics"].get("agreement", {}).get("kinds", [])}
        rows.append([entry["dataset"]] + [kind_cell(kinds.get(kind)) for kind in KINDS])
    return record.table(["data set"] + [kind.replace("_", " ") for kind in KINDS], rows)


def kind_cell(kind):
    if kind is None:
        return "0"
    leading = kind["leading"][0]["factor"] if kind["leading"] else None
    return f"{kind['rows']}" + (f" (most often {leading})" if leading else "")


def all_table(sets):
    """Every model on every set, the program's three first."""
    own = ["formula", "challenger", "equal_weights"]
    known = {entry["dataset"]: reference(entry["dataset"]) for entry in sets}
    models = sorted({model for figures_of in known.values() for model in figures_of})
    rows = []
    for part in own:
        parts = [entry["metrics"].get(part) for entry in sets]
        cells = [figures((found["auc"], found["log_loss"])) if found else "" for found in parts]
        rows.append([f"**{part.replace('_', ' ')}**"] + cells)
    rows += [[model] + [figures(known[entry["dataset"]].get(model)) for entry in sets] for model in models]
    return record.table(["AUC / log-loss"] + [entry["dataset"] for entry in sets], rows)


def both(part):
    """AUC with its 95 % interval, then log-loss."""
    if not part:
        return "none"
    interval = f" ({shown(part, 'auc_low')} to {shown(part, 'auc_high')})" if part.get("auc_low") is not None else ""
    return f"{shown(part, 'auc')}{interval} / {shown(part, 'log_loss')}"


def figures(pair):
    return "" if pair is None else "{:.4f} / {:.4f}".format(*pair)


def gap_table(sets):
    header = ["data set", "pairs a fold", "formula", "best AUC", "gap", "best log-loss", "gap"]
    rows = []
    for entry in sets:
        formula = entry["metrics"]["formula"]
        (auc_of, auc), (loss_of, log_loss) = best(reference(entry["dataset"]))
        rows.append(
            [entry["dataset"], pairs(entry["metrics"]), figures((formula["auc"], formula["log_loss"]))]
            + [f"{auc:.4f} {auc_of}", f"{auc - formula['auc']:+.4f}"]
            + [f"{log_loss:.4f} {loss_of}", f"{formula['log_loss'] - log_loss:+.4f}"]
        )
    return record.table(header, rows)


def knowledge(entry):
    """What black boxes know that the formula does not, in one or two sentences made from the figures."""
    formula, prior, found = entry["metrics"]["formula"], entry["metrics"]["prior_log_loss"], entry["xgboost"]
    models = reference(entry["dataset"])
    (auc_of, auc), (loss_of, log_loss) = best(models)
    lower, higher = auc - formula["auc"], formula["log_loss"] - log_loss
    if lower <= 0 and higher <= 0:
        return "nothing: no reference model has a higher AUC or a lower log-loss than the formula."
    if lower <= SMALL and higher <= SMALL:
        return (
            f"next to nothing: the best reference models are ahead by {max(lower, 0):.4f} AUC ({auc_of}) and "
            f"{max(higher, 0):.4f} log-loss ({loss_of})."
        )
    kind = f"{auc_of}, no black box," if auc_of in ADDITIVE else auc_of
    said = f"{kind} ranks better by {lower:.4f} AUC; " if lower > SMALL else "next to nothing in ranking; "
    if higher <= SMALL:
        return said + f"in log-loss the best ({loss_of}) is ahead by no more than {max(higher, 0):.4f}."
    share = (prior - formula["log_loss"]) / (prior - log_loss)
    said += f"of what {loss_of} takes off the prior's log-loss the formula takes {share:.0%}"
    two = found["other_log_loss"] if found else models[DEPTH_2][1]
    pairwise, deeper = formula["log_loss"] - two, two - log_loss
    if pairwise <= 0:
        return said + f", more than trees of two factors do: the missing {higher:.4f} is known to deeper ones only."
    if deeper <= 0:
        return said + f". Trees of two factors know the missing {higher:.4f}: finer steps, and pairs it left out."
    return said + (
        f". Of the missing {higher:.4f}, trees of two factors know {pairwise:.4f}: finer steps, and pairs it left out; "
        f"the other {deeper:.4f} only deeper trees know."
    )


def xgboost_table(sets):
    header = ["data set", "formula", "XGBoost", "as published", "AUC less XGBoost's", "log-loss less XGBoost's"]
    rows = []
    for entry in sets:
        found, formula = entry["xgboost"], entry["metrics"]["formula"]
        row = [entry["dataset"], figures((formula["auc"], formula["log_loss"]))]
        published = figures(reference(entry["dataset"]).get(DEPTH_2))
        if found is None:
            rows.append(row + ["not installed", published, "", ""])
            continue
        rows.append(
            row + [figures((found["other_auc"], found["other_log_loss"])), published]
            + [signed(found["auc_difference"]), signed(found["log_loss_difference"])]
        )
    return record.table(header, rows)


TIME_HEADER = ["model", "AUC", "log-loss", "slope", "intercept"]


def time_row(model, part):
    """A model's figures on later rows, each with its 95 % interval where it has one."""

    def with_interval(key):
        low, high = shown(part, key + "_low"), shown(part, key + "_high")
        return shown(part, key) + (f" ({low} to {high})" if low else "")

    return [
        model, with_interval("auc"), shown(part, "log_loss"),
        with_interval("calibration_slope"), with_interval("calibration_intercept"),
    ]  # fmt: skip


def time_table(sets):
    rows = []
    for entry in sets:
        later = entry["out_of_time"]
        if later is None:
            continue
        rows += [time_row(part, later[part]) for part in ("formula", "challenger", "equal_weights") if later.get(part)]
        known = sorted(reference(entry["dataset"], "oot").items(), key=lambda model: model[1][1])
        rows += [[name, f"{auc:.4f}", f"{log_loss:.4f}", "", ""] for name, (auc, log_loss) in known]
    return record.table(TIME_HEADER, rows)


def goals_table(sets):
    rows = [[c["what"], "yes" if c["held"] else "**no**"] for entry in sets for c in entry["checks"]]
    rows += [[c["what"] + " (stretch)", "yes" if c["held"] else "no"] for entry in sets for c in entry["stretch"]]
    return record.table(["goal", "held"], rows)
