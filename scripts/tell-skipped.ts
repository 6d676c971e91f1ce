// For tests: after the summary, prints one line per reason for which tests were skipped. The name of a skipped suite or test is its reason.
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';

let isChosen = false;

export const tellSkipped: Reporter = {
  onInit({ config }) {
    isChosen = config.testNamePattern !== undefined; // tests were chosen by name: all others count as skipped
  },
  onTestRunEnd(modules) {
    if (isChosen) return;
    const reasons = new Map<string, number>();
    for (const { name, count } of modules.flatMap(skippedIn)) reasons.set(name, (reasons.get(name) ?? 0) + count);
    for (const [reason, count] of reasons) console.log(`Skipped ${count} ${count === 1 ? 'test' : 'tests'}: ${reason}`);
  },
};

/** The outermost suites and tests that were skipped, each with the number of tests in it. */
function skippedIn(parent: TestModule | TestSuite): { name: string; count: number }[] {
  return [...parent.children].flatMap((child) => {
    if (isSkipped(child))
      return { name: child.name, count: child.type === 'suite' ? [...child.children.allTests()].length : 1 };
    return child.type === 'suite' ? skippedIn(child) : [];
  });
}

function isSkipped(child: TestCase | TestSuite): boolean {
  return child.type === 'suite' ? child.state() === 'skipped' : child.result().state === 'skipped';
}
