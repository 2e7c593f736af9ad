/** Where the built peers are found, and what would install those that are not. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { z } from 'zod'
import type { Command } from '../measureProcess.ts'
import { BUILT, PEERS } from '../workspace.ts'

/** The command that builds what can be built, and says what it lacks. */
const BUILD = 'npm run bench:peers'
const require = createRequire(import.meta.url)
const Package = z.object({ version: z.string() })

/** A peer as a program: how to start it, or what would install it. */
export interface Peer {
  name: string
  missing?: string
  /** @param rest what the program takes after the input and the output. */
  command: (input: string, output: string, ...rest: string[]) => Command
}

/** A program in C. Its library's version is what it says itself. */
export function cPeer(program: string): Peer {
  const path = join(BUILT, 'c', program)
  const isBuilt = existsSync(path)
  return {
    ...described(program, isBuilt ? execFileSync(path, ['--version'], TEXT).trim() : undefined),
    command: (...args) => ({ program: path, args }),
  }
}

/** A program in Rust, named by the crate that it uses. */
export function rustPeer(crate: string, program: string): Peer {
  const path = join(BUILT, 'rust', 'target', 'release', program)
  return {
    ...described(crate, existsSync(path) ? crateVersion(crate) : undefined),
    command: (...args) => ({ program: path, args }),
  }
}

export function javaPeer(library: string, mainClass: string): Peer {
  const target = join(BUILT, 'java', 'target')
  const jars = join(target, 'dependency')
  const jar = existsSync(jars)
    ? readdirSync(jars).find((name) => name.startsWith(`${library}-`))
    : undefined
  const version = jar?.slice(library.length + 1, -'.jar'.length)
  const classPath = [join(target, 'classes'), join(jars, '*')].join(delimiter)
  return {
    ...described(library, version),
    command: (...args) => ({ program: 'java', args: ['-cp', classPath, mainClass, ...args] }),
  }
}

export function pythonPeer(library: string, script: string): Peer {
  const folder = join(BUILT, 'python')
  const isInfo = (name: string) => name.toLowerCase().startsWith(`${library.toLowerCase()}-`)
  const info = existsSync(folder) ? readdirSync(folder).find(isInfo) : undefined
  return {
    ...described(library, info?.slice(library.length + 1, -'.dist-info'.length)),
    command: (...args) => ({
      program: 'python3',
      args: [join(PEERS, 'python', script), ...args],
      environment: { PYTHONPATH: folder },
    }),
  }
}

/** What a script that holds all rows needs; others would only collect their garbage later. */
export const LARGE_HEAP = ['--max-old-space-size=12288']

/** A script in Node over a package that the project has anyway. */
export function nodePeer(library: string, script: string, flags: readonly string[] = []): Peer {
  return {
    ...described(library, versionOf(require.resolve(library))),
    command: nodeCommand(script, flags),
  }
}

/**
 * A script in Node that holds all rows, over a package that only the benchmarks have; it gets the
 * package's folder.
 */
export function installedNodePeer(library: string, script: string): Peer {
  const folder = join(BUILT, 'node')
  const path = join(folder, 'node_modules', library, 'package.json')
  const command = nodeCommand(script, LARGE_HEAP)
  return {
    ...described(library, existsSync(path) ? versionOf(path) : undefined),
    command: (input, output) => command(input, output, folder),
  }
}

const TEXT = { encoding: 'utf8' } as const

function nodeCommand(script: string, flags: readonly string[]): Peer['command'] {
  return (...args) => ({
    program: process.execPath,
    args: [...flags, join(PEERS, 'node', script), ...args],
  })
}

function described(library: string, version: string | undefined): Pick<Peer, 'name' | 'missing'> {
  return version === undefined
    ? { name: library, missing: BUILD }
    : { name: `${library} ${version}` }
}

/** Version of a package, found from a file in it. */
function versionOf(file: string): string {
  let folder = file
  do folder = join(folder, '..')
  while (!existsSync(join(folder, 'package.json')) || isPartOfPackage(folder))
  return Package.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).version
}

/** Packages of two module systems have a `package.json` without a version in a folder of each. */
function isPartOfPackage(folder: string): boolean {
  const description: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return !Package.safeParse(description).success
}

function crateVersion(crate: string): string | undefined {
  const manifest = readFileSync(join(PEERS, 'rust', 'Cargo.toml'), 'utf8')
  return new RegExp(`^${crate} = .*?"=([\\d.]+)"`, 'm').exec(manifest)?.[1]
}
