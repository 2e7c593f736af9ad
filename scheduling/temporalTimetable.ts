/**
 * The timetable in Temporal Schedules. Every firing starts a workflow, also while the one before still
 * runs: that one decides, by the records, that there is nothing for it to do, and its owner can see it.
 * Temporal's own overlap policies would drop it without a trace.
 */
import {
  type Client,
  ScheduleAlreadyRunning,
  type ScheduleDescription,
  type ScheduleHandle,
  ScheduleNotFoundError,
  WorkflowExecutionAlreadyStartedError,
} from '@temporalio/client'
import { defineSearchAttributeKey } from '@temporalio/common'
import {
  BACKFILL_EXPORTS,
  backfillWorkflowIdOf,
  ExportFailure,
  FailureCode,
  RECURRING_EXPORTS,
  type RecurringExportsInput,
  ruleWords,
  SEARCH_ATTRIBUTES,
  TITLES,
} from '../contract/index.ts'
import { askTemporal } from './askTemporal.ts'
import { catchUpOf } from './catchUp.ts'
import { scheduleSpecOf } from './scheduleSpec.ts'
import type { Timetable, TimetableEntry, TimetableState } from './timetable.ts'

/** Ids of schedules in Temporal; those of what they start have the time behind it. */
const PREFIX = 'recurring-'
const UNANSWERED = 'schedules can be neither looked up nor changed'

const TYPE = defineSearchAttributeKey('ExportType', SEARCH_ATTRIBUTES.ExportType)
const FILE_TYPE = defineSearchAttributeKey('FileType', SEARCH_ATTRIBUTES.FileType)
const SCHEDULE = defineSearchAttributeKey('ExportSchedule', SEARCH_ATTRIBUTES.ExportSchedule)

export function temporalTimetable(client: Client, taskQueue: string): Timetable {
  const handleOf = (scheduleId: string) => client.schedule.getHandle(`${PREFIX}${scheduleId}`)
  const ask = <T>(call: () => Promise<T>) => askTemporal(client, UNANSWERED, call)

  /** False where there is no such schedule. */
  async function change(
    scheduleId: string,
    call: (handle: ScheduleHandle) => Promise<void>,
  ): Promise<boolean> {
    return (
      (await orUndefined(
        ask(async () => {
          await call(handleOf(scheduleId))
          return true
        }),
      )) ?? false
    )
  }

  return {
    async put(entry) {
      const options = optionsOf(entry, taskQueue)
      try {
        await ask(() => createOrUpdate(client, handleOf(entry.scheduleId), options))
      } catch (error) {
        if (error instanceof TypeError) throw refused(error)
        throw error
      }
    },

    async describe(scheduleId) {
      const found = await orUndefined(ask(() => handleOf(scheduleId).describe()))
      return found && stateOf(found)
    },

    pause: (scheduleId, note) => change(scheduleId, (handle) => handle.pause(note)),
    resume: (scheduleId, note) => change(scheduleId, (handle) => handle.unpause(note)),
    trigger: (scheduleId) => change(scheduleId, (handle) => handle.trigger('ALLOW_ALL')),
    remove: (scheduleId) => change(scheduleId, (handle) => handle.delete()),

    async startBackfill({ scheduleId, backfillId }) {
      await ask(async () => {
        try {
          await client.workflow.start(BACKFILL_EXPORTS, {
            args: [{ scheduleId, backfillId }],
            taskQueue,
            workflowId: backfillWorkflowIdOf(backfillId),
            workflowIdReusePolicy: 'REJECT_DUPLICATE',
            workflowIdConflictPolicy: 'USE_EXISTING',
            typedSearchAttributes: [{ key: SCHEDULE, value: scheduleId }],
            staticSummary: 'Backfill',
            staticDetails: `    scheduleId: ${scheduleId}`,
          })
        } catch (error) {
          if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
        }
      })
    },

    async *list() {
      for await (const { scheduleId, memo } of client.schedule.list()) {
        const isOurs = scheduleId.startsWith(PREFIX) && memo?.['taskQueue'] === taskQueue
        if (isOurs) yield scheduleId.slice(PREFIX.length)
      }
    },
  }
}

type Options = ReturnType<typeof optionsOf>

async function createOrUpdate(
  client: Client,
  handle: ScheduleHandle,
  { memo, ...options }: Options,
): Promise<void> {
  try {
    await client.schedule.create({ ...options, memo, scheduleId: handle.scheduleId })
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error
    await handle.update((kept) => {
      const { state, action } = kept
      const { paused, note, remainingActions } = state
      const [given] = options.action.args
      // Of two that change a schedule at once, the one that is told last may be the older one.
      if ((inputOf(action)?.revision ?? 0) > (given?.revision ?? 0)) return kept
      // What is left of a number of runs that stays the same goes on counting.
      const isCounting = inputOf(action)?.runs === given?.runs
      const left = isCounting && remainingActions !== undefined ? { remainingActions } : {}
      const noted = note === undefined ? {} : { note }
      return { ...options, state: { ...options.state, ...left, ...noted, paused } }
    })
  }
}

/** Ids and kinds alone: operators can read all of it. */
function optionsOf(entry: TimetableEntry, taskQueue: string) {
  const { scheduleId, revision, type, fileType, content, rule, timeZone, runs, pauseNote } = entry
  const input: RecurringExportsInput = { scheduleId, revision, runs }
  const typedSearchAttributes = [
    { key: TYPE, value: type },
    { key: FILE_TYPE, value: fileType },
    { key: SCHEDULE, value: scheduleId },
  ]
  return {
    spec: scheduleSpecOf(entry, new Date()),
    action: {
      type: 'startWorkflow' as const,
      workflowType: RECURRING_EXPORTS,
      args: [input],
      taskQueue,
      workflowId: `${PREFIX}${scheduleId}`,
      typedSearchAttributes,
      staticSummary: `${type} → ${fileType}, ${content.toLowerCase()}: ${ruleWords(rule)}, ${timeZone}`,
    },
    policies: {
      overlap: 'ALLOW_ALL' as const,
      catchupWindow: catchUpOf(rule, timeZone, new Date()),
    },
    state: {
      ...(runs === null ? {} : { remainingActions: runs }),
      ...(pauseNote === null ? {} : { paused: true, note: pauseNote }),
    },
    // What can change later is in the comment of the calendar and in the summaries of the runs.
    // The task queue tells apart whoever else keeps schedules in the namespace.
    memo: { exports: TITLES[type], schedule: scheduleId, taskQueue },
    typedSearchAttributes,
  }
}

function stateOf({ state, info, action }: ScheduleDescription): TimetableState {
  return {
    revision: inputOf(action)?.revision ?? null,
    isPaused: state.paused,
    note: state.note ?? '',
    nextTimes: state.paused ? [] : info.nextActionTimes,
    runsLeft: state.remainingActions ?? null,
  }
}

/** What we told a run of it to begin with; undefined where an operator told it otherwise. */
function inputOf({ args }: ScheduleDescription['action']): RecurringExportsInput | undefined {
  const input: unknown = args?.[0]
  const isOurs = typeof input === 'object' && input !== null && 'revision' in input
  return isOurs ? (input as RecurringExportsInput) : undefined
}

async function orUndefined<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return undefined
    throw error
  }
}

function refused(error: TypeError): ExportFailure {
  return new ExportFailure(
    {
      code: FailureCode.INVALID_REQUEST,
      message: `Temporal can not keep this rule: ${error.message.slice(0, 200)}`,
      remedy: 'Give another rule.',
      field: 'rule',
    },
    { cause: error },
  )
}
