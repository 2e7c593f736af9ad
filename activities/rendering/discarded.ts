/**
 * Collects the buffers that a thread has let go. V8 goes by its own heap, which rendering hardly uses,
 * and would keep 60 MB of them in each thread, also while it is idle. Needs `--expose-gc`; without
 * it, it does nothing.
 */

/** Bytes between two collections: each takes some milliseconds, as the heap of a thread is small. */
const BETWEEN = 16 * 1024 * 1024

let since = 0

/** Tells of bytes that were let go. */
export function discarded(bytes: number): void {
  since += bytes
  if (since < BETWEEN) return
  since = 0
  // The young generation alone would not do: most buffers have outlived it by then.
  globalThis.gc?.()
}
