/** Which field of the form each error of a problem belongs to, in words for beside that field. */
import type { Problem, ProblemDetail } from '../api/problem.ts'

export interface FieldErrors {
  /** Sentences for the field by its path, for example `filters.status`; empty where all is well. */
  of: (field: string) => readonly string[]
  /** What belongs to no field that is shown. */
  rest: readonly ProblemDetail[]
}

/** `shown` are the paths of the form's fields. An error deeper inside belongs to the field around it. */
export function fieldErrors(problem: Problem | null, shown: readonly string[]): FieldErrors {
  const byField = new Map<string, string[]>()
  const rest: ProblemDetail[] = []
  for (const error of problem?.errors ?? []) {
    const field = shown.find((path) => error.field !== undefined && isWithin(error.field, path))
    if (field === undefined) rest.push(error)
    else byField.set(field, [...(byField.get(field) ?? []), sentenceOf(error, field)])
  }
  return { of: (field) => byField.get(field) ?? [], rest }
}

/** Errors of the fields inside this one, by their paths from there; the rest belongs to the whole. */
export function within({ of }: FieldErrors, field: string): FieldErrors {
  return { of: (path) => of(`${field}.${path}`), rest: [] }
}

/** What the first says of a field, else what the second says. */
export function firstErrors(first: FieldErrors, second: FieldErrors): FieldErrors {
  return {
    of: (field) => {
      const told = first.of(field)
      return told.length > 0 ? told : second.of(field)
    },
    rest: first.rest,
  }
}

function isWithin(path: string, field: string): boolean {
  return path === field || path.startsWith(`${field}[`) || path.startsWith(`${field}.`)
}

/** Messages begin with the path, which says nothing to people who see the field itself. */
function sentenceOf({ message, remedy, field = '' }: ProblemDetail, shownAt: string): string {
  const [, index] = /^\[(\d+)\]/.exec(field.slice(shownAt.length)) ?? []
  const subject = index === undefined ? 'This' : `Entry ${Number(index) + 1}`
  const said = message.startsWith(field) ? subject + message.slice(field.length) : message
  return `${said} ${remedy}`
}
