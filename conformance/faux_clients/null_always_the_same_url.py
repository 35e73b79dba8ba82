# SPDX-License-Identifier: Apache-2.0
"""Says the same endpoint every time, without a look."""

import json
import sys

json.load(sys.stdin)
print(json.dumps({"outcome": "found", "ews_url": "https://mail.corp.test/EWS/Exchange.asmx"}))
