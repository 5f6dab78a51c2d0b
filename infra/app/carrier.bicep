// What the program may do with the carrier and what the carrier tells, in the resource group where the carrier is: ours, or the
// one of a Communication Services resource that the clinic had before.
param communicationName string
param appPrincipalId string
param workspaceId string

var roleIds = {
  communicationAndEmailServiceOwner: '09976791-48a7-449e-bb21-39d1a415f350'
}

resource communication 'Microsoft.Communication/communicationServices@2025-09-01' existing = {
  name: communicationName
}

// Sending texts. Too wide, and the narrowest there is: Communication Services has no built-in role for sending alone
// and is reported not to honour custom ones. It may also change this resource; access keys that it could list are
// turned off.
resource sending 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: communication
  name: guid(communication.id, appPrincipalId, roleIds.communicationAndEmailServiceOwner)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds.communicationAndEmailServiceOwner
    )
  }
}

// Not SMSOperational: it names the number that a text came from, which is a patient's.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: communication
  name: 'securetext'
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'AuthOperational', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output id string = communication.id
output endpoint string = 'https://${communication.properties.hostName}'
