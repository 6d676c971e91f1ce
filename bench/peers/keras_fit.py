"""Keras: model.fit with the backend that KERAS_BACKEND names (jax by default), on all threads."""
import os

from lib.peer import BATCH, NETWORK, RATE, WIDTHS, images, labels, only, serve

only(one_thread=False)
os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("JAX_PLATFORMS", "cpu")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras

x = images().astype("float32")
y = keras.utils.to_categorical(labels(), 10)
widths = WIDTHS[NETWORK]
hidden = [layer for width in widths[1:-1] for layer in (keras.layers.Dense(width), keras.layers.Activation("relu"))]
model = keras.Sequential([keras.Input((784,)), *hidden, keras.layers.Dense(10, activation="softmax")])
model.compile(keras.optimizers.SGD(RATE), "categorical_crossentropy", metrics=["accuracy"])
serve(
    f"Keras {keras.__version__} on {keras.backend.backend()}, all threads",
    lambda: model.fit(x, y, validation_split=0.3, epochs=1, batch_size=BATCH[NETWORK], verbose=0),
)
