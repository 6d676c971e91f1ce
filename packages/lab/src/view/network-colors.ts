// The colours of the picture of a network: those of the page's theme.

export interface Colors {
  ink: string;
  line: string;
  tone: string;
  surface: string;
  positive: number[];
  negative: number[];
  ground: number[];
}

export function colorsOf(element: Element): Colors {
  const style = getComputedStyle(element);
  const value = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: value('--ink'),
    line: value('--line'),
    tone: value('--tone') || value('--accent'),
    surface: value('--paper'),
    positive: rgb(value('--series-4')),
    negative: rgb(value('--series-1')),
    ground: rgb(value('--wash')),
  };
}

const rgb = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
