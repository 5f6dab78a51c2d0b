// Only with privateNetwork: a virtual network in which the program meets its storage and its keys, which then have no public
// address. The program itself stays reachable (link.bicep says why), and so do Communication Services, Event Grid and the
// monitor, which it reaches through one address of its own.
param token string
param location string
param tags object
param accounts array
param vaultId string
param workspaceId string

// The names of Azure's own zones; a name in one of them leads to the private address from inside the network only.
var zoneNames = {
  blob: 'privatelink.blob.${environment().suffixes.storage}'
  table: 'privatelink.table.${environment().suffixes.storage}'
  queue: 'privatelink.queue.${environment().suffixes.storage}'
  vault: 'privatelink.vaultcore.azure.net'
}

// Each account's services that the program uses, and the vault.
var targets = concat(
  flatten(map(accounts, account => map(account.services, service => {
    name: '${account.name}-${service}'
    id: account.id
    service: service
    zone: service
  }))),
  [{ name: 'vault', id: vaultId, service: 'vault', zone: 'vault' }]
)

// Nothing comes in from the internet to either subnet; what the program needs goes out.
resource rules 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'nsg-${token}'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'nothing-from-outside'
        properties: {
          priority: 4000
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: 'Internet'
          sourcePortRange: '*'
          destinationAddressPrefix: 'VirtualNetwork'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

resource outAddress 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: 'pip-${token}'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIPAllocationMethod: 'Static', publicIPAddressVersion: 'IPv4' }
}

// New networks have no way out of their own.
resource way 'Microsoft.Network/natGateways@2024-05-01' = {
  name: 'ng-${token}'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIpAddresses: [{ id: outAddress.id }] }
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-${token}'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.61.0.0/24'] }
    subnets: [
      {
        // No underscore in its name: Flex Consumption takes none.
        name: 'program'
        properties: {
          addressPrefix: '10.61.0.0/25'
          defaultOutboundAccess: false
          natGateway: { id: way.id }
          networkSecurityGroup: { id: rules.id }
          delegations: [
            {
              name: 'functions'
              properties: { serviceName: 'Microsoft.App/environments' }
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: '10.61.0.128/26'
          defaultOutboundAccess: false
          networkSecurityGroup: { id: rules.id }
          privateEndpointNetworkPolicies: 'NetworkSecurityGroupEnabled'
        }
      }
    ]
  }

  resource program 'subnets' existing = {
    name: 'program'
  }

  resource endpoints 'subnets' existing = {
    name: 'endpoints'
  }
}

resource zones 'Microsoft.Network/privateDnsZones@2020-06-01' = [
  for zone in items(zoneNames): {
    name: zone.value
    location: 'global'
    tags: tags
  }
]

resource zoneLinks 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = [
  for (zone, i) in items(zoneNames): {
    parent: zones[i]
    name: 'securetext'
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: network.id }
    }
  }
]

resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = [
  for target in targets: {
    name: 'pe-${target.name}'
    location: location
    tags: tags
    properties: {
      subnet: { id: network::endpoints.id }
      privateLinkServiceConnections: [
        {
          name: target.name
          properties: { privateLinkServiceId: target.id, groupIds: [target.service] }
        }
      ]
    }
  }
]

resource zoneGroups 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = [
  for (target, i) in targets: {
    parent: endpoint[i]
    name: 'default'
    dependsOn: [zones]
    properties: {
      privateDnsZoneConfigs: [
        {
          name: target.zone
          properties: { privateDnsZoneId: resourceId('Microsoft.Network/privateDnsZones', zoneNames[target.zone]) }
        }
      ]
    }
  }
]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: network
  name: 'securetext'
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output programSubnetId string = network::program.id
