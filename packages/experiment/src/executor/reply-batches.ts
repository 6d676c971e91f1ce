// Replies of a thread, several to a message: each message wakes the other thread, and short epochs end hundreds of times a second.
import type { Thread } from '@mlp-lab/core';
import type { TaskReply, TaskRequest, Transport } from './protocol';

const INTERVAL = 100; // milliseconds

/** Progress that follows sooner than 100 ms after the last message waits for the next reply; no other reply waits. */
export function batchReplies(send: (replies: TaskReply[]) => void): (reply: TaskReply) => void {
  let held: TaskReply[] = [];
  let sent = 0;
  return (reply) => {
    held.push(reply);
    if (reply.kind === 'progress' && performance.now() - sent < INTERVAL) return;
    send(held);
    held = [];
    sent = performance.now();
  };
}

/** A thread that sends batches, as a transport of single replies. */
export function unbatched(thread: Thread<TaskRequest, TaskReply[]>): Transport {
  const transport: Transport = { send: thread.send, onMessage() {}, onLost() {}, close: thread.close };
  thread.onMessage = (replies) => {
    for (const reply of replies) transport.onMessage(reply);
  };
  thread.onLost = (error) => transport.onLost(error);
  return transport;
}
