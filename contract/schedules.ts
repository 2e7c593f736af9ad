/**
 * Exports that recur, as their owners see them. All instants are ISO 8601 in UTC, all days
 * `2026-03-29`. Plain JSON.
 */
import type { ScheduleContent } from './kinds.ts'
import type { ExportRequest } from './request.ts'
import type { ScheduledRun } from './scheduledRuns.ts'

export const RuleKind = {
  DAILY: 'DAILY',
  WEEKLY: 'WEEKLY',
  MONTHLY: 'MONTHLY',
  CRON: 'CRON',
} as const
export type RuleKind = (typeof RuleKind)[keyof typeof RuleKind]

/** A time of day on the wall clock of the schedule's zone. */
export interface TimeOfDay {
  /** 0 to 23. */
  hour: number
  /** 0 to 59. */
  minute: number
}

/** Day of the month: 1 to 31, of which a shorter month takes its last day; `LAST` is the same as 31. */
export type MonthDay = number | 'LAST'

/** When a schedule is due. The first three are calendar rules: they are due once on each of their days. */
export type CalendarRule =
  | ({ kind: 'DAILY' } & TimeOfDay)
  /** 1 is Monday, 7 is Sunday; at least one. */
  | ({ kind: 'WEEKLY'; weekdays: number[] } & TimeOfDay)
  | ({ kind: 'MONTHLY'; day: MonthDay } & TimeOfDay)
export type ScheduleRule =
  | CalendarRule
  /** Five fields: minute, hour, day of month, month, day of week. */
  | { kind: 'CRON'; expression: string }

/** When a schedule is due, and for how long. */
export interface ScheduleTiming {
  rule: ScheduleRule
  /** IANA zone of the rule's times and days. Default: the owner's, else UTC. */
  timeZone?: string
  /** Not due before this instant. Default: from now on. */
  startAt?: string
  /** Not due from this instant on. Default: for ever. */
  endAt?: string
  /** How often it is due, from 1; then it has ended. Default: without end. */
  runs?: number
}

/** What an owner asks a schedule for. */
export interface ScheduleRequest extends ScheduleTiming {
  /** What its owner calls it: 1 to 100 characters. */
  name: string
  /** What each of its exports asks for. Days in filters stay what they are: they don't move. */
  request: ExportRequest
  /** Default FULL. */
  content?: ScheduleContent
  /** Of CHANGES: a file of every row after so many files of changes, 1 to 1,000. Default: never again. */
  fullEvery?: number
  /** Mail addresses of Connexus users who are told besides the owner; 20 at most. Default: none. */
  recipients?: string[]
  /** Machine that is told. Default: none. */
  webhook?: { url: string }
}

export const ScheduleState = {
  /** Recorded, but Temporal has not been told yet: it is within minutes. */
  STARTING: 'STARTING',
  ACTIVE: 'ACTIVE',
  /** By its owner, an operator, or itself; `note` says why. */
  PAUSED: 'PAUSED',
  /** Its end has come, or its number of runs is used up. */
  ENDED: 'ENDED',
  /** Temporal does not answer, and nothing else knows. */
  UNKNOWN: 'UNKNOWN',
} as const
export type ScheduleState = (typeof ScheduleState)[keyof typeof ScheduleState]

export interface ScheduleRecipient {
  userId: string
  email: string
}

export interface ExportSchedule {
  id: string
  name: string
  request: ExportRequest
  content: ScheduleContent
  fullEvery: number | null
  rule: ScheduleRule
  timeZone: string
  startAt: string | null
  endAt: string | null
  /** As it was asked for. */
  runs: number | null
  /** How often it is still due; null without end, and where Temporal does not answer. */
  runsLeft: number | null
  state: ScheduleState
  /** Why it is paused, in a sentence; null where it is not. */
  note: string | null
  /** The next five times it is due, as far as there are so many; none while it is not ACTIVE. */
  nextTimes: string[]
  recipients: ScheduleRecipient[]
  webhook: { url: string } | null
  /** Another after each change of what is above; from 1. Pausing, resuming and running change none. */
  revision: number
  createdAt: string
  updatedAt: string
  /** The last time it was due; null before the first. */
  lastRun: ScheduledRun | null
}

/** A schedule that was created or replaced: the secret of its webhook is told only here. */
export interface SavedSchedule {
  schedule: ExportSchedule
  /** `whsec_` and base64, of which signatures are made; null unless it was made now, with the webhook. */
  webhookSecret: string | null
}

export interface SchedulePage {
  schedules: ExportSchedule[]
  /** Give it as `after` for the next page; null on the last one. */
  next: string | null
}

/** When a schedule with such a timing would be due: what a form shows before it is sent. */
export interface SchedulePreview {
  timeZone: string
  /** The first five times, as far as there are so many. */
  nextTimes: string[]
}
