// A plan and the outcomes of its networks → the report of the completed runs.
import type { Dataset } from '@mlp-lab/core';
import type { Plan, PlannedRow, PlannedRun } from '../plan/plan';
import type { TaskResult } from '../train/task';
import { comparePaired } from './compare-paired';
import { estimate } from './estimate';
import { finishRun } from './finish-run';
import { REPORT_SCHEMA, type Report, type Row, type Run } from './report';

/** A network's result, or why it failed. */
export type Outcome = TaskResult | { failure: string };

/** The report of the runs whose networks are all done. It leaves out rows without such a run, unless they failed. */
export function assemble(plan: Plan, outcomes: ReadonlyMap<string, Outcome>): Report {
  const { dataset, protocol, overrides, baseline, rows } = plan;
  const assembled = rows
    .map((row) => assembleRow(row, plan, outcomes))
    .filter(({ runs, failures }) => runs.length > 0 || failures);
  const reference = assembled.find(({ variant }) => variant === baseline.name);
  return {
    schema: REPORT_SCHEMA,
    dataset: datasetInfo(dataset),
    protocol,
    ...(overrides.set && { set: overrides.set }),
    rows: reference ? assembled.map((row) => compareWith(reference, row)) : assembled,
  };
}

function compareWith(reference: Row, row: Row): Row {
  const against = row === reference ? undefined : comparePaired(row, reference);
  return against ? { ...row, against } : row;
}

/** How a report identifies its data set. */
export function datasetInfo({ name, train, test }: Dataset): Report['dataset'] {
  return { name, train: train.count, test: test.count };
}

function assembleRow(row: PlannedRow, plan: Plan, outcomes: ReadonlyMap<string, Outcome>): Row {
  const runs: Run[] = [];
  const failures: { seed: number; message: string }[] = [];
  for (const run of row.runs) {
    const results = run.tasks.map(({ id }) => outcomes.get(id));
    const failed = results.find((result) => result && 'failure' in result);
    if (failed && 'failure' in failed) failures.push({ seed: run.seed, message: failed.failure });
    else if (results.every((result) => result !== undefined))
      runs.push(finishOnce(row, run, results as TaskResult[], plan));
  }
  const { name, title, origin, settings } = row.variant;
  return {
    variant: name,
    title,
    ...(origin && { origin }),
    ...(settings && { settings }),
    changes: row.changes,
    differs: row.differs,
    published: plan.overrides.set ? null : (row.variant.published ?? null), // the published figure is of other settings
    testAccuracy: estimate(runs.map((run) => run.testAccuracy)),
    testLoss: estimate(runs.map((run) => run.testLoss)),
    runs,
    ...(failures.length > 0 && { failures }),
  };
}

const finished = new WeakMap<PlannedRun, Run>();

/** Counts a run's votes once, though every report after its end includes it. */
function finishOnce(row: PlannedRow, run: PlannedRun, results: TaskResult[], plan: Plan): Run {
  const known = finished.get(run) ?? finishRun(row, run, results, plan);
  finished.set(run, known);
  return known;
}
