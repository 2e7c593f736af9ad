/** Paths of the fields of a request at which the form can show errors. */
import type { ExportTypeDescription } from '../../../contract/index.ts'

const FIELDS = ['type', 'fileType', 'title', 'columns', 'sort', 'timeZone', 'compress']
const OPTIONS = ['options.locale', 'options.csv', 'options.xlsx', 'options.pdf']
const ANSWER = ['notify', 'reuseWithin']

export function shownFields({ filters }: ExportTypeDescription): string[] {
  return [...FIELDS, ...OPTIONS, ...ANSWER, ...filters.map(({ name }) => `filters.${name}`)]
}
