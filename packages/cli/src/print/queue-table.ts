// A queue → its tasks in one line, and a table of the machines that serve it.
import type { Machine, QueueStatus } from '@mlp-lab/queue';
import { table } from './table';

export function queueTable({ tasks, machines }: QueueStatus): string {
  const { waiting, training, trained, failed } = tasks;
  const counts = `${waiting} waiting, ${training} in training, ${trained} trained and not collected, ${failed} failed`;
  if (machines.length === 0) return `Tasks: ${counts}\nMachines: none; start \`mlp-lab worker\` on one\n`;
  const rows = machines.map((machine) => [
    machine.name,
    machine.jobs,
    machine.trained,
    [...machine.training.map(trainingText), ...refusals(machine)].join('\n') || 'idle',
  ]);
  return `Tasks: ${counts}\n\n${table(['Machine', 'Threads', 'Trained', 'What it does'], rows, { right: [1, 2], wrap: { 3: 48 } })}`;
}

/** One line for the progress of a comparison. */
export function queueLine({ tasks, machines }: QueueStatus): string {
  const busy = machines.map(({ name, training, jobs }) => `${name} ${training.length}/${jobs}`);
  return `queue: ${tasks.waiting} waiting; machines: ${busy.join(', ') || 'none'}`;
}

const trainingText = ({ task, progress }: Machine['training'][number]) =>
  progress ? `${task}: epoch ${progress.epoch}/${progress.epochs}` : `${task}: starts`;

const refusals = ({ refusals }: Machine) =>
  [...new Set(Object.values(refusals))].map((reason) => `refuses tasks: ${reason}`);
