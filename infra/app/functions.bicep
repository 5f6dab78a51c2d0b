// The program, on Flex Consumption. Who may reach it is in link.bicep: it is linked to the Static Web App, and App Service
// authentication turns everybody else away.
param token string
param location string
param tags object
param identityId string
param identityClientId string
param hostBlobUri string
param hostTableUri string
param hostQueueUri string
param deploymentContainer string
param tableUri string
param blobUri string
param journalUri string
param deadLetterUri string
param vaultUri string
param keyName string
param signingKeyName string
param acsEndpoint string
param insightsConnectionString string
param portalBaseUrl string
param clinicName string
param clinicTimeZone string
param clinicState string
param clinicHours object
param line object
param staffTenantId string
param staffFirstOwner string
param instanceMemoryMB int
param workspaceId string

@description('The subnet from which the program asks; empty without a network of its own.')
param subnetId string

// Settings whose names begin AzureWebJobs, APPLICATIONINSIGHTS or AZURE are the platform's; docs/settings.md has the
// others. FUNCTIONS_WORKER_RUNTIME is missing on purpose: on this plan the runtime stands in functionAppConfig and the
// setting is refused.
var baseSettings = {
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  AzureWebJobsStorage__blobServiceUri: hostBlobUri
  AzureWebJobsStorage__tableServiceUri: hostTableUri
  AzureWebJobsStorage__queueServiceUri: hostQueueUri
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  // DefaultAzureCredential takes the user-assigned identity that is named here.
  AZURE_CLIENT_ID: identityClientId
  Storage__TableServiceUri: tableUri
  Storage__BlobServiceUri: blobUri
  Storage__JournalServiceUri: journalUri
  Storage__DeadLetterServiceUri: deadLetterUri
  Keys__KeyVaultUri: vaultUri
  Keys__KeyName: keyName
  Audit__SigningKeyName: signingKeyName
  Acs__Endpoint: acsEndpoint
  Portal__BaseUrl: portalBaseUrl
  Clinic__Name: clinicName
  Clinic__TimeZone: clinicTimeZone
  Clinic__State: clinicState
  Clinic__Lines__0__Id: line.id
  Clinic__Lines__0__Number: line.number
  Clinic__Lines__0__Kind: line.kind
  Staff__TenantId: staffTenantId
  Staff__FirstOwner: staffFirstOwner
}

var hourSettings = toObject(items(clinicHours), day => 'Clinic__Hours__${day.key}', day => day.value)

var settings = union(baseSettings, hourSettings)

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: 'plan-${token}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: 'func-${token}'
  location: location
  // azd finds by this tag where to put the service `functions` of azure.yaml.
  tags: union(tags, { 'azd-service-name': 'functions' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: 'Enabled'
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${hostBlobUri}${deploymentContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        // The least that the plan takes; a clinic's texts need one or two.
        maximumInstanceCount: 40

        // One that is awake for journeys: on this plan their queues are polled by nobody else.
        alwaysReady: [
          {
            name: 'durable'
            instanceCount: 1
          }
        ]
        instanceMemoryMB: instanceMemoryMB
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      // No address rules: a linked site cannot have them (link.bicep).
      // azd puts the program there, signed in by Entra; passwords are turned off below.
      scmIpSecurityRestrictionsDefaultAction: 'Allow'
      appSettings: map(items(settings), setting => { name: setting.key, value: setting.value })
    }
  }
}

// Publishing by user name and password would be a key under another name.
resource noScmPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

resource noFtpPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'ftp'
  properties: { allow: false }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: app
  name: 'securetext'
  properties: {
    workspaceId: workspaceId
    // The same lines as in Application Insights, by another way: what an alert needs must not hang on one.
    logs: [{ category: 'FunctionAppLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output name string = app.name
output hostName string = app.properties.defaultHostName
