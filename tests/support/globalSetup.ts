/** Starts one stack for all test files of the run, in a temporary directory. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environment } from '../../config/environment.ts'
import { startStack } from '../../stack/index.ts'
import { keepForTeardown, STACK_ADDRESSES } from './runningStack.ts'

export default async function globalSetup(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'connexus-tests-'))
  const remove = () => rm(directory, { recursive: true, force: true })
  try {
    const stack = await startStack({
      directory,
      onProgress: say,
      onDeath: (death) => say(death.message),
    })
    keepForTeardown(async () => {
      await stack.stop()
      await remove()
    })
    // Jest's workers are started after this and inherit the environment.
    environment[STACK_ADDRESSES] = JSON.stringify(stack.addresses)
  } catch (error) {
    await remove()
    throw error
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
