// Tensors: images as rows of 784 raw pixels, labels one-hot. A typed array and a shape, ready for any library.
import { loadMnist, toTrainingTensors } from '@mlp-lab/data-mnist';

const { train, test } = toTrainingTensors(await loadMnist(), { scale: 'none' });
console.log(train.x.shape, test.x.shape, train.y.shape, test.y.shape);
console.log('label 5 as one-hot:', ...train.y.data.subarray(0, 10));
