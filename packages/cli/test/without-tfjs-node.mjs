// For tests: a Node in which @tensorflow/tfjs-node is not installed, whether it is or not: NODE_OPTIONS=--import=this.
import { register } from 'node:module';

const hooks = `
export async function resolve(specifier, context, next) {
  if (specifier === '@tensorflow/tfjs-node')
    throw Object.assign(new Error("Cannot find package '@tensorflow/tfjs-node'"), { code: 'ERR_MODULE_NOT_FOUND' });
  return next(specifier, context);
}`;

register(`data:text/javascript,${encodeURIComponent(hooks)}`);
