-- Row-level security: PostgreSQL itself keeps the roles of worker and API to the rows of the requester
-- whose export is fetched or estimated, whatever the query says. Can be repeated. Run by the owner of
-- the tables, after grants.sql:
--
--   psql "$DATABASE_URL" -v ON_ERROR_STOP=1 -f docker/rowSecurity.sql
--
-- Whose rows they are is said by settings that are made for each such transaction:
--
--   connexus_exports.scope         'all', or 'clients'
--   connexus_exports.client_ids    with 'clients': their ids, as PostgreSQL prints an array
--   connexus_exports.confidential  with 'clients': whether confidential requests for proposal, too
--   connexus_exports.type          the export type
--
-- Without them no row is visible: one that was never made is NULL, and '' after its transaction.
--
-- Each condition is cheap in the same ways. What a setting says is read by a subquery that does not
-- hang on the row: once for each query, not for each row. Ids are looked up in a hash table, since
-- someone may be assigned hundreds of clients.

BEGIN;
SET LOCAL client_min_messages = warning;
-- Each table is locked for a moment. Whoever comes later waits behind us, while we would wait for a
-- fetch of hours: rather fail, and be run again.
SET LOCAL lock_timeout = '5s';

-- Scopes of work that the visible client scopes refer to. A function with a cost and a size of its
-- own: PostgreSQL would count the subquery's into every access to "ScopeOfWork", where it is hardly
-- ever run, and read that whole table rather than use its index. It runs as the role that asks, so
-- "ClientScopeOfWork" keeps to its own policy in it.
CREATE OR REPLACE FUNCTION connexus_exports_referred_scopes() RETURNS SETOF uuid
  LANGUAGE sql STABLE PARALLEL SAFE COST 1 ROWS 1000
BEGIN ATOMIC
  SELECT "scopeOfWorkId" FROM "ClientScopeOfWork"
   WHERE "clientId" IN (
     SELECT unnest(nullif(current_setting('connexus_exports.client_ids', true), '')::uuid[])
   );
END;
-- Where functions are not everyone's by default.
GRANT EXECUTE ON FUNCTION connexus_exports_referred_scopes() TO connexus_worker, connexus_api;

-- Everyone else sees and changes what their rights allow, as before: with row-level security on and
-- no policy for them, the tables would be empty for Connexus' own roles. Where Connexus has policies
-- of its own on a table, leave `connexus_exports_everyone` out there: it would open what they close.
DROP POLICY IF EXISTS connexus_exports_everyone ON "ScopeOfWork";
CREATE POLICY connexus_exports_everyone ON "ScopeOfWork"
  FOR ALL TO PUBLIC USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS connexus_exports_everyone ON "ClientScopeOfWork";
CREATE POLICY connexus_exports_everyone ON "ClientScopeOfWork"
  FOR ALL TO PUBLIC USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS connexus_exports_everyone ON "Rfp";
CREATE POLICY connexus_exports_everyone ON "Rfp"
  FOR ALL TO PUBLIC USING (true) WITH CHECK (true);

-- Restrictive: no other policy can widen what these leave. A client scope takes its name and service
-- from its scope of work, which may be another client's.
DROP POLICY IF EXISTS connexus_exports_scope ON "ScopeOfWork";
CREATE POLICY connexus_exports_scope ON "ScopeOfWork"
  AS RESTRICTIVE FOR SELECT TO connexus_worker, connexus_api USING (
    (SELECT current_setting('connexus_exports.scope', true) = 'all')
    OR "clientId" IN (
      SELECT unnest(nullif(current_setting('connexus_exports.client_ids', true), '')::uuid[])
    )
    OR (
      (SELECT current_setting('connexus_exports.type', true) = 'CLIENT_SOW')
      AND "id" IN (SELECT connexus_exports_referred_scopes())
    )
  );

DROP POLICY IF EXISTS connexus_exports_scope ON "ClientScopeOfWork";
CREATE POLICY connexus_exports_scope ON "ClientScopeOfWork"
  AS RESTRICTIVE FOR SELECT TO connexus_worker, connexus_api USING (
    (SELECT current_setting('connexus_exports.scope', true) = 'all')
    OR "clientId" IN (
      SELECT unnest(nullif(current_setting('connexus_exports.client_ids', true), '')::uuid[])
    )
  );

DROP POLICY IF EXISTS connexus_exports_scope ON "Rfp";
CREATE POLICY connexus_exports_scope ON "Rfp"
  AS RESTRICTIVE FOR SELECT TO connexus_worker, connexus_api USING (
    (SELECT current_setting('connexus_exports.scope', true) = 'all')
    OR (
      "clientId" IN (
        SELECT unnest(nullif(current_setting('connexus_exports.client_ids', true), '')::uuid[])
      )
      AND (
        NOT "isConfidential"
        OR (SELECT current_setting('connexus_exports.confidential', true) = 'true')
      )
    )
  );

-- "ScopeOfWorkVersion" has no client of its own. To look up each version's scope of work made exports
-- of a client's rows with version columns 30 to 50 % slower in the database, and an amount to filter
-- by made PostgreSQL look up every version by itself: a hundred times as many blocks. Versions are
-- read only beside a scope of work that is visible.

ALTER TABLE "ScopeOfWork" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "ClientScopeOfWork" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Rfp" ENABLE ROW LEVEL SECURITY;
COMMIT;
