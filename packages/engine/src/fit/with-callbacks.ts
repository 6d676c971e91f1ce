// What a fit with callbacks needs.
export { callbackList, checkCallbacks, listensToBatches } from './callback-list';
export { linkedTrainer } from './linked-trainer';
export { renewedTrainer } from './renewed-trainer';
