/**
 * The table of invoices with 6,000 rows, and as much of the clients and users that it points at as
 * its export reads. The row's number decides every value: no clock, no random number.
 */
import { Client } from 'pg'

const TABLES = `
  CREATE TABLE "Client" ("id" uuid PRIMARY KEY, "clientName" text NOT NULL);
  CREATE TABLE "Users" ("id" uuid PRIMARY KEY, "fullName" text NOT NULL);
  CREATE TABLE "Invoice" (
    "id" uuid PRIMARY KEY,
    "invoiceNumber" text NOT NULL,
    "clientId" uuid NOT NULL REFERENCES "Client" ("id"),
    "invoiceStatus" text NOT NULL CHECK ("invoiceStatus" IN ('DRAFT', 'SENT', 'PAST_DUE')),
    "amount" numeric(14,2) NOT NULL,
    "currency" text NOT NULL,
    "issuedOn" date NOT NULL,
    "paidAt" timestamptz,
    "isPaid" boolean NOT NULL,
    "pageCount" bigint NOT NULL,
    "lines" jsonb,
    "createdById" uuid NOT NULL REFERENCES "Users" ("id"),
    "modifiedById" uuid REFERENCES "Users" ("id"),
    "createdAt" timestamptz NOT NULL,
    "updatedAt" timestamptz NOT NULL,
    "deletedAt" timestamptz);
  CREATE INDEX ON "Invoice" ("updatedAt");
  CREATE INDEX ON "Invoice" ("clientId", "updatedAt");
  CREATE INDEX ON "Invoice" ("issuedOn")`

const ROWS = `
  CREATE FUNCTION pg_temp.uid(kind text, n bigint) RETURNS uuid LANGUAGE sql
    RETURN (kind || lpad(n::text, 7, '0') || '-0000-4000-8000-000000000000')::uuid;
  INSERT INTO "Client" SELECT pg_temp.uid('c', n), 'Client ' || chr(64 + n::int)
    FROM generate_series(1, 5) AS n;
  INSERT INTO "Users" SELECT pg_temp.uid('a', n), 'Zoë ' || n FROM generate_series(1, 9) AS n;
  INSERT INTO "Invoice"
  SELECT pg_temp.uid('1', n), 'INV-' || lpad(n::text, 6, '0'),
    pg_temp.uid('c', 1 + n % 5),
    (ARRAY['DRAFT', 'SENT', 'PAST_DUE'])[1 + n % 3],
    CASE WHEN n % 500 = 0 THEN 999999999999.99 ELSE (n * 7919 % 100000) / 100.0 - 5 END,
    (ARRAY['EUR', 'JPY'])[1 + n % 2],
    date '2026-03-29' - (n % 900)::int,
    CASE WHEN n % 4 = 0 THEN created + interval '9 days' END,
    n % 4 = 0,
    CASE WHEN n % 100 = 0 THEN 9007199254740993 + n ELSE 1 + n % 30 END,
    CASE n % 5 WHEN 0 THEN NULL WHEN 1 THEN 'null' WHEN 2 THEN '[]'
      ELSE jsonb_build_array(jsonb_build_object('text', 'Day "' || n || '"', 'hours', n / 7.0)) END,
    pg_temp.uid('a', 1 + n % 9),
    CASE WHEN n % 3 = 0 THEN pg_temp.uid('a', 1 + n % 7) END,
    created, created + (n % 3) * interval '1 hour',
    CASE WHEN n % 97 = 0 THEN timestamptz '2026-06-01 00:00:00+00' END
  FROM generate_series(1, 6000) AS n
    CROSS JOIN LATERAL (
      SELECT timestamptz '2026-05-01 00:00:00+00' - (n % 2900) * interval '7 hours' AS created)`

export async function createInvoices(url: string): Promise<void> {
  const connection = new Client({ connectionString: url })
  await connection.connect()
  try {
    await connection.query(TABLES)
    await connection.query(ROWS)
    await connection.query('ANALYZE')
  } finally {
    await connection.end()
  }
}
