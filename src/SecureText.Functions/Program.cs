using Azure.Identity;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SecureText.Api;
using SecureText.Api.Access;
using SecureText.Keys;
using SecureText.Settings;

var builder = FunctionsApplication.CreateBuilder(args);
AppSettings settings;
try
{
    settings = AppSettings.Read(builder.Configuration, Environment.GetEnvironmentVariable);
}
catch (SettingsException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}

builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<ErrorMiddleware>();
builder.UseMiddleware<AccessMiddleware>();
var credential = new DefaultAzureCredential();
var keyWrapper = await KeyWrappers.StartAsync(settings.Keys, credential, CancellationToken.None);
builder.Services.AddSecureText(settings, keyWrapper, credential);
builder.Services.AddHostedService<StorageStart>();
await builder.Build().RunAsync();
return 0;
