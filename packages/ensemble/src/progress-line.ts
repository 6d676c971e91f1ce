// The line that says that a member is fitted, for `verbose`.

const WIDTH = 70;

/** scikit-learn's line of 70 columns: source, dots, message, time. */
export function progressLine(source: string, message: string, seconds: number): string {
  const time = seconds > 60 ? `${(seconds / 60).toFixed(1).padStart(4)}min` : ` ${seconds.toFixed(1).padStart(5)}s`;
  const start = `[${source}] `;
  const end = ` ${message}, total=${time}`;
  return start + '.'.repeat(Math.max(0, WIDTH - start.length - end.length)) + end;
}
