# Locks the journal's policy. A deliberate step, once, before the first real patient: run it with the values of
# 'azd env get-values' in the environment. As lock-journal.sh.
$ErrorActionPreference = 'Stop'
# A failing az is looked at below by its exit code, whatever this PowerShell would make of it.
$PSNativeCommandUseErrorActionPreference = $false

foreach ($name in @('AZURE_SUBSCRIPTION_ID', 'AZURE_RESOURCE_GROUP', 'AZURE_JOURNAL_ACCOUNT_NAME')) {
  if (-not [Environment]::GetEnvironmentVariable($name)) {
    throw "$name is not set: run 'azd provision' first; 'azd env get-values' shows what to set here."
  }
}
$account = $env:AZURE_JOURNAL_ACCOUNT_NAME
$container = 'journal'

function Get-Policy([string] $query) {
  return az storage container immutability-policy show --subscription $env:AZURE_SUBSCRIPTION_ID `
    --resource-group $env:AZURE_RESOURCE_GROUP --account-name $account --container-name $container --query $query --output tsv
}

$state = Get-Policy 'state'
if ($LASTEXITCODE -ne 0) {
  throw "The policy of $account/$container cannot be read: is az signed in, and may this account read it?"
}
if ($state -eq 'Locked') {
  Write-Host 'It is locked already.'
  azd env set JOURNAL_LOCKED true
  exit 0
}
$days = [int](Get-Policy 'immutabilityPeriodSinceCreationInDays')
$appends = Get-Policy 'allowProtectedAppendWrites'
if ($days -lt 2192) {
  throw "The policy holds for $days days, and a record is kept for six years: set journalRetentionDays and run 'azd provision'."
}
if ($appends -ne 'true') {
  throw 'The policy does not let append blobs grow: locked like this the program could never write its log again.'
}

Write-Host @"
This locks the policy of $account/$container for good. NOBODY CAN UNDO IT, Microsoft included. From then on
  - no entry of the log can be changed or deleted until $days days after the last append to its blob;
  - the period can be made longer, five times at most, and never shorter;
  - the account cannot be deleted while it holds an entry: 'azd down' fails on it, and it and its resource group stay and are
    paid for until the last entry is that old;
  - an environment that was meant for trying out should never be locked.
"@
$answer = Read-Host "To lock it, type: lock $account"
if ($answer -cne "lock $account") { throw 'Nothing was done.' }

$etag = Get-Policy 'etag'
az storage container immutability-policy lock --subscription $env:AZURE_SUBSCRIPTION_ID `
  --resource-group $env:AZURE_RESOURCE_GROUP --account-name $account --container-name $container --if-match $etag --output none
if ($LASTEXITCODE -ne 0) { throw 'It was not locked; the error above says why.' }
# A locked policy refuses to be written: from now on the template leaves it alone.
azd env set JOURNAL_LOCKED true
Write-Host "Locked. Write down in the clinic's risk assessment who did it and when."
