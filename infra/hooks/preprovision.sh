#!/bin/sh
# Looks whether `azd provision` can succeed before it makes anything: tools, sign-in, region, providers, the clinic's settings, the
# carrier. Says all that is missing at once, each with what to do. Changes nothing but azd's own environment.
set -eu

faults=0
fault() {
  echo "- $1"
  faults=$((faults + 1))
}

# Set to yes by whoever has read docs/deploy.md, 'Before': it is for the clinic to see that each service is covered.
[ "${BAA_CONFIRMED:-}" = yes ] ||
  fault "BAA_CONFIRMED is not 'yes'. Confirm that Microsoft's business associate agreement covers your subscription and each of: Communication Services with its carriers, Event Grid (global), Functions, Static Web Apps, Storage, Key Vault, Monitor. Then: azd env set BAA_CONFIRMED yes"

matches() {
  printf '%s\n' "$1" | grep -Eq "$2"
}

name=${CLINIC_NAME:-}
if [ -z "$name" ] || [ "${#name}" -gt 30 ]; then
  fault "CLINIC_NAME has 1 to 30 characters: azd env set CLINIC_NAME \"Sample Clinic\""
fi
matches "${CLINIC_TIME_ZONE:-}" '^[A-Z][A-Za-z_]+(/[A-Za-z_]+)+$' || fault "CLINIC_TIME_ZONE is an IANA name: azd env set CLINIC_TIME_ZONE America/Chicago"
matches "${CLINIC_STATE:-}" '^([A-Z]{2})?$' || fault "CLINIC_STATE is two capital letters or empty: azd env set CLINIC_STATE WA"
matches "${CLINIC_LINE_NUMBER:-}" '^\+1[2-9][0-9]{9}$' || fault "CLINIC_LINE_NUMBER is written as +12065550100: azd env set CLINIC_LINE_NUMBER ..."
matches "${CLINIC_LINE_KIND:-}" '^(TollFree|TenDigit)$' || fault "CLINIC_LINE_KIND is TollFree or TenDigit: azd env set CLINIC_LINE_KIND TollFree"
matches "${STAFF_FIRST_OWNER:-}" '^[^@[:space:]]+@[^@[:space:]]+$' || fault "STAFF_FIRST_OWNER is an e-mail address: azd env set STAFF_FIRST_OWNER you@clinic.example"
matches "${ALERT_EMAIL:-}" '^[^@[:space:]]+@[^@[:space:]]+$' || fault "ALERT_EMAIL is an e-mail address that somebody reads each day: azd env set ALERT_EMAIL ..."
matches "${PORTAL_BASE_URL:-}" '^(https://[a-z0-9.-]+)?$' || fault "PORTAL_BASE_URL is https, without a path and without a slash at its end, or not set"
matches "${PRIVATE_NETWORK:-false}" '^(true|false)$' || fault "PRIVATE_NETWORK is true or false"
if [ -n "${ACS_NAME:-}" ] && [ -z "${ACS_RESOURCE_GROUP:-}" ]; then
  fault "ACS_NAME is set: set ACS_RESOURCE_GROUP too"
fi

command -v dotnet >/dev/null || fault "The .NET 10 SDK is missing: https://dot.net"
command -v npm >/dev/null || fault "Node 20 with npm is missing: https://nodejs.org"
command -v curl >/dev/null || fault "curl is missing"

subscription=${AZURE_SUBSCRIPTION_ID:-}
region=$(printf '%s' "${AZURE_LOCATION:-}" | tr -d '[:space:]' | tr '[:upper:]' '[:lower:]')
if ! command -v az >/dev/null; then
  fault "The Azure CLI (az) is missing: https://aka.ms/azure-cli, then 'az login'"
elif [ -z "$subscription" ]; then
  fault "AZURE_SUBSCRIPTION_ID is not set: azd env set AZURE_SUBSCRIPTION_ID ..., and AZURE_LOCATION, as eastus2"
elif ! az account show --subscription "$subscription" --output none 2>/dev/null; then
  fault "az is not signed in to the subscription $subscription: 'az login', to the same tenant as azd"
else
  needed="Microsoft.Communication Microsoft.EventGrid Microsoft.KeyVault Microsoft.Storage Microsoft.Web Microsoft.ManagedIdentity Microsoft.OperationalInsights Microsoft.Insights Microsoft.Consumption"
  [ "${PRIVATE_NETWORK:-false}" = false ] || needed="$needed Microsoft.Network Microsoft.App"
  for provider in $needed; do
    state=$(az provider show --subscription "$subscription" --namespace "$provider" --query registrationState --output tsv 2>/dev/null || true)
    [ "$state" = Registered ] ||
      fault "$provider is not registered: az provider register --subscription $subscription --namespace $provider --wait"
  done

  offered=$(az functionapp list-flexconsumption-locations --query "[].name" --output tsv 2>/dev/null | tr '[:upper:]' '[:lower:]' | tr -d ' ' || true)
  if [ -z "$offered" ]; then
    echo "Whether $region offers Flex Consumption could not be asked; azd will say."
  elif ! printf '%s\n' "$offered" | grep -qx "$region"; then
    fault "The region ${region:-that is not set} does not offer Flex Consumption. These do: $(printf '%s' "$offered" | tr '\n' ' ')"
  fi

  if [ -n "${ACS_NAME:-}" ] && [ -n "${ACS_RESOURCE_GROUP:-}" ]; then
    carrier="--subscription $subscription --resource-group $ACS_RESOURCE_GROUP --name $ACS_NAME --resource-type Microsoft.Communication/communicationServices"
    # shellcheck disable=SC2086
    if ! keys=$(az resource show $carrier --query properties.disableLocalAuth --output tsv 2>/dev/null); then
      fault "There is no Communication Services resource $ACS_NAME in $ACS_RESOURCE_GROUP, or this account may not see it"
    elif [ "$keys" != true ]; then
      fault "$ACS_NAME still takes access keys: az resource update $carrier --set properties.disableLocalAuth=true (whatever else uses its keys stops working)"
    fi
  elif [ -z "${AZURE_SITE_NAME:-}" ]; then
    echo "A Communication Services resource will be made. Microsoft took new customers for it until 2026-10-23 (docs/deploy.md): if it refuses, name one that you have by ACS_NAME and ACS_RESOURCE_GROUP."
  fi
  echo "That ${CLINIC_LINE_NUMBER:-the number} belongs to that resource, is verified and sends and takes texts is not asked here: see it in the Azure portal."
fi

if [ "$faults" -gt 0 ]; then
  echo "$faults to mend before 'azd provision' (docs/deploy.md)." >&2
  exit 1
fi

# A budget keeps the month in which it began: another one is refused later.
[ -n "${BUDGET_START:-}" ] || azd env set BUDGET_START "$(date -u +%Y-%m-01)"
echo "Ready to provision."
