import { PassThrough } from 'node:stream'
import { expect, it } from '@jest/globals'
import { fakeIo } from '../tests/support/fakeTerminal.ts'
import { ExitCode } from './exitCode.ts'
import { canAsk, confirm } from './io.ts'

it.each([
  ['y\n', true],
  ['YES\n', true],
  ['n\n', false],
  ['\n', false],
  ['yesterday\n', false],
  ['', false],
])('takes %j for %s', async (input, isYes) => {
  const io = fakeIo({ input })
  expect(await confirm(io, 'Send 3 messages back?', 'As before.')).toBe(isYes)
  expect(io.written()).toContain('Send 3 messages back? [y/N] ')
})

const interruption = {
  exitCode: ExitCode.INTERRUPTED,
  problem: { code: 'INTERRUPTED', remedy: 'As before.' },
}

it('is interrupted by the signal of Ctrl-C', async () => {
  const io = fakeIo()
  const answer = confirm({ ...io, stdin: new PassThrough() }, 'Send?', 'As before.')
  io.interrupt()
  await expect(answer).rejects.toMatchObject(interruption)
})

it('is interrupted by the sign that Ctrl-C is at a terminal that is asked', async () => {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined })
  const io = fakeIo({ isTerminal: true })
  const answer = confirm({ ...io, stdin }, 'Send?', 'As before.')
  stdin.write('y\u0003')
  await expect(answer).rejects.toMatchObject(interruption)
  expect(io.written()).toMatch(/\n$/)
})

it('asks only where both sides are a terminal', () => {
  const io = fakeIo({ isTerminal: true })
  expect(canAsk(io)).toBe(false)
  expect(canAsk({ ...io, stdin: Object.assign(new PassThrough(), { isTTY: true }) })).toBe(true)
})
