// The event file of fixtures/tensorboard/events.json is, byte for byte, the one that the real TensorBoard read (read_events.py), and what it
// read is what was given.
import { createHash } from 'node:crypto';
import { eventFile, type TensorBoardEvent } from '@mlp-lab/exchange';
import { describe, expect, it } from 'vitest';
import given from '../../../fixtures/tensorboard/events.json';
import read from '../../../fixtures/tensorboard/read_events.json';

type Given = Omit<TensorBoardEvent, 'histograms'> & { histograms?: Record<string, number[]> };

const events = (given.events as unknown as Given[]).map(({ histograms = {}, ...event }) => ({
  ...event,
  histograms: Object.fromEntries(Object.entries(histograms).map(([tag, list]) => [tag, Float32Array.from(list)])),
}));

describe('eventFile', () => {
  it('writes the bytes that TensorBoard read', () => {
    expect(createHash('sha256').update(eventFile(events)).digest('hex')).toBe(read.events.sha256);
  });

  it('gives TensorBoard every scalar, as float32, at its step', () => {
    const expected: Record<string, [number, number][]> = {};
    for (const { step, scalars = {} } of events)
      for (const [tag, value] of Object.entries(scalars)) {
        expected[tag] ??= [];
        expected[tag].push([step, Math.fround(value)]);
      }
    expect(read.events.scalars).toEqual(expected);
  });

  it('gives TensorBoard the counts, sums and range of every histogram', () => {
    const { 'dense_1/kernel': kernel, constant, empty } = read.events.histograms;
    expect(kernel[0]).toMatchObject({ step: 2, min: -1, max: 2, num: 8, sum: 2.75, sumSquares: 7.3125 });
    // 30 buckets of 0.1 each from -1: -1, -0.5, two zeros, 0.25, two ones, and 2 at the end of the last
    const filled = kernel[0].buckets.flatMap((count, i) => (count > 0 ? [[i, count]] : []));
    expect(filled).toEqual([
      [0, 1],
      [5, 1],
      [10, 2],
      [12, 1],
      [20, 2],
      [29, 1],
    ]);
    expect(kernel[1]).toMatchObject({ step: 3_000_000_000, num: 3, max: 7 });
    expect(constant[0]).toMatchObject({ min: 3, max: 3, num: 3, sum: 9 });
    expect(empty[0]).toMatchObject({ num: 0, sum: 0 });
    for (const [histogram] of [kernel, constant, empty])
      expect(histogram.buckets.reduce((sum, count) => sum + count, 0)).toBe(histogram.num);
  });

  it('gives TensorBoard the settings of the run, each of its type', () => {
    const { settings, metrics } = events[0].hparams!;
    expect(read.events.hparams.settings).toEqual(settings);
    expect(read.events.hparams.metrics).toEqual(metrics);
    expect(read.events.hparams.names).toEqual(Object.keys(settings));
    expect(read.events.hparams.status).toBe(1); // STATUS_SUCCESS
  });
});
