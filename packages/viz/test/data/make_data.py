"""Writes the data that the tests of the charts draw, from real runs.

    python make_data.py REFERENCE_FOLDER MNIST_FOLDER

REFERENCE_FOLDER holds histories of Keras 3.15.1, MNIST_FOLDER the four IDX files. The histories are three seeds of every
variant, rounded to four decimals. The rest comes from small
networks that scikit-learn 1.9.1 and Keras 3.15.1 (TensorFlow backend) train on a few thousand images.
"""
import base64, itertools, json, os, struct, sys

os.environ['KERAS_BACKEND'] = 'tensorflow'
import keras
import tensorflow as tf
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
write('test-accuracies.json', {
    variant: [round(json.load(open(os.path.join(reference, f'{variant}-{seed}.json')))['test_acc'], 4) for seed in range(1, 6)]
    for variant in variants
})

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


def accuracy(guess):
    return round(float((guess == ty).mean()), 4)


def hard(chosen):
    counts = np.stack([(votes[chosen] == c).sum(0) for c in range(10)])
    return counts.argmax(0)


subsets = {size: [list(c) for c in itertools.combinations(range(5), size)] for size in range(1, 6)}
write('ensemble-sizes.json', {
    'soft': [{'size': n, 'accuracies': [accuracy(probabilities[c].mean(0).argmax(1)) for c in s]} for n, s in subsets.items()],
    'hard': [{'size': n, 'accuracies': [accuracy(hard(c)) for c in s]} for n, s in subsets.items()],
})

# Optimizers and gradient norms: the notebook's network in Keras, on 6,000 images.
k_x, k_y = x[:6000].reshape(-1, 784).astype('float32') / 255, y[:6000]
v_x, v_y = x[10000:12000].reshape(-1, 784).astype('float32') / 255, y[10000:12000]


def network(activation):
    keras.utils.set_random_seed(1)
    hidden = [layer for _ in range(4) for layer in (keras.layers.Dense(50), keras.layers.Activation(activation))]
    return keras.Sequential([keras.Input((784,)), *hidden, keras.layers.Dense(10, activation='softmax')])


optimizers = {
    'SGD': keras.optimizers.SGD(0.01),
    'SGD, momentum 0.9': keras.optimizers.SGD(0.01, momentum=0.9),
    'SGD, Nesterov 0.9': keras.optimizers.SGD(0.01, momentum=0.9, nesterov=True),
    'Adagrad': keras.optimizers.Adagrad(0.001),
    'RMSprop': keras.optimizers.RMSprop(0.001),
    'Adam': keras.optimizers.Adam(0.001),
}
races = {}
for name, optimizer in optimizers.items():
    model = network('relu')
    model.compile(optimizer, 'sparse_categorical_crossentropy', metrics=['acc'])
    fit = model.fit(k_x, k_y, batch_size=32, epochs=30, validation_data=(v_x, v_y), verbose=0)
    races[name] = {metric: [round(float(v), 4) for v in values] for metric, values in fit.history.items()}
write('optimizers.json', races)

model = network('sigmoid')
loss = keras.losses.SparseCategoricalCrossentropy()
model.compile(keras.optimizers.Adam(0.001), loss)
norms = []
for epoch in range(30):
    with tf.GradientTape() as tape:
        value = loss(k_y, model(k_x))
    kernels = [layer.kernel for layer in model.layers if hasattr(layer, 'kernel')]
    norms.append([float(f'{tf.norm(g):.4g}') for g in tape.gradient(value, kernels)])
    model.fit(k_x, k_y, batch_size=32, epochs=1, verbose=0)
write('gradient-norms.json', [{'name': f'dense {i + 1}', 'norms': list(column)} for i, column in enumerate(zip(*norms))])
