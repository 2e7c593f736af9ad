/** By which columns rows are ordered, the first one first. */
import type { Column, SortChoice } from '../../../contract/index.ts'
import { FieldErrors } from '../shared/Field.tsx'
import { focusSection, Section } from '../shared/Section.tsx'
import { type Option, SelectInput } from '../shared/SelectInput.tsx'
import type { FormPartProps } from './formPart.ts'

const DIRECTIONS = [
  { value: 'ASC', label: 'Ascending' },
  { value: 'DESC', label: 'Descending' },
] as const

export function SortField({ form: { sort }, type, errors, onChange }: FormPartProps) {
  const wrong = errors.of('sort')
  const headings = new Map(type.columns.map(({ key, heading }) => [key, heading]))
  const free = freeColumns(type.columns, sort)
  const [next] = free
  return (
    <Section
      title="Sort"
      summary={sort.map(({ column }) => headings.get(column)).join(', ') || 'Newest change first'}
      hasErrors={wrong.length > 0}
    >
      <FieldErrors id="sort-errors" errors={wrong} />
      {sort.map((choice, index) => (
        <SortRow
          // By its place: keys change the column, and a row that is made anew loses the focus.
          key={index}
          choice={choice}
          label={index === 0 ? 'Sort by' : `Then by (${index + 1})`}
          columns={freeColumns(type.columns, sort.toSpliced(index, 1))}
          onChange={(chosen) => onChange({ sort: sort.with(index, chosen) })}
          onRemove={() => onChange({ sort: sort.toSpliced(index, 1) })}
        />
      ))}
      {next ? (
        <button
          type="button"
          className="button"
          onClick={({ currentTarget }) => {
            onChange({ sort: [...sort, { column: next.value, direction: 'ASC' }] })
            if (free.length === 1) focusSection(currentTarget)
          }}
        >
          Add sort column
        </button>
      ) : null}
    </Section>
  )
}

/** Those by which nothing is sorted yet: a second sort by the same column would change nothing. */
function freeColumns(columns: readonly Column[], sort: readonly SortChoice[]): Option<string>[] {
  return columns
    .filter(({ key }) => sort.every(({ column }) => column !== key))
    .map(({ key, heading }) => ({ value: key, label: heading }))
}

interface SortRowProps {
  choice: SortChoice
  label: string
  columns: readonly Option<string>[]
  onChange: (choice: SortChoice) => void
  onRemove: () => void
}

function SortRow({ choice, label, columns, onChange, onRemove }: SortRowProps) {
  const heading = columns.find(({ value }) => value === choice.column)?.label ?? choice.column
  return (
    <div className="sort-row">
      <SelectInput
        label={label}
        value={choice.column}
        options={columns}
        onChange={(column) => onChange({ ...choice, column })}
      />
      <SelectInput
        label={`Direction of ${heading}`}
        value={choice.direction}
        options={DIRECTIONS}
        onChange={(direction) => onChange({ ...choice, direction })}
      />
      <button
        type="button"
        className="button"
        aria-label={`Remove ${heading} from the sort`}
        onClick={({ currentTarget }) => {
          onRemove()
          focusSection(currentTarget)
        }}
      >
        Remove
      </button>
    </div>
  )
}
