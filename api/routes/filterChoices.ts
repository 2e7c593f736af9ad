/** Values that a filter may be given, by the names that people know: for a form that completes them. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type ExportRequestType, FailureCode } from '../../contract/index.ts'
import type { ExportData } from '../../export-data/index.ts'
import { operation } from '../operation.ts'
import { readQuery, wholeNumber } from '../reading.ts'
import { filterChoice } from '../schemas/others.ts'
import { callerOf } from '../signIn.ts'

const MOST = 50
const LONGEST_SEARCH = 200
const SEARCH_ERROR = `must be a text of at most ${LONGEST_SEARCH} characters, without U+0000`

const params = z.object({
  type: z.string().describe('An export type.'),
  name: z.string().describe('A filter of it whose description says `choices`.'),
})
const query = z.strictObject({
  search: z
    .string({ error: SEARCH_ERROR })
    .max(LONGEST_SEARCH, { error: SEARCH_ERROR })
    .refine((text) => !text.includes('\0'), { error: SEARCH_ERROR })
    .describe('Part of the name, without regard to case. Default: any.')
    .exactOptional(),
  limit: wholeNumber(1, MOST).describe('Most values. Default 20.').exactOptional(),
})

export function filterChoiceRoutes(scope: FastifyInstance, exportData: ExportData): void {
  scope.get<{ Params: z.output<typeof params> }>(
    '/export-types/:type/filters/:name/choices',
    { schema: CHOICES },
    async (request) => {
      const { type, name: filter } = request.params
      const asked = {
        // The entry says of a type that is none what it says of it everywhere.
        type: type as ExportRequestType,
        filter,
        ...readQuery(query, request),
      }
      return { choices: await exportData.choices(callerOf(request), asked) }
    },
  )
}

const CHOICES = operation({
  id: 'listFilterChoices',
  tag: 'What can be exported',
  summary: 'Search for the values of a filter by their names',
  params,
  query,
  answers: {
    200: {
      description: 'The values, in the order of their names.',
      schema: z.object({ choices: z.array(filterChoice).describe('The values.') }),
    },
  },
  errors: [FailureCode.UNSUPPORTED_TYPE],
})
