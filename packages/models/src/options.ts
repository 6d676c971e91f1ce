// The options of a variant, validated by a schema of any library.
import { checkObject, describeJson, MlpLabError, suggestNames } from '@mlp-lab/core';
import type { StandardSchemaV1 } from '@standard-schema/spec';

/** A schema of zod, valibot or any library that follows https://standardschema.dev, of an object of options. */
export type OptionsSchema = StandardSchemaV1<unknown, object>;

/** Options by name. */
export type OptionValues = Readonly<Record<string, unknown>>;

/** The options of a variant without a schema. */
export type NoOptions = Readonly<Record<string, never>>;

/** The options that `build` receives: validated, with defaults. */
export type OptionsOf<Schema> = Schema extends StandardSchemaV1 ? StandardSchemaV1.InferOutput<Schema> : NoOptions;

/** The options that a user gives. */
export type OptionsFor<Schema> = Schema extends StandardSchemaV1 ? StandardSchemaV1.InferInput<Schema> : NoOptions;

/**
 * The validated options, with defaults.
 *
 * @param where the beginning of the error message: `variant 'acme/maxout'`.
 * @throws MlpLabError `invalid-argument` with each invalid option and the schema's message.
 */
export function checkOptions(
  where: string,
  schema: OptionsSchema | undefined,
  given?: OptionValues | null,
): OptionValues {
  return checked(where, schema, checkObject(`options of ${where}`, given ?? {}) as OptionValues);
}

function checked(where: string, schema: OptionsSchema | undefined, given: OptionValues): OptionValues {
  if (schema === undefined || schema === null) {
    const names = Object.keys(given);
    if (names.length > 0) fail(where, `takes no options: received ${names.join(', ')}`);
    return {};
  }
  const result = validate(where, schema, given);
  if (result instanceof Promise) fail(where, 'its schema is asynchronous: expected a synchronous one');
  if (result.issues) {
    const problem = result.issues.map(sentence).join('; ');
    checkMentioned(where, schema, given, problem);
    fail(where, `${problem}: received ${describeJson(given)}`);
  }
  const values = result.value as OptionValues;
  checkNamesIn(where, values, given); // some libraries drop unknown options
  return values;
}

/** Some libraries call an unknown name a key, in words of their own. What is unknown are names that they mention and have no default for. */
function checkMentioned(where: string, schema: OptionsSchema, given: OptionValues, problem: string): void {
  const defaults = validate(where, schema, {});
  if (defaults instanceof Promise || defaults.issues) return;
  const mentioned = Object.entries(given).filter(([name]) => problem.includes(`"${name}"`));
  checkNamesIn(where, defaults.value as OptionValues, Object.fromEntries(mentioned));
}

function checkNamesIn(where: string, known: OptionValues, given: OptionValues): void {
  const unknown = Object.keys(given).find((name) => !(name in known));
  if (unknown !== undefined) fail(where, `unknown option '${unknown}': ${suggestNames(unknown, Object.keys(known))}`);
}

/** A schema is code of a plugin or of a library that it chose. */
function validate(where: string, schema: OptionsSchema, given: OptionValues) {
  let result: ReturnType<OptionsSchema['~standard']['validate']>;
  try {
    result = schema['~standard'].validate(given);
  } catch (error) {
    fail(where, `its schema threw: ${(error as Error)?.message ?? describeJson(error)}`);
  }
  if (typeof result !== 'object' || result === null) fail(where, `its schema returned ${describeJson(result)}`);
  return result;
}

/** `option pieces: Invalid input: expected number, received string` */
function sentence({ message, path = [] }: StandardSchemaV1.Issue): string {
  const names = path.map((step) => String(typeof step === 'object' ? step.key : step));
  return names.length > 0 ? `option ${names.join('.')}: ${message}` : message;
}

function fail(where: string, problem: string): never {
  throw new MlpLabError('invalid-argument', `${where}: ${problem}`);
}
