// The carrier, where the clinic has none yet. The number itself is bought and verified by hand: docs/deploy.md.
param name string
param tags object

resource communication 'Microsoft.Communication/communicationServices@2025-09-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    dataLocation: 'United States'
    // No access keys: texts are sent by the app's identity.
    disableLocalAuth: true
  }
}
