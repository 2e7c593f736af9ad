/**
 * Fills a database with the sample: `node stack/sample/main.ts --rows 20000`, with DATABASE_URL.
 * A sample of that size is left alone, one of another size is replaced.
 */
import { parseArgs } from 'node:util'
import { loadSettings } from '../../config/index.ts'
import { createSample, sampleRowsAt } from './index.ts'

const { databaseUrl } = loadSettings(['databaseUrl'])
const { values } = parseArgs({ options: { rows: { type: 'string', default: '20000' } } })
const rows = Number(values.rows)

if ((await sampleRowsAt(databaseUrl)) === rows) print('The sample is there already.')
else {
  await createSample({
    connectionString: databaseUrl,
    rows,
    onProgress: (step) => {
      print(`${step.table}: ${step.rows} rows`)
    },
  })
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
