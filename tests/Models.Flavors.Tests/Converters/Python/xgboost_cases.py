import numpy as np
import xgboost as xgb
from sklearn import datasets


def make(cases):
    iris = datasets.load_iris(return_X_y=True)
    digits = datasets.load_digits(return_X_y=True)
    cancer = datasets.load_breast_cancer(return_X_y=True)
    diabetes = datasets.load_diabetes(return_X_y=True)
    wine = datasets.load_wine(return_X_y=True)
    random = np.random.RandomState(7)

    def holes(x):
        x = x.copy()
        x[random.rand(*x.shape) < 0.15] = np.nan
        return x

    def train(name, data, rounds=12, keep=None, names=None, types=None, group=None, rows=60, **params):
        x, y = data
        matrix = xgb.DMatrix(
            x, label=y, feature_names=names, feature_types=types, enable_categorical=types is not None)
        if group is not None:
            matrix.set_group(group)
        params = {"max_depth": 4, "nthread": 1, "seed": 3, **params}
        booster = xgb.train(params, matrix, rounds)
        save(name, booster, x[:rows], names, types, keep)

    def save(name, booster, x, names=None, types=None, keep=None):
        x = np.asarray(x, dtype=np.float32)
        files = [f"{name}.json", f"{name}.ubj"]
        for file in files:
            booster.save_model(cases.path(file))
        matrix = xgb.DMatrix(x, feature_names=names, feature_types=types, enable_categorical=types is not None)
        span = (0, keep) if keep else (0, 0)
        cases.add(name, files, {"features": x}, {"prediction": booster.predict(matrix, iteration_range=span)})

    positive = (diabetes[0], diabetes[1])
    train("xgb-squarederror", diabetes, objective="reg:squarederror", base_score=100)
    train("xgb-binary-missing", (holes(cancer[0]), cancer[1]), objective="binary:logistic", base_score=0.3)
    train("xgb-logitraw", cancer, objective="binary:logitraw", base_score=0.3)
    train("xgb-reg-logistic", (holes(cancer[0]), cancer[1]), objective="reg:logistic", base_score=0.6)
    train("xgb-hinge", cancer, objective="binary:hinge")
    train("xgb-softprob", iris, objective="multi:softprob", num_class=3, rows=150, names=list("abcd"))
    train("xgb-softmax", digits, objective="multi:softmax", num_class=10)
    train("xgb-poisson", positive, objective="count:poisson", base_score=3)
    train("xgb-gamma", positive, objective="reg:gamma", base_score=2)
    train("xgb-tweedie", positive, objective="reg:tweedie", tweedie_variance_power=1.3)
    train("xgb-rank", (wine[0], wine[1]), objective="rank:pairwise", group=[89, 89])
    train("xgb-cox", positive, objective="survival:cox", base_score=0.4)
    train("xgb-squaredlog", positive, objective="reg:squaredlogerror")
    train("xgb-pseudohuber", positive, objective="reg:pseudohubererror")
    train("xgb-dart", wine, objective="multi:softprob", num_class=3, booster="dart", rate_drop=0.4)
    train("xgb-linear", (holes(wine[0]), wine[1]), objective="multi:softprob", num_class=3, booster="gblinear")
    train("xgb-forest", cancer, rounds=2, objective="binary:logistic", num_parallel_tree=7, subsample=0.6,
          colsample_bynode=0.5, learning_rate=1)
    train("xgb-first-rounds", wine, keep=3, objective="multi:softprob", num_class=3, num_parallel_tree=2)
    train("xgb-deep", digits, rounds=3, objective="multi:softprob", num_class=10, max_depth=12, min_child_weight=0)
    train("xgb-targets", (diabetes[0], np.stack([diabetes[1], -diabetes[1] / 3], axis=1)),
          objective="reg:squarederror", tree_method="hist")
    # Thresholds that a float can be equal to.
    grid = np.arange(400, dtype=np.float32).reshape(-1, 2) / 8
    train("xgb-on-threshold", (grid, (grid[:, 0] % 5) + grid[:, 1]), objective="reg:squarederror", rows=200)

    codes = random.randint(0, 12, size=(500, 2)).astype(np.float32)
    numbers = random.randn(500, 2).astype(np.float32)
    x = np.concatenate([codes, numbers], axis=1)
    y = np.sin(codes[:, 0] * 2.1) + np.cos(codes[:, 1] * 5) + numbers[:, 0]
    x[random.rand(*x.shape) < 0.05] = np.nan
    train("xgb-categories", (x, y), types=["c", "c", "q", "q"], tree_method="approx", max_cat_to_onehot=1, rows=500)
    train("xgb-one-hot", (x, y), types=["c", "c", "q", "q"], tree_method="approx", max_cat_to_onehot=50, rows=500)
