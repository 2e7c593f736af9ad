/** Moments, counts and sizes as people read them. */

/** `26 November 2026 at 09:30 (Europe/Berlin)` */
export function momentIn(timeZone: string, moment: Date): string {
  const written = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone,
  }).format(moment)
  return `${written} (${timeZone})`
}

/** `1,234,567` */
export function counted(count: number): string {
  return count.toLocaleString('en')
}

const UNITS = ['KB', 'MB', 'GB', 'TB']

/** `999 bytes`, `1.5 MB`; a thousand bytes are a KB. */
export function sized(bytes: number): string {
  if (bytes < 1_000) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`
  const power = Math.min(UNITS.length, Math.floor(Math.log10(bytes) / 3))
  const size = bytes / 1_000 ** power
  return `${size.toLocaleString('en', { maximumFractionDigits: 1 })} ${UNITS[power - 1]}`
}
