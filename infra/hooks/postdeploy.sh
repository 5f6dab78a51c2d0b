#!/bin/sh
# Sees that the site is closed, then tells Event Grid to bring texts and delivery reports. Run by azd after each
# deployment of the program; running it again changes nothing. Until it has succeeded once, no text arrives.
set -eu

fail() {
  echo "$1" >&2
  exit 1
}

for name in AZURE_SUBSCRIPTION_ID AZURE_RESOURCE_GROUP AZURE_FUNCTION_APP_NAME AZURE_FUNCTION_APP_HOST \
  AZURE_EVENT_TOPIC_NAME AZURE_DEAD_LETTER_ACCOUNT_NAME; do
  eval "value=\${$name:-}"
  [ -n "$value" ] || fail "$name is not set: run 'azd provision', then 'azd deploy'."
done

# Nothing in front of the program checks who calls it (infra/app/functions.bicep), so this machine must be turned away.
# A path that needs no role, since one that does would turn it away in any case.
command -v curl >/dev/null || fail "curl is missing: install it, then run 'azd deploy'."
url="https://$AZURE_FUNCTION_APP_HOST/api/health/live"
status=$(curl --silent --output /dev/null --write-out '%{http_code}' --max-time 60 "$url" || true)
[ "$status" = 403 ] ||
  fail "$url answered $status, not 403: the site is not closed and gets no texts. Run 'azd up' again."

command -v az >/dev/null || fail "The Azure CLI (az) is missing: install it and run 'az login', then 'azd deploy'."
az account show --subscription "$AZURE_SUBSCRIPTION_ID" --output none ||
  fail "The Azure CLI is not signed in to this subscription: run 'az login', then 'azd deploy'."

# A function that was deployed a moment ago may not be listed yet, and a role given a moment ago may not hold yet.
tries=6
until az deployment group create \
  --subscription "$AZURE_SUBSCRIPTION_ID" \
  --resource-group "$AZURE_RESOURCE_GROUP" \
  --name event-subscriptions \
  --template-file infra/app/subscriptions.bicep \
  --parameters \
  topicName="$AZURE_EVENT_TOPIC_NAME" \
  functionAppName="$AZURE_FUNCTION_APP_NAME" \
  deadLetterAccountName="$AZURE_DEAD_LETTER_ACCOUNT_NAME" \
  --output none; do
  tries=$((tries - 1))
  [ "$tries" -gt 0 ] || fail "The event subscriptions were not made: no text will arrive. The errors above say why."
  echo "Trying again in 30 seconds ($tries left)."
  sleep 30
done

echo "Event Grid brings texts to InboundSms and delivery reports to DeliveryReports."
