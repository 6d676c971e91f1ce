// The backends by name, and which of them are available here, without TensorFlow.js: it is loaded with the first backend.
export type { Backend, BackendOptions } from './backends/backend';
export { checkBackend } from './backends/definitions';
export { type BackendStatus, listBackends } from './backends/list-backends';
export { loadBackend } from './backends/load-backend';
