"""The exported query against C#, row by row, in four engines: DuckDB and SQLite in process, PostgreSQL and ClickHouse."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile

import record
import servers

FULL = 1_000_000
SHORT = 2_000
SEED = "11"
ENGINES = ["duckdb", "sqlite", "postgresql", "clickhouse"]
TITLES = {"duckdb": "DuckDB", "sqlite": "SQLite", "postgresql": "PostgreSQL", "clickhouse": "ClickHouse"}


def run(arguments):
    engines = [a for a in arguments if a in ENGINES] or ENGINES
    if [a for a in arguments if a not in ("--short", *ENGINES)]:
        print(f"sql: expected --short or some of {', '.join(ENGINES)}.", file=sys.stderr)
        return 2
    short = "--short" in arguments
    build = ["dotnet", "build", "-c", "Release", "-v", "q", "src/Cli"]
    subprocess.run(build, cwd=record.TOP, check=True, stdout=sys.stderr)
    folder = tempfile.mkdtemp(prefix="healthscore-sql-")
    try:
        models = train(folder)
        found = [line for engine in engines for line in tried(engine, models, SHORT if short else FULL, folder)]
    finally:
        shutil.rmtree(folder)
    for line in found:
        print(f"{line['model']} in {TITLES[line['engine']]}: {line['edge_rows'] + line['random_rows']:,} rows, 0 differ, "
              f"probabilities within {line['largest_probability_distance']:.1e}, {line['rows_per_second']:,.0f} rows a second")
    if short or engines != ENGINES:
        print("sql: dry run; nothing is written")
        return 0
    document = record.write("sql", {"rows": FULL, "seed": int(SEED), "trials": found})
    record.place("performance.md", "sql", text_of(document))
    return 0


def healthscore(*arguments, **options):
    program = os.path.join(record.TOP, "src", "Cli", "bin", "Release", "net10.0", "healthscore")
    return subprocess.run([program, *arguments], check=True, **options)


def train(folder):
    """Name and directory of each model: the sample's segments and pairs, and Telco's categories where it is there."""
    sample = os.path.join(record.TOP, "data", "sample")
    telco = os.path.join(record.SHARED, "datasets", "telco_ibm", "data.csv")
    models = [("sample", os.path.join(sample, "healthscore.yaml"), os.path.join(sample, "decisions.csv"))]
    if os.path.exists(telco):
        config = os.path.join(folder, "telco.yaml")
        label = telco_label(telco)
        healthscore("init", "--data", telco, "--label", label, "--out", config, stdout=subprocess.DEVNULL)
        models.append(("Telco", config, telco))
    made = []
    for name, config, data in models:
        out = os.path.join(folder, name)
        healthscore("train", "--config", config, "--data", data, "--out", out, "--threads", "2", stdout=subprocess.DEVNULL)
        made.append((name, out, shape(out)))
    return made


def telco_label(path):
    with open(path, encoding="utf-8-sig") as file:
        header = file.readline().strip().split(",")
    return next(name for name in header if name.lower().startswith("churn") and "score" not in name.lower())


def shape(out):
    """What the query has to carry."""
    with open(os.path.join(out, "formula.json"), encoding="utf-8") as file:
        formula = json.load(file)
    keys = {key for entry in formula["formulas"] for key in entry["points"]}
    kinds = [formula["bins"][key]["kind"] for key in keys]
    return {
        "formulas": len(formula["formulas"]),
        "factors": len([kind for kind in kinds if kind != "pair"]),
        "levels": len([kind for kind in kinds if kind in ("ordinal", "categorical")]),
        "pairs": kinds.count("pair"),
    }


def tried(engine, models, rows, folder):
    inside = contextlib.nullcontext(":memory:")
    server = {"postgresql": servers.postgresql, "clickhouse": servers.clickhouse}.get(engine)
    with server() if server else inside as connection:
        for name, model, parts in models:
            out = os.path.join(folder, f"{name}.{engine}.sql")
            arguments = ["export", "--model", model, "--format", "sql", "--dialect", engine, "--out", out, "--json"]
            arguments += ["--verify", connection, "--rows", str(rows), "--seed", SEED]
            done = healthscore(*arguments, stdout=subprocess.PIPE, text=True)
            verified = json.loads(done.stdout)["verified"]
            yield {"engine": engine, "model": name, **parts, "query_bytes": os.path.getsize(out), **verified}


def text_of(document):
    head = f"Commit {document['commit']} of {document['date']}; {document['machine']['processor']}, "
    head += f"{document['machine']['cores']} cores.\n\n"
    rows = [
        [
            line["model"],
            f"{line['formulas']} of {line['factors']} factors and {line['pairs']} pairs",
            TITLES[line["engine"]],
            f"{line['edge_rows']:,} + {line['random_rows']:,}",
            "0",
            f"{line['largest_probability_distance']:.1e}",
            f"{line['rows_per_second']:,.0f}",
        ]
        for line in document["trials"]
    ]
    columns = ["model", "formulas", "engine", "edge + random rows", "rows that differ", "probabilities within", "rows a second"]
    return head + record.table(columns, rows)
