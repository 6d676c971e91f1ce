// The networks in training, one line each.
import { timeLeft } from '@mlp-lab/report';
import { useRef } from 'preact/hooks';
import type { Job, RunState } from '../training/run-state';

/** It keeps its greatest height, so that nothing below jumps when one network ends and the next one starts. */
export function Jobs({ state: { jobs } }: { state: RunState }) {
  const most = useRef(1);
  most.current = Math.max(most.current, jobs.size);
  return (
    <ul class="jobs" aria-label="In training" style={{ minHeight: `${most.current * LINE - GAP}rem` }}>
      {[...jobs].map(([id, job]) => (
        <JobLine key={id} id={id} job={job} />
      ))}
    </ul>
  );
}

const LINE = 1.9; // rem, as in the style sheet
const GAP = 0.6;

function JobLine({ id, job }: { id: string; job: Job }) {
  const { epoch, epochs, fraction, loss, acc, val_acc } = job.progress;
  return (
    <li>
      <span class="job-name">{id}</span>
      <progress value={fraction} aria-label={`${id}: epoch ${epoch} of ${epochs}`} />
      <span class="job-figures">
        <span>
          epoch {epoch}/{epochs}
        </span>
        <span>loss {loss.toFixed(4)}</span>
        <span>{val_acc === undefined ? `acc ${acc.toFixed(4)}` : `val ${val_acc.toFixed(4)}`}</span>
        <span class="job-left">{timeLeft(fraction, job.since)} left</span>
      </span>
    </li>
  );
}
