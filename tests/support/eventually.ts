/** Waits for something that happens elsewhere. */
import { setTimeout as sleep } from 'node:timers/promises'

/** Runs the assertions until they hold; after `timeoutMs` (default 15 s) their error is thrown. */
export async function eventually<T>(assertions: () => Promise<T>, timeoutMs = 15_000): Promise<T> {
  const end = Date.now() + timeoutMs
  for (;;) {
    try {
      return await assertions()
    } catch (error) {
      if (Date.now() > end) throw error
      await sleep(100)
    }
  }
}
