// The rule for which objects of plugins the engine compiles by their description.
import { named, originalMethods, ownMethod, replacedMethod } from './known-class';

/** Methods that plugins may also define as fields: they take no part in training. */
const describing = ['getConfig', 'computeOutputShape'];

/**
 * The reason why an object's property `description` may not describe what its method `method` computes. Its own class must define
 * both: a subclass may compute something else.
 */
export function reasonNotDescribed(object: object, description: string, method: string): string | undefined {
  const own = Object.getPrototypeOf(object);
  const parent = Object.getPrototypeOf(own);
  const describedByClass = Object.hasOwn(own, description) && !Object.hasOwn(object, description);
  const describedByField = Object.hasOwn(own, method) && (!(method in parent) || originalMethods.has(parent));
  if (!describedByClass && !describedByField)
    return `inherits its ${description}, which describes only the class that defines it`;
  return ownMethod(object, [description, ...describing]) ?? named(foreignMethod(own) ?? replacedMethod(own));
}

/** A method of a class that is not part of the class's own text: it was replaced after the class was defined. */
function foreignMethod(prototype: object): PropertyKey | undefined {
  const text = String(prototype.constructor);
  return Reflect.ownKeys(prototype).find((name) => /^class/.test(text) && !text.includes(textOf(prototype, name)));
}

function textOf(prototype: object, name: PropertyKey): string {
  const { value, get } = Object.getOwnPropertyDescriptor(prototype, name)!;
  return typeof (value ?? get) === 'function' ? String(value ?? get) : '';
}
