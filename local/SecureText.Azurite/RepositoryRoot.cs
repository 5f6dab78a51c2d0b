namespace SecureText.Azurite;

/// <summary>Finds the clone that the running program was built from.</summary>
public static class RepositoryRoot
{
    private const string Marker = "SecureText.Functions.sln";

    /// <summary>Full path of the folder that holds the solution file.</summary>
    /// <exception cref="LocalToolException">The program does not run from inside a clone.</exception>
    public static string Find() => Find(AppContext.BaseDirectory);

    internal static string Find(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Marker))) return folder.FullName;
        }

        throw new LocalToolException(
            $"{Marker} is in none of the folders above {from}: run this from a clone of SecureText.");
    }
}
