"""Scores a python_function model for Tracking: frames on stdin and stdout, as docs/guides/models.md has them.

Needs nothing but Python 3.8. Where mlflow is installed it loads the model; otherwise the model's loader module does.
Where numpy and pandas are installed, models get their arrays and frames, otherwise lists.
"""

import base64
import datetime
import importlib
import importlib.util
import json
import os
import re
import struct
import sys
import traceback

PROTOCOL = 1
CODES = {
    "bool": "?", "uint8": "B", "uint16": "H", "uint32": "I", "uint64": "Q", "int8": "b", "int16": "h", "int32": "i",
    "int64": "q", "float16": "e", "float32": "f", "float64": "d",
}


class Refusal(Exception):
    """Something that the host is told as it is."""


def has(module):
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):
        return False


def take_over_stdio():
    """Keeps the pipes for frames; what models print goes to stderr, and their stdin is empty."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.close(empty)
    os.dup2(2, 1)
    return requests, answers


def read_frame(requests):
    prefix = requests.read(12)
    if len(prefix) < 12:
        return None
    head_bytes, body_bytes = struct.unpack("<Iq", prefix)
    head = requests.read(head_bytes)
    body = requests.read(body_bytes)
    if len(head) < head_bytes or len(body) < body_bytes:
        return None
    return json.loads(head.decode("utf-8")), memoryview(body)


def write_frame(answers, head, parts=()):
    content = json.dumps(head).encode("utf-8")
    answers.write(struct.pack("<Iq", len(content), sum(len(part) for part in parts)))
    answers.write(content)
    for part in parts:
        answers.write(part)
    answers.flush()


class Lists:
    """Tensors as nested lists, where there is no numpy."""

    def make(self, type_name, shape, data, body):
        if type_name == "json":
            return self.values(data, shape)
        if data is None:
            code = CODES.get(type_name)
            if code is None:
                raise Refusal("this Python has no numpy, and without it %s cannot be read" % type_name)
            data = list(struct.unpack("<%d%s" % (len(body) // struct.calcsize(code), code), body))
        return self.nest(data, shape)

    def values(self, data, shape):
        return self.nest(data, shape)

    def nest(self, data, shape):
        if not shape:
            return data[0]
        if len(shape) == 1:
            return data
        step = 1
        for extent in shape[1:]:
            step *= extent
        return [self.nest(data[row * step:(row + 1) * step], shape[1:]) for row in range(shape[0])]

    def flatten(self, name, value):
        if not isinstance(value, (list, tuple)):
            return [value], []
        rows = [self.flatten(name, row) for row in value]
        if any(shape != rows[0][1] for _, shape in rows):
            raise Refusal("the model gave rows of different shapes for '%s'" % name)
        return [item for row, _ in rows for item in row], [len(rows)] + (rows[0][1] if rows else [])

    def pack(self, name, value, declared):
        if declared == "json":
            return rows_of_values(name, value)
        data, shape = self.flatten(name, value)
        type_name = declared or self.type_of(data)
        if type_name == "string":
            return texts(name, data, shape)
        code = CODES.get(type_name)
        if code is None:
            raise Refusal("this Python has no numpy, and without it %s cannot be written" % type_name)
        if type_name == "bool" and not all(isinstance(item, bool) for item in data):
            raise Refusal("the model gave '%s' with other values than booleans" % name)
        try:
            return type_name, shape, struct.pack("<%d%s" % (len(data), code), *data)
        except (struct.error, OverflowError) as error:
            raise Refusal("the model gave '%s' that cannot be %s: %s" % (name, type_name, error))

    @staticmethod
    def type_of(data):
        if data and all(isinstance(item, str) for item in data):
            return "string"
        if data and all(isinstance(item, bool) for item in data):
            return "bool"
        if data and all(isinstance(item, int) for item in data):
            return "int64"
        return "float64"


class Arrays(Lists):
    """Tensors as numpy's arrays."""

    def __init__(self):
        import numpy
        self.numpy = numpy

    def make(self, type_name, shape, data, body):
        numpy = self.numpy
        if type_name == "json":
            return self.values(data, shape)
        if data is not None:
            return numpy.array(data, dtype=object).reshape(shape)
        if type_name == "bfloat16":
            wide = numpy.frombuffer(body, dtype="<u2").astype("<u4") << 16
            return wide.view("<f4").reshape(shape)
        return numpy.frombuffer(body, dtype=numpy.dtype(type_name)).reshape(shape).copy()

    def values(self, data, shape):
        array = self.numpy.empty(len(data), dtype=object)
        for at, item in enumerate(data):
            array[at] = item
        return array.reshape(shape)

    def pack(self, name, value, declared):
        numpy = self.numpy
        if declared == "json":
            return rows_of_values(name, value)
        array = numpy.asarray(value)
        if array.dtype.kind == "M":
            array = array.astype("datetime64[ns]").astype("int64")
        if array.dtype.kind in "OUS":
            shape = list(array.shape)
            if declared not in (None, "string"):
                return super().pack(name, array.tolist(), declared)
            return texts(name, [to_text(item) for item in array.reshape(-1).tolist()], shape)
        type_name = declared or array.dtype.name
        if type_name not in CODES:
            raise Refusal("the model gave '%s' of type %s" % (name, type_name))
        wanted = numpy.dtype(type_name)
        if array.dtype != wanted:
            if not numpy.can_cast(array.dtype, wanted, "same_kind"):
                raise Refusal("the model gave '%s' as %s; its signature has %s" % (name, array.dtype, type_name))
            array = array.astype(wanted)
        return type_name, list(array.shape), numpy.ascontiguousarray(array).tobytes()


