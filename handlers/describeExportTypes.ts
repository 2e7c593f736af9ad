/** Everything that can be asked for, listed by one function: for documentation, forms and help. */
import { z } from 'zod'
import { type ExportTypeDescription, type FilterDescription, TITLES } from '../contract/index.ts'
import { HANDLERS } from './exportFactory.ts'

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
  const {
    $schema: _,
    description = '',
    choices,
    ...allowed
  } = z.toJSONSchema(schema, { io: 'input' })
  return { name, description, allowed, ...(choices === true ? { choices } : {}) }
}
