namespace SecureText.Azurite;

/// <summary>
/// The one account that every Azurite has. Its key is published with the program and protects nothing.
/// </summary>
internal static class AzuriteAccount
{
    internal const string Name = "devstoreaccount1";

    private const string Key =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    internal static string ConnectionString(Uri blob, Uri queue, Uri table) =>
        $"DefaultEndpointsProtocol=http;AccountName={Name};AccountKey={Key};"
        + $"BlobEndpoint={blob};QueueEndpoint={queue};TableEndpoint={table};";

    internal static string SpareName(int number) => $"spare{number:D4}";

    /// <summary>All accounts in the form in which Azurite reads them; every one has the published key.</summary>
    internal static string List(int spares) =>
        string.Join(';', Enumerable.Range(0, spares).Select(SpareName).Prepend(Name).Select(name => $"{name}:{Key}"));
}
