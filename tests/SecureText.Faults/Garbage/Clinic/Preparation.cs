using System.Net.Http.Json;
using System.Text.Json;
using SecureText.Demo;
using SecureText.Handset;
using SecureText.SignIn;
using SecureText.Simulator;

namespace SecureText.Faults.Garbage;

/// <summary>Makes the clinic that is then pelted: staff, three patients, one with sessions at the portal, a file, a webhook's secret.</summary>
internal sealed class Preparation(GarbageSystem system, Canaries canaries)
{
    internal async Task<Corpus> RunAsync(CancellationToken token)
    {
        var owner = await Caller.SignInAsync(system, DemoPeople.Owner, token);
        var staff = new List<string>();
        foreach (var person in new[] { DemoPeople.Manager, DemoPeople.Member })
        {
            var entry = new { email = person.Email, displayName = person.Name, role = person.Role };
            staff.Add((string)(await owner.PostAsync("api/staff", entry, token)).Must(201).Json!["id"]!);
        }

        var manager = await Caller.SignInAsync(system, DemoPeople.Manager, token);
        var member = await Caller.SignInAsync(system, DemoPeople.Member, token);
        var policies = new List<string>();
        foreach (var caller in new[] { owner, manager, member }) policies = await AttestAsync(caller, token);
        foreach (var number in Canaries.Numbers) await TextAsync(number, $"Hello {canaries.Mark(0)}", token);
        var inbox = (await manager.GetAsync("api/conversations", token)).Must(200).Json!["items"]!.AsArray();
        var conversations = Canaries.Numbers.Select(number => (string)inbox.Single(item => (string?)item!["number"] == number)!["id"]!).ToList();
        var patient = (string)(await manager.PostAsync(
            $"api/conversations/{conversations[0]}/patients",
            new { displayName = $"Otto {canaries.Mark(0)}", dateOfBirth = Canaries.BirthDate, language = "en" }, token)).Must(201).Json!["id"]!;
        var forms = (await manager.GetAsync("api/forms", token)).Must(200).Json!["items"]!.AsArray();
        var settings = (await owner.GetAsync("api/settings", token)).Must(200).Json!.AsObject();
        var tokens = new List<string>
        {
            await LinkAsync(manager, conversations[0], new { patientId = patient, kind = "thread", idempotencyKey = "one" }, token),
            await LinkAsync(manager, conversations[0], new { patientId = patient, kind = "form", form = (string?)forms[0]!["id"], idempotencyKey = "two" }, token),
            await LinkAsync(manager, conversations[0], new { patientId = patient, kind = "thread", idempotencyKey = "three" }, token),
        };
        var corpus = new Corpus
        {
            Canaries = canaries,
            Owner = owner,
            Member = member,
            Passing = await Caller.SignInAsync(system, DemoPeople.Owner, token),
            Good = manager,
            Patient = await ProveAsync(tokens[0], token),
            FormPatient = await ProveAsync(tokens[1], token),
            Tokens = tokens,
            WebhookSecret = (string)(await owner.PostAsync("api/webhooks/secrets", null, token)).Must(201).Json!["secret"]!,
            Settings = settings.Where(one => one.Key != "version" && one.Value is not null)
                .ToDictionary(one => one.Key, one => one.Value!.ToJsonString(), StringComparer.Ordinal),
        };
        corpus.Ids["version"] = [settings["version"]!.ToJsonString()];
        var messages = (await manager.GetAsync($"api/conversations/{conversations[1]}/messages", token)).Must(200).Json!["items"]!.AsArray();
        var import = await manager.SendAsync(
            HttpMethod.Post, "api/imports?kind=patient",
            Caller.Csv($"Patient ID,Mobile,Name\nP-1,{Canaries.Numbers[1]},Ida {canaries.Mark(0)}\n"), token);
        var playbooks = (await manager.GetAsync("api/playbooks", token)).Must(200).Json!["items"]!.AsArray();
        corpus.Ids["playbook"] = [.. playbooks.Select(one => (string)one!["id"]!)];
        corpus.Ids["id"] = [conversations[0], conversations[1]];
        corpus.Ids["conversation"] = corpus.Ids["id"];
        corpus.Ids["other id"] = [conversations[1]];
        corpus.Ids["other number"] = [Canaries.Numbers[1]];
        corpus.Ids["other patient"] =
        [
            (string)(await manager.PostAsync(
                $"api/conversations/{conversations[1]}/patients", new { displayName = $"Ida {canaries.Mark(0)}", language = "en" }, token)).Must(201).Json!["id"]!,
        ];
        corpus.Ids["good"] = [conversations[2]];
        corpus.Ids["patient"] = corpus.Ids["patientId"] = [patient];
        corpus.Ids["message"] = corpus.Ids["attachment"] = corpus.Ids["seen"] = [.. messages.Select(one => (string)one!["id"]!)];
        corpus.Ids["import"] = [(string)import.Must(201).Json!["id"]!];
        corpus.Ids["policy"] = policies;
        corpus.Ids["staff"] = [staff[1]];
        corpus.Ids["section"] = [.. corpus.Settings.Keys];
        corpus.Ids["form"] = [(string)forms[0]!["id"]!];
        corpus.Ids["kind"] = ["payment-posted", "appointment-changed", "appointment-cancelled", "call-missed"];
        corpus.Ids["number"] = [Canaries.Numbers[0], Canaries.Numbers[1]];
        return corpus;
    }

