// Who is told, and of what. docs/operate.md says for each what to do. The text of an alert holds no content: the program writes
// none into its log.
param token string
param location string
param tags object
param workspaceId string
param alertEmail string
param appPrincipalId string
param topicPrincipalId string
param topicId string
param communicationId string
param accountNames array
param journalAccountName string

@description('The account that holds the program that runs.')
param hostAccountName string

@description('What a month may cost before somebody is told, in the currency of the bill.')
param budgetAmount int

@description('First day of the month in which the budget began, as 2026-11-01. It must not change afterwards.')
param budgetStart string

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${token}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'SecureText'
    enabled: true
    emailReceivers: [
      {
        name: 'who-runs-it'
        emailAddress: alertEmail
        useCommonAlertSchema: true
      }
    ]
  }
}

// Events of the program's log by name, and by words of their text in case the name is lost on its way. A test holds both to the
// code.
var events = [
  {
    name: 'emergency-access'
    severity: 2
    eventNames: ['EmergencyAccess']
    words: ['Emergency access']
  }
  {
    name: 'log-not-whole'
    severity: 0
    eventNames: ['LogNotWhole']
    words: ['does not go into the log', 'signed log in storage was changed', 'The log is tampered', 'The log is unreadable']
  }
  {
    name: 'log-integration-failed'
    severity: 1
    eventNames: ['LogIntegrationFailed']
    words: ['signed log has not grown']
  }
  {
    name: 'read-failed'
    severity: 1
    eventNames: ['ReadFailed']
    words: ['the journal takes no entries']
  }
  {
    name: 'dead-letters'
    severity: 1
    eventNames: ['DeadLettersWaiting', 'DeadLettersTaken']
    words: ['blobs of dead letters']
  }
  {
    name: 'quarantine'
    severity: 2
    eventNames: ['EventQuarantined']
    words: ['An event is in quarantine']
  }
]

var accountList = join(map(accountNames, name => '"${name}"'), ', ')
var keysAndLinks = '"AccountKey", "SAS", "AccountSAS", "ServiceSAS", "UserDelegationSAS", "DelegationSas", "Anonymous"'

// Questions to the logs of the services. The names of accounts and the ids of the two identities are no secret.
var questions = [
  {
    // Somebody who is not the program read or wrote storage: a role was given, or an identity was stolen. Who comes with an
    // account's key has no name at all, and keys are off: somebody turned them on.
    name: 'storage-by-others'
    severity: 1
    query: 'union isfuzzy=true StorageBlobLogs, StorageTableLogs | where AccountName in (${accountList}) and (AuthenticationType in~ (${keysAndLinks}) or (isnotempty(RequesterObjectId) and RequesterObjectId !in ("${appPrincipalId}", "${topicPrincipalId}")))'
  }
  {
    // Whoever puts another program there runs it as the identity that may read everything. azd does so at each deployment.
    name: 'program-replaced'
    severity: 2
    query: 'StorageBlobLogs | where AccountName == "${hostAccountName}" and Category in ("StorageWrite", "StorageDelete") and (AuthenticationType in~ (${keysAndLinks}) or (isnotempty(RequesterObjectId) and RequesterObjectId != "${appPrincipalId}"))'
  }
  {
    // The program deletes nothing of the log, so neither does anybody with its identity.
    name: 'journal-deleted'
    severity: 0
    query: 'StorageBlobLogs | where AccountName == "${journalAccountName}" and OperationName in ("DeleteContainer", "DeleteBlob")'
  }
  {
    name: 'key-vault-denied'
    severity: 1
    query: 'AzureDiagnostics | where ResourceProvider == "MICROSOFT.KEYVAULT" and Category == "AuditEvent" and column_ifexists("httpStatusCode_d", 0.0) == 403'
  }
  {
    name: 'key-vault-throttled'
    severity: 2
    query: 'AzureDiagnostics | where ResourceProvider == "MICROSOFT.KEYVAULT" and column_ifexists("httpStatusCode_d", 0.0) == 429'
  }
  {
    name: 'program-fails'
    severity: 2
    // What is not asked over HTTP (texts that arrive, timers, journeys) fails with 0.
    query: 'AppRequests | where toint(ResultCode) >= 500 or (Success == false and ResultCode == "0")'
  }
]

var rules = concat(
  map(events, item => {
    name: item.name
    severity: item.severity
    query: format(
      'union isfuzzy=true AppTraces, AppExceptions | where tostring(Properties) has_any ({0}) or strcat(column_ifexists("Message", ""), " ", column_ifexists("OuterMessage", "")) has_any ({1})',
      join(map(item.eventNames, name => '"${name}"'), ', '),
      join(map(item.words, words => '"${words}"'), ', ')
    )
  }),
  questions
)

