"""Trains models with the real libraries and writes their files, and what they predict for some rows.

usage: train.py FOLDER EXPORTER.py
"""
import importlib.util
import json
import sys

import numpy as np
import xgboost
from sklearn import datasets, ensemble, linear_model, pipeline, preprocessing

folder, exporter = sys.argv[1:]
spec = importlib.util.spec_from_file_location("tracking_sklearn_export", exporter)
export = importlib.util.module_from_spec(spec)
spec.loader.exec_module(export)
cases = {}


def add(model, columns, rows, outputs):
    """rows: NaN is written as null, as requests have it."""
    cases[model] = {
        "columns": columns,
        "rows": [[None if cell != cell else cell for cell in row] for row in rows.tolist()],
        "outputs": {name: np.asarray(values).tolist() for name, values in outputs.items()}}


def boost(file, data, names=None, **params):
    x, y = data
    x = x.astype(np.float32)
    booster = xgboost.train({"max_depth": 3, "nthread": 1, **params},
                            xgboost.DMatrix(x, label=y, feature_names=names), 8)
    booster.save_model(f"{folder}/{file}")
    rows = x[::9]
    columns = names or [f"f{at}" for at in range(x.shape[1])]
    add(file, columns, rows, {"prediction": booster.predict(xgboost.DMatrix(rows, feature_names=names))})


def fit(file, model, data, names, outputs):
    x, y = data
    model.fit(x, y)
    if names:
        model.feature_names_in_ = np.array(names)
    export.export(model, f"{folder}/{file}", example=x[:2] if names else None)
    rows = x[::9]
    if names:
        del model.feature_names_in_
    add(file, names or [f"f{at}" for at in range(x.shape[1])], rows, outputs(model, rows))


iris = datasets.load_iris(return_X_y=True)
cancer = datasets.load_breast_cancer(return_X_y=True)
diabetes = datasets.load_diabetes(return_X_y=True)
random = np.random.RandomState(3)
for data in (cancer, diabetes):
    data[0][random.rand(*data[0].shape) < 0.1] = np.nan

boost("iris.ubj", iris, list("abcd"), objective="multi:softprob", num_class=3)
boost("cancer.json", cancer, objective="binary:logistic")
species = (iris[0], np.array(["setosa", "versicolor", "virginica"])[iris[1]])
fit("species.sklearn.json", ensemble.RandomForestClassifier(10, random_state=1), species, list("abcd"),
    lambda model, rows: {"label": model.predict(rows), "probabilities": model.predict_proba(rows)})
fit("scaled.sklearn.json",
    pipeline.make_pipeline(preprocessing.StandardScaler(), linear_model.LogisticRegression(max_iter=300)), iris, None,
    lambda model, rows: {"label": model.predict(rows), "probabilities": model.predict_proba(rows)})
fit("histograms.sklearn.json", ensemble.HistGradientBoostingRegressor(max_iter=10), diabetes, None,
    lambda model, rows: {"prediction": model.predict(rows)})

with open(f"{folder}/cases.json", "w", encoding="utf-8") as to:
    json.dump(cases, to)
