// Two accounts. `data` holds the conversations. `host` holds what the Functions host needs for itself (locks, its keys,
// the deployed program): the host wants to own its account, and must not own the conversations.
param token string
param location string
param tags object
param redundancy string
param workspaceId string
param isPublic bool

var deployment = 'deployment'

module data 'account.bicep' = {
  name: 'storage-data'
  params: {
    name: 'stdata${token}'
    location: location
    tags: tags
    redundancy: redundancy
    tables: ['Conversations', 'Inbox', 'Keys', 'Outbox', 'Staff', 'Settings', 'Portal', 'Presence', 'Roster', 'Campaigns']
    containers: ['long-texts', 'quarantine', 'attachments', 'imports']
    undeleteDays: 7
    workspaceId: workspaceId
    isPublic: isPublic
  }
}

module host 'account.bicep' = {
  name: 'storage-host'
  params: {
    name: 'sthost${token}'
    location: location
    tags: tags
    redundancy: 'Standard_LRS'
    containers: [deployment]
    undeleteDays: 0
    workspaceId: workspaceId
    // The host asks all day long, and nothing of the clinic is here. Who writes is kept: the program that runs lies here.
    logged: ['StorageWrite', 'StorageDelete']
    isPublic: isPublic
  }
}

output dataId string = data.outputs.id
output hostId string = host.outputs.id
output dataName string = data.outputs.name
output dataBlobUri string = data.outputs.blobUri
output dataTableUri string = data.outputs.tableUri
output hostName string = host.outputs.name
output hostBlobUri string = host.outputs.blobUri
output hostTableUri string = host.outputs.tableUri
output hostQueueUri string = host.outputs.queueUri
output deploymentContainer string = deployment
