"""PyTorch, hand-written: an eager loop over shuffled batches of raw pixels, SGD 0.001, and an evaluation of the rest."""
import os

from lib.peer import BATCH, NETWORK, RATE, THREADS, TRAINING, WIDTHS, images, labels, only, serve, threads_text

only()

os.environ["OMP_NUM_THREADS"] = str(THREADS)

import torch

torch.set_num_threads(THREADS)
torch.manual_seed(1)
widths, batch = WIDTHS[NETWORK], BATCH[NETWORK]
x, y = torch.from_numpy(images()), torch.from_numpy(labels().astype("int64"))
layers = [part for a, b in zip(widths[:-1], widths[1:]) for part in (torch.nn.Linear(a, b), torch.nn.ReLU())]
model = torch.nn.Sequential(*layers[:-1])
optimizer = torch.optim.SGD(model.parameters(), RATE)
loss_of = torch.nn.CrossEntropyLoss()


def epoch():
    for rows in torch.randperm(TRAINING).split(batch):
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(model(x[rows].float()), y[rows])
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        z = model(x[TRAINING:].float())
        loss_of(z, y[TRAINING:]), (z.argmax(1) == y[TRAINING:]).sum()


serve(f"PyTorch {torch.__version__}, eager, {threads_text()}", epoch)
