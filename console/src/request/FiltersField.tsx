/** Which rows are wanted: a field for each filter that the type has. */
import { counted } from '../shared/format.ts'
import { focusSection, Section } from '../shared/Section.tsx'
import { rangeRemark } from './dayRange.ts'
import { filtersSet } from './exportForm.ts'
import { FilterInput } from './FilterInput.tsx'
import { filterFields } from './filterFields.ts'
import type { FormPartProps } from './formPart.ts'

export function FiltersField({ form, type, errors, onChange }: FormPartProps) {
  const fields = filterFields(type)
  const set = filtersSet(form)
  return (
    <Section
      title="Filters"
      summary={set === 0 ? 'None: all rows' : `${counted(set, 'filter')} set`}
      hasErrors={fields.some(({ name }) => errors.of(`filters.${name}`).length > 0)}
    >
      <p className="hint">Only rows that pass every filter are exported.</p>
      <div className="filters">
        {fields.map((field) => (
          <FilterInput
            key={`${type.type}.${field.name}`}
            type={type.type}
            field={field}
            value={form.filters[field.name] ?? ''}
            errors={errors.of(`filters.${field.name}`)}
            remark={rangeRemark(field.name, form.filters)}
            onChange={(value) => onChange({ filters: { ...form.filters, [field.name]: value } })}
          />
        ))}
      </div>
      {set > 0 ? (
        <button
          type="button"
          className="button"
          onClick={({ currentTarget }) => {
            onChange({ filters: {} })
            focusSection(currentTarget)
          }}
        >
          Clear filters
        </button>
      ) : null}
    </Section>
  )
}
