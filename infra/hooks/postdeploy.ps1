# Sees that the site is closed, then tells Event Grid to bring texts and delivery reports. Run by azd after each
# deployment of the program; running it again changes nothing. Until it has succeeded once, no text arrives. As
# postdeploy.sh.
$ErrorActionPreference = 'Stop'
# A failing az is looked at below by its exit code, whatever this PowerShell would make of it.
$PSNativeCommandUseErrorActionPreference = $false

$names = @(
  'AZURE_SUBSCRIPTION_ID', 'AZURE_RESOURCE_GROUP', 'AZURE_FUNCTION_APP_NAME', 'AZURE_FUNCTION_APP_HOST',
  'AZURE_EVENT_TOPIC_NAME', 'AZURE_DEAD_LETTER_ACCOUNT_NAME'
)
foreach ($name in $names) {
  if (-not [Environment]::GetEnvironmentVariable($name)) {
    throw "$name is not set: run 'azd provision', then 'azd deploy'."
  }
}

# Nothing in front of the program checks who calls it (infra/app/functions.bicep), so this machine must be turned away.
# A path that needs no role, since one that does would turn it away in any case.
$url = "https://$($env:AZURE_FUNCTION_APP_HOST)/api/health/live"
$status = 'nothing'
try {
  $status = (Invoke-WebRequest -Uri $url -SkipHttpErrorCheck -TimeoutSec 60).StatusCode
}
catch {
  Write-Host $_.Exception.Message
}

if ($status -ne 403) {
  throw "$url answered $status, not 403: the site is not closed and gets no texts. Run 'azd up' again."
}

if (-not (Get-Command az -ErrorAction SilentlyContinue)) {
  throw "The Azure CLI (az) is missing: install it and run 'az login', then 'azd deploy'."
}

az account show --subscription $env:AZURE_SUBSCRIPTION_ID --output none
if ($LASTEXITCODE -ne 0) {
  throw "The Azure CLI is not signed in to this subscription: run 'az login', then 'azd deploy'."
}

# A function that was deployed a moment ago may not be listed yet, and a role given a moment ago may not hold yet.
for ($tries = 5; $tries -ge 0; $tries--) {
  az deployment group create `
    --subscription $env:AZURE_SUBSCRIPTION_ID `
    --resource-group $env:AZURE_RESOURCE_GROUP `
    --name event-subscriptions `
    --template-file infra/app/subscriptions.bicep `
    --parameters `
    "topicName=$env:AZURE_EVENT_TOPIC_NAME" `
    "functionAppName=$env:AZURE_FUNCTION_APP_NAME" `
    "deadLetterAccountName=$env:AZURE_DEAD_LETTER_ACCOUNT_NAME" `
    --output none
  if ($LASTEXITCODE -eq 0) {
    Write-Host 'Event Grid brings texts to InboundSms and delivery reports to DeliveryReports.'
    exit 0
  }

  if ($tries -gt 0) {
    Write-Host "Trying again in 30 seconds ($tries left)."
    Start-Sleep -Seconds 30
  }
}

throw 'The event subscriptions were not made: no text will arrive. The errors above say why.'
