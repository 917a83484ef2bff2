"""The printout in README.md is what the program prints: runs the demo and puts its words between the markers."""

import os
import re
import subprocess
import sys

import record

COMMAND = ["dotnet", "run", "-c", "Release", "--project", "src/Cli", "--", "demo", "--exit"]
# The last two of the demo's five steps: an account explained, and the server.
FROM = "── 4 of 5"
# What differs from run to run, and what stands for it.
VARYING = [(r"/\S*healthscore-demo-\w+", "FOLDER"), (r"127\.0\.0\.1:\d+", "127.0.0.1:PORT"), (r"\b\d+(\.\d+)? (s|ms|seconds)\b", "N s")]


def run(arguments):
    if [a for a in arguments if a != "--check"]:
        print(f"readme: '{arguments[0]}' is unknown; expected nothing or --check.", file=sys.stderr)
        return 2
    printed = demo()
    path = os.path.join(record.TOP, "README.md")
    with open(path, encoding="utf-8") as file:
        before = file.read()
    if "--check" not in arguments:
        record.place("../README.md", "demo", f"```text\n{printed}\n```")
        return 0
    stands = re.search(r"<!-- demo -->\n```text\n(.*?)\n```\n<!-- /demo -->", before, flags=re.DOTALL)
    held = stands is not None and stands.group(1) == printed
    print("readme: the printout is the program's" if held else "readme: the program prints something else now")
    return 0 if held else 1


def demo():
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100"}
    done = subprocess.run(
        COMMAND, cwd=record.TOP, capture_output=True, text=True, env=environment, stdin=subprocess.DEVNULL
    )
    if done.returncode != 0:
        raise SystemExit(f"demo: exit {done.returncode}\n{done.stderr}")
    shown = done.stdout[max(done.stdout.find(FROM), 0) :]
    text = "\n".join(line.rstrip() for line in shown.strip("\n").split("\n"))
    for pattern, word in VARYING:
        text = re.sub(pattern, word, text)
    return text
