/** What each part of the form of a schedule is given. */
import type { FieldErrors } from '../request/fieldErrors.ts'
import type { ScheduleForm } from './scheduleForm.ts'

export interface SchedulePartProps {
  form: ScheduleForm
  errors: FieldErrors
  userTimeZone: string
  onChange: (changes: Partial<ScheduleForm>) => void
}
