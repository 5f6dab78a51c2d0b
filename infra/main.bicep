// Everything that one clinic's SecureText needs in Azure. Run by `azd`; see docs/deploy.md.
//
// Subscription scope: azd makes and later removes the resource group as part of the deployment, so what belongs to one
// environment is one group, and nothing has to exist before. Plain resources only, no registry modules: what is
// deployed is what stands in this folder. No key, no connection string and no secret appears here or in an output.
targetScope = 'subscription'

@description('Name of the azd environment; names the resource group.')
@minLength(1)
@maxLength(40)
param environmentName string

@description('Region. It must offer Flex Consumption, and zone-redundant storage unless that is changed.')
@minLength(1)
@metadata({ azd: { type: 'location' } })
param location string

@description('The clinic as patients know it, 1 to 30 characters, no word that tells what they are treated for.')
@minLength(1)
@maxLength(30)
param clinicName string

@description('IANA time zone, as America/Chicago. No default: a wrong one would text people at night.')
@minLength(3)
param clinicTimeZone string

@description('Two letters, as TX, or empty: some states have shorter hours for texts. It stands in for the patient\'s.')
@maxLength(2)
param clinicState string = ''

@description('Own address of the Static Web App, https and no path, as https://texts.clinic.example, once it has one: patients\' links lead there. Empty: the address that Azure gives it.')
param portalBaseUrl string = ''

@description('Where the Static Web App is managed; it has five regions.')
@allowed(['centralus', 'eastus2', 'westus2', 'westeurope', 'eastasia'])
param siteLocation string = 'eastus2'

@description('The line\'s number, as +12065550123.')
@minLength(5)
param clinicLineNumber string

@description('What kind of number it is; decides pace and who answers STOP.')
@allowed(['TollFree', 'TenDigit'])
param clinicLineKind string

@description('Id of the line. Never change it: conversations are found by it.')
param clinicLineId string = 'main'

@description('Opening hours by English weekday, as { Monday: \'08:00-17:00\' }. A day that is missing is closed.')
param clinicHours object

@description('Copies of conversations and of the journal. ZRS keeps them through the loss of a data centre.')
@allowed(['Standard_ZRS', 'Standard_GZRS', 'Standard_GRS', 'Standard_LRS'])
param storageRedundancy string = 'Standard_ZRS'

@description('premium keeps the key-encryption key in a hardware module. It cannot be changed for a key that exists.')
@allowed(['standard', 'premium'])
param keyVaultSku string = 'standard'

@description('Name of the key-encryption key.')
param keyName string = 'key-encryption-key'

@description('Name of the key that signs the log\'s checkpoints.')
param signingKeyName string = 'audit-signing-key'

// Six years with their leap days: 45 CFR 164.316(b)(2)(i).
@description('How long nobody can change or delete a journal entry, days.')
@minValue(2192)
@maxValue(146000)
param journalRetentionDays int = 2192

@description('True once the journal\'s policy has been locked, which is a step of its own: docs/deploy.md.')
param journalLocked bool = false

@description('The Entra tenant whose accounts are the clinic\'s staff.')
param staffTenantId string = tenant().tenantId

@description('E-mail address under which the first owner of the clinic\'s SecureText signs in. Counts while there is no owner.')
@minLength(3)
param staffFirstOwner string

@description('Name of a Communication Services resource that the clinic has already; empty: one is made.')
param communicationName string = ''

@description('Resource group of that resource, in this subscription.')
param communicationGroup string = ''

@description('Storage and keys without a public address, in a virtual network. The program\'s own address stays public: link.bicep.')
param privateNetwork bool = false

@description('Where alerts go.')
@minLength(3)
param alertEmail string

@description('What a month may cost before somebody is told.')
@minValue(1)
param budgetAmount int = 150

// Empty until the hook preprovision has set it: azd asks for what is missing before it runs a hook, and a preview runs none.
@description('First day of the month in which the budget began, as 2026-11-01. Empty: the present one.')
@maxLength(10)
param budgetStart string = ''

@description('The present month. Not to be given.')
param thisMonth string = utcNow('yyyy-MM-01')

@description('Memory of one instance, MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

var tags = { 'azd-env-name': environmentName }
// 13 characters, the same at each run, different for each subscription, environment and region.
var token = uniqueString(subscription().id, environmentName, location)
var groupName = 'rg-${environmentName}'
var carrierName = empty(communicationName) ? 'acs-securetext-${token}' : communicationName
var carrierGroup = empty(communicationName) ? groupName : communicationGroup

resource group 'Microsoft.Resources/resourceGroups@2021-04-01' = {
  name: groupName
  location: location
  tags: tags
}

module identity 'app/identity.bicep' = {
  name: 'identity'
  scope: group
  params: { name: 'id-securetext-${token}', location: location, tags: tags }
}

module monitoring 'app/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: { token: token, location: location, tags: tags }
}

module storage 'app/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    redundancy: storageRedundancy
    workspaceId: monitoring.outputs.workspaceId
    isPublic: !privateNetwork
  }
}

module journal 'app/journal.bicep' = {
  name: 'journal'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    redundancy: storageRedundancy
    workspaceId: monitoring.outputs.workspaceId
    isPublic: !privateNetwork
    retentionDays: journalRetentionDays
    isLocked: journalLocked
  }
}

