/** Whether a file of an identical request will do that was made before, and how old it may be. */
import { duration } from '../shared/format.ts'
import { type Option, SelectInput } from '../shared/SelectInput.tsx'
import type { FormPartProps } from './formPart.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE
/** In seconds; a week is the most that can be asked for. */
const AGES = [5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR, 168 * HOUR]

export function ReuseInput({ form: { reuseWithin }, errors, onChange }: FormPartProps) {
  return (
    <SelectInput
      label="A file made before will do"
      hint="One of an identical request is there at once; it says as of when its rows are."
      value={reuseWithin}
      options={ages(reuseWithin)}
      errors={errors.of('reuseWithin')}
      onChange={(chosen) => onChange({ reuseWithin: chosen })}
    />
  )
}

/** An age that a template asks for is kept. */
function ages(chosen: string): Option<string>[] {
  const values = AGES.map(String)
  const all = chosen === '' || values.includes(chosen) ? values : [chosen, ...values]
  return [
    { value: '', label: 'No: read the rows anew' },
    ...all.map((value) => ({ value, label: `Up to ${duration(Number(value))} old` })),
  ]
}
