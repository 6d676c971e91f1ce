// Text where nothing but ASCII is shown: logs, old terminals, the locale C.

/** How ASCII spells the symbols that charts and tables use. */
export const ASCII_SPELLING: Readonly<Record<string, string>> = {
  '±': '+/-',
  '→': '->',
  '…': '...',
  '×': 'x',
  '−': '-',
  '–': '-',
  '·': '.',
  '≤': '<=',
  '≥': '>=',
  '✗': 'x',
};

/** The text in ASCII: symbols spelled out, letters without accents, `?` for everything else. Control characters stay. */
export const asciiText = (text: string): string =>
  Array.from(text, (char) => ASCII_SPELLING[char] ?? char)
    .join('')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[\u{80}-\u{10ffff}]/gu, '?');
