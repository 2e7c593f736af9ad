/**
 * Our own contestant of the fetch, as a process: the handler's rows to staged rows in the bucket.
 * Configured as the worker is; writes the manifest to the file that is named as well.
 *
 *     node bench/exports/fetchProgram.ts <prefix in the bucket> <output>
 */
import { writeFile } from 'node:fs/promises'
import { S3Client } from '@aws-sdk/client-s3'
import { inSnapshot } from '../../activities/snapshot.ts'
import { loadSettings } from '../../config/index.ts'
import { ExportRequestType } from '../../contract/index.ts'
import { handlerOf } from '../../handlers/index.ts'
import { openDatabase, readManifest, S3ObjectStore } from '../../stores/index.ts'
import { stageRows } from '../data/stageRows.ts'

/** Longest that a fetch may take. */
const LIMIT_MS = 3_600_000

const [prefix = '', output = ''] = process.argv.slice(2)
const { databaseUrl: url, bucket } = loadSettings(['databaseUrl', 'bucket'])
const { SOW } = ExportRequestType
const client = new S3Client({ forcePathStyle: true })
const store = new S3ObjectStore(client, bucket)
const database = openDatabase({ url, applicationName: 'bench' })
try {
  const { signal } = new AbortController()
  const options = { name: 'bench', limitMs: LIMIT_MS, signal }
  const manifestKey = await inSnapshot(database, options, (transaction) => {
    const rows = handlerOf(SOW).fetch({ timeZone: 'UTC' }, { kind: 'all' }, transaction)
    return stageRows(rows, store, prefix)
  })
  await writeFile(output, JSON.stringify(await readManifest(store, manifestKey)))
} finally {
  client.destroy()
  await database.destroy()
}