resource logAlerts 'Microsoft.Insights/scheduledQueryRules@2022-06-15' = [
  for rule in rules: {
    name: 'alert-${rule.name}-${token}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'SecureText: ${rule.name}'
      description: 'docs/operate.md, ${rule.name}'
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      // More often would cost three times as much, and nobody would look sooner.
      evaluationFrequency: 'PT15M'
      windowSize: 'PT15M'
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      // Each time anew, also when the last one was not looked at.
      autoMitigate: false
      // Tables of services that have not written yet are not there yet.
      skipQueryValidation: true
      actions: { actionGroups: [people.id] }
    }
  }
]

// Event Grid does not get its events to the program (a few tries that fail are usual), gave up on one and wrote it to the dead
// letters, or worse, dropped it.
resource lostEvents 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for metric in ['DeliveryAttemptFailCount', 'DeadLetteredCount', 'DroppedEventCount']: {
    name: 'alert-${metric}-${token}'
    location: 'global'
    tags: tags
    properties: {
      description: 'docs/operate.md, ${metric}'
      severity: metric == 'DroppedEventCount' ? 0 : 1
      enabled: true
      scopes: [topicId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            name: metric
            criterionType: 'StaticThresholdCriterion'
            metricName: metric
            timeAggregation: 'Total'
            operator: 'GreaterThan'
            threshold: metric == 'DeliveryAttemptFailCount' ? 3 : 0
          }
        ]
      }
      actions: [{ actionGroupId: people.id }]
    }
  }
]

// The carrier says that it gets too much.
resource throttled 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-carrier-429-${token}'
  location: 'global'
  tags: tags
  properties: {
    description: 'docs/operate.md, carrier-429'
    severity: 2
    enabled: true
    scopes: [communicationId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'too-many'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'APIRequestSMS'
          dimensions: [{ name: 'StatusCode', operator: 'Include', values: ['429'] }]
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

// Somebody touched what keeps the log whole, the door shut or the texts together. azd does so too: expected then, and only then.
resource changes 'Microsoft.Insights/activityLogAlerts@2020-10-01' = {
  name: 'alert-changes-${token}'
  location: 'global'
  tags: tags
  properties: {
    description: 'docs/operate.md, changes'
    enabled: true
    scopes: [resourceGroup().id]
    condition: {
      allOf: [
        { field: 'category', equals: 'Administrative' }
        {
          anyOf: [
            { field: 'operationName', equals: 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies/write' }
            { field: 'operationName', equals: 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies/delete' }
            { field: 'operationName', equals: 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies/lock/action' }
            { field: 'operationName', equals: 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies/extend/action' }
            { field: 'operationName', equals: 'Microsoft.Storage/storageAccounts/blobServices/containers/delete' }
            { field: 'operationName', equals: 'Microsoft.Storage/storageAccounts/write' }
            { field: 'operationName', equals: 'Microsoft.Storage/storageAccounts/delete' }
            { field: 'operationName', equals: 'Microsoft.Storage/storageAccounts/listKeys/action' }
            { field: 'operationName', equals: 'Microsoft.KeyVault/vaults/write' }
            { field: 'operationName', equals: 'Microsoft.KeyVault/vaults/delete' }
            { field: 'operationName', equals: 'Microsoft.Authorization/roleAssignments/write' }
            { field: 'operationName', equals: 'Microsoft.Authorization/locks/delete' }
            // Whoever subscribes to the carrier's events gets every text, in clear. The hook postdeploy does so for the program.
            { field: 'operationName', equals: 'Microsoft.EventGrid/systemTopics/eventSubscriptions/write' }
            { field: 'operationName', equals: 'Microsoft.EventGrid/eventSubscriptions/write' }
            { field: 'operationName', equals: 'Microsoft.Web/sites/write' }
            { field: 'operationName', equals: 'Microsoft.Web/staticSites/listSecrets/action' }
            { field: 'operationName', equals: 'Microsoft.Web/sites/config/write' }
            { field: 'operationName', equals: 'Microsoft.Insights/diagnosticSettings/delete' }
          ]
        }
      ]
    }
    actions: { actionGroups: [{ actionGroupId: people.id }] }
  }
}

resource budget 'Microsoft.Consumption/budgets@2023-11-01' = {
  name: 'budget-${token}'
  properties: {
    category: 'Cost'
    amount: budgetAmount
    timeGrain: 'Monthly'
    timePeriod: { startDate: budgetStart }
    notifications: {
      forecast: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: [alertEmail]
      }
      spent: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 90
        thresholdType: 'Actual'
        contactEmails: [alertEmail]
      }
    }
  }
}
