"""Writes a fitted scikit-learn estimator as JSON that `tracking models convert` turns into ONNX.

    from tracking_sklearn_export import export
    export(pipeline, "model.json", example=X[:3])

Needs nothing but Python and the estimator itself. What cannot be expressed is refused by name.
"""
import json

FORMAT = "tracking-sklearn"
VERSION = 1


class NotExportable(ValueError):
    """An estimator, or a setting of one, that has no place in the format."""


def export(estimator, path, example=None):
    """Writes `estimator` to `path`; `example`: a few rows to try the model with."""
    document = describe(estimator, example)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(document, file)


def describe(estimator, example=None):
    """What `export` writes, as a dictionary."""
    count = int(_fitted(_first_with(estimator, "n_features_in_"), "n_features_in_"))
    names = getattr(estimator, "feature_names_in_", None)
    texts = set()
    _text_columns(estimator, list(range(count)), names, texts)
    document = {
        "format": FORMAT,
        "version": VERSION,
        "sklearn": _version(),
        "features": count,
        "feature_names": None if names is None else [str(name) for name in names],
        "text_features": sorted(texts),
        "model": _describe(estimator, names),
    }
    if example is not None:
        rows = _list(getattr(example, "values", example))
        document["example"] = [list(row) for row in rows]
    return document


def _describe(estimator, names=None):
    if estimator is None or estimator == "passthrough":
        return {"type": "passthrough"}
    for kind in type(estimator).__mro__:
        writer = _WRITERS.get(kind.__name__)
        # A class of the user's own is not what it derives from.
        if writer is not None and kind is type(estimator):
            return dict(writer(estimator, names))
    raise NotExportable(f"{type(estimator).__name__} cannot be exported; known are {', '.join(sorted(_WRITERS))}")


# --- composition

def _pipeline(pipeline, names):
    steps = [_describe(step, names if at == 0 else None) for at, (_, step) in enumerate(pipeline.steps)]
    return {"type": "pipeline", "steps": steps}


def _column_transformer(columns, names):
    parts = []
    for _, transformer, chosen in _fitted(columns, "transformers_"):
        if isinstance(transformer, str) and transformer == "drop":
            continue
        indices = _indices(chosen, columns.n_features_in_, names)
        if indices:
            parts.append({"columns": indices, "model": _describe(transformer)})
    return {"type": "columns", "parts": parts}


def _feature_union(union, names):
    if union.transformer_weights:
        raise NotExportable("FeatureUnion with transformer_weights cannot be exported")
    count = _first_with(union, "n_features_in_").n_features_in_
    return {"type": "columns", "parts": [
        {"columns": list(range(count)), "model": _describe(part)}
        for _, part in union.transformer_list if not (isinstance(part, str) and part == "drop")]}


def _indices(chosen, count, names):
    if callable(chosen):
        raise NotExportable("ColumnTransformer with a callable for columns must be fitted before it is exported")
    if isinstance(chosen, slice):
        if isinstance(chosen.start, str) or isinstance(chosen.stop, str):
            raise NotExportable("ColumnTransformer with slices of names cannot be exported; list the names")
        return list(range(count))[chosen]
    chosen = [chosen] if isinstance(chosen, (str, int)) else _list(chosen)
    if chosen and all(isinstance(each, bool) for each in chosen):
        return [at for at, each in enumerate(chosen) if each]
    known = None if names is None else [str(name) for name in names]
    return [known.index(each) if isinstance(each, str) else int(each) % count for each in chosen]


# --- transformers

def _standard_scaler(scaler, _):
    _fitted(scaler, "n_features_in_")
    return {"type": "scale", "subtract": _optional(scaler.mean_ if scaler.with_mean else None),
            "divide": _optional(scaler.scale_)}


def _robust_scaler(scaler, _):
    _fitted(scaler, "n_features_in_")
    return {"type": "scale", "subtract": _optional(scaler.center_ if scaler.with_centering else None),
            "divide": _optional(scaler.scale_ if scaler.with_scaling else None)}