def to_text(value):
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value


def texts(name, data, shape):
    data = [to_text(item) for item in data]
    if not all(item is None or isinstance(item, str) for item in data):
        raise Refusal("the model gave '%s' with other values than text" % name)
    return "string", shape, data


def rows_of_values(name, value):
    """One value of any form for each row."""
    rows = value.tolist() if hasattr(value, "tolist") else value
    if not isinstance(rows, (list, tuple)):
        raise Refusal("the model gave '%s' without a value for each row" % name)
    return "json", [len(rows)], [to_json(row) for row in rows]


def to_json(value):
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return None if value != value else "Infinity" if value > 0 else "-Infinity"
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, bytes):
        return to_text(value)
    if isinstance(value, dict):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [to_json(item) for item in value]
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if hasattr(value, "tolist"):
        return to_json(value.tolist())
    raise Refusal("the model gave a %s, which JSON does not have" % type(value).__name__)


def from_json(value, kind):
    """A nested value with its times and bytes as Python has them; kind is its type in the signature."""
    if value is None:
        return None
    if kind["type"] == "array":
        return [from_json(item, kind["items"]) for item in value]
    if kind["type"] == "map":
        return {key: from_json(item, kind["values"]) for key, item in value.items()}
    if kind["type"] == "object":
        return {key: from_json(item, kind["properties"][key]) for key, item in value.items()}
    if kind["type"] == "binary":
        return base64.b64decode(value)
    if kind["type"] == "datetime":
        return to_time(value)
    return value


