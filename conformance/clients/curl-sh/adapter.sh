#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The smallest adapter: POX by curl, at the mail domain and then at its `autodiscover` host. It follows nothing.
request=$(cat)
field() { printf '%s' "$request" | jq -r ".$1"; }
say() { jq -nc --arg outcome "$1" --arg url "$2" --arg message "$3" '{$outcome, ews_url: (if $url == "" then null else $url end), $message}'; exit; }

[ "$(field version)" = 1 ] || say unsupported '' 'this adapter speaks version 1'
case $(field command)/$(field protocol) in discover/any | discover/pox) ;; *) say unsupported '' 'POX alone' ;; esac
address=$(field address)
case $address in ?*@?*.?*) ;; *) say invalid_address '' '' ;; esac

schemas=http://schemas.microsoft.com/exchange/autodiscover/outlook
body="<Autodiscover xmlns=\"$schemas/requestschema/2006\"><Request><EMailAddress>$(field 'address|@html')</EMailAddress>
<AcceptableResponseSchema>$schemas/responseschema/2006a</AcceptableResponseSchema></Request></Autodiscover>"
outcome=not_found
for host in "${address##*@}" "autodiscover.${address##*@}"; do
  # The login comes by standard input, so that no list of processes shows it; the schemes are named, because curl would
  # choose Negotiate where a server offers that, and fail without a ticket.
  status=$(field '|"user = \(.username + ":" + .password | @json)"' | curl --config - --silent --basic --digest --ntlm --connect-timeout 4 \
    --max-time 6 --output "$HOME/reply" --write-out '%{http_code}' --header 'Content-Type: text/xml; charset=utf-8' --data "$body" \
    "https://$host/autodiscover/autodiscover.xml") || continue
  [ "$status" = 401 ] && outcome=auth_failed
  [ "$status" = 200 ] || continue
  url=$(xmllint --xpath 'string(//*[local-name()="Protocol"][*[.="EXPR" or .="EXCH"]]/*[local-name()="EwsUrl"])' "$HOME/reply" 2>/dev/null)
  [ -z "$url" ] || say found "$url" "at $host"
done
say $outcome '' ''
