// JSON of a file that someone else made. Deeper nesting than any format of mlp-lab has could exhaust the stack of whoever walks it.
import { MlpLabError } from './checks/error';

const MOST_LEVELS = 100;

/**
 * The value that a JSON text describes. It takes time and memory in proportion to the text's length.
 *
 * @param where the file, for the message.
 * @throws MlpLabError `bad-data` for a text that is not JSON, or nests lists and objects more than 100 levels deep.
 */
export function parseJson(text: string, where: string): unknown {
  checkNesting(text, where);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new MlpLabError('bad-data', `${where} is damaged: expected JSON: ${(cause as Error).message}`, { cause });
  }
}

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = Array.from('"\\[]{}', (c) => c.charCodeAt(0)); // biome-ignore format: one line

function checkNesting(text: string, where: string): void {
  let levels = 0;
  let isString = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isString && code === BACKSLASH) i += 1;
    else if (code === QUOTE) isString = !isString;
    else if (isString) continue;
    else if (code === OPEN_LIST || code === OPEN_OBJECT) levels += 1;
    else if (code === CLOSE_LIST || code === CLOSE_OBJECT) levels -= 1;
    if (levels > MOST_LEVELS)
      throw new MlpLabError('bad-data', `${where} is damaged: expected at most ${MOST_LEVELS} levels of nesting`);
  }
}
