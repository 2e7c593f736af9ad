/** Answers beside exports: what may be exported, estimates, progress, the caller, health, problems. */
import { z } from 'zod'
import {
  ColumnType,
  EstimateBasis,
  type ExportEstimate,
  type ExportProgress,
  ExportRequestType,
  ExportStep,
  type ExportTypeDescription,
  type FilterChoice,
  type Me,
  Role,
} from '../../contract/index.ts'
import { type AnswerCode, CATALOGUE, type Problem } from '../errors/index.ts'
import type { Readiness } from '../readiness.ts'
import { component } from './components.ts'
import { failure } from './exports.ts'

const count = z.int().nonnegative()

const column = z.object({
  key: z.string().describe('What requests call it.'),
  heading: z.string().describe('What the file calls it by default.'),
  type: z.enum(ColumnType).describe('Type of its values.'),
  isDefault: z.boolean().describe('Whether it is exported when the request names no columns.'),
})

const filter = z.object({
  name: z.string().describe('What requests call it.'),
  description: z.string().describe('Which rows it lets through, and what to give.'),
  allowed: z
    .record(z.string(), z.unknown())
    .describe('JSON Schema (2020-12) of the values that it takes.'),
  choices: z
    .literal(true)
    .describe('Values can be searched for by the names that people know.')
    .exactOptional(),
})

export const exportTypeDescription = component(
  'ExportTypeDescription',
  'An export type: its columns and filters.',
  z.object({
    type: z.enum(ExportRequestType).describe('The type.'),
    title: z.string().describe('What people call it.'),
    roles: z.array(z.enum(Role)).readonly().describe('Roles that may export it.'),
    columns: z.array(column).describe('In default order. Each can be sorted by as well.'),
    filters: z.array(filter).describe('All optional, joined by AND.'),
  }) satisfies z.ZodType<ExportTypeDescription>,
)

export const filterChoice = component(
  'FilterChoice',
  'A value that a filter takes, by its name.',
  z.object({
    value: z.string().describe('What requests give.'),
    label: z.string().describe('What people call it.'),
  }) satisfies z.ZodType<FilterChoice>,
)

export const exportEstimate = component(
  'ExportEstimate',
  'What an export would come to.',
  z.object({
    rows: count.describe('Rows of data.'),
    basis: z.enum(EstimateBasis).describe('What `rows` rests on; COUNTED is exact.'),
    bytes: count.describe('Size of the file, about.'),
    seconds: z.number().nonnegative().describe('How long it takes, about.'),
    failures: z.array(failure).describe('What it would fail with.'),
    possibleFailures: z.array(failure).describe('What it may fail with: nobody has counted.'),
  }) satisfies z.ZodType<ExportEstimate>,
)

export const exportProgress = component(
  'ExportProgress',
  'How far an export is: the data of an event `progress`.',
  z.object({
    exportId: z.string().describe('Of which export.'),
    attempt: z.int().positive().describe('Of which attempt.'),
    step: z.enum(ExportStep).describe('What is being done.'),
    rows: count.describe('Rows that the step has done.'),
    of: count.nullable().describe('Rows that the step has to do; null as long as unknown.'),
    percent: z.int().min(0).max(100).describe('Never goes back within an attempt.'),
    secondsLeft: count.nullable().describe('Expected; null as long as nothing can be said.'),
    trouble: z.string().nullable().describe('What a step that is tried again has met.'),
  }) satisfies z.ZodType<ExportProgress>,
)

export const me = component(
  'Me',
  'Who is signed in.',
  z.object({
    id: z.string().describe('Id of the user.'),
    role: z.enum(Role).describe('Role of the user in Connexus.'),
    timeZone: z.string().describe('IANA zone of the user.'),
    webUiUrl: z.string().nullable().describe('List of workflows in Web UI, for administrators.'),
  }) satisfies z.ZodType<Me>,
)

const status = z.enum(['ok', 'unavailable']).describe('Whether it can be reached.')
const partOf = (name: string) =>
  z
    .object({
      status,
      remedy: z.string().describe('What an operator looks at first.').exactOptional(),
    })
    .describe(`Whether the ${name} can be reached.`)

export const readiness = component(
  'Readiness',
  'Whether everything that the API rests on can be reached.',
  z.object({
    status: status.describe('Whether all parts can be reached.'),
    parts: z
      .object({
        database: partOf('database'),
        queue: partOf('queue'),
        temporal: partOf('Temporal server'),
        storage: partOf('file storage'),
      })
      .describe('Each part.'),
  }) satisfies z.ZodType<Readiness>,
)

const code = z.enum(Object.keys(CATALOGUE) as AnswerCode[]).describe('Described under `/errors`.')

export const problem = component(
  'Problem',
  'What went wrong (RFC 9457).',
  z.object({
    type: z.string().describe('Address of what the code means.'),
    title: z.string().describe('What the code means, in short.'),
    status: z.int().describe('HTTP status.'),
    code: code.describe('Code of the first fault.'),
    detail: z.string().describe('Every message.'),
    remedy: z.string().describe('Every remedy, once.'),
    instance: z.string().describe('Id of the request: the log has it too.'),
    errors: z.array(failure.omit({ isFinal: true }).extend({ code })).describe('Every fault.'),
  }) satisfies z.ZodType<Problem>,
)
