/**
 * A real browser for tests of pages: the Chromium that CHROMIUM_PATH names, else one that the packages
 * bring. Needs no library and no font of the machine.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { environment } from '../../config/environment.ts'
import { unpackedChromium } from './chromium.ts'

const PROJECT = resolve(import.meta.dirname, '../..')
const FONTS = join(PROJECT, 'node_modules', '@expo-google-fonts')
/** Reading the fonts takes a quarter of a second. */
const FONT_CACHE = join(PROJECT, '.stack', 'tools', 'fonts')

/** Nothing that weakens what a page may do: its security is part of what is tested. */
const ARGUMENTS = ['--disable-gpu', '--no-default-browser-check', '--no-pings']

export interface TestBrowser {
  browser: Browser
  /** Ends it, and removes what it wrote. */
  close: () => Promise<void>
}

/** Starts a browser without a window. Pages of different contexts share nothing. */
export async function startBrowser(): Promise<TestBrowser> {
  const home = await mkdtemp(join(tmpdir(), `connexus-browser-${process.pid}-`))
  const removeHome = () => rm(home, { recursive: true, force: true })
  try {
    const { executablePath, variables } = await findBrowser()
    const browser = await chromium.launch({
      executablePath,
      // A sandbox needs rights that a container lacks; the pages are our own.
      chromiumSandbox: false,
      args: ARGUMENTS,
      artifactsDir: home,
      env: {
        PATH: environment['PATH'],
        HOME: home,
        FONTCONFIG_FILE: await describeFonts(home),
        ...variables,
      },
    })
    const close = async () => {
      await browser.close()
      await removeHome()
    }
    return { browser, close }
  } catch (error) {
    await removeHome()
    throw error
  }
}

async function findBrowser(): Promise<{
  executablePath: string
  variables: Record<string, string>
}> {
  const named = environment['CHROMIUM_PATH']
  if (named) return { executablePath: named, variables: {} }
  const { executablePath, libraries } = await unpackedChromium()
  return { executablePath, variables: { LD_LIBRARY_PATH: libraries } }
}

/** Those of the PDFs alone, so that a text looks the same on every machine; first of all Noto Sans. */
async function describeFonts(folder: string): Promise<string> {
  const path = join(folder, 'fonts.conf')
  await mkdir(FONT_CACHE, { recursive: true })
  await writeFile(
    path,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${FONTS}</dir>
  <cachedir>${FONT_CACHE}</cachedir>
  <match><edit name="family" mode="append_last"><string>Noto Sans</string></edit></match>
</fontconfig>
`,
  )
  return path
}
