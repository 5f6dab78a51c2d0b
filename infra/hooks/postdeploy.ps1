# Looks whether the program is shut to everybody but the Static Web App, then tells Event Grid to bring texts and delivery
# reports. Run by azd after each deployment; running it again changes nothing. Until it has succeeded once, no text arrives.
# As postdeploy.sh.
$ErrorActionPreference = 'Stop'
# A failing az is looked at below by its exit code, whatever this PowerShell would make of it.
$PSNativeCommandUseErrorActionPreference = $false
$root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path

$names = @(
  'AZURE_SUBSCRIPTION_ID', 'AZURE_RESOURCE_GROUP', 'AZURE_FUNCTION_APP_NAME', 'AZURE_FUNCTION_APP_HOST',
  'AZURE_EVENT_TOPIC_NAME', 'AZURE_DEAD_LETTER_ACCOUNT_NAME'
)
foreach ($name in $names) {
  if (-not [Environment]::GetEnvironmentVariable($name)) {
    throw "$name is not set: run 'azd provision', then 'azd deploy'."
  }
}

if (-not (Get-Command az -ErrorAction SilentlyContinue)) {
  throw "The Azure CLI (az) is missing: install it and run 'az login', then 'azd deploy'."
}

az account show --subscription $env:AZURE_SUBSCRIPTION_ID --output none
if ($LASTEXITCODE -ne 0) {
  throw "The Azure CLI is not signed in to this subscription: run 'az login', then 'azd deploy'."
}

# It throws when the door is open, and then no event subscription is made.
& (Join-Path $root 'infra/hooks/knock.ps1')

# A function that was deployed a moment ago may not be listed yet, and a role given a moment ago may not hold yet.
$wait = if ($env:SUBSCRIBE_WAIT) { [int]$env:SUBSCRIBE_WAIT } else { 30 }
for ($tries = 5; $tries -ge 0; $tries--) {
  az deployment group create `
    --subscription $env:AZURE_SUBSCRIPTION_ID `
    --resource-group $env:AZURE_RESOURCE_GROUP `
    --name event-subscriptions `
    --template-file (Join-Path $root 'infra/app/subscriptions.bicep') `
    --parameters `
    "topicName=$env:AZURE_EVENT_TOPIC_NAME" `
    "functionAppName=$env:AZURE_FUNCTION_APP_NAME" `
    "deadLetterAccountName=$env:AZURE_DEAD_LETTER_ACCOUNT_NAME" `
    --output none
  if ($LASTEXITCODE -eq 0) {
    $owner = if ($env:STAFF_FIRST_OWNER) { $env:STAFF_FIRST_OWNER } else { 'that STAFF_FIRST_OWNER names' }
    Write-Host 'Event Grid brings texts to InboundSms and delivery reports to DeliveryReports.'
    Write-Host "The first owner signs in at https://$env:AZURE_SITE_HOST/ with the address $owner, and invites the others under Staff."
    Write-Host "Before the first real patient: docs/deploy.md, 'Before the first patient'."
    exit 0
  }

  if ($tries -gt 0) {
    Write-Host "Trying again in $wait seconds ($tries left)."
    Start-Sleep -Seconds $wait
  }
}

throw 'The event subscriptions were not made: no text will arrive. The errors above say why.'
