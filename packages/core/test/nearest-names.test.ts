import { nearestNames, suggestNames } from '@mlp-lab/core';
import { describe, expect, it } from 'vitest';

describe('nearestNames', () => {
  it('gives at most three names, nearest first, and none that is far', () => {
    expect(nearestNames('adm', ['sgd', 'adamw', 'adam', 'nadam', 'adamax'])).toEqual(['adam']);
    expect(nearestNames('adamm', ['sgd', 'adamw', 'adam', 'nadam', 'adamax'])).toEqual(['adamw', 'adam', 'nadam']);
    expect(nearestNames('zzz', ['relu'])).toEqual([]);
  });

  it('ignores case, hyphens and underscores', () => {
    expect(nearestNames('He_Normal', ['relu', 'he-normal'])).toEqual(['he-normal']);
    expect(nearestNames('batch_size', ['batchSize', 'epochs'])).toEqual(['batchSize']);
  });

  it('counts insertions, deletions and replacements', () => {
    // kitten → sitting: two replacements and an insertion, the textbook's example; half of kitten's letters is three
    expect(nearestNames('kitten', ['sitting'])).toEqual(['sitting']);
    expect(nearestNames('kitten', ['sittings'])).toEqual([]);
  });
});

describe('suggestNames', () => {
  it('asks for the nearest names, or lists all where none is near', () => {
    expect(suggestNames('reul', ['relu', 'tanh'])).toBe('did you mean relu?');
    expect(suggestNames('softmax', ['relu', 'tanh'])).toBe('expected one of relu, tanh');
  });
});
