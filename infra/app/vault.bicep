// The key that wraps every data key. It never leaves the vault. If it is lost, every conversation is lost with it,
// hence purge protection: for 90 days a deleted key or vault can be brought back, and nobody can shorten that.
param token string
param location string
param tags object
param keyName string

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
    publicNetworkAccess: 'Enabled'
  }
}

// No rotation policy yet: the program takes the newest version when it starts, and nothing re-wraps old data keys so
// far. Older versions must stay enabled as long as a data key is wrapped by them.
resource key 'Microsoft.KeyVault/vaults/keys@2024-11-01' = {
  parent: vault
  name: keyName
  tags: tags
  properties: {
    kty: sku == 'premium' ? 'RSA-HSM' : 'RSA'
    keySize: 3072
    keyOps: ['wrapKey', 'unwrapKey']
  }
}

output name string = vault.name
output uri string = vault.properties.vaultUri
