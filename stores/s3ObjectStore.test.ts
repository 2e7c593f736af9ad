import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { S3Client } from '@aws-sdk/client-s3'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { S3ObjectStore } from './s3ObjectStore.ts'

/** Part numbers of a page, by the marker that asks for it; AWS names a next marker on the last too. */
const PAGES: Record<string, { numbers: number[]; next: number; isTruncated: boolean }> = {
  '': { numbers: [1, 2], next: 2, isTruncated: true },
  '2': { numbers: [3], next: 3, isTruncated: false },
  '3': { numbers: [], next: 0, isTruncated: false },
  '0': { numbers: [1, 2], next: 2, isTruncated: true },
}

let server: Server
let client: S3Client
let asked: string[]

beforeEach(async () => {
  asked = []
  server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://s3')
    const marker = searchParams.get('part-number-marker') ?? ''
    asked.push(marker)
    // The paginator's endless walk, should it come back, ends here as an error of the store.
    response.statusCode = asked.length > 4 ? 403 : 200
    response.end(listing(PAGES[marker]))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  client = new S3Client({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
})

afterEach(async () => {
  client.destroy()
  await new Promise((resolve) => {
    server.close(resolve)
  })
})

it('lists the parts of every page once, though S3 names a next part on the last page too', async () => {
  const store = new S3ObjectStore(client, 'bucket')
  const parts = await store.listParts({ key: 'file', uploadId: 'upload' })
  expect(parts?.map(({ partNumber }) => partNumber)).toEqual([1, 2, 3])
  expect(asked).toEqual(['', '2'])
})

function listing(page: (typeof PAGES)[string] = { numbers: [], next: 0, isTruncated: false }) {
  const parts = page.numbers.map(
    (number) => `<Part><PartNumber>${number}</PartNumber><Size>5</Size><ETag>"e"</ETag></Part>`,
  )
  return `<ListPartsResult><NextPartNumberMarker>${page.next}</NextPartNumberMarker>
    <IsTruncated>${page.isTruncated}</IsTruncated>${parts.join('')}</ListPartsResult>`
}
