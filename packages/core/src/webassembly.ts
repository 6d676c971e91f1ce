// What the WebAssembly of this place can do.
export { missingFusion } from './webassembly/missing-fusion';
export { missingWebAssembly } from './webassembly/webassembly-support';
