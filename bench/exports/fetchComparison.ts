/** Fetching: database to staged rows in the object store, against psql's copy to a file. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { environmentOf } from '../../stack/envFile.ts'
import { type StackAddresses, s3Client } from '../../stack/index.ts'
import { S3ObjectStore, type StagedManifest } from '../../stores/index.ts'
import type { Comparison, Contestant, Sample } from '../contestant.ts'
import { measureProcess } from '../measureProcess.ts'
import { OUR_ENVIRONMENT } from '../ourEnvironment.ts'
import { shareOfRows, sowQuery } from './benchDatabase.ts'
import { linesCheck, psqlCopy } from './psql.ts'

const PROGRAM = join(import.meta.dirname, 'fetchProgram.ts')
const PREFIX = 'staging/bench-fetch'

export async function fetchComparison(
  addresses: StackAddresses,
  databaseUrl: string,
): Promise<Comparison> {
  const { rows } = await shareOfRows(databaseUrl)
  const query = sowQuery()
  return {
    title: `Fetch of ${rows.toLocaleString('en')} rows × 7 columns`,
    contestants: [
      ours({ ...addresses, databaseUrl }, rows),
      await psqlCopy({ databaseUrl, query, format: 'text', check: linesCheck(rows) }),
    ],
  }
}

function ours(addresses: StackAddresses, rows: number): Contestant {
  return {
    name: 'Connexus exports',
    how: 'cursor, staged rows to the object store',
    isOurs: true,
    run: (output) => fetchOnce(addresses, output),
    async check(file) {
      const manifest = await manifestIn(file)
      if (manifest.rows !== rows) throw new Error(`Staged ${manifest.rows} of ${rows} rows`)
    },
  }
}

/** The bytes are those of the staged rows, which are removed again. */
async function fetchOnce(addresses: StackAddresses, output: string): Promise<Sample> {
  const client = s3Client(addresses)
  const store = new S3ObjectStore(client, addresses.bucket)
  try {
    const sample = await measureProcess(
      {
        program: process.execPath,
        args: [PROGRAM, PREFIX, output],
        environment: { ...environmentOf(addresses), ...OUR_ENVIRONMENT },
      },
      output,
    )
    const { objects } = await manifestIn(output)
    const blocks = objects.flatMap((object) => object.blocks)
    return { ...sample, bytes: blocks.reduce((sum, { bytes }) => sum + bytes, 0) }
  } finally {
    await store.remove(await store.list(PREFIX))
    client.destroy()
  }
}

async function manifestIn(file: string): Promise<StagedManifest> {
  return JSON.parse(await readFile(file, 'utf8')) as StagedManifest
}
