using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SecureText.Infra;

/// <summary>Rules for which one template is not enough: what calls what, who may do what, how long things stay.</summary>
internal static partial class InfraRules
{
    private const int SixYears = 2192;

    private static IEnumerable<string> Diagnostics(BicepFile file)
    {
        var settings = file.Resources.Where(resource => resource.Type == "Microsoft.Insights/diagnosticSettings").ToList();
        // The carrier's setting stands where its role does.
        if (file.Path == "infra/app/communication.bicep") yield break;
        foreach (var resource in file.Resources.Where(resource => Observed.Contains(resource.Type) && (!resource.Existing || IsCarrier(file))))
        {
            var own = settings.FirstOrDefault(setting => Regex.IsMatch(setting.Body, $@"scope: {resource.Symbol}\s"));
            if (own is null) yield return $"diagnostics: {file.Path}: {resource.Symbol} has no diagnostic setting";
            else if (!own.Body.Contains("workspaceId: workspace", StringComparison.Ordinal) || !own.Body.Contains("enabled: true", StringComparison.Ordinal))
                yield return $"diagnostics: {file.Path}: {own.Symbol} goes nowhere";
        }

        // It names the number of the patient who wrote.
        if (file.Code.Contains("SMSOperational", StringComparison.Ordinal) || (IsCarrier(file) && file.Code.Contains("allLogs", StringComparison.Ordinal)))
            yield return $"diagnostics: {file.Path}: a log with patients' numbers";
    }

    // The carrier may be one that the clinic had before; its settings are ours all the same. Making it has none beside it.
    private static bool IsCarrier(BicepFile file) => file.Path == "infra/app/carrier.bicep";

    /// <summary>What a compiler would say first: something is used that is not there, or is there and not used.</summary>
    private static IEnumerable<string> Declarations(BicepFile file)
    {
        foreach (var name in file.Parameters.Select(parameter => parameter.Name).Concat(file.Variables))
        {
            if (Regex.Count(file.Code, $@"(?<![\w.])(?:(?<=in ){name}(?!\w)|{name}(?![\w:]))") < 2) yield return $"unused: {file.Path}: {name}";
        }
    }

    private static IEnumerable<string> ModuleCalls(BicepFile file, IReadOnlyList<BicepFile> templates)
    {
        foreach (var module in file.Modules)
        {
            var path = Path.GetRelativePath(Repository.Root, Repository.PathOf($"{Path.GetDirectoryName(file.Path)}/{module.Path}")).Replace('\\', '/');
            if (templates.FirstOrDefault(template => template.Path == path) is not { } target)
            {
                yield return $"module: {file.Path}: {module.Path} is not there";
                continue;
            }

            var given = BicepFile.MembersOf(Params().Match(module.Body) is { Success: true } match ? module.Body[(match.Index + match.Length - 1)..] : "{}")
                .ToHashSet(StringComparer.Ordinal);
            foreach (var missing in target.Parameters.Where(parameter => parameter.Default is null && !given.Contains(parameter.Name)))
                yield return $"module: {file.Path}: {module.Symbol} is not given {missing.Name}";
            foreach (var unknown in given.Where(name => target.Parameters.All(parameter => parameter.Name != name)))
                yield return $"module: {file.Path}: {module.Symbol} has no {unknown}";
            foreach (var output in Regex.Matches(file.Code, $@"(?<!\w){module.Symbol}!?\.outputs\.(\w+)").Select(used => used.Groups[1].Value).Distinct())
            {
                if (target.Outputs.All(known => known.Name != output)) yield return $"module: {file.Path}: {module.Symbol} gives no {output}";
            }
        }
    }

