using SecureText.Azurite;

namespace SecureText.Run;

/// <summary>Where one machine keeps its things.</summary>
internal sealed record LocalPaths(string Data)
{
    internal string Azurite => Path.Combine(Data, "azurite");

    internal string Site => Path.Combine(Data, "site");

    internal string KeyFile => Path.Combine(Data, "keys.jwk.json");

    internal string SigningKeyFile => Path.Combine(Data, "log-signing.jwk.json");

    internal string Logs => Path.Combine(Data, "logs");

    internal static LocalPaths Of(LocalOptions options) =>
        new(Path.GetFullPath(options.Data ?? Path.Combine(RepositoryRoot.Find(), ".data")));

    /// <summary>
    /// Keeps the folder for this run until the result is disposed of: two emulators over the same files would destroy
    /// them.
    /// </summary>
    /// <exception cref="LocalToolException">Another run has it, or it cannot be made.</exception>
    internal FileStream Claim()
    {
        try
        {
            Directory.CreateDirectory(Data);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new LocalToolException($"{Data} cannot be made: choose another folder with --data.", problem);
        }

        try
        {
            return new FileStream(
                Path.Combine(Data, ".in-use"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1,
                FileOptions.DeleteOnClose);
        }
        catch (IOException problem)
        {
            throw new LocalToolException(
                $"{Data} is used by another run: stop that one, or choose another folder with --data.", problem);
        }
    }

    /// <summary>Makes the folders; with <paramref name="fresh"/> without what was in them.</summary>
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
        if (Directory.Exists(Site)) Directory.Delete(Site, recursive: true);
        if (Directory.Exists(Logs)) Directory.Delete(Logs, recursive: true);
        File.Delete(KeyFile);
        File.Delete(SigningKeyFile);
    }
}
