/** Everything that can be asked for, listed by one function: for documentation, forms and help. */
import { z } from 'zod'
import { type Column, type ExportRequestType, type Role, TITLES } from '../contract/index.ts'
import { HANDLERS } from './exportFactory.ts'

export interface FilterDescription {
  name: string
  /** What the rows are like that it lets through, and what to give, in sentences. */
  description: string
  /** JSON Schema (2020-12) of the values that it takes. `null` and `''` mean absent for each. */
  allowed: z.core.JSONSchema.BaseSchema
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

export function describeExportTypes(): ExportTypeDescription[] {
  return Object.values(HANDLERS).map((handler) => {
    const type = handler.getSupportedType()
    return {
      type,
      title: TITLES[type],
      roles: handler.roles(),
      columns: handler.columns(),
      filters: Object.entries<z.core.$ZodType>(handler.filterSchema().shape).map(([name, schema]) =>
        filterDescription(name, schema),
      ),
    }
  })
}

function filterDescription(name: string, schema: z.core.$ZodType): FilterDescription {
  const { $schema: _, description = '', ...allowed } = z.toJSONSchema(schema, { io: 'input' })
  return { name, description, allowed }
}
