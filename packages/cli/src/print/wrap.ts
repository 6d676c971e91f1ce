/** Breaks a line between words. */
export function wrap(line: string, width: number): string {
  if (line.length <= width) return line;
  return line.replace(new RegExp(`(.{1,${width}})(?: |$)`, 'g'), '$1\n').trimEnd();
}
