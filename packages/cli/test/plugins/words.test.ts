// How the command line writes what plugins bring: options behind a variant's name, optimizers and activations in settings.
import { describe, expect, it } from 'vitest';
import { setting } from '../../src/settings';
import { variantWord } from '../../src/variant-words';

describe('a word for a variant', () => {
  it('is its name, a pattern, or a name and options', () => {
    expect(variantWord('relu')).toBe('relu');
    expect(variantWord('acme/*')).toBe('acme/*');
    expect(variantWord('acme/net:pieces=3,wide=true, kind=a-b,rate=1e-3')).toEqual({
      variant: 'acme/net',
      options: { pieces: 3, wide: true, kind: 'a-b', rate: 0.001 },
    });
  });

  it.each(['acme/net:', 'acme/net:3', 'acme/net:pieces=', 'acme/net:pieces=3,,'])('is refused as %s', (word) => {
    expect(() => variantWord(word)).toThrowError(`${word}: expected options as in acme/maxout:pieces=3,wide=true`);
  });
});

describe('a setting', () => {
  it('names parts of plugins, an optimizer without what only its plugin knows', () => {
    expect(setting('optimizer=acme/lion')).toEqual({ optimizer: [{ name: 'acme/lion' }] });
    expect(setting('activation=acme/bent,relu')).toEqual({ activation: ['acme/bent', 'relu'] });
  });
});
