using Azure.Identity;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SecureText.Api;
using SecureText.Api.Access;
using SecureText.Audit.Tree;
using SecureText.Keys;
using SecureText.Sealing;
using SecureText.Settings;

var builder = FunctionsApplication.CreateBuilder(args);
var credential = new DefaultAzureCredential();
AppSettings settings;
IKeyWrapper keyWrapper;
ICheckpointSigner signer;
try
{
    settings = AppSettings.Read(builder.Configuration, Environment.GetEnvironmentVariable);
    keyWrapper = await KeyWrappers.StartAsync(settings.Keys, credential, CancellationToken.None);
    signer = settings.Audit.Start(LogComposition.OriginOf(settings.Storage), settings.Keys, credential, TimeProvider.System);
}
catch (Exception e) when (e is SettingsException or InvalidOperationException)
{
    // A key that cannot be used says so with its setting and its mend, as a wrong setting does.
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}

builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<ErrorMiddleware>();
builder.UseMiddleware<AccessMiddleware>();
builder.Services.AddSecureText(settings, keyWrapper, signer, credential);
builder.Services.AddHostedService<StorageStart>();
await builder.Build().RunAsync();
return 0;
