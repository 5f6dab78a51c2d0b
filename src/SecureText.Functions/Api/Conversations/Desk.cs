using Microsoft.Extensions.DependencyInjection;
using SecureText.Conversations;
using SecureText.Sending;
using SecureText.Storage;

namespace SecureText.Api.Conversations;

/// <summary>What the staff's desk needs.</summary>
internal static class Desk
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddDesk(this IServiceCollection services)
    {
        services.AddSingleton<InboxLines>();
        services.AddSingleton<OpenedMessages>();
        services.AddSingleton<ConversationDoor>();
        services.AddSingleton<CalledBackTexts>();
        services.AddSingleton<StaffNotes>();
        services.AddSingleton(s => new Mentions(s.GetRequiredService<StorageClients>().Inbox, s.GetRequiredService<IndexKeys>()));
        services.AddSingleton(s => new PresenceBoard(s.GetRequiredService<StorageClients>().Presence));
        return services;
    }
}
