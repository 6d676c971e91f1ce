import { describe, expect, it } from 'vitest';
import { commandLine, type Form, type RunSettings, readForm } from './settings';

const form: Form = {
  variants: ['relu', 'opt/adam'],
  epochs: ' 5 ',
  seeds: '1, 2',
  protocol: 'as-published',
  backend: 'engine',
  limit: '',
  jobs: '2',
  measuresGradients: false,
};

describe('the form', () => {
  it('is read as numbers; no limit is all images', () => {
    const { measuresGradients: _, ...fields } = form;
    expect(readForm(form)).toEqual({ settings: { ...fields, epochs: 5, seeds: [1, 2], limit: undefined, jobs: 2 } });
    expect(readForm({ ...form, limit: '1000', seeds: '0' })).toMatchObject({ settings: { limit: 1000, seeds: [0] } });
  });

  it('measures layers on a thousand images where gradients are wanted', () => {
    expect(readForm({ ...form, measuresGradients: true })).toMatchObject({ settings: { probe: 1000 } });
  });

  it.each<[keyof Form, string | string[]]>([
    ['variants', []],
    ['epochs', '0'],
    ['epochs', '1.5'],
    ['epochs', ''],
    ['epochs', '1e3'],
    ['seeds', ''],
    ['seeds', '1,'],
    ['seeds', '-1'],
    ['seeds', '1,1'],
    ['seeds', '9007199254740993'],
    ['limit', 'all'],
    ['limit', '0'],
    ['jobs', '0'],
  ])('says what is wrong with %s: %j', (field, value) => {
    expect(readForm({ ...form, [field]: value })).toEqual({ problems: { [field]: expect.any(String) } });
  });
});

describe('the command that does the same', () => {
  it('leaves out what is usual', () => {
    const settings = {
      variants: ['relu'],
      epochs: 5,
      seeds: [1],
      protocol: 'as-published',
      backend: 'engine',
      jobs: 2,
    } as const;
    expect(commandLine({ ...settings, seeds: [1] })).toBe('mlp-lab compare relu --epochs 5');
  });

  it('brings the plugins', () => {
    const { settings } = readForm({ ...form, variants: ['maxout/net'], seeds: '1' }) as { settings: RunSettings };
    expect(commandLine(settings, ['maxout', "./it's mine"])).toBe(
      "mlp-lab compare maxout/net --epochs 5 --plugin maxout --plugin './it'\\''s mine'",
    );
  });

  it('names all that is not', () => {
    const settings = { variants: ['relu', 'adam'], epochs: 1, seeds: [0, 7], limit: 100, jobs: 1 };
    expect(commandLine({ ...settings, protocol: 'controlled', backend: 'wasm' })).toBe(
      'mlp-lab compare relu adam --epochs 1 --seeds 0,7 --protocol controlled --backend wasm --limit 100',
    );
  });
});
