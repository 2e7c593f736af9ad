/** The fields of the form, and sending it. */
import type { ExportRequest, ExportTypeDescription, Me } from '../../../contract/index.ts'
import { startRepeating } from '../scheduleForm/scheduleDraft.ts'
import { useFocusOnProblem } from '../shared/useFocusOnProblem.ts'
import { ColumnsField } from './ColumnsField.tsx'
import { FiltersField } from './FiltersField.tsx'
import { FirstFields } from './FirstFields.tsx'
import { FormEnd } from './FormEnd.tsx'
import { FormProblem } from './FormProblem.tsx'
import { LeftOutNotice } from './LeftOutNotice.tsx'
import { MoreOptions } from './MoreOptions.tsx'
import { SortField } from './SortField.tsx'
import { useExportForm } from './useExportForm.ts'

export interface ExportFieldsProps {
  /** At least one. */
  types: readonly ExportTypeDescription[]
  me: Me
  /** What the form is filled with; null for what was typed last, if anything. */
  template: ExportRequest | null
  onRequested: () => void
}

export function ExportFields({ types, me, template, onRequested }: ExportFieldsProps) {
  const [first] = types
  if (!first) throw new TypeError('There is no type to export.')
  const { change, submit, submission, live, leftOut, ...state } = useExportForm({
    types,
    first,
    userId: me.id,
    template,
    onRequested,
  })
  const element = useFocusOnProblem(submission.problem)
  const part = { ...state, onChange: change }
  return (
    <form
      ref={element}
      className="stack"
      noValidate
      aria-labelledby="new-export-title"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <FormProblem problem={submission.problem} errors={state.errors.rest} />
      <LeftOutNotice leftOut={leftOut} typeTitle={state.type.title} />
      <FirstFields {...part} types={types} />
      <div className="sections">
        <FiltersField {...part} />
        <ColumnsField {...part} />
        <SortField {...part} />
        <MoreOptions {...part} userTimeZone={me.timeZone} mayReuse />
      </div>
      <FormEnd
        live={live}
        submission={submission}
        onRepeat={() => startRepeating(me.id, state.form)}
      />
    </form>
  )
}
