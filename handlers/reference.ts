/** The reference pages of the export types, from their descriptions. */
import type { ExportTypeDescription } from '../contract/index.ts'
import { describeExportTypes } from './describeExportTypes.ts'
import { handlerOf } from './exportFactory.ts'
import type { ChangesDescription } from './handler.ts'

/** Markdown by file name under `docs/export-types/`. A test holds pages and types in parity. */
export function exportTypePages(): Map<string, string> {
  const types = describeExportTypes()
  return new Map([
    ['README.md', indexPage(types)],
    ...types.map(
      (type) => [`${type.type}.md`, typePage(type, handlerOf(type.type).changes())] as const,
    ),
  ])
}

function indexPage(types: readonly ExportTypeDescription[]): string {
  const rows = types.map(
    ({ type, title, roles }) => `| [${type}](${type}.md) | ${title} | ${roles.join(', ')} |`,
  )
  return [
    '# Export types',
    '',
    'Generated from the handlers by `npm run docs`.',
    '',
    '| type | title | who may export it |',
    '| --- | --- | --- |',
    ...rows,
    '',
    'An administrator gets the rows of every client, staff those of the clients that they are',
    'assigned, a client’s user those of that client, and never a confidential request for proposal.',
    'Deleted rows are not exported, but files of changes name them.',
    '',
    '- **Columns** (`columns`): keys in the order wanted, each a key or `{"key": …, "heading": …}`.',
    '  Without them the default columns are exported.',
    '- **Filters** (`filters`): joined by AND; `null` and `""` mean absent. Days are days in the time',
    '  zone of the export (`timeZone`, else the requester’s). Every fault is reported at once.',
    '- **Order** (`sort`): `[{"column": key, "direction": "ASC" | "DESC"}]` by any column of the type,',
    '  exported or not, empty values last. Ties are broken by id, ascending; without a sort the',
    '  newest change comes first.',
    '- **Files of changes**, which schedules make: what they hold and how they are applied is said in',
    '  [Getting a table as a file](../requesting.md#what-a-file-of-changes-holds).',
    '',
  ].join('\n')
}

function typePage(
  { type, title, roles, columns, filters }: ExportTypeDescription,
  changes: ChangesDescription,
): string {
  return [
    `# ${type}: ${title}`,
    '',
    'Generated from its handler by `npm run docs`. What columns, filters and order mean is said in',
    'the [overview](README.md).',
    '',
    `Exported by ${roles.join(', ')}.`,
    '',
    '## Columns',
    '',
    '| key | heading | type | by default |',
    '| --- | --- | --- | --- |',
    ...columns.map(
      (column) =>
        `| \`${column.key}\` | ${column.heading} | ${column.type} | ${column.isDefault ? 'yes' : 'no'} |`,
    ),
    '',
    '## Filters',
    '',
    '| filter | lets rows through where |',
    '| --- | --- |',
    ...filters.map(({ name, description }) => `| \`${name}\` | ${description} |`),
    '',
    '## Files of changes',
    '',
    `\`${changes.idColumn}\` is in each of them, and tells the rows apart. A row is in the file of the`,
    'window that holds the latest of these instants:',
    '',
    ...changes.changedBy.map((column) => `- \`${column}\``),
    '',
  ].join('\n')
}
