"""What the Python peers share: their arguments, the images, and one epoch a line.

`bench` starts a script with the folder of MNIST's IDX files, a network (relu, wide or demo) and a number of threads. The script prints its
name as JSON, after an epoch that is not counted, then trains one epoch for each line that it reads, and prints the milliseconds.
"""
import json
import os
import sys
import time

WIDTHS = {
    "relu": [784, 50, 50, 50, 50, 10],
    "wide": [784, 512, 512, 10],
    "demo": [784, 256, 128, 10],
}
BATCH = {"relu": 32, "wide": 128, "demo": 128}
RATE = 0.001

FOLDER = sys.argv[1]
NETWORK = sys.argv[2] if len(sys.argv) > 2 else "relu"
THREADS = int(sys.argv[3]) if len(sys.argv) > 3 else 1
TRAINING = (os.path.getsize(os.path.join(FOLDER, "train-labels-idx1-ubyte")) - 8) * 7 // 10


def only(networks=tuple(WIDTHS), one_thread=True, many_threads=True):
    """Ends the script where it does not train what is asked for."""
    if NETWORK not in networks or not (one_thread if THREADS == 1 else many_threads):
        print(json.dumps({"skips": True}))
        sys.exit()


def read(name, skip):
    import numpy as np

    return np.fromfile(os.path.join(FOLDER, name), np.uint8)[skip:]


def images():
    return read("train-images-idx3-ubyte", 16).reshape(-1, 784)


def labels():
    return read("train-labels-idx1-ubyte", 8)


def threads_text():
    return f"{THREADS} thread{'' if THREADS == 1 else 's'}"


def serve(name, epoch):
    epoch()
    print(json.dumps({"name": name}), flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        epoch()
        print(json.dumps({"ms": 1e3 * (time.perf_counter() - start)}), flush=True)
