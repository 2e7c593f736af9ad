/** Who is told of each file: people by mail, and a machine. */
import { counted } from '../shared/format.ts'
import { Section } from '../shared/Section.tsx'
import { TextInput } from '../shared/TextInput.tsx'
import type { SchedulePartProps } from './formPart.ts'
import type { ScheduleForm } from './scheduleForm.ts'

const FIELDS = ['recipients', 'webhook']

export function TellFields({ form, errors, onChange }: SchedulePartProps) {
  return (
    <Section
      title="Who else is told"
      summary={toldWords(form)}
      hasErrors={FIELDS.some((field) => errors.of(field).length > 0)}
    >
      <div className="filters">
        <TextInput
          label="Mail addresses"
          hint="Of people who use Connexus, one a line."
          lines={3}
          isWide
          value={form.recipients}
          errors={errors.of('recipients')}
          onChange={(recipients) => onChange({ recipients })}
        />
        <TextInput
          label="Webhook"
          type="url"
          hint="HTTPS address that is called when a file is ready or has failed. The secret of its signatures is shown once: when the schedule is first saved with a webhook."
          isWide
          value={form.webhookUrl}
          errors={errors.of('webhook')}
          onChange={(webhookUrl) => onChange({ webhookUrl })}
        />
      </div>
    </Section>
  )
}

function toldWords({ recipients, webhookUrl }: ScheduleForm): string {
  const people = recipients.split(/[\s,;]+/).filter(Boolean).length
  const parts = [
    ...(people > 0 ? [counted(people, 'person', 'people')] : []),
    ...(webhookUrl.trim() ? ['a webhook'] : []),
  ]
  return parts.join(' and ') || 'Nobody'
}
