/** A time zone, the user's own first. */
import type { FieldWords } from './Field.tsx'
import { type Option, SelectInput } from './SelectInput.tsx'

export interface TimeZoneInputProps extends FieldWords {
  /** IANA name; `''` for the user's. */
  value: string
  userTimeZone: string
  onChange: (timeZone: string) => void
}

export function TimeZoneInput({ userTimeZone, ...rest }: TimeZoneInputProps) {
  return <SelectInput {...rest} options={timeZones(userTimeZone, rest.value)} />
}

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone')].map((value) => ({
  value,
  label: value,
}))

/** One that the browser does not list is kept. */
function timeZones(user: string, chosen: string): Option<string>[] {
  const isListed = chosen === '' || ZONES.some(({ value }) => value === chosen)
  return [
    { value: '', label: `Yours (${user})` },
    ...(isListed ? [] : [{ value: chosen, label: chosen }]),
    ...ZONES,
  ]
}
