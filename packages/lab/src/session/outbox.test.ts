import { MlpLabError } from '@mlp-lab/core';
import type { FromPage } from '@mlp-lab/experiment';
import { describe, expect, it, vi } from 'vitest';
import { openOutbox } from './outbox';
import type { Server } from './server';

const say = (message: string): FromPage => ({ kind: 'reply', reply: { kind: 'failed', id: 1, message } });
const pause = () => new Promise((resolve) => setTimeout(resolve));

/** A server that notes what it is sent, and answers when it is told to. */
function slowServer() {
  const sent: unknown[] = [];
  const answers: { resolve(response: Response): void; reject(error: Error): void }[] = [];
  const request: Server['request'] = (_, body) => {
    sent.push(body);
    return new Promise((resolve, reject) => answers.push({ resolve, reject }));
  };
  return {
    server: { missing: '', headers: {}, request, accept: (answer: Promise<Response>) => answer },
    sent,
    answers,
  };
}

describe('what a page says', () => {
  it('goes in order, one request at a time, with all that has gathered meanwhile', async () => {
    const { server, sent, answers } = slowServer();
    const outbox = openOutbox(server, () => {});
    for (const id of ['a', 'b', 'c']) outbox(say(id));
    expect(sent).toEqual([[say('a')]]);
    answers[0].resolve(new Response());
    await pause();
    expect(sent).toEqual([[say('a')], [say('b'), say('c')]]);
    answers[1].resolve(new Response());
    await pause();
    outbox(say('d'));
    expect(sent.at(-1)).toEqual([say('d')]);
  });

  it('tells the program, too, where it is refused: nobody waits for what is lost', async () => {
    const { server, sent, answers } = slowServer();
    const onFailure = vi.fn();
    const outbox = openOutbox(server, onFailure);
    outbox(say('a'));
    const refused = new MlpLabError('io', 'mlp-lab refuses: expected at most 10 bytes');
    answers[0].reject(refused);
    await pause();
    outbox(say('b'));
    expect(onFailure).toHaveBeenCalledExactlyOnceWith(refused);
    expect(sent).toEqual([[say('a')], [{ kind: 'failed', message: refused.message }]]);
  });
});
