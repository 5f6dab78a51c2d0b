#!/bin/sh
# Registers the site with Entra, so that the clinic's staff can sign in, and gives the site the secret of that registration.
# Run by azd after it has made the resources; does nothing when the site has both. `sign-in.sh --rotate` makes a new secret,
# which ends the old one. The secret goes from Entra to the site and stays nowhere else: not in azd's environment, not in a
# template, not on a command line. What it is worth alone is little: the registration has no right to anything.
set -eu
umask 077

for name in AZURE_SUBSCRIPTION_ID AZURE_RESOURCE_GROUP AZURE_SITE_NAME AZURE_SITE_HOST AZURE_ENV_NAME STAFF_TENANT_ID; do
  eval "value=\${$name:-}"
  [ -n "$value" ] || {
    echo "$name is not set: run 'azd provision'." >&2
    exit 1
  }
done

callback="https://$AZURE_SITE_HOST/.auth/login/aad/callback"
own=
[ -z "${PORTAL_BASE_URL:-}" ] || own="${PORTAL_BASE_URL%/}/.auth/login/aad/callback"

by_hand() {
  echo "STAFF CANNOT SIGN IN YET: $1"
  echo "Somebody who may register applications in tenant $STAFF_TENANT_ID does this once (docs/deploy.md, 'The front door'):"
  echo "  1. Entra, App registrations, New: single tenant, platform Web, redirect $callback${own:+ and $own}, ID tokens on."
  echo "  2. Certificates & secrets: a new client secret."
  echo "  3. In the Static Web App $AZURE_SITE_NAME, Environment variables: STAFF_CLIENT_ID and STAFF_CLIENT_SECRET."
  exit 0
}

site_settings() {
  az staticwebapp appsettings list --subscription "$AZURE_SUBSCRIPTION_ID" --resource-group "$AZURE_RESOURCE_GROUP" \
    --name "$AZURE_SITE_NAME" --query "keys(properties)" --output tsv 2>/dev/null || true
}

# The site may have another address than when it was registered: one of its own, or, made anew, one that Azure gave.
if [ -n "${STAFF_CLIENT_ID:-}" ]; then
  az ad app update --id "$STAFF_CLIENT_ID" --web-redirect-uris "$callback" ${own:+"$own"} --output none ||
    echo "The redirects of the registration $STAFF_CLIENT_ID were not set. It needs: $callback${own:+ and $own}"
fi

if [ "${1:-}" != --rotate ]; then
  case "$(site_settings | tr '[:space:]' ' ')" in
    *STAFF_CLIENT_ID*STAFF_CLIENT_SECRET* | *STAFF_CLIENT_SECRET*STAFF_CLIENT_ID*) exit 0 ;;
  esac
fi

tenant=$(az account show --query tenantId --output tsv || true)
[ "$tenant" = "$STAFF_TENANT_ID" ] || by_hand "az is signed in to tenant ${tenant:-none}, and the staff are in another."

client=${STAFF_CLIENT_ID:-}
if [ -z "$client" ]; then
  client=$(az ad app create --display-name "SecureText ($AZURE_ENV_NAME)" --sign-in-audience AzureADMyOrg \
    --enable-id-token-issuance true --web-redirect-uris "$callback" ${own:+"$own"} --query appId --output tsv) ||
    by_hand "this account may not register an application."
  azd env set STAFF_CLIENT_ID "$client"
  # Without it nothing in Entra could be asked of who signs in here: assignment, Conditional Access.
  az ad sp create --id "$client" --output none || echo "No enterprise application was made for $client: make it in Entra."
fi

secret=$(az ad app credential reset --id "$client" --display-name "Static Web App" --years 1 --query password --output tsv) ||
  by_hand "this account may not make a secret for $client."
case $secret in
  '' | *[!A-Za-z0-9._~-]*) by_hand "Entra gave a secret of a form that this script does not know." ;;
esac

body=$(mktemp)
trap 'rm -f "$body"' EXIT
printf '{"properties":{"STAFF_CLIENT_ID":"%s","STAFF_CLIENT_SECRET":"%s"}}' "$client" "$secret" >"$body"
az rest --method put --body "@$body" --headers Content-Type=application/json --output none --url \
  "https://management.azure.com/subscriptions/$AZURE_SUBSCRIPTION_ID/resourceGroups/$AZURE_RESOURCE_GROUP/providers/Microsoft.Web/staticSites/$AZURE_SITE_NAME/config/appsettings?api-version=2024-11-01" ||
  by_hand "the secret could not be given to the site."
echo "Staff sign in by the registration $client. Its secret lasts a year: 'sh infra/hooks/sign-in.sh --rotate' makes a new one."
