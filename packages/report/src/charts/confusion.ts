// True labels against the predictions of one run.
import { confusionMatrix } from '@mlp-lab/viz';
import { chosenRun, runName } from '../run/choose-run';
import { testAnswers } from '../run/test-answers';
import type { RunChart } from './run-chart';

export const confusion: RunChart = {
  title: 'Confusion matrix',
  about: 'true labels against the predictions of one row, on the test images',
  async draw(data, { width } = {}) {
    const { test, labels, classes, classNames } = await testAnswers(data);
    const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
    test.labels.forEach((truth, i) => {
      counts[truth][labels[i]] += 1;
    });
    const title = `Confusion matrix: ${runName(chosenRun(data))}`;
    return confusionMatrix(counts, { title, width, labels: classNames });
  },
};
