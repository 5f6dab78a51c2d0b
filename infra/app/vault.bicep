// The key that wraps every data key, and the key that signs the log's checkpoints. Neither leaves the vault. If the first is
// lost, every conversation is lost with it, hence purge protection: for 90 days a deleted key or vault can be brought back, and
// nobody can shorten that.
param token string
param location string
param tags object
param keyName string
param signingKeyName string
param workspaceId string
param isPublic bool

@allowed(['standard', 'premium'])
param sku string

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'kv-${token}'
  location: location
  tags: tags
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: sku }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    publicNetworkAccess: isPublic ? 'Enabled' : 'Disabled'
    networkAcls: { defaultAction: isPublic ? 'Allow' : 'Deny', bypass: 'None' }
  }
}

// A new version each year. The program wraps with the version that was the newest at its start, and unwraps each data key
// with the version that is written beside it. Nothing is wrapped anew: old versions must stay enabled for ever, and get no
// expiry (docs/operate.md).
var yearly = {
  lifetimeActions: [
    {
      trigger: { timeAfterCreate: 'P1Y' }
      action: { type: 'rotate' }
    }
  ]
}

resource key 'Microsoft.KeyVault/vaults/keys@2024-11-01' = {
  parent: vault
  name: keyName
  tags: tags
  properties: {
    kty: sku == 'premium' ? 'RSA-HSM' : 'RSA'
    keySize: 3072
    keyOps: ['wrapKey', 'unwrapKey']
    rotationPolicy: yearly
  }
}

// The newest version signs; checkpoints of before are checked with the public halves of all versions, which an auditor takes
// along. An old version is needed no more once its public half is kept elsewhere, but nothing asks to delete one.
resource signingKey 'Microsoft.KeyVault/vaults/keys@2024-11-01' = {
  parent: vault
  name: signingKeyName
  tags: tags
  properties: {
    kty: sku == 'premium' ? 'EC-HSM' : 'EC'
    curveName: 'P-256'
    keyOps: ['sign', 'verify']
    rotationPolicy: yearly
  }
}

// Every use of a key, by whom.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'securetext'
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'AuditEvent', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output id string = vault.id
output name string = vault.name
output uri string = vault.properties.vaultUri
