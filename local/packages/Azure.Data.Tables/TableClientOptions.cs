using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>How a client reaches the service: version, retries, policies, transport.</summary>
public class TableClientOptions : ClientOptions
{
    private const ServiceVersion Latest = ServiceVersion.V2020_12_06;

    public TableClientOptions(ServiceVersion serviceVersion = Latest)
    {
        VersionString = serviceVersion switch
        {
            ServiceVersion.V2019_02_02 => "2019-02-02",
            ServiceVersion.V2020_12_06 => "2020-12-06",
            _ => throw new ArgumentOutOfRangeException(nameof(serviceVersion)),
        };
        // As in the package, query options are logged in clear: a filter must never hold anything personal.
        foreach (var name in (string[])["$format", "$filter", "$top", "$select"])
            Diagnostics.LoggedQueryParameters.Add(name);
    }

    internal string VersionString { get; }

    /// <summary>The service's REST versions that the package knows.</summary>
#pragma warning disable CA1707 // The package's own names.
    public enum ServiceVersion
    {
        V2019_02_02 = 1,
        V2020_12_06 = 2,
    }
}
