// A storage account as all of ours are: no account keys, nothing public, TLS 1.2. Who may do what is in roles.bicep.
param name string
param location string
param tags object
param redundancy string
param containers string[] = []
param tables string[] = []

@description('Where its logs go.')
param workspaceId string

@description('Which requests are written down: a host\'s own chatter need not be.')
param logged string[] = ['StorageRead', 'StorageWrite', 'StorageDelete']

@description('Whether it has a public address. Without one it is met in the virtual network only.')
param isPublic bool = true

@description('Whether Azure\'s own services come in past the address rules: Event Grid, to write dead letters.')
param trustsAzure bool = false

@description('How long a deleted blob or container can be brought back, days. 0: gone at once.')
@minValue(0)
@maxValue(365)
param undeleteDays int

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: redundancy }
  properties: {
    accessTier: 'Hot'
    // With a key, whoever has it can do everything under no name at all.
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    // Nobody copies blobs to an account in another tenant.
    allowCrossTenantReplication: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    // With an address, and without: nobody comes in without a role.
    publicNetworkAccess: isPublic || trustsAzure ? 'Enabled' : 'Disabled'
    networkAcls: { defaultAction: isPublic ? 'Allow' : 'Deny', bypass: trustsAzure ? 'AzureServices' : 'None' }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: undeleteDays > 0 ? { enabled: true, days: undeleteDays } : { enabled: false }
    containerDeleteRetentionPolicy: undeleteDays > 0 ? { enabled: true, days: undeleteDays } : { enabled: false }
  }
}

resource blobContainers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = [
  for container in containers: {
    parent: blobs
    name: container
    properties: { publicAccess: 'None' }
  }
]

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2025-06-01' = if (!empty(tables)) {
  parent: account
  name: 'default'
}

resource accountTables 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-06-01' = [
  for table in tables: {
    parent: tableService
    name: table
  }
]

resource blobDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: blobs
  name: 'securetext'
  properties: {
    workspaceId: workspaceId
    logs: [for category in logged: { category: category, enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

resource tableDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (!empty(tables)) {
  scope: tableService
  name: 'securetext'
  properties: {
    workspaceId: workspaceId
    logs: [for category in logged: { category: category, enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account
  name: 'securetext'
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

output name string = account.name
output id string = account.id
output blobUri string = account.properties.primaryEndpoints.blob
output tableUri string = account.properties.primaryEndpoints.table
output queueUri string = account.properties.primaryEndpoints.queue