    private static IEnumerable<string> Roles(IReadOnlyList<BicepFile> templates)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in templates)
        {
            foreach (var role in file.Resources.Where(resource => resource.Type == "Microsoft.Authorization/roleAssignments"))
            {
                given.Add(role.Symbol);
                if (!role.Comment.Contains("//", StringComparison.Ordinal) && role.Symbol != "hostTaskHub")
                    yield return $"role: {file.Path}: {role.Symbol} does not say why";
                if (!role.Body.Contains("scope: ", StringComparison.Ordinal))
                    yield return $"role: {file.Path}: {role.Symbol} is on the whole group";
                if (!role.Body.Contains("principalType: 'ServicePrincipal'", StringComparison.Ordinal))
                    yield return $"role: {file.Path}: {role.Symbol} is not for an identity of ours";
                if (!Uses.TryGetValue(role.Symbol, out var use) || !Repository.Read(use.File).Contains(use.Text, StringComparison.Ordinal))
                    yield return $"role: {file.Path}: nothing uses {role.Symbol}";
            }

            foreach (Match id in RoleId().Matches(file.Code))
            {
                if (Regex.Count(file.Code, $@"roleIds\.{id.Groups[1].Value}\b") == 0 && !file.Code.Contains($"roleIds.{id.Groups[1].Value},", StringComparison.Ordinal))
                    yield return $"role: {file.Path}: {id.Groups[1].Value} is given to nobody";
                if (TooMuch.Contains(id.Groups[2].Value)) yield return $"role: {file.Path}: {id.Groups[1].Value} is a role over everything";
            }
        }

        foreach (var missing in Uses.Keys.Where(symbol => !given.Contains(symbol))) yield return $"role: {missing} is not given";

        // A container without a role is one that the program cannot open.
        var storage = templates.FirstOrDefault(file => file.Path == "infra/app/storage.bicep");
        var roles = templates.FirstOrDefault(file => file.Path == "infra/app/roles.bicep");
        foreach (Match container in Quoted().Matches(Containers().Match(storage?.Code ?? "").Value))
        {
            if (roles?.Code.Contains($"name: {container.Value}", StringComparison.Ordinal) != true)
                yield return $"role: infra/app/roles.bicep: no role on the container {container.Value}";
        }
    }

    // Owner, Contributor, User Access Administrator.
    private static readonly HashSet<string> TooMuch = new(StringComparer.Ordinal)
    {
        "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "b24988ac-6180-42a0-ab88-20f7382dd24c", "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
    };

    private static IEnumerable<string> Retention(IReadOnlyDictionary<string, string> files)
    {
        var journal = BicepFile.Read("infra/app/journal.bicep", files["infra/app/journal.bicep"]);
        var policy = journal.Resources.Single(resource => resource.Type.EndsWith("/immutabilityPolicies", StringComparison.Ordinal)).Body;
        if (!policy.Contains("allowProtectedAppendWrites: true", StringComparison.Ordinal)) yield return "journal: the log could not grow";
        if (policy.Contains("allowProtectedAppendWritesAll", StringComparison.Ordinal)) yield return "journal: more than append blobs could grow";
        var days = BicepFile.Read("infra/main.bicep", files["infra/main.bicep"]).Parameters.Single(parameter => parameter.Name == "journalRetentionDays");
        if (int.Parse(days.Default!, CultureInfo.InvariantCulture) < SixYears) yield return "journal: less than six years";
        if (!days.Decorators.Contains($"@minValue({SixYears})", StringComparison.Ordinal)) yield return "journal: less than six years may be set";

        var events = Squeezed(BicepFile.Read("infra/app/events.bicep", files["infra/app/events.bicep"]).Code);
        if (!LetterDays().Match(events).Groups[1].Value.Equals("7", StringComparison.Ordinal)) yield return "dead-letters: they do not go after seven days";
        if (!events.Contains("prefixMatch: ['deadletters/']", StringComparison.Ordinal)) yield return "dead-letters: something else goes after seven days";
        if (!events.Contains("undeleteDays: 0", StringComparison.Ordinal)) yield return "dead-letters: deleted ones stay";
    }

    /// <summary>The file of parameters gives main.bicep what it asks for; the hooks get what they ask for.</summary>
    private static IEnumerable<string> Deployment(IReadOnlyDictionary<string, string> files)
    {
        var main = BicepFile.Read("infra/main.bicep", files["infra/main.bicep"]);
        using var document = JsonDocument.Parse(files["infra/main.parameters.json"]);
        var given = document.RootElement.GetProperty("parameters").EnumerateObject().Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var parameter in main.Parameters.Where(parameter => parameter.Default is null && !given.Contains(parameter.Name)))
            yield return $"parameters: {parameter.Name} is not given";
        foreach (var name in given.Where(name => main.Parameters.All(parameter => parameter.Name != name)))
            yield return $"parameters: {name} is unknown";
        var hooks = string.Concat(files.Where(file => file.Key.EndsWith(".sh", StringComparison.Ordinal)).Select(file => file.Value));

        // azd asks for what is missing before it runs a hook, and a preview runs none.
        foreach (Match late in SetByHook().Matches(hooks))
        {
            var parameter = document.RootElement.GetProperty("parameters").EnumerateObject()
                .FirstOrDefault(one => one.Value.GetProperty("value").ToString().StartsWith($"${{{late.Groups[1].Value}", StringComparison.Ordinal));
            if (parameter.Value.ValueKind == JsonValueKind.Undefined) continue;
            if (!parameter.Value.GetProperty("value").ToString().Contains('=', StringComparison.Ordinal)
                || main.Parameters.Single(one => one.Name == parameter.Name).Default is null)
                yield return $"parameters: {parameter.Name} is set by a hook and is not there before";
        }

        foreach (var name in OutputName().Matches(hooks)
                     .Select(match => match.Value).Distinct().Where(name => !Azd.Contains(name)))
        {
            if (main.Outputs.All(output => output.Name != name)) yield return $"hooks: no output {name}";
        }
    }

    /// <summary>What opens something that the templates shut, when somebody does it by hand.</summary>
    private static readonly string[] Opening =
    [
        "Microsoft.Authorization/roleAssignments/write", "Microsoft.Authorization/locks/delete",
        "Microsoft.EventGrid/eventSubscriptions/write", "Microsoft.EventGrid/systemTopics/eventSubscriptions/write",
        "Microsoft.Insights/diagnosticSettings/delete", "Microsoft.KeyVault/vaults/write",
        "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies/write",
        "Microsoft.Storage/storageAccounts/listKeys/action", "Microsoft.Storage/storageAccounts/write",
        "Microsoft.Web/sites/config/write", "Microsoft.Web/sites/write", "Microsoft.Web/staticSites/listSecrets/action",
    ];

    private static IEnumerable<string> Watched(IReadOnlyDictionary<string, string> files) => Opening
        .Where(operation => !files["infra/app/alerts.bicep"].Contains($"equals: '{operation}'", StringComparison.Ordinal))
        .Select(operation => $"watched: infra/app/alerts.bicep: nobody is told of {operation}");

    /// <summary>What azd itself puts into the environment.</summary>
    private static readonly HashSet<string> Azd = new(StringComparer.Ordinal) { "AZURE_SUBSCRIPTION_ID", "AZURE_LOCATION", "AZURE_ENV_NAME" };

    [GeneratedRegex(@"params: \{")]
    private static partial Regex Params();

    [GeneratedRegex(@"^  (\w+): '([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})'", RegexOptions.Multiline)]
    private static partial Regex RoleId();

    [GeneratedRegex(@"containers: \['[^\]]*\]")]
    private static partial Regex Containers();

    [GeneratedRegex(@"'[^']*'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"daysAfterModificationGreaterThan: (\d+)")]
    private static partial Regex LetterDays();

    [GeneratedRegex(@"azd env set ([A-Z_]+) (?:true|""\$)")]
    private static partial Regex SetByHook();

    [GeneratedRegex(@"\bAZURE_[A-Z_]+\b")]
    private static partial Regex OutputName();
}
