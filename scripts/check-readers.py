#!/usr/bin/env python3
"""Runs the examples of docs/reading-runs.md on a run folder, and measures which programs keep all digits.

    python scripts/check-readers.py RUN

Needs pandas, pyarrow and duckdb; R with jsonlite and LibreOffice are measured where they are installed. The example of TensorFlow.js Vis
needs a browser and is not run here.
"""

import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import pandas as pd

DOCS = (Path(__file__).parent.parent / "docs" / "reading-runs.md").read_text()
COUNT = 10_000
run = Path(sys.argv[1]).resolve()


def example(language):
    return re.search(rf"```{language}\n(.*?)```", DOCS, re.DOTALL).group(1)


def do(*command, cwd):
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=True).stdout


with tempfile.TemporaryDirectory() as home:
    for name in ("history.csv", "report.json"):
        shutil.copy(run / name, home)
    print(do(sys.executable, "-c", example("python"), cwd=home))
    for statement in example("sql").split(";")[:-1]:
        text = re.sub(r"'(history.csv|report.json)'", rf"'{home}/\1'", statement)
        print(duckdb.sql(text), duckdb.sql(text).types)
    if shutil.which("Rscript"):
        print(do("Rscript", "-e", example("r"), cwd=home))
    office = ["soffice", f"-env:UserInstallation=file://{home}/office"]
    if shutil.which("soffice"):
        print(do(*office, *example("sh").split()[1:], cwd=home))

    random.seed(1)
    numbers = [random.random() * 10 ** random.randint(-3, 1) for _ in range(COUNT)]
    (csv := Path(home) / "digits.csv").write_text("\n".join(["x", *map(repr, numbers)]) + "\n")
    (text := Path(home) / "digits.json").write_text(json.dumps({"x": numbers}))

    def tell(name, read):
        print(f"{name}: {sum(a != b for a, b in zip(numbers, read, strict=True))} of {COUNT} changed")

    def r(expression):
        return map(float.fromhex, do("Rscript", "-e", f'writeLines(sprintf("%a", {expression}))', cwd=home).split())

    for options in ({}, {"float_precision": "round_trip"}, {"engine": "pyarrow"}, {"engine": "python"}):
        tell(f"pandas {pd.__version__} read_csv {options}", pd.read_csv(csv, **options)["x"])
    for options in ({}, {"precise_float": True}):
        tell(f"pandas read_json {options}", pd.read_json(text, **options)["x"])
    tell(f"DuckDB {duckdb.__version__} CSV", [x for (x,) in duckdb.sql(f"SELECT x FROM '{csv}'").fetchall()])
    tell("DuckDB JSON", [x for (x,) in duckdb.sql(f"SELECT unnest(x) FROM '{text}'").fetchall()])
    if shutil.which("Rscript"):
        tell("R CSV", r('read.csv("digits.csv")$x'))
        tell("R JSON", r('jsonlite::fromJSON("digits.json")$x'))
    if shutil.which("soffice"):
        do(*office, "--headless", "--infilter=CSV:44,34,76,1,,1033", "--convert-to", "fods", "digits.csv", cwd=home)
        saved = (Path(home) / "digits.fods").read_text()
        tell("LibreOffice", [float(x) for x in re.findall(r'office:value="([^"]+)"', saved)])
