using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Functions;

/// <summary>The account that the host keeps its own things in, from the settings that the host reads.</summary>
internal static class StorageAccount
{
    private const string Setting = "AzureWebJobsStorage";

    /// <exception cref="FunctionWorkerException">The settings name no account.</exception>
    internal static TableServiceClient Open(IConfiguration configuration)
    {
        if (configuration[Setting] is { Length: > 0 } connection)
            return new TableServiceClient(connection);
        var section = configuration.GetSection(Setting);
        if (section["tableServiceUri"] is { Length: > 0 } uri)
            return new TableServiceClient(new Uri(uri), Credential(section));
        if (section["accountName"] is { Length: > 0 } account)
            return new TableServiceClient(new Uri($"https://{account}.table.core.windows.net"), Credential(section));
        throw new FunctionWorkerException(
            $"The application has durable functions, but neither the setting '{Setting}' (a connection string) nor "
            + $"'{Setting}__tableServiceUri' says where to keep their history.");
    }

    private static TokenCredential Credential(IConfigurationSection section) =>
        "managedidentity".Equals(section["credential"], StringComparison.OrdinalIgnoreCase)
            ? new ManagedIdentityCredential(section["clientId"] is { Length: > 0 } id
                ? ManagedIdentityId.FromUserAssignedClientId(id)
                : ManagedIdentityId.SystemAssigned)
            : new DefaultAzureCredential();
}
