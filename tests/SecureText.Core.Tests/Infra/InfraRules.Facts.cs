namespace SecureText.Infra;

/// <summary>What is known of the types that infra/ uses. A type that is not here is refused until somebody has looked it up.</summary>
internal static partial class InfraRules
{
    /// <summary>
    /// Type and version, each seen in Azure/bicep-types-az (2026-08) or in a public template that uses it: a version that nobody
    /// has published shows in Azure only.
    /// </summary>
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["Microsoft.Authorization/roleAssignments"] = "2022-04-01",
        ["Microsoft.Communication/communicationServices"] = "2025-09-01",
        ["Microsoft.Consumption/budgets"] = "2023-11-01",
        ["Microsoft.EventGrid/systemTopics"] = "2025-02-15",
        ["Microsoft.EventGrid/systemTopics/eventSubscriptions"] = "2025-02-15",
        ["Microsoft.Insights/actionGroups"] = "2023-01-01",
        ["Microsoft.Insights/activityLogAlerts"] = "2020-10-01",
        ["Microsoft.Insights/components"] = "2020-02-02",
        ["Microsoft.Insights/diagnosticSettings"] = "2021-05-01-preview",
        ["Microsoft.Insights/metricAlerts"] = "2018-03-01",
        ["Microsoft.Insights/scheduledQueryRules"] = "2022-06-15",
        ["Microsoft.KeyVault/vaults"] = "2024-11-01",
        ["Microsoft.KeyVault/vaults/keys"] = "2024-11-01",
        ["Microsoft.ManagedIdentity/userAssignedIdentities"] = "2024-11-30",
        ["Microsoft.Network/natGateways"] = "2024-05-01",
        ["Microsoft.Network/networkSecurityGroups"] = "2024-05-01",
        ["Microsoft.Network/privateDnsZones"] = "2020-06-01",
        ["Microsoft.Network/privateDnsZones/virtualNetworkLinks"] = "2020-06-01",
        ["Microsoft.Network/privateEndpoints"] = "2024-05-01",
        ["Microsoft.Network/privateEndpoints/privateDnsZoneGroups"] = "2024-05-01",
        ["Microsoft.Network/publicIPAddresses"] = "2024-05-01",
        ["Microsoft.Network/virtualNetworks"] = "2024-05-01",
        ["Microsoft.OperationalInsights/workspaces"] = "2025-07-01",
        ["Microsoft.Resources/resourceGroups"] = "2021-04-01",
        ["Microsoft.Storage/storageAccounts"] = "2025-06-01",
        ["Microsoft.Storage/storageAccounts/blobServices"] = "2025-06-01",
        ["Microsoft.Storage/storageAccounts/blobServices/containers"] = "2025-06-01",
        ["Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies"] = "2025-06-01",
        ["Microsoft.Storage/storageAccounts/managementPolicies"] = "2025-06-01",
        ["Microsoft.Storage/storageAccounts/tableServices"] = "2025-06-01",
        ["Microsoft.Storage/storageAccounts/tableServices/tables"] = "2025-06-01",
        ["Microsoft.Web/serverfarms"] = "2024-11-01",
        ["Microsoft.Web/sites"] = "2024-11-01",
        ["Microsoft.Web/sites/basicPublishingCredentialsPolicies"] = "2024-11-01",
        ["Microsoft.Web/sites/config"] = "2024-11-01",
        ["Microsoft.Web/staticSites"] = "2024-11-01",
        ["Microsoft.Web/staticSites/linkedBackends"] = "2024-11-01",
    };

    /// <summary>Types that take no tags.</summary>
    private static readonly HashSet<string> Untagged = new(StringComparer.Ordinal)
    {
        "Microsoft.Authorization/roleAssignments",
        "Microsoft.Consumption/budgets",
        "Microsoft.EventGrid/systemTopics/eventSubscriptions",
        "Microsoft.Insights/diagnosticSettings",
        "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
        "Microsoft.Storage/storageAccounts/blobServices",
        "Microsoft.Storage/storageAccounts/blobServices/containers",
        "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies",
        "Microsoft.Storage/storageAccounts/managementPolicies",
        "Microsoft.Storage/storageAccounts/tableServices",
        "Microsoft.Storage/storageAccounts/tableServices/tables",
        "Microsoft.Web/sites/basicPublishingCredentialsPolicies",
        "Microsoft.Web/sites/config",
        "Microsoft.Web/staticSites/linkedBackends",
    };

    /// <summary>Types that have logs or metrics of their own, which go to Log Analytics.</summary>
    private static readonly HashSet<string> Observed = new(StringComparer.Ordinal)
    {
        "Microsoft.Communication/communicationServices",
        "Microsoft.EventGrid/systemTopics",
        "Microsoft.KeyVault/vaults",
        "Microsoft.Network/virtualNetworks",
        "Microsoft.OperationalInsights/workspaces",
        "Microsoft.Storage/storageAccounts",
        "Microsoft.Storage/storageAccounts/blobServices",
        "Microsoft.Storage/storageAccounts/tableServices",
        "Microsoft.Web/sites",
    };

    /// <summary>
    /// What of the code uses each role assignment: where one is not used, it is too much. Settings and platform names stand for what
    /// the platform does by the identity.
    /// </summary>
    private static readonly Dictionary<string, (string File, string Text)> Uses = new(StringComparer.Ordinal)
    {
        ["hostStorage"] = ("infra/app/functions.bicep", "AzureWebJobsStorage__blobServiceUri"),
        ["hostTaskHub"] = ("src/SecureText.Functions/host.json", "\"type\": \"AzureStorage\""),
        ["tables"] = ("src/SecureText.Azure/Storage/StorageClients.cs", "GetTableClient"),
        ["longTexts"] = ("src/SecureText.Azure/Storage/StorageClients.cs", "\"long-texts\""),
        ["attachments"] = ("src/SecureText.Azure/Storage/StorageClients.cs", "\"attachments\""),
        ["quarantine"] = ("src/SecureText.Azure/Storage/StorageClients.cs", "\"quarantine\""),
        ["imports"] = ("src/SecureText.Azure/Storage/StorageClients.cs", "\"imports\""),
        ["journal"] = ("src/SecureText.Azure/Storage/StorageClients.cs", "JournalServiceUri"),
        ["deadLetters"] = ("infra/app/subscriptions.bicep", "deadLetterWithResourceIdentity"),
        ["redriving"] = ("src/SecureText.Functions/Inbound/DeadLetters.cs", "DeleteIfExistsAsync"),
        ["keyUse"] = ("src/SecureText.Azure/Keys/KeyVaultKeyWrapper.cs", "UnwrapKeyAsync"),
        ["signing"] = ("src/SecureText.Azure/Audit/Tree/VaultSigner.cs", "SignDataAsync"),
        ["sending"] = ("src/SecureText.Azure/Carriers/AcsCarrier.cs", "SmsClient"),
        ["telemetry"] = ("infra/app/functions.bicep", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING"),
    };
}
