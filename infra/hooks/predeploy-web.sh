#!/bin/sh
# Writes the clinic's tenant into the built rules of the site. Run by azd before it uploads src/web/dist; with the
# placeholder, or with another tenant, nobody could sign in.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
rules=${1:-"$root/src/web/dist/staticwebapp.config.json"}
issuer="https://login.microsoftonline.com"

fail() {
  echo "$1" >&2
  exit 1
}

tenant=${STAFF_TENANT_ID:-}
printf '%s' "$tenant" | grep -Eiq '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' ||
  fail "STAFF_TENANT_ID is not the id of a tenant: run 'azd provision', which sets it."
[ -f "$rules" ] || fail "$rules is not there: run 'azd package web', then 'azd deploy web'."
sed "s|$issuer/<TENANT_ID>\"|$issuer/$tenant\"|" "$rules" >"$rules.new"
mv "$rules.new" "$rules"
grep -Fq "\"$issuer/$tenant\"" "$rules" || fail "$rules names another tenant than $tenant: build the pages anew with 'azd package web'."
echo "The site asks tenant $tenant who is staff."
