// Chart: learning curves as text; renderSvg makes a picture of the same chart.
import { loadMnist, toTrainingTensors } from '@mlp-lab/data-mnist';
import { fit } from '@mlp-lab/engine';
import { createRegistry, notebook } from '@mlp-lab/models';
import { learningCurves, renderText } from '@mlp-lab/viz';
import { tf } from './tf.mjs';

const { train } = toTrainingTensors(await loadMnist(), { scale: 'none' });
const registry = createRegistry([notebook()]);
const runs = [];
for (const name of ['relu', 'combined']) {
  const model = registry.build(name, { tf, seed: 1, inputSize: 784, classes: 10 });
  const { history } = await fit(model, train.x, train.y, { epochs: 4, batchSize: 32, validationSplit: 0.3, seed: 1 });
  runs.push({ name, histories: [history] });
}
console.log(renderText(learningCurves(runs, { metric: 'acc' }), { width: 80 }));
