using SecureText.Verify;

return await App.RunAsync(
    args, new Surroundings(Console.Out, Console.Error, !Console.IsErrorRedirected, Environment.GetEnvironmentVariable, TimeProvider.System));
