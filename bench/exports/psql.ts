/** The contestant that only asks the server: psql copies the same query to a file. */
import { createReadStream } from 'node:fs'
import { findOnPath } from '../../stack/tools.ts'
import type { Contestant } from '../contestant.ts'
import { measureProcess } from '../measureProcess.ts'

export interface Copy {
  databaseUrl: string
  query: string
  format: 'text' | 'csv'
  check: Contestant['check']
}

export async function psqlCopy({ databaseUrl, query, format, check }: Copy): Promise<Contestant> {
  const program = await findOnPath('psql')
  const options = format === 'csv' ? ' WITH (FORMAT csv, HEADER)' : ''
  return {
    name: 'psql',
    how: `\\copy (the same query) as ${format}`,
    isOurs: false,
    ...(program === undefined ? { missing: 'apt install postgresql-client' } : {}),
    run: (output) =>
      measureProcess(
        {
          program: program ?? 'psql',
          args: [
            '--no-psqlrc',
            '--quiet',
            '--set=ON_ERROR_STOP=1',
            `--command=\\copy (${query}) TO '${output}'${options}`,
            databaseUrl,
          ],
        },
        output,
      ),
    check,
  }
}

/** A check of a file of COPY's text format, which has a line for each row. */
export function linesCheck(rows: number): Contestant['check'] {
  return async (file) => {
    let lines = 0
    for await (const chunk of createReadStream(file)) {
      for (const byte of chunk as Buffer) if (byte === 0x0a) lines += 1
    }
    if (lines !== rows) throw new Error(`The file has ${lines} of ${rows} rows`)
  }
}
