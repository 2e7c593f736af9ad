/** The fields of the form, and sending it. */
import { useEffect, useRef } from 'react'
import { type ExportTypeDescription, FileType } from '../../../contract/index.ts'
import type { Me } from '../api/api.ts'
import { ProblemNotice } from '../shared/ProblemNotice.tsx'
import { RadioInput } from '../shared/RadioInput.tsx'
import { TextInput } from '../shared/TextInput.tsx'
import { fileTypeWords } from '../shared/words.ts'
import { ColumnsField } from './ColumnsField.tsx'
import { EstimatePanel } from './EstimatePanel.tsx'
import { type ExportForm, withType } from './exportForm.ts'
import { FiltersField } from './FiltersField.tsx'
import { fieldErrors } from './fieldErrors.ts'
import { MoreOptions } from './MoreOptions.tsx'
import { requestOf } from './requestOf.ts'
import { SortField } from './SortField.tsx'
import { useEstimate } from './useEstimate.ts'
import { answerWords, useSubmit } from './useSubmit.ts'

const FILE_TYPES = Object.values(FileType).map((value) => ({ value, label: fileTypeWords(value) }))

export interface ExportFieldsProps {
  form: ExportForm
  type: ExportTypeDescription
  types: readonly ExportTypeDescription[]
  me: Me
  onChange: (form: ExportForm) => void
}

export function ExportFields({ form, type, types, me, onChange }: ExportFieldsProps) {
  const request = requestOf(form, type)
  const live = useEstimate(request)
  const { submit, reset, isPending, answer, problem } = useSubmit()
  const element = useRef<HTMLFormElement>(null)
  const top = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!problem) return
    const wrong = element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    const shown = wrong ?? top.current
    shown?.focus()
  }, [problem])
  const errors = fieldErrors(problem ?? live.problem, shownFields(type))
  const change = (changes: Partial<ExportForm>) => {
    reset()
    onChange({ ...form, ...changes })
  }
  const part = { form, type, errors, onChange: change }
  return (
    <form
      ref={element}
      className="stack"
      noValidate
      aria-labelledby="new-export-title"
      onSubmit={(event) => {
        event.preventDefault()
        submit(request)
      }}
    >
      {problem && errors.rest.length > 0 ? (
        <div ref={top} tabIndex={-1}>
          <ProblemNotice problem={{ ...joined(errors.rest), instance: problem.instance }} />
        </div>
      ) : null}
      <RadioInput
        label="What to export"
        value={form.type}
        options={types.map((each) => ({ value: each.type, label: each.title }))}
        errors={errors.of('type')}
        onChange={(value) => {
          const chosen = types.find((each) => each.type === value)
          if (chosen) change(withType(form, chosen))
        }}
      />
      <RadioInput
        label="File type"
        value={form.fileType}
        options={FILE_TYPES}
        errors={errors.of('fileType')}
        onChange={(fileType) => change({ fileType })}
      />
      <TextInput
        label="Title"
        placeholder={type.title}
        maxLength={200}
        value={form.title}
        errors={errors.of('title')}
        onChange={(title) => change({ title })}
      />
      <div className="sections">
        <FiltersField {...part} />
        <ColumnsField {...part} />
        <SortField {...part} />
        <MoreOptions {...part} userTimeZone={me.timeZone} />
      </div>
      <div className="form-end">
        <EstimatePanel live={live} />
        <button type="submit" className="button primary" disabled={isPending}>
          {isPending ? 'Requesting…' : 'Request export'}
        </button>
        {answer ? (
          <p className="notice success">
            {answerWords(answer)} <a href="#exports-title">See your exports</a>
          </p>
        ) : null}
      </div>
    </form>
  )
}

/** Paths of the fields at which errors can be shown. */
function shownFields({ filters }: ExportTypeDescription): string[] {
  const options = ['options.locale', 'options.csv', 'options.xlsx', 'options.pdf']
  const fields = ['type', 'fileType', 'title', 'columns', 'sort', 'timeZone', 'compress']
  return [...fields, ...options, ...filters.map(({ name }) => `filters.${name}`)]
}

function joined(errors: readonly { message: string; remedy: string }[]) {
  return {
    detail: errors.map(({ message }) => message).join(' '),
    remedy: [...new Set(errors.map(({ remedy }) => remedy))].join(' '),
  }
}
