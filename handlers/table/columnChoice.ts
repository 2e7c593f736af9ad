/** Which columns a request exports and how it sorts; both by the keys that a handler offers. */
import {
  type Column,
  type ColumnChoice,
  type Failure,
  FailureCode,
  type RowRequest,
  type SortChoice,
} from '../../contract/index.ts'

/** The columns that the request names, or the default ones, headings settled. */
export function chosenColumns<Offered extends Column>(
  request: RowRequest,
  offered: readonly Offered[],
): Offered[] {
  if (request.columns === undefined) return offered.filter(({ isDefault }) => isDefault)
  return request.columns.flatMap((choice) => {
    const { key, heading } = keyed(choice)
    const column = offered.find((candidate) => candidate.key === key)
    return column ? [{ ...column, heading: heading ?? column.heading }] : []
  })
}

function keyed(choice: ColumnChoice): { key: string; heading?: string } {
  return typeof choice === 'string' ? { key: choice } : choice
}

/** Unknown and doubled keys, blank headings, and an empty choice. */
export function columnFailures(request: RowRequest, offered: readonly Column[]): Failure[] {
  const choices = request.columns?.map(keyed)
  if (choices?.length === 0) {
    return [failure('columns', 'is empty', 'Name at least one column, or leave columns out.')]
  }
  const headings = (choices ?? []).flatMap(({ heading }, index) =>
    heading?.trim() === ''
      ? [failure(`columns[${index}].heading`, 'is blank', 'Give a heading, or leave it out.')]
      : [],
  )
  const keys = (choices ?? []).map(({ key }) => key)
  return [...keyFailures('columns', keys, offered), ...headings]
}

/** Chosen columns with one of the headings that are taken, whatever their case. */
export function headingFailures(
  request: RowRequest,
  offered: readonly Column[],
  taken: readonly string[],
): Failure[] {
  const isTaken = new Set(taken.map(comparable))
  return (request.columns ?? []).flatMap((choice, index) => {
    const [column] = chosenColumns({ columns: [choice] }, offered)
    if (!column || !isTaken.has(comparable(column.heading))) return []
    const field = `columns[${index}].heading`
    return [failure(field, 'is that of a column which files of changes add', 'Give another one.')]
  })
}

function comparable(heading: string): string {
  return heading.trim().toLowerCase()
}

/** Unknown and doubled columns; an empty list means the default order. */
export function sortFailures(request: RowRequest, offered: readonly Column[]): Failure[] {
  const keys = (request.sort ?? []).map(({ column }: SortChoice) => column)
  return keyFailures('sort', keys, offered)
}

function keyFailures(
  field: string,
  keys: readonly string[],
  offered: readonly Column[],
): Failure[] {
  const known = new Set(offered.map(({ key }) => key))
  return keys.flatMap((key, index) => {
    const at = `${field}[${index}]`
    if (!known.has(key)) {
      return [
        failure(at, 'is no column of this type', `Use columns among ${[...known].join(', ')}.`),
      ]
    }
    return keys.indexOf(key) < index
      ? [failure(at, 'names a column again', 'Name each column once.')]
      : []
  })
}

function failure(field: string, problem: string, remedy: string): Failure {
  return { code: FailureCode.INVALID_REQUEST, message: `${field} ${problem}.`, remedy, field }
}
