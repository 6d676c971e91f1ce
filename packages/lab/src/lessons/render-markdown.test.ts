import { expect, it } from 'vitest';
import { renderMarkdown } from './render-markdown';

it.each([
  ['**bold** and `code`', '<p><strong>bold</strong> and <code>code</code></p>'],
  ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
  ['<img src=x onerror="alert(1)">', '&lt;img src=x onerror=&quot;alert(1)&quot;&gt;'],
  ['a <b onclick="x()">b</b>', '<p>a &lt;b onclick=&quot;x()&quot;&gt;b&lt;/b&gt;</p>'],
  ['<!-- for teachers -->\n\ntext', '<p>text</p>'],
  ['[a](https://[)', '<p>a</p>'],
  ['[a](javascript:alert(1))', '<p>a</p>'],
  ['[a](<java\tscript:alert(1)>)', '<p>a</p>'],
  ['[a](JavaScript:alert(1))', '<p>a</p>'],
  ['[a](data:text/html,<b>)', '<p>a</p>'],
  ['[a][1]\n\n[1]: vbscript:x', '<p>a</p>\n'],
  ['<javascript:alert(1)>', '<p>javascript:alert(1)</p>'],
  // an entity is text, so that no browser reads a colon of it
  ['[a](javascript&#58;alert(1))', '<p><a href="javascript&amp;#58;alert(1)">a</a></p>'],
  ['![a](javascript:alert(1) "t")', '<p>a</p>'],
  ['![a" onerror="x](digit.png)', '<p><img src="digit.png" alt="a&quot; onerror=&quot;x"></p>'],
  [
    '[next](?lesson=voting&A=relu "a \\"title\\"")',
    '<p><a href="?lesson=voting&amp;A=relu" title="a &quot;title&quot;">next</a></p>',
  ],
  ['[page](https://example.org/?a=1&amp;b=2)', '<p><a href="https://example.org/?a=1&amp;b=2">page</a></p>'],
])('%s', (markdown, html) => {
  expect(renderMarkdown(markdown).trim()).toBe(html.trim());
});
