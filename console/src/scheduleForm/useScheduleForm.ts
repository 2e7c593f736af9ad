/** The form of a schedule as it is being filled, and what the API says of it. */
import { useEffect, useState } from 'react'
import type {
  ExportSchedule,
  ExportTypeDescription,
  Me,
  SavedSchedule,
} from '../../../contract/index.ts'
import { type ExportForm, emptyForm } from '../request/exportForm.ts'
import { fieldErrors, firstErrors, within } from '../request/fieldErrors.ts'
import { leftOutOf } from '../request/leftOut.ts'
import { requestOf } from '../request/requestOf.ts'
import { shownFields } from '../request/shownFields.ts'
import { useEstimate } from '../request/useEstimate.ts'
import {
  forgetScheduleDraft,
  type KeptDraft,
  keepScheduleDraft,
  type ScheduleDraft,
  scheduleDraftOf,
} from './scheduleDraft.ts'
import { emptyScheduleForm, type ScheduleForm } from './scheduleForm.ts'
import { scheduleFormOf } from './scheduleFormOf.ts'
import { scheduleRequestOf, timingOf } from './scheduleRequestOf.ts'
import { useSaveSchedule } from './useSaveSchedule.ts'
import { useTimesPreview } from './useTimesPreview.ts'

const RULE_FIELDS = ['kind', 'hour', 'minute', 'weekdays', 'day', 'expression']
const TIMING_FIELDS = [...RULE_FIELDS.map((field) => `rule.${field}`), 'rule', 'timeZone']
const PERIOD_FIELDS = ['startAt', 'endAt', 'runs']
const OTHER_FIELDS = ['name', 'content', 'fullEvery', 'recipients', 'webhook']
const SHOWN = [...TIMING_FIELDS, ...PERIOD_FIELDS, ...OTHER_FIELDS]

export interface ScheduleFormOptions {
  me: Me
  types: readonly ExportTypeDescription[]
  /** The first of `types`. */
  first: ExportTypeDescription
  /** Null for a new one. */
  schedule: ExportSchedule | null
  onSaved: (saved: SavedSchedule) => void
}

export function useScheduleForm({ me, types, first, schedule, onSaved }: ScheduleFormOptions) {
  const described = (name: string | undefined) => types.find((each) => each.type === name)
  const [start] = useState(() => startOf({ me, types, first, schedule }))
  const [form, setForm] = useState(start.form)
  const scheduleId = schedule?.id ?? null
  const { revision } = start
  const type = described(form.export.type) ?? first
  const asked = scheduleRequestOf(form, type, me.timeZone)
  const estimate = useEstimate(requestOf(form.export, type))
  const preview = useTimesPreview(timingOf(form, me.timeZone))
  const keepDraft = useKeptDraft(me.id, { scheduleId, revision, form })
  const saving = useSaveSchedule({ userId: me.id, scheduleId, onSaved })
  const ofRequest = shownFields(type)
  const told = fieldErrors(saving.problem, [
    ...SHOWN,
    ...ofRequest.map((field) => `request.${field}`),
  ])
  const change = (changes: Partial<ScheduleForm>) => {
    saving.forget()
    keepDraft()
    setForm((before) => ({ ...before, ...changes }))
  }
  return {
    form,
    type,
    /** At the fields of the schedule itself. */
    errors: firstErrors(told, fieldErrors(preview.problem, SHOWN)),
    /** At the fields of what it exports. */
    requestErrors: firstErrors(within(told, 'request'), fieldErrors(estimate.problem, ofRequest)),
    leftOut: schedule?.request.type === type.type ? leftOutOf(schedule.request, type) : [],
    estimate,
    preview,
    saving,
    save: () => saving.save({ asked, revision }),
    /** Also over what somebody else has changed. */
    saveAnyway: () => saving.save({ asked, revision: null }),
    discard: () => forgetScheduleDraft(me.id, scheduleId),
    change,
    changeExport: (changes: Partial<ExportForm>) =>
      change({ export: { ...form.export, ...changes } }),
  }
}

type Start = Pick<ScheduleFormOptions, 'me' | 'types' | 'first' | 'schedule'>

/** What was typed last, else the schedule as it is, else nothing. */
function startOf({ me, types, first, schedule }: Start): ScheduleDraft {
  const described = (name: string | undefined) => types.find(({ type }) => type === name)
  const draft = scheduleDraftOf(me.id, schedule?.id ?? null)
  const typed = described(draft?.form.export.type)
  if (draft && typed) return { ...draft, form: completed(draft.form, emptyForm(typed)) }
  // Of a type that its owner may no longer export, all but the rows stays.
  if (schedule) {
    const form = scheduleFormOf(schedule, described(schedule.request.type) ?? first)
    return { form, revision: schedule.revision }
  }
  return { form: emptyScheduleForm(emptyForm(first)), revision: null }
}

/** A page of an earlier version may have kept it, with fewer fields. */
function completed(draft: ScheduleForm, empty: ExportForm): ScheduleForm {
  return { ...emptyScheduleForm(empty), ...draft, export: { ...empty, ...draft.export } }
}

/**
 * Gives what is called when somebody changes the form: from then on it is kept. One that nobody typed
 * in must not hide, later, what another tab has saved since.
 */
function useKeptDraft(userId: string, draft: KeptDraft): () => void {
  const { scheduleId, revision, form } = draft
  const [isTouched, setIsTouched] = useState(false)
  useEffect(() => {
    if (isTouched) keepScheduleDraft(userId, { scheduleId, revision, form })
  }, [isTouched, userId, scheduleId, revision, form])
  return () => setIsTouched(true)
}
