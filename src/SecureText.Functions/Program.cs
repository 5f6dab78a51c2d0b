using Azure.Identity;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SecureText.Api;
using SecureText.Api.Access;
using SecureText.Keys;
using SecureText.Sealing;
using SecureText.Settings;

var builder = FunctionsApplication.CreateBuilder(args);
var credential = new DefaultAzureCredential();
AppSettings settings;
IKeyWrapper keyWrapper;
try
{
    settings = AppSettings.Read(builder.Configuration, Environment.GetEnvironmentVariable);
    keyWrapper = await KeyWrappers.StartAsync(settings.Keys, credential, CancellationToken.None);
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
builder.Services.AddSecureText(settings, keyWrapper, credential);
builder.Services.AddHostedService<StorageStart>();
await builder.Build().RunAsync();
return 0;
