// The builder of one WebAssembly function: locals, assignments, stores, loops and branches.
import { bytesIn, type Code, unsigned } from './code';
import { at, codeOf, type Double, Int, type IntLike, int, TYPE, type TypeName } from './scalar';
import type { Vector } from './vector';

/** Any typed expression. */
export type Value = Int | Double | Vector;

const SET_LOCAL = 0x21;
const GET_LOCAL = 0x20;
const GET_GLOBAL = 0x23;
const BLOCK = 0x02;
const LOOP = 0x03;
const IF = 0x04;
const ELSE = 0x05;
const END = 0x0b;
const BRANCH_IF = 0x0d;
const CALL = 0x10;
const EMPTY = 0x40;
const I32_EQZ = 0x45;
const STORE = { i32: [0x36], f64: [0x39], v128: [0xfd, 0x0b] } as const;
const STORE_BYTE = 0x3a;
const STORE_LANE = [0xfd, 0x5a];

/** A function that others can call. */
export interface Callable {
  readonly index: number;
}

/** Writes the body of a function whose parameters are integers; they are variables, too. */
export type Body = (f: FunctionBuilder, ...parameters: Int[]) => void;

/** Builds the body of a function. A local variable may be reused after the scope that declared it. */
export class FunctionBuilder implements Callable {
  #body = new Uint8Array(512);
  #length = 0;
  /** Number of the global → number of the local. */
  readonly #constants = new Map<number, number>();
  readonly #locals: TypeName[] = [];
  readonly #free: Record<TypeName, number[]> = { i32: [], f64: [], v128: [] };
  /** The locals in use, in the order of their declaration. */
  readonly #declared: number[] = [];

  constructor(
    readonly index: number,
    readonly parameters: number,
    private readonly globalOf: (constant: number) => number,
    private readonly isFused: boolean,
  ) {}

  /** Declares a variable that holds `value`; change it with `set`. */
  let<V extends Value>(value: V): V {
    const index = this.#local(value.type);
    this.emit([value.code, SET_LOCAL, unsigned(index)]);
    return new (value.constructor as new (code: Code) => V)([GET_LOCAL, unsigned(index)]);
  }

  /** Assigns a new value to a variable made by `let`. */
  set<V extends Value>(target: V, value: V): void {
    this.emit([value.code, SET_LOCAL, target.code[1]]);
  }

  /** sum ← sum + a · b, in the module's arithmetic. */
  addProduct(sum: Vector, a: Vector, b: Vector): void {
    this.set(sum, this.isFused ? a.madd(b, sum) : sum.add(a.mul(b)));
  }

  store(address: IntLike, value: Value, offset = 0): void {
    this.emit([codeOf(address), value.code, STORE[value.type], at(offset)]);
  }

  storeByte(address: IntLike, value: Int, offset = 0): void {
    this.emit([codeOf(address), value.code, STORE_BYTE, at(offset)]);
  }

  /** Stores the first of four floats. */
  storeLane(address: IntLike, value: Vector, offset = 0): void {
    this.emit([codeOf(address), value.code, STORE_LANE, at(offset), 0]);
  }

  call(callee: Callable, ...parameters: IntLike[]): void {
    this.emit([parameters.map(codeOf), CALL, unsigned(callee.index)]);
  }

  if(condition: Int, then: () => void, otherwise?: () => void): void {
    this.emit([condition.code, IF, EMPTY]);
    this.scope(then);
    if (otherwise) {
      this.emit([ELSE]);
      this.scope(otherwise);
    }
    this.emit([END]);
  }

  /** Runs `body` for counter = from, from + step, … while counter < to (unsigned; `to` is evaluated again at each iteration). */
  for(from: IntLike, to: IntLike, step: number, body: (counter: Int) => void): void {
    this.scope(() => {
      const counter = this.let(int(from));
      this.while(
        () => counter.ltU(to),
        () => {
          body(counter);
          this.set(counter, counter.add(step));
        },
      );
    });
  }

  /** Tests before the first iteration and after each, so that the loop itself has one branch. */
  while(condition: () => Int, body: () => void): void {
    this.emit([BLOCK, EMPTY, condition().code, I32_EQZ, BRANCH_IF, 0, LOOP, EMPTY]);
    this.scope(body);
    this.emit([condition().code, BRANCH_IF, 0, END, END]);
  }

  /** Local variables declared inside `body` may be reused after it. */
  scope(body: () => void): void {
    const before = this.#declared.length;
    body();
    for (let i = before; i < this.#declared.length; i++) {
      const index = this.#declared[i];
      this.#free[this.#locals[index - this.parameters]].push(index);
    }
    this.#declared.length = before;
  }

  emit(code: Code): void {
    const { length } = code;
    for (let i = 0; i < length; i++) {
      // not for…of, which takes three times as long until V8 optimizes it, which is too late for code that is compiled once
      const part = code[i];
      if (typeof part !== 'number') this.emit(part);
      else if (part < 0) this.emit([GET_LOCAL, unsigned(this.#localOf(-1 - part))]);
      else {
        if (this.#length === this.#body.length) this.#grow();
        this.#body[this.#length++] = part;
      }
    }
  }

  #grow(): void {
    const larger = new Uint8Array(4 * this.#length);
    larger.set(this.#body);
    this.#body = larger;
  }

  /** The function's entry in the code section: its length, what comes before its body, and the body. */
  entry(): readonly [number[], number[], Uint8Array] {
    const head = bytesIn(unsigned(this.#locals.length));
    for (let i = 0; i < this.#locals.length; i++) head.push(1, TYPE[this.#locals[i]]); // no iterator, see `emit`
    for (const [global, local] of this.#constants)
      head.push(GET_GLOBAL, ...bytesIn(unsigned(global)), SET_LOCAL, ...bytesIn(unsigned(local)));
    this.emit([END]);
    return [bytesIn(unsigned(head.length + this.#length)), head, this.#body.subarray(0, this.#length)];
  }

  /** The variable that holds a constant throughout this function. */
  #localOf(constant: number): number {
    const global = this.globalOf(constant);
    const known = this.#constants.get(global);
    if (known !== undefined) return known;
    const local = this.parameters + this.#locals.push('v128') - 1;
    this.#constants.set(global, local);
    return local;
  }

  #local(type: TypeName): number {
    const index = this.#free[type].pop() ?? this.parameters + this.#locals.push(type) - 1;
    this.#declared.push(index);
    return index;
  }
}

/** The parameter with this index. */
export const parameter = (index: number): Int => new Int([GET_LOCAL, unsigned(index)]);
