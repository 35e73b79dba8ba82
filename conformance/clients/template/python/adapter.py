# SPDX-License-Identifier: Apache-2.0
"""A client in 32 lines: asks the mail domain itself, by POX, with Basic when challenged."""
import json
import re
import sys
import urllib.request as web
from xml.sax.saxutils import escape

NAMES = "http://schemas.microsoft.com/exchange/autodiscover/outlook"
BODY = f"""<Autodiscover xmlns="{NAMES}/requestschema/2006"><Request><EMailAddress>%s</EMailAddress>
<AcceptableResponseSchema>{NAMES}/responseschema/2006a</AcceptableResponseSchema>
</Request></Autodiscover>"""

ask = json.load(sys.stdin)
reply = {"outcome": "unsupported", "message": "this adapter speaks version 1: discover"}
if (ask["version"], ask["command"]) == (1, "discover"):
    # Replace what is below: run your client, say what it found.
    url = f"https://{ask['address'].rpartition('@')[2]}/autodiscover/autodiscover.xml"
    logins = web.HTTPPasswordMgrWithDefaultRealm()
    logins.add_password(None, url, ask["username"], ask["password"])
    headers = {"Content-Type": "text/xml; charset=utf-8"}
    post = web.Request(url, (BODY % escape(ask["address"])).encode(), headers)
    try:
        with web.build_opener(web.HTTPBasicAuthHandler(logins)).open(post, timeout=10) as answer:
            found = re.search(r"<EwsUrl>([^<]+)<", answer.read().decode("utf-8", "replace"))
        reply = {"outcome": "found", "ews_url": found[1]} if found else {"outcome": "not_found"}
    except (OSError, ValueError) as error:
        reply = {"outcome": "not_found", "message": str(error)}
print(json.dumps(reply))
