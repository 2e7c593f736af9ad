/** By which columns rows are ordered, the first one first. */
import type { SortChoice } from '../../../contract/index.ts'
import { FieldErrors } from '../shared/Field.tsx'
import { Section } from '../shared/Section.tsx'
import { SelectInput } from '../shared/SelectInput.tsx'
import type { FormPartProps } from './formPart.ts'

const DIRECTIONS = [
  { value: 'ASC', label: 'Ascending' },
  { value: 'DESC', label: 'Descending' },
] as const

export function SortField({ form: { sort }, type, errors, onChange }: FormPartProps) {
  const wrong = errors.of('sort')
  const headings = new Map(type.columns.map(({ key, heading }) => [key, heading]))
  const free = type.columns.find(({ key }) => sort.every(({ column }) => column !== key))
  const change = (index: number, changes: Partial<SortChoice>) =>
    onChange({ sort: sort.map((each, at) => (at === index ? { ...each, ...changes } : each)) })
  return (
    <Section
      title="Sort"
      summary={sort.map(({ column }) => headings.get(column)).join(', ') || 'Newest change first'}
      hasErrors={wrong.length > 0}
    >
      <FieldErrors id="sort-errors" errors={wrong} />
      {sort.map(({ column, direction }, index) => (
        <div key={column} className="sort-row">
          <SelectInput
            label={index === 0 ? 'Sort by' : `Then by (${index + 1})`}
            value={column}
            options={type.columns.map(({ key, heading }) => ({ value: key, label: heading }))}
            onChange={(chosen) => change(index, { column: chosen })}
          />
          <SelectInput
            label={`Direction of ${headings.get(column)}`}
            value={direction}
            options={DIRECTIONS}
            onChange={(chosen) => change(index, { direction: chosen })}
          />
          <button
            type="button"
            className="button"
            aria-label={`Remove ${headings.get(column)} from the sort`}
            onClick={() => onChange({ sort: sort.filter((_, at) => at !== index) })}
          >
            Remove
          </button>
        </div>
      ))}
      {free ? (
        <button
          type="button"
          className="button"
          onClick={() => onChange({ sort: [...sort, { column: free.key, direction: 'ASC' }] })}
        >
          Add sort column
        </button>
      ) : null}
    </Section>
  )
}
