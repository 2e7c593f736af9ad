/** From a plan of times and days to a run with its job. */
import { randomUUID } from 'node:crypto'
import { type Requester, Role, ScheduleContent } from '../../contract/index.ts'
import { requestDigest } from '../../handlers/index.ts'
import {
  dayOf,
  dayText,
  type HeldRun,
  type PlannedExport,
  type Recurrence,
} from '../../scheduling/index.ts'
import type {
  HeldRunRecord,
  PlanningState,
  RunDecision,
  RunExport,
  ScheduleRecord,
} from '../../stores/index.ts'

/** Times as the planning reckons with them. */
export function recurrenceOf(schedule: ScheduleRecord): Recurrence {
  const { rule, timeZone, content, fullEvery, createdAt, startAt, endAt, request } = schedule
  return {
    rule,
    timeZone,
    content,
    fullEvery,
    createdAt: createdAt.getTime(),
    startAt: startAt?.getTime() ?? null,
    endAt: endAt?.getTime() ?? null,
    requestDigest: requestDigest(request),
  }
}

export function heldRunsOf({ held }: PlanningState): HeldRun[] {
  return held.map(heldRunOf)
}

function heldRunOf({ localDay, window, ...held }: HeldRunRecord): HeldRun {
  return {
    ...held,
    localDay: localDay === null ? null : dayOf(localDay),
    window: window && { start: window.start?.getTime() ?? null, end: window.end.getTime() },
  }
}

/** What the run of a plan is recorded as. */
export function runExportOf({ localDay, window }: PlannedExport): RunExport {
  return {
    localDay: localDay === null ? null : dayText(localDay),
    window: window && {
      start: window.start === null ? null : new Date(window.start),
      end: new Date(window.end),
    },
    content: window && window.start !== null ? ScheduleContent.CHANGES : ScheduleContent.FULL,
  }
}

/** The run with a new job, which asks for what the schedule asks for. */
export function exportDecision(
  { request }: ScheduleRecord,
  owner: Requester,
  run: RunExport,
): RunDecision {
  return {
    kind: 'EXPORT',
    run,
    job: {
      exportId: randomUUID(),
      request,
      requestDigest: requestDigest(request),
      tenantId: owner.role === Role.CLIENT ? owner.clientId : null,
    },
  }
}
