/**
 * A process that exports the table `typed` of the database at its first argument for requesters in the
 * zones that the others name, and prints files and warnings as JSON, files in base64, by zone and file
 * type. Its own zone is set by `TZ`.
 */
import { exportTypedTable } from './typedTable.ts'

const [url = '', ...zones] = process.argv.slice(2)
const exports: Record<string, Record<string, unknown>> = {}
for (const zone of zones) {
  const ofZone = Object.entries(await exportTypedTable(url, zone))
  exports[zone] = Object.fromEntries(
    ofZone.map(([fileType, { file, warnings }]) => [
      fileType,
      { file: file.toString('base64'), warnings },
    ]),
  )
}
process.stdout.write(JSON.stringify(exports))
