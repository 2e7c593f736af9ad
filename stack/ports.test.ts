import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { freePort, reservePorts } from './ports.ts'

let directory: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'connexus-ports-'))
})

afterEach(async () => {
  await rm(directory, { recursive: true })
})

test('gives each part a port of its own, and the same ones again', async () => {
  const ports = await reservePorts(directory)
  expect(new Set(Object.values(ports)).size).toBe(8)
  expect(await reservePorts(directory)).toEqual(ports)
})

test('keeps the ports of an earlier version, which had fewer parts', async () => {
  const postgres = await freePort()
  await writeFile(join(directory, 'ports.json'), JSON.stringify({ postgres }))
  const ports = await reservePorts(directory)
  expect(ports.postgres).toBe(postgres)
  expect(ports.api).toBeGreaterThan(0)
})
