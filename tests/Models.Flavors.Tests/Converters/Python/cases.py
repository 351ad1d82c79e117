"""Trains models with the real libraries and writes, for each, its file, inputs, and what the library predicts.

usage: cases.py FOLDER EXPORTER.py
"""
import importlib.util
import json
import os
import sys
import warnings

import numpy as np

import xgboost_cases
import sklearn_cases

warnings.filterwarnings("ignore")


class Cases:
    def __init__(self, folder):
        self.folder = folder
        self.manifest = {}

    def path(self, name):
        return os.path.join(self.folder, name)

    def add(self, name, models, inputs, outputs):
        """models: file names; inputs and outputs: arrays by name."""
        self.manifest[name] = {
            "models": models,
            "inputs": [self._save(name, "in", *item) for item in inputs.items()],
            "outputs": [self._save(name, "out", *item) for item in outputs.items()],
        }

    def _save(self, case, side, name, values):
        values = np.asarray(values)
        file = f"{case}.{side}.{len(os.listdir(self.folder))}"
        entry = {"name": name, "shape": list(values.shape), "file": file}
        if values.dtype.kind in "OU":
            entry["type"] = "string"
            with open(self.path(file), "w", encoding="utf-8") as to:
                json.dump([str(value) for value in values.ravel()], to)
        else:
            kind = {"i": np.int64, "u": np.int64, "b": np.int64}.get(values.dtype.kind, values.dtype)
            entry["type"] = np.dtype(kind).name
            np.ascontiguousarray(values, dtype=kind).tofile(self.path(file))
        return entry


def main(folder, exporter):
    spec = importlib.util.spec_from_file_location("tracking_sklearn_export", exporter)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    cases = Cases(folder)
    xgboost_cases.make(cases)
    sklearn_cases.make(cases, module)
    with open(cases.path("manifest.json"), "w", encoding="utf-8") as to:
        json.dump(cases.manifest, to)


main(*sys.argv[1:])
