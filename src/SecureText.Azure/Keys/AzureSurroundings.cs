namespace SecureText.Keys;

/// <summary>Tells from the environment whether this process runs in Azure, where no secret may come from a setting.</summary>
internal static class AzureSurroundings
{
    // Set by App Service, Functions Consumption and Flex Consumption for every instance; a developer's machine has none.
    // CONTAINER_NAME, which some plans set too, is not asked: any container may have it.
    private static readonly string[] Marks = ["WEBSITE_INSTANCE_ID", "WEBSITE_SITE_NAME", "WEBSITE_POD_NAME"];

    /// <param name="environment">Reads one environment variable; null when it is not set.</param>
    internal static bool AreHere(Func<string, string?> environment) =>
        Marks.Any(mark => !string.IsNullOrEmpty(environment(mark)));
}