    private static async Task<List<string>> AttestAsync(Caller caller, CancellationToken token)
    {
        var training = (await caller.GetAsync("api/training", token)).Must(200).Json!["items"]!.AsArray();
        foreach (var policy in training)
        {
            var version = new { version = policy!["version"]!.DeepClone() };
            (await caller.PostAsync($"api/training/{policy["id"]}/attest", version, token)).Must(204);
        }

        return [.. training.Select(policy => (string)policy!["id"]!)];
    }

    private async Task TextAsync(string number, string text, CancellationToken token)
    {
        using var answer = await system.Http.PostAsJsonAsync(Phone(number), new NewText(text, null), HandsetApi.Json, token);
        Expect.Equal(201, (int)answer.StatusCode, "the handset's answer");
        await system.Handset.IdleAsync(token);
    }

    private async Task<string> LinkAsync(Caller staff, string conversation, object body, CancellationToken token)
    {
        (await staff.PostAsync($"api/conversations/{conversation}/links", body, token)).Must(201);
        return PatientBrowser.TokenIn((await TextsAsync(token)).Last(text => text.Contains("/p/#", StringComparison.Ordinal)));
    }

    private async Task<Caller> ProveAsync(string link, CancellationToken token)
    {
        var nobody = new Caller(system);
        var before = (await TextsAsync(token)).Count(PatientBrowser.HasCode);
        (await nobody.PostAsync("api/portal/birth-date", new { token = link, dateOfBirth = Canaries.BirthDate }, token)).Must(200);
        var texts = await Expect.SoonAsync("the code", () => TextsAsync(token), got => got.Count(PatientBrowser.HasCode) > before, token);
        var code = texts.Last(PatientBrowser.HasCode);
        using var answer = await nobody.RawAsync(
            HttpMethod.Post, "api/portal/code", JsonContent.Create(new { token = link, code = PatientBrowser.CodeIn(code) }), token);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        var proven = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(token));
        return new Caller(system, ("Cookie", cookie), ("X-SecureText-Link", proven.GetProperty("link").GetString()!));
    }

    private async Task<IReadOnlyList<string>> TextsAsync(CancellationToken token)
    {
        var bubbles = await system.Http.GetFromJsonAsync<IReadOnlyList<Bubble>>(Phone(Canaries.Numbers[0]), HandsetApi.Json, token);
        return [.. bubbles!.Where(bubble => bubble.From == Simulator.Sender.Clinic).Select(bubble => bubble.Text)];
    }

    private Uri Phone(string number) => new(system.Handset.Address, $"handset/phones/{Uri.EscapeDataString(number)}");
}