def _min_max_scaler(scaler, _):
    described = {"type": "scale", "multiply": _list(_fitted(scaler, "scale_")), "add": _list(scaler.min_)}
    if getattr(scaler, "clip", False):
        described["clip"] = [float(each) for each in scaler.feature_range]
    return described


def _max_abs_scaler(scaler, _):
    return {"type": "scale", "divide": _list(_fitted(scaler, "scale_"))}


def _normalizer(normalizer, _):
    return {"type": "normalize", "norm": normalizer.norm}


def _binarizer(binarizer, _):
    return {"type": "binarize", "threshold": float(binarizer.threshold)}


def _one_hot(encoder, _):
    if any(each is not None for each in getattr(encoder, "infrequent_categories_", None) or []):
        raise NotExportable("OneHotEncoder with infrequent categories (min_frequency, max_categories) "
                            "cannot be exported")
    drop = getattr(encoder, "drop_idx_", None)
    count = len(_fitted(encoder, "categories_"))
    return {"type": "one_hot", "categories": [_categories(each) for each in encoder.categories_],
            "drop": [-1 if drop is None or each is None else int(each)
                     for each in (drop if drop is not None else [None] * count)]}


def _ordinal(encoder, _):
    if any(each is not None for each in getattr(encoder, "infrequent_categories_", None) or []):
        raise NotExportable("OrdinalEncoder with infrequent categories cannot be exported")
    unknown = encoder.unknown_value if encoder.handle_unknown == "use_encoded_value" else None
    return {"type": "ordinal", "categories": [_categories(each) for each in _fitted(encoder, "categories_")],
            "unknown": float("nan") if unknown is None else float(unknown),
            "missing": float(getattr(encoder, "encoded_missing_value", float("nan")))}


def _imputer(imputer, _):
    statistics = _list(_fitted(imputer, "statistics_"))
    if imputer.add_indicator:
        raise NotExportable("SimpleImputer with add_indicator cannot be exported")
    if any(isinstance(each, str) for each in statistics) or not isinstance(imputer.missing_values, (int, float)):
        raise NotExportable("SimpleImputer of text cannot be exported")
    kept = [at for at, each in enumerate(statistics) if each == each]
    return {"type": "impute", "missing": float(imputer.missing_values), "kept": kept,
            "values": [float(statistics[at]) for at in kept]}


def _pca(pca, _):
    described = {"type": "project", "components": _rows(_fitted(pca, "components_")), "mean": _list(pca.mean_)}
    if pca.whiten:
        described["divide"] = [max(float(each) ** 0.5, 2.220446049250313e-16) for each in pca.explained_variance_]
    return described


def _svd(svd, _):
    components = _rows(_fitted(svd, "components_"))
    return {"type": "project", "components": components, "mean": [0.0] * len(components[0])}


def _selector(selector, _):
    return {"type": "select", "columns": [int(each) for each in _list(selector.get_support(indices=True))]}


# --- linear models, clusters, networks

def _linear_regressor(model, _):
    coefficients = _fitted(model, "coef_")
    several = len(_shape(coefficients)) > 1
    rows = _rows(coefficients) if several else [_list(coefficients)]
    return {"type": "linear_regressor", "coef": rows, "intercept": _intercept(model, len(rows)), "single": not several}


def _linear_classifier(model, probability):
    rows = _rows(_fitted(model, "coef_"))
    return {"type": "linear_classifier", "coef": rows, "intercept": _intercept(model, len(rows)),
            "classes": _classes(model.classes_), "probability": probability}


def _logistic(model, _):
    kind = getattr(model, "multi_class", "auto")
    is_binary = len(model.classes_) <= 2
    one_vs_rest = kind == "ovr" or (
        kind != "multinomial" and (is_binary or model.solver in ("liblinear", "newton-cholesky")))
    if one_vs_rest:
        return _linear_classifier(model, "sigmoid")
    return _linear_classifier(model, "double_sigmoid" if is_binary else "softmax")


