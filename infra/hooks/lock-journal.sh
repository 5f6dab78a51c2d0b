#!/bin/sh
# Locks the journal's policy. A deliberate step, once, before the first real patient: run it as
#   set -a; eval "$(azd env get-values)"; set +a; sh infra/hooks/lock-journal.sh
set -eu

fail() {
  echo "$1" >&2
  exit 1
}

for name in AZURE_SUBSCRIPTION_ID AZURE_RESOURCE_GROUP AZURE_JOURNAL_ACCOUNT_NAME; do
  eval "value=\${$name:-}"
  [ -n "$value" ] || fail "$name is not set: run 'azd provision' first; 'azd env get-values' shows what to set here."
done
account=$AZURE_JOURNAL_ACCOUNT_NAME
container=journal

policy() {
  az storage container immutability-policy show --subscription "$AZURE_SUBSCRIPTION_ID" \
    --resource-group "$AZURE_RESOURCE_GROUP" --account-name "$account" --container-name "$container" --query "$1" --output tsv
}

state=$(policy state) || fail "The policy of $account/$container cannot be read: is az signed in, and may this account read it?"
if [ "$state" = Locked ]; then
  echo "It is locked already."
  azd env set JOURNAL_LOCKED true
  exit 0
fi
days=$(policy immutabilityPeriodSinceCreationInDays)
appends=$(policy allowProtectedAppendWrites)
[ "$days" -ge 2192 ] || fail "The policy holds for $days days, and a record is kept for six years: set journalRetentionDays and run 'azd provision'."
[ "$appends" = true ] || fail "The policy does not let append blobs grow: locked like this the program could never write its log again."

cat <<TEXT
This locks the policy of $account/$container for good. NOBODY CAN UNDO IT, Microsoft included. From then on
  - no entry of the log can be changed or deleted until $days days after the last append to its blob;
  - the period can be made longer, five times at most, and never shorter;
  - the account cannot be deleted while it holds an entry: 'azd down' fails on it, and it and its resource group stay and are
    paid for until the last entry is that old;
  - an environment that was meant for trying out should never be locked.
TEXT
printf 'To lock it, type: lock %s\n> ' "$account"
read -r answer || answer=
[ "$answer" = "lock $account" ] || fail "Nothing was done."

etag=$(policy etag)
az storage container immutability-policy lock --subscription "$AZURE_SUBSCRIPTION_ID" \
  --resource-group "$AZURE_RESOURCE_GROUP" --account-name "$account" --container-name "$container" --if-match "$etag" --output none ||
  fail "It was not locked; the error above says why."
# A locked policy refuses to be written: from now on the template leaves it alone.
azd env set JOURNAL_LOCKED true
echo "Locked. Write down in the clinic's risk assessment who did it and when."
