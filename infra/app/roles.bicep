// Who may do what, each on the smallest resource that a role can stand on. Nobody else gets a right to data here. That does
// not keep out who may change the resources themselves: he can give himself a role, turn account keys on, or publish another
// program, which then reads as the identity below. What is left against him is that it is seen: alerts.bicep, `changes`,
// `storage-by-others`, `program-replaced`.
param appPrincipalId string
param topicPrincipalId string
param hostAccountName string
param dataAccountName string
param journalAccountName string
param deadLetterAccountName string
param vaultName string
param keyName string
param signingKeyName string
param insightsName string

var roleIds = {
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  storageBlobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  storageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  keyVaultCryptoServiceEncryptionUser: 'e147488a-f6f5-4113-8e2d-b22465e65bf6'
  keyVaultCryptoUser: '12338af0-0e69-4776-bea7-57ae8d297424'
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
}

resource hostAccount 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: hostAccountName
}

resource dataAccount 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: dataAccountName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource longTexts 'containers' existing = {
      name: 'long-texts'
    }

    resource attachments 'containers' existing = {
      name: 'attachments'
    }

    resource quarantine 'containers' existing = {
      name: 'quarantine'
    }

    resource imports 'containers' existing = {
      name: 'imports'
    }
  }
}

resource journalAccount 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: journalAccountName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource journal 'containers' existing = {
      name: 'journal'
    }
  }
}

resource deadLetterAccount 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: deadLetterAccountName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource deadLetters 'containers' existing = {
      name: 'deadletters'
    }
  }
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName

  resource key 'keys' existing = {
    name: keyName
  }

  resource signingKey 'keys' existing = {
    name: signingKeyName
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

// The Functions host makes containers, leases and its own keys' blobs, and fetches the program: Microsoft names Owner
// for it. Nothing of the clinic is in this account. Durable keeps ids and times of journeys in its tables and queues.
resource hostStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: hostAccount
  name: guid(hostAccount.id, appPrincipalId, roleIds.storageBlobDataOwner)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.storageBlobDataOwner)
  }
}

resource hostTaskHub 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in [roleIds.storageTableDataContributor, roleIds.storageQueueDataContributor]: {
    scope: hostAccount
    name: guid(hostAccount.id, appPrincipalId, role)
    properties: {
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

// Conversations, inbox, outbox and wrapped keys: every table of this account. On the account, not on each table, since
// the program asks at its start that they exist.
resource tables 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: dataAccount
  name: guid(dataAccount.id, appPrincipalId, roleIds.storageTableDataContributor)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds.storageTableDataContributor
    )
  }
}

// Texts too long for a row: written, read, and deleted when a conversation is.
resource longTexts 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: dataAccount::blobs::longTexts
  name: guid(dataAccount::blobs::longTexts.id, appPrincipalId, roleIds.storageBlobDataContributor)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds.storageBlobDataContributor
    )
  }
}

// What patients send behind the link: written and read.
resource attachments 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: dataAccount::blobs::attachments
  name: guid(dataAccount::blobs::attachments.id, appPrincipalId, roleIds.storageBlobDataContributor)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds.storageBlobDataContributor
    )
  }
}

// Events that could not be stored as messages: written; the health check asks whether the container is there.
resource quarantine 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: dataAccount::blobs::quarantine
  name: guid(dataAccount::blobs::quarantine.id, appPrincipalId, roleIds.storageBlobDataContributor)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds.storageBlobDataContributor
    )
  }
}

// Files of patients and occasions, sealed, while they are read in: written, read and deleted.
resource imports 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: dataAccount::blobs::imports
  name: guid(dataAccount::blobs::imports.id, appPrincipalId, roleIds.storageBlobDataContributor)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds.storageBlobDataContributor
    )
  }
}

// The journal: the app makes append blobs, appends to them, and reads back the properties and the tail of its own after
// an answer was lost. No built-in role says just that; Contributor is the smallest that has it all, and what it has too
// much the container's immutability policy takes away, from the app as from everybody: overwriting and deleting of blobs at
// once, deleting of the container only when the policy is locked (deploy.md, 'Before the first patient').
resource journal 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: journalAccount::blobs::journal
  name: guid(journalAccount::blobs::journal.id, appPrincipalId, roleIds.storageBlobDataContributor)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds.storageBlobDataContributor
    )
  }
}

// Dead letters: Event Grid writes them under the topic's identity.
resource deadLetters 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: deadLetterAccount::blobs::deadLetters
  name: guid(deadLetterAccount::blobs::deadLetters.id, topicPrincipalId, roleIds.storageBlobDataContributor)
  properties: {
    principalId: topicPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds.storageBlobDataContributor
    )
  }
}

// Dead letters: the app lists and reads them, takes them in and deletes them (RedriveDeadLetters).
resource redriving 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: deadLetterAccount::blobs::deadLetters
  name: guid(deadLetterAccount::blobs::deadLetters.id, appPrincipalId, roleIds.storageBlobDataContributor)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds.storageBlobDataContributor
    )
  }
}

// Read the public half, wrap, unwrap: what this role has and all the app does. Crypto User would add sign, encrypt,
// update and backup. On the one key, so that a key put beside it later is not open to the app.
resource keyUse 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault::key
  name: guid(vault::key.id, appPrincipalId, roleIds.keyVaultCryptoServiceEncryptionUser)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds.keyVaultCryptoServiceEncryptionUser
    )
  }
}

// Sign the log's checkpoints, and read the public halves of all versions. Of the built-in roles that may sign this is the
// smallest, and still too wide. Encrypt and wrap the key's own operations do not allow; but it may also update a version (turn it
// off, let it expire) and take a backup, which only this vault's subscription and geography can restore. On the one key.
resource signing 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault::signingKey
  name: guid(vault::signingKey.id, appPrincipalId, roleIds.keyVaultCryptoUser)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.keyVaultCryptoUser)
  }
}

// Sending telemetry: write only.
resource telemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, appPrincipalId, roleIds.monitoringMetricsPublisher)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds.monitoringMetricsPublisher
    )
  }
}
