/** The program of docs/examples/ that checks webhooks, against webhooks as they are sent. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { newWebhookSecret } from '../../stores/index.ts'
import { signedHeaders } from '../../stores/webhook/signature.ts'

const FOLDER = join(import.meta.dirname, '../../docs/examples')
const SECRET = newWebhookSecret()
const BODY = '{"type":"export.completed","data":{"fileName":"Zoë.csv"}}'
const NOW = new Date()

const RUN = `
import json, sys
sys.path.insert(0, sys.argv[1])
sys.dont_write_bytecode = True
from webhook import verify
given = json.load(sys.stdin)
try:
    print(json.dumps(verify(given["secret"], given["headers"], given["body"].encode())))
except ValueError as error:
    print(error)
`

interface Given {
  secret: string
  headers: Record<string, string>
  body: string
}

function verified(changed: Partial<Given> = {}): string {
  const headers = signedHeaders({ id: 'n-1', secret: SECRET, body: BODY }, NOW)
  const input = JSON.stringify({ secret: SECRET, headers, body: BODY, ...changed })
  return execFileSync('python3', ['-c', RUN, FOLDER], { input, encoding: 'utf8' }).trim()
}

describe('docs/examples/webhook.py', () => {
  it('gives what a webhook of ours says', () => {
    expect(JSON.parse(verified())).toEqual(JSON.parse(BODY))
  })

  it('takes one that is signed with an old secret as well, while that is replaced', () => {
    const headers = signedHeaders({ id: 'n-1', secret: SECRET, body: BODY }, NOW)
    const signatures = `v1,AAAA ${headers['webhook-signature']}`
    expect(verified({ headers: { ...headers, 'webhook-signature': signatures } })).toContain('type')
  })

  it.each<[what: string, changed: Partial<Given>]>([
    ['another body', { body: BODY.replace('completed', 'failed') }],
    ['another secret', { secret: newWebhookSecret() }],
    [
      'another id',
      {
        headers: {
          ...signedHeaders({ id: 'n-1', secret: SECRET, body: BODY }, NOW),
          'webhook-id': 'n-2',
        },
      },
    ],
  ])('refuses %s', (_, changed) => {
    expect(verified(changed)).toBe('The webhook is not signed with this secret.')
  })

  it('refuses one that somebody kept and sends again later', () => {
    const earlier = new Date(NOW.getTime() - 400_000)
    const headers = signedHeaders({ id: 'n-1', secret: SECRET, body: BODY }, earlier)
    expect(verified({ headers })).toBe('The webhook is old, or a clock is wrong.')
  })
})
