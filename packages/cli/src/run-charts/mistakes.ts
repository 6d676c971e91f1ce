// The test images that one run got wrong, those first of which it was surest.
import { MlpLabError } from '@mlp-lab/core';
import { digits } from '@mlp-lab/viz';
import type { RunChart } from './run-chart';
import { runName } from './run-name';
import { type TestAnswers, testAnswers } from './test-answers';

const MOST = 40;
const WIDTH = 960; // eight digits in a row

export const mistakes: RunChart = {
  about: 'the images that one row got wrong, the surest first',
  async draw(opened) {
    const wrong = wrongAnswers(await testAnswers(opened));
    if (wrong.length === 0) throw new MlpLabError('unavailable', `${runName(opened.chosen)} got no test image wrong`);
    const which = wrong.length > MOST ? `the surest ${MOST} of ${wrong.length}` : `all ${wrong.length}`;
    return digits(wrong.slice(0, MOST), { title: `Mistakes: ${runName(opened.chosen)}, ${which}`, width: WIDTH });
  },
};

function wrongAnswers({ test, labels, probabilities }: TestAnswers) {
  const { height, width, images } = test;
  const size = height * width;
  return Array.from(test.labels, (label, i) => ({
    label,
    i,
    prediction: labels[i],
    confidence: probabilities[i][labels[i]],
  }))
    .filter(({ label, prediction }) => label !== prediction)
    .sort((a, b) => b.confidence - a.confidence)
    .map(({ i, ...answer }) => ({ ...answer, height, width, pixels: images.subarray(i * size, (i + 1) * size) }));
}
