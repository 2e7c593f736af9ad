/** The form "New export": what is wanted, what it would come to, and what is wrong with it. */
import { useEffect, useRef, useState } from 'react'
import type { ExportTypeDescription } from '../../../contract/index.ts'
import type { Me } from '../api/api.ts'
import { ExportFields } from './ExportFields.tsx'
import { type ExportForm, emptyForm } from './exportForm.ts'

export interface NewExportProps {
  types: readonly ExportTypeDescription[]
  me: Me
  /** What the form is filled with; null for a new one. */
  start: ExportForm | null
}

export function NewExport({ types, me, start }: NewExportProps) {
  const title = useRef<HTMLHeadingElement>(null)
  const [form, setForm] = useState(start)
  useEffect(() => {
    // Whoever chose "Use as template" far down the page is led to the form.
    if (start) title.current?.focus()
  }, [start])
  const type = types.find((candidate) => candidate.type === form?.type) ?? types[0]
  return (
    <section className="panel new-export" aria-labelledby="new-export-title">
      <h2 id="new-export-title" ref={title} tabIndex={-1}>
        New export
      </h2>
      {type ? (
        <ExportFields
          form={form ?? emptyForm(type)}
          type={type}
          types={types}
          me={me}
          onChange={setForm}
        />
      ) : (
        <p>There is nothing that you may export. Ask your administrator for access.</p>
      )}
    </section>
  )
}
