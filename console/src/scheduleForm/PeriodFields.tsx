/** For how long the schedule is due; by default from now on, without end. */
import { Section } from '../shared/Section.tsx'
import { TextInput } from '../shared/TextInput.tsx'
import type { SchedulePartProps } from './formPart.ts'
import { periodWords } from './periodWords.ts'

/** In words of this form, in place of the API’s. */
const REVERSED = 'Until must be after from.'
const FIELDS = ['startAt', 'endAt', 'runs']

export function PeriodFields({ form, errors, onChange }: SchedulePartProps) {
  const { from, until, runs } = form
  const isReversed = from !== '' && until !== '' && from >= until
  return (
    <Section
      title="From and until"
      summary={periodWords(form)}
      hasErrors={FIELDS.some((field) => errors.of(field).length > 0)}
    >
      <div className="filters">
        <TextInput
          label="From"
          type="datetime-local"
          hint="Not due before."
          value={from}
          errors={errors.of('startAt')}
          onChange={(value) => onChange({ from: value })}
        />
        <TextInput
          label="Until"
          type="datetime-local"
          hint="Not due from then on."
          value={until}
          errors={isReversed ? [REVERSED] : errors.of('endAt')}
          onChange={(value) => onChange({ until: value })}
        />
        <TextInput
          label="Number of files"
          inputMode="numeric"
          hint="Then it has ended. Empty for without end."
          value={runs}
          errors={errors.of('runs')}
          onChange={(value) => onChange({ runs: value })}
        />
      </div>
    </Section>
  )
}
