// The test files that take longest start first, so that no processor is idle at the end. Others run in vitest's own order.
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Parts of paths: browsers, and command lines that train. */
const LONG = ['backends-browser', 'plugins/browser', 'cli/test/browser', 'lab-page', 'cli/test/cli', 'plugins.test', 'terminal', 'compare.test', 'browser-executor', 'guide.test', 'serve-page', 'photos']; // biome-ignore format: one line

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = LONG.findIndex((part) => moduleId.includes(part));
      return at < 0 ? LONG.length : at;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}
