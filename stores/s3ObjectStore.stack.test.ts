import { ListMultipartUploadsCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { freshObjectStore, type TestObjectStore } from '../tests/support/objectStore.ts'
import type { ObjectStore } from './index.ts'

const MIB = 1024 * 1024

describe('S3ObjectStore', () => {
  let bucket: TestObjectStore
  let objects: ObjectStore

  beforeAll(async () => {
    bucket = await freshObjectStore()
    objects = bucket.objects
  })
  afterAll(() => bucket.dispose())

  function begin(key: string) {
    return objects.createUpload({
      key,
      mediaType: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="a.csv"',
      metadata: { token: 't1', rows: '3' },
    })
  }

  async function uploadsUnder(prefix: string): Promise<number> {
    const command = new ListMultipartUploadsCommand({ Bucket: bucket.bucket, Prefix: prefix })
    return (await bucket.client.send(command)).Uploads?.length ?? 0
  }

  it('gives back the bytes that were put, and undefined where there are none', async () => {
    await objects.put('a/1', Buffer.from('Łódź'))
    expect((await objects.get('a/1'))?.toString()).toBe('Łódź')
    expect(await objects.get('a/2')).toBeUndefined()
    expect(await objects.describe('a/2')).toBeUndefined()
  })

  it('lists by prefix, and removes what is there and what is gone alike', async () => {
    await objects.put('b/1', Buffer.from('1'))
    await objects.put('b/2', Buffer.from('2'))
    await objects.put('bb', Buffer.from('3'))
    expect((await objects.list('b/')).sort()).toEqual(['b/1', 'b/2'])
    await objects.remove(['b/1', 'b/2', 'b/3'])
    expect(await objects.list('b')).toEqual(['bb'])
  })

  it('shows an upload only once it is completed, whole, with what it was created with', async () => {
    const upload = await begin('exports/e1/1-a/a.csv')
    const first = Buffer.alloc(5 * MIB, 'a')
    const second = Buffer.from('the end')
    await objects.uploadPart(upload, 2, second)
    await objects.uploadPart(upload, 1, first)
    expect(await objects.describe(upload.key)).toBeUndefined()

    const parts = (await objects.listParts(upload)) ?? []
    expect(parts.map(({ partNumber, bytes }) => [partNumber, bytes])).toEqual([
      [1, 5 * MIB],
      [2, 7],
    ])
    const whole = Buffer.concat([first, second])
    expect(await objects.completeUpload(upload, parts)).toBe(true)
    expect(await objects.describe(upload.key)).toMatchObject({
      bytes: 5 * MIB + 7,
      mediaType: 'text/csv; charset=utf-8',
      metadata: { token: 't1', rows: '3' },
    })
    expect((await objects.get(upload.key))?.equals(whole)).toBe(true)
  })

  it('never overwrites a file that is there', async () => {
    await objects.put('exports/e2/1-a/a.csv', Buffer.from('first'))
    const upload = await begin('exports/e2/1-a/a.csv')
    await objects.uploadPart(upload, 1, Buffer.from('second'))
    const parts = (await objects.listParts(upload)) ?? []
    expect(await objects.completeUpload(upload, parts)).toBe(false)
    expect((await objects.get(upload.key))?.toString()).toBe('first')
  })

  it('refuses parts and completion once an upload is aborted', async () => {
    const upload = await begin('exports/e3/1-a/a.csv')
    await objects.uploadPart(upload, 1, Buffer.from('x'))
    const parts = (await objects.listParts(upload)) ?? []
    expect(await objects.abortUploads('exports/e3/1-')).toBe(1)
    await expect(objects.uploadPart(upload, 2, Buffer.from('y'))).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
    })
    expect(await objects.listParts(upload)).toBeUndefined()
    expect(await objects.completeUpload(upload, parts)).toBe(false)
    expect(await objects.describe(upload.key)).toBeUndefined()
  })

  it('aborts the uploads of an attempt and of no other', async () => {
    await begin('exports/e4/1-a/a.csv')
    await begin('exports/e4/1-b/a.csv')
    await begin('exports/e4/11-a/a.csv')
    expect(await objects.abortUploads('exports/e4/1-')).toBe(2)
    expect(await uploadsUnder('exports/e4/')).toBe(1)
  })

  it('lists folders once each, however much lies in them, and nothing that is none', async () => {
    const keys = ['a/1-x/rows-0', 'a/1-x/rows-1', 'a/2-y/rows-0', 'b%2F/1-z/rows-0', 'loose']
    for (const key of keys) await objects.put(`staging/${key}`, Buffer.from('r'))
    expect(await objects.listFolders('staging/')).toEqual(['staging/a/', 'staging/b%2F/'])
    expect(await objects.listFolders('staging/a/')).toEqual(['staging/a/1-x/', 'staging/a/2-y/'])
    expect(await objects.listFolders('staging/none/')).toEqual([])
  })

  it('gives keys a page at a time, also from beyond one that need not be there', async () => {
    for (const key of ['c', 'a', 'e']) await objects.put(`paged/${key}`, Buffer.from('r'))
    await objects.put('paged-not/b', Buffer.from('r'))
    expect(await Array.fromAsync(objects.pages('paged/'))).toEqual([
      ['paged/a', 'paged/c', 'paged/e'],
    ])
    expect((await Array.fromAsync(objects.pages('paged/', 'paged/b'))).flat()).toEqual([
      'paged/c',
      'paged/e',
    ])
    expect((await Array.fromAsync(objects.pages('paged/', 'paged/e'))).flat()).toEqual([])
  })

  it('lists every unfinished upload under a prefix, and no finished file', async () => {
    const begun = [await begin('exports/e5/1-a/a.csv'), await begin('exports/e5/2-b/b.csv')]
    await objects.put('exports/e5/3-c/c.csv', Buffer.from('finished'))
    const found = await objects.listUploads('exports/e5/')
    const byKey = (a: { key: string }, b: { key: string }) => a.key.localeCompare(b.key)
    expect(found.toSorted(byKey)).toEqual(begun)
    expect(await objects.listUploads('exports/e6/')).toEqual([])
  })

  it('says that the store is unavailable, and why, when it can not be reached', async () => {
    const { S3ObjectStore } = await import('./index.ts')
    const { S3Client } = await import('@aws-sdk/client-s3')
    const nowhere = new S3Client({
      endpoint: 'http://127.0.0.1:9',
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    })
    await expect(new S3ObjectStore(nowhere, 'b').get('k')).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      message: expect.stringContaining('ECONNREFUSED'),
    })
    nowhere.destroy()
  })
})
