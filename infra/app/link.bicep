// Puts the front door before the program, and shuts every other way in.
//
// The program believes the header x-ms-client-principal, as a program behind a Static Web App must: whoever reached it past
// the site could say that he is an owner. Three things stand against that:
// - Here: App Service authentication lets nobody in but the linked site (provider azureStaticWebApps, all others off), on
//   every path but two. Those two have locks of their own: Event Grid's path the host's system key, which only Event Grid
//   fetches (not all of /runtime/webhooks: journeys are started and ended there too); /api/hooks the signature of the partner, without which the program takes nothing (Rule.Signature).
// - In the program: PlatformDoor refuses everybody who would have to be somebody while the platform does not say that its
//   authentication is on, and on as it stands here. A header alone also lacks the secret of a sign-in (decision 004).
// - The hook postdeploy knocks from outside with a forged header and stops the program when it gets in.
// The program is deployed after this template, so there is no moment at which it runs without.
//
// A linked site takes no address rules and no private endpoint on the program: Static Web Apps comes from addresses that
// Microsoft does not name. So the program's address is public, and this authentication is what shuts it.
param siteName string
param functionAppName string
param location string

resource site 'Microsoft.Web/staticSites@2024-11-01' existing = {
  name: siteName
}

resource app 'Microsoft.Web/sites@2024-11-01' existing = {
  name: functionAppName
}

// Linking turns authentication on by itself, for every path, also Event Grid's; what it turned on is written anew below.
resource link 'Microsoft.Web/staticSites/linkedBackends@2024-11-01' = {
  parent: site
  name: 'functions'
  properties: {
    backendResourceId: app.id
    region: location
  }
}

resource authentication 'Microsoft.Web/sites/config@2024-11-01' = {
  parent: app
  name: 'authsettingsV2'
  dependsOn: [link]
  properties: {
    platform: { enabled: true, runtimeVersion: '~1' }
    globalValidation: {
      requireAuthentication: true
      // Not a redirect to a sign-in page: nobody signs in at this address.
      unauthenticatedClientAction: 'Return401'
      // A test holds these to PlatformDoor.Open.
      excludedPaths: ['/runtime/webhooks/eventgrid', '/api/hooks/*']
    }
    httpSettings: {
      requireHttps: true
      routes: { apiPrefix: '/.auth' }
      forwardProxy: { convention: 'NoProxy' }
    }
    identityProviders: {
      azureStaticWebApps: {
        enabled: true
        registration: { clientId: site.properties.defaultHostname }
      }
      apple: { enabled: false }
      azureActiveDirectory: { enabled: false }
      facebook: { enabled: false }
      gitHub: { enabled: false }
      google: { enabled: false }
      legacyMicrosoftAccount: { enabled: false }
      twitter: { enabled: false }
    }
    // The platform keeps no token of anybody beside the program.
    login: { tokenStore: { enabled: false } }
  }
}