module vault 'app/vault.bicep' = {
  name: 'vault'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    sku: keyVaultSku
    keyName: keyName
    signingKeyName: signingKeyName
    workspaceId: monitoring.outputs.workspaceId
    isPublic: !privateNetwork
  }
}

module communication 'app/communication.bicep' = if (empty(communicationName)) {
  name: 'communication'
  scope: group
  params: { name: carrierName, tags: tags }
}

module carrier 'app/carrier.bicep' = {
  name: 'carrier'
  scope: resourceGroup(carrierGroup)
  dependsOn: [communication]
  params: {
    communicationName: carrierName
    appPrincipalId: identity.outputs.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module events 'app/events.bicep' = {
  name: 'events'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    sourceId: carrier.outputs.id
    workspaceId: monitoring.outputs.workspaceId
    isPublic: !privateNetwork
  }
}

module network 'app/network.bicep' = if (privateNetwork) {
  name: 'network'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    accounts: [
      { name: 'data', id: storage.outputs.dataId, services: ['blob', 'table'] }
      { name: 'host', id: storage.outputs.hostId, services: ['blob', 'table', 'queue'] }
      { name: 'journal', id: journal.outputs.id, services: ['blob'] }
      { name: 'deadletters', id: events.outputs.deadLetterId, services: ['blob'] }
    ]
    vaultId: vault.outputs.id
    workspaceId: monitoring.outputs.workspaceId
  }
}

module roles 'app/roles.bicep' = {
  name: 'roles'
  scope: group
  params: {
    appPrincipalId: identity.outputs.principalId
    topicPrincipalId: events.outputs.topicPrincipalId
    hostAccountName: storage.outputs.hostName
    dataAccountName: storage.outputs.dataName
    journalAccountName: journal.outputs.accountName
    deadLetterAccountName: events.outputs.deadLetterAccountName
    vaultName: vault.outputs.name
    keyName: keyName
    signingKeyName: signingKeyName
    insightsName: monitoring.outputs.insightsName
  }
}

module site 'app/site.bicep' = {
  name: 'site'
  scope: group
  params: { token: token, location: siteLocation, tags: tags }
}

module functions 'app/functions.bicep' = {
  name: 'functions'
  scope: group
  // The program reads its keys and tables at start: it must not start before it may.
  dependsOn: [roles]
  params: {
    token: token
    location: location
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    hostBlobUri: storage.outputs.hostBlobUri
    hostTableUri: storage.outputs.hostTableUri
    hostQueueUri: storage.outputs.hostQueueUri
    deploymentContainer: storage.outputs.deploymentContainer
    tableUri: storage.outputs.dataTableUri
    blobUri: storage.outputs.dataBlobUri
    journalUri: journal.outputs.blobUri
    deadLetterUri: events.outputs.deadLetterUri
    vaultUri: vault.outputs.uri
    keyName: keyName
    signingKeyName: signingKeyName
    acsEndpoint: carrier.outputs.endpoint
    insightsConnectionString: monitoring.outputs.connectionString
    portalBaseUrl: empty(portalBaseUrl) ? 'https://${site.outputs.hostName}' : portalBaseUrl
    clinicName: clinicName
    clinicTimeZone: clinicTimeZone
    clinicState: clinicState
    clinicHours: clinicHours
    // One line only: a STOP to one would not stop the other, so the program refuses a second.
    line: { id: clinicLineId, number: clinicLineNumber, kind: clinicLineKind }
    staffTenantId: staffTenantId
    staffFirstOwner: staffFirstOwner
    instanceMemoryMB: instanceMemoryMB
    workspaceId: monitoring.outputs.workspaceId
    subnetId: privateNetwork ? network!.outputs.programSubnetId : ''
  }
}

module link 'app/link.bicep' = {
  name: 'link'
  scope: group
  params: { siteName: site.outputs.name, functionAppName: functions.outputs.name, location: location }
}

module alerts 'app/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    alertEmail: alertEmail
    appPrincipalId: identity.outputs.principalId
    topicPrincipalId: events.outputs.topicPrincipalId
    topicId: events.outputs.topicId
    communicationId: carrier.outputs.id
    hostAccountName: storage.outputs.hostName
    journalAccountName: journal.outputs.accountName
    accountNames: [storage.outputs.dataName, journal.outputs.accountName, events.outputs.deadLetterAccountName]
    budgetAmount: budgetAmount
    budgetStart: empty(budgetStart) ? thisMonth : budgetStart
  }
}

// azd hands these to the hooks as environment variables.
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_FUNCTION_APP_NAME string = functions.outputs.name
output AZURE_FUNCTION_APP_HOST string = functions.outputs.hostName
output AZURE_SITE_NAME string = site.outputs.name
output AZURE_SITE_HOST string = site.outputs.hostName
output STAFF_TENANT_ID string = staffTenantId
output AZURE_EVENT_TOPIC_NAME string = events.outputs.topicName
output AZURE_DEAD_LETTER_ACCOUNT_NAME string = events.outputs.deadLetterAccountName
output AZURE_JOURNAL_ACCOUNT_NAME string = journal.outputs.accountName
