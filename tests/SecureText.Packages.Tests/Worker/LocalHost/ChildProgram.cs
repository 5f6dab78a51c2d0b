namespace SecureText.Packages.Tests.Worker.LocalHost;

/// <summary>
/// The test assembly as a program, for tests that need a process of their own: the first argument names a type with
/// a static <c>RunAsync(string[])</c>, which gets the other arguments.
/// </summary>
public static class ChildProgram
{
    public static Task Main(string[] args)
        => (Task)typeof(ChildProgram).Assembly.GetType(args[0], throwOnError: true)!.GetMethod("RunAsync")!.Invoke(null, [args[1..]])!;
}
