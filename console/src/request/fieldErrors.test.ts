import { describe, expect, it } from '@jest/globals'
import { Problem, type ProblemDetail } from '../api/problem.ts'
import { fieldErrors, firstErrors, within } from './fieldErrors.ts'

const SHOWN = ['title', 'columns', 'filters.status', 'filters.statusOld']

function errorsOf(...errors: Omit<ProblemDetail, 'code'>[]) {
  const listed = errors.map((error) => ({ code: 'INVALID_REQUEST', ...error }))
  const problem = new Problem({
    status: 422,
    code: 'INVALID_REQUEST',
    detail: '',
    remedy: '',
    errors: listed,
  })
  return fieldErrors(problem, SHOWN)
}

describe('errors of fields', () => {
  it('stand at their field, without its path', () => {
    const errors = errorsOf({
      field: 'filters.status',
      message: 'filters.status is not a valid value.',
      remedy: 'Give OPEN.',
    })
    expect(errors.of('filters.status')).toEqual(['This is not a valid value. Give OPEN.'])
    expect(errors.of('filters.statusOld')).toEqual([])
    expect(errors.rest).toEqual([])
  })

  it('stand at the field around an entry, and say which entry', () => {
    const errors = errorsOf(
      { field: 'columns[0]', message: 'columns[0] names a column again.', remedy: 'Once.' },
      { field: 'columns[2].heading', message: 'columns[2].heading is blank.', remedy: 'Fill.' },
    )
    expect(errors.of('columns')).toEqual([
      'Entry 1 names a column again. Once.',
      'Entry 3 is blank. Fill.',
    ])
  })

  it('stand on top where no field is to blame, or none that is shown', () => {
    const unknown = { field: 'filters.colour', message: 'filters.colour is unknown.', remedy: '' }
    const general = { message: 'You have 20 open exports.', remedy: 'Wait for one.' }
    expect(errorsOf(unknown, general).rest.map(({ message }) => message)).toEqual([
      'filters.colour is unknown.',
      'You have 20 open exports.',
    ])
  })

  it('are none without a problem', () => {
    expect(fieldErrors(null, SHOWN).rest).toEqual([])
  })

  it('are found by their paths from the field around them', () => {
    const errors = errorsOf({ field: 'filters.status', message: 'It is odd.', remedy: 'Mend it.' })
    expect(within(errors, 'filters').of('status')).toEqual(['It is odd. Mend it.'])
    expect(within(errors, 'options').of('status')).toEqual([])
  })

  it('are those told first, and others where nothing was told', () => {
    const sent = errorsOf({ field: 'title', message: 'It is long.', remedy: 'Shorten it.' })
    const live = errorsOf(
      { field: 'title', message: 'It is blank.', remedy: 'Fill it.' },
      { field: 'columns', message: 'None is chosen.', remedy: 'Choose one.' },
    )
    const both = firstErrors(sent, live)
    expect([both.of('title'), both.of('columns')]).toEqual([
      ['It is long. Shorten it.'],
      ['None is chosen. Choose one.'],
    ])
  })
})
