// A storage account as all of ours are: no account keys, nothing public, TLS 1.2. Who may do what is in roles.bicep.
param name string
param location string
param tags object
param redundancy string
param containers string[] = []
param tables string[] = []

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
    // Reachable by address, by nobody without a role. Private endpoints come with the hardened version.
    publicNetworkAccess: 'Enabled'
    networkAcls: { defaultAction: 'Allow', bypass: 'AzureServices' }
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

output name string = account.name
output blobUri string = account.properties.primaryEndpoints.blob
output tableUri string = account.properties.primaryEndpoints.table
output queueUri string = account.properties.primaryEndpoints.queue
