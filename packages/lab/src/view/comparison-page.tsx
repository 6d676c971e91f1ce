// A comparison that a program runs: this page trains its networks and shows what the terminal shows.
import { openThreadExecutor } from '@mlp-lab/experiment';
import { wasmPaths } from '@mlp-lab/experiment/wasm-paths';
import { useEffect, useState } from 'preact/hooks';
import type { Comparison } from '../lab';
import { serveComparison } from '../session/serve-comparison';
import { Header } from './header';
import { Record } from './record';
import type { Ending } from './status';
import { useRun } from './use-run';

export function ComparisonPage({ lab }: { lab: Comparison }) {
  const run = useRun();
  const [ending, setEnding] = useState<Ending>();

  useEffect(() => {
    const began = performance.now();
    train(lab, run).then(
      (interrupted) =>
        setEnding(
          interrupted
            ? { kind: 'stopped' }
            : { kind: 'done', seconds: (performance.now() - began) / 1000, inTerminal: true },
        ),
      (error: Error) => setEnding({ kind: 'failed', message: error.message }),
    );
  }, [lab]);

  return (
    <div class="page">
      <Header dataset={lab.dataset} />
      <Record lab={lab} dataset={lab.dataset} run={run} isRunning={ending === undefined} ending={ending} />
    </div>
  );
}

async function train(
  { server, dataset, registry, orders, session: { jobs = 1, threads, plugins } }: Comparison,
  { onEvent, onResult }: ReturnType<typeof useRun>,
): Promise<boolean> {
  const registryModule = plugins?.registryModule;
  const executor = openThreadExecutor({ dataset, registryModule, jobs, threads, wasmPaths });
  try {
    return await serveComparison(server, orders, { executor, dataset, registry, onEvent, onResult });
  } finally {
    await executor.close();
  }
}
