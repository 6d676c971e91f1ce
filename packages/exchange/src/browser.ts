// The package for browsers: sources are URLs, also relative ones, and bytes.
import { openUrl } from './open-url';
import { modelReader } from './read-model';

export * from './exports';

/** As in Node, but without paths. */
export const readModel = modelReader(openUrl);
