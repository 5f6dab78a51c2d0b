using System.Text.RegularExpressions;

namespace SecureText.Infra;

/// <summary>
/// What infra/ must keep to, asked of the text of its templates. Each rule gives findings as <c>rule: file: what</c>; none when
/// all is well. <see cref="InfraRulesTests"/> breaks each one and looks that it is found.
/// </summary>
internal static partial class InfraRules
{
    private static readonly string[] Secretive = ["key", "secret", "password", "token", "connectionstring", "sas"];

    public static IReadOnlyList<string> Check(IReadOnlyDictionary<string, string> files)
    {
        var templates = files.Where(file => file.Key.EndsWith(".bicep", StringComparison.Ordinal))
            .Select(file => BicepFile.Read(file.Key, file.Value)).ToList();
        return
        [
            .. templates.SelectMany(Access),
            .. templates.SelectMany(Words),
            .. templates.SelectMany(Tags),
            .. templates.SelectMany(Diagnostics),
            .. templates.SelectMany(Names),
            .. templates.SelectMany(Versions),
            .. templates.SelectMany(Declarations),
            .. templates.SelectMany(file => ModuleCalls(file, templates)),
            .. Roles(templates),
            .. Retention(files),
            .. Deployment(files),
            .. Watched(files),
        ];
    }

    /// <summary>Nothing public, no key that opens a service, nothing older than TLS 1.2, an identity where one is needed.</summary>
    private static IEnumerable<string> Access(BicepFile file)
    {
        foreach (var resource in file.Resources.Where(resource => !resource.Existing))
        {
            foreach (var (rule, needed) in Needed(resource))
            {
                if (!Squeezed(resource.Body).Contains(needed, StringComparison.Ordinal))
                    yield return $"{rule}: {file.Path}: {resource.Symbol} lacks {needed}";
            }
        }
    }

    private static IEnumerable<(string Rule, string Needed)> Needed(BicepFile.Resource resource) => resource.Type switch
    {
        "Microsoft.Storage/storageAccounts" =>
        [
            ("keys", "allowSharedKeyAccess: false"), ("public", "allowBlobPublicAccess: false"),
            ("public", "allowCrossTenantReplication: false"), ("tls", "minimumTlsVersion: 'TLS1_2'"),
            ("tls", "supportsHttpsTrafficOnly: true"), ("keys", "defaultToOAuthAuthentication: true"),
            ("public", "publicNetworkAccess: isPublic"), ("public", "defaultAction: isPublic ? 'Allow' : 'Deny'"),
        ],
        "Microsoft.Storage/storageAccounts/blobServices/containers" => [("public", "publicAccess: 'None'")],
        "Microsoft.KeyVault/vaults" =>
        [
            ("keys", "enableRbacAuthorization: true"), ("keys", "enablePurgeProtection: true"), ("keys", "enableSoftDelete: true"),
            ("public", "publicNetworkAccess: isPublic"),
        ],
        "Microsoft.KeyVault/vaults/keys" => [("keys", "rotationPolicy: "), ("keys", "keyOps: [")],
        "Microsoft.Communication/communicationServices" => [("keys", "disableLocalAuth: true")],
        "Microsoft.OperationalInsights/workspaces" => [("keys", "disableLocalAuth: true")],
        "Microsoft.Insights/components" => [("keys", "DisableLocalAuth: true")],
        "Microsoft.EventGrid/systemTopics" => [("identity", "identity: { type: 'SystemAssigned' }")],
        "Microsoft.EventGrid/systemTopics/eventSubscriptions" =>
        [
            ("dead-letters", "deadLetterWithResourceIdentity: {"), ("dead-letters", "eventTimeToLiveInMinutes: 1440"),
        ],
        "Microsoft.Web/sites" =>
        [
            ("identity", "type: 'UserAssigned'"), ("tls", "httpsOnly: true"), ("tls", "minTlsVersion: '1.2'"),
            ("tls", "scmMinTlsVersion: '1.2'"), ("identity", "authentication: { type: 'UserAssignedIdentity'"),
        ],
        "Microsoft.Web/sites/basicPublishingCredentialsPolicies" => [("keys", "allow: false")],
        "Microsoft.Web/staticSites" => [("door", "sku: { name: 'Standard'"), ("door", "stagingEnvironmentPolicy: 'Disabled'"), ("again", "provider: 'Custom'")],
        "Microsoft.Web/sites/config" =>
        [
            ("door", "requireAuthentication: true"), ("door", "unauthenticatedClientAction: 'Return401'"),
            ("door", "platform: { enabled: true"), ("door", "azureStaticWebApps: { enabled: true"),
            ("door", "azureActiveDirectory: { enabled: false }"), ("door", "apple: { enabled: false }"),
            ("door", "facebook: { enabled: false }"), ("door", "gitHub: { enabled: false }"), ("door", "google: { enabled: false }"),
            ("door", "twitter: { enabled: false }"), ("door", "legacyMicrosoftAccount: { enabled: false }"),
            ("door", "excludedPaths: ['/runtime/webhooks/eventgrid', '/api/hooks/*']"),
        ],
        _ => [],
    };

