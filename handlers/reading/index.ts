/**
 * Rows from PostgreSQL: a query read through a cursor as typed row blocks, exact to the last digit,
 * with an error instead of a wrong cell or an endless wait. Knows no table.
 */
export { daysFromCivil, instantToText } from './postgresText.ts'
export { type ReadColumn, readRows } from './rowReader.ts'
export { connectionOf } from './transactionConnection.ts'
