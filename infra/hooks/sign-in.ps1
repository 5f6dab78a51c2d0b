# Registers the site with Entra, so that the clinic's staff can sign in, and gives the site the secret of that registration.
# Does nothing when the site has both. `sign-in.ps1 -Rotate` makes a new secret, which ends the old one. As sign-in.sh.
param([switch] $Rotate)
$ErrorActionPreference = 'Stop'
# A failing az is looked at below by its exit code, whatever this PowerShell would make of it.
$PSNativeCommandUseErrorActionPreference = $false

$names = @(
  'AZURE_SUBSCRIPTION_ID', 'AZURE_RESOURCE_GROUP', 'AZURE_SITE_NAME', 'AZURE_SITE_HOST', 'AZURE_ENV_NAME', 'STAFF_TENANT_ID'
)
foreach ($name in $names) {
  if (-not [Environment]::GetEnvironmentVariable($name)) {
    throw "$name is not set: run 'azd provision'."
  }
}

$callback = "https://$env:AZURE_SITE_HOST/.auth/login/aad/callback"
$callbacks = @($callback)
if ($env:PORTAL_BASE_URL) { $callbacks += $env:PORTAL_BASE_URL.TrimEnd('/') + '/.auth/login/aad/callback' }

function Exit-ByHand([string] $why) {
  Write-Host "STAFF CANNOT SIGN IN YET: $why"
  Write-Host "Somebody who may register applications in tenant $env:STAFF_TENANT_ID does this once (docs/deploy.md, 'The front door'):"
  Write-Host "  1. Entra, App registrations, New: single tenant, platform Web, redirect $($callbacks -join ' and '), ID tokens on."
  Write-Host '  2. Certificates & secrets: a new client secret.'
  Write-Host "  3. In the Static Web App $env:AZURE_SITE_NAME, Environment variables: STAFF_CLIENT_ID and STAFF_CLIENT_SECRET."
  exit 0
}

# The site may have another address than when it was registered: one of its own, or, made anew, one that Azure gave.
if ($env:STAFF_CLIENT_ID) {
  az ad app update --id $env:STAFF_CLIENT_ID --web-redirect-uris @callbacks --output none
  if ($LASTEXITCODE -ne 0) {
    Write-Host "The redirects of the registration $env:STAFF_CLIENT_ID were not set. It needs: $($callbacks -join ' and ')"
  }
}

if (-not $Rotate) {
  # No --query here: on Windows az is a batch file, which takes a parenthesis for its own.
  $list = az staticwebapp appsettings list --subscription $env:AZURE_SUBSCRIPTION_ID `
    --resource-group $env:AZURE_RESOURCE_GROUP --name $env:AZURE_SITE_NAME --output json 2>$null | Out-String
  $settings = if ($list.Trim()) { @(($list | ConvertFrom-Json).properties.PSObject.Properties.Name) } else { @() }
  if ($settings -contains 'STAFF_CLIENT_ID' -and $settings -contains 'STAFF_CLIENT_SECRET') { exit 0 }
}

$tenant = az account show --query tenantId --output tsv
if ($tenant -ne $env:STAFF_TENANT_ID) {
  Exit-ByHand "az is signed in to tenant $(if ($tenant) { $tenant } else { 'none' }), and the staff are in another."
}

$client = $env:STAFF_CLIENT_ID
if (-not $client) {
  $client = az ad app create --display-name "SecureText ($env:AZURE_ENV_NAME)" --sign-in-audience AzureADMyOrg `
    --enable-id-token-issuance true --web-redirect-uris @callbacks --query appId --output tsv
  if ($LASTEXITCODE -ne 0) { Exit-ByHand 'this account may not register an application.' }
  azd env set STAFF_CLIENT_ID $client
  # Without it nothing in Entra could be asked of who signs in here: assignment, Conditional Access.
  az ad sp create --id $client --output none
  if ($LASTEXITCODE -ne 0) { Write-Host "No enterprise application was made for ${client}: make it in Entra." }
}

$secret = az ad app credential reset --id $client --display-name 'Static Web App' --years 1 --query password --output tsv
if ($LASTEXITCODE -ne 0) { Exit-ByHand "this account may not make a secret for $client." }
if ($secret -notmatch '^[A-Za-z0-9._~-]+$') { Exit-ByHand 'Entra gave a secret of a form that this script does not know.' }

$body = [IO.Path]::GetTempFileName()
try {
  [IO.File]::WriteAllText($body, "{`"properties`":{`"STAFF_CLIENT_ID`":`"$client`",`"STAFF_CLIENT_SECRET`":`"$secret`"}}")
  $url = "https://management.azure.com/subscriptions/$env:AZURE_SUBSCRIPTION_ID/resourceGroups/$env:AZURE_RESOURCE_GROUP" +
    "/providers/Microsoft.Web/staticSites/$env:AZURE_SITE_NAME/config/appsettings?api-version=2024-11-01"
  az rest --method put --body "@$body" --headers Content-Type=application/json --output none --url $url
  if ($LASTEXITCODE -ne 0) { Exit-ByHand 'the secret could not be given to the site.' }
}
finally {
  Remove-Item -LiteralPath $body -Force
}
Write-Host "Staff sign in by the registration $client. Its secret lasts a year: 'infra/hooks/sign-in.ps1 -Rotate' makes a new one."
