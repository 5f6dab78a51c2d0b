using SecureText.Archive;
using SecureText.Campaigns;
using SecureText.Evidence;

namespace SecureText.Clinic;

/// <summary>What the owner of the clinic decides while the program runs. Every change makes a new version.</summary>
public sealed record ClinicSettings
{
    /// <summary>Counts up with every change; 0 before the first.</summary>
    public long Version { get; init; }

    /// <summary>Where somebody answers the telephone, as E.164; null while nobody has said.</summary>
    public string? OfficeNumber { get; init; }

    /// <summary>When somebody answers.</summary>
    public required WeekHours Hours { get; init; }

    /// <summary>Days on which nobody does.</summary>
    public required IReadOnlyList<Holiday> Holidays { get; init; }

    /// <summary>Wording of the automatic answers.</summary>
    public required AutomaticAnswers AutomaticAnswers { get; init; }

    /// <summary>What a patient agrees to, as staff read it out or print it.</summary>
    public required Bilingual ConsentWording { get; init; }

    /// <summary>Wording of the texts with a link or a code.</summary>
    public required MessageTemplates Templates { get; init; }

    /// <summary>Replies to insert.</summary>
    public required IReadOnlyList<CannedReply> CannedReplies { get; init; }

    /// <summary>Forms for patients.</summary>
    public required IReadOnlyList<FormTemplate> Forms { get; init; }

    /// <summary>What staff attest.</summary>
    public required IReadOnlyList<StaffPolicy> Policies { get; init; }

    /// <summary>What campaigns may be started with; ours where a version was stored before there were any.</summary>
    public IReadOnlyList<Playbook> Playbooks { get; init; } = Campaigns.Playbooks.Default;

    /// <summary>How long records are kept; the least where a version was stored before the owner could say.</summary>
    public Retention Retention { get; init; } = Retention.Default;

    /// <summary>Who has signed an agreement; ours, with nothing signed, where a version was stored before there was a register.</summary>
    public IReadOnlyList<Agreement> Agreements { get; init; } = ClinicDefaults.Agreements;

    /// <summary>Before the first change: the hours of the app settings and our own words.</summary>
    public static ClinicSettings Initial(ClinicProfile clinic) => new()
    {
        Hours = WeekHours.Of(clinic.Hours),
        Holidays = [],
        AutomaticAnswers = ClinicDefaults.AutomaticAnswers,
        ConsentWording = ClinicDefaults.ConsentWording,
        Templates = ClinicDefaults.Templates,
        CannedReplies = ClinicDefaults.CannedReplies,
        Forms = ClinicDefaults.Forms,
        Policies = ClinicDefaults.Policies,
    };

    /// <summary>True when somebody answers at that instant.</summary>
    public bool IsOpen(DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        return Holidays.All(holiday => holiday.Date != today) && Hours.Read().IsOpen(now, zone);
    }
}
