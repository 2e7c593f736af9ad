/** Some of many values, searched for by their names. None ticked means any. */
import { useId, useState } from 'react'
import type { ExportRequestType } from '../../../contract/index.ts'
import { CheckInput } from '../shared/CheckInput.tsx'
import { FieldErrors } from '../shared/Field.tsx'
import { TextInput } from '../shared/TextInput.tsx'
import { toggled } from './OptionsInput.tsx'
import { useChoices } from './useChoices.ts'

export interface ChoicesInputProps {
  type: ExportRequestType
  filter: string
  label: string
  chosen: readonly string[]
  errors: readonly string[]
  onChange: (chosen: readonly string[]) => void
}

export function ChoicesInput({ label, chosen, errors, ...rest }: ChoicesInputProps) {
  const id = useId()
  const [isOpen, setIsOpen] = useState(false)
  // Nothing is asked for before; afterwards what was searched for stays.
  const [wasOpened, setWasOpened] = useState(false)
  return (
    <details
      className="choices wide"
      open={isOpen || errors.length > 0}
      onToggle={({ currentTarget }) => {
        setIsOpen(currentTarget.open)
        setWasOpened(true)
      }}
    >
      <summary>
        <span className="choices-label">{label}</span>{' '}
        <span className="muted">{chosen.length === 0 ? 'Any' : `${chosen.length} chosen`}</span>
      </summary>
      {wasOpened ? (
        <FoundChoices
          {...rest}
          label={label}
          chosen={chosen}
          errorsId={errors.length > 0 ? id : undefined}
        />
      ) : null}
      <FieldErrors id={id} errors={errors} />
    </details>
  )
}

interface FoundChoicesProps extends Omit<ChoicesInputProps, 'errors'> {
  errorsId: string | undefined
}

/** Those that are chosen and not among those found stand first. */
function FoundChoices({ type, filter, label, chosen, errorsId, onChange }: FoundChoicesProps) {
  const [search, setSearch] = useState('')
  const { found, nameOf, problem, isPending } = useChoices(type, filter, search)
  const others = chosen
    .filter((value) => found.every((choice) => choice.value !== value))
    .map((value) => ({ value, label: nameOf(value) }))
  return (
    <fieldset aria-describedby={errorsId}>
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
        {[...others, ...found].map((choice) => (
          <CheckInput
            key={choice.value}
            label={choice.label}
            isChecked={chosen.includes(choice.value)}
            onChange={(isChecked) => onChange(toggled(chosen, choice.value, isChecked))}
          />
        ))}
      </div>
      <output className="hint">
        {problem ? `${problem.detail} ${problem.remedy}` : foundWords(found.length, isPending)}
      </output>
    </fieldset>
  )
}

function foundWords(count: number, isPending: boolean): string {
  if (isPending) return 'Searching…'
  return count === 0 ? 'None found.' : `${count} shown. Search for others by their names.`
}
