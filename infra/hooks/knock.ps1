# Knocks at the program from outside, as somebody would who means no good, and stops the program when it lets somebody in. As knock.sh.
$ErrorActionPreference = 'Stop'
# A failing az or curl is looked at below, whatever this PowerShell would make of it.
$PSNativeCommandUseErrorActionPreference = $false

$names = @(
  'AZURE_SUBSCRIPTION_ID', 'AZURE_RESOURCE_GROUP', 'AZURE_FUNCTION_APP_NAME', 'AZURE_FUNCTION_APP_HOST', 'AZURE_SITE_HOST'
)
foreach ($name in $names) {
  if (-not [Environment]::GetEnvironmentVariable($name)) {
    throw "$name is not set: run 'azd provision', then 'azd deploy'."
  }
}
if (-not (Get-Command curl -CommandType Application -ErrorAction SilentlyContinue)) {
  throw "curl is missing: install it, then run 'azd deploy'."
}
$curl = (Get-Command curl -CommandType Application | Select-Object -First 1).Source
$nowhere = if ($IsWindows) { 'NUL' } else { '/dev/null' }

$start = "az functionapp start --subscription $env:AZURE_SUBSCRIPTION_ID --resource-group $env:AZURE_RESOURCE_GROUP --name $env:AZURE_FUNCTION_APP_NAME"
function Stop-Program([string] $why) {
  Write-Host "THE DOOR IS OPEN: $why"
  az functionapp stop --subscription $env:AZURE_SUBSCRIPTION_ID --resource-group $env:AZURE_RESOURCE_GROUP `
    --name $env:AZURE_FUNCTION_APP_NAME --output none
  if ($LASTEXITCODE -eq 0) {
    throw ("The program was stopped. Look at the authentication of $env:AZURE_FUNCTION_APP_NAME, run 'azd provision', " +
      "start it again: $start")
  }
  throw "THE PROGRAM COULD NOT BE STOPPED. Stop $env:AZURE_FUNCTION_APP_NAME in the Azure portal now."
}

# The answer's status; 000 when there is none. curl, because .NET tidies the dots in a path away before it sends it.
function Get-Answer([string[]] $arguments) {
  return [string](& $curl --silent --output $nowhere --write-out '%{http_code}' --max-time 60 --path-as-is @arguments)
}

$wait = if ($env:KNOCK_WAIT) { [int]$env:KNOCK_WAIT } else { 10 }

# Turned away before the program: a path that the program itself would answer to anybody must not be answered. 404 and 5xx let
# nobody in: the host says them while the program does not start. Roles given a moment ago may need a quarter of an hour.
$script:tries = 90
function Assert-TurnedAway([string] $what, [string[]] $arguments) {
  while ($true) {
    $status = Get-Answer $arguments
    if ($status -in '401', '403') { return }
    if ($status -notmatch '^(000|404|5..)$') { Stop-Program "$what was answered $status." }
    $script:tries--
    if ($script:tries -le 0) { break }
    Start-Sleep -Seconds $wait
  }
  if ($status -eq '000') { throw "$what got no answer at all: nothing is known. Run 'azd deploy' again." }
  throw ("$what was answered ${status}: the program does not answer, so nobody gets in and nothing is known of the door. " +
    "Look at the log of $env:AZURE_FUNCTION_APP_NAME, then 'azd deploy'.")
}

# The first request that really starts the program, over a link that may be a minute old.
function Wait-Answer([string] $address, [int] $tries) {
  while ($true) {
    $status = Get-Answer @($address)
    $tries--
    if ($status -eq '200' -or $tries -le 0) { return $status }
    Start-Sleep -Seconds $wait
  }
}

$program = "https://$env:AZURE_FUNCTION_APP_HOST"
$site = "https://$env:AZURE_SITE_HOST"
$json = '{"identityProvider":"aad","userId":"knock","userDetails":"knock","userRoles":["anonymous","authenticated","owner"]}'
$forged = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($json))

Assert-TurnedAway 'The program without a header' @("$program/api/health/live")
Assert-TurnedAway 'The program with a forged header' @('--header', "x-ms-client-principal: $forged", "$program/api/health/live")
Assert-TurnedAway 'The program in capitals' @('--header', "x-ms-client-principal: $forged", "$program/API/HEALTH/LIVE")
Assert-TurnedAway 'The source of roles at the program' @(
  '--request', 'POST', '--data', '{}', '--header', 'Content-Type: application/json', "$program/api/GetRoles"
)
$ways = @(
  'api/hooks/../health/live', 'api/hooks/%2e%2e/health/live', 'api/hooks/..%2fhealth/live',
  'runtime/webhooks/../../api/health/live', 'runtime/webhooks/%2e%2e/%2e%2e/api/health/live', 'api/hooks/..;/health/live',
  'runtime/webhooks/eventgrid/../../../api/health/live', 'runtime/webhooks/durabletask/instances', 'admin/host/status'
)
foreach ($way in $ways) {
  $status = Get-Answer @("$program/$way")
  if ($status -match '^2..$') { Stop-Program "The way round by /$way was answered $status." }
}

# At the site: it must set the header anew, and shut the source of roles to visitors.
$status = Get-Answer @('--request', 'POST', '--data', '{}', '--header', 'Content-Type: application/json', "$site/api/GetRoles")
if ($status -match '^(2..|400|415)$') { Stop-Program "The source of roles at the site was answered $status." }
$status = Get-Answer @('--header', "x-ms-client-principal: $forged", "$site/api/me")
if ($status -match '^2..$') { Stop-Program "A forged header at the site was answered $status." }

$status = Wait-Answer "$site/api/health/live" 30
if ($status -ne '200') {
  throw "$site/api/health/live answered $status, not 200: the site does not reach the program. If it was stopped: $start. Else run 'azd up' again."
}
Write-Host "The program answers through $site and turns away everybody else."

# Alive is not ready. Texts are stored all the same, so this holds up no subscription; but staff may be shut out.
$status = Wait-Answer "$site/api/health/ready" 6
if ($status -ne '200') {
  $body = [string](& $curl --silent --max-time 60 "$site/api/health/ready")
  Write-Host "ATTENTION: THE PROGRAM IS NOT READY (${status}): $body"
}

# Nobody can sign in with a tenant that is not there: that is safe, but not what is wanted.
$tenant = $env:STAFF_TENANT_ID
$where = [string](& $curl --silent --location --max-redirs 5 --output $nowhere --write-out '%{url_effective}' --max-time 60 `
    "$site/.auth/login/aad")
if ($tenant -and $where.Contains($tenant)) {
  Write-Host "Staff sign in with tenant $tenant."
}
else {
  $to = $where.Split('?')[0]
  Write-Host "ATTENTION: signing in leads to $to and not to tenant ${tenant}: staff cannot sign in. See docs/deploy.md, 'The front door'."
}
