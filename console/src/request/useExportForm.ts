/** The form as it is being filled, and what the API says of it. */
import { useEffect, useState } from 'react'
import type { ExportRequest, ExportTypeDescription } from '../../../contract/index.ts'
import { draftsOf } from '../shared/drafts.ts'
import { type ExportForm, emptyForm } from './exportForm.ts'
import { type FieldErrors, fieldErrors } from './fieldErrors.ts'
import { formOf } from './formOf.ts'
import { leftOutOf } from './leftOut.ts'
import { requestOf } from './requestOf.ts'
import { shownFields } from './shownFields.ts'
import { useEstimate } from './useEstimate.ts'
import { useSubmit } from './useSubmit.ts'

const drafts = draftsOf<ExportRequest>('export')

export interface ExportFormOptions {
  types: readonly ExportTypeDescription[]
  /** The first of `types`, for a request of a type that is not among them. */
  first: ExportTypeDescription
  userId: string
  /** What the form is filled with; null for what was typed last, if anything. */
  template: ExportRequest | null
  onRequested: () => void
}

export function useExportForm(options: ExportFormOptions) {
  const { types, first, userId, template, onRequested } = options
  const [start] = useState(() => template ?? drafts.of(userId))
  const described = (name: string | undefined) => types.find((each) => each.type === name)
  const [form, setForm] = useState(() => {
    const type = described(start?.type)
    return start && type ? formOf(start, type) : emptyForm(first)
  })
  const type = described(form.type) ?? first
  const request = requestOf(form, type)
  const live = useEstimate(request)
  useDraft(userId, request)
  const submission = useSubmit(() => {
    drafts.forget()
    onRequested()
  })
  const errors: FieldErrors = fieldErrors(submission.problem ?? live.problem, shownFields(type))
  return {
    form,
    type,
    errors,
    /** What of `start` the type no longer has, in words. */
    leftOut: start?.type === type.type ? leftOutOf(start, type) : [],
    live,
    submission,
    submit: () => submission.submit(request),
    change: (changes: Partial<ExportForm>) => {
      submission.forget()
      setForm((before) => ({ ...before, ...changes }))
    },
  }
}

function useDraft(userId: string, request: ExportRequest): void {
  const json = JSON.stringify(request)
  useEffect(() => drafts.keep(userId, JSON.parse(json) as ExportRequest), [userId, json])
}
