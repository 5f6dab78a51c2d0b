# Looks whether `azd provision` can succeed before it makes anything: tools, sign-in, region, providers, the clinic's settings, the
# carrier. Says all that is missing at once, each with what to do. Changes nothing but azd's own environment. As preprovision.sh.
$ErrorActionPreference = 'Stop'
# A failing az is looked at below by its exit code, whatever this PowerShell would make of it.
$PSNativeCommandUseErrorActionPreference = $false

$script:faults = 0
function Add-Fault([string] $text) {
  Write-Host "- $text"
  $script:faults++
}

# Set to yes by whoever has read docs/deploy.md, 'Before': it is for the clinic to see that each service is covered.
if ($env:BAA_CONFIRMED -cne 'yes') {
  Add-Fault ("BAA_CONFIRMED is not 'yes'. Confirm that Microsoft's business associate agreement covers your subscription and each of: " +
    'Communication Services with its carriers, Event Grid (global), Functions, Static Web Apps, Storage, Key Vault, Monitor. ' +
    'Then: azd env set BAA_CONFIRMED yes')
}

if (-not $env:CLINIC_NAME -or $env:CLINIC_NAME.Length -gt 30) {
  Add-Fault 'CLINIC_NAME has 1 to 30 characters: azd env set CLINIC_NAME "Sample Clinic"'
}
if ("$env:CLINIC_TIME_ZONE" -cnotmatch '^[A-Z][A-Za-z_]+(/[A-Za-z_]+)+$') {
  Add-Fault 'CLINIC_TIME_ZONE is an IANA name: azd env set CLINIC_TIME_ZONE America/Chicago'
}
if ("$env:CLINIC_STATE" -cnotmatch '^([A-Z]{2})?$') {
  Add-Fault 'CLINIC_STATE is two capital letters or empty: azd env set CLINIC_STATE WA'
}
if ("$env:CLINIC_LINE_NUMBER" -cnotmatch '^\+1[2-9][0-9]{9}$') {
  Add-Fault 'CLINIC_LINE_NUMBER is written as +12065550100: azd env set CLINIC_LINE_NUMBER ...'
}
if ("$env:CLINIC_LINE_KIND" -cnotmatch '^(TollFree|TenDigit)$') {
  Add-Fault 'CLINIC_LINE_KIND is TollFree or TenDigit: azd env set CLINIC_LINE_KIND TollFree'
}
if ("$env:STAFF_FIRST_OWNER" -cnotmatch '^[^@\s]+@[^@\s]+$') {
  Add-Fault 'STAFF_FIRST_OWNER is an e-mail address: azd env set STAFF_FIRST_OWNER you@clinic.example'
}
if ("$env:ALERT_EMAIL" -cnotmatch '^[^@\s]+@[^@\s]+$') {
  Add-Fault 'ALERT_EMAIL is an e-mail address that somebody reads each day: azd env set ALERT_EMAIL ...'
}
if ("$env:PORTAL_BASE_URL" -cnotmatch '^(https://[a-z0-9.-]+)?$') {
  Add-Fault 'PORTAL_BASE_URL is https, without a path and without a slash at its end, or not set'
}
$private = if ($env:PRIVATE_NETWORK) { $env:PRIVATE_NETWORK } else { 'false' }
if ($private -cnotmatch '^(true|false)$') { Add-Fault 'PRIVATE_NETWORK is true or false' }
if ($env:ACS_NAME -and -not $env:ACS_RESOURCE_GROUP) { Add-Fault 'ACS_NAME is set: set ACS_RESOURCE_GROUP too' }

if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) { Add-Fault 'The .NET 10 SDK is missing: https://dot.net' }
if (-not (Get-Command npm -ErrorAction SilentlyContinue)) { Add-Fault 'Node 20 with npm is missing: https://nodejs.org' }
if (-not (Get-Command curl -CommandType Application -ErrorAction SilentlyContinue)) { Add-Fault 'curl is missing' }

