/**
 * Whether a class overrides the method that computes, but not the method of the class that it extends that describes the
 * computation.
 */
export function isOverridden(object: object, computes: string, describes: string): boolean {
  for (let own = object; !Object.hasOwn(own, describes); own = Object.getPrototypeOf(own))
    if (Object.hasOwn(own, computes)) return true;
  return false;
}
