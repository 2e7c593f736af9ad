/** What a job asked for, as lines of words. */
import type { ExportRequest, ExportTypeDescription } from '../../../contract/index.ts'
import { FieldKind, filterFields } from '../request/filterFields.ts'
import { wordsOfCode, wordsOfName } from '../shared/words.ts'

export interface Line {
  label: string
  words: string
}

/** More values than these are counted. */
const MOST_SHOWN = 5

/** `type` is null where the requester may no longer export it: then names stand for words. */
export function describeRequest(
  request: ExportRequest,
  type: ExportTypeDescription | null,
): Line[] {
  const headings = new Map(type?.columns.map(({ key, heading }) => [key, heading]))
  const headingOf = (key: string) => headings.get(key) ?? wordsOfName(key)
  const columns = request.columns?.map((choice) =>
    typeof choice === 'string' ? headingOf(choice) : choice.heading,
  )
  const sort = request.sort?.map(
    ({ column, direction }) =>
      `${headingOf(column)} (${direction === 'ASC' ? 'ascending' : 'descending'})`,
  )
  return [
    ...filterLines(request, type),
    { label: 'Columns', words: columns?.join(', ') ?? 'The usual ones' },
    { label: 'Sort', words: sort?.join(', ') || 'Newest change first' },
    ...(request.timeZone ? [{ label: 'Time zone', words: request.timeZone }] : []),
    ...(request.options?.locale ? [{ label: 'Language tag', words: request.options.locale }] : []),
  ]
}

function filterLines({ filters = {} }: ExportRequest, type: ExportTypeDescription | null): Line[] {
  const fields = type ? filterFields(type) : []
  return Object.entries(filters)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => {
      const field = fields.find((candidate) => candidate.name === name)
      const isOption = field?.kind === FieldKind.OPTIONS
      return { label: field?.label ?? wordsOfName(name), words: valueWords(value, isOption) }
    })
}

function valueWords(value: unknown, isOption: boolean): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  const texts = (Array.isArray(value) ? value : [value]).map(String)
  const shown = texts.slice(0, MOST_SHOWN).map((text) => (isOption ? wordsOfCode(text) : text))
  const more = texts.length - shown.length
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ')
}
