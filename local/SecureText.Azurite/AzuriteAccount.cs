namespace SecureText.Azurite;

/// <summary>The one account that every Azurite has. Its key is published with the program and protects nothing.</summary>
internal static class AzuriteAccount
{
    internal const string Name = "devstoreaccount1";

    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    internal static string ConnectionString(Uri blob, Uri queue, Uri table) =>
        $"DefaultEndpointsProtocol=http;AccountName={Name};AccountKey={Key};"
        + $"BlobEndpoint={blob};QueueEndpoint={queue};TableEndpoint={table};";
}