    /// <summary>Words that stand in no template, whatever they are in.</summary>
    private static IEnumerable<string> Words(BicepFile file)
    {
        foreach (Match match in Forbidden().Matches(file.Code)) yield return $"wildcard: {file.Path}: {match.Value}";
        foreach (Match match in KeyCall().Matches(file.Code)) yield return $"keys: {file.Path}: {match.Value}";
        if (file.Code.Contains("@secure()", StringComparison.Ordinal)) yield return $"secret: {file.Path}: a template takes no secret";
        foreach (var (name, value) in file.Path == "infra/main.bicep" ? file.Outputs : [])
        {
            if (Secretive.Any(word => $"{name} {value}".Contains(word, StringComparison.OrdinalIgnoreCase)))
                yield return $"secret: {file.Path}: output {name}";
        }
    }

    private static IEnumerable<string> Tags(BicepFile file) => file.Resources
        .Where(resource => !resource.Existing && !resource.Nested && !Untagged.Contains(resource.Type))
        .Where(resource => !BicepFile.MembersOf(resource.Body).Contains("tags"))
        .Select(resource => $"tags: {file.Path}: {resource.Symbol}");

    private static IEnumerable<string> Names(BicepFile file)
    {
        foreach (var resource in file.Resources.Where(resource => !resource.Existing && !resource.Nested))
        {
            var name = NameOf().Match(resource.Body).Groups[1].Value
                .Replace("${token}", new string('a', 13), StringComparison.Ordinal)
                .Replace("${rule.name}", "log-integration-failed", StringComparison.Ordinal)
                .Replace("${metric}", "DroppedEventCount", StringComparison.Ordinal)
                .Replace("${target.name}", "deadletters-blob", StringComparison.Ordinal);
            if (name.Length == 0 || name.Contains("${", StringComparison.Ordinal)) continue;
            var (pattern, what) = Limit(resource.Type);
            if (!Regex.IsMatch(name, pattern)) yield return $"name: {file.Path}: {name} is not {what}";
        }

        // An account's name comes with the call of its module.
        foreach (Match match in AccountName().Matches(file.Code))
        {
            var name = match.Groups[1].Value.Replace("${token}", new string('a', 13), StringComparison.Ordinal);
            var (pattern, what) = Limit("Microsoft.Storage/storageAccounts");
            if (!Regex.IsMatch(name, pattern)) yield return $"name: {file.Path}: {name} is not {what}";
        }
    }

    private static (string Pattern, string What) Limit(string type) => type switch
    {
        "Microsoft.Storage/storageAccounts" => ("^[a-z0-9]{3,24}$", "3 to 24 small letters and digits"),
        "Microsoft.KeyVault/vaults" => ("^[a-zA-Z][a-zA-Z0-9-]{2,23}$", "3 to 24 letters, digits and hyphens"),
        "Microsoft.Web/sites" => ("^[a-zA-Z0-9-]{2,60}$", "2 to 60 letters, digits and hyphens"),
        "Microsoft.Web/staticSites" => ("^[a-zA-Z0-9-]{2,40}$", "2 to 40 letters, digits and hyphens"),
        "Microsoft.EventGrid/systemTopics" => ("^[a-zA-Z0-9-]{3,50}$", "3 to 50 letters, digits and hyphens"),
        "Microsoft.EventGrid/systemTopics/eventSubscriptions" => ("^[a-zA-Z0-9-]{3,64}$", "3 to 64 letters, digits and hyphens"),
        _ => ("^[a-zA-Z0-9_.-]{1,80}$", "1 to 80 plain characters"),
    };

    private static IEnumerable<string> Versions(BicepFile file) => file.Resources
        .Where(resource => resource.Version.Length > 0 && !(Known.TryGetValue(resource.Type, out var version) && version == resource.Version))
        .Select(resource => $"version: {file.Path}: {resource.Type}@{resource.Version}");

    private static string Squeezed(string body) => Space().Replace(body, " ");

    [GeneratedRegex(@"0\.0\.0\.0[^,)]{0,3}|AllowAnonymous|RedirectToLoginPage|allowedOrigins|sourceAddressPrefix: '\*'|ipSecurityRestrictionsDefaultAction: 'Allow'|'Allow_?All'")]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"(?i)listKeys(?!/action)|listAccountSas|listServiceSas|listSecrets(?!/action)|AccountKey=|accesskey=|clientSecret")]
    private static partial Regex KeyCall();

    [GeneratedRegex(@"^\{\s*name: '([^']*)'")]
    private static partial Regex NameOf();

    [GeneratedRegex(@"name: '(st[a-z]*\$\{token\})'")]
    private static partial Regex AccountName();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
