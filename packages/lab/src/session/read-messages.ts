// A response of JSON lines → its messages, as they arrive.
import { parseJson } from '@mlp-lab/core';
import { decode } from '@mlp-lab/experiment';

/** @throws MlpLabError `bad-data` for a line that is no message. */
export async function* readMessages<Message>(response: Response): AsyncGenerator<Message> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  for (let rest = ''; ; ) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield decode(parseJson(line, 'the server’s message')) as Message;
  }
}
