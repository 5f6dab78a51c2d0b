using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>The end of the pipeline: binds the parameters, makes the class, calls the method.</summary>
internal static class FunctionExecution
{
    public static async Task RunAsync(FunctionContext context)
    {
        var function = context.Features.Get<FunctionMethod>()!;
        var arguments = await BindAsync(function, context);
        var instance = function.Method.IsStatic
            ? null
            : context.InstanceServices.GetRequiredService<IFunctionActivator>()
                .CreateInstance(function.DeclaringType, context);
        var returned = function.Method.Invoke(
            instance, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
        if (returned is Task task)
        {
            await task;
            returned = function.ReturnType == typeof(void) ? null : ResultOf(task);
        }

        context.GetInvocationResult().Value = returned;
    }

    private static async Task<object?[]> BindAsync(FunctionMethod function, FunctionContext context)
    {
        var parameters = function.Method.GetParameters();
        var values = new object?[parameters.Length];
        for (var i = 0; i < values.Length; i++)
        {
            try
            {
                values[i] = await function.Binders[i](context);
            }
            catch (Exception e) when (e is not (OperationCanceledException or FunctionWorkerException))
            {
                throw new FunctionInputConverterException(
                    $"Error converting 1 input parameters for Function '{function.Name}': Cannot convert input parameter "
                    + $"'{parameters[i].Name}' to type '{parameters[i].ParameterType}'. Error:{e}",
                    e);
            }
        }

        return values;
    }

    private static object? ResultOf(Task task)
        => task.GetType().GetProperty(nameof(Task<object>.Result))!.GetValue(task);
}

internal sealed class FunctionActivator : IFunctionActivator
{
    public object? CreateInstance(Type instanceType, FunctionContext context)
        => ActivatorUtilities.CreateInstance(context.InstanceServices, instanceType);
}
