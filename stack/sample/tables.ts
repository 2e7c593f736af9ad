/**
 * The tables that Connexus' own database has, as its ORM made them: quoted camelCase names, uuid
 * ids, timestamptz instants. Keys and indexes are made after the fill, which is far faster.
 */

/** In the order in which they can be filled. */
export const CONNEXUS_TABLES = [
  'Client',
  'Users',
  'UserClient',
  'Services',
  'ScopeOfWork',
  'ScopeOfWorkVersion',
  'ClientScopeOfWork',
  'Rfp',
] as const
export type ConnexusTable = (typeof CONNEXUS_TABLES)[number]

const AUTHORSHIP = `
  "createdById" uuid NOT NULL,
  "modifiedById" uuid,
  "createdAt" timestamptz NOT NULL,
  "updatedAt" timestamptz NOT NULL,
  "deletedAt" timestamptz`

/** A text column that takes one of these words: an enum as the ORM keeps it. */
function oneOf(column: string, ...words: string[]): string {
  const list = words.map((word) => `'${word}'`).join(', ')
  return `"${column}" text NOT NULL CHECK ("${column}" IN (${list}))`
}

export const CREATE_TABLES: Record<ConnexusTable, string> = {
  Client: `
  "id" uuid NOT NULL,
  "clientName" text NOT NULL,
  "isActive" boolean NOT NULL,
  "createdAt" timestamptz NOT NULL`,

  Users: `
  "id" uuid NOT NULL,
  "fullName" text NOT NULL,
  "email" text NOT NULL,
  ${oneOf('role', 'ADMIN', 'STAFF', 'CLIENT')},
  "clientId" uuid,
  "timeZone" text NOT NULL DEFAULT 'UTC',
  "isActive" boolean NOT NULL,
  "createdAt" timestamptz NOT NULL,
  CHECK ("clientId" IS NULL OR "role" = 'CLIENT')`,

  UserClient: `
  "userId" uuid NOT NULL,
  "clientId" uuid NOT NULL`,

  Services: `
  "id" uuid NOT NULL,
  "servicesName" text NOT NULL,
  "isActive" boolean NOT NULL`,

  ScopeOfWork: `
  "id" uuid NOT NULL,
  "scopeName" text NOT NULL,
  "serviceId" uuid NOT NULL,
  "clientId" uuid NOT NULL,
  ${oneOf('scopeOfWorkStatus', 'DRAFT', 'PENDING_APPROVAL', 'ACTIVE', 'ARCHIVED')},
  ${AUTHORSHIP}`,

  ScopeOfWorkVersion: `
  "id" uuid NOT NULL,
  "scopeOfWorkId" uuid NOT NULL,
  "versionNumber" integer NOT NULL,
  "isCurrent" boolean NOT NULL,
  "description" text,
  "effectiveFrom" date,
  "totalAmount" numeric(14,2),
  "currency" char(3),
  "createdById" uuid NOT NULL,
  "createdAt" timestamptz NOT NULL`,

  ClientScopeOfWork: `
  "id" uuid NOT NULL,
  "scopeOfWorkId" uuid NOT NULL,
  "clientId" uuid NOT NULL,
  "clientReference" text,
  "agreedAmount" numeric(14,2),
  "currency" char(3),
  ${oneOf('clientStatus', 'PROPOSED', 'SIGNED', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED')},
  "startDate" date,
  "endDate" date,
  "signedAt" timestamptz,
  ${AUTHORSHIP}`,

  Rfp: `
  "id" uuid NOT NULL,
  "rfpNumber" text NOT NULL,
  "title" text NOT NULL,
  "clientId" uuid NOT NULL,
  "serviceId" uuid,
  ${oneOf('rfpStatus', 'DRAFT', 'OPEN', 'CLOSED', 'AWARDED', 'CANCELLED')},
  "dueDate" date,
  "budgetAmount" numeric(14,2),
  "currency" char(3),
  "bidCount" integer NOT NULL,
  "isConfidential" boolean NOT NULL,
  "awardedTo" text,
  "issuedAt" timestamptz,
  ${AUTHORSHIP}`,
}

function references(table: ConnexusTable, column: string, other: ConnexusTable): string {
  return `ALTER TABLE "${table}" ADD FOREIGN KEY ("${column}") REFERENCES "${other}" ("id")`
}

/** What the application's lists need: by client, author or over all, newest change first. */
function listIndexes(table: ConnexusTable, status: string): string[] {
  return [
    `CREATE INDEX ON "${table}" ("createdAt")`,
    `CREATE INDEX ON "${table}" ("createdById")`,
    `CREATE INDEX ON "${table}" ("updatedAt")`,
    `CREATE INDEX ON "${table}" ("clientId", "updatedAt")`,
    `CREATE INDEX ON "${table}" ("clientId", "${status}")`,
  ]
}

/** Statements in order: primary keys before the foreign keys that point at them. */
export const KEYS_AND_INDEXES: string[] = [
  ...CONNEXUS_TABLES.filter((table) => table !== 'UserClient').map(
    (table) => `ALTER TABLE "${table}" ADD PRIMARY KEY ("id")`,
  ),
  'ALTER TABLE "UserClient" ADD PRIMARY KEY ("userId", "clientId")',
  'CREATE UNIQUE INDEX ON "Users" ("email")',
  references('Users', 'clientId', 'Client'),
  references('UserClient', 'userId', 'Users'),
  references('UserClient', 'clientId', 'Client'),

  references('ScopeOfWork', 'serviceId', 'Services'),
  references('ScopeOfWork', 'clientId', 'Client'),
  references('ScopeOfWork', 'createdById', 'Users'),
  references('ScopeOfWork', 'modifiedById', 'Users'),
  ...listIndexes('ScopeOfWork', 'scopeOfWorkStatus'),
  'CREATE INDEX ON "ScopeOfWork" ("serviceId")',

  references('ScopeOfWorkVersion', 'scopeOfWorkId', 'ScopeOfWork'),
  references('ScopeOfWorkVersion', 'createdById', 'Users'),
  'CREATE UNIQUE INDEX ON "ScopeOfWorkVersion" ("scopeOfWorkId", "versionNumber")',
  'CREATE UNIQUE INDEX ON "ScopeOfWorkVersion" ("scopeOfWorkId") WHERE "isCurrent"',

  references('ClientScopeOfWork', 'scopeOfWorkId', 'ScopeOfWork'),
  references('ClientScopeOfWork', 'clientId', 'Client'),
  references('ClientScopeOfWork', 'createdById', 'Users'),
  references('ClientScopeOfWork', 'modifiedById', 'Users'),
  ...listIndexes('ClientScopeOfWork', 'clientStatus'),
  'CREATE INDEX ON "ClientScopeOfWork" ("scopeOfWorkId")',
  'CREATE INDEX ON "ClientScopeOfWork" ("startDate")',

  references('Rfp', 'clientId', 'Client'),
  references('Rfp', 'serviceId', 'Services'),
  references('Rfp', 'createdById', 'Users'),
  references('Rfp', 'modifiedById', 'Users'),
  ...listIndexes('Rfp', 'rfpStatus'),
  'CREATE INDEX ON "Rfp" ("serviceId")',
  'CREATE INDEX ON "Rfp" ("dueDate")',
]
