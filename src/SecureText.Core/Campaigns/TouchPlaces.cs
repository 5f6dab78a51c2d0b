using SecureText.Sending;

namespace SecureText.Campaigns;

/// <summary>What the places of a playbook's words are filled with; personal.</summary>
public sealed record TouchPlaces
{
    /// <summary>The clinic's name: <c>{clinic}</c>.</summary>
    public required ClinicName Clinic { get; init; }

    /// <summary>When the occasion is: <c>{day}</c>, <c>{date}</c>, <c>{time}</c>.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The clinic's time zone: a visit is at the clinic, wherever the patient's phone is.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>The doctor's last name: <c>{doctor}</c>.</summary>
    public string? Doctor { get; init; }

    /// <summary>Where: <c>{place}</c>.</summary>
    public string? Place { get; init; }

    /// <summary>The office's telephone: <c>{phone}</c>.</summary>
    public string? Phone { get; init; }

    /// <summary>The secure link: <c>{link}</c>.</summary>
    public string? Link { get; init; }

    /// <summary>What the statement says: <c>{amount}</c>, only behind the link.</summary>
    public string? Amount { get; init; }

    /// <summary>Where to pay or to meet: <c>{url}</c>, only behind the link.</summary>
    public string? Url { get; init; }

    /// <summary>Never shows anything.</summary>
    public override string ToString() => "(places)";
}
