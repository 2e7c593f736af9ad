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
  "idempotencyKey", "requestDigest", "reuseDigest", "attemptBegunAt", "sentAgainAt")
  ON "ExportJob" TO connexus_api;
-- The worker makes the jobs of schedules.
GRANT INSERT ON "ExportJob" TO connexus_worker;

-- What is exported: for the API to estimate, and to offer values to filter by. rowSecurity.sql
-- narrows it to the requester's rows.
GRANT SELECT ON "Client", "Services" TO connexus_worker, connexus_api;
GRANT SELECT ON "ScopeOfWork", "ScopeOfWorkVersion", "ClientScopeOfWork", "Rfp"
  TO connexus_worker, connexus_api;

-- Messages that are yet to be sent: written with the job, and sent by the API, or by the bridge or the
-- worker's sweep where the API could not. None can change what a message says.
GRANT SELECT, DELETE, UPDATE ("claimedUntil")
  ON "ExportOutbox" TO connexus_bridge, connexus_worker, connexus_api;
GRANT INSERT ON "ExportOutbox" TO connexus_worker, connexus_api;

-- Schedules: the API keeps what their owners want, the worker what came of it.
GRANT SELECT, INSERT ON "ExportSchedule" TO connexus_api;
GRANT UPDATE ("name", "request", "content", "fullEvery", "rule", "timeZone", "startAt", "endAt", "runs",
  "recipientIds", "webhookUrl", "webhookSecret", "revision", "syncedRevision", "updatedAt", "deletedAt",
  "endedAt", "pauseNote") ON "ExportSchedule" TO connexus_api;
-- FOR UPDATE, by which runs of a schedule take turns, needs the right to update a column.
GRANT SELECT, UPDATE ("syncedRevision", "endedAt", "pauseNote", "selfPausedAt")
  ON "ExportSchedule" TO connexus_worker;
GRANT SELECT, INSERT, UPDATE ("endedAt") ON "ExportBackfill" TO connexus_api;
GRANT SELECT, UPDATE ("plannedAt", "endedAt", "alreadyThere") ON "ExportBackfill" TO connexus_worker;
GRANT SELECT ON "ExportScheduleRun" TO connexus_api;
GRANT SELECT, INSERT, UPDATE ("exportId", "windowStart", "windowEnd", "skipReason")
  ON "ExportScheduleRun" TO connexus_worker;
-- When the oldest open transaction of other roles began: what it has written may commit at any time, so
-- the window of an export of changes ends before it.
GRANT pg_read_all_stats TO connexus_worker;

-- Who was told what.
GRANT SELECT, INSERT, UPDATE ON "ExportNotice" TO connexus_worker;

-- Only grows: whoever gets hold of the API's password can neither read nor rewrite what was done.
GRANT INSERT ON "ExportAccessLog" TO connexus_api;

-- Which migrations have run, for `exports doctor`.
GRANT SELECT ON connexus_exports_migrations TO connexus_bridge, connexus_worker, connexus_api;
