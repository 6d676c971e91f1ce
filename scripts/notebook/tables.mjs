// Markdown tables, and how they write figures of several seeds.

/** `0.9504 ± 0.0015 [0.9486–0.9526]` */
export function figure({ mean, sd, min, max }) {
  const deviation = sd > 0 ? ` ± ${sd.toFixed(4)}` : '';
  return `${mean.toFixed(4)}${deviation} [${min.toFixed(4)}–${max.toFixed(4)}]`;
}

export function table(head, lines) {
  const row = (cells) => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...lines.map(row)].join('\n');
}
