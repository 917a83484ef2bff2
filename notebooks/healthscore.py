"""What the notebooks share: the command line as a function, the server as a context, one row as a request, one look.

The program is the one of this checkout, built in Release where it is not there yet, or the one that the environment
variable HEALTHSCORE names. Models and scored files are written under notebooks/work, which is not kept.
"""

import contextlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
WORK = HERE / "work"
SAMPLE = ROOT / "data" / "sample"
CONFIG = SAMPLE / "healthscore.yaml"
DATA = SAMPLE / "decisions.csv"

sys.path.insert(0, str(ROOT / "samples" / "python"))

# Colours that differ for the colour-blind too; each is always said in words or shapes beside it.
INK, QUIET, FORMULA, TREES, RULER = "#1f2933", "#7b8794", "#0b6fa4", "#c2571a", "#d9dee3"
BANDS = {"red": "#b3261e", "yellow": "#d99a00", "green": "#1b7f5c"}


class Refused(Exception):
    """The program ended with another exit code than 0; the text is its own sentence, the document what it printed."""

    def __init__(self, code, sentence, document=None):
        super().__init__(sentence)
        self.code = code
        self.document = document


def program():
    """The command that starts the program."""
    named = os.environ.get("HEALTHSCORE")
    if named:
        return shlex.split(named)
    built = ROOT / "src" / "Cli" / "bin" / "Release" / "net10.0" / "healthscore.dll"
    if not built.exists():
        subprocess.run(
            ["dotnet", "build", str(ROOT / "src" / "Cli"), "-c", "Release", "-v", "q"], check=True
        )
    return ["dotnet", str(built)]


def run(verb, *options, document=True):
    """Runs `healthscore VERB OPTIONS --json` and gives the document it prints; Refused where it exits with another code than 0."""
    WORK.mkdir(exist_ok=True)
    asked = [*program(), verb, *map(str, options), *(["--json"] if document else [])]
    done = subprocess.run(asked, capture_output=True, text=True)
    if done.returncode != 0:
        said = [line for line in done.stderr.splitlines() if line.strip()]
        printed = json.loads(done.stdout) if document and done.stdout.strip() else None
        raise Refused(done.returncode, said[-1] if said else "", printed)
    return json.loads(done.stdout) if document else done.stdout


def train(name, *options, data=DATA):
    """Trains on the sample, or on rows of it, into notebooks/work/NAME; gives the summary and the directory."""
    out = WORK / name
    return (
        run("train", "--config", CONFIG, "--data", data, "--out", out, "--replace", *options),
        out,
    )


def model():
    """The model of the whole sample, trained where it is not there yet."""
    out = WORK / "model"
    return out if (out / "manifest.json").exists() else train("model")[1]


def formulas(directory):
    """The formulas of a model directory by (segment, stage), each with the bins that its factors share."""
    read = json.loads((directory / "formula.json").read_text())
    return read, {(one["segment"], one["stage"]): one for one in read["formulas"]}


@contextlib.contextmanager
def serving(directory):
    """The model's scoring service on a free port of this machine, for as long as the context lasts."""
    from healthscore_client import Service

    asked = [
        *program(),
        "serve",
        "--model",
        str(directory),
        "--grpc",
        "127.0.0.1:0",
        "--http",
        "127.0.0.1:0",
    ]
    server = subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        address = None
        for line in server.stdout:
            found = re.search(r"gRPC\s+http://(\S+)", line)
            if found:
                address = found.group(1)
                break
        if address is None:
            raise Refused(server.wait(), server.stderr.read().strip())
        service = Service(address)
        yield service
        service.close()
    finally:
        server.terminate()
        server.wait(timeout=30)


def request(service, catalog, input_, row):
    """A row of the data, a mapping of column to text, as a ScoreRequest: empty cells are not measured."""
    from healthscore_client import set_factors

    columns = input_["columns"]
    asked = service.message("ScoreRequest")(
        account_id=row[columns["account"]],
        as_of=row[columns["as_of"]],
        segment=row[columns["segment"]],
        stage=row[columns["stage"]],
    )
    kinds = {factor["key"]: factor["kind"] for factor in catalog}
    values = {}
    for key, column in columns["factors"].items():
        text = row[column].strip()
        values[key] = (
            None
            if text in ("", *input_.get("missing", []))
            else text
            if kinds[key] != "numeric"
            else float(text)
        )
    set_factors(asked, values)
    return asked


def look():
    """A quiet look for charts: no box, light rules, one size of type."""
    import matplotlib

    matplotlib.rcParams.update(
        {
            "figure.dpi": 110,
            "figure.facecolor": "white",
            "figure.constrained_layout.use": True,
            "font.size": 9,
            "axes.titlesize": 10,
            "axes.titleweight": "bold",
            "axes.titlelocation": "left",
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.edgecolor": QUIET,
            "axes.labelcolor": INK,
            "axes.grid": True,
            "axes.axisbelow": True,
            "grid.color": RULER,
            "grid.linewidth": 0.6,
            "xtick.color": INK,
            "ytick.color": INK,
            "text.color": INK,
            "legend.frameon": False,
            "svg.hashsalt": "healthscore",
        }
    )
