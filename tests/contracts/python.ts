/** Runs Python's standard library as a reader that had no part in writing a file. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Answer of a script that prints JSON, given the file's path as `sys.argv[1]`. */
export function pythonReads(script: string, file: Buffer): unknown {
  const directory = mkdtempSync(join(tmpdir(), 'connexus-exports-'))
  try {
    const path = join(directory, 'file')
    writeFileSync(path, file)
    return pythonReadsPath(script, path)
  } finally {
    rmSync(directory, { recursive: true })
  }
}

/** As `pythonReads`, of a file that is on disk already. */
export function pythonReadsPath(script: string, path: string): unknown {
  const output = execFileSync('python3', ['-c', script, path], {
    encoding: 'utf8',
    maxBuffer: 1024 ** 3,
  })
  return JSON.parse(output)
}
