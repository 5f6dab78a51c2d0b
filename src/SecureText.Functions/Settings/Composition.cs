using Azure.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using SecureText.Api.Access;
using SecureText.Api.Campaigns;
using SecureText.Api.Conversations;
using SecureText.Api.Health;
using SecureText.Api.Limits;
using SecureText.Archive;
using SecureText.Audit;
using SecureText.Audit.Tree;
using SecureText.BreakGlass;
using SecureText.Campaigns;
using SecureText.Carriers;
using SecureText.Clinic;
using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Evidence;
using SecureText.Inbound;
using SecureText.Patients;
using SecureText.Portal;
using SecureText.Roster;
using SecureText.Sealing;
using SecureText.Sending;
using SecureText.Staff;
using SecureText.Storage;

namespace SecureText.Settings;

/// <summary>Puts the program together. Everything is made once a process.</summary>
internal static class Composition
{
    /// <summary>Adds all that the functions take.</summary>
    public static IServiceCollection AddSecureText(
        this IServiceCollection services, AppSettings settings, IKeyWrapper keyWrapper, ICheckpointSigner signer, TokenCredential credential)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IRandomSource, SystemRandomSource>();
        services.AddSingleton(settings.Clinic);
        services.AddSingleton(settings.Portal);
        services.AddSingleton(settings.Acs);
        services.AddSingleton(settings.Staff);
        services.AddSingleton(new StorageClients(settings.Storage, credential));
        services.AddSingleton(keyWrapper);
        services.AddSingleton<ICarrier>(s => AcsCarrier.Create(settings.Acs, credential, s.GetRequiredService<TimeProvider>()));
        services.AddJournal(s => new AppendBlobJournal(
            s.GetRequiredService<StorageClients>().Journal,
            new JournalOptions { CreateContainer = settings.Storage.ConnectionString is { Length: > 0 } },
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<IRandomSource>(),
            s.GetRequiredService<ILogger<AppendBlobJournal>>()));
        services.AddLog(signer);
        return services.AddSecureTextCore();
    }

    /// <summary>Adds all that does not depend on where storage, keys and carrier are.</summary>
    internal static IServiceCollection AddSecureTextCore(this IServiceCollection services)
    {
        services.AddSingleton(s => new WritingKeys(Wrapper(s), Random(s), Time(s)));
        services.AddSingleton(s => new DataKeyCache(Wrapper(s), Time(s)));
        services.AddSingleton(s => new SealedTexts(
            Clients(s).LongTexts, s.GetRequiredService<WritingKeys>(), s.GetRequiredService<DataKeyCache>(), Random(s)));
        services.AddSingleton(s => new InboxBoxes(
            Clients(s).Keys, s.GetRequiredService<WritingKeys>(), s.GetRequiredService<DataKeyCache>(), Random(s)));
        services.AddSingleton(s => new IndexKeys(Clients(s).Keys, Wrapper(s), Random(s)));
        services.AddSingleton(s => new ConversationStore(Clients(s).Conversations, s.GetRequiredService<SealedTexts>(), s.GetRequiredService<IndexKeys>()));
        services.AddSingleton(s => new InboxIndex(Clients(s).Inbox, s.GetRequiredService<IndexKeys>()));
        services.AddSingleton(s => new DueWork(Clients(s).Outbox));
        services.AddSingleton(s => new SlotLedgerStore(Clients(s).Outbox));
        services.AddSingleton(s => new QuarantineContainer(Clients(s).Quarantine));
        services.AddSingleton<Quarantine>();
        services.AddSingleton<Attention>();
        services.TryAddSingleton(new SenderOptions());
        services.AddSingleton<LineTurns>();
        services.AddSingleton<SendOutcomes>();
        services.AddSingleton<Sender>();
        services.AddSingleton<StaffTexts>();
        services.AddSingleton<InboundTexts>();
        services.AddSingleton<DeliveryOutcomes>();
        services.AddSingleton<AcsEvents>();
        services.AddDeadLetters();
        services.AddSingleton<HeadChanges>();
        services.AddSingleton(s => new PatientRows(Clients(s).Conversations, s.GetRequiredService<SealedTexts>(), s.GetRequiredService<IndexKeys>()));
        services.AddSingleton<PatientRecords>();
        services.AddSingleton<ConsentLedger>();
        services.AddRoster();
        services.AddCampaigns();
        services.AddStaff();
        services.AddDesk();
        services.AddCampaignApi();
        services.AddArchive();
        services.AddSingleton<Readiness>();
        services.AddClinic();
        services.AddPortal();
        services.AddAudit();
        services.AddBreakGlass();
        services.AddAccess();
        services.AddLimits();
        services.AddEvidence();
        services.AddSilentServer();
        return services;

        static IKeyWrapper Wrapper(IServiceProvider s) => s.GetRequiredService<IKeyWrapper>();
        static IRandomSource Random(IServiceProvider s) => s.GetRequiredService<IRandomSource>();
        static TimeProvider Time(IServiceProvider s) => s.GetRequiredService<TimeProvider>();
        static StorageClients Clients(IServiceProvider s) => s.GetRequiredService<StorageClients>();
    }
}
