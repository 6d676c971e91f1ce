// Checks of the options object of a public function.
import { type Check, checkObject, omitNulls } from './check-argument';
import { MlpLabError } from './error';
import { suggestNames } from './nearest-names';

/**
 * The options that were given, without those that are null or undefined: both mean "not given".
 *
 * @param owner the function or class that takes them, which begins the message about an unknown option.
 * @param checks a check for every option there is.
 * @throws MlpLabError `invalid-argument` for an unknown option, with the nearest names, and for a value that fails its check.
 */
export function checkOptions<Options extends object>(
  owner: string,
  options: Options | null | undefined,
  checks: { readonly [Name in keyof Required<Options>]: Check },
): Options {
  const given = omitNulls(checkObject(`options of ${owner}`, options ?? {}) as Options);
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(checks, name))
      throw new MlpLabError(
        'invalid-argument',
        `${owner}: unknown option '${name}': ${suggestNames(name, Object.keys(checks))}`,
      );
    checks[name as keyof Options](name, value);
  }
  return given;
}
