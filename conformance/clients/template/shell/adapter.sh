#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A client in 30 lines: asks the mail domain itself, by POX, with Basic when challenged.
request=$(cat)
field() { # NAME: the text of one field of the request
  printf '%s' "$request" | /usr/bin/python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"
}
answer() { printf '{"outcome": "%s", "ews_url": %s, "message": "%s"}\n' "$1" "${2:-null}" "${3:-}"; exit 0; }

[ "$(field version)" = 1 ] || answer unsupported null "this adapter speaks version 1"
[ "$(field command)" = discover ] || answer unsupported
address=$(field address)
domain=${address##*@}
case $address in ?*@?*) ;; *) answer invalid_address ;; esac

# ---- replace from here on: run your own client, and say what it found
schemas=http://schemas.microsoft.com/exchange/autodiscover/outlook
body="<?xml version=\"1.0\" encoding=\"utf-8\"?>
<Autodiscover xmlns=\"$schemas/requestschema/2006\"><Request><EMailAddress>$address</EMailAddress>
<AcceptableResponseSchema>$schemas/responseschema/2006a</AcceptableResponseSchema></Request></Autodiscover>"
# --anyauth answers a challenge and sends nothing before; the password is in no argument.
quoted() { field "$1" | sed 's/[\\"]/\\&/g'; }
reply=$(printf 'user = "%s:%s"\n' "$(quoted username)" "$(quoted password)" |
  curl --silent --fail --anyauth --config - --header 'Content-Type: text/xml; charset=utf-8' \
    --data "$body" "https://$domain/autodiscover/autodiscover.xml") || answer not_found
url=$(printf '%s' "$reply" | tr -d '\n' | sed -n 's/.*<EwsUrl>\([^<]*\)<.*/"\1"/p')
[ -n "$url" ] || answer not_found
answer found "$url"
