// Which events go to which function. Deployed by the postdeploy hook, not by main.bicep: Event Grid looks whether the
// function exists and is an Event Grid trigger, and refuses the subscription when it is not there yet.
param topicName string
param functionAppName string
param deadLetterAccountName string

// Names of functions in src/SecureText.Functions/Inbound. A subscription's name is letters and digits only.
var wanted = [
  { name: 'inboundsms', function: 'InboundSms', eventType: 'Microsoft.Communication.SMSReceived' }
  { name: 'deliveryreports', function: 'DeliveryReports', eventType: 'Microsoft.Communication.SMSDeliveryReportReceived' }
]

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: topicName
}

resource app 'Microsoft.Web/sites@2024-11-01' existing = {
  name: functionAppName
}

resource deadLetters 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: deadLetterAccountName
}

resource subscriptions 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = [
  for item in wanted: {
    parent: topic
    name: item.name
    properties: {
      destination: {
        endpointType: 'AzureFunction'
        properties: {
          resourceId: '${app.id}/functions/${item.function}'
          // One event a request: in a batch, one event that cannot be stored would send all the others again.
          maxEventsPerBatch: 1
          preferredBatchSizeInKilobytes: 64
        }
      }
      filter: { includedEventTypes: [item.eventType] }
      eventDeliverySchema: 'EventGridSchema'
      // The most that Event Grid offers: 30 tries within 24 hours.
      retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
      deadLetterWithResourceIdentity: {
        identity: { type: 'SystemAssigned' }
        deadLetterDestination: {
          endpointType: 'StorageBlob'
          properties: { resourceId: deadLetters.id, blobContainerName: 'deadletters' }
        }
      }
    }
  }
]
