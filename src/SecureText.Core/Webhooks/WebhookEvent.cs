using System.Globalization;
using System.Text.Json;
using SecureText.Import;
using SecureText.Roster;
using SecureText.Texting;

namespace SecureText.Webhooks;

/// <summary>What another system tells; personal.</summary>
public abstract record WebhookEvent(string Id, string Source)
{
    private const int LongestId = 100;

    /// <summary>Kinds as the path has them.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["payment-posted", "appointment-changed", "appointment-cancelled", "call-missed"];

    /// <summary>When it came about there; null when the sender does not say. Calls may overtake each other on the way.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>A payment. <paramref name="Balance"/>: what is still owed, as <c>$20.00</c>; null when nothing is.</summary>
    public sealed record PaymentPosted(string Id, string Source, string Statement, string? Balance) : WebhookEvent(Id, Source);

    /// <summary>A visit is new, or is otherwise than it was; what is null stays.</summary>
    public sealed record AppointmentChanged(string Id, string Source, string Appointment) : WebhookEvent(Id, Source)
    {
        /// <summary>Whose; needed for a new one.</summary>
        public string? Patient { get; init; }

        /// <summary>When; needed for a new one.</summary>
        public DateTimeOffset? At { get; init; }

        /// <summary>Where it stands.</summary>
        public OccasionStatus? Status { get; init; }

        /// <summary>Doctor, place and link.</summary>
        public OccasionFacts Facts { get; init; } = new();
    }

    /// <summary>A visit will not be.</summary>
    public sealed record AppointmentCancelled(string Id, string Source, string Appointment) : WebhookEvent(Id, Source);

    /// <summary>Nobody took a call.</summary>
    public sealed record CallMissed(string Id, string Number, DateTimeOffset? At) : WebhookEvent(Id, "call");

    /// <summary>Never shows anything.</summary>
    public sealed override string ToString() => "(webhook)";

    /// <summary>Reads a body; what is wrong with it is said in plain words that repeat nothing of it.</summary>
    public static WebhookEvent? Read(string kind, ReadOnlyMemory<byte> body, TimeZoneInfo zone, out string refusal)
    {
        refusal = "Send a JSON object.";
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? new Fields(document.RootElement, zone).Read(kind, out refusal) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private sealed class Fields(JsonElement json, TimeZoneInfo zone)
    {
        public WebhookEvent? Read(string kind, out string refusal)
        {
            refusal = "'id' is missing: 1 to 100 characters that name the event.";
            if (Text("id") is not { Length: <= LongestId } id || id.Any(char.IsControl)) return null;
            refusal = "'source' is csv or fhir.";
            var source = Text("source") ?? "csv";
            if (source is not ("csv" or "fhir")) return null;
            refusal = "'occurredAt' cannot be read: write it as 2026-12-31T14:30:00-08:00.";
            var occurred = Text("occurredAt") is { } text ? ClinicTime.Instant(text, "", zone, needsTime: true) : default;
            if (occurred.Refusal is not null) return null;
            var happened = Read(kind, id, source, out refusal);
            return happened is null || Text("occurredAt") is null ? happened : happened with { OccurredAt = occurred.Value };
        }

        private WebhookEvent? Read(string kind, string id, string source, out string refusal)
        {
            return kind switch
            {
                "payment-posted" => Payment(id, source, out refusal),
                "appointment-changed" => Changed(id, source, out refusal),
                "appointment-cancelled" => Named("appointment", out refusal) is { } visit ? new AppointmentCancelled(id, source, visit) : null,
                _ => Call(id, out refusal),
            };
        }

        private PaymentPosted? Payment(string id, string source, out string refusal)
        {
            if (Named("statement", out refusal) is not { } statement) return null;
            if (Text("balance") is not { } balance) return new PaymentPosted(id, source, statement, null);
            var amount = Cells.Amount(balance);
            refusal = "'balance' is not an amount of dollars.";
            return amount.Refusal is null ? new PaymentPosted(id, source, statement, amount.Value.Owed ? amount.Value.Text : null) : null;
        }

        private AppointmentChanged? Changed(string id, string source, out string refusal)
        {
            if (Named("appointment", out refusal) is not { } visit) return null;
            refusal = "'at' cannot be read: write it as 2026-12-31T14:30:00-08:00, or without the offset in the clinic's time.";
            var at = Text("at") is { } text ? ClinicTime.Instant(text, "", zone, needsTime: true) : default;
            if (at.Refusal is not null) return null;
            refusal = "'status' is booked, cancelled, kept or missed.";
            var status = Text("status") is { } word ? Cells.Status(Campaigns.OccasionKind.Appointment, word) : default;
            if (status.Refusal is not null) return null;
            refusal = "'url' must begin with https://.";
            var url = Text("url") is { } link ? Cells.Url(link) : default;
            if (url.Refusal is not null) return null;
            refusal = "'patient' is too long or has characters that cannot be read.";
            var whose = Text("patient") is { } patient ? Cells.Id(patient, "patient") : default;
            if (whose.Refusal is not null) return null;
            refusal = $"'doctor' is longer than {Cells.LongestDoctor} characters.";
            if (Text("doctor") is { Length: > Cells.LongestDoctor }) return null;
            refusal = "'place' is longer than 200 characters.";
            var place = Text("place") is { } where ? Cells.Place(where) : default;
            return place.Refusal is not null ? null : new AppointmentChanged(id, source, visit)
            {
                Patient = whose.Value,
                At = Text("at") is null ? null : at.Value,
                Status = Text("status") is null ? null : status.Value,
                Facts = new OccasionFacts { Doctor = Text("doctor") is { } doctor ? Cells.Doctor(doctor) : null, Place = place.Value, Url = url.Value },
            };
        }

        private CallMissed? Call(string id, out string refusal)
        {
            refusal = "'number' is not a North American phone number.";
            if (!PhoneNumber.TryParse(Text("number"), out var number)) return null;
            refusal = "'at' cannot be read: write it as 2026-12-31T14:30:00-08:00.";
            var at = Text("at") is { } text ? ClinicTime.Instant(text, "", zone, needsTime: true) : default;
            return at.Refusal is null ? new CallMissed(id, number.E164, Text("at") is null ? null : at.Value) : null;
        }

        private string? Named(string field, out string refusal)
        {
            refusal = $"'{field}' is missing: the id that your system gave it.";
            return Text(field) is { } text ? Cells.Id(text, field).Value : null;
        }

        private string? Text(string name) => json.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString()?.Trim() is { Length: > 0 } text ? text : null,
                JsonValueKind.Number => value.GetDecimal().ToString(CultureInfo.InvariantCulture),
                _ => null,
            }
            : null;
    }
}
