// Words → a command line.

/** The `mlp-lab` command of these words, quoted for a POSIX shell. @param words without the program's name. */
export function shellCommand(words: readonly string[]): string {
  return ['mlp-lab', ...words].map(quote).join(' ');
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
