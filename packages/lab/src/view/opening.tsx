// While the data set comes.

const MEGABYTE = 1e6;

export function Opening({ received }: { received: number }) {
  return (
    <main class="message" aria-busy="true">
      <h1>Reading the digits…</h1>
      <p>{(received / MEGABYTE).toFixed(1)} MB, from this machine</p>
    </main>
  );
}
