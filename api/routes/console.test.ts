import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, expect, it } from '@jest/globals'
import { type ApiWorld, apiWorld } from '../../tests/support/apiWorld.ts'

let world: ApiWorld
afterEach(() => world.app.close())

it('says how to build the page where it is not built', async () => {
  world = await apiWorld()
  const answer = await world.app.inject('/')
  expect(answer.statusCode).toBe(503)
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(answer.body).toContain('npm run build:console')
})

it('serves the page, to be asked for anew, and its assets, to be kept', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'console-'))
  try {
    await mkdir(join(folder, 'assets'))
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>Exports</title>')
    await writeFile(join(folder, 'assets', 'index-abc.js'), 'export {}')
    world = await apiWorld({ consoleFolder: pathToFileURL(`${folder}/`) })
    const page = await world.app.inject('/?next=/exports/1/download')
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('<title>Exports</title>')
    expect(page.headers['cache-control']).toBe('no-cache')
    const script = await world.app.inject('/assets/index-abc.js')
    expect(script.statusCode).toBe(200)
    expect(script.headers['content-type']).toMatch(/javascript/)
    expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect((await world.app.inject('/assets/../../package.json')).statusCode).toBe(404)
    expect((await world.app.inject('/assets/nope.js')).statusCode).toBe(404)
  } finally {
    await rm(folder, { recursive: true })
  }
})
