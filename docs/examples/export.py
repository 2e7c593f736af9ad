"""
Requests an export, follows it to its end, downloads it, and checks that it arrived whole.
Python 3.8 or newer, no package: API_URL=… API_TOKEN=… python3 export.py '<request as JSON>' [folder]
"""
import hashlib
import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid

# How often a call is tried while the API can't be reached, or asks to wait.
MOST_TRIES = 20
WAIT_SECONDS = 2
# The API writes to a stream every 15 seconds: one that is silent for longer is dead.
TIMEOUT_SECONDS = 45
BROKEN = (OSError, http.client.HTTPException)


def call(path, method="GET", headers=None, body=None):
    """The open answer; ends the program with what the API says of a call that can't be met."""
    for tries in range(1, MOST_TRIES + 1):
        address = os.environ["API_URL"] + path
        request = urllib.request.Request(address, body, headers or {}, method=method)
        request.add_header("Authorization", "Bearer " + os.environ["API_TOKEN"])
        wait = WAIT_SECONDS
        try:
            return urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS)
        except urllib.error.HTTPError as answer:
            if (answer.code != 429 and answer.code < 500) or tries == MOST_TRIES:
                sys.exit(refusal(answer))
            wait = float(answer.headers.get("Retry-After", WAIT_SECONDS))
        except BROKEN as error:
            if tries == MOST_TRIES:
                sys.exit(f"{os.environ['API_URL']} can't be reached: {error}")
        time.sleep(wait)


def refusal(answer):
    try:
        errors = json.load(answer)["errors"]
    except (ValueError, KeyError):
        return f"The API answered {answer.code}."
    return "\n".join(map(words_of, errors))


def words_of(failure):
    return f"{failure['code']}: {failure['message']} {failure['remedy']}"


def follow(export_id):
    """The job as it ended. A stream that breaks off is opened again behind the last event."""
    last_event_id = None
    while True:
        headers = {"Last-Event-ID": last_event_id} if last_event_id else {}
        answer = call(f"/exports/{export_id}/events", headers=headers)
        if answer.status == 204:
            return json.load(call(f"/exports/{export_id}"))
        for event in events_of(answer):
            last_event_id = event["id"]
            told = json.loads(event["data"])
            if event["event"] == "end":
                return told
            if event["event"] == "progress":
                print(told["step"], told["percent"], "%", flush=True)
        time.sleep(WAIT_SECONDS)


def events_of(answer):
    """Events of the stream until it ends or breaks off."""
    event = {}
    try:
        for line in answer:
            # Each line is `name: value`; comments, which show that the connection lives, have no name.
            name, _, value = line.decode().rstrip("\n").partition(": ")
            if name:
                event[name] = value
            elif not value:
                if "data" in event:
                    yield event
                event = {}
    except BROKEN:
        return


def download(job, folder):
    """The path of the file."""
    answer = call(f"/exports/{job['id']}/download", headers={"Accept": "application/json"})
    link = json.load(answer)
    path = os.path.join(folder, os.path.basename(link["fileName"]))
    digest = hashlib.sha256()
    size = 0
    # The link is all that the store needs: the token is none of its business.
    with urllib.request.urlopen(link["url"], timeout=TIMEOUT_SECONDS) as source:
        with open(path + ".part", "wb") as file:
            while chunk := source.read(1 << 20):
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
    if size != job["file"]["bytes"] or digest.hexdigest() != job["file"]["sha256"]:
        sys.exit(f"{path}.part is not the file that was made.")
    os.replace(path + ".part", path)
    return path


def main(request='{"type":"RFP","fileType":"XLSX"}', folder="."):
    headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
    job = json.load(call("/exports", "POST", headers, request.encode()))["job"]
    ended = follow(job["id"])
    if ended["status"] != "COMPLETED":
        failure = ended["failure"]
        sys.exit(words_of(failure) if failure else f"The export is {ended['status']}.")
    print(f"{download(ended, folder)}: {ended['file']['rows']} rows")


main(*sys.argv[1:])
