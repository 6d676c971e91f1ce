// The networks that train now, a line each.
import type { Job } from '../training/run-state';

export function Jobs({ jobs }: { jobs: ReadonlyMap<string, Job> }) {
  if (jobs.size === 0) return null;
  return (
    <ul class="jobs" aria-label="In training">
      {[...jobs].map(([id, job]) => (
        <JobLine key={id} id={id} job={job} />
      ))}
    </ul>
  );
}

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
        <span class="job-left">{timeLeft(job)} left</span>
      </span>
    </li>
  );
}

function timeLeft({ progress: { fraction }, since }: Job): string {
  const done = fraction - since.fraction;
  if (done <= 0) return '–:––';
  const seconds = Math.round(((performance.now() - since.time) / 1000 / done) * (1 - fraction));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
