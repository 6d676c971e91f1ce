// Names of layers that every format accepts, each once in a network.

/** Returns a function that gives each layer a name of its own: `fc1/Gemm` → `fc1_Gemm`, a second `dense` → `dense_1`. */
export function layerNames(): (wanted: string) => string {
  const taken = new Set<string>();
  const next = new Map<string, number>();
  return (wanted) => {
    const plain = wanted.replace(/[^\w.-]+/g, '_').replace(/^[^A-Za-z0-9]+/, '') || 'layer';
    let name = plain;
    for (let number = next.get(plain) ?? 1; taken.has(name); number++) {
      name = `${plain}_${number}`;
      next.set(plain, number + 1);
    }
    taken.add(name);
    return name;
  };
}
