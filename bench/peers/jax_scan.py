"""JAX, hand-written: the whole epoch in one lax.scan, raw pixels in shuffled batches, SGD 0.001, and an evaluation of the rest."""
import os

from lib.peer import BATCH, NETWORK, RATE, THREADS, TRAINING, WIDTHS, images, labels, only, serve, threads_text

only()

os.environ.setdefault("JAX_PLATFORMS", "cpu")
os.environ["XLA_FLAGS"] = f"--xla_cpu_multi_thread_eigen={str(THREADS > 1).lower()} intra_op_parallelism_threads={THREADS}"

import jax
import jax.numpy as jnp
import numpy as np

widths, batch = WIDTHS[NETWORK], BATCH[NETWORK]


def initial(key):
    keys = jax.random.split(key, len(widths) - 1)
    make = jax.nn.initializers.glorot_uniform()
    return [(make(k, (a, b)), jnp.zeros(b)) for k, a, b in zip(keys, widths[:-1], widths[1:])]


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
def train(weights, x, y, order):
    def step(weights, rows):
        grad = jax.value_and_grad(loss_and_correct, has_aux=True)
        (loss, correct), gradients = grad(weights, x[rows].astype(jnp.float32), y[rows])
        weights = jax.tree.map(lambda w, g: w - RATE * g, weights, gradients)
        return weights, (loss, correct)

    whole = TRAINING // batch * batch
    weights, (losses, correct) = jax.lax.scan(step, weights, order[:whole].reshape(-1, batch))
    if whole < TRAINING:
        weights, _ = step(weights, order[whole:])
    return weights, losses.mean(), correct.sum()


evaluate = jax.jit(lambda weights, x, y: loss_and_correct(weights, x.astype(jnp.float32), y))

x, y = jnp.asarray(images()), jnp.asarray(labels().astype(np.int32))
training, rest = (x[:TRAINING], y[:TRAINING]), (x[TRAINING:], y[TRAINING:])
weights = initial(jax.random.key(1))
random = np.random.default_rng(1)


def epoch():
    global weights
    order = jnp.asarray(random.permutation(TRAINING).astype(np.int32))
    weights, *_ = jax.block_until_ready(train(weights, *training, order))
    jax.block_until_ready(evaluate(weights, *rest))


serve(f"JAX {jax.__version__}, an epoch in one lax.scan, {threads_text()}", epoch)
