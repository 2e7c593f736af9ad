/** The form of a schedule as it stands, kept with the browser's tab. */
import type { ExportForm } from '../request/exportForm.ts'
import { draftsOf } from '../shared/drafts.ts'
import { emptyScheduleForm, type ScheduleForm } from './scheduleForm.ts'

/** What was typed, and what it started from. */
export interface ScheduleDraft {
  form: ScheduleForm
  /** Of the schedule as it was then; null for a new one. */
  revision: number | null
}

export interface KeptDraft extends ScheduleDraft {
  /** Null for a new one. */
  scheduleId: string | null
}

const drafts = draftsOf<KeptDraft>('schedule')

export function keepScheduleDraft(userId: string, draft: KeptDraft): void {
  drafts.keep(userId, draft)
}

/** Null where there is none, or that of another schedule or user. */
export function scheduleDraftOf(userId: string, scheduleId: string | null): ScheduleDraft | null {
  const draft = drafts.of(userId)
  return draft?.scheduleId === scheduleId ? draft : null
}

/** That of another schedule stays. */
export function forgetScheduleDraft(userId: string, scheduleId: string | null): void {
  if (scheduleDraftOf(userId, scheduleId)) drafts.forget()
}

/** A new schedule begins with this export, in place of whatever was typed before. */
export function startRepeating(userId: string, asked: ExportForm): void {
  drafts.keep(userId, { scheduleId: null, revision: null, form: emptyScheduleForm(asked) })
}
