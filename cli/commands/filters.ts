/** `--filter name=value`: the value becomes what the filter's JSON Schema takes. */
import type { FilterDescription } from '../../contract/index.ts'
import { wrongUsage } from '../commandFailure.ts'

/** The part of JSON Schema that filters are described with. */
interface Schema {
  type?: string | readonly string[]
  anyOf?: readonly Schema[]
}

/** Texts as they were given, by name; a name that is given twice has several. */
export function parseAssignments(
  option: string,
  assignments: readonly string[],
): Map<string, string[]> {
  const given = new Map<string, string[]>()
  for (const assignment of assignments) {
    const at = assignment.indexOf('=')
    if (at < 1) {
      throw wrongUsage(`${option} can't read "${assignment}".`, `Give it as ${option} name=value.`)
    }
    const name = assignment.slice(0, at)
    given.set(name, [...(given.get(name) ?? []), assignment.slice(at + 1)])
  }
  return given
}

/**
 * Filters of a request. Whatever does not fit is sent as the text that it is: the API then tells
 * every wrong field at once, those of filters that it does not have included.
 */
export function filtersOf(
  given: ReadonlyMap<string, readonly string[]>,
  described: readonly Pick<FilterDescription, 'name' | 'allowed'>[],
): Record<string, unknown> {
  return Object.fromEntries(
    [...given].map(([name, texts]) => {
      const allowed = described.find((filter) => filter.name === name)?.allowed as
        | Schema
        | undefined
      return [name, valueOf(texts, typesOf(allowed ?? {}))]
    }),
  )
}

function valueOf(texts: readonly string[], types: ReadonlySet<string>): unknown {
  const list = types.has('array') ? texts.flatMap((text) => text.split(',')) : texts
  const isList = list.length > 1 || (types.has('array') && !types.has('string'))
  return isList ? list : scalarOf(list[0] ?? '', types)
}

/** Where a text is taken, digits stay a text: no digit of an amount is lost on the way. */
function scalarOf(text: string, types: ReadonlySet<string>): unknown {
  if (types.has('boolean') && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true'
  const isNumber = (types.has('number') || types.has('integer')) && !types.has('string')
  return isNumber && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text
}

/** Types of the values that it takes as a whole, not of those within. */
function typesOf({ type, anyOf = [] }: Schema): ReadonlySet<string> {
  const own = type === undefined ? [] : [type].flat()
  return new Set([...own, ...anyOf.flatMap((each) => [...typesOf(each)])])
}
