"""What every evidence file carries, and how a table gets into a document."""

import json
import os
import platform
import re
import subprocess

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SHARED = os.path.join(os.path.dirname(TOP), "shared")


def output_of(*command):
    """Standard output of a command, or "" where it cannot run."""
    try:
        return subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def commit():
    """The commit measured and its own date; `+` marks a work tree with further changes in code."""
    changed = output_of("git", "status", "--porcelain", "--", "src", "bench", "Directory.Packages.props")
    name = output_of("git", "rev-parse", "--short=12", "HEAD")
    return {"commit": name + ("+" if changed else ""), "date": output_of("git", "log", "-1", "--format=%cs")}


def machine():
    model = ""
    memory = 0
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")
        with open("/proc/meminfo", encoding="utf-8") as lines:
            memory = round(int(next(line for line in lines if line.startswith("MemTotal")).split()[1]) / 1024**2)
    except OSError:
        pass
    return {
        "processor": model or platform.processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": memory,
        "system": f"{platform.system()} {platform.machine()}",
    }


def versions():
    """The SDK, and every package version that can move a result."""
    with open(os.path.join(TOP, "Directory.Packages.props"), encoding="utf-8") as props:
        packages = dict(re.findall(r'Include="([^"]+)" Version="([^"]+)"', props.read()))
    wanted = ["Microsoft.ML", "Microsoft.ML.FastTree", "MathNet.Numerics", "BenchmarkDotNet"]
    return {"dotnet": output_of("dotnet", "--version"), **{name: packages[name] for name in wanted}}


def write(name, result):
    """docs/evidence/NAME.json, with where and from what it was measured before the result itself."""
    path = os.path.join(TOP, "docs", "evidence", name + ".json")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    document = {**commit(), "machine": machine(), "versions": versions(), **result}
    with open(path, "w", encoding="utf-8") as file:
        json.dump(document, file, indent=2)
        file.write("\n")
    return document


def place(document, marker, text):
    """Puts text between `<!-- marker -->` and `<!-- /marker -->` of a document under docs/."""
    path = os.path.join(TOP, "docs", document)
    with open(path, encoding="utf-8") as file:
        old = file.read()
    block = f"<!-- {marker} -->\n{text.strip()}\n<!-- /{marker} -->"
    new, found = re.subn(
        rf"<!-- {re.escape(marker)} -->.*?<!-- /{re.escape(marker)} -->", lambda _: block, old, flags=re.DOTALL
    )
    if found != 1:
        raise SystemExit(f"docs/{document}: marker '{marker}' stands {found} times; expected once.")
    with open(path, "w", encoding="utf-8") as file:
        file.write(new)


def table(header, rows):
    """A Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)
