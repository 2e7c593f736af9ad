/** What each part of the form is given. */
import type { ExportTypeDescription } from '../../../contract/index.ts'
import type { ExportForm } from './exportForm.ts'
import type { FieldErrors } from './fieldErrors.ts'

export interface FormPartProps {
  form: ExportForm
  type: ExportTypeDescription
  errors: FieldErrors
  onChange: (changes: Partial<ExportForm>) => void
}
