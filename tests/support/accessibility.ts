/** Faults of a page that keep people from using it, as axe-core finds them. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { z } from 'zod'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

const Report = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
})

/**
 * Each as the rule's name and the element, for example `image-alt: <img src="logo.png">`. Works
 * whatever the page's content security policy forbids.
 */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // As the browser's own tools do: a script element would be subject to the page's policy.
  await page.evaluate(await readFile(AXE, 'utf8'))
  const { violations } = Report.parse(await page.evaluate('axe.run()'))
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}