def _sgd_classifier(model, _):
    return _linear_classifier(model, "sigmoid" if model.loss in ("log", "log_loss") else "none")


def _margin_classifier(model, _):
    return _linear_classifier(model, "none")


def _k_means(model, _):
    return {"type": "k_means", "centers": _rows(_fitted(model, "cluster_centers_"))}


def _mlp(model, _):
    layers = [{"coef": _rows(coefficients), "intercept": _list(intercept)}
              for coefficients, intercept in zip(_fitted(model, "coefs_"), model.intercepts_)]
    described = {"type": "mlp", "layers": layers, "activation": model.activation, "output": model.out_activation_}
    if hasattr(model, "classes_"):
        if model.out_activation_ == "logistic" and len(model.classes_) > 2:
            raise NotExportable("MLPClassifier for several labels at once cannot be exported")
        described["classes"] = _classes(model.classes_)
    return described


# --- trees

def _decision_tree(model, _):
    return _forest(model, [model])


def _random_forest(model, _):
    return _forest(model, _fitted(model, "estimators_"))


def _forest(model, estimators):
    described = {"type": "forest"}
    if hasattr(model, "classes_"):
        if model.n_outputs_ != 1:
            raise NotExportable(f"{type(model).__name__} of several outputs cannot be exported")
        described["classes"] = _classes(model.classes_)
    described["outputs"] = 1 if "classes" in described else int(model.n_outputs_)
    described["trees"] = [_tree(each.tree_, "classes" in described) for each in estimators]
    return described


def _tree(tree, is_classifier):
    values = []
    for node in tree.value:
        # A regressor has a row for each output, a classifier one row with a weight for each class.
        numbers = [float(each) for each in node[0]] if is_classifier else [float(each[0]) for each in node]
        total = sum(numbers) if is_classifier else 1.0
        values.append([each / (total or 1.0) for each in numbers])
    described = {"left": _list(tree.children_left), "right": _list(tree.children_right),
                 "feature": [max(0, each) for each in _list(tree.feature)], "threshold": _list(tree.threshold),
                 "values": values}
    missing = getattr(tree, "missing_go_to_left", None)
    if missing is not None:
        described["missing_left"] = [bool(each) for each in _list(missing)]
    return described


def _gradient_boosting(model, _):
    init = getattr(model, "init_", "zero")
    if not (isinstance(init, str) or type(init).__name__ in ("DummyClassifier", "DummyRegressor")):
        raise NotExportable(f"{type(model).__name__} that begins with {type(init).__name__} cannot be exported")
    rounds = _fitted(model, "estimators_")
    groups = len(rounds[0])
    described = {"type": "boosting", "groups": groups, "output": "identity",
                 "base": [0.0] * groups if isinstance(init, str) else _base(model, init, groups)}
    if hasattr(model, "classes_"):
        described["classes"] = _classes(model.classes_)
        described["output"] = ("softmax" if groups > 1 else
                               "double_sigmoid" if model.loss == "exponential" else "sigmoid")
    described["trees"] = [_tree(each.tree_, False) for one in rounds for each in one]
    described["rate"] = float(model.learning_rate)
    return described


