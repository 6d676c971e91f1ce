import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accuracyScore } from '@mlp-lab/ensemble';
import { answersOf, compare, type Report } from '@mlp-lab/experiment';
import { readRun, reportSoFar } from '@mlp-lab/experiment/node';
import { tinyDataset } from '@mlp-lab/experiment/testing';
import { createRegistry, notebook } from '@mlp-lab/models';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const registry = createRegistry([notebook()]);

let made: string;
let report: Report;
beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), 'mlp-lab-made-'));
  const asked = { variants: ['relu', 'ensemble'], seeds: [1, 2], epochs: 2, batchSize: 8 };
  report = await compare({ registry, dataset: tinyDataset, out: made, ...asked });
});
afterAll(() => rm(made, { recursive: true }));

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mlp-lab-read-'));
  await cp(made, dir, { recursive: true });
});
afterEach(() => rm(dir, { recursive: true }));

const file = (name: string) => join(dir, name);
const edit = async (name: string, change: (text: string) => string) =>
  writeFile(file(name), change(await readFile(file(name), 'utf8')));

describe('readRun', () => {
  it('reads the settings, the report and every network', async () => {
    const stored = await readRun(dir);
    expect(stored.report).toEqual(report);
    expect(stored.config).toMatchObject({ seeds: [1, 2], overrides: { epochs: 2, batchSize: 8 }, backend: 'engine' });
    expect([...stored.networks.keys()].sort()).toEqual([
      'ensemble.seed-1.member-1',
      'ensemble.seed-1.member-2',
      'ensemble.seed-1.member-3',
      'ensemble.seed-2.member-1',
      'ensemble.seed-2.member-2',
      'ensemble.seed-2.member-3',
      'relu.seed-1',
      'relu.seed-2',
    ]);
    expect(stored.networks.get('relu.seed-1')?.result.probabilities).toHaveLength(30 * 3);
  });

  it("has the answers that the report's accuracies are of, of networks and of votes", async () => {
    const stored = await readRun(dir);
    for (const row of report.rows)
      for (const run of row.runs) {
        const answers = answersOf(stored.networks, row, run, tinyDataset.test.count);
        expect(answers?.members).toHaveLength(run.members?.length ?? 1);
        expect(accuracyScore(tinyDataset.test.labels, answers?.labels ?? [])).toBe(run.testAccuracy);
      }
  });

  it('reads the folder of a report.json, and a report alone', async () => {
    expect((await readRun(file('report.json'))).networks.size).toBe(8);
    await writeFile(file('copy.json'), JSON.stringify(report));
    const alone = await readRun(file('copy.json'));
    expect(alone).toEqual({ report, networks: new Map() });
    expect(answersOf(alone.networks, report.rows[0], report.rows[0].runs[0], tinyDataset.test.count)).toBeUndefined();
  });

  it('reads NaN back from the null that JSON has for it', async () => {
    await edit('report.json', (text) => text.replace(/"loss": \[\s+[\d.]+/, '"loss": [ null'));
    expect((await readRun(dir)).report?.rows[0].runs[0].history.loss[0]).toBeNaN();
  });

  it.each([
    ['half a file', 'report.json', (text: string) => text.slice(0, 500), /report\.json is damaged: expected JSON/],
    [
      'another schema',
      'report.json',
      (text: string) => text.replace('report@1', 'report@9'),
      /expected the schema mlp-lab\/report@1, received "mlp-lab\/report@9"/,
    ],
    ['no schema', 'config.json', () => '{}', /config\.json: expected the schema mlp-lab\/config@1, received none/],
    ['null', 'config.json', () => 'null', /expected the schema/],
    [
      'words for a number',
      'report.json',
      (text: string) => text.replace(/"testLoss": [\d.]+/, '"testLoss": "low"'),
      /report\.json: rows\[0\]\.runs\[0\]\.testLoss: expected a number, received "low"/,
    ],
    [
      'no list',
      'config.json',
      (text: string) => text.replace(/"seeds": \[[^\]]*\]/, '"seeds": 1'),
      /config\.json: seeds: expected a list, received 1/,
    ],
    [
      'a network without its numbers',
      'networks/relu.seed-1.json',
      () => '{"task":{}}',
      /relu\.seed-1\.json: task\.id: expected a string, received nothing/,
    ],
    [
      'answers to fewer images',
      'networks/relu.seed-1.f32',
      () => 'abcd',
      /relu\.seed-1\.f32 is damaged: .* 30 images, received 4 bytes/,
    ],
  ])('names the file, and the path in it, of %s', async (_, name, change, message) => {
    await edit(name, change);
    await expect(readRun(dir)).rejects.toMatchObject({ code: 'bad-data', message: expect.stringMatching(message) });
  });

  it('refuses anything but a run', async () => {
    await expect(readRun(file('nothing'))).rejects.toMatchObject({
      code: 'io',
      message: expect.stringMatching(/nothing/),
    });
    const networks = { code: 'bad-data', message: expect.stringMatching(/networks is not a run folder/) };
    await expect(readRun(file('networks'))).rejects.toMatchObject(networks);
  });
});

describe('the report so far of a run that was ended', () => {
  it('is that of the runs whose networks are all there, the same as in the end', async () => {
    await rm(file('report.json'));
    await rm(file('networks/ensemble.seed-2.member-3.json'));
    const soFar = reportSoFar(await readRun(dir), { registry, dataset: tinyDataset });
    expect(soFar.rows[0]).toEqual(report.rows[0]);
    expect(soFar.rows[1].runs).toEqual([report.rows[1].runs[0]]);
  });

  it('is made if the saved report is of an earlier comparison', async () => {
    await edit('config.json', (text) => text.replaceAll(/"seeds": \[[^\]]*\]/g, '"seeds": [2, 3]'));
    const stored = await readRun(dir);
    expect(stored.report).toBeUndefined();
    const soFar = reportSoFar(stored, { registry, dataset: tinyDataset });
    expect(soFar.rows.map(({ runs }) => runs)).toEqual(report.rows.map(({ runs }) => [runs[1]]));
  });

  it('needs a complete run, and the data that the run was of', async () => {
    await rm(file('report.json'));
    const stored = await readRun(dir);
    const none = { ...stored, networks: new Map() };
    expect(() => reportSoFar(none, { registry, dataset: tinyDataset })).toThrowError(/no run is complete yet/);
    const other = { ...tinyDataset, name: 'other' };
    expect(() => reportSoFar(stored, { registry, dataset: other })).toThrowError(
      /dataset: expected tiny with 120 training and 30 test images, received other with/,
    );
  });
});
