"""Speed against plain baselines, each in a child process of its own and by CPU time."""


def run(arguments):
    raise SystemExit("performance: not measured yet")
