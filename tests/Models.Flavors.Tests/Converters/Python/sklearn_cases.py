import numpy as np
from sklearn import (cluster, compose, datasets, decomposition, ensemble, feature_selection, impute, linear_model,
                     neural_network, pipeline, preprocessing, svm, tree)


def make(cases, exporter):
    iris = datasets.load_iris(return_X_y=True)
    digits = datasets.load_digits(return_X_y=True)
    cancer = datasets.load_breast_cancer(return_X_y=True)
    diabetes = datasets.load_diabetes(return_X_y=True)
    wine = datasets.load_wine(return_X_y=True)
    random = np.random.RandomState(11)
    species = (iris[0], np.array(["setosa", "versicolor", "virginica"])[iris[1]])
    binary = (cancer[0] / cancer[0].max(axis=0), cancer[1])
    wide = (diabetes[0], np.stack([diabetes[1], diabetes[1] ** 0.5], axis=1))

    def holes(x):
        x = x.copy()
        x[random.rand(*x.shape) < 0.2] = np.nan
        return x

    def save(name, model, inputs, x, outputs):
        file = f"{name}.sklearn.json"
        exporter.export(model, cases.path(file))
        cases.add(name, [file], inputs, outputs(model, x))

    def classify(name, model, data, rows=120):
        x = data[0][:: max(1, len(data[0]) // rows)]
        save(f"sk-{name}", model.fit(*data), {"features": x}, x,
             lambda fitted, at: {"label": fitted.predict(at), "probabilities": fitted.predict_proba(at)})

    def decide(name, model, data):
        x = data[0][:100]
        save(f"sk-{name}", model.fit(*data), {"features": x}, x,
             lambda fitted, at: {"label": fitted.predict(at),
                                 "scores": fitted.decision_function(at).reshape(len(at), -1)})

    def regress(name, model, data, rows=100):
        x = data[0][:rows]
        save(f"sk-{name}", model.fit(*data), {"features": x}, x, lambda fitted, at: {"prediction": fitted.predict(at)})

    def transform(name, model, x, y=None):
        save(f"sk-{name}", model.fit(x, y), {"features": x[:100]}, x[:100],
             lambda fitted, at: {"transformed": np.asarray(fitted.transform(at), dtype=np.float64)})

    quick = {"max_iter": 300}
    regress("linear", linear_model.LinearRegression(), diabetes)
    regress("linear-wide", linear_model.LinearRegression(), wide)
    regress("ridge", linear_model.Ridge(alpha=0.3), diabetes)
    regress("lasso", linear_model.Lasso(alpha=0.2), diabetes)
    regress("elastic", linear_model.ElasticNet(alpha=0.01), diabetes)
    regress("sgd-regressor", linear_model.SGDRegressor(random_state=1), diabetes)
    classify("logistic-binary", linear_model.LogisticRegression(**quick), binary)
    classify("logistic-multinomial", linear_model.LogisticRegression(**quick), species)
    classify("logistic-ovr", linear_model.LogisticRegression(solver="liblinear"), wine)
    classify("logistic-softmax-binary", linear_model.LogisticRegression(multi_class="multinomial", **quick), binary)
    classify("sgd-log", linear_model.SGDClassifier(loss="log_loss", random_state=2), species)
    decide("sgd-hinge", linear_model.SGDClassifier(random_state=2), wine)
    decide("svc", svm.LinearSVC(random_state=2, max_iter=5000), binary)
    decide("ridge-classifier", linear_model.RidgeClassifier(), species)

    transform("standard", preprocessing.StandardScaler(), wine[0])
    transform("standard-mean", preprocessing.StandardScaler(with_std=False), wine[0])
    transform("standard-scale", preprocessing.StandardScaler(with_mean=False), wine[0])
    transform("min-max", preprocessing.MinMaxScaler((-1, 2)), wine[0])
    transform("min-max-clip", preprocessing.MinMaxScaler(clip=True), wine[0])
    transform("max-abs", preprocessing.MaxAbsScaler(), diabetes[0])
    transform("robust", preprocessing.RobustScaler(), wine[0])
    for norm in ("l1", "l2", "max"):
        transform(f"normalize-{norm}", preprocessing.Normalizer(norm), np.vstack([np.zeros(64), digits[0]]))
    transform("binarize", preprocessing.Binarizer(threshold=7), digits[0])
    transform("impute-mean", impute.SimpleImputer(), holes(wine[0]))
    transform("impute-zero", impute.SimpleImputer(missing_values=0, strategy="median"), digits[0])
    transform("pca", decomposition.PCA(5), wine[0])
    transform("pca-whiten", decomposition.PCA(4, whiten=True), digits[0])
    transform("svd", decomposition.TruncatedSVD(4, random_state=1), digits[0])
    transform("select", feature_selection.SelectKBest(k=5), wine[0], wine[1])
    codes = np.round(wine[0][:, :3])
    codes[:5, 1] = np.nan
    transform("one-hot", preprocessing.OneHotEncoder(**_dense()), codes)
    transform("one-hot-drop", preprocessing.OneHotEncoder(drop="first", **_dense()), codes)
    transform("ordinal", preprocessing.OrdinalEncoder(encoded_missing_value=-7), codes)

    def clusters(name, model, x):
        save(f"sk-{name}", model.fit(x), {"features": x[:100]}, x[:100],
             lambda fitted, at: {"label": fitted.predict(at), "distances": fitted.transform(at)})

    clusters("k-means", cluster.KMeans(4, n_init=2, random_state=1), iris[0])
    clusters("k-means-mini", cluster.MiniBatchKMeans(10, n_init=2, random_state=1), digits[0])

    classify("tree", tree.DecisionTreeClassifier(max_depth=5, random_state=1), species)
    classify("tree-deep", tree.DecisionTreeClassifier(random_state=1), digits)
    regress("tree-regressor", tree.DecisionTreeRegressor(random_state=1), diabetes)
    regress("tree-wide", tree.DecisionTreeRegressor(max_depth=6, random_state=1), wide)
    classify("forest", ensemble.RandomForestClassifier(30, random_state=1), digits)
    classify("forest-weights", ensemble.RandomForestClassifier(20, class_weight="balanced", max_depth=4,
                                                               random_state=1), wine)
    regress("forest-regressor", ensemble.RandomForestRegressor(20, random_state=1), diabetes)
    regress("forest-wide", ensemble.RandomForestRegressor(10, random_state=1), wide)
    classify("extra", ensemble.ExtraTreesClassifier(20, random_state=1), cancer)
    regress("extra-regressor", ensemble.ExtraTreesRegressor(20, random_state=1), diabetes)
    classify("boosting-binary", ensemble.GradientBoostingClassifier(n_estimators=20, random_state=1), cancer)
    classify("boosting-exponential", ensemble.GradientBoostingClassifier(
        loss="exponential", n_estimators=20, random_state=1), cancer)
    classify("boosting", ensemble.GradientBoostingClassifier(n_estimators=10, random_state=1), species)
    classify("boosting-zero", ensemble.GradientBoostingClassifier(n_estimators=5, init="zero", random_state=1), wine)
    regress("boosting-regressor", ensemble.GradientBoostingRegressor(n_estimators=30, random_state=1), diabetes)
    regress("boosting-quantile", ensemble.GradientBoostingRegressor(
        loss="quantile", n_estimators=20, random_state=1), diabetes)

    _histograms(save, classify, regress, holes, (species, cancer, diabetes))

    layers = {"hidden_layer_sizes": (16, 8), "max_iter": 60, "random_state": 1}
    classify("mlp-binary", neural_network.MLPClassifier(activation="tanh", **layers), binary)
    classify("mlp", neural_network.MLPClassifier(**layers), digits)
    classify("mlp-logistic", neural_network.MLPClassifier(activation="logistic", **layers), species)
    regress("mlp-regressor", neural_network.MLPRegressor(**layers), diabetes)
    regress("mlp-wide", neural_network.MLPRegressor(activation="identity", **layers), wide)

    classify("pipeline", pipeline.make_pipeline(
        impute.SimpleImputer(strategy="median"), preprocessing.StandardScaler(), decomposition.PCA(6),
        linear_model.LogisticRegression(**quick)), (holes(wine[0]), wine[1]))
    classify("pipeline-trees", pipeline.make_pipeline(
        preprocessing.StandardScaler(), ensemble.RandomForestClassifier(10, random_state=1)), wine)
    classify("pipeline-clusters", pipeline.make_pipeline(
        cluster.KMeans(12, n_init=2, random_state=1), linear_model.LogisticRegression(**quick)), species)
    classify("columns", pipeline.make_pipeline(
        compose.ColumnTransformer([
            ("scaled", preprocessing.StandardScaler(), [3, 0]),
            ("imputed", pipeline.make_pipeline(impute.SimpleImputer(), preprocessing.MinMaxScaler()), slice(1, 3)),
            ("gone", "drop", [4])], remainder="passthrough"),
        linear_model.LogisticRegression(max_iter=3000)), wine)
    transform("union", pipeline.FeatureUnion([
        ("pca", decomposition.PCA(2)), ("scaled", preprocessing.StandardScaler())]), wine[0])
    _text(cases, exporter, wine, random)


def _histograms(save, classify, regress, holes, data):
    """Trees that see doubles, missing values and codes of categories."""
    species, cancer, diabetes = data
    random = np.random.RandomState(5)
    few = {"max_iter": 15, "random_state": 1}
    classify("histogram-binary", ensemble.HistGradientBoostingClassifier(**few), (holes(cancer[0]), cancer[1]))
    classify("histogram", ensemble.HistGradientBoostingClassifier(**few), (holes(species[0]), species[1]))
    regress("histogram-regressor", ensemble.HistGradientBoostingRegressor(**few), (holes(diabetes[0]), diabetes[1]))
    regress("histogram-poisson", ensemble.HistGradientBoostingRegressor(loss="poisson", **few), diabetes)
    regress("histogram-quantile", ensemble.HistGradientBoostingRegressor(loss="absolute_error", **few), diabetes)
    # Neighbours that single precision does not tell apart.
    grid = 1 + np.arange(400, dtype=np.float64).reshape(-1, 2) * 1e-9
    regress("histogram-doubles", ensemble.HistGradientBoostingRegressor(**few), (grid, np.sin(np.arange(200.0))), 200)
    codes = random.randint(0, 11, size=(400, 2)).astype(np.float64)
    x = np.column_stack([codes, random.randn(400)])
    y = (np.sin(codes[:, 0] * 2.1) + np.cos(codes[:, 1] * 5) + x[:, 2] > 0.2).astype(int)
    x[random.rand(*x.shape) < 0.1] = np.nan
    model = ensemble.HistGradientBoostingClassifier(categorical_features=[0, 1], min_samples_leaf=3, **few).fit(x, y)
    rows = x[:200].copy()
    # Codes that were not in training, that are none, and one that is cut.
    rows[:6, 0] = [11, 40, 200, -1, -0.5, 3.7]
    rows[6:12, 1] = [11, 40, 200, -1, -0.5, 3.7]
    save("sk-histogram-categories", model, {"features": rows}, rows,
         lambda fitted, at: {"label": fitted.predict(at), "probabilities": fitted.predict_proba(at)})


def _text(cases, exporter, wine, random):
    """Columns of text beside columns of numbers: each is an input of its own."""
    colours = np.array(["red", "white", "rosé", "…"], dtype=object)[random.randint(0, 4, len(wine[0]))]
    sizes = np.array(["s", "m", "l"], dtype=object)[random.randint(0, 3, len(wine[0]))]
    x = np.column_stack([wine[0][:, 0].astype(object), colours, sizes, wine[0][:, 6].astype(object)])
    model = pipeline.make_pipeline(
        compose.ColumnTransformer([
            ("colour", preprocessing.OneHotEncoder(handle_unknown="ignore"), [1]),
            ("size", preprocessing.OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), [2]),
            ("numbers", preprocessing.StandardScaler(), [0, 3])]),
        ensemble.GradientBoostingClassifier(n_estimators=10, random_state=1)).fit(x, wine[1])
    rows = x[:60].copy()
    rows[3, 1] = "green"
    rows[4, 2] = "xl"
    exporter.export(model, cases.path("sk-text.sklearn.json"))
    inputs = {f"x{at}": (rows[:, [at]].astype(str) if at in (1, 2) else rows[:, [at]].astype(np.float64))
              for at in range(4)}
    cases.add("sk-text", ["sk-text.sklearn.json"], inputs,
              {"label": model.predict(rows), "probabilities": model.predict_proba(rows)})


def _dense():
    try:
        preprocessing.OneHotEncoder(sparse_output=False)
        return {"sparse_output": False}
    except TypeError:
        return {"sparse": False}
