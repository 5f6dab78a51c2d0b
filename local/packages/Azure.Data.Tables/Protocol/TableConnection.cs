using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Protocol;

/// <summary>Where an account is and how to sign for it.</summary>
internal sealed record TableConnection(Uri Endpoint, string AccountName, HttpPipelinePolicy Authentication)
{
    private const string Scope = "https://storage.azure.com/.default";

    public static TableConnection By(string connectionString) =>
        TableConnectionString.Parse(connectionString).Connection;

    public static TableConnection By(Uri? endpoint, TableSharedKeyCredential? credential)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        return new(endpoint, credential.AccountName, new SharedKeyLitePolicy(credential));
    }

    public static TableConnection By(Uri? endpoint, TokenCredential? tokenCredential)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(tokenCredential);
        return new(
            endpoint,
            TableEndpoint.AccountName(endpoint),
            new BearerTokenAuthenticationPolicy(tokenCredential, Scope));
    }

    public TableRest Open(string? tableName, TableClientOptions? options) =>
        new(TableEndpoint.Service(Endpoint, tableName), Authentication, options);
}
