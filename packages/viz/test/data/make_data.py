"""Writes the data that the tests of the charts draw, from real runs.

    python make_data.py REFERENCE_FOLDER MNIST_FOLDER

REFERENCE_FOLDER holds histories of Keras 3.15.1, MNIST_FOLDER the four IDX files. The histories are three seeds of every
variant, rounded to four decimals. The rest comes from small networks that scikit-learn trains on 10,000 images.
"""
import base64, json, os, struct, sys
import numpy as np
from sklearn.neural_network import MLPClassifier

reference, mnist = sys.argv[1:]
here = os.path.dirname(os.path.abspath(__file__))


def write(name, value):
    with open(os.path.join(here, name), 'w') as file:
        json.dump(value, file, separators=(',', ':'))


def read_idx(name):
    raw = open(os.path.join(mnist, name), 'rb').read()
    shape = struct.unpack(f'>{raw[3]}I', raw[4:4 + 4 * raw[3]])
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * raw[3]).reshape(shape)


variants = ['baseline', 'he-normal', 'relu', 'adam', 'batchnorm', 'dropout', 'combined']
histories = {}
for variant in variants:
    runs = [json.load(open(os.path.join(reference, f'{variant}-{seed}.json'))) for seed in (1, 2, 3)]
    histories[variant] = [{k: [round(x, 4) for x in v] for k, v in run['history'].items()} for run in runs]
write('keras-histories.json', histories)

x, y = read_idx('train-images-idx3-ubyte'), read_idx('train-labels-idx1-ubyte')
tx, ty = read_idx('t10k-images-idx3-ubyte'), read_idx('t10k-labels-idx1-ubyte')
flat, tflat = x[:10000].reshape(-1, 784) / 255, tx.reshape(-1, 784) / 255

members = [
    MLPClassifier((50,), max_iter=12, random_state=seed, alpha=0.01).fit(flat[i::5] if i else flat, y[:10000][i::5] if i else y[:10000])
    for i, seed in enumerate([1, 2, 3, 4, 5])
]
probabilities = np.array([m.predict_proba(tflat) for m in members])
votes = probabilities.argmax(2)
first = votes[0]


def image(i, images):
    return base64.b64encode(images[i].tobytes()).decode()


confidence = probabilities[0].max(1)
wrong = np.where(first != ty)[0]
wrong = wrong[np.argsort(-confidence[wrong])][:12]
write('digits.json', {
    'plain': [{'label': int(y[i]), 'pixels': image(i, x)} for i in range(20)],
    'misclassified': [
        {'label': int(ty[i]), 'prediction': int(first[i]), 'confidence': round(float(confidence[i]), 4), 'pixels': image(i, tx)}
        for i in wrong
    ],
})

matrix = np.zeros((10, 10), int)
np.add.at(matrix, (ty, first), 1)
write('confusion.json', matrix.tolist())

split = np.where([len(set(votes[:, i])) > 1 for i in range(len(ty))])[0][:16]
write('votes.json', {
    'labels': ty[split].tolist(),
    'members': votes[:, split].tolist(),
    'ensemble': probabilities.mean(0).argmax(1)[split].tolist(),
})

weights = members[0].coefs_[0][:, :16]
write('first-layer.json', {'shape': [784, 16], 'thousandths': np.round(weights * 1000).astype(int).ravel().tolist()})
