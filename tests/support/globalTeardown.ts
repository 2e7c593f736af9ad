/** Stops the stack of the run and removes its directory. */
import { tearDown } from './runningStack.ts'

export default async function globalTeardown(): Promise<void> {
  await tearDown()
}
