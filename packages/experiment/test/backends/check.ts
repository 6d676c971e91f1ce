// The contract's checks: they throw, so that they work in a page as in a test runner.

export function check(holds: boolean, message: string): void {
  if (!holds) throw new Error(message);
}

/** Numbers against numbers: each within an absolute `tolerance`; 0 asks for the same bits. */
export function checkNear(
  received: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what: string,
): void {
  check(
    received.length === expected.length,
    `${what}: expected ${expected.length} numbers, received ${received.length}`,
  );
  for (let i = 0; i < expected.length; i++)
    check(
      Math.abs(received[i] - expected[i]) <= tolerance,
      `${what} ${i}: expected ${expected[i]} within ${tolerance}, received ${received[i]}`,
    );
}
