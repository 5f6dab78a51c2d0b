using System.Text.Json.Nodes;

namespace SecureText.Demo;

/// <content>The report for an auditor, from the running system.</content>
internal sealed partial class ClinicDay
{
    // What one machine cannot have, and a log that has not seen its first night. Anything else that fails is a fault of the program or of this day.
    private static readonly string[] OneMachine = ["key-in-vault", "log-immutable", "log-verified", "platform-door", "storage-by-identity", "tls"];

    private async Task<string> EvidenceAsync(CancellationToken cancellationToken)
    {
        (await member.GetAsync("api/evidence", cancellationToken)).MustFail(403, "no-role");
        (await manager.PostAsync("api/audit/log/checkpoints", null, cancellationToken)).Must(201);
        var report = (await manager.GetAsync("api/evidence", cancellationToken)).Must(200).Json!;
        var failed = report["items"]!.AsArray().Where(item => (string?)item!["status"] == "fail").ToList();
        var surprising = failed.Where(item => !OneMachine.Contains((string?)item!["check"])).ToList();
        Expect.That(surprising.Count == 0, string.Join("; ", surprising.Select(item => $"{item!["check"]}: {item["found"]}")));
        Expect.That((string?)Find("words-sealed")["status"] == "pass", "messages were looked at");

        using var page = await owner.DownloadAsync("api/evidence/report", cancellationToken);
        var html = await page.Content.ReadAsStringAsync(cancellationToken);
        Expect.Equal("text/html", page.Content.Headers.ContentType?.MediaType, "the report's type");
        Expect.That(html.Contains("45 CFR 164.312(a)(1)", StringComparison.Ordinal), "the report names the law");
        var counts = report["counts"]!;
        return $"{counts["pass"]} pass, {counts["fail"]} fail (what one machine cannot have), {counts["clinic"]} to be done by the clinic; as a page, {html.Length / 1024} KB";

        JsonNode Find(string check) => report["items"]!.AsArray().Single(item => (string?)item!["check"] == check)!;
    }
}
