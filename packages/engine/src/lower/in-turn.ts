// Lowers steps in order; a step may add the input of an earlier step to its own, through a branch and an add layer.
import { type InTurn, NotLowered, type ProgramBuilder, widthOf } from './program-builder';

export function inTurn(builder: ProgramBuilder, steps: readonly InTurn[]): void {
  const branches: Branch[][] = [];
  for (const [at, { adds, run }] of steps.entries()) {
    const uses = steps.flatMap((step) => step.adds).filter((from) => from === at);
    branches.push(uses.map(() => addBranch(builder)));
    run(() => {
      for (const from of adds) mergeBranch(builder, branches[from].pop()!);
    });
  }
}

interface Branch {
  readonly skip: number;
  readonly rowShape: readonly number[];
}

function addBranch(builder: ProgramBuilder): Branch {
  const skip = builder.skips++;
  builder.layers.push({ kind: 'branch', width: widthOf(builder), skip });
  return { skip, rowShape: builder.rowShape };
}

function mergeBranch(builder: ProgramBuilder, { skip, rowShape }: Branch): void {
  if (String(rowShape) !== String(builder.rowShape))
    throw new NotLowered(
      `adds rows of shape [${rowShape}] to rows of shape [${builder.rowShape}]: they must be the same`,
    );
  builder.layers.push({ kind: 'add', width: widthOf(builder), skip });
}
