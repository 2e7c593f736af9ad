-- What the roles of bridge, worker and API may do, and no more. Can be repeated. Run by the owner of
-- the tables, after migrating, since rights are given on tables that exist, and after roles.sql:
--
--   psql "$DATABASE_URL" -v ON_ERROR_STOP=1 -f docker/grants.sql
--
-- No role needs more to stop a query: a role may cancel what it runs itself.

GRANT USAGE ON SCHEMA public TO connexus_bridge, connexus_worker, connexus_api;

-- The requester and the clients that they are assigned, and the job's record.
GRANT SELECT ON "Users", "UserClient" TO connexus_bridge, connexus_worker, connexus_api;
GRANT SELECT, UPDATE ON "ExportJob" TO connexus_bridge, connexus_worker;
GRANT SELECT, INSERT ON "ExportJob" TO connexus_api;
-- To cancel a job, to begin its next attempt and to remove it, but not to change whose it is or what it
-- asks for.
GRANT UPDATE ("status", "attempt", "startedAt", "completedAt", "fileUrl", "fileName", "errorMessage",
  "errorCode", "errorRemedy", "warnings", "rowCount", "byteCount", "sha256", "mediaType", "objectKey",
  "snapshotAt", "expiresAt", "readFrom", "scope", "workflowId", "cancelRequestedAt", "deletedAt",
  "idempotencyKey", "requestDigest") ON "ExportJob" TO connexus_api;

-- What is exported: for the API to estimate, and to offer values to filter by. rowSecurity.sql
-- narrows it to the requester's rows.
GRANT SELECT ON "Client", "Services" TO connexus_worker, connexus_api;
GRANT SELECT ON "ScopeOfWork", "ScopeOfWorkVersion", "ClientScopeOfWork", "Rfp"
  TO connexus_worker, connexus_api;

-- Messages that are yet to be sent: written with the job, and sent by the API, or by the bridge where
-- the API could not. Neither can change what a message says.
GRANT SELECT, DELETE, UPDATE ("claimedUntil") ON "ExportOutbox" TO connexus_bridge, connexus_api;
GRANT INSERT ON "ExportOutbox" TO connexus_api;

-- Only grows: whoever gets hold of the API's password can neither read nor rewrite what was done.
GRANT INSERT ON "ExportAccessLog" TO connexus_api;

-- Which migrations have run, for `exports doctor`.
GRANT SELECT ON connexus_exports_migrations TO connexus_bridge, connexus_worker, connexus_api;
