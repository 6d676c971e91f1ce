// To a page over HTTP: requests leave as a stream of JSON lines, replies arrive by POST. The routes are the server's.
import { type ErrorCode, MlpLabError } from '@mlp-lab/core';
import { decode, encode } from '../json-codec';
import type { TaskReply, TaskRequest, TrainRequest, Transport } from '../protocol';

/** To the page. `event`: something for the page to show. `ended` is the last message. */
export type ToPage<Event> =
  | { kind: 'request'; request: TaskRequest }
  | { kind: 'event'; event: Event }
  | { kind: 'ended'; interrupted: boolean };

/** From the page. `failed`: it can't train at all. */
export type FromPage = { kind: 'reply'; reply: TaskReply } | { kind: 'failed'; code?: ErrorCode; message: string };

/** The response that a page reads. */
export interface PageStream {
  /** Sends a line of JSON to the page. */
  write(line: string): void;
  /** Resolves once the page has everything. */
  end(): Promise<void>;
}

/** Trains in a page of a browser: events travel down a stream of lines of JSON, and the page posts its answers. */
export interface PageTransport<Event> extends Transport {
  /**
   * A page listens. It receives what it missed: the events and the requests that are still running.
   *
   * @returns what to call when the page is gone.
   * @throws MlpLabError `unavailable` if another page is listening.
   */
  attach(stream: PageStream): () => void;
  /** Takes what a page posts. @throws MlpLabError `bad-data` if it is not a list of messages. */
  receive(json: unknown): void;
  /**
   * Says that the page crashed; another one is being opened, which trains what this one had begun. Where several networks were in
   * training, it trains them one by one, so that the one that crashes a page is known: that one fails.
   */
  crashed(): void;
  /** Shows the page an event. */
  show(event: Event): void;
  /** Says that the comparison has ended, and waits until the page knows. */
  end(options: { interrupted: boolean }): Promise<void>;
}

/** Options of `openPageTransport`. */
export interface PageTransportOptions<Event> {
  /** The events so far, for a page that has just been opened or reloaded. */
  events(): Iterable<Event>;
  /** How long to wait for a page at first, and for one that has gone, in milliseconds. @default 60,000 and 5,000 */
  patience?: { first: number; again: number } | undefined;
  /** What to say if no page comes at first. */
  remedy?: (() => string) | undefined;
}

const ABORTED = { kind: 'failed', code: 'aborted', message: 'training was aborted' } as const;
const PATIENCE = { first: 60_000, again: 5_000 }; // for a browser to start; for a page to reload

/** A transport that waits for one page, and for the same page again after a reload. */
export function openPageTransport<Event>(options: PageTransportOptions<Event>): PageTransport<Event> {
  const { events, patience = PATIENCE, remedy = () => 'open it in time' } = options;
  const running = new Map<number, TrainRequest>();
  const sent = new Set<number>();
  let suspects: number[] = []; // of them, one crashed a page
  let page: PageStream | undefined;
  let isOver = false;

  const lose = (message: string, code: ErrorCode = 'unavailable') => {
    if (!isOver) transport.onLost(new MlpLabError(code, message));
  };
  const wait = (milliseconds: number, message: () => string) => setTimeout(() => lose(message()), milliseconds);
  let timer = wait(patience.first, () => `no browser has opened the page: ${remedy()}`);
  const write = (message: ToPage<Event>) => page?.write(`${JSON.stringify(encode(message))}\n`);
  const sendNext = () => {
    for (const [id, request] of running) {
      const isAlone = suspects.some((suspect) => running.has(suspect));
      if (!page || (isAlone && sent.size > 0)) return;
      if (sent.has(id)) continue;
      sent.add(id);
      write({ kind: 'request', request });
    }
  };
  const end = (reply: TaskReply) => {
    running.delete(reply.id);
    sent.delete(reply.id);
    transport.onMessage(reply);
    sendNext();
  };

  const transport: PageTransport<Event> = {
    onMessage() {},
    onLost() {},

    send(request) {
      if (request.kind === 'stored') return; // the page has dropped its copy when it posted it
      if (request.kind === 'train') {
        running.set(request.id, request);
        return sendNext();
      }
      if (sent.has(request.id)) write({ kind: 'request', request });
      // A page that is being reloaded would never answer.
      if (request.kind === 'abort' && running.has(request.id)) end({ id: request.id, ...ABORTED });
    },

    attach(stream) {
      if (page) throw new MlpLabError('unavailable', 'another page is training for this comparison');
      page = stream;
      clearTimeout(timer);
      for (const event of events()) write({ kind: 'event', event });
      sent.clear();
      sendNext();
      return () => {
        if (page !== stream) return;
        page = undefined;
        timer = wait(patience.again, () => 'the page that trained was closed, or crashed, before it was done');
      };
    },

    receive(json) {
      for (const message of messagesOf(json)) {
        if (message.kind === 'failed') lose(`the page in the browser failed: ${message.message}`, message.code);
        else receiveReply(message.reply);
      }
    },

    crashed() {
      const [only, ...others] = sent;
      page = undefined;
      clearTimeout(timer);
      timer = wait(patience.first, () => 'the page that trained crashed, and no other one was opened');
      suspects = others.length > 0 ? [...sent] : [];
      sent.clear();
      if (only !== undefined && others.length === 0)
        end({ kind: 'failed', id: only, code: 'unavailable', message: 'it crashed the page that trained it' });
    },

    show: (event) => void write({ kind: 'event', event }),

    async end({ interrupted }) {
      isOver = true;
      write({ kind: 'ended', interrupted });
      const last = page;
      if (last) await last.end();
      clearTimeout(timer);
    },

    close: () => transport.end({ interrupted: true }),
  };

  /** A page that is reloaded resumes a task at its newest checkpoint, and no task that has ended. */
  function receiveReply(reply: TaskReply): void {
    const request = running.get(reply.id);
    if (request && reply.kind === 'checkpoint') running.set(reply.id, { ...request, checkpoint: reply.checkpoint });
    if (!request || reply.kind === 'progress' || reply.kind === 'checkpoint') transport.onMessage(reply);
    else end(reply);
  }
  return transport;
}

function messagesOf(json: unknown): FromPage[] {
  const messages = decode(json);
  if (Array.isArray(messages) && messages.every(isMessage)) return messages;
  throw new MlpLabError('bad-data', 'expected a list of messages');
}

function isMessage(message: unknown): message is FromPage {
  const { kind, reply } = (message ?? {}) as { kind?: unknown; reply?: { id?: unknown } | null };
  return kind === 'failed' || (kind === 'reply' && typeof reply?.id === 'number');
}
