// The test images that one run got wrong, those first of which it was surest.
import { MlpLabError } from '@mlp-lab/core';
import { mistakes as mistakesOf } from '@mlp-lab/experiment';
import { digits } from '@mlp-lab/viz';
import type { RunChart } from './run-chart';
import { runName } from './run-name';
import { testAnswers } from './test-answers';

const MOST = 40;
const WIDTH = 960; // eight digits in a row

export const mistakes: RunChart = {
  about: 'the images that one row got wrong, the surest first',
  async draw(opened) {
    const answers = await testAnswers(opened);
    const wrong = mistakesOf(answers.test, answers);
    if (wrong.length === 0) throw new MlpLabError('unavailable', `${runName(opened.chosen)} got no test image wrong`);
    const which = wrong.length > MOST ? `the surest ${MOST} of ${wrong.length}` : `all ${wrong.length}`;
    return digits(wrong.slice(0, MOST), { title: `Mistakes: ${runName(opened.chosen)}, ${which}`, width: WIDTH });
  },
};
