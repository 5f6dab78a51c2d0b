#!/bin/sh
# Looks whether the program is shut to everybody but the Static Web App, then tells Event Grid to bring texts and delivery
# reports. Run by azd after each deployment; running it again changes nothing. Until it has succeeded once, no text arrives.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)

fail() {
  echo "$1" >&2
  exit 1
}

for name in AZURE_SUBSCRIPTION_ID AZURE_RESOURCE_GROUP AZURE_FUNCTION_APP_NAME AZURE_FUNCTION_APP_HOST \
  AZURE_EVENT_TOPIC_NAME AZURE_DEAD_LETTER_ACCOUNT_NAME; do
  eval "value=\${$name:-}"
  [ -n "$value" ] || fail "$name is not set: run 'azd provision', then 'azd deploy'."
done

command -v az >/dev/null || fail "The Azure CLI (az) is missing: install it and run 'az login', then 'azd deploy'."
az account show --subscription "$AZURE_SUBSCRIPTION_ID" --output none ||
  fail "The Azure CLI is not signed in to this subscription: run 'az login', then 'azd deploy'."

sh "$root/infra/hooks/knock.sh" || fail "No event subscription was made: no text will arrive."

# A function that was deployed a moment ago may not be listed yet, and a role given a moment ago may not hold yet.
tries=6
until az deployment group create \
  --subscription "$AZURE_SUBSCRIPTION_ID" \
  --resource-group "$AZURE_RESOURCE_GROUP" \
  --name event-subscriptions \
  --template-file "$root/infra/app/subscriptions.bicep" \
  --parameters \
  topicName="$AZURE_EVENT_TOPIC_NAME" \
  functionAppName="$AZURE_FUNCTION_APP_NAME" \
  deadLetterAccountName="$AZURE_DEAD_LETTER_ACCOUNT_NAME" \
  --output none; do
  tries=$((tries - 1))
  [ "$tries" -gt 0 ] || fail "The event subscriptions were not made: no text will arrive. The errors above say why."
  echo "Trying again in 30 seconds ($tries left)."
  sleep "${SUBSCRIBE_WAIT:-30}"
done

echo "Event Grid brings texts to InboundSms and delivery reports to DeliveryReports."
echo "The first owner signs in at https://$AZURE_SITE_HOST/ with the address ${STAFF_FIRST_OWNER:-that STAFF_FIRST_OWNER names}, and invites the others under Staff."
echo "Before the first real patient: docs/deploy.md, 'Before the first patient'."
