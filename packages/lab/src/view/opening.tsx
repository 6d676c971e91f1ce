// While the data set comes.

const MEGABYTE = 1e6;

/** @param bytes so far, of how many. */
export function Opening({ received, total }: { received: number; total?: number }) {
  return (
    <main class="message" aria-busy="true">
      <h1>Reading the digits…</h1>
      <progress value={total ? received / total : undefined} aria-label="Data set" />
      <p>{total ? `${megabytes(received)} of ${megabytes(total)} MB, from this machine` : ' '}</p>
    </main>
  );
}

const megabytes = (bytes: number) => (bytes / MEGABYTE).toFixed(1);
