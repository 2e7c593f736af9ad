# syntax=docker/dockerfile:1
# One image for every process; the command says which: migrations/main.ts, bridge/main.ts,
# worker/main.ts or api/main.ts. cli/main.ts is the operator's command line. Debian, since Temporal's
# native core needs glibc.
#
# No HEALTHCHECK: only the API listens, and answers at /health/live. Of the others Temporal knows who
# polls its task queue, and SQS how old its oldest message is: see docs/production.md.

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Optional packages stay: the bundler's compiler has its binary in one. The Node among them, for
# machines without one, and Temporal's core for other platforms go.
RUN npm ci --omit=dev \
  && rm -rf node_modules/node-linux-* node_modules/node-bin-* node_modules/.bin/node \
  && find node_modules/@temporalio/core-bridge/releases -mindepth 1 -maxdepth 1 \
    ! -name "$(uname -m)-unknown-linux-gnu" -exec rm -r {} +

FROM packages AS bundle
COPY contract contract/
COPY activities activities/
COPY workflows workflows/
COPY worker worker/
RUN ["node", "worker/bundle.ts"]

# The page, as plain files. It is built with packages that nothing needs at run time.
FROM packages AS console
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY contract contract/
COPY console console/
RUN ["npm", "run", "build:console"]

FROM node:24-bookworm-slim AS service
# What a worker's memory stays small by: stack/workerMemory.ts says why.
ENV NODE_ENV=production \
  NODE_OPTIONS="--max-semi-space-size=8 --expose-gc" \
  MALLOC_ARENA_MAX=2 \
  MALLOC_MMAP_THRESHOLD_=65536 \
  NODE_COMPILE_CACHE=/app/compile-cache \
  EXPORT_WORKFLOW_BUNDLE=/app/worker/workflow-bundle.js
WORKDIR /app
COPY --from=packages /app ./
COPY contract contract/
COPY config config/
COPY stores stores/
COPY handlers handlers/
COPY formats formats/
COPY activities activities/
COPY workflows workflows/
COPY migrations migrations/
COPY scheduling scheduling/
COPY export-data export-data/
COPY bridge bridge/
COPY worker worker/
COPY api api/
COPY cli cli/
COPY --from=console /app/console/dist console/dist/
COPY --from=bundle /app/worker/workflow-bundle.js worker/
# Keeps what Node makes of the sources, so that a process and its threads do without the compiler. The
# programs end at once, as they find no settings and no work.
RUN node worker/main.ts; node bridge/main.ts; node api/main.ts; \
  node activities/rendering/renderThread.ts
# The image's user `node`, by number, as platforms that forbid root want it.
USER 1000
# All processes finish what they hold after SIGTERM: as PID 1 of this form they receive it.
STOPSIGNAL SIGTERM
CMD ["node", "worker/main.ts"]

# What docker-compose.yml needs besides: sample data and a bucket. Not for production.
FROM service AS local
COPY stack/sample stack/sample/
COPY docker/createBucket.ts docker/

# The default target.
FROM service