def to_time(value):
    if isinstance(value, str):
        # Python before 3.11 reads no Z and only three or six digits of a second.
        text = re.sub(r"\.(\d{1,9})", lambda digits: "." + (digits.group(1) + "00000")[:6], value.strip())
        time = datetime.datetime.fromisoformat(text[:-1] + "+00:00" if text.endswith("Z") else text)
        return time.astimezone(datetime.timezone.utc).replace(tzinfo=None) if time.tzinfo else time
    return datetime.datetime(1970, 1, 1) + datetime.timedelta(microseconds=value // 1000)


class Model:
    """A loaded model and what its signature says."""

    def __init__(self, request):
        self.columns = request.get("columns", False)
        self.unnamed = request.get("unnamed", False)
        self.params = request.get("params", {})
        self.datetimes = set(request.get("datetimes", []))
        self.binaries = set(request.get("binaries", []))
        self.nested = request.get("nested", {})
        self.outputs = [(output["name"], output["type"]) for output in request.get("outputs", [])]
        self.tensors = Arrays() if has("numpy") else Lists()
        self.predict = self.load(request["folder"], request["flavor"])

    def load(self, folder, flavor):
        if flavor.get("code"):
            sys.path.insert(0, os.path.join(folder, flavor["code"]))
        if has("mlflow"):
            import mlflow.pyfunc
            model = mlflow.pyfunc.load_model(folder)
            return lambda data, params: model.predict(data, params=params) if params else model.predict(data)
        name = flavor.get("loader_module") or ""
        if name.split(".")[0] == "mlflow" or not name:
            raise ModuleNotFoundError("No module named 'mlflow'", name="mlflow")
        module = importlib.import_module(name)
        data = flavor.get("data")
        path = os.path.join(folder, data) if data else folder
        config = flavor.get("config")
        model = module._load_pyfunc(path, config) if config else module._load_pyfunc(path)
        return lambda data, params: model.predict(data, params) if params else model.predict(data)

    def score(self, request, body):
        data, params, at = {}, dict(self.params), 0
        for item in request["inputs"]:
            name, size = item["name"], item.get("bytes", 0)
            value = self.tensors.make(item["type"], item["shape"], item.get("data"), body[at:at + size])
            at += size
            if name in self.params:
                params[name] = value.tolist() if hasattr(value, "tolist") else value
            else:
                data[name] = self.column(name, value)
        return self.answer(self.predict(self.shaped(data), params), request.get("outputs"))

    def column(self, name, value):
        if name in self.nested:
            made = [from_json(item, self.nested[name]) for item in value]
            return self.tensors.values(made, [len(made)])
        if name in self.binaries:
            return [base64.b64decode(item) for item in value]
        if name in self.datetimes and hasattr(value, "astype"):
            return value.astype("datetime64[ns]")
        return value

    def shaped(self, data):
        if self.columns:
            if has("pandas"):
                import pandas
                return pandas.DataFrame(data)
            return data
        return next(iter(data.values())) if self.unnamed else data

    def answer(self, result, wanted):
        named = self.named(result)
        declared = dict(self.outputs)
        heads, parts = [], []
        for name in wanted or named:
            if name not in named:
                raise Refusal("the model gave no output '%s', only %s" % (name, ", ".join(named) or "none"))
            type_name, shape, content = self.tensors.pack(name, named[name], declared.get(name))
            head = {"name": name, "type": type_name, "shape": shape}
            if type_name in ("string", "json"):
                head["data"] = content
            else:
                head["bytes"] = len(content)
                parts.append(content)
            heads.append(head)
        return heads, parts

    def named(self, result):
        if hasattr(result, "to_dict") and hasattr(result, "columns"):
            return {str(name): result[name].to_numpy() for name in result.columns}
        if isinstance(result, dict):
            return {str(name): value for name, value in result.items()}
        if isinstance(result, list) and result and all(isinstance(row, dict) for row in result):
            return {str(name): [row[name] for row in result] for name in result[0]}
        return {self.outputs[0][0] if self.outputs else "output": result}


def describe(error, folder):
    if isinstance(error, Refusal):
        return str(error)
    if isinstance(error, ModuleNotFoundError) and error.name:
        requirements = os.path.join(folder or "", "requirements.txt")
        what = "-r %s" % requirements if folder and os.path.exists(requirements) else error.name
        return "Python at %s has no module '%s'; install it with: %s -m pip install %s" % (
            sys.executable, error.name, sys.executable, what)
    return "%s: %s" % (type(error).__name__, error)


def main():
    requests, answers = take_over_stdio()
    model, folder = None, None
    while True:
        frame = read_frame(requests)
        if frame is None:
            return
        request, body = frame
        parts = ()
        try:
            if request["verb"] == "load":
                folder = request["folder"]
                model = Model(request)
                head = {"id": request["id"], "protocol": PROTOCOL}
            else:
                outputs, parts = model.score(request, body)
                head = {"id": request["id"], "outputs": outputs}
        except Exception as error:
            if not isinstance(error, Refusal):
                traceback.print_exc()
            head = {"id": request["id"], "error": {"fault": "model", "message": describe(error, folder)}}
        sys.stdout.flush()
        sys.stderr.flush()
        write_frame(answers, head, parts)


main()
