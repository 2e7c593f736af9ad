/**
 * Starts one stack for all test files of the run, in a temporary directory, bundles the workflows once
 * for every worker, and builds the page for every API.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { environment } from '../../config/environment.ts'
import { buildPage } from '../../stack/consolePage.ts'
import { startStack } from '../../stack/index.ts'
import { rolePasswords } from '../../stack/roles.ts'
import {
  keepForTeardown,
  ROLE_PASSWORDS,
  STACK_ADDRESSES,
  WORKFLOW_BUNDLE,
} from './runningStack.ts'

const run = promisify(execFile)
const BUNDLER = new URL('../../worker/bundle.ts', import.meta.url)

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
    await buildPage(stack, say)
    const bundle = join(directory, 'workflow-bundle.js')
    await run(process.execPath, [fileURLToPath(BUNDLER), bundle])
    // Jest's workers are started after this and inherit the environment.
    environment[STACK_ADDRESSES] = JSON.stringify(stack.addresses)
    environment[WORKFLOW_BUNDLE] = bundle
    environment[ROLE_PASSWORDS] = JSON.stringify(await rolePasswords(directory))
  } catch (error) {
    await remove()
    throw error
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
