/**
 * Whether a text can be an id of a table at all. Ids are strings to the code, while Connexus'
 * columns are `uuid` or `text`: on a uuid column any other text is an error of the query, which
 * would read as a broken database instead of "not found".
 */
import type { Knex } from 'knex'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export class IdColumn {
  readonly #knex: Knex
  readonly #table: string
  #isUuid: Promise<boolean> | undefined

  constructor(knex: Knex, table: string) {
    this.#knex = knex
    this.#table = table
  }

  /** False for what the column's type can't hold; asks the catalogue once. */
  async canHold(id: string): Promise<boolean> {
    // Casting the column to text instead would be simpler, and would lose its index.
    this.#isUuid ??= this.#askType()
    // No PostgreSQL text holds NUL.
    return (await this.#isUuid) ? UUID.test(id) : !id.includes('\0')
  }

  async #askType(): Promise<boolean> {
    try {
      const { rows } = await this.#knex.raw<{ rows: { isUuid: boolean }[] }>(
        `SELECT atttypid = 'uuid'::regtype AS "isUuid" FROM pg_attribute
          WHERE attrelid = quote_ident(?)::regclass AND attname = 'id'`,
        [this.#table],
      )
      return rows[0]?.isUuid ?? false
    } catch (error) {
      this.#isUuid = undefined
      throw error
    }
  }
}
