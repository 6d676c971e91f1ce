"""The unit of work, hand-written in JAX: the whole epoch in one lax.scan, on one thread.

42,000 rows of raw pixels in shuffled batches of 32, 784-50-50-50-50-10 ReLU, SGD 0.001, loss and accuracy, and an
evaluation of 18,000. Prints the milliseconds of each epoch but the first, as JSON. Argument: the folder of MNIST's IDX files, and optionally the epochs.
"""
import json
import os
import sys

os.environ.setdefault("JAX_PLATFORMS", "cpu")
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[0]})

import time

import jax
import jax.numpy as jnp
import numpy as np

WIDTHS = [784, 50, 50, 50, 50, 10]
TRAINING, BATCH, RATE = 42_000, 32, 0.001


def read(folder, name, skip):
    return np.fromfile(os.path.join(folder, name), np.uint8)[skip:]


def initial(key):
    keys = jax.random.split(key, len(WIDTHS) - 1)
    make = jax.nn.initializers.glorot_uniform()
    return [(make(k, (a, b)), jnp.zeros(b)) for k, a, b in zip(keys, WIDTHS[:-1], WIDTHS[1:])]


def logits(weights, x):
    for kernel, bias in weights[:-1]:
        x = jax.nn.relu(x @ kernel + bias)
    kernel, bias = weights[-1]
    return x @ kernel + bias


def loss_and_correct(weights, x, labels):
    z = logits(weights, x)
    loss = -jnp.take_along_axis(jax.nn.log_softmax(z), labels[:, None], 1).mean()
    return loss, (z.argmax(1) == labels).sum()


@jax.jit
def epoch(weights, x, y, order):
    def step(weights, rows):
        grad = jax.value_and_grad(loss_and_correct, has_aux=True)
        (loss, correct), gradients = grad(weights, x[rows].astype(jnp.float32), y[rows])
        weights = jax.tree.map(lambda w, g: w - RATE * g, weights, gradients)
        return weights, (loss, correct)

    whole = TRAINING // BATCH * BATCH
    weights, (losses, correct) = jax.lax.scan(step, weights, order[:whole].reshape(-1, BATCH))
    if whole < TRAINING:
        weights, _ = step(weights, order[whole:])
    return weights, losses.mean(), correct.sum()


evaluate = jax.jit(lambda weights, x, y: loss_and_correct(weights, x.astype(jnp.float32), y))

folder = sys.argv[1]
epochs = int(sys.argv[2]) if len(sys.argv) > 2 else 8
x = jnp.asarray(read(folder, "train-images-idx3-ubyte", 16).reshape(-1, 784))
y = jnp.asarray(read(folder, "train-labels-idx1-ubyte", 8).astype(np.int32))
weights = initial(jax.random.key(1))
times = []
random = np.random.default_rng(1)
for _ in range(epochs + 1):
    order = jnp.asarray(random.permutation(TRAINING).astype(np.int32))
    start = time.perf_counter()
    weights, loss, correct = jax.block_until_ready(epoch(weights, x[:TRAINING], y[:TRAINING], order))
    validation, right = jax.block_until_ready(evaluate(weights, x[TRAINING:], y[TRAINING:]))
    times.append(time.perf_counter() - start)
print(json.dumps({
    "name": f"JAX {jax.__version__}, an epoch in one lax.scan, 1 thread",
    "epochs": [1e3 * seconds for seconds in times[1:]],
    "loss": float(loss),
    "validation": int(right) / 18000,
}))
