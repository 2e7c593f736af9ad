/** What of a request the type no longer has, so that a form can't ask for it again. */
import type { ExportRequest, ExportTypeDescription } from '../../../contract/index.ts'
import { wordsOfCode, wordsOfName } from '../shared/words.ts'
import { FieldKind, filterFields } from './filterFields.ts'

/** In words: `filter Colour`, `filter Status: On hold`, `column Due date`, `sort by Due date`. */
export function leftOutOf(request: ExportRequest, type: ExportTypeDescription): string[] {
  const { columns = [], sort = [] } = request
  const known = new Set(type.columns.map(({ key }) => key))
  const gone = (keys: readonly string[], what: string) =>
    keys.filter((key) => !known.has(key)).map((key) => `${what} ${wordsOfName(key)}`)
  return [
    ...leftOutFilters(request, type),
    ...gone(
      columns.map((choice) => (typeof choice === 'string' ? choice : choice.key)),
      'column',
    ),
    ...gone(
      sort.map(({ column }) => column),
      'sort by',
    ),
  ]
}

function leftOutFilters({ filters = {} }: ExportRequest, type: ExportTypeDescription): string[] {
  const fields = new Map(filterFields(type).map((field) => [field.name, field]))
  return Object.entries(filters)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .flatMap(([name, value]) => {
      const field = fields.get(name)
      if (!field) return [`filter ${wordsOfName(name)}`]
      if (field.kind !== FieldKind.OPTIONS) return []
      return [value]
        .flat()
        .map(String)
        .filter((option) => !field.options.includes(option))
        .map((option) => `filter ${field.label}: ${wordsOfCode(option)}`)
    })
}
