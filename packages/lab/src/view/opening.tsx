// The page while the data set is loading: as the document has it before its scripts are there.

const MEGABYTE = 1e6;

/** @param props.received bytes so far. @param props.total bytes in all, once that is known. */
export function Opening({ received, total }: { received: number; total?: number }) {
  return (
    <main class="message" aria-busy="true">
      <h1>Loading the digits…</h1>
      <progress value={total ? received / total : undefined} aria-label="Data set" />
      <p>{total ? `${megabytes(received)} of ${megabytes(total)} MB, from your machine` : ' '}</p>
    </main>
  );
}

const megabytes = (bytes: number) => (bytes / MEGABYTE).toFixed(1);
