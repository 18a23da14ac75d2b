#!/usr/bin/env python3
"""Writes what `terraform console` makes of each expression of a list: expression, tab, JSON of the value (or !error).

usage: table.py expressions.txt > values.tsv
"""
import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor


def console(expression):
    with tempfile.TemporaryDirectory() as folder:
        return run(expression, folder)


def run(expression, folder):
    return subprocess.run(
        ["terraform", "console", "-no-color"], input=expression, capture_output=True, text=True, cwd=folder,
        env={"PATH": "/usr/bin:/bin:/usr/local/bin", "TF_CLI_CONFIG_FILE": "/dev/null", "CHECKPOINT_DISABLE": "1"})


def value(expression):
    result = console(f"jsonencode([{expression}])")
    if result.returncode != 0:
        assert "Error:" in result.stderr, result.stderr
        return f"{expression}\t!error"
    # The console quotes the text once more; JSON's escapes are those of the language, but for templates' marks.
    text = json.loads(result.stdout.strip().replace("$${", "${").replace("%%{", "%{"))
    return f"{expression}\t{text[1:-1]}"


expressions = [line.rstrip("\n") for line in open(sys.argv[1]) if line.strip() and not line.startswith("#")]
with ThreadPoolExecutor(2) as pool:
    for row in pool.map(value, expressions):
        print(row)
