/** The form of a schedule as it stands, kept with the browser's tab. */
import type { ExportForm } from '../request/exportForm.ts'
import { draftsOf } from '../shared/drafts.ts'
import { emptyScheduleForm, type ScheduleForm } from './scheduleForm.ts'

interface Draft {
  /** Null for a new one. */
  scheduleId: string | null
  form: ScheduleForm
}

const drafts = draftsOf<Draft>('schedule')

export function keepScheduleDraft(userId: string, draft: Draft): void {
  drafts.keep(userId, draft)
}

/** Null where there is none, or that of another schedule or user. */
export function scheduleDraftOf(userId: string, scheduleId: string | null): ScheduleForm | null {
  const draft = drafts.of(userId)
  return draft?.scheduleId === scheduleId ? draft.form : null
}

export function forgetScheduleDraft(): void {
  drafts.forget()
}

/** A new schedule begins with this export, in place of whatever was typed before. */
export function startRepeating(userId: string, asked: ExportForm): void {
  drafts.keep(userId, { scheduleId: null, form: emptyScheduleForm(asked) })
}
