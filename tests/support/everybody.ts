/** Whether whatever a page shows now can be used by everybody: in light and in dark, and on a phone. */
import { expect } from '@jest/globals'
import type { Page } from 'playwright-core'
import { accessibilityFaults } from './accessibility.ts'

const WIDE = { width: 1280, height: 800 }
const PHONE = { width: 360, height: 740 }
const LOOKS = [
  { colorScheme: 'light', size: WIDE },
  { colorScheme: 'dark', size: WIDE },
  { colorScheme: 'dark', size: PHONE },
] as const

/** In every look: no fault, and nothing to scroll for sideways. */
export async function expectForEverybody(page: Page): Promise<void> {
  for (const { colorScheme, size } of LOOKS) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize(size)
    expect([colorScheme, size.width, await accessibilityFaults(page)]).toEqual([
      colorScheme,
      size.width,
      [],
    ])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(size.width)
  }
}
