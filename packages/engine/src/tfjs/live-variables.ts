// TensorFlow.js variables whose numbers are stored elsewhere, such as in the memory in which they are trained. Nothing is copied
// until a variable is read: TensorFlow.js moves data between backends on use, and this file is such a backend.
import * as tf from '@tensorflow/tfjs-core';

export interface LiveVariables {
  /** Whether a variable has been assigned since the last `show`, or since the start. */
  isAssigned(): boolean;
  /** Makes every variable show the numbers, whatever was assigned to it. */
  show(): void;
  /** Call this when the numbers have changed. Tensors that were read keep the earlier numbers. */
  update(): void;
  /** Gives the variables their own tensors, except those that have been assigned. */
  close(): void;
}

/** Parts of TensorFlow.js that its types hide and `tf.Variable.assign` calls. */
interface Tracker {
  disposeTensor(tensor: tf.Tensor): void;
  trackTensor(tensor: tf.Tensor, backend: tf.KernelBackend): void;
}

/** @param read a fresh copy of the numbers of a variable, by its index. */
export function liveVariables(variables: readonly tf.Variable[], read: (index: number) => Float32Array): LiveVariables {
  const backend = new LiveBackend(read);
  const tracker = tf.engine() as unknown as Tracker;
  let shown: object[] = variables.map(({ dataId }) => dataId);

  function show(index: number): void {
    const variable = variables[index];
    tracker.disposeTensor(variable);
    variable.dataId = shown[index] = backend.add(index);
    tracker.trackTensor(variable, backend);
  }

  return {
    isAssigned() {
      for (let i = 0; i < variables.length; i++) if (variables[i].dataId !== shown[i]) return true;
      return false;
    },
    show() {
      shown = [];
      for (const index of variables.keys()) show(index);
    },
    update() {
      if (backend.moved) for (const [index, id] of shown.entries()) if (!backend.has(id)) show(index);
      backend.moved = false;
    },
    close() {
      for (const [index, variable] of variables.entries()) {
        if (!backend.has(variable.dataId)) continue;
        const own = tf.tensor(read(index), variable.shape);
        variable.assign(own);
        own.dispose();
      }
    },
  };
}

class LiveBackend extends tf.KernelBackend {
  /** Whether TensorFlow.js has copied the numbers to another backend. */
  moved = false;
  private readonly indices = new Map<object, number>();

  constructor(private readonly copy: (index: number) => Float32Array) {
    super();
  }

  add(index: number): object {
    const id = {};
    this.indices.set(id, index);
    return id;
  }

  has = (id: object) => this.indices.has(id);

  override readSync(id: object) {
    return this.copy(this.indices.get(id)!);
  }
  override async read(id: object) {
    return this.readSync(id);
  }
  /** Each belongs to one variable: any other reference moves the data first. */
  override refCount() {
    return 1;
  }
  override disposeData(id: object) {
    this.moved = true;
    return this.indices.delete(id);
  }
  override numDataIds() {
    return this.indices.size;
  }
  override floatPrecision(): 32 {
    return 32;
  }
}
