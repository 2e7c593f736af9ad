/** What each file holds: every row, or what has changed. */
import { ScheduleContent } from '../../../contract/index.ts'
import { RadioInput } from '../shared/RadioInput.tsx'
import { TextInput } from '../shared/TextInput.tsx'
import type { SchedulePartProps } from './formPart.ts'

const CONTENTS = [
  { value: ScheduleContent.FULL, label: 'Every row' },
  { value: ScheduleContent.CHANGES, label: 'Changes since the file before' },
] as const

export function ContentFields({ form, errors, onChange }: SchedulePartProps) {
  return (
    <>
      <RadioInput
        label="Each file holds"
        value={form.content}
        options={CONTENTS}
        errors={errors.of('content')}
        onChange={(content) => onChange({ content })}
      />
      {form.content === ScheduleContent.CHANGES ? (
        <TextInput
          label="Every row again after so many files of changes"
          inputMode="numeric"
          hint="The first file holds every row. Empty for never again."
          value={form.fullEvery}
          errors={errors.of('fullEvery')}
          onChange={(fullEvery) => onChange({ fullEvery })}
        />
      ) : null}
    </>
  )
}
