// The numbers of a program, into its memory and out of it.
import { type ParameterBlock, tilesOf } from '../codegen/parameter-blocks';
import { eachRun } from '../codegen/weight-tiles';
import type { ProgramState } from '../program';
import type { LoadedMemory } from './instance';

/** A copy of everything that training changes. */
export function readProgramState({ memory, compiled: { parameters }, iterations }: LoadedMemory): ProgramState {
  const read = (block: ParameterBlock, address: number) => readNumbers(memory.buffer, block, address);
  return {
    weights: parameters.map((block) => read(block, block.address)),
    slots: parameters.filter(isTrainable).map((block) => block.slots.map((slot) => read(block, slot))),
    iterations,
  };
}

/** A copy of one parameter, or of one of its slots. */
export function readProgramParameter({ memory, compiled }: LoadedMemory, index: number, slot?: number): Float32Array {
  const block = compiled.parameters[index];
  return readNumbers(memory.buffer, block, slot === undefined ? block.address : block.slots[slot]);
}

export function writeProgramState(instance: LoadedMemory, { weights, slots, iterations }: ProgramState): void {
  const { memory, compiled } = instance;
  compiled.parameters.forEach((block, i) => {
    writeNumbers(memory.buffer, block, block.address, weights[i]);
  });
  compiled.parameters.filter(isTrainable).forEach((block, i) => {
    block.slots.forEach((slot, k) => {
      writeNumbers(memory.buffer, block, slot, slots[i][k]);
    });
  });
  instance.iterations = iterations;
}

const isTrainable = ({ parameter }: ParameterBlock) => parameter.trainable;

/** Copies a parameter's weights, or one of its slots, from row-major order to `address`; of no numbers, zeros. */
function writeNumbers(memory: ArrayBufferLike, block: ParameterBlock, address: number, numbers: Float32Array): void {
  const stored = new Float32Array(memory, address, block.bytes / 4);
  if (numbers.length === 0) stored.fill(0);
  else
    eachRun(tilesOf(block), (index, position, length) => stored.set(numbers.subarray(index, index + length), position));
}

function readNumbers(memory: ArrayBufferLike, block: ParameterBlock, address: number): Float32Array {
  const stored = new Float32Array(memory, address, block.bytes / 4);
  const numbers = new Float32Array(block.parameter.size);
  eachRun(tilesOf(block), (index, position, length) =>
    numbers.set(stored.subarray(position, position + length), index),
  );
  return numbers;
}
