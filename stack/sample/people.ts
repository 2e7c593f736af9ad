/** Fills clients, users, services and who may see which client: 40, 500 and 50 rows, made here. */
import type { ClientBase } from 'pg'
import { sampleId } from './ids.ts'
import { COMPANIES, FAMILY_NAMES, GIVEN_NAMES, SERVICES, TIME_ZONES } from './texts.ts'

export const CLIENTS = 40
export const USERS = 500
/** Users 1 to 150 are staff or administrators; they alone create and change rows. */
export const AUTHORS = 150
const ADMINS = 10
const CREATED_AT = '2019-01-07T09:00:00Z'
const DOMAINS = ['example.com', 'example.org', 'example.net']

function at<Item>(list: readonly Item[], index: number): Item {
  const item = list[index % list.length]
  if (item === undefined) throw new Error('The list is empty.')
  return item
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1)
}

/**
 * Which client (1 to 40) each of 1,000 equal parts of the rows belongs to: client 1 has a quarter,
 * the others ever less, the last none.
 */
export function clientParts(): number[] {
  const weights = numbers(CLIENTS - 2).map((n) => 0.9 ** n)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const parts = new Array<number>(250).fill(1)
  weights.forEach((weight, index) => {
    const count = Math.max(1, Math.round((weight / total) * 750))
    parts.push(...new Array<number>(count).fill(index + 2))
  })
  while (parts.length < 1000) parts.push(2)
  return parts.slice(0, 1000)
}

interface User {
  id: string
  fullName: string
  email: string
  role: 'ADMIN' | 'STAFF' | 'CLIENT'
  clientId: string | null
  timeZone: string
  isActive: boolean
}

/** Users 1, 2 and 3 are the known ones. */
function user(n: number): User {
  const isClients = n === 3 || n > AUTHORS
  const isAdmin = n !== 2 && !isClients && n <= ADMINS
  const name = `${at(GIVEN_NAMES, n * 7)} ${at(FAMILY_NAMES, n * 3 + Math.floor(n / 25))}`
  return {
    id: sampleId('user', n),
    fullName: n === 9 ? '' : name,
    email: `user${n}@${at(DOMAINS, n)}`,
    role: isAdmin ? 'ADMIN' : isClients ? 'CLIENT' : 'STAFF',
    clientId: isClients ? sampleId('client', n === 3 ? 2 : 1 + (n % CLIENTS)) : null,
    timeZone: n === 1 ? 'UTC' : n === 2 ? 'America/New_York' : at(TIME_ZONES, n + 1),
    isActive: n <= 3 || n % 37 !== 0,
  }
}

/** Clients of a staff user: the known one has 2 to 6 and the empty one, the others three each. */
function clientsOfStaff(n: number): number[] {
  if (n === 2) return [2, 3, 4, 5, 6, CLIENTS]
  return [...new Set([n, n * 7, n * 13].map((value) => 1 + (value % CLIENTS)))]
}

/** Inserts rows given as objects; columns that the object lacks get their default. */
async function insert(connection: ClientBase, table: string, rows: object[]): Promise<number> {
  const columns = Object.keys(rows[0] ?? {})
    .map((column) => `"${column}"`)
    .join(', ')
  await connection.query(
    `INSERT INTO "${table}" (${columns})
     SELECT ${columns} FROM json_populate_recordset(NULL::"${table}", $1)`,
    [JSON.stringify(rows)],
  )
  return rows.length
}

/** Fills the small tables; the answer has the rows of each. */
export async function fillPeople(connection: ClientBase): Promise<Record<string, number>> {
  const users = numbers(USERS).map(user)
  const staff = numbers(USERS).filter((n) => user(n).role === 'STAFF')
  return {
    Client: await insert(
      connection,
      'Client',
      numbers(CLIENTS).map((n) => ({
        id: sampleId('client', n),
        clientName: n > COMPANIES.length ? `${at(COMPANIES, n - 1)} ${n}` : at(COMPANIES, n - 1),
        isActive: n % 19 !== 0,
        createdAt: CREATED_AT,
      })),
    ),
    Users: await insert(
      connection,
      'Users',
      users.map((row) => ({ ...row, createdAt: CREATED_AT })),
    ),
    UserClient: await insert(
      connection,
      'UserClient',
      staff.flatMap((n) =>
        clientsOfStaff(n).map((client) => ({
          userId: sampleId('user', n),
          clientId: sampleId('client', client),
        })),
      ),
    ),
    Services: await insert(
      connection,
      'Services',
      SERVICES.map((servicesName, index) => ({
        id: sampleId('service', index + 1),
        servicesName,
        isActive: index % 17 !== 16,
      })),
    ),
  }
}
