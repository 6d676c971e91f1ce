// A plan and the outcomes of its networks → the report of the completed runs.
import { isMnist } from '@mlp-lab/data-mnist';
import type { MadeBy } from '../made-by';
import type { Plan, PlannedRow, PlannedRun } from '../plan/plan';
import type { TaskResult } from '../train/task';
import { comparePaired } from './compare-paired';
import { datasetInfo } from './dataset-info';
import { estimate } from './estimate';
import { finishRun } from './finish-run';
import { REPORT_SCHEMA, type Report, type Row, type Run } from './report';

/** A network's result, or why it failed. */
export type Outcome = TaskResult | { failure: string };

/**
 * The report of the runs whose networks are all done. It leaves out rows without such a run, unless they failed or were stopped.
 *
 * @param begun the networks that were stopped in their first epoch, where training has ended. Default: it goes on.
 */
export function assemble(plan: Plan, outcomes: ReadonlyMap<string, Outcome>, begun?: ReadonlySet<string>): Report {
  const { dataset, protocol, overrides, baseline, rows } = plan;
  const assembled = rows
    .map((row) => assembleRow(row, plan, outcomes, begun))
    .filter(({ runs, failures, stopped }) => runs.length > 0 || failures || stopped);
  const reference = assembled.find(({ variant }) => variant === baseline.name);
  return {
    schema: REPORT_SCHEMA,
    madeBy: makersOf(outcomes.values()),
    dataset: datasetInfo(dataset),
    protocol,
    ...(overrides.set && { set: overrides.set }),
    rows: reference ? assembled.map((row) => compareWith(reference, row)) : assembled,
  };
}

function compareWith(reference: Row, row: Row): Row {
  const isStopped = [row, reference].some(({ runs }) => runs.some(({ plannedEpochs }) => plannedEpochs !== undefined));
  const against = row === reference || isStopped ? undefined : comparePaired(row, reference);
  return against ? { ...row, against } : row;
}

function makersOf(outcomes: Iterable<Outcome>): MadeBy[] {
  const makers = [...outcomes].flatMap((outcome) => ('madeBy' in outcome && outcome.madeBy ? [outcome.madeBy] : []));
  return [...new Map(makers.map((maker) => [`${maker.version} ${maker.arithmetic}`, maker])).values()];
}

/** Whether the row's figures can be compared with the notebook's: its settings, on its data. */
function isAsPublished({ variant, recipe }: PlannedRow, { dataset, protocol }: Plan): boolean {
  const hasSettings = protocol === 'as-published' && JSON.stringify(recipe) === JSON.stringify(variant.recipe);
  return hasSettings && isMnist(dataset);
}

function assembleRow(
  row: PlannedRow,
  plan: Plan,
  outcomes: ReadonlyMap<string, Outcome>,
  begun?: ReadonlySet<string>,
): Row {
  const runs: Run[] = [];
  const failures: { seed: number; message: string }[] = [];
  const stopped: { seed: number; message: string }[] = [];
  for (const run of row.runs) {
    const results = run.tasks.map(({ id }) => outcomes.get(id));
    const failed = results.find((result) => result && 'failure' in result);
    if (failed && 'failure' in failed) failures.push({ seed: run.seed, message: failed.failure });
    else if (isOneRun(results)) runs.push(finishOnce(row, run, results, plan));
    else if (begun && run.tasks.some(({ id }) => begun.has(id) || outcomes.has(id)))
      stopped.push({ seed: run.seed, message: stopText(row, results) });
  }
  const { name, title, origin, settings } = row.variant;
  return {
    variant: name,
    title,
    ...(origin && { origin }),
    ...(settings && { settings }),
    changes: row.changes,
    differs: row.differs,
    published: isAsPublished(row, plan) ? (row.variant.published ?? null) : null,
    testAccuracy: estimate(runs.map((run) => run.testAccuracy)),
    testLoss: estimate(runs.map((run) => run.testLoss)),
    runs,
    ...(failures.length > 0 && { failures }),
    ...(stopped.length > 0 && { stopped }),
  };
}

function stopText({ recipe: { epochs } }: PlannedRow, results: readonly unknown[]): string {
  if (results.length === 1) return `stopped in the first of ${epochs} epochs`;
  const further = results.filter((result) => result !== undefined).length;
  return `stopped with ${further} of ${results.length} networks past the first of ${epochs} epochs`;
}

/** Whether all networks of a run are there. The members of an ensemble that was stopped may have trained for different epochs. */
function isOneRun(results: readonly (Outcome | undefined)[]): results is TaskResult[] {
  return results.every((result) => result && 'history' in result && result.history.loss.length > 0);
}

/** Counts a run whose networks are all done, and lets go of their answers: 400 kB for each network on MNIST. */
export function settleRun(plan: Plan, run: PlannedRun, outcomes: Map<string, Outcome>): void {
  const row = plan.rows.find(({ runs }) => runs.includes(run));
  const results = run.tasks.map(({ id }) => outcomes.get(id));
  if (!row || !isOneRun(results)) return;
  finishOnce(row, run, results, plan);
  results.forEach(({ heldOut: _, snapshots: __, ...result }, i) => {
    outcomes.set(run.tasks[i].id, { ...result, probabilities: NONE });
  });
}

const NONE = new Float32Array();
const finished = new WeakMap<PlannedRun, Run>();

/** Counts a run's votes once, though every report after its end includes it. */
function finishOnce(row: PlannedRow, run: PlannedRun, results: TaskResult[], plan: Plan): Run {
  const known = finished.get(run) ?? finishRun(row, run, results, plan);
  finished.set(run, known);
  return known;
}
