#!/usr/bin/env bash
# Requests an export, follows it to its end, downloads it, and checks that it arrived whole.
# Bash, curl 7.76 or newer, sha256sum, and Python 3, which reads the JSON:
#   API_URL=… API_TOKEN=… bash export.sh '<request as JSON>' [folder]
set -euo pipefail

request=${1:-'{"type":"RFP","fileType":"XLSX"}'}
folder=${2:-.}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Not among the arguments of curl: other users of the machine see those.
printf 'header = "Authorization: Bearer %s"\n' "$API_TOKEN" >"$work/token"
# While the API can't be reached, or asks to wait, curl tries again.
api=(curl --config "$work/token" --silent --retry 10 --retry-connrefused)

# Values at paths such as `file.sha256` in the JSON of a file, a line each; empty for null.
values() {
  python3 - "$@" <<'PYTHON'
import json, sys
with open(sys.argv[1]) as file:
    document = json.load(file)
for path in sys.argv[2:]:
    value = document
    for key in path.split('.'):
        value = value and value.get(key)
    print('' if value is None else value)
PYTHON
}

# Body of the answer into the file. A call that can't be met ends the program with what the API says.
call() {
  local answer=$1
  shift
  "${api[@]}" --show-error --fail-with-body --max-time 60 --output "$answer" "$@" && return
  [[ ! -s $answer ]] || values "$answer" code detail remedy >&2
  exit 1
}

call "$work/answer" --header 'Content-Type: application/json' \
  --header "Idempotency-Key: $(python3 -c 'import uuid; print(uuid.uuid4())')" \
  --data "$request" "$API_URL/exports"
id=$(values "$work/answer" job.id)

# A stream that breaks off is opened again behind the last event. One that is silent for longer than
# 45 seconds is dead: the API writes to it every 15. Status 204 says that the end was seen before.
last='' event='' status=''
until [[ $event == end || $status == 204 ]]; do
  while IFS= read -r line; do
    case $line in
      'id: '*) last=${line#id: } ;;
      'event: '*) event=${line#event: } ;;
      'data: '*) [[ $event != progress ]] || echo "${last#*.} %" ;;
      'status: '*) status=${line#status: } ;;
    esac
  done < <("${api[@]}" --no-buffer --speed-limit 1 --speed-time 45 \
    --header "Last-Event-ID: $last" --write-out '\nstatus: %{http_code}\n' \
    "$API_URL/exports/$id/events" || true)
  # Refused, or out of reach for long: the next call says why.
  [[ $status == 20? ]] || break
  [[ $event == end ]] || sleep 2
done

call "$work/job" "$API_URL/exports/$id"
if [[ $(values "$work/job" status) != COMPLETED ]]; then
  values "$work/job" status failure.code failure.message failure.remedy >&2
  exit 1
fi

# The link is all that the store needs: the token is none of its business.
call "$work/link" --header 'Accept: application/json' "$API_URL/exports/$id/download"
path=$folder/$(values "$work/link" fileName)
curl --silent --show-error --fail --retry 3 --output "$path.part" "$(values "$work/link" url)"
if (($(wc -c <"$path.part") != $(values "$work/job" file.bytes))) ||
  ! sha256sum --check --status <<<"$(values "$work/job" file.sha256)  $path.part"; then
  echo "$path.part is not the file that was made." >&2
  exit 1
fi
mv "$path.part" "$path"
echo "$path: $(values "$work/job" file.rows) rows"
