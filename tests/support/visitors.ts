/**
 * People at the requester's page: each with a browser context of their own, signed in or not. Collects
 * what browsers complain of, so that a test file can expect nothing.
 */
import type { BrowserContextOptions, Page } from 'playwright-core'
import { startBrowser } from './browser.ts'

export interface VisitOptions extends BrowserContextOptions {
  /** Who is signed in by the address's token; absent for nobody. */
  userId?: string
  /** Default `/`. */
  path?: string
}

export interface Visitors {
  /** A page in a new context, loaded. */
  visit(options?: VisitOptions): Promise<Page>
  /**
   * Errors on all consoles so far and errors that no code caught, violations of the policy among them.
   * Calls that no server took are no faults, nor are answers that are no success, other than 500.
   */
  faults(): string[]
  close(): Promise<void>
}

const EXPECTED =
  /^Failed to load resource: (the server responded with a status of (?!500)\d+|net::ERR_)/

/** Who serves the page, and gives out tokens for it. */
export interface PageServer {
  apiUrl: string
  tokenOf(userId: string): Promise<string>
}

export async function openVisitors(server: PageServer): Promise<Visitors> {
  const { browser, close } = await startBrowser()
  const faults: string[] = []
  return {
    async visit({ userId, path = '/', ...options } = {}) {
      const context = await browser.newContext({ baseURL: server.apiUrl, ...options })
      const page = await context.newPage()
      page.setDefaultTimeout(15_000)
      page.on('console', (message) => {
        const isFault = message.type() === 'error' && !EXPECTED.test(message.text())
        if (isFault) faults.push(message.text())
      })
      page.on('pageerror', (error) => faults.push(String(error)))
      await page.goto(userId ? `${path}#token=${await server.tokenOf(userId)}` : path)
      return page
    },
    faults: () => faults,
    close,
  }
}
