/** What a program needs at run time: the files that it reaches, and the packages that they import. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Reach {
  /** Paths from the root of the repository, the entry point included. */
  files: string[]
  packages: string[]
}

/** Imports that remain when types are stripped, and files named by `new URL('…', import.meta.url)`. */
const IMPORTS = [
  /^(?:import|export)\s+(?!type\b)[^']*?from\s+'([^']+)'/gm,
  /new URL\('([^']+\.ts)', import\.meta\.url\)/g,
]

/** @throws when an import leads to a file that is not there. */
export function reachOf(root: string, entry: string): Reach {
  const files = new Set([entry])
  const packages = new Set<string>()
  // The set grows while it is walked: a file that is added is visited in turn.
  for (const file of files) {
    for (const target of importsOf(readFileSync(join(root, file), 'utf8'))) {
      if (target.startsWith('.')) files.add(join(file, '..', target))
      else if (!target.startsWith('node:')) packages.add(packageOf(target))
    }
  }
  return { files: [...files], packages: [...packages] }
}

function importsOf(source: string): string[] {
  return IMPORTS.flatMap((pattern) => [...source.matchAll(pattern)].map((match) => match[1] ?? ''))
}

function packageOf(target: string): string {
  return target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/')
}
