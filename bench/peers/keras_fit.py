"""The unit of work in Keras: model.fit with the backend that KERAS_BACKEND names (jax by default), all threads.

Prints the milliseconds of each epoch but the first, as JSON. Argument: the folder of MNIST's IDX files, and optionally the epochs.
"""
import json
import os
import sys
import time

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np

folder = sys.argv[1]
epochs = int(sys.argv[2]) if len(sys.argv) > 2 else 5


def read(name, skip):
    return np.fromfile(os.path.join(folder, name), np.uint8)[skip:]


x = read("train-images-idx3-ubyte", 16).reshape(-1, 784).astype("float32")
y = keras.utils.to_categorical(read("train-labels-idx1-ubyte", 8), 10)


class Clock(keras.callbacks.Callback):
    times = []

    def on_epoch_begin(self, epoch, logs=None):
        self.started = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        self.times.append(time.perf_counter() - self.started)


hidden = [layer for _ in range(4) for layer in (keras.layers.Dense(50), keras.layers.Activation("relu"))]
model = keras.Sequential([keras.Input((784,)), *hidden, keras.layers.Dense(10, activation="softmax")])
model.compile(keras.optimizers.SGD(0.001), "categorical_crossentropy", metrics=["accuracy"])
clock = Clock()
model.fit(x, y, validation_split=0.3, epochs=epochs + 1, batch_size=32, verbose=0, callbacks=[clock])
print(json.dumps({
    "name": f"Keras {keras.__version__} on {keras.backend.backend()}",
    "epochs": [1e3 * seconds for seconds in clock.times[1:]],
}))
