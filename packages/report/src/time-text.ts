// Spans of time in words.

/** `4.2 s`, `12 min 5 s`, `1 h 7 min` */
export function durationText(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** How far a training had come at a time. */
export interface Milestone {
  /** Of `performance.now()`. */
  time: number;
  /** How much of the training was done, 0 to 1. */
  fraction: number;
}

/** How long a training will still take, at its speed since an earlier milestone: `1:05`; `–:––` as long as that is unknown. */
export function timeLeft(fraction: number, since: Milestone, now = performance.now()): string {
  const done = fraction - since.fraction;
  if (done <= 0) return '–:––';
  const seconds = Math.round(((now - since.time) / 1000 / done) * (1 - fraction));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
