/** What is exported, into which file, and what it is called. */
import { type ExportTypeDescription, FileType } from '../../../contract/index.ts'
import { RadioInput } from '../shared/RadioInput.tsx'
import { TextInput } from '../shared/TextInput.tsx'
import { fileTypeWords } from '../shared/words.ts'
import { withType } from './exportForm.ts'
import type { FormPartProps } from './formPart.ts'

const FILE_TYPES = Object.values(FileType).map((value) => ({ value, label: fileTypeWords(value) }))

export interface FirstFieldsProps extends FormPartProps {
  types: readonly ExportTypeDescription[]
}

export function FirstFields({ form, type, types, errors, onChange }: FirstFieldsProps) {
  return (
    <>
      <RadioInput
        label="What to export"
        value={form.type}
        options={types.map((each) => ({ value: each.type, label: each.title }))}
        errors={errors.of('type')}
        onChange={(value) => {
          const chosen = types.find((each) => each.type === value)
          if (chosen) onChange(withType(form, chosen))
        }}
      />
      <RadioInput
        label="File type"
        value={form.fileType}
        options={FILE_TYPES}
        errors={errors.of('fileType')}
        onChange={(fileType) => onChange({ fileType })}
      />
      <TextInput
        label="Title"
        placeholder={type.title}
        maxLength={200}
        value={form.title}
        errors={errors.of('title')}
        onChange={(title) => onChange({ title })}
      />
    </>
  )
}
