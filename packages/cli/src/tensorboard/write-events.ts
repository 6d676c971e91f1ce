// `--tensorboard DIR`: one folder per network, with its scalars by epoch, and the settings of a sweep.
import { join } from 'node:path';
import { eventFile, type HParams, type TensorBoardEvent } from '@mlp-lab/exchange';
import { type Measured, type Report, type Row, type Run, runTaskIds } from '@mlp-lab/experiment';
import { prepareFolder } from '../print/prepare-folder';
import { writeFile } from '../print/write-file';

const METRICS = ['loss', 'acc', 'val_loss', 'val_acc'] as const;

/** Of an ensemble, the means of its members' epochs, as in the report. @throws MlpLabError `io`. */
export async function writeReportEvents(dir: string, report: Report): Promise<void> {
  const isSweep = report.rows.some(({ settings }) => settings !== undefined);
  for (const row of report.rows)
    for (const run of row.runs) {
      const name = runTaskIds(row, { ...run, members: undefined })[0];
      await writeEvents(dir, name, runEvents(run, isSweep ? hparamsOf(row, run) : undefined));
    }
}

function runEvents(run: Run, hparams: HParams | undefined): TensorBoardEvent[] {
  const { history, epochs, testAccuracy, testLoss } = run;
  const time = Date.now() / 1000;
  const before = hparams ? [{ step: 0, time, hparams }] : [];
  const each = history.loss.map((_, epoch) => {
    const scalars = METRICS.flatMap((metric) =>
      history[metric][epoch] === undefined ? [] : [[metric, history[metric][epoch]] as const],
    );
    return { step: epoch + 1, time, scalars: Object.fromEntries(scalars) };
  });
  return [...before, ...each, { step: epochs, time, scalars: { test_accuracy: testAccuracy, test_loss: testLoss } }];
}

/** What the sweep set, and the seed. */
function hparamsOf({ settings = {}, variant }: Row, { seed, epochs, batchSize }: Run): HParams {
  const own = Object.entries(settings).map(([name, value]) => {
    const isPlain = typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string';
    return [name, isPlain ? value : (JSON.stringify(value) ?? '')] as const;
  });
  return {
    settings: { variant, seed, epochs, batchSize, ...Object.fromEntries(own) },
    metrics: ['test_accuracy', 'test_loss'],
  };
}

/** The histograms of the weights and the norms of the gradients, of each variant that was inspected. @throws MlpLabError `io`. */
export async function writeMeasuredEvents(dir: string, measured: readonly Measured[]): Promise<void> {
  for (const variant of new Set(measured.map((event) => event.variant))) {
    const events = measured
      .filter((event) => event.variant === variant)
      .map(({ snapshot: { epoch, layers }, weights }) => ({
        step: epoch,
        time: Date.now() / 1000,
        scalars: Object.fromEntries(layers.map(({ name, gradientNorm }) => [`gradient_norm/${name}`, gradientNorm])),
        histograms: weights,
      }));
    await writeEvents(dir, variant.replaceAll('/', '.'), events);
  }
}

/** One file in a folder that TensorBoard shows as a run. @throws MlpLabError `io`. */
export async function writeEvents(dir: string, name: string, events: readonly TensorBoardEvent[]): Promise<void> {
  const folder = join(dir, name);
  await prepareFolder(folder);
  await writeFile(join(folder, `events.out.tfevents.${Math.floor(Date.now() / 1000)}.mlp-lab`), eventFile(events));
}
