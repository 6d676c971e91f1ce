"""scikit-learn's VotingClassifier on members that return fixed arrays: for each line on stdin, one timed prediction.

Arguments: members, samples, classes. Prints the version first, then for each line, `hard` or `soft`, the milliseconds that `predict` takes: elapsed
time and CPU time.
"""
import sys
import time

import numpy as np
import sklearn
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.ensemble import VotingClassifier

members, samples, classes = map(int, sys.argv[1:])
random = np.random.default_rng(1)


class Stub(ClassifierMixin, BaseEstimator):
    def fit(self, X, y):
        self.classes_ = np.unique(y)
        self.votes = random.integers(0, classes, samples)
        self.probabilities = random.random((samples, classes))
        return self

    def predict(self, X):
        return self.votes

    def predict_proba(self, X):
        return self.probabilities


x = np.zeros((samples, 1))
clf = VotingClassifier([(f"m{m}", Stub()) for m in range(members)]).fit(x, np.arange(samples) % classes)
print(sklearn.__version__, flush=True)
for line in sys.stdin:
    clf.voting = line.strip()
    started, cpu = time.perf_counter(), time.process_time()
    clf.predict(x)
    print((time.perf_counter() - started) * 1e3, (time.process_time() - cpu) * 1e3, flush=True)
