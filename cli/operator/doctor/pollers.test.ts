import { expect, it } from '@jest/globals'
import { pollsOf, pollWords } from './pollers.ts'

const NOW = Date.parse('2026-11-26T06:00:00Z')

const begun = (secondsAgo: number) => ({
  identity: `worker-${secondsAgo}`,
  lastAccessTime: { seconds: NOW / 1_000 - secondsAgo, nanos: 0 },
})

it.each([
  ['one that waits in its poll', [begun(59)], '1 for workflows (newest poll begun 59 s ago)'],
  [
    '75 s, which a slow answer may take',
    [begun(75)],
    '1 for workflows (newest poll begun 75 s ago)',
  ],
  ['one that died', [begun(76)], '0 for workflows (newest poll begun 76 s ago)'],
  [
    'a living and a dead one',
    [begun(290), begun(3)],
    '1 for workflows (newest poll begun 3 s ago)',
  ],
  ['one whose clock is ahead', [begun(-2)], '1 for workflows (newest poll begun 0 s ago)'],
  ['none', [], '0 for workflows'],
])('%s', (_, pollers, words) => {
  expect(pollWords('workflows', pollsOf(pollers, NOW))).toBe(words)
})
