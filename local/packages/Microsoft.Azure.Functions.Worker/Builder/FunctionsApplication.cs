namespace Microsoft.Azure.Functions.Worker.Builder;

#pragma warning disable CA1052 // The package's class can be constructed.
public class FunctionsApplication
{
    /// <summary>
    /// <c>--port N</c> says where to listen on 127.0.0.1 (0: any free port); else local.settings.json's
    /// <c>Host:LocalHttpPort</c>, else 7071.
    /// </summary>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
