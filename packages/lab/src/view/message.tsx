// A page with nothing but a message.
import type { ComponentChildren } from 'preact';

export function Message({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <main class="message">
      <div role="alert">
        <h1>{title}</h1>
        <p>{children}</p>
      </div>
    </main>
  );
}
