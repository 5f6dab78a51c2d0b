using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Clinic;

namespace SecureText.Api.Settings;

/// <summary><c>GET /api/forms</c>: the forms that a link may bring.</summary>
public sealed class ListForms(ClinicSettingsSource source)
{
    /// <summary>Their ids and titles.</summary>
    [Function(nameof(ListForms))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "forms")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var settings = await source.CurrentAsync(cancellationToken);
        return ApiJson.Ok(new Listing([.. settings.Forms.Select(form => new Item(form.Id, form.Title))]));
    }

    private sealed record Listing(IReadOnlyList<Item> Items);

    private sealed record Item(string Id, Bilingual Title);
}
