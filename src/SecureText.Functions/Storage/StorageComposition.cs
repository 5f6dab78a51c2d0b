using Microsoft.Extensions.DependencyInjection;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>What the parts of the program share when they put their stores together.</summary>
internal static class StorageComposition
{
    /// <summary>Boxes of a scope of its own.</summary>
    public static ScopeBoxes BoxesFor(this IServiceProvider services, string scope) => new(
        services.GetRequiredService<StorageClients>().Keys,
        services.GetRequiredService<WritingKeys>(),
        services.GetRequiredService<DataKeyCache>(),
        services.GetRequiredService<IRandomSource>(),
        scope);
}
