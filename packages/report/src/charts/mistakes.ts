// The test images that one run misclassified, the most confident prediction first.
import { className, MlpLabError } from '@mlp-lab/core';
import { digits } from '@mlp-lab/viz';
import { chosenRun, runName } from '../run/choose-run';
import { mistakes as mistakesOf } from '../run/mistakes';
import { testAnswers } from '../run/test-answers';
import type { RunChart } from './run-chart';

const MOST = 40;
const WIDTH = 960; // eight digits in a row

export const mistakes: RunChart = {
  title: 'Mistakes',
  about: 'the images that one row misclassified, the most confident predictions first',
  async draw(data, { width = WIDTH } = {}) {
    const answers = await testAnswers(data);
    const wrong = mistakesOf(answers.test, answers);
    const name = runName(chosenRun(data));
    if (wrong.length === 0) throw new MlpLabError('unavailable', `${name} classified every test image correctly`);
    const which = wrong.length > MOST ? `the ${MOST} most confident of ${wrong.length}` : `all ${wrong.length}`;
    const named = wrong.slice(0, MOST).map(({ label, prediction, ...rest }) => ({
      ...rest,
      label: className(answers, label),
      prediction: className(answers, prediction),
    }));
    return digits(named, { title: `Mistakes: ${name}, ${which}`, width });
  },
};
