/** Whether redis-server is installed: where it is not, tests are skipped. */
export const hasRedis: boolean;

export interface TestRedis {
  url: string;
  port: number;
  /** Ends it by SIGTERM. */
  stop(): Promise<void>;
  /** Ends it by SIGKILL. */
  kill(): Promise<void>;
  /** It runs until the end of this program, and does not keep it running. */
  endWithProcess(): void;
}

export interface RedisOptions {
  /** Words of its command line. @default nothing on disk */
  settings?: readonly string[];
  /** Where its files are, if there are any. */
  dir?: string;
  /** @default '127.0.0.1' */
  host?: string;
  /** @default a free one */
  port?: number;
}

/** Resolves once it answers. */
export function startRedis(options?: RedisOptions): Promise<TestRedis>;

/** The same for all test files of a process, each with queues of other names. */
export function sharedRedis(): Promise<TestRedis>;
