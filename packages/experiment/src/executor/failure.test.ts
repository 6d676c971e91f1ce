import { expect, it } from 'vitest';
import { errorOf, failureOf } from './failure';

it('an error that crosses threads keeps its message in its stack, also from browsers whose stacks lack it', () => {
  const error = Object.assign(new TypeError('no such row'), { stack: 'run@http://localhost/page.js:3:7' });
  const { message, stack } = errorOf(failureOf(error));
  expect(message).toBe('no such row');
  expect(stack).toBe('TypeError: no such row\nrun@http://localhost/page.js:3:7');
  const own = new Error('as in Node');
  expect(errorOf(failureOf(own)).stack).toBe(own.stack);
});
