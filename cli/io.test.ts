import { PassThrough } from 'node:stream'
import { expect, it } from '@jest/globals'
import { fakeIo } from '../tests/support/fakeTerminal.ts'
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
  expect(await confirm(io, 'Send 3 messages back?')).toBe(isYes)
  expect(io.written()).toContain('Send 3 messages back? [y/N] ')
})

it('takes Ctrl-C for a no', async () => {
  const io = fakeIo()
  const answer = confirm({ ...io, stdin: new PassThrough() }, 'Send?')
  io.interrupt()
  expect(await answer).toBe(false)
})

it('asks only where both sides are a terminal', () => {
  const io = fakeIo({ isTerminal: true })
  expect(canAsk(io)).toBe(false)
  expect(canAsk({ ...io, stdin: Object.assign(new PassThrough(), { isTTY: true }) })).toBe(true)
})
