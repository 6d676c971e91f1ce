"""The unit of work in scikit-learn's MLPClassifier: the same network, SGD without momentum, then predictions for the rest.

Prints the milliseconds of each epoch but the first, as JSON. Argument: the folder of MNIST's IDX files, and optionally the epochs.
"""
import json
import os
import sys
import time
import warnings

import numpy as np
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

folder = sys.argv[1]
epochs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
warnings.simplefilter("ignore", ConvergenceWarning)


def read(name, skip):
    return np.fromfile(os.path.join(folder, name), np.uint8)[skip:]


x = read("train-images-idx3-ubyte", 16).reshape(-1, 784).astype(np.float32)
y = read("train-labels-idx1-ubyte", 8)
train = len(x) * 7 // 10
model = MLPClassifier((50, 50, 50, 50), solver="sgd", momentum=0, alpha=0, batch_size=32,
                      learning_rate_init=0.001, max_iter=1, warm_start=True, random_state=1)
times = []
for _ in range(epochs + 1):
    started = time.perf_counter()
    model.fit(x[:train], y[:train])
    model.score(x[train:], y[train:])
    times.append(time.perf_counter() - started)
print(json.dumps({
    "name": f"scikit-learn {sklearn.__version__} MLPClassifier",
    "epochs": [1e3 * seconds for seconds in times[1:]],
}))