def _histogram_boosting(model, _):
    rounds = _fitted(model, "_predictors")
    if getattr(model, "_preprocessor", None) is not None:
        raise NotExportable(f"{type(model).__name__} that encodes categories itself cannot be exported; "
                            "give it numbers, by OrdinalEncoder for one")
    groups = int(model.n_trees_per_iteration_)
    base = model._baseline_prediction
    described = {"type": "boosting", "groups": groups, "rate": 1.0, "double": True,
                 "base": [float(each) for each in base.ravel()] if hasattr(base, "ravel") else [float(base)] * groups,
                 "categories": _known_categories(model)}
    if hasattr(model, "classes_"):
        described["classes"] = _classes(model.classes_)
        described["output"] = "softmax" if groups > 1 else "sigmoid"
    elif isinstance(model.loss, str):
        described["output"] = "exp" if model.loss in ("poisson", "gamma") else "identity"
    else:
        raise NotExportable(f"{type(model).__name__} with a loss of one's own cannot be exported")
    described["trees"] = [_histogram_tree(each) for one in rounds for each in one]
    return described


def _known_categories(model):
    flags = getattr(model, "is_categorical_", None)
    if flags is None:
        return []
    known, rows = model._bin_mapper.make_known_categories_bitsets()
    return [{"feature": at, "codes": _codes(known[rows[at]])} for at, each in enumerate(_list(flags)) if each]


def _codes(bitset):
    return [32 * word + bit for word, bits in enumerate(_list(bitset)) for bit in range(32) if bits >> bit & 1]


def _histogram_tree(predictor):
    nodes = predictor.nodes
    leaf, names = _list(nodes["is_leaf"]), nodes.dtype.names
    threshold = _list(nodes["num_threshold" if "num_threshold" in names else "threshold"])
    described = {"left": [-1 if is_leaf else at for is_leaf, at in zip(leaf, _list(nodes["left"]))],
                 "right": [-1 if is_leaf else at for is_leaf, at in zip(leaf, _list(nodes["right"]))],
                 "feature": [0 if is_leaf else at for is_leaf, at in zip(leaf, _list(nodes["feature_idx"]))],
                 "threshold": [0.0 if is_leaf else float(each) for is_leaf, each in zip(leaf, threshold)],
                 "values": [[float(each)] for each in _list(nodes["value"])],
                 "missing_left": [bool(each) for each in _list(nodes["missing_go_to_left"])]}
    by_category = _list(nodes["is_categorical"]) if "is_categorical" in names else []
    if any(by_category):
        described["left_categories"] = [
            _codes(predictor.raw_left_cat_bitsets[at]) if is_one and not is_leaf else None
            for is_one, is_leaf, at in zip(by_category, leaf, _list(nodes["bitset_idx"]))]
    return described


def _base(model, init, groups):
    """What boosting begins with does not depend on the row."""
    width = model.n_features_in_
    raw = _rows(model._raw_predict_init(_zeros(model, width)))
    return [float(each) for each in raw[0]][:groups]


def _zeros(model, width):
    thresholds = model.estimators_[0][0].tree_.threshold
    zero = thresholds[:1].astype("float32") * 0
    return zero.repeat(width).reshape(1, width)


# --- what they have in common

def _fitted(estimator, attribute):
    if not hasattr(estimator, attribute):
        raise NotExportable(f"{type(estimator).__name__} is not fitted (it has no {attribute})")
    return getattr(estimator, attribute)


def _first_with(estimator, attribute):
    while not hasattr(estimator, attribute) and hasattr(estimator, "steps") and estimator.steps:
        estimator = estimator.steps[0][1]
    if not hasattr(estimator, attribute) and getattr(estimator, "transformer_list", None):
        return _first_with(estimator.transformer_list[0][1], attribute)
    return estimator


def _text_columns(estimator, columns, names, found):
    """Finds the features that encoders take as text."""
    kind = type(estimator).__name__
    if kind == "Pipeline":
        _text_columns(estimator.steps[0][1], columns, names, found)
    elif kind == "ColumnTransformer":
        for _, transformer, chosen in _fitted(estimator, "transformers_"):
            if not isinstance(transformer, str):
                indices = _indices(chosen, estimator.n_features_in_, names)
                _text_columns(transformer, [columns[at] for at in indices], None, found)
    elif kind == "FeatureUnion":
        for _, transformer in estimator.transformer_list:
            _text_columns(transformer, columns, names, found)
    elif kind in ("OneHotEncoder", "OrdinalEncoder"):
        for column, categories in zip(columns, _fitted(estimator, "categories_")):
            if any(isinstance(each, str) for each in _list(categories)):
                found.add(column)


