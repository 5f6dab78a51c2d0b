#!/bin/sh
# Knocks at the program from outside, as somebody would who means no good, and stops the program when it lets somebody in. The program
# believes the header x-ms-client-principal; that nobody but the Static Web App can hand it one is for Azure to see to
# (infra/app/link.bicep), and this looks whether it does. Run by postdeploy.sh; run it by hand whenever you like.
set -eu

fail() {
  echo "$1" >&2
  exit 1
}

for name in AZURE_SUBSCRIPTION_ID AZURE_RESOURCE_GROUP AZURE_FUNCTION_APP_NAME AZURE_FUNCTION_APP_HOST AZURE_SITE_HOST; do
  eval "value=\${$name:-}"
  [ -n "$value" ] || fail "$name is not set: run 'azd provision', then 'azd deploy'."
done
command -v curl >/dev/null || fail "curl is missing: install it, then run 'azd deploy'."

start="az functionapp start --subscription $AZURE_SUBSCRIPTION_ID --resource-group $AZURE_RESOURCE_GROUP --name $AZURE_FUNCTION_APP_NAME"
stop() {
  echo "THE DOOR IS OPEN: $1" >&2
  if az functionapp stop --subscription "$AZURE_SUBSCRIPTION_ID" --resource-group "$AZURE_RESOURCE_GROUP" \
    --name "$AZURE_FUNCTION_APP_NAME" --output none; then
    fail "The program was stopped. Look at the authentication of $AZURE_FUNCTION_APP_NAME, run 'azd provision', start it again: $start"
  fi
  fail "THE PROGRAM COULD NOT BE STOPPED. Stop $AZURE_FUNCTION_APP_NAME in the Azure portal now."
}

# The answer's status; 000 when there is none. Dots in a path are sent as they stand.
ask() {
  curl --silent --output /dev/null --write-out '%{http_code}' --max-time 60 --path-as-is "$@" || true
}

# Turned away before the program: a path that the program itself would answer to anybody must not be answered. 404 and 5xx let
# nobody in: the host says them while the program does not start. Roles given a moment ago may need a quarter of an hour.
tries=90
turned_away() {
  what=$1
  shift
  while :; do
    status=$(ask "$@")
    case $status in
      401 | 403) return 0 ;;
      000 | 404 | 5??) ;;
      *) stop "$what was answered $status." ;;
    esac
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || break
    sleep "${KNOCK_WAIT:-10}"
  done
  [ "$status" != 000 ] || fail "$what got no answer at all: nothing is known. Run 'azd deploy' again."
  fail "$what was answered $status: the program does not answer, so nobody gets in and nothing is known of the door. Look at the log of $AZURE_FUNCTION_APP_NAME, then 'azd deploy'."
}

# A way round must not get in; how it is turned away does not matter.
not_let_in() {
  status=$(ask "$2")
  case $status in
    2??) stop "$1 was answered $status." ;;
  esac
}

program="https://$AZURE_FUNCTION_APP_HOST"
site="https://$AZURE_SITE_HOST"
forged=$(printf '%s' '{"identityProvider":"aad","userId":"knock","userDetails":"knock","userRoles":["anonymous","authenticated","owner"]}' |
  base64 | tr -d '\n')

turned_away "The program without a header" "$program/api/health/live"
turned_away "The program with a forged header" --header "x-ms-client-principal: $forged" "$program/api/health/live"
turned_away "The program in capitals" --header "x-ms-client-principal: $forged" "$program/API/HEALTH/LIVE"
turned_away "The source of roles at the program" --request POST --data '{}' --header 'Content-Type: application/json' \
  "$program/api/GetRoles"
for path in "api/hooks/../health/live" "api/hooks/%2e%2e/health/live" "api/hooks/..%2fhealth/live" \
  "runtime/webhooks/../../api/health/live" "runtime/webhooks/%2e%2e/%2e%2e/api/health/live" "api/hooks/..;/health/live" \
  "runtime/webhooks/eventgrid/../../../api/health/live" "runtime/webhooks/durabletask/instances" "admin/host/status"; do
  not_let_in "The way round by /$path" "$program/$path"
done

# At the site: it must set the header anew, and shut the source of roles to visitors.
status=$(ask --request POST --data '{}' --header 'Content-Type: application/json' "$site/api/GetRoles")
case $status in
  2?? | 400 | 415) stop "The source of roles at the site was answered $status." ;;
esac
status=$(ask --header "x-ms-client-principal: $forged" "$site/api/me")
case $status in
  2??) stop "A forged header at the site was answered $status." ;;
esac

# The first request that really starts the program, over a link that may be a minute old.
answers() {
  while :; do
    status=$(ask "$1")
    [ "$status" != 200 ] || return 0
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    sleep "${KNOCK_WAIT:-10}"
  done
}

tries=30
answers "$site/api/health/live" ||
  fail "$site/api/health/live answered $status, not 200: the site does not reach the program. If it was stopped: $start. Else run 'azd up' again."
echo "The program answers through $site and turns away everybody else."

# Alive is not ready. Texts are stored all the same, so this holds up no subscription; but staff may be shut out.
tries=6
answers "$site/api/health/ready" ||
  echo "ATTENTION: THE PROGRAM IS NOT READY ($status): $(curl --silent --max-time 60 "$site/api/health/ready" || true)"

# Nobody can sign in with a tenant that is not there: that is safe, but not what is wanted.
tenant=${STAFF_TENANT_ID:-}
where=$(curl --silent --location --max-redirs 5 --output /dev/null --write-out '%{url_effective}' --max-time 60 "$site/.auth/login/aad" || true)
case $where in
  *"$tenant"*) [ -n "$tenant" ] && echo "Staff sign in with tenant $tenant." ;;
  *) echo "ATTENTION: signing in leads to ${where%%\?*} and not to tenant $tenant: staff cannot sign in. See docs/deploy.md, 'The front door'." ;;
esac
