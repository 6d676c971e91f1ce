// Web Workers and worker threads.
export type { Connection } from './threads/connection';
export { type LastWords, serveParent } from './threads/serve-parent';
export { openThread, type Thread } from './threads/thread';
export { openThreadPool, type ThreadPool, type ThreadPoolOptions } from './threads/thread-pool';
