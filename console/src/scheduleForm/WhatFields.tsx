/** What each export asks for: the fields of a request, and what it would come to today. */
import type { ExportTypeDescription } from '../../../contract/index.ts'
import { ColumnsField } from '../request/ColumnsField.tsx'
import { EstimatePanel } from '../request/EstimatePanel.tsx'
import { FiltersField } from '../request/FiltersField.tsx'
import { FirstFields } from '../request/FirstFields.tsx'
import { MoreOptions } from '../request/MoreOptions.tsx'
import { SortField } from '../request/SortField.tsx'
import type { useScheduleForm } from './useScheduleForm.ts'

export interface WhatFieldsProps {
  state: Pick<
    ReturnType<typeof useScheduleForm>,
    'form' | 'type' | 'requestErrors' | 'estimate' | 'changeExport'
  >
  types: readonly ExportTypeDescription[]
  userTimeZone: string
}

export function WhatFields({ state, types, userTimeZone }: WhatFieldsProps) {
  const { form, type, requestErrors, estimate, changeExport } = state
  const part = { form: form.export, type, errors: requestErrors, onChange: changeExport }
  return (
    <>
      <FirstFields {...part} types={types} />
      <div className="sections">
        <FiltersField {...part} />
        <ColumnsField {...part} />
        <SortField {...part} />
        <MoreOptions {...part} userTimeZone={userTimeZone} mayReuse={false} />
      </div>
      <p className="hint">Of every row, as it is today:</p>
      <EstimatePanel live={estimate} />
    </>
  )
}
