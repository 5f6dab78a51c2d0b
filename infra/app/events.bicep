// The way of texts and delivery reports to the functions. The two subscriptions are in subscriptions.bicep, deployed
// after the program: Event Grid accepts one only when the function that it names is there.
param token string
param location string
param tags object

param workspaceId string
param isPublic bool

@description('Resource id of the Communication Services resource.')
param sourceId string

// A system topic for Communication Services is global: Event Grid may hold an event in any region while it delivers it.
resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: 'evgt-${token}'
  location: 'global'
  tags: tags
  identity: { type: 'SystemAssigned' }
  properties: {
    source: sourceId
    topicType: 'Microsoft.Communication.CommunicationServices'
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: topic
  name: 'securetext'
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'DeliveryFailures', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

// What could not be delivered for 24 hours is written here by Event Grid, and in clear: it is the one place of that
// kind. So: an account of its own (Event Grid must reach it, which the others' networks do not allow), without
// undelete, and emptied after seven days whatever happens. The program looks there every five minutes, takes in what it finds
// as it would have been delivered, and deletes it.
module deadLetters 'account.bicep' = {
  name: 'storage-deadletters'
  params: {
    name: 'stdead${token}'
    location: location
    tags: tags
    redundancy: 'Standard_LRS'
    containers: ['deadletters']
    undeleteDays: 0
    workspaceId: workspaceId
    isPublic: isPublic
    // Event Grid is not in our network.
    trustsAzure: true
  }
}

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stdead${token}'
}

resource shortLife 'Microsoft.Storage/storageAccounts/managementPolicies@2025-06-01' = {
  parent: account
  name: 'default'
  dependsOn: [deadLetters]
  properties: {
    policy: {
      rules: [
        {
          name: 'seven-days'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: ['deadletters/'] }
            actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: 7 } } }
          }
        }
      ]
    }
  }
}

output deadLetterId string = deadLetters.outputs.id
output topicId string = topic.id
output topicName string = topic.name
output topicPrincipalId string = topic.identity.principalId
output deadLetterAccountName string = deadLetters.outputs.name
output deadLetterUri string = deadLetters.outputs.blobUri
