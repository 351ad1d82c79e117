"""python3 mlflowCalls.py SNIPPETS: parses each text of a JSON list and checks its calls of MLflow; prints what is wrong.

The names and parameters are those of MLflow 2.10 to 3.11, as far as the snippets use them.
"""
import ast
import json
import sys

KNOWN = {
    "set_tracking_uri": ["uri"],
    "set_experiment": ["experiment_name", "experiment_id"],
    "start_run": ["run_id", "experiment_id", "run_name", "nested", "tags", "description", "log_system_metrics"],
    "log_param": ["key", "value"],
    "log_metric": ["key", "value", "step"],
    "trace": ["func"],
    "pyfunc.load_model": ["model_uri", "suppress_warnings", "dst_path"],
    "sklearn.log_model": ["sk_model", "artifact_path", "registered_model_name", "signature", "input_example"],
}
# From here on these have to be named: MLflow has others between them.
POSITIONAL = {"sklearn.log_model": 2}


def dotted(node):
    if isinstance(node, ast.Name):
        return node.id
    return f"{dotted(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else ""


def problems(text):
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        return [f"is no Python: {error}"]
    used = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and dotted(node).startswith("mlflow.")]
    inner = {id(node.value) for node in used}
    names = [dotted(node)[len("mlflow.") :] for node in used if id(node) not in inner]
    found = [f"mlflow.{name} is not known" for name in names if name not in KNOWN]
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = dotted(call.func)
        known = KNOWN.get(name[len("mlflow.") :]) if name.startswith("mlflow.") else None
        if known is None:
            continue
        if len(call.args) > POSITIONAL.get(name[len("mlflow.") :], len(known)):
            found.append(f"{name} takes fewer values without a name")
        found += [f"{name} has no parameter {word.arg}" for word in call.keywords if word.arg not in known]
    return found


with open(sys.argv[1], encoding="utf-8") as file:
    for snippet in json.load(file):
        for problem in problems(snippet):
            print(f"{problem}\n{snippet}\n")
