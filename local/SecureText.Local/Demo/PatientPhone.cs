using System.Net.Http.Json;
using SecureText.Handset;
using SecureText.Run;
using SecureText.Simulator;

namespace SecureText.Demo;

/// <summary>A patient with a phone, through the handset's own HTTP interface.</summary>
internal sealed class PatientPhone(LocalSystem system, string number)
{
    internal string Number => number;

    /// <summary>Texts the clinic and waits until the clinic has it and all that follows has happened.</summary>
    internal async Task TextAsync(string text, CancellationToken cancellationToken)
    {
        await BeginTextAsync(text, cancellationToken);
        await system.Handset.IdleAsync(cancellationToken);
    }

    /// <summary>Texts the clinic without waiting.</summary>
    internal async Task BeginTextAsync(string text, CancellationToken cancellationToken)
    {
        using var answer = await system.Http.PostAsJsonAsync(
            Address, new NewText(text, null), HandsetApi.Json, cancellationToken);
        Expect.Equal(201, (int)answer.StatusCode, "the handset's answer");
    }

    internal async Task<IReadOnlyList<Bubble>> TextsAsync(CancellationToken cancellationToken) =>
        await system.Http.GetFromJsonAsync<IReadOnlyList<Bubble>>(Address, HandsetApi.Json, cancellationToken) ?? [];

    /// <summary>What the clinic sent and the phone shows.</summary>
    internal async Task<IReadOnlyList<string>> FromClinicAsync(CancellationToken cancellationToken) =>
        [.. (await TextsAsync(cancellationToken)).Where(text => text.From == Sender.Clinic && text.OnPhone)
            .Select(text => text.Text)];

    private Uri Address => new(system.Handset.Address, $"handset/phones/{Uri.EscapeDataString(number)}");
}
