/** What can be exported: the types, or the columns and filters of one. */
import type { ExportTypeDescription } from '../../contract/index.ts'
import { failure } from '../commandFailure.ts'
import { ExitCode } from '../exitCode.ts'
import { table } from '../output/table.ts'
import type { Session } from './session.ts'

export async function types({ client, reporter }: Session, type?: string): Promise<void> {
  const all = await client.types()
  const asked = type?.toUpperCase()
  const shown = all.filter((each) => asked === undefined || each.type === asked)
  if (asked !== undefined && shown.length === 0) throw unknownType(asked, all)
  if (reporter.isJson) for (const each of shown) reporter.line(each)
  else reporter.say(...(asked === undefined ? overview(all) : shown.flatMap(details)))
}

function unknownType(asked: string, all: readonly ExportTypeDescription[]) {
  const detail = `You can't export ${asked}.`
  const remedy = `Choose one of ${all.map(({ type }) => type).join(', ')}.`
  return failure(ExitCode.INVALID, 'UNSUPPORTED_TYPE', detail, remedy)
}

function overview(all: readonly ExportTypeDescription[]): string[] {
  const rows = all.map(({ type, title, columns, filters }) => [
    type,
    title,
    String(columns.length),
    filters.map(({ name }) => name).join(', '),
  ])
  return table(['type', 'title', 'columns', 'filters'], rows)
}

function details({ title, columns, filters }: ExportTypeDescription): string[] {
  const columnRows = columns.map(({ key, heading, type, isDefault }) => [
    key,
    heading,
    type,
    isDefault ? 'yes' : 'no',
  ])
  const filterRows = filters.map(({ name, description }) => [name, description])
  return [
    title,
    '',
    ...table(['column', 'heading', 'type', 'by default'], columnRows),
    '',
    ...table(['filter', 'lets rows through where'], filterRows),
  ]
}
