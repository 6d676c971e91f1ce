"""scikit-learn's MLPClassifier: SGD without momentum, then predictions for the rest. NumPy's BLAS takes the threads that there are."""
import os
import warnings

from lib.peer import BATCH, NETWORK, RATE, THREADS, TRAINING, WIDTHS, images, labels, only, serve, threads_text

only(networks=("relu", "demo"))
os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = str(THREADS)

import numpy as np
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

warnings.simplefilter("ignore", ConvergenceWarning)
x, y = images().astype(np.float32), labels()
model = MLPClassifier(tuple(WIDTHS[NETWORK][1:-1]), solver="sgd", momentum=0, alpha=0, batch_size=BATCH[NETWORK],
                      learning_rate_init=RATE, max_iter=1, warm_start=True, random_state=1)


def epoch():
    model.fit(x[:TRAINING], y[:TRAINING])
    model.score(x[TRAINING:], y[TRAINING:])


serve(f"scikit-learn {sklearn.__version__} MLPClassifier, {threads_text()}", epoch)
