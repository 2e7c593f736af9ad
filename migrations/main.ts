/** `npm run migrate`: `up` (the default), `down` (undoes the last batch), `schema` (prints it). */
import { loadSettings } from '../config/index.ts'
import { openDatabase } from '../stores/index.ts'
import { describeSchema, migrate, rollback } from './index.ts'

const { databaseUrl } = loadSettings(['databaseUrl'])
const [command = 'up'] = process.argv.slice(2)

if (command === 'up') print(await migrate(databaseUrl))
else if (command === 'down') print(await rollback(databaseUrl))
else if (command === 'schema') {
  const database = openDatabase({ url: databaseUrl, applicationName: 'connexus-exports-schema' })
  process.stdout.write(await describeSchema(database).finally(() => database.destroy()))
} else throw new Error(`Unknown command ${command}; use up, down or schema.`)

function print(steps: string[]): void {
  process.stdout.write(`${command}: ${steps.join(', ') || 'nothing to do'}\n`)
}
