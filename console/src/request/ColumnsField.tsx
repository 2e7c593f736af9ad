/** Which columns the file has, in which order and under which headings. */
import { useState } from 'react'
import { FieldErrors } from '../shared/Field.tsx'
import { Section } from '../shared/Section.tsx'
import { ColumnList } from './ColumnList.tsx'
import { defaultColumns, type FormColumn } from './exportForm.ts'
import type { FormPartProps } from './formPart.ts'
import { RenameDialog } from './RenameDialog.tsx'

export function ColumnsField({ form, type, errors, onChange }: FormPartProps) {
  const [renamed, setRenamed] = useState<string | null>(null)
  const change = (columns: readonly FormColumn[]) => onChange({ columns })
  const rename = (heading: string) => {
    change(form.columns.map((each) => (each.key === renamed ? { ...each, heading } : each)))
    setRenamed(null)
  }
  const chosen = form.columns.filter(({ isChosen }) => isChosen).length
  const offered = type.columns.find(({ key }) => key === renamed)
  const column = form.columns.find(({ key }) => key === renamed)
  const wrong = errors.of('columns')
  return (
    <Section
      title="Columns"
      summary={`${chosen} of ${form.columns.length}`}
      hasErrors={wrong.length > 0}
    >
      <FieldErrors id="columns-errors" errors={wrong} />
      <ColumnsHint />
      <ColumnList
        columns={form.columns}
        offered={type.columns}
        isInvalid={wrong.length > 0}
        onChange={change}
        onRename={setRenamed}
      />
      <button type="button" className="button" onClick={() => change(defaultColumns(type))}>
        Reset columns
      </button>
      {column && offered ? (
        <RenameDialog
          heading={column.heading}
          usual={offered.heading}
          onClose={() => setRenamed(null)}
          onRename={rename}
        />
      ) : null}
    </Section>
  )
}

function ColumnsHint() {
  return (
    <p className="hint" id="columns-hint">
      Drag columns to order them. With the keyboard: the arrow keys lead to rows and what is in
      them; Enter on a handle picks a column up, and drops it where the arrow keys brought it.
    </p>
  )
}
