/** The form as it is being filled, and what the API says of it. */
import { useState } from 'react'
import type { ExportRequest, ExportTypeDescription } from '../../../contract/index.ts'
import { type ExportForm, emptyForm } from './exportForm.ts'
import { type FieldErrors, fieldErrors } from './fieldErrors.ts'
import { formOf } from './formOf.ts'
import { leftOutOf } from './leftOut.ts'
import { requestOf } from './requestOf.ts'
import { useEstimate } from './useEstimate.ts'
import { useSubmit } from './useSubmit.ts'

export interface ExportFormOptions {
  types: readonly ExportTypeDescription[]
  /** The first of `types`, for a request of a type that is not among them. */
  first: ExportTypeDescription
  /** What the form is filled with; null for an empty one. */
  start: ExportRequest | null
  onRequested: () => void
}

export function useExportForm({ types, first, start, onRequested }: ExportFormOptions) {
  const described = (name: string | undefined) => types.find((each) => each.type === name)
  const [form, setForm] = useState(() => {
    const type = described(start?.type)
    return start && type ? formOf(start, type) : emptyForm(first)
  })
  const type = described(form.type) ?? first
  const request = requestOf(form, type)
  const live = useEstimate(request)
  const submission = useSubmit(onRequested)
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

/** Paths of the fields at which errors can be shown. */
function shownFields({ filters }: ExportTypeDescription): string[] {
  const options = ['options.locale', 'options.csv', 'options.xlsx', 'options.pdf']
  const fields = ['type', 'fileType', 'title', 'columns', 'sort', 'timeZone', 'compress']
  return [...fields, ...options, ...filters.map(({ name }) => `filters.${name}`)]
}
