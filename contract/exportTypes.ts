/** What can be exported, as forms, help and documentation show it. Plain JSON. */
import type { Column } from './columns.ts'
import type { ExportRequestType, Role } from './kinds.ts'

export interface FilterDescription {
  name: string
  /** What the rows are like that it lets through, and what to give, in sentences. */
  description: string
  /** JSON Schema (2020-12) of the values that it takes. `null` and `''` mean absent for each. */
  allowed: Readonly<Record<string, unknown>>
  /** Whether values can be searched for by the names that people know. Absent where they can't. */
  choices?: true
}

/** A value that a filter takes, and the name that people know it by. */
export interface FilterChoice {
  value: string
  label: string
}

/** Which values of a filter are looked for. */
export interface ChoicesQuery {
  type: ExportRequestType
  filter: string
  /** Part of the name, without regard to case. Default: any. */
  search?: string
  /** 1 to 50. Default 20. */
  limit?: number
}

export interface ExportTypeDescription {
  type: ExportRequestType
  title: string
  /** Roles that may export it. */
  roles: readonly Role[]
  /** In default order. Each can be sorted by as well. */
  columns: Column[]
  filters: FilterDescription[]
}
