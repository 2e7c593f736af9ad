import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { isAlive } from '../../stack/processTable.ts'
import { accessibilityFaults } from './accessibility.ts'
import { startBrowser } from './browser.ts'

/** Lets no script run, wherever it comes from. */
const POLICY = `<meta http-equiv="Content-Security-Policy" content="script-src 'none'">`

function pageOf(body: string): string {
  return `<!doctype html><html lang="en"><head>${POLICY}<title>Exports</title></head>
          <body><main><h1>Exports</h1>${body}</main></body></html>`
}

/** Families of the fonts that show the element. */
async function fontsOf(page: Page, selector: string): Promise<string[]> {
  const session = await page.context().newCDPSession(page)
  await session.send('DOM.enable')
  await session.send('CSS.enable')
  const { root } = await session.send('DOM.getDocument')
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector })
  const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId })
  return fonts.map(({ familyName }) => familyName).toSorted()
}

test("shows text with the project's fonts, finds what bars people, and leaves nothing", async () => {
  const { browser, close } = await startBrowser()
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const processes = processInfo.map(({ id }) => id)
  expect(processes.filter(isAlive)).toEqual(processes)
  try {
    const page = await browser.newPage()
    await page.setContent(pageOf('<p>Scope of work</p><p lang="zh">工作范围</p>'))
    expect(await page.innerText('main')).toBe('Exports\n\nScope of work\n\n工作范围')
    expect(await fontsOf(page, 'p')).toEqual(['Noto Sans'])
    expect(await fontsOf(page, 'p:lang(zh)')).toEqual(['Noto Sans SC'])
    expect(await accessibilityFaults(page)).toEqual([])
    await page.setContent(pageOf('<img src="data:,">'))
    expect(await accessibilityFaults(page)).toEqual(['image-alt: <img src="data:,">'])
  } finally {
    await close()
  }
  expect(processes.filter(isAlive)).toEqual([])
  const ours = (name: string) => name.startsWith(`connexus-browser-${process.pid}-`)
  expect((await readdir(tmpdir())).filter(ours)).toEqual([])
})
