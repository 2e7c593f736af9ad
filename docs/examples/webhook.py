"""Checks that a webhook comes from Connexus exports, whole and just now. Python 3.9 or newer."""
import base64
import hashlib
import hmac
import json
import time

# Seconds by which the two clocks may differ.
TOLERANCE = 300


def verify(secret, headers, body):
    """What `body` says: the bytes as they came. Headers in small letters. Raises ValueError."""
    notice, sent = headers["webhook-id"], headers["webhook-timestamp"]
    if abs(time.time() - int(sent)) > TOLERANCE:
        raise ValueError("The webhook is old, or a clock is wrong.")
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(key, f"{notice}.{sent}.".encode() + body, hashlib.sha256).digest()
    expected = "v1," + base64.b64encode(digest).decode()
    if not any(hmac.compare_digest(one, expected) for one in headers["webhook-signature"].split()):
        raise ValueError("The webhook is not signed with this secret.")
    return json.loads(body)
