/** Schemas that the OpenAPI document names, and references to them. */
import { z } from 'zod'

/** `id` is the name under `components/schemas`. */
const components = z.registry<{ id: string }>()

/** As clients may give it: answers may have more properties one day, so none is ruled out. */
const OPTIONS = { io: 'input' } as const

const IDENTITY = ['$schema', '$id', 'id']

/** Gives the schema a name in the document. */
export function component<Schema extends z.ZodType>(
  id: string,
  description: string,
  schema: Schema,
): Schema {
  const described = schema.describe(description)
  components.add(described, { id })
  return described
}

/** JSON Schema of a part of an operation: a reference where the schema has a name. */
export function jsonSchemaOf(schema: z.ZodType): object {
  const named = components.get(schema)
  if (named) return { $ref: referenceTo(named.id) }
  return withoutIdentity(z.toJSONSchema(schema, OPTIONS))
}

/** Every named schema. */
export function componentSchemas(): Record<string, object> {
  const { schemas } = z.toJSONSchema(components, { ...OPTIONS, uri: referenceTo })
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => [id, withoutIdentity(schema)]),
  )
}

/** In the document, its place says what a schema is and what it is called. */
function withoutIdentity(schema: object): object {
  const entries = Object.entries(schema) as [string, unknown][]
  return Object.fromEntries<unknown>(entries.filter(([key]) => !IDENTITY.includes(key)))
}

function referenceTo(id: string): string {
  return `#/components/schemas/${id}`
}
