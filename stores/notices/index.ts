/**
 * Records of whom a job's end, or a schedule's, was told, and the users that are told. Knows nothing
 * of what is said, or how it gets there.
 */
export type { Contact, Contacts } from './contacts.ts'
export { knexContacts } from './knexContacts.ts'
export { knexNotices } from './knexNotices.ts'
export { type Notice, NoticeChannel, type Notices, type PlannedNotice } from './notices.ts'
