/** `npm run migrate`: `up` (the default), `down` (undoes the last batch), `schema` (prints it). */
import { processSettings } from '../config/index.ts'
import { describeSchema, migrate, rollback } from './index.ts'

const { databaseUrl } = processSettings(['databaseUrl'])
const [command = 'up'] = process.argv.slice(2)

if (command === 'up') print(`Done: ${list(await migrate(databaseUrl))}`)
else if (command === 'down') print(`Undone: ${list(await rollback(databaseUrl))}`)
else if (command === 'schema') print(await describeSchema(databaseUrl))
else throw new Error(`Unknown command ${command}; use up, down or schema.`)

function list(steps: string[]): string {
  return `${steps.join(', ') || 'nothing'}\n`
}

function print(text: string): void {
  process.stdout.write(text)
}
