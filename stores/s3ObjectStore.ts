/** The object store over S3, or any server that speaks its protocol. */
import { crc32 } from 'node:zlib'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  type Part,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { encodeCrc32 } from './checksum.ts'
import type { LinkOptions, ObjectStore, StoredObject, Upload, UploadedPart } from './objectStore.ts'
import { isAbsent, isTaken, orAbsent, orFailure, storageFailure } from './s3Errors.ts'

/** Most keys that one DeleteObjects call takes. */
const DELETE_BATCH = 1_000

/** Times that uploads are listed and aborted before the store is held to be ill. */
const ABORT_ROUNDS = 50

/** Where the next page of a list of uploads begins. */
interface UploadMarker {
  KeyMarker?: string | undefined
  UploadIdMarker?: string | undefined
}

export class S3ObjectStore implements ObjectStore {
  readonly #client: S3Client
  readonly #bucket: string
  readonly #linkClient: S3Client

  /** `linkClient` has the address under which people reach the store, where theirs is another. */
  constructor(client: S3Client, bucket: string, linkClient = client) {
    this.#client = client
    this.#bucket = bucket
    this.#linkClient = linkClient
  }

  async put(key: string, body: Uint8Array, signal?: AbortSignal): Promise<void> {
    const command = new PutObjectCommand({
      Bucket: this.#bucket,
      Key: key,
      Body: body,
      ChecksumCRC32: encodeCrc32(crc32(body)),
    })
    await orFailure(this.#client.send(command, abortedBy(signal)))
  }

  async get(key: string, signal?: AbortSignal): Promise<Buffer | undefined> {
    const command = new GetObjectCommand({ Bucket: this.#bucket, Key: key })
    const read = async (): Promise<Buffer> => {
      const answer = await this.#client.send(command, abortedBy(signal))
      const bytes = await answer.Body?.transformToByteArray()
      if (!bytes || bytes.length !== answer.ContentLength) {
        throw new Error(`S3 sent ${bytes?.length ?? 0} of ${answer.ContentLength} bytes`)
      }
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    }
    return await orFailure(orAbsent(read()))
  }

  async describe(key: string, signal?: AbortSignal): Promise<StoredObject | undefined> {
    const command = new HeadObjectCommand({
      Bucket: this.#bucket,
      Key: key,
      ChecksumMode: 'ENABLED',
    })
    const answer = await orFailure(orAbsent(this.#client.send(command, abortedBy(signal))))
    if (!answer) return undefined
    const crc32OfWhole = answer.ChecksumType === 'FULL_OBJECT' ? answer.ChecksumCRC32 : undefined
    return {
      bytes: answer.ContentLength ?? 0,
      mediaType: answer.ContentType ?? '',
      metadata: answer.Metadata ?? {},
      ...(crc32OfWhole === undefined ? {} : { crc32: crc32OfWhole }),
    }
  }

  async link(key: string, { seconds, mediaType, disposition }: LinkOptions): Promise<string> {
    const command = new GetObjectCommand({
      Bucket: this.#bucket,
      Key: key,
      ResponseContentType: mediaType,
      ResponseContentDisposition: disposition,
    })
    return await orFailure(getSignedUrl(this.#linkClient, command, { expiresIn: seconds }))
  }

  async list(prefix: string): Promise<string[]> {
    const keys: string[] = []
    for await (const page of this.pages(prefix)) keys.push(...page)
    return keys
  }

  async *pages(prefix: string, after?: string): AsyncGenerator<string[], void, undefined> {
    const pages = paginateListObjectsV2(
      { client: this.#client },
      { Bucket: this.#bucket, Prefix: prefix, StartAfter: after },
    )
    for (;;) {
      const { value: page } = await orFailure(pages.next())
      if (!page) return
      yield (page.Contents ?? []).flatMap(({ Key }) => Key ?? [])
    }
  }

  async listFolders(prefix: string): Promise<string[]> {
    const folders: string[] = []
    const read = async (): Promise<string[]> => {
      const pages = paginateListObjectsV2(
        { client: this.#client },
        { Bucket: this.#bucket, Prefix: prefix, Delimiter: '/' },
      )
      for await (const page of pages) {
        for (const { Prefix } of page.CommonPrefixes ?? []) {
          if (Prefix !== undefined) folders.push(Prefix)
        }
      }
      return folders
    }
    return await orFailure(read())
  }

  async listUploads(prefix: string): Promise<Upload[]> {
    const uploads: Upload[] = []
    let after: UploadMarker | undefined = {}
    while (after) {
      const { found, next } = await this.#pageOfUploads(prefix, after)
      uploads.push(...found)
      after = next
    }
    return uploads
  }

  async remove(keys: readonly string[]): Promise<void> {
    for (let at = 0; at < keys.length; at += DELETE_BATCH) {
      const command = new DeleteObjectsCommand({
        Bucket: this.#bucket,
        Delete: { Objects: keys.slice(at, at + DELETE_BATCH).map((Key) => ({ Key })), Quiet: true },
      })
      const answer = await orFailure(this.#client.send(command))
      const refused = answer.Errors?.[0]
      if (refused) throw storageFailure(new Error(`S3 refused to delete: ${refused.Code}`))
    }
  }

  async createUpload(description: Parameters<ObjectStore['createUpload']>[0]): Promise<Upload> {
    const command = new CreateMultipartUploadCommand({
      Bucket: this.#bucket,
      Key: description.key,
      ContentType: description.mediaType,
      ContentDisposition: description.disposition,
      Metadata: description.metadata,
      ChecksumAlgorithm: 'CRC32',
      ChecksumType: 'FULL_OBJECT',
    })
    const { UploadId } = await orFailure(this.#client.send(command))
    if (UploadId === undefined) throw storageFailure(new Error('S3 gave the upload no id'))
    return { key: description.key, uploadId: UploadId }
  }

  async uploadPart(
    upload: Upload,
    partNumber: number,
    body: Uint8Array,
    signal?: AbortSignal,
  ): Promise<void> {
    const command = new UploadPartCommand({
      ...this.#addressOf(upload),
      PartNumber: partNumber,
      Body: body,
      ChecksumCRC32: encodeCrc32(crc32(body)),
    })
    await orFailure(this.#client.send(command, abortedBy(signal)))
  }

  async listParts(upload: Upload, signal?: AbortSignal): Promise<UploadedPart[] | undefined> {
    return await orFailure(orAbsent(this.#listParts(upload, signal)))
  }

  // The checksum of the whole is compared afterwards: servers that only keep one of the parts would
  // refuse it here.
  async completeUpload(
    upload: Upload,
    parts: readonly UploadedPart[],
    signal?: AbortSignal,
  ): Promise<boolean> {
    const command = new CompleteMultipartUploadCommand({
      ...this.#addressOf(upload),
      IfNoneMatch: '*',
      MultipartUpload: {
        Parts: parts.map((part) => ({
          PartNumber: part.partNumber,
          ETag: part.etag,
          ...(part.crc32 === undefined ? {} : { ChecksumCRC32: part.crc32 }),
        })),
      },
    })
    try {
      await this.#client.send(command, abortedBy(signal))
      return true
    } catch (error) {
      if (isAbsent(error) || isTaken(error)) return false
      throw storageFailure(error)
    }
  }

  async abortUploads(prefix: string): Promise<number> {
    let aborted = 0
    // A part on its way while its upload is aborted may bring it back, and a listing is one page:
    // list again until nothing is found.
    for (let round = 0; round < ABORT_ROUNDS; round += 1) {
      const { found } = await this.#pageOfUploads(prefix)
      if (found.length === 0) return aborted
      for (const upload of found) {
        const command = new AbortMultipartUploadCommand(this.#addressOf(upload))
        await orFailure(orAbsent(this.#client.send(command)))
        aborted += 1
      }
    }
    throw storageFailure(
      new Error(`S3 still lists uploads that were aborted ${ABORT_ROUNDS} times`),
    )
  }

  async #listParts(upload: Upload, signal: AbortSignal | undefined): Promise<UploadedPart[]> {
    const parts: UploadedPart[] = []
    let marker: string | undefined
    do {
      const command = new ListPartsCommand({
        ...this.#addressOf(upload),
        PartNumberMarker: marker,
      })
      const page = await this.#client.send(command, abortedBy(signal))
      parts.push(...(page.Parts ?? []).map(toUploadedPart))
      marker = page.IsTruncated === true ? page.NextPartNumberMarker : undefined
    } while (marker !== undefined)
    return parts
  }

  async #pageOfUploads(
    prefix: string,
    after: UploadMarker = {},
  ): Promise<{ found: Upload[]; next: UploadMarker | undefined }> {
    const where = { Bucket: this.#bucket, Prefix: prefix, ...after }
    const answer = await orFailure(this.#client.send(new ListMultipartUploadsCommand(where)))
    const found = (answer.Uploads ?? []).flatMap(({ Key, UploadId }) =>
      Key !== undefined && UploadId !== undefined ? [{ key: Key, uploadId: UploadId }] : [],
    )
    const { IsTruncated, NextKeyMarker, NextUploadIdMarker } = answer
    const next = { KeyMarker: NextKeyMarker, UploadIdMarker: NextUploadIdMarker }
    return { found, next: IsTruncated === true ? next : undefined }
  }

  #addressOf(upload: Upload): { Bucket: string; Key: string; UploadId: string } {
    return { Bucket: this.#bucket, Key: upload.key, UploadId: upload.uploadId }
  }
}

function toUploadedPart({ PartNumber, Size, ETag, ChecksumCRC32 }: Part): UploadedPart {
  return {
    partNumber: PartNumber ?? 0,
    bytes: Size ?? 0,
    etag: ETag ?? '',
    ...(ChecksumCRC32 === undefined ? {} : { crc32: ChecksumCRC32 }),
  }
}

function abortedBy(signal: AbortSignal | undefined): { abortSignal?: AbortSignal } {
  return signal ? { abortSignal: signal } : {}
}
