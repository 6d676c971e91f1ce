// Two sides that exchange plain data: a thread and the one that started it, a program and a page.
import type { MlpLabError } from '../checks/error';

/** One end. Its owner sets `onMessage` and `onLost` at once, before the first message can arrive. */
export interface Connection<Sent, Received> {
  /** Sends a message to the other end. */
  send(message: Sent): void;
  /** Called with each message, in order. */
  onMessage: (message: Received) => void;
  /** Called once if the other side ends on its own: it crashed, exited or can't be reached. The error's code is `unavailable`. */
  onLost: (error: MlpLabError) => void;
  /** Ends the connection. */
  close(): void | Promise<void>;
}
