// The audit journal in an account of its own, so that a right to the conversations is never a right to the log of who
// read them. Its container lets blobs be made and append blobs grow, and nothing be changed or deleted, until
// retentionDays after the last append.
param token string
param location string
param tags object
param redundancy string
param workspaceId string
param isPublic bool
param retentionDays int

@description('True once the policy is locked. A locked policy can only be extended, and no template may write it again.')
param isLocked bool

var container = 'journal'

module storage 'account.bicep' = {
  name: 'storage-journal'
  params: {
    name: 'stjournal${token}'
    location: location
    tags: tags
    redundancy: redundancy
    containers: [container]
    undeleteDays: 30
    workspaceId: workspaceId
    isPublic: isPublic
  }
}

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stjournal${token}'

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource journal 'containers' existing = {
      name: container
    }
  }
}

// Made unlocked. Locking is a deliberate later step (docs/deploy.md): nobody can undo it, and `azd down` then cannot
// remove this account for years. Until then the policy already refuses the app every change and deletion, but whoever
// may write the policy could take it away. Of the two switches only the narrow one: allowProtectedAppendWritesAll would
// also let block blobs grow, which the journal does not need. Neither can be changed once the policy is locked.
resource immutability 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2025-06-01' = if (!isLocked) {
  parent: account::blobs::journal
  name: 'default'
  dependsOn: [storage]
  properties: {
    immutabilityPeriodSinceCreationInDays: retentionDays
    allowProtectedAppendWrites: true
  }
}

output id string = storage.outputs.id
output accountName string = storage.outputs.name
output blobUri string = storage.outputs.blobUri
