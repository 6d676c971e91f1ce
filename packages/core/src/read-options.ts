// Options objects at a public function: misspelt names are errors, null means not given.
import { invalidArgument } from './check-argument';
import { MlpLabError } from './error';
import { suggestNames } from './nearest-names';

type Given<Options> = { [Name in keyof Options]?: NonNullable<Options[Name]> };

/**
 * The options that are given: those that are neither undefined nor null. No options (undefined or null) are `{}`.
 *
 * @param owner of the options, for error messages: a class or function.
 * @param names of all options.
 * @throws MlpLabError `invalid-argument` if `options` is not an object; `unknown-name` for an option that is not in `names`, with
 * the nearest ones.
 */
export function readOptions<Options extends object>(
  owner: string,
  options: Options | null | undefined,
  names: readonly (keyof Options & string)[],
): Given<Options> {
  if (options === undefined || options === null) return {};
  if (typeof options !== 'object') throw invalidArgument(owner, 'an object of options', options);
  const unknown = Object.keys(options).find((name) => !(names as readonly string[]).includes(name));
  if (unknown !== undefined)
    throw new MlpLabError('unknown-name', `${owner}: unknown option '${unknown}', ${suggestNames(unknown, names)}`);
  const given = Object.entries(options).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(given) as Given<Options>;
}
