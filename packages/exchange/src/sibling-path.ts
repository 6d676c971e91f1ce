// The files beside a model that it names: only those, wherever a hostile one points.
import { damaged } from './network/exchange-error';

/** @throws MlpLabError `bad-data` for a path that leaves the model's folder. */
export function siblingPath(path: string): string {
  const isInside = !/^([a-z][\w+.-]*:|[/\\])/i.test(path) && !path.split(/[/\\]/).includes('..');
  if (isInside) return path;
  throw damaged(`expected a file in the model's folder, received ${path}`);
}
