using SecureText.Azurite;

namespace SecureText.Run;

/// <summary>Where one machine keeps its things.</summary>
internal sealed record LocalPaths(string Data)
{
    internal string Azurite => Path.Combine(Data, "azurite");

    internal string KeyFile => Path.Combine(Data, "keys.jwk.json");

    internal string Logs => Path.Combine(Data, "logs");

    internal static LocalPaths Of(LocalOptions options) =>
        new(Path.GetFullPath(options.Data ?? Path.Combine(RepositoryRoot.Find(), ".data")));

    /// <summary>Makes the folders; with <paramref name="fresh"/> without what was in them.</summary>
    /// <exception cref="LocalToolException">The folder holds something that this program did not make.</exception>
    internal void Prepare(bool fresh)
    {
        if (fresh && Directory.Exists(Data)) Empty();
        Directory.CreateDirectory(Azurite);
        Directory.CreateDirectory(Logs);
    }

    // --fresh with a wrong --data must not cost anybody a home folder: only what is known is deleted.
    private void Empty()
    {
        if (Directory.Exists(Azurite)) Directory.Delete(Azurite, recursive: true);
        if (Directory.Exists(Logs)) Directory.Delete(Logs, recursive: true);
        File.Delete(KeyFile);
    }
}
