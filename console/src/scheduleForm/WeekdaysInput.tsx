/** On which days of the week, each a toggle. */
import { useId } from 'react'
import { allWeekdays, weekdayWords } from '../schedules/ruleWords.ts'
import { FieldErrors } from '../shared/Field.tsx'

export interface WeekdaysInputProps {
  /** 1 is Monday. */
  chosen: readonly number[]
  errors: readonly string[]
  /** In the order of the week. */
  onChange: (chosen: number[]) => void
}

export function WeekdaysInput({ chosen, errors, onChange }: WeekdaysInputProps) {
  const id = useId()
  return (
    <fieldset aria-describedby={errors.length > 0 ? id : undefined}>
      <legend>Days of the week</legend>
      <div className="segments">
        {allWeekdays().map((weekday) => (
          <label key={weekday} className="segment">
            <input
              type="checkbox"
              aria-label={weekdayWords(weekday)}
              checked={chosen.includes(weekday)}
              onChange={({ target }) =>
                onChange(
                  allWeekdays().filter((each) =>
                    each === weekday ? target.checked : chosen.includes(each),
                  ),
                )
              }
            />
            <span>{weekdayWords(weekday).slice(0, 3)}</span>
          </label>
        ))}
      </div>
      <FieldErrors id={id} errors={errors} />
    </fieldset>
  )
}
