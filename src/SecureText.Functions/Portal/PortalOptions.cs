namespace SecureText.Portal;

/// <summary>Where patients find the portal.</summary>
public sealed record PortalOptions
{
    /// <summary>The Static Web App, as <c>https://texts.clinic.example</c>; the link's path and token are put behind it.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>Every fault with its setting and its mend; empty when the options are good.</summary>
    /// <param name="inAzure">Whether this process runs in Azure.</param>
    public IReadOnlyList<string> Validate(bool inAzure) => IsGood(inAzure)
        ? []
        : ["Portal:BaseUrl is not an https address without a path: set it to the address of the Static Web App."];

    /// <summary>The link with a token. The token stands in the fragment, which no browser sends to any server.</summary>
    internal string LinkWith(LinkToken token) => new Uri(BaseUrl!, $"/p/#{token.Value}").AbsoluteUri;

    // On one machine the emulator has no certificate; a browser trusts localhost all the same.
    private bool IsGood(bool inAzure) =>
        BaseUrl is { IsAbsoluteUri: true, AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }
        && (BaseUrl.Scheme == Uri.UriSchemeHttps || (!inAzure && BaseUrl is { Scheme: "http", IsLoopback: true }));
}
