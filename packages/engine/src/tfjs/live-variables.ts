// Variables of TensorFlow.js that show numbers from elsewhere, such as the memory in which they are trained. Nothing is copied
// until somebody reads one: TensorFlow.js moves data between its backends when it is used, and this is such a backend.
import * as tf from '@tensorflow/tfjs-core';

export interface LiveVariables {
  /** Whether a program has assigned to a variable since `show`, or at first since they were given. */
  isAssigned(): boolean;
  /** Shows the numbers in every variable, whatever a program assigned to it. */
  show(): void;
  /** To be called when the numbers have changed: what a program has read keeps the numbers of before. */
  update(): void;
  /** Gives the variables, but those that a program has assigned to, tensors of their own. */
  close(): void;
}

/** Parts of TensorFlow.js that its types hide: what `tf.Variable.assign` itself calls. */
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
  /** Whether TensorFlow.js has moved data to another backend, with a copy of its numbers. */
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
  /** Each is of one variable: whatever else refers to data moves it first. */
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
