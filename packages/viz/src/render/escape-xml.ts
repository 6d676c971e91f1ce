// Every string of a user goes through here on its way into SVG.
import { cleanText } from '../layout/text-width';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text that is safe inside an element and inside a quoted attribute. */
export const escapeXml = (text: string): string => cleanText(text).replace(/[&<>"]/g, (char) => ENTITIES[char]);
