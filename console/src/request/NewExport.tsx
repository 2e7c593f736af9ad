/** The form "New export", empty or filled with what a job asked for. */
import { type RefObject, useEffect } from 'react'
import type { Me, RequestedExport } from '../../../contract/index.ts'
import { ProblemNotice } from '../shared/ProblemNotice.tsx'
import { ExportFields } from './ExportFields.tsx'
import type { ExportTypes } from './useExportTypes.ts'

/** What the form starts with. */
export interface Template {
  /** Null for nothing. */
  job: RequestedExport | null
  /** Another one for each job that is taken, also for the same again. */
  serial: number
}

export interface NewExportProps {
  me: Me
  types: ExportTypes
  template: Template
  title: RefObject<HTMLHeadingElement | null>
  onRequested: () => void
}

export function NewExport({ me, types, template, title, onRequested }: NewExportProps) {
  useEffect(() => {
    // Whoever chose "Use as template" far down the page is led to the form.
    if (template.job) title.current?.focus()
  }, [template, title])
  return (
    <section className="panel" aria-labelledby="new-export-title">
      <h2 id="new-export-title" ref={title} tabIndex={-1}>
        New export
      </h2>
      {types.problem ? <ProblemNotice problem={types.problem} onRetry={types.retry} /> : null}
      {types.types || types.problem ? null : (
        <p className="muted loading">Loading what can be exported…</p>
      )}
      {types.types?.length === 0 ? (
        <p>There is nothing that you may export. Ask your administrator for access.</p>
      ) : null}
      {types.types && types.types.length > 0 ? (
        <ExportFields
          key={template.serial}
          types={types.types}
          me={me}
          template={template.job?.request ?? null}
          onRequested={onRequested}
        />
      ) : null}
    </section>
  )
}
