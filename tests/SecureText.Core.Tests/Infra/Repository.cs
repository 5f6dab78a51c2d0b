namespace SecureText.Infra;

/// <summary>The files of this repository, as they stand around the tests.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string PathOf(string path) => Path.Combine(Root, path);

    public static string Read(string path) =>
        File.ReadAllText(PathOf(path)).Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>Every template of infra/, its path from the root first.</summary>
    public static IReadOnlyList<string> Templates { get; } =
    [
        .. Directory.GetFiles(PathOf("infra"), "*.bicep", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "azure.yaml")))
            folder = folder.Parent ?? throw new InvalidOperationException("The repository is not around these tests.");
        return folder.FullName;
    }
}
