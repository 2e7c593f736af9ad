/**
 * Values for a filter of ids, searched for by the names that people know. Shows no name of a client
 * outside of the scope: tables of names have no row-level security, so the query alone decides.
 */
import type { Knex } from 'knex'
import {
  ExportFailure,
  type Failure,
  FailureCode,
  type FilterChoice,
  type Scope,
} from '../../contract/index.ts'
import { restrictToText } from './containsText.ts'
import type { ChoiceTable } from './filters.ts'
import { text } from './filterValues.ts'
import { fieldOf, type TableFilters } from './parseFilters.ts'
import { restrictToAny } from './restrictToAny.ts'

const MOST_CHOICES = 50

/** Of which filter, with what in their names, and how many at most. */
export interface AskedChoices {
  filter: string
  search: string
  limit: number
}

/**
 * In the order of their names, by the database's collation, then of their ids.
 * @throws ExportFailure INVALID_REQUEST for a filter without choices, and for a search or a limit
 * that is none.
 */
export async function findChoices(
  filters: TableFilters,
  asked: AskedChoices,
  scope: Scope,
  transaction: Knex.Transaction,
): Promise<FilterChoice[]> {
  const offered = filters[asked.filter]?.choices
  if (!offered) throw new ExportFailure(noChoices(asked.filter, filters))
  const [first, ...others] = failuresOf(asked)
  if (first) throw new ExportFailure([first, ...others])
  return await choicesQuery(offered, asked, scope, transaction)
}

async function choicesQuery(
  { table, name, clientId }: ChoiceTable,
  { search, limit }: AskedChoices,
  scope: Scope,
  transaction: Knex.Transaction,
): Promise<FilterChoice[]> {
  const query = transaction.queryBuilder<FilterChoice, FilterChoice[]>()
  void query.select({ value: 'choice.id', label: `choice.${name}` }).from(`${table} as choice`)
  if (scope.kind === 'clients' && clientId !== null) {
    restrictToAny(query, `choice.${clientId}`, scope.clientIds)
  }
  restrictToText(query, [`choice.${name}`], search)
  return await query.orderBy([`choice.${name}`, 'choice.id']).limit(limit)
}

function noChoices(filter: string, filters: TableFilters): Failure {
  const field = fieldOf([filter])
  const having = Object.keys(filters).filter((name) => filters[name]?.choices)
  const remedy =
    having.length > 0 ? `Ask for choices of ${having.join(' or ')}.` : 'Give values as they are.'
  return { code: FailureCode.INVALID_REQUEST, message: `${field} has no choices.`, remedy, field }
}

function failuresOf({ search, limit }: AskedChoices): Failure[] {
  const failures: Failure[] = []
  const add = (field: string, remedy: string): void => {
    const message = `${field} is not a valid value.`
    failures.push({ code: FailureCode.INVALID_REQUEST, message, remedy, field })
  }
  if (!text.schema.safeParse(search).success) add('search', text.remedy)
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_CHOICES) {
    add('limit', `Give a whole number from 1 to ${MOST_CHOICES}.`)
  }
  return failures
}