$subscription = $env:AZURE_SUBSCRIPTION_ID
$region = ("$env:AZURE_LOCATION" -replace '\s', '').ToLowerInvariant()
$signedIn = $false
if (-not (Get-Command az -ErrorAction SilentlyContinue)) {
  Add-Fault "The Azure CLI (az) is missing: https://aka.ms/azure-cli, then 'az login'"
}
elseif (-not $subscription) {
  Add-Fault 'AZURE_SUBSCRIPTION_ID is not set: azd env set AZURE_SUBSCRIPTION_ID ..., and AZURE_LOCATION, as eastus2'
}
else {
  az account show --subscription $subscription --output none 2>$null
  $signedIn = $LASTEXITCODE -eq 0
  if (-not $signedIn) {
    Add-Fault "az is not signed in to the subscription ${subscription}: 'az login', to the same tenant as azd"
  }
}

if ($signedIn) {
  $needed = @(
    'Microsoft.Communication', 'Microsoft.EventGrid', 'Microsoft.KeyVault', 'Microsoft.Storage', 'Microsoft.Web',
    'Microsoft.ManagedIdentity', 'Microsoft.OperationalInsights', 'Microsoft.Insights', 'Microsoft.Consumption'
  )
  if ($private -eq 'true') { $needed += 'Microsoft.Network', 'Microsoft.App' }
  foreach ($provider in $needed) {
    $state = az provider show --subscription $subscription --namespace $provider --query registrationState --output tsv 2>$null
    if ($state -ne 'Registered') {
      Add-Fault "$provider is not registered: az provider register --subscription $subscription --namespace $provider --wait"
    }
  }

  $offered = @(az functionapp list-flexconsumption-locations --query '[].name' --output tsv 2>$null) |
    ForEach-Object { ($_ -replace ' ', '').ToLowerInvariant() } | Where-Object { $_ }
  if (-not $offered) {
    Write-Host "Whether $region offers Flex Consumption could not be asked; azd will say."
  }
  elseif ($offered -notcontains $region) {
    $which = if ($region) { $region } else { 'that is not set' }
    Add-Fault "The region $which does not offer Flex Consumption. These do: $($offered -join ' ')"
  }

  if ($env:ACS_NAME -and $env:ACS_RESOURCE_GROUP) {
    $carrier = @(
      '--subscription', $subscription, '--resource-group', $env:ACS_RESOURCE_GROUP, '--name', $env:ACS_NAME,
      '--resource-type', 'Microsoft.Communication/communicationServices'
    )
    $keys = az resource show @carrier --query properties.disableLocalAuth --output tsv 2>$null
    if ($LASTEXITCODE -ne 0) {
      Add-Fault "There is no Communication Services resource $env:ACS_NAME in $env:ACS_RESOURCE_GROUP, or this account may not see it"
    }
    elseif ($keys -ne 'true') {
      Add-Fault ("$env:ACS_NAME still takes access keys: az resource update $carrier --set properties.disableLocalAuth=true " +
        '(whatever else uses its keys stops working)')
    }
  }
  elseif (-not $env:AZURE_SITE_NAME) {
    Write-Host ('A Communication Services resource will be made. Microsoft took new customers for it until 2026-10-23 ' +
      '(docs/deploy.md): if it refuses, name one that you have by ACS_NAME and ACS_RESOURCE_GROUP.')
  }
  $number = if ($env:CLINIC_LINE_NUMBER) { $env:CLINIC_LINE_NUMBER } else { 'the number' }
  Write-Host "That $number belongs to that resource, is verified and sends and takes texts is not asked here: see it in the Azure portal."
}

if ($script:faults -gt 0) {
  throw "$($script:faults) to mend before 'azd provision' (docs/deploy.md)."
}

# A budget keeps the month in which it began: another one is refused later.
if (-not $env:BUDGET_START) { azd env set BUDGET_START ([DateTime]::UtcNow.ToString('yyyy-MM-01')) }
Write-Host 'Ready to provision.'