def _categories(values):
    values = [None if each is None else each for each in _list(values)]
    if any(isinstance(each, str) for each in values):
        if not all(isinstance(each, str) for each in values):
            raise NotExportable("categories that mix text with other values cannot be exported")
        return values
    if any(each is None for each in values):
        raise NotExportable("the category None cannot be exported; use NaN or text")
    return [float(each) for each in values]


def _classes(values):
    values = _list(values)
    if values and isinstance(values[0], list):
        raise NotExportable("models of several outputs with classes cannot be exported")
    if all(isinstance(each, str) for each in values):
        return {"type": "string", "values": values}
    if all(isinstance(each, (bool, int)) for each in values):
        return {"type": "int64", "values": [int(each) for each in values]}
    if all(isinstance(each, float) for each in values):
        return {"type": "float64", "values": values}
    raise NotExportable(f"classes such as {values[0]!r} cannot be exported; expected numbers or text")


def _intercept(model, count):
    value = getattr(model, "intercept_", 0.0)
    values = _list(value) if _shape(value) else [float(value)]
    return [float(each) for each in values] if len(values) == count else [float(values[0])] * count


def _shape(values):
    return getattr(values, "shape", ())


def _rows(values):
    values = values.toarray() if hasattr(values, "toarray") else values
    return [[float(each) for each in row] for row in values]


def _list(values):
    return values.tolist() if hasattr(values, "tolist") else list(values)


def _optional(values):
    return None if values is None else _list(values)


def _version():
    try:
        import sklearn
        return sklearn.__version__
    except ImportError:
        return ""


_WRITERS = {
    "Pipeline": _pipeline, "ColumnTransformer": _column_transformer, "FeatureUnion": _feature_union,
    "StandardScaler": _standard_scaler, "MinMaxScaler": _min_max_scaler, "MaxAbsScaler": _max_abs_scaler,
    "RobustScaler": _robust_scaler, "Normalizer": _normalizer, "Binarizer": _binarizer,
    "OneHotEncoder": _one_hot, "OrdinalEncoder": _ordinal, "SimpleImputer": _imputer,
    "PCA": _pca, "TruncatedSVD": _svd, "SelectKBest": _selector, "SelectPercentile": _selector,
    "VarianceThreshold": _selector, "KMeans": _k_means, "MiniBatchKMeans": _k_means,
    "LinearRegression": _linear_regressor, "Ridge": _linear_regressor, "Lasso": _linear_regressor,
    "ElasticNet": _linear_regressor, "SGDRegressor": _linear_regressor, "BayesianRidge": _linear_regressor,
    "HuberRegressor": _linear_regressor, "LinearSVR": _linear_regressor,
    "LogisticRegression": _logistic, "SGDClassifier": _sgd_classifier, "RidgeClassifier": _margin_classifier,
    "LinearSVC": _margin_classifier, "Perceptron": _margin_classifier,
    "MLPClassifier": _mlp, "MLPRegressor": _mlp,
    "DecisionTreeClassifier": _decision_tree, "DecisionTreeRegressor": _decision_tree,
    "ExtraTreeClassifier": _decision_tree, "ExtraTreeRegressor": _decision_tree,
    "RandomForestClassifier": _random_forest, "RandomForestRegressor": _random_forest,
    "ExtraTreesClassifier": _random_forest, "ExtraTreesRegressor": _random_forest,
    "GradientBoostingClassifier": _gradient_boosting, "GradientBoostingRegressor": _gradient_boosting,
    "HistGradientBoostingClassifier": _histogram_boosting, "HistGradientBoostingRegressor": _histogram_boosting,
}
