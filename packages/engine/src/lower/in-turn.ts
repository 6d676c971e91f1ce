// Steps in turn, of which some add what there was before an earlier one: that is kept until then.
import { NotLowered, type ProgramBuilder, widthOf } from './program-builder';

export interface InTurn {
  /** The steps, counted from 0, before which there was what this one adds. */
  readonly adds: readonly number[];
  /** `add` adds that to what the step before gave. */
  run(add: () => void): void;
}

export function inTurn(builder: ProgramBuilder, steps: readonly InTurn[]): void {
  const kept: Kept[][] = [];
  for (const [at, { adds, run }] of steps.entries()) {
    const takers = steps.flatMap((step) => step.adds).filter((from) => from === at);
    kept.push(takers.map(() => keep(builder)));
    run(() => {
      for (const from of adds) add(builder, kept[from].pop()!);
    });
  }
}

interface Kept {
  readonly place: number;
  readonly rowShape: readonly number[];
}

function keep(builder: ProgramBuilder): Kept {
  const place = builder.skips++;
  builder.layers.push({ kind: 'branch', width: widthOf(builder), skip: place });
  return { place, rowShape: builder.rowShape };
}

function add(builder: ProgramBuilder, { place, rowShape }: Kept): void {
  if (String(rowShape) !== String(builder.rowShape))
    throw new NotLowered(
      `adds rows of shape [${rowShape}] to rows of shape [${builder.rowShape}]: they must be the same`,
    );
  builder.layers.push({ kind: 'add', width: widthOf(builder), skip: place });
}
