// The whole page: first the loading screen, then the lab for a person or the comparison that a program runs.
import { useLayoutEffect, useState } from 'preact/hooks';
import { type Comparison, type Connection, type Lab, openLab } from '../lab';
import { LabPage } from './lab-page';
import { later } from './later';
import { Message } from './message';
import { Opening } from './opening';

const ComparisonPage = later(async () => (await import('./comparison-page')).ComparisonPage);

export interface AppProps {
  /** Undefined if the address lacks its key. */
  connection: Connection | undefined;
  /** Called when the page has opened, and all images are there. */
  onAllHere?(): void;
}

export function App({ connection, onAllHere }: AppProps) {
  const [progress, setProgress] = useState<{ received: number; total?: number }>({ received: 0 });
  const [lab, setLab] = useState<Lab | Comparison>();
  const [problem, setProblem] = useState<string>();

  useLayoutEffect(() => {
    if (connection) {
      const onProgress = (received: number, total: number) => setProgress({ received, total });
      const opened = openLab(connection, onProgress);
      opened.then(setLab, (error: Error) => setProblem(error.message));
      opened.then((lab) => ('all' in lab ? lab.all.then(onAllHere) : undefined)).catch(() => {}); // the page tells it
    }
  }, [connection]);

  if (!connection)
    return (
      <Message title="This address lacks its key">
        Open the complete address that <code>mlp-lab</code> printed in the terminal: the part after <code>#</code> is
        the key.
      </Message>
    );
  if (problem !== undefined) return <Message title="The lab could not be opened">{problem}</Message>;
  if (!lab) return <Opening {...progress} />;
  return 'orders' in lab ? <ComparisonPage lab={lab} /> : <LabPage lab={lab} />;
}
