/** Some of many values, searched for by their names. None ticked means any. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ExportRequestType, FilterChoice } from '../../../contract/index.ts'
import { api } from '../api/api.ts'
import { asProblem } from '../api/problem.ts'
import { CheckInput } from '../shared/CheckInput.tsx'
import { FieldErrors } from '../shared/Field.tsx'
import { TextInput } from '../shared/TextInput.tsx'
import { useDebounced } from '../shared/useDebounced.ts'
import { toggled } from './OptionsInput.tsx'

export interface ChoicesInputProps {
  type: ExportRequestType
  filter: string
  label: string
  chosen: readonly string[]
  errors: readonly string[]
  onChange: (chosen: readonly string[]) => void
}

const DELAY_MS = 250

export function ChoicesInput({ type, filter, label, chosen, errors, onChange }: ChoicesInputProps) {
  const [isOpen, setIsOpen] = useState(errors.length > 0)
  const [search, setSearch] = useState('')
  const settled = useDebounced(search.trim(), DELAY_MS)
  // By value: what was ticked keeps its name when it is no longer among those found.
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map())
  const found = useQuery({
    queryKey: ['choices', type, filter, settled],
    queryFn: ({ signal }) => api.choices(type, filter, settled, signal),
    enabled: isOpen,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  const toggle = ({ value, label: name }: FilterChoice, isChecked: boolean) => {
    setNames((known) => new Map(known).set(value, name))
    onChange(toggled(chosen, value, isChecked))
  }
  const offered = found.data ?? []
  const others = chosen.filter((value) => offered.every((choice) => choice.value !== value))
  const shown = [
    ...others.map((value) => ({ value, label: names.get(value) ?? value })),
    ...offered,
  ]
  const problem = asProblem(found.error)
  return (
    <details
      className="choices wide"
      open={isOpen}
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
    >
      <summary>
        <span className="choices-label">{label}</span>{' '}
        <span className="muted">{chosen.length === 0 ? 'Any' : `${chosen.length} chosen`}</span>
      </summary>
      <fieldset>
        <legend className="visually-hidden">{label}</legend>
        <TextInput
          label={`Search ${label}`}
          type="search"
          autoComplete="off"
          value={search}
          onChange={setSearch}
          onEnter={() => undefined}
        />
        <div className="choices-found">
          {shown.map((choice) => (
            <CheckInput
              key={choice.value}
              label={choice.label}
              isChecked={chosen.includes(choice.value)}
              onChange={(isChecked) => toggle(choice, isChecked)}
            />
          ))}
        </div>
        <output className="hint">
          {problem
            ? `${problem.detail} ${problem.remedy}`
            : foundWords(offered.length, found.isPending)}
        </output>
      </fieldset>
      <FieldErrors id={`${filter}-errors`} errors={errors} />
    </details>
  )
}

function foundWords(count: number, isPending: boolean): string {
  if (isPending) return 'Searching…'
  return count === 0 ? 'None found.' : `${count} shown. Search for others by their names.`
}
