// dotnet run -c Release --project tests/SecureText.Benchmarks -p:HostPlatform=Local -- verify|journal
await Console.Error.WriteLineAsync("Say what to measure: verify or journal.");
return 2;
