// The front door: pages and their rules (src/web), and the one way to the program's API. Its plan must be Standard: the
// free one has neither a linked program nor a sign-in of one's own. Who may sign in is in its settings STAFF_CLIENT_ID and
// STAFF_CLIENT_SECRET, which the hook sign-in puts there and nobody else has (docs/deploy.md); they are not in this template,
// because a template that writes settings takes away the ones it does not know.
param token string
param tags object

@description('Where the site is managed; what it serves is served everywhere. Static Web Apps has five regions.')
@allowed(['centralus', 'eastus2', 'westus2', 'westeurope', 'eastasia'])
param location string

resource site 'Microsoft.Web/staticSites@2024-11-01' = {
  name: 'stapp-${token}'
  location: location
  // azd finds by this tag where to put the service `web` of azure.yaml.
  tags: union(tags, { 'azd-service-name': 'web' })
  sku: { name: 'Standard', tier: 'Standard' }
  properties: {
    // As azd's own templates say it: who uploads changes it by himself, and a second deployment that names none may be refused
    // ("Cannot change the Provider", Azure/static-web-apps 516).
    provider: 'Custom'
    allowConfigFileUpdates: true
    // A preview would be a second set of pages on an address of its own. A linked program does not serve previews anyway.
    stagingEnvironmentPolicy: 'Disabled'
    enterpriseGradeCdnStatus: 'Disabled'
    publicNetworkAccess: 'Enabled'
  }
}

output name string = site.name
output hostName string = site.properties.defaultHostname
