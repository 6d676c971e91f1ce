// A response of JSON lines → its messages, as they arrive.
import { decode } from '@mlp-lab/experiment';

export async function* readMessages<Message>(response: Response): AsyncGenerator<Message> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  for (let rest = ''; ; ) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield decode(JSON.parse(line)) as Message;
  }
}
