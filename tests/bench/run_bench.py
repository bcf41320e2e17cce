#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs every benchmark program several times and prints one JSON array of medians.

usage: run_bench.py [--runs N] [--only NAME]… [--timeout S] DIRECTORY…

A benchmark is a program named gantry_bench_* . It prints, on stdout, one JSON object per line and per thing measured:
  {"name": "intake", "unit": "reads/s", "value": 31250, "floor": 52100, "better": "higher", …further numbers or words…}
`floor` is what the bare machine does at the same job, measured by the same run beside `value`; it may be left out, and then
`limit` (a fixed number to stay on the good side of) often stands in its place; `floor_share` is the part of the floor to reach. {"name": …, "skipped": "why"} skips.
All programs run once, then all again: what drifts on the machine meets all alike. Value and floor are compared within
each run, and the median of these ratios is printed, never the ratio of medians.
"""
import argparse
import collections
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys


def programs(directories, only):
    found = {}
    for directory in directories:
        for path in sorted(pathlib.Path(directory).glob("gantry_bench_*")):
            if path.is_file() and os.access(path, os.X_OK) and (not only or any(word in path.name for word in only)):
                found.setdefault(path.name, path.resolve())
    return found


def run_once(path, timeout):
    """The JSON objects the program printed, or why it gave none."""
    try:
        done = subprocess.run([str(path)], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, timeout=timeout, check=False)
    except subprocess.TimeoutExpired:
        return [], f"took longer than {timeout} s"
    lines = []
    for line in done.stdout.decode("utf-8", "replace").splitlines():
        try:
            value = json.loads(line)
        except ValueError:
            print(line, file=sys.stderr)
            continue
        lines += value if isinstance(value, list) else [value]
    lines = [line for line in lines if isinstance(line, dict) and "name" in line]
    if done.returncode != 0:
        return lines, f"ended with {done.returncode}"
    return lines, None if lines else "printed no JSON object with a name"


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def tidy(number):
    return int(number) if float(number).is_integer() else float(f"{number:.6g}")


def verdict(row):
    """Whether the limit, and the share of the floor that is asked for, were kept; None where there is neither."""
    limit, value, share, of_floor = (row.get(key) for key in ("limit", "value", "floor_share", "of_floor"))
    kept = []
    if is_number(limit) and is_number(value):
        kept.append(value >= limit if row.get("better", "higher") == "higher" else value <= limit)
    if is_number(share) and is_number(of_floor):
        kept.append(of_floor >= share)
    return all(kept) if kept else None


def summarise(program, name, samples):
    row = {"name": name, "program": program, "runs": len(samples)}
    for key in samples[-1]:
        values = [s[key] for s in samples if is_number(s.get(key))]
        if key == "name":
            continue
        row[key] = tidy(statistics.median(values)) if values else samples[-1][key]
    values = [s["value"] for s in samples if is_number(s.get("value"))]
    if values:
        row["min"], row["max"] = tidy(min(values)), tidy(max(values))
    ratios = [s["value"] / s["floor"] for s in samples if is_number(s.get("value")) and is_number(s.get("floor")) and s["floor"]]
    if ratios:
        row["of_floor"] = tidy(statistics.median(ratios))
    kept = verdict(row)
    if kept is not None:
        row["kept"] = kept
    return row


def main():
    parser = argparse.ArgumentParser(description="Benchmarks, medians of paired runs, as one JSON array.")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--timeout", type=int, default=600, help="seconds for one run of one program")
    parser.add_argument("directories", nargs="+")
    options = parser.parse_args()
    found = programs(options.directories, options.only)
    if not found or options.runs < 1:
        print("bench: nothing to run", file=sys.stderr)
        return 1
    samples, faults = collections.OrderedDict(), []
    for run in range(options.runs):
        for program, path in found.items():
            print(f"bench: run {run + 1} of {options.runs}: {program}", file=sys.stderr)
            lines, fault = run_once(path, options.timeout)
            if fault:
                faults.append(f"{program}: {fault}")
            for line in lines:
                samples.setdefault((program, line["name"]), []).append(line)
    machine = {"name": "machine", "cores": os.cpu_count(), "system": platform.platform(), "load": tidy(os.getloadavg()[0])}
    print(json.dumps([machine] + [summarise(p, n, s) for (p, n), s in samples.items()], indent=1, ensure_ascii=False))
    for fault in faults:
        print("bench:", fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
