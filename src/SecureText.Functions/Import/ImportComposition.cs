using Microsoft.Extensions.DependencyInjection;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Import;

/// <summary>Puts the import together.</summary>
internal static class ImportComposition
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddImport(this IServiceCollection services)
    {
        services.AddSingleton(s => new ImportStore(
            s.GetRequiredService<StorageClients>().Roster, Boxes(s), s.GetRequiredService<IndexKeys>()));
        services.AddSingleton(s => new ImportParts(s.GetRequiredService<StorageClients>().Imports, Boxes(s)));
        services.AddSingleton<ImportRows>();
        services.AddSingleton<ImportUpload>();
        services.AddSingleton<ImportPreview>();
        services.AddSingleton<ImportStart>();
        services.AddSingleton<ImportBatches>();
        return services;
    }

    private static ScopeBoxes Boxes(IServiceProvider s) => new(
        s.GetRequiredService<StorageClients>().Keys, s.GetRequiredService<WritingKeys>(),
        s.GetRequiredService<DataKeyCache>(), s.GetRequiredService<IRandomSource>(), "imports");
}
