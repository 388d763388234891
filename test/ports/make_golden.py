"""Trains each program with real Keras and writes golden.json: python test/ports/make_golden.py"""
import json
import os
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
folder = Path(__file__).parent
golden = {}
for program in sorted([*(folder / "programs").glob("*.py"), *(folder / "tensorflow-js").glob("*.py")]):
    names = {"__name__": "program"}
    exec(compile(program.read_text(), program.name, "exec"), names)
    golden[program.stem] = [float(value) for value in names["result"]]
(folder / "golden.json").write_text(json.dumps(golden, indent=1) + "\n")
