// The builder of a WebAssembly module: functions that work on one imported memory.
import { type Bytes, bytesIn, unsigned } from './code';
import { type Body, type Callable, FunctionBuilder, parameter } from './function';
import { Int, TYPE } from './scalar';
import { vectorConstants } from './vector';

const MAGIC_AND_VERSION = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const SECTION = { types: 1, imports: 2, functions: 3, globals: 6, exports: 7, code: 10 } as const;
const FUNCTION_TYPE = 0x60;
const FUNCTION = 0x00;
const MEMORY = 0x02;
const GLOBAL = 0x03;
const GET_GLOBAL = 0x23;
const LIMITS = 0x00;
const LIMITS_SHARED = 0x03;
const IMMUTABLE = 0;
const V128_CONST = [TYPE.v128, IMMUTABLE, 0xfd, 0x0c];
const END = 0x0b;
/** Functions take 0 to 7 parameters. */
const SIGNATURES = 8;

interface Import {
  readonly name: string;
  readonly parameters: number;
}

/** Collects functions and writes the module's bytes. Its memory is the import `environment.memory`. */
export class ModuleBuilder {
  readonly #imported: Import[] = [];
  readonly #importedGlobals: string[] = [];
  readonly #functions: FunctionBuilder[] = [];
  readonly #exported: { name: string; index: number }[] = [];
  readonly #named = new Map<string, FunctionBuilder>();
  /** A vector constant → the index of the global that holds it. */
  readonly #globals = new Map<number, number>();

  /** @param isFused whether `addProduct` fuses multiplication and addition, into one rounding */
  constructor(private readonly isFused = false) {}

  /** Imports the JavaScript function `environment[name]`, which takes `parameters` integers and returns nothing. Call it before any `define`. */
  import(name: string, parameters: number): Callable {
    return { index: this.#imported.push({ name, parameters }) - 1 };
  }

  /** Imports the integer `environment[name]`, which never changes. Call it before any `define`. */
  importInt(name: string): Int {
    return new Int([GET_GLOBAL, unsigned(this.#importedGlobals.push(name) - 1)]);
  }

  /** Defines a function that takes `parameters` integers and returns nothing; `build` writes its body. */
  define(parameters: number, build: Body): FunctionBuilder {
    const built = new FunctionBuilder(
      this.#imported.length + this.#functions.length,
      parameters,
      (constant) => this.#globalOf(constant),
      this.isFused,
    );
    this.#functions.push(built);
    build(built, ...Array.from({ length: parameters }, (_, index) => parameter(index)));
    return built;
  }

  /** Defines a shared function at its first use; later uses of the key, as JSON, get the same one: it says all that `build` depends on. */
  defineOnce(key: unknown, parameters: number, build: Body): FunctionBuilder {
    const name = JSON.stringify(key);
    const built = this.#named.get(name) ?? this.define(parameters, build);
    this.#named.set(name, built);
    return built;
  }

  /** Defines a function that JavaScript can call by its name. */
  export(name: string, parameters: number, build: Body): FunctionBuilder {
    const built = this.define(parameters, build);
    this.#exported.push({ name, index: built.index });
    return built;
  }

  #globalOf(constant: number): number {
    const index = this.#globals.get(constant) ?? this.#importedGlobals.length + this.#globals.size;
    this.#globals.set(constant, index);
    return index;
  }

  /** @param sharedPages the maximum size of the memory in pages of 64 KiB, if it is shared */
  bytes({ sharedPages }: { sharedPages?: number } = {}): Uint8Array<ArrayBuffer> {
    const limits = sharedPages ? [LIMITS_SHARED, 0, ...bytesIn(unsigned(sharedPages))] : [LIMITS, 0];
    const imported = (name: string, ...kind: number[]) => [...text('environment'), ...text(name), ...kind];
    return joined([
      MAGIC_AND_VERSION,
      ...section(
        SECTION.types, // by the number of parameters
        Array.from({ length: SIGNATURES }, (_, parameters) => [
          FUNCTION_TYPE,
          parameters,
          ...new Array<number>(parameters).fill(TYPE.i32),
          0,
        ]),
      ),
      ...section(SECTION.imports, [
        imported('memory', MEMORY, ...limits),
        ...this.#imported.map(({ name, parameters }) => imported(name, FUNCTION, parameters)),
        ...this.#importedGlobals.map((name) => imported(name, GLOBAL, TYPE.i32, IMMUTABLE)),
      ]),
      ...section(
        SECTION.functions,
        this.#functions.map(({ parameters }) => [parameters]),
      ),
      ...section(
        SECTION.globals,
        [...this.#globals.keys()].flatMap((constant) => [V128_CONST, vectorConstants[constant], [END]]),
        this.#globals.size,
      ),
      ...section(
        SECTION.exports,
        this.#exported.map(({ name, index }) => [...text(name), FUNCTION, ...bytesIn(unsigned(index))]),
      ),
      ...section(
        SECTION.code,
        this.#functions.flatMap((f) => f.entry()),
        this.#functions.length,
      ),
    ]);
  }
}

function section(id: number, items: readonly Bytes[], count = items.length): Bytes[] {
  const written = bytesIn(unsigned(count));
  return [[id, ...bytesIn(unsigned(written.length + lengthOf(items))), ...written], ...items];
}

/** A name in ASCII. */
const text = (value: string): number[] => [value.length, ...Array.from(value, (letter) => letter.charCodeAt(0))];

function joined(parts: readonly Bytes[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(lengthOf(parts));
  let next = 0;
  for (const part of parts) {
    all.set(part, next);
    next += part.length;
  }
  return all;
}

const lengthOf = (parts: readonly Bytes[]): number => parts.reduce((sum, { length }) => sum + length, 0);
