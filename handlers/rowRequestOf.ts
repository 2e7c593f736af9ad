/** The part of a request that handlers read, with the columns and filters of one type. */
import type { ExportRequestType, RowRequest, SortChoice } from '../contract/index.ts'
import type { HANDLERS } from './exportFactory.ts'
import type { IExportHandler } from './handler.ts'

type Offered<Type extends ExportRequestType> =
  (typeof HANDLERS)[Type] extends IExportHandler<Type, infer Key, infer Filters>
    ? { key: Key; filters: Filters }
    : never

/** Keys of the columns of a type. */
export type ColumnKey<Type extends ExportRequestType> = Offered<Type>['key']

/** A `RowRequest` whose wrong columns, filters and values the compiler finds. */
export interface RowRequestOf<Type extends ExportRequestType> extends RowRequest {
  filters?: Offered<Type>['filters'] & Record<string, unknown>
  columns?: (ColumnKey<Type> | { key: ColumnKey<Type>; heading: string })[]
  sort?: (SortChoice & { column: ColumnKey<Type> })[]
}
