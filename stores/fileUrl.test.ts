/** Where a file is had, with and without an address of the API. */
import { expect, it } from '@jest/globals'
import { downloadUrls, fileUrls } from './fileUrl.ts'

const ADDRESS = 'https://exports.example/exports/{exportId}/download'

it.each([
  [ADDRESS, 'https://exports.example/exports/a%2Fb/download', undefined],
  ['', undefined, 's3://files/exports/k.csv'],
])('with the address %j people have %p', (downloadUrl, forPeople, onRecord) => {
  expect(downloadUrls({ downloadUrl })('a/b')).toBe(forPeople)
  const fileUrlOf = fileUrls({ bucket: 'files', downloadUrl })
  expect(fileUrlOf('a/b', 'exports/k.csv')).toBe(onRecord ?? forPeople)
})
