/** The part of pg-cursor that the row reader uses; the package brings no types of its own. */
declare module 'pg-cursor' {
  import type { EventEmitter } from 'node:events'
  import type { Connection, CustomTypesConfig, Submittable } from 'pg'

  export default class Cursor<Row> extends EventEmitter implements Submittable {
    constructor(
      text: string,
      values: readonly unknown[],
      config: { rowMode: 'array'; types: CustomTypesConfig },
    )
    submit(connection: Connection): void
    /** Fewer rows than asked for, or none, when the result is over. */
    read(rows: number): Promise<Row[]>
    close(): Promise<void>
  }
}
