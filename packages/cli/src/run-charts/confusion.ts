// What one run took for what.
import { confusionMatrix } from '@mlp-lab/viz';
import type { RunChart } from './run-chart';
import { runName } from './run-name';
import { testAnswers } from './test-answers';

export const confusion: RunChart = {
  about: 'what one row took for what, on the test images',
  async draw(opened) {
    const { test, labels, classes } = await testAnswers(opened);
    const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
    test.labels.forEach((truth, i) => {
      counts[truth][labels[i]] += 1;
    });
    return confusionMatrix(counts, { title: `Confusion matrix: ${runName(opened.chosen)}` });
  },
};
