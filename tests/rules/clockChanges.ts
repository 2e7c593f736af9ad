/** Days that are hard to place in time: those on which the clocks of a zone change, and others. */

/** Zones with days on which their clocks change, or that do not exist there; else ordinary ones. */
export const DAYS_OF_ZONES: Record<string, string[]> = {
  UTC: ['2024-02-29'],
  'America/New_York': ['2026-03-08', '2026-11-01'],
  'Europe/Berlin': ['2026-03-29', '2026-10-25'],
  // By half an hour.
  'Australia/Lord_Howe': ['2026-04-05', '2026-10-04'],
  'Asia/Kathmandu': ['2026-04-05'],
  'America/St_Johns': ['2026-03-08', '2026-11-01'],
  // The 30th of December 2011 was left out.
  'Pacific/Apia': ['2011-12-30', '2011-12-31', '2021-04-04'],
  // Midnight is left out in spring, and in autumn the hour before it comes twice.
  'Africa/Cairo': ['2023-04-28', '2026-10-29'],
  'America/Sao_Paulo': ['2015-10-18', '2018-11-04', '2019-02-16'],
  // The hour after midnight comes twice in autumn.
  'America/Havana': ['2024-11-03', '2025-11-02'],
  'Atlantic/Azores': ['2025-10-26', '2026-03-29'],
}

/** The day so many days later. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
}
