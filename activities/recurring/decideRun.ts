/** From a plan of times and days to a run with its job. */
import { randomUUID } from 'node:crypto'
import { type Requester, Role, ScheduleContent } from '../../contract/index.ts'
import { requestDigest } from '../../handlers/index.ts'
import {
  type Coverage,
  dayOf,
  dayText,
  type PlannedExport,
  type Recurrence,
} from '../../scheduling/index.ts'
import type { RunCoverage, RunDecision, RunExport, ScheduleRecord } from '../../stores/index.ts'

/** Times as the planning reckons with them. */
export function recurrenceOf(schedule: ScheduleRecord): Recurrence {
  const { rule, timeZone, content, fullEvery, createdAt, startAt, endAt } = schedule
  return {
    rule,
    timeZone,
    content,
    fullEvery,
    createdAt: createdAt.getTime(),
    startAt: startAt?.getTime() ?? null,
    endAt: endAt?.getTime() ?? null,
  }
}

export function coverageOf({
  fullUntil,
  taken,
  days,
  lastDay,
  lastDueAt,
  ...coverage
}: RunCoverage): Coverage {
  return {
    ...coverage,
    fullUntil: fullUntil?.getTime() ?? null,
    taken: taken.map(({ start, end }) => ({ start: start.getTime(), end: end.getTime() })),
    days: days.map(dayOf),
    lastDay: lastDay === null ? null : dayOf(lastDay),
    lastDueAt: lastDueAt?.getTime() ?? null,
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
