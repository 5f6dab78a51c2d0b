using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace SecureText.Api.Conversations;

/// <summary>What the staff's desk needs.</summary>
internal static class Desk
{
    /// <summary>Adds it. Whoever knows the staff's names adds <see cref="IStaffNames"/> first.</summary>
    public static IServiceCollection AddDesk(this IServiceCollection services)
    {
        services.AddSingleton<InboxLines>();
        services.AddSingleton<OpenedMessages>();
        services.AddSingleton<ConversationDoor>();
        services.TryAddSingleton<IStaffNames, NoStaffNames>();
        return services;
    }
}
