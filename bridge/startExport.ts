/** Starts the workflow of an export, at most once for each attempt, however often it is asked to. */
import { createHash } from 'node:crypto'
import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  type WorkflowStartOptions,
} from '@temporalio/client'
import { defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common'
import {
  EXPORT_TABLE,
  ExportStatus,
  type ExportTableInput,
  type SearchAttribute,
} from '../contract/index.ts'
import { GrpcStatus, grpcStatusOf } from './grpcStatus.ts'
import { Dependency, Outage } from './outage.ts'

export interface ExportStart extends ExportTableInput {
  workflowId: string
  /** Client of the requester; null for staff. */
  tenantId: string | null
  /** Whose exports share one turn in the task queue. */
  fairnessKey: string
}

export const StartResult = {
  /** It runs, or ran already. */
  STARTED: 'STARTED',
  /** A run of this attempt is over. */
  OVER: 'OVER',
  /** Temporal finds this very start invalid; asking again can't help. */
  REFUSED: 'REFUSED',
} as const
export type StartResult = (typeof StartResult)[keyof typeof StartResult]

/** Rejects with an Outage when Temporal can't be reached or can't take any workflow now. */
export type StartExport = (start: ExportStart) => Promise<StartResult>

/** Longest time that Temporal is given to answer, the SDK's own retries included. */
const DEADLINE_MS = 10_000
const MAX_FAIRNESS_KEY_BYTES = 64

export function temporalStarter(client: Client, taskQueue: string): StartExport {
  return async (start) => {
    try {
      await client.withDeadline(Date.now() + DEADLINE_MS, () =>
        client.workflow.start(EXPORT_TABLE, startOptions(start, taskQueue)),
      )
      return StartResult.STARTED
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return StartResult.OVER
      if (isRefusal(error)) return StartResult.REFUSED
      throw new Outage(Dependency.TEMPORAL, error)
    }
  }
}

/** A namespace without our search attributes refuses every start alike: an outage, not a verdict. */
function isRefusal(error: unknown): boolean {
  if (grpcStatusOf(error) !== GrpcStatus.INVALID_ARGUMENT) return false
  const causes = error instanceof Error ? [error, error.cause] : []
  return !causes.some((cause) => cause instanceof Error && /search attribute/i.test(cause.message))
}

function startOptions(start: ExportStart, taskQueue: string): WorkflowStartOptions {
  const { exportId, attempt, type, fileType } = start
  const input: ExportTableInput = { exportId, attempt, type, fileType }
  return {
    args: [input],
    taskQueue,
    workflowId: start.workflowId,
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    workflowIdConflictPolicy: 'USE_EXISTING',
    typedSearchAttributes: searchAttributes(start),
    staticSummary: `${type} → ${fileType}`,
    // An indented block: Web UI renders markdown, and an id is any text.
    staticDetails: `    exportId: ${JSON.stringify(exportId)}\n    attempt: ${attempt}`,
    priority: { fairnessKey: shortened(start.fairnessKey) },
  }
}

function searchAttributes({ type, fileType, tenantId }: ExportStart): SearchAttributePair[] {
  const pairs = [
    keyword('ExportType', type),
    keyword('FileType', fileType),
    keyword('ExportStatus', ExportStatus.PENDING),
  ]
  return tenantId === null ? pairs : [...pairs, keyword('ExportTenant', tenantId)]
}

function keyword(name: SearchAttribute, value: string): SearchAttributePair {
  return { key: defineSearchAttributeKey(name, 'KEYWORD'), value }
}

/** Ids are uuids as a rule; a longer one is told apart by its digest just as well. */
function shortened(key: string): string {
  if (Buffer.byteLength(key) <= MAX_FAIRNESS_KEY_BYTES) return key
  return createHash('sha256').update(key).digest('hex')
}
