// The whole page: first the loading screen, then the lab for a person or the comparison that a program runs.
import { useEffect, useState } from 'preact/hooks';
import { type Comparison, type Connection, type Lab, openLab } from '../lab';
import { LabPage } from './lab-page';
import { later } from './later';
import { Message } from './message';
import { Opening } from './opening';

const ComparisonPage = later(async () => (await import('./comparison-page')).ComparisonPage);

/** @param props.connection undefined if the address lacks its key. */
export function App({ connection }: { connection: Connection | undefined }) {
  const [progress, setProgress] = useState<{ received: number; total?: number }>({ received: 0 });
  const [lab, setLab] = useState<Lab | Comparison>();
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    if (connection) {
      const onProgress = (received: number, total: number) => setProgress({ received, total });
      openLab(connection, onProgress).then(setLab, (error: Error) => setProblem(error.message));
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
