import { expect, it } from 'vitest';
import { checkShape, type Shape } from './check-shape';

const FILE: Shape = {
  name: 'string',
  'digests?': { '*': 'string' },
  'optimizer?': { name: 'string', '*': 'setting' },
  'members?': 'count',
};

it.each([
  [
    'a field of any name',
    { name: 'a', digests: { b: { toString: null } } },
    'f: digests.b: expected a string, received {"toString":null}',
  ],
  [
    'a setting',
    { name: 'a', optimizer: { name: 'sgd', rate: [1] } },
    'f: optimizer.rate: expected a number, a string, true or false, received [1]',
  ],
  [
    'a name among the settings',
    { name: 'a', optimizer: { name: 1 } },
    'f: optimizer.name: expected a string, received 1',
  ],
  ['a count', { name: 'a', members: 1e300 }, 'f: members: expected a whole number from 1 to 100000, received 1e+300'],
  ['what is absent', {}, 'f: name: expected a string, received nothing'],
])('refuses %s that is wrong', (_, value, message) => {
  expect(() => checkShape(value, FILE, 'f:')).toThrow(message);
});

it('keeps all fields, whatever their names', () => {
  const value = JSON.parse(
    '{"name":"a","digests":{"__proto__":"x","toString":"y"},"optimizer":{"name":"sgd","rate":1,"nesterov":true},"members":3,"more":[null]}',
  );
  expect(JSON.stringify(checkShape(value, FILE, 'f:'))).toBe(JSON.stringify(value));
});
