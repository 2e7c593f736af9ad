#!/bin/sh
# Creates the namespace TEMPORAL_NAMESPACE and the search attributes of contract/workflow.ts. Can be
# repeated. The server is TEMPORAL_ADDRESS.
set -eu

if ! temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1; then
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention 30d
fi

# The server knows a new namespace everywhere after some ten seconds.
tries=30
until temporal operator search-attribute create --namespace "$TEMPORAL_NAMESPACE" \
  --name ExportType --type Keyword \
  --name FileType --type Keyword \
  --name ExportStatus --type Keyword \
  --name ExportTenant --type Keyword \
  --name ExportRows --type Int \
  --name ExportSchedule --type Keyword \
  --name ExportWindowStart --type Datetime \
  --name ExportWindowEnd --type Datetime; do
  tries=$((tries - 1))
  [ "$tries" -gt 0 ] || exit 1
  sleep 2
done
