# Writes the clinic's tenant into the built rules of the site. Run by azd before it uploads src/web/dist; with the
# placeholder, or with another tenant, nobody could sign in. As predeploy-web.sh.
param([string] $Rules)
$ErrorActionPreference = 'Stop'
if (-not $Rules) { $Rules = Join-Path $PSScriptRoot '../../src/web/dist/staticwebapp.config.json' }
$issuer = 'https://login.microsoftonline.com'

$tenant = $env:STAFF_TENANT_ID
if ($tenant -notmatch '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$') {
  throw "STAFF_TENANT_ID is not the id of a tenant: run 'azd provision', which sets it."
}
if (-not (Test-Path -LiteralPath $Rules)) {
  throw "$Rules is not there: run 'azd package web', then 'azd deploy web'."
}

$text = [IO.File]::ReadAllText((Resolve-Path -LiteralPath $Rules).Path)
$text = $text.Replace("$issuer/<TENANT_ID>`"", "$issuer/$tenant`"")
[IO.File]::WriteAllText((Resolve-Path -LiteralPath $Rules).Path, $text)
if (-not $text.Contains("`"$issuer/$tenant`"")) {
  throw "$Rules names another tenant than ${tenant}: build the pages anew with 'azd package web'."
}
Write-Host "The site asks tenant $tenant who is staff."
